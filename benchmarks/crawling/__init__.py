"""How fast, how small and how sparing a crawl is, on loopback."""
