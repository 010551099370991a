"""Hostile and broken sites on loopback, one behaviour each, with what a careful crawler makes of it."""
