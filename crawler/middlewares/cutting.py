"""How much of an answer is read where only its status matters (link checks, probes)."""

from __future__ import annotations

from dataclasses import dataclass

_PAGES = ("html", "xml", "text/plain")


@dataclass(frozen=True, slots=True)
class Cut:
    """Bytes, after unpacking, that are read of an answer; what comes behind them is never asked for."""

    page: int  # a page with a status below 400
    other: int  # a document or picture with a status below 400
    error: int  # what is kept as evidence that a link is broken

    def limit(self, status: int, content_type: str) -> int:
        """The bytes that are read of an answer with this status and Content-Type."""
        if status >= 400:
            return self.error
        kind = content_type.lower()
        return self.page if not kind or any(word in kind for word in _PAGES) else self.other
