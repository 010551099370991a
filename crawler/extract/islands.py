"""XML data islands: a column's whole list as XML inside the page, painted by script in the browser.

They are cut out of the raw text, since an HTML parser lower-cases and mixes up their tags, and read leniently,
since many are not well-formed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.extract.links import squeeze


@dataclass(frozen=True, slots=True)
class Island:
    """One island: its id, the total it states, and its records as tag → text."""

    name: str
    total: int | None
    records: tuple[dict[str, str], ...]

    @property
    def columns(self) -> frozenset[str]:
        """All columns that its records name."""
        return frozenset(record["ParentCateId"] for record in self.records if record.get("ParentCateId"))

    @property
    def column(self) -> str | None:
        """The column that most of its records name as their own (ParentCateId)."""
        names = [record["ParentCateId"] for record in self.records if record.get("ParentCateId")]
        return max(sorted(set(names)), key=names.count) if names else None


_RECS = re.compile(r"<RECS\b([^>]*?)(?:/>|>(.*?)<\\?/RECS\s*>)", re.IGNORECASE | re.DOTALL)
_INFO = re.compile(r"<INFO\b[^>]*>(.*?)</INFO\s*>", re.IGNORECASE | re.DOTALL)
_FIELD = re.compile(r"<([A-Za-z][\w.-]*)\s*>\s*(?:<!\[CDATA\[(.*?)\]\]>|(.*?))\s*</\1\s*>", re.DOTALL)
_TOTAL = re.compile(r"totalRecs\s*=\s*\\?[\"']?(\d+)", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"(?:<xml\b[^>]*?\bid\s*=\s*\\?[\"']?([\w-]+)|var\s+(\w+)\s*=)", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]{1,200}>")
_JOINED = re.compile(r"[\"']\s*\+\s*[\"']")
_WHOLE = re.compile(r"(?:<\?xml[^>]*\?>\s*)?<xml\b[^>]*>(?:(?!</?xml\b).)*?</xml\s*>", re.IGNORECASE | re.DOTALL)


def read_islands(text: str) -> tuple[Island, ...]:
    """All islands of a page's source, in order: `<xml id=…>` elements and XML in script strings."""
    if "RECS" not in text:
        return ()
    return tuple(_islands(text))


def _islands(text: str) -> Iterator[Island]:
    end = 0
    for match in _RECS.finditer(text):
        before = text[max(end, match.start() - 400) : match.start()]
        names = list(_NAME_BEFORE.finditer(before))
        end = match.end()
        inner = match[2] or ""
        if "<\\/" in match[0] or any(name[2] for name in names):  # a script string: undo its escapes
            inner = _JOINED.sub("", inner.replace("\\/", "/").replace("\\'", "'").replace('\\"', '"'))
            inner = inner.replace("\\n", "\n").replace("\\r", "").replace("\\t", " ")
        name = next((group for group in names[-1].groups() if group), "") if names else ""
        total = _TOTAL.search(match[1])
        records = tuple(_record(info[1]) for info in _INFO.finditer(inner))
        yield Island(name, int(total[1]) if total else None, records)


def _record(source: str) -> dict[str, str]:
    return {match[1]: plain(match[2] if match[2] is not None else match[3] or "") for match in _FIELD.finditer(source)}


def plain(text: str) -> str:
    """The text of a field: entities undone (twice where they were encoded twice), markup and blanks removed."""
    for _ in range(2):
        if "&" not in text:
            break
        text = html.unescape(text)
    return squeeze(_TAGS.sub("", text))


def without_islands(text: str) -> str:
    """The page's source without its islands, fit for an HTML parser."""
    return _WHOLE.sub(" ", text)
