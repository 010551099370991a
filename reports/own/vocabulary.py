"""What a user's template can say: figures, parts, tables, the organ, days; each word in one place, with its errors."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.utils import missing

from crawler.errors import ConfigError
from reports.count import Count
from reports.document import Blank, Block, Chart, Document, Figure, Grid, Heading, Paragraph, Source, Table, Words
from reports.figures import Notes
from reports.words import numeral

WORDS: Mapping[str, str] = {
    "title": "文书标题",
    "subtitle": "副标题",
    "author": "发文单位（未填写时为空）",
    "year": "年度，如2016",
    "organ": "单位信息：organ.name、.office、.address、.postcode、.phone、.fax、.email；"
    "通报等为organ.issuer、.area、.addressees、.contact、.phone",
    "dates": "日期：as_of（2016-12-31）、as_of_chinese（2016年12月31日）",
    "figure": '统计数字及注号：figure("published.total")，可加 part="…"、before=True、shown="未召开"',
    "value": '统计数字本身，供条件判断：value("published.total")；没有数据时为 none',
    "body": "文书的全部内容",
    "part": 'part(1) 或 part("概述")：一个一级标题下的内容',
    "headings": "一级标题的列表",
    "table": 'table(1) 或 table("统计表")：一张表',
    "blank": 'blank("成文日期")：留给人填写的地方',
    "sources": "数据来源（不写时自动附在文末）",
}


class OwnTemplateError(TemplateError):
    """A word of a template that means nothing, said where it is used."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of the document, to be printed where the template names them. `offset`: the place of the first one."""

    blocks: tuple[Block, ...]
    offset: int
    sources: bool = False  # the source notes instead


