"""Kills, full disks, two servers."""
