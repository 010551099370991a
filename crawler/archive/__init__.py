"""The archive: everything fetched, as WARC records (ISO 28500), written before the catalogue commits."""

from crawler.archive.chain import broken_seals, seal
from crawler.archive.reader import StoredResponse, iter_responses, read_capture
from crawler.archive.verify import Damage, verify_captures
from crawler.archive.writer import Stored, WarcWriter

__all__ = [
    "Damage",
    "Stored",
    "StoredResponse",
    "WarcWriter",
    "broken_seals",
    "iter_responses",
    "read_capture",
    "seal",
    "verify_captures",
]
