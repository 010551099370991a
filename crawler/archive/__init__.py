"""The archive: everything fetched, as WARC records (ISO 28500), written before the catalogue commits."""

from crawler.archive.reader import StoredResponse, iter_responses, read_capture
from crawler.archive.verify import Damage, verify_captures
from crawler.archive.writer import Stored, WarcWriter

__all__ = ["Damage", "Stored", "StoredResponse", "WarcWriter", "iter_responses", "read_capture", "verify_captures"]
