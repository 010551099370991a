"""How fast the console's pages are on a large catalogue, and what fifty readers do to a crawl that is writing."""
