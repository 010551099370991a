"""The parts that a report must have, as the rule packs name them, and where each of them stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from checks.model import Clause
from checks.rules.incomplete_annual_report import IncompleteAnnualReportOptions
from reports.audit.case import Case
from reports.audit.facts import facts_of
from reports.audit.paper import Line
from reports.audit.standards import clauses_of, pack_of
from reports.audit.wording import compact, without_mark

FILE = Path(__file__).with_name("parts.toml")
RULE = "incomplete_annual_report"
_TABLE_PART = "ar08.8"  # the statistics appendix is there when its table was read, not when it is mentioned
_ADDRESS = "ar.lead.where"
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+")
_OTHER_PART = "ar08.7"
_CONTENTS = re.compile("[^。]*(?:由|分为|包括|包含)[^。]{8,}(?:部分|方面)(?:内容)?(?:组成|构成)?[^。]{0,6}(?:。|$)")
_OWN_WORD = re.compile(r"^.{0,12}[：:]")


class State(StrEnum):
    """What is known of a required part."""

    PRESENT = "present"
    MISSING = "missing"
    UNCLEAR = "unclear"  # words of it stand there, or it may stand in what could not be read


@dataclass(frozen=True, slots=True)
class Part:
    """A required part: `how` it is there ("heading", "paragraph", "table"), `place`, and the words that show it."""

    check: str
    title: str
    state: State
    how: str = ""
    place: str = ""
    quote: str = ""
    why: str = ""  # in Chinese, where it is missing or unclear
    absent: tuple[str, ...] = ()  # the pieces that are missing: 邮编, 传真


def required_parts(case: Case) -> list[Part]:
    """Every part that the report's year demands, in the order of the packs."""
    return [_part(case, clause, options) for clause, options in demanded(case)]


def demanded(case: Case) -> Iterator[tuple[Clause, IncompleteAnnualReportOptions]]:
    """The clauses on parts for the report's year; order and empty answers are other checks."""
    for clause in clauses_of(pack_of(case.year)).values():
        if clause.rule != RULE:
            continue
        options = options_of(clause)
        year = case.year or options.first_year
        late = options.last_year is not None and year > options.last_year
        if not (year < options.first_year or late or options.ordered or options.empty_answers):
            yield clause, options


def options_of(clause: Clause) -> IncompleteAnnualReportOptions:
    """What a clause on parts demands."""
    return IncompleteAnnualReportOptions.model_validate(dict(clause.options))


def _part(case: Case, clause: Clause, options: IncompleteAnnualReportOptions) -> Part:
    names = "、".join(part.name for part in options.parts)
    if clause.id == _TABLE_PART:
        return _appendix(case, clause, names)
    lines = list(case.paper.lines())
    facts = {fact.name: fact.place for fact in facts_of(case.paper)}
    headed = options.headed or clause.id == _OTHER_PART
    found = [_piece(lines, facts, clause.id, part.name, part.words, headed=headed) for part in options.parts]
    absent = tuple(part.name for part, line in zip(options.parts, found, strict=True) if line is None)
    there = next((line for line in found if line is not None), None)
    if not absent and there is not None:
        how = "heading" if there.level is not None else "paragraph"
        return Part(clause.id, names, State.PRESENT, how, there.place, _quote(there, options.parts[0].words))
    inside = [find(lines, part.words, headed=False) for part in options.parts if part.name in absent]
    if (options.headed or clause.by_person) and inside and all(line is not None for line in inside):
        why = f"没有“{names}”的标题，但正文中有相关文字" if not clause.by_person else f"没有“{names}”的标题"
        return Part(clause.id, names, State.UNCLEAR, place=inside[0].place if inside[0] else "", why=why, absent=absent)
    if clause.by_person:
        return Part(clause.id, names, State.UNCLEAR, why=f"没有“{names}”的标题，没有这类事项时可以不写", absent=absent)
    missing = f"没有找到“{'、'.join(absent)}”的内容"
    if clause.id in _free():
        why = f"没有认出“{'、'.join(absent)}”，这类内容写法很多，由人核对"
        return Part(clause.id, names, State.UNCLEAR, why=why, absent=absent)
    if case.paper.unread:
        why = f"{missing}，但有没读到的内容：{case.paper.unread[0]}"
        return Part(clause.id, names, State.UNCLEAR, why=why, absent=absent)
    return Part(clause.id, names, State.MISSING, why=missing, absent=absent)


