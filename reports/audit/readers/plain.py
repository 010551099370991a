"""Plain text: UTF-8 with or without a mark, UTF-16, GB18030."""

from __future__ import annotations

from crawler.extract.charset import decode
from reports.audit.paper import Paper
from reports.audit.readers.building import Builder
from reports.audit.readers.columns import table_at
from reports.audit.readers.wrapping import join_wrapped

_BROKEN = "\ufffd"


def read_plain(body: bytes, source: str) -> Paper:
    """A text file; tables drawn with tabs, bars or gaps are tables, lines broken at a margin are joined."""
    text = decode(body)[0]
    builder = Builder()
    if broken := text.count(_BROKEN):
        builder.unread(f"{broken}处字符无法按文本编码读出")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    waiting: list[str] = []
    place = 0
    while place < len(lines):
        rows, end = table_at(lines, place)
        if rows:
            _flush(builder, waiting)
            builder.grid(rows)
            place = end
            continue
        waiting.append(lines[place])
        place += 1
    _flush(builder, waiting)
    return builder.paper(source, "text")


def _flush(builder: Builder, lines: list[str]) -> None:
    for paragraph in join_wrapped(lines):
        builder.text(paragraph)
    lines.clear()
