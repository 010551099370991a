"""The catalogue: one SQLite file of what the sites said and when we saw it. Only this folder writes to it."""