def _piece(
    lines: Sequence[Line], facts: Mapping[str, str], clause: str, name: str, words: Sequence[str], *, headed: bool
) -> Line | None:
    """The line that shows a piece: by the pack's words, by those of parts.toml, or by a fact that stands in it."""
    more = _more().get((clause, name))
    if clause == _ADDRESS:  # bgs@example.gov.cn is no address of a site
        lines = [replace(line, text=_EMAIL.sub("", line.text)) for line in lines]
    found = find(lines, words, headed=headed)
    if found is not None or more is None or headed:
        return found
    place = next((facts[fact] for fact in more.facts if fact in facts), None)
    by_fact = next((line for line in lines if line.place == place), None)
    return by_fact or find(lines, more.words, headed=False)


@dataclass(frozen=True, slots=True)
class _Words:
    """More words and facts for one piece of a part."""

    words: tuple[str, ...]
    facts: tuple[str, ...]


@cache
def _free() -> frozenset[str]:
    return frozenset(tomllib.loads(FILE.read_text(encoding="utf-8"))["free"])


@cache
def _more() -> dict[tuple[str, str], _Words]:
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["piece"]
    return {
        (entry["clause"], entry["name"]): _Words(tuple(entry["words"]), tuple(entry.get("facts", ())))
        for entry in entries
    }


def _appendix(case: Case, clause: Clause, names: str) -> Part:
    tables = case.tables
    if tables is not None and tables.places:
        place = next(iter(tables.places.values()))
        return Part(clause.id, names, State.PRESENT, "table", place, f"读到{len(tables.cells)}个单元格")
    mentioned = find(list(case.paper.lines()), ("统计表", "附表", "附件"), headed=False)
    if case.paper.unread or mentioned is not None:
        why = f"没有读到表格，可能在：{case.paper.unread[0]}" if case.paper.unread else "提到了附表，但没有读到表格"
        return Part(clause.id, names, State.UNCLEAR, why=why, place=mentioned.place if mentioned else "")
    return Part(clause.id, names, State.MISSING, why=f"没有“{names}”，附表可能没有随正文保存")


def find(lines: Sequence[Line], words: Sequence[str], *, headed: bool) -> Line | None:
    """The line that shows a part: a heading that names it, a paragraph that begins so, or one that speaks of it."""
    patterns = [re.compile(word) for word in words]
    for line in lines:
        head = line.text if line.level is not None else _own_heading(line.text)
        if head and any(pattern.search(compact(head)) for pattern in patterns):
            return line
    if headed:
        return None
    return next((line for line in lines if any(pattern.search(_told(line.text)) for pattern in patterns)), None)


def _told(text: str) -> str:
    """A paragraph without the sentence that only lists the parts: 本报告由概述、……等部分组成。"""
    return _CONTENTS.sub("", compact(text))


def _own_heading(text: str) -> str:
    """What a paragraph begins with where that is a heading of its own: 依申请公开信息情况：2016年…"""
    found = _OWN_WORD.match(without_mark(text))
    return found[0] if found else ""


def _quote(line: Line, words: Sequence[str]) -> str:
    """The piece of a line around the words that show the part."""
    for word in words:
        found = re.search(word, line.text)
        if found:
            start = max(0, found.start() - 20)
            return ("…" if start else "") + line.text[start : found.end() + 30]
    return line.text[:50]
