"""Findings as a report writer groups and words them."""
