"""Numbers of the text against the cells of the tables that mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from checks.model import Verdict
from reports.audit.bounds import agrees
from reports.audit.case import Case
from reports.audit.checks.sums import side_of
from reports.audit.claim import CellClaim, Claim
from reports.audit.printing import full_names, number_of
from reports.audit.remark import Remark
from reports.audit.vocabulary import vocabulary
from reports.forms import StatForm

_PROBLEMS = re.compile("“[^”]*(?:问题|不足|困难|差距|短板)[^”]*”")
_COMMON = 1  # numbers up to this stand in too many cells to tell anything
_DIGITS = frozenset("0123456789０１２３４５６７８９〇零一二三四五六七八九十两百千万亿")


def check(case: Case) -> Iterator[Remark]:
    """A remark for each number that contradicts a table, one for those that agree, one for those without a cell."""
    form, tables = case.form, case.tables
    if form is None or tables is None:
        return
    name = "ar14.text_match" if form.id == "stats-2014" else "ar19.prose"
    if not tables.places:
        yield case.remark(name, Verdict.UNSURE, "没有读到表格，正文与表格不能核对。")
        return
    held = 0
    unknown: dict[str, None] = {}
    for claim in case.claims:
        cells = _cells_of(claim, form)
        if not cells or (claim.year is not None and claim.year != case.year) or _is_complaint(claim):
            continue
        side = side_of(cells, tables.cells)
        if side.unread or side.blank:
            unknown.setdefault(f"{full_names(form, side.unread + side.blank)}在表格中没有数字")
            continue
        value = _in_unit_of(claim, side.known, form, cells)
        if agrees(claim, value):
            held += 1
        elif _is_part(claim, value, case.claims):
            unknown.setdefault(f"“{claim.raw}”（{claim.place}）小于{full_names(form, cells)}，可能只是其中一部分")
        elif not _is_number(claim):
            unknown.setdefault(f"{full_names(form, cells)}（正文写“{claim.raw}”）")
        else:
            yield _contradiction(case, name, claim, value, form, cells, tables.cells)
    if held:
        yield case.remark(name, Verdict.CLEAR, f"正文的{held}个数字与表格一致。")
    if unknown:
        yield case.remark(name, Verdict.UNSURE, f"正文与表格有{len(unknown)}处不能核对：{'；'.join(unknown)}。")


def _cells_of(claim: Claim, form: StatForm) -> tuple[str, ...]:
    indicator = vocabulary().indicators.get(claim.indicator)
    cells = (indicator.cells or {}).get(form.id, ()) if indicator else ()
    return cells if all(cell in form.cells for cell in cells) else ()


def _in_unit_of(claim: Claim, value: Decimal, form: StatForm, cells: tuple[str, ...]) -> Decimal:
    """The table's value in the unit of the claim."""
    return value * 10000 if form.cells[cells[0]].unit == "万元" and claim.unit == "元" else value


def _is_part(claim: Claim, value: Decimal, claims: tuple[Claim, ...]) -> bool:
    """True for a smaller number where another one agrees: a part of the whole that the sentence did not call one."""
    if claim.value >= value or claim.value == 0:
        return False
    return any(other.indicator == claim.indicator and agrees(other, value) for other in claims if other is not claim)


def _doubts_of_tables(
    claim: Claim,
    value: Decimal,
    form: StatForm,
    cells: tuple[str, ...],
    read: Mapping[str, CellClaim],
    claims: tuple[Claim, ...],
) -> Iterator[str]:
    """What the tables and the rest of the text say against the reading of a claim that contradicts a cell.

    A number that a neighbouring row holds may be that row's (34件未延期 beside 按时办结数34), where the text does not
    give that row's number as well; what came in is told with a verb of its own. And where an indicator is given once
    more, as the table has it, one is misread.
    """
    if any(other.indicator == claim.indicator and agrees(other, value) for other in claims if other is not claim):
        yield "正文另一处的数与表格一致"
    if claim.value <= _COMMON or claim.indicator.endswith(".received"):
        return
    told = {other.indicator for other in claims if other.value == claim.value}
    beside = tuple(
        cell
        for (of_form, cell), indicator in vocabulary().cells().items()
        if of_form == form.id
        and cell in read
        and cell not in cells
        and _chapter(cell) == _chapter(cells[0])
        and read[cell].value == claim.value
        and indicator not in told
    )
    if beside:
        yield f"此数与{full_names(form, beside[:1])}相同"


def _chapter(cell: str) -> str:
    """The chapter or table of a cell: 3 of 3.12, t2 of t2.r1.total."""
    return cell.partition(".")[0]


def _is_complaint(claim: Claim) -> bool:
    """True for what is denied in the part on problems: 答复未说明理由 is a fault there, and no count of 0."""
    return _PROBLEMS.search(claim.place) is not None and not _is_digits(claim)


def _is_digits(claim: Claim) -> bool:
    return any(char in _DIGITS for char in claim.raw)


def _is_number(claim: Claim) -> bool:
    """False for what was only concluded: 全部按时答复."""
    return claim.value == 0 or _is_digits(claim)


def _contradiction(
    case: Case,
    name: str,
    claim: Claim,
    value: Decimal,
    form: StatForm,
    cells: tuple[str, ...],
    read: Mapping[str, CellClaim],
) -> Remark:
    said, should = number_of(claim.value), number_of(value)
    places = "、".join(dict.fromkeys(read[cell].place for cell in cells))
    sentence = f"正文写“{claim.raw}”（{claim.place}），{places}{full_names(form, cells)}为{should}：“{claim.sentence}”"
    doubts = (*claim.doubts, *_doubts_of_tables(claim, value, form, cells, read, case.claims))
    if doubts:
        sentence = f"须人工核对（{'；'.join(doubts)}）：{sentence}"
    return case.remark(
        name,
        Verdict.UNSURE if doubts else Verdict.FLAGGED,
        sentence,
        place=claim.place,
        says=said,
        should=should,
        cells=cells,
        indicator=claim.indicator,
    )
