"""How fast and how large the full-text search is."""
