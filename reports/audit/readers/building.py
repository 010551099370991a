"""Putting a paper together: places are counted here, so that every format names them in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from reports.audit.paper import Block, Grid, Line, Paper
from reports.audit.wording import compact, heading_level, tidy

_REPORT = re.compile("年度?报告?|年报")
_IN_TITLE = re.compile("信息公开|政务公开|网站")
_SENTENCE = re.compile("[，。；：:,;]")
_ORGAN_FIRST = re.compile(r"[^\d〇零]{4,}\d{4}|[^\d〇零]{4,}[二2][〇零0]")
_LONGEST_TITLE = 70
_LOOKED_AT = 8  # lines in which a title is looked for


class Builder:
    """Collects what a reader meets, in order."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._unread: list[str] = []
        self._heading = ""
        self._in_part = 0
        self._tables = 0

    def text(self, text: str, *, level: int | None = None, page: int | None = None) -> None:
        """A paragraph; a heading where the file says so, or where its numbering does. Blank text is left out."""
        line = tidy(text)
        if not line:
            return
        found = level if level is not None else heading_level(line)
        if found is not None:
            self._heading, self._in_part = line, 0
            self._blocks.append(Line(line, found, _place(page, f"标题“{line}”")))
            return
        self._in_part += 1
        where = f"“{self._heading}”下第{self._in_part}段" if self._heading else f"第{self._in_part}段"
        self._blocks.append(Line(line, None, _place(page, where)))

    def grid(
        self, rows: Sequence[Sequence[str]], merged: Iterable[tuple[int, int]] = (), *, page: int | None = None
    ) -> None:
        """A table; rows may be of different length. A table without any text is left out."""
        width = max((len(row) for row in rows), default=0)
        filled = tuple(tuple(tidy(cell) for cell in row) + ("",) * (width - len(row)) for row in rows)
        if not any(cell for row in filled for cell in row):
            return
        self._tables += 1
        before = self._blocks[-1] if self._blocks else None
        caption = before.text if isinstance(before, Line) and len(before.text) <= _LONGEST_TITLE else ""
        self._blocks.append(Grid(filled, _place(page, f"第{self._tables}张表"), caption, frozenset(merged)))

    def unread(self, what: str) -> None:
        """Something that could not be read, in Chinese; the same words once."""
        if what not in self._unread:
            self._unread.append(what)

    def paper(self, source: str, form: str, *, title: str = "", published: date | None = None) -> Paper:
        """The paper. Without a `title`, the first lines that look like one are it; they are no paragraphs then."""
        blocks = self._blocks
        if title:
            title = tidy(title)
            blocks = _without_title(blocks, title)
        else:
            title, blocks = _take_title(blocks)
        return Paper(source, form, title, tuple(blocks), tuple(self._unread), published)


def _place(page: int | None, where: str) -> str:
    return where if page is None else f"第{page}页{where}"


def is_title(text: str) -> bool:
    """True for a line that names an annual report on disclosure and is no sentence."""
    bare = compact(text)
    return len(bare) <= _LONGEST_TITLE and bool(_REPORT.search(bare)) and not _SENTENCE.search(text.strip("：:"))


def _take_title(blocks: list[Block]) -> tuple[str, list[Block]]:
    first = [block for block in blocks[:_LOOKED_AT] if isinstance(block, Line)]
    for number, line in enumerate(first):
        if not is_title(line.text):
            if len(line.text) > _LONGEST_TITLE or _SENTENCE.search(line.text):
                break
            continue
        parts = [line]
        if not _IN_TITLE.search(line.text) or not re.match(
            r".*?[^\d\s年度〇一二三四五六七八九零]{4}.*?\d{4}", line.text
        ):
            # 某某局 / 2016年政府信息公开工作年度报告: the organ has a line of its own
            above = first[:number]
            parts = [entry for entry in above if not _SENTENCE.search(entry.text) and entry.level is None] + parts
        taken = set(map(id, parts))
        return "".join(part.text for part in parts), [block for block in blocks if id(block) not in taken]
    return "", blocks


def _without_title(blocks: list[Block], title: str) -> list[Block]:
    wanted = compact(title)
    kept = list(blocks)
    for number, block in enumerate(kept[:_LOOKED_AT]):
        if not isinstance(block, Line):
            break
        if compact(block.text) == wanted:
            return kept[:number] + kept[number + 1 :]
    return kept
