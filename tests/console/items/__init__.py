"""Searching items and deciding on pairs in the console."""
