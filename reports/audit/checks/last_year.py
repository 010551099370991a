"""Against the report of the year before: what was carried over, and text that was copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checks.model import Verdict
from reports.audit.case import Case
from reports.audit.checks.sums import holds, side_of
from reports.audit.paper import Line
from reports.audit.printing import full_names, number_of
from reports.audit.remark import Remark
from reports.audit.wording import compact
from reports.forms import equations

_LONG = 60  # characters; shorter paragraphs are alike in all reports
_ALIKE = 0.9  # share of shingles that two paragraphs have in common
_SHINGLE = 4
_LAW = re.compile(
    r"《[^《》]{2,40}》(?:第[一二三四五六七八九十百\d]+条(?:第?[（(]?[一二三四五六七八九十\d]+[）)]?[款项])*)?"
)
_FORMULA = re.compile("统计期限|电子版|如有疑问|有任何疑问|请与.{2,40}联系|勾稽关系")


def check(case: Case) -> Iterator[Remark]:
    """Nothing without a report of the year before."""
    if case.last is None:
        return
    if case.year is not None and case.last.year is not None and case.last.year != case.year - 1:
        doubt = f"所给的上一年报告是{case.last.year}年的，不是{case.year - 1}年的，没有比较。"
        yield case.remark("ar19.carry" if case.year >= 2019 else "ar.copied", Verdict.UNSURE, doubt)
        return
    yield from _carried(case, case.last)
    yield from _copied(case, case.last)


def _carried(case: Case, last: Case) -> Iterator[Remark]:
    """What is carried over at the end of a year is what the next one begins with, in every column."""
    form = case.form
    carried = [equation for equation in equations(form) if equation.before] if form else []
    if form is None or not carried:
        return
    if last.form is None or not last.form.id.startswith("oia-"):
        yield case.remark("ar19.carry", Verdict.UNSURE, "上一年的报告没有申请处理表，结转不能核对。")
        return
    now, before = case.tables.cells if case.tables else {}, last.tables.cells if last.tables else {}
    held = 0
    reasons: list[str] = []
    for equation in carried:
        total, parts = side_of(equation.totals, now), side_of(equation.parts, before)
        if total.unread or total.blank:
            reasons.append(f"本年{full_names(form, equation.totals)}没有数字")
        elif parts.unread or parts.blank:
            reasons.append(f"上一年{full_names(form, equation.parts)}没有数字")
        elif holds(equation, total.known, parts.known):
            held += 1
        else:
            said, should = number_of(total.known), number_of(parts.known)
            yield case.remark(
                equation.relation,
                Verdict.FLAGGED,
                f"{full_names(form, equation.totals)}为{said}，"
                f"上一年报告的{full_names(form, equation.parts)}为{should}。",
                place=now[equation.totals[0]].place,
                says=said,
                should=should,
                cells=(*equation.totals, *equation.parts),
            )
    if reasons:
        yield case.remark("ar19.carry", Verdict.UNSURE, f"有{len(reasons)}列不能核对：{reasons[0]}。")
    if held:
        yield case.remark("ar19.carry", Verdict.CLEAR, f"{held}列的上年结转与上一年报告相符。")


def _copied(case: Case, last: Case) -> Iterator[Remark]:
    """Paragraphs that are those of the year before, figures and names of laws left aside."""
    before = [line for line in last.paper.lines() if _counts(line)]
    copied = 0
    for line in case.paper.lines():
        if not _counts(line):
            continue
        source = max(before, key=lambda other: likeness(line.text, other.text), default=None)
        share = likeness(line.text, source.text) if source is not None else 0
        if source is None or share < _ALIKE:
            continue
        copied += 1
        how = "相同" if compact(line.text) == compact(source.text) else f"有{int(share * 100)}%相同"
        yield case.remark(
            "ar.copied",
            Verdict.FLAGGED,
            f"{line.place}与上一年报告的{source.place}{how}：{line.text[:40]}…",
            place=line.place,
            says=line.text,
            should="本年度的情况",
        )
    if not copied:
        yield case.remark("ar.copied", Verdict.CLEAR, "没有与上一年报告雷同的段落。")


def _counts(line: Line) -> bool:
    return line.level is None and len(_substance(line.text)) >= _LONG and not _FORMULA.search(line.text)


@lru_cache(maxsize=2048)
def _substance(text: str) -> str:
    """A paragraph without the names of laws, which may be the same every year."""
    return _LAW.sub("", compact(text).replace("<", "《").replace(">", "》"))


@lru_cache(maxsize=2048)
def _shingles(text: str) -> frozenset[str]:
    bare = _substance(text)
    return frozenset(bare[place : place + _SHINGLE] for place in range(max(1, len(bare) - _SHINGLE + 1)))


def likeness(one: str, other: str) -> float:
    """How much two paragraphs have in common, 0 to 1: their shared pieces of four characters among all of them."""
    left, right = _shingles(one), _shingles(other)
    return len(left & right) / len(left | right) if left | right else 0.0
