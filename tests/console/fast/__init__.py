"""Tests of the console's parts that need no city: milliseconds each."""
