"""Snapshots: the numbers of a year as they were signed, with everything that is needed to make them again.

They live in the catalogue's file with their own migrations: open it with
`crawler.catalogue.database.connect(path, extra=(snapshot_migrations,))`.
"""

from reports.snapshots.schema import snapshot_migrations

__all__ = ["snapshot_migrations"]
