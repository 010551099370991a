"""Tests of the evidence: written, verified, exported, replayed, shown."""
