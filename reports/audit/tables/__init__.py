"""Reading the statistics tables of a report: which they are, and what stands in each cell of the form."""

from __future__ import annotations

from reports.audit.tables.reading import Tables, read_tables

__all__ = ["Tables", "read_tables"]
