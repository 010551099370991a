"""How exactly pages are read."""
