"""A small synthetic city of disclosure portals with known truth. Imports nothing of the other packages."""
