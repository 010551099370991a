"""Putting a paper together: places are counted here, so that every format names them in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.audit.paper import Block, Grid, Line, Paper
from reports.audit.wording import compact, heading_level, tidy

_REPORT = re.compile("年度?报告?|年报")
_IN_TITLE = re.compile("信息公开|政务公开|网站")
_SENTENCE = re.compile("[，。；：:,;]")
_ORGAN_FIRST = re.compile(r"[^\d〇零]{4,}\d{4}|[^\d〇零]{4,}[二2][〇零0]")
_LONGEST_TITLE = 70
_LOOKED_AT = 8  # lines in which a title is looked for


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    level: int | None
    page: int | None


@dataclass(frozen=True, slots=True)
class _Table:
    rows: tuple[tuple[str, ...], ...]
    merged: frozenset[tuple[int, int]]
    page: int | None


class Builder:
    """Collects what a reader meets, in order; places are counted when all is there."""

    def __init__(self) -> None:
        self._met: list[_Text | _Table] = []
        self._unread: list[str] = []

    def text(self, text: str, *, level: int | None = None, page: int | None = None) -> None:
        """A paragraph; a heading where the file says so, or where its numbering does. Blank text is left out."""
        line = tidy(text)
        if line:
            self._met.append(_Text(line, level if level is not None else heading_level(line), page))

    def grid(
        self, rows: Sequence[Sequence[str]], merged: Iterable[tuple[int, int]] = (), *, page: int | None = None
    ) -> None:
        """A table; rows may be of different length. A table without any text is left out."""
        width = max((len(row) for row in rows), default=0)
        filled = tuple(tuple(tidy(cell) for cell in row) + ("",) * (width - len(row)) for row in rows)
        if any(cell for row in filled for cell in row):
            self._met.append(_Table(filled, frozenset(merged), page))

    def unread(self, what: str) -> None:
        """Something that could not be read, in Chinese; the same words once."""
        if what not in self._unread:
            self._unread.append(what)

    def paper(self, source: str, form: str, *, title: str = "", published: date | None = None) -> Paper:
        """The paper. Without a `title`, the first lines that look like one are it; they are no paragraphs then."""
        if title:
            title, met = tidy(title), _without_title(self._met, tidy(title))
        else:
            title, met = _take_title(self._met)
        return Paper(source, form, title, tuple(_blocks(met)), tuple(self._unread), published)


def _blocks(met: Sequence[_Text | _Table]) -> Iterator[Block]:
    """Headings, paragraphs and tables with their places."""
    heading, in_part, tables = "", 0, 0
    before = ""
    for each in met:
        if isinstance(each, _Table):
            tables += 1
            caption = before if len(before) <= _LONGEST_TITLE else ""
            yield Grid(each.rows, _place(each.page, f"第{tables}张表"), caption, each.merged)
            before = ""
            continue
        before = each.text
        if each.level is not None:
            heading, in_part = each.text, 0
            yield Line(each.text, each.level, _place(each.page, f"标题“{each.text}”"))
            continue
        in_part += 1
        where = f"“{heading}”下第{in_part}段" if heading else f"第{in_part}段"
        yield Line(each.text, None, _place(each.page, where))


def _place(page: int | None, where: str) -> str:
    return where if page is None else f"第{page}页{where}"


def is_title(text: str) -> bool:
    """True for a line that names an annual report on disclosure and is no sentence."""
    bare = compact(text)
    return len(bare) <= _LONGEST_TITLE and bool(_REPORT.search(bare)) and not _SENTENCE.search(text.strip("：:"))


def _take_title(met: list[_Text | _Table]) -> tuple[str, list[_Text | _Table]]:
    first = [each for each in met[:_LOOKED_AT] if isinstance(each, _Text)]
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
        return "".join(part.text for part in parts), [each for each in met if id(each) not in taken]
    return "", met


def _without_title(met: list[_Text | _Table], title: str) -> list[_Text | _Table]:
    wanted = compact(title)
    for number, each in enumerate(met[:_LOOKED_AT]):
        if isinstance(each, _Table):
            break
        if compact(each.text) == wanted:
            return met[:number] + met[number + 1 :]
    return met