@dataclass
class Vocabulary:
    """The words of one document for one template.

    `notes` counts what the template asks for beside the figures of the document. Asked figures get the note that the
    document has for the metric, or a new one; `document` in the end holds all of them, in blocks that are not printed.
    """

    made: Document
    year: int
    organ: Mapping[str, str]
    notes: Notes
    asked: list[Figure] = field(default_factory=list)
    more: list[Source] = field(default_factory=list)

    def __post_init__(self) -> None:
        for source in self.made.sources:
            if not source.of_before:
                self.notes.add(source.count)  # also what is no metric of the year, such as groups of findings

    def words(self, show: Callable[[Words], Any], blocks: Callable[[Blocks], Any]) -> dict[str, Any]:
        """What the template sees. `show` prints inline words, `blocks` prints blocks."""
        made = self.made
        day = date.fromisoformat(made.dated)
        return {
            "title": made.title.replace("\n", ""),
            "subtitle": made.subtitle,
            "author": made.author,
            "year": self.year,
            "organ": dict(self.organ),
            "dates": {"as_of": made.dated, "as_of_chinese": f"{day.year}年{day.month}月{day.day}日"},
            "figure": lambda name, part=None, **more: show((self.figure(name, part, **more),)),
            "value": self.value,
            "body": blocks(Blocks(made.blocks, 0)),
            "part": lambda which: blocks(self.part(which)),
            "headings": [block.text for _, block in self._parts()],
            "table": lambda which: blocks(self.table(which)),
            "blank": lambda label: show((Blank(str(label)),)),
            "sources": blocks(Blocks((), 0, sources=True)),
        }

    def figure(self, name: str, part: str | None = None, *, before: bool = False, shown: str = "") -> Figure:
        """A figure with its note. Raises OwnTemplateError for an unknown name."""
        made = self._made(name, before)
        if part is not None and made.value is not None and part not in made.parts:
            known = "、".join(list(made.parts)[:20]) or "none"
            raise OwnTemplateError(f'figure("{name}") has no part "{part}"; parts: {known}')
        found = self.notes.figure(name, part, shown=shown, before=before)
        number = f"f{self._last + len(self.asked) + 1}"
        self.asked.append(replace(found, note=self._note(name, before), id=number))
        return self.asked[-1]

    def value(self, name: str, part: str | None = None, *, before: bool = False) -> int | Decimal | None:
        """The number alone, None where it is not known."""
        made = self._made(name, before)
        return made.value if part is None else made.part(part)

    def part(self, which: int | str) -> Blocks:
        """What stands under a first-level heading, by number or by words in it. The heading itself is left out."""
        starts = [place for place, _ in self._parts()]
        index = _chosen(which, [block.text for _, block in self._parts()], "part")
        end = starts[index + 1] if index + 1 < len(starts) else len(self.made.blocks)
        return Blocks(self.made.blocks[starts[index] + 1 : end], starts[index] + 1)

    def table(self, which: int | str) -> Blocks:
        """One table, by number or by words in its title."""
        tables = [(at, block) for at, block in enumerate(self.made.blocks) if isinstance(block, Table | Grid | Chart)]
        titles = [block.title or f"（表{number}）" for number, (_, block) in enumerate(tables, start=1)]
        place = tables[_chosen(which, titles, "table")][0]
        return Blocks((self.made.blocks[place],), place)

    def _parts(self) -> list[tuple[int, Heading]]:
        found = [(place, block) for place, block in enumerate(self.made.blocks) if isinstance(block, Heading)]
        return [(place, block) for place, block in found if block.level == 1]

    @property
    def document(self) -> Document:
        """The document with what the template asked for."""
        if not self.asked:
            return self.made
        extra = Paragraph(tuple(self.asked), "plain")
        return replace(self.made, blocks=(*self.made.blocks, extra), sources=(*self.made.sources, *self.more))

    @property
    def all_sources(self) -> tuple[Source, ...]:
        """The source notes, those of asked figures at the end."""
        return (*self.made.sources, *self.more)

    @staticmethod
    def marked(page: str) -> bool:
        """True if a page shows any figure."""
        return 'data-figure="' in page

    @property
    def _last(self) -> int:
        from reports.tracing import figures_in

        return len(figures_in(self.made))

    def _made(self, name: str, before: bool) -> Count:
        try:
            return self.notes.count(name, before=before)
        except ConfigError as error:
            raise OwnTemplateError(f"{error.what}; {error.fix}") from None
        except KeyError:
            known = self.notes.names()
            near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
            fix = f"did you mean {' or '.join(near)}?" if near else f"known figures: {', '.join(known)}"
            raise OwnTemplateError(f'there is no figure "{name}"; {fix}') from None

    def _note(self, name: str, before: bool) -> int:
        sources = self.all_sources
        key = (name, before)
        there = {(source.count.metric.name, source.of_before): source.note for source in sources}
        if key not in there:
            own = next(s for s in self.notes.sources() if (s.count.metric.name, s.of_before) == key)
            self.more.append(replace(own, note=len(sources) + 1))
            return len(sources) + 1
        return there[key]


def _chosen(which: int | str, texts: Sequence[str], word: str) -> int:
    there = "；".join(f"{number} {text}" for number, text in enumerate(texts, start=1)) or "none"
    if isinstance(which, int) and 1 <= which <= len(texts):
        return which - 1
    found = [index for index, text in enumerate(texts) if isinstance(which, str) and which and which in text]
    if len(found) == 1:
        return found[0]
    several = f"{len(found)} fit" if found else "there is no such"
    raise OwnTemplateError(f"{word}({which!r}): {several} {word}; there are: {there}")


class Unknown(StrictUndefined):
    """A word that means nothing: using it is an error that says which words there are."""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        known = list(WORDS)
        if isinstance(self._undefined_obj, Mapping):
            known = [str(key) for key in self._undefined_obj]
        elif self._undefined_obj is not missing:
            return f'"{name}" is not known of a {type(self._undefined_obj).__name__}'
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
        hint = f'did you mean "{near[0]}"? ' if near else ""
        return f'unknown word "{name}"; {hint}there are: {", ".join(known)}'


def ordinal(number: int) -> str:
    """一, 二, …, for templates that number their own parts."""
    return numeral(number)
