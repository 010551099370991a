"""What the sites said: fetch, archive, extract, catalogue."""
