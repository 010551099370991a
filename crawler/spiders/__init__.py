"""The spiders: thin, over one base. Sites are data (profiles), not code."""
