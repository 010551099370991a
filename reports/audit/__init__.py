"""Reading a published annual report: what it claims, what its form demands, and what of it holds."""
