"""Marking the place of a finding on a captured page."""
