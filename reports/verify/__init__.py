"""Proving a document again: what stands in the file, what the catalogue counts, what the archive holds."""
