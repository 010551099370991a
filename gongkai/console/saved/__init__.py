"""Saved views: lists of findings that a person comes back to, by a name of their own."""
