"""The arithmetic of the tables: sums, parts that are at most their whole. A cell that cannot be read judges nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from checks.model import Verdict
from reports.audit.case import Case
from reports.audit.claim import CellClaim
from reports.audit.printing import Naming, full_names, number_of
from reports.audit.remark import Remark
from reports.audit.values import CellState, state_of
from reports.forms import Equation, StatForm, equations

_SHOWN = 4  # reasons that are told
_SPELLED_OUT = 6  # parts that are named one by one


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an equation: the sum of what is written, cells left blank or with a slash, cells not read."""

    known: Decimal
    blank: tuple[str, ...]
    unread: tuple[str, ...]


def check(case: Case) -> Iterator[Remark]:
    """A remark for each equation that does not hold, and one a relation for those that hold, or cannot be judged."""
    if case.form is None or case.tables is None:
        return
    for relation, mine in _by_relation(case.form).items():
        table = case.form.cells[mine[0].totals[0]].table
        if table not in case.tables.places:
            where = case.form.table(table).title
            yield case.remark(relation, Verdict.UNSURE, f"没有读到“{where}”的表格，不能核对。")
            continue
        yield from _judge(case, case.form, relation, mine, case.tables.cells)


def _by_relation(form: StatForm) -> dict[str, list[Equation]]:
    found: dict[str, list[Equation]] = defaultdict(list)
    for equation in equations(form):
        if not equation.before:
            found[equation.relation].append(equation)
    return found


def _judge(
    case: Case, form: StatForm, relation: str, mine: list[Equation], cells: Mapping[str, CellClaim]
) -> Iterator[Remark]:
    held, empty = 0, 0
    reasons: list[str] = []
    for equation in mine:
        total, parts = side_of(equation.totals, cells), side_of(equation.parts, cells)
        if total.unread or parts.unread:
            reasons.append(f"没有读到{full_names(form, total.unread + parts.unread)}")
        elif len(total.blank) == len(equation.totals) and len(parts.blank) == len(equation.parts):
            empty += 1
        elif holds(equation, total.known, parts.known):
            held += 1
        elif total.blank or (parts.blank and not _too_much(total, parts)):
            blank = full_names(form, total.blank + parts.blank)
            reasons.append(f"{blank}没有填数字，无法核对{full_names(form, equation.totals)}")
        else:
            yield _fault(case, form, equation, total.known, parts.known, cells)
    if reasons:
        shown = "；".join(reasons[:_SHOWN]) + (f"；等{len(reasons)}处" if len(reasons) > _SHOWN else "")
        yield case.remark(relation, Verdict.UNSURE, f"有{len(reasons)}处不能核对：{shown}。")
    if held:
        yield case.remark(relation, Verdict.CLEAR, f"{held}处核对均相符{f'，{empty}处都没有填' if empty else ''}。")
    elif empty and not reasons:
        yield case.remark(relation, Verdict.UNSURE, f"{empty}处都没有填数字，不能核对。")


def side_of(names: tuple[str, ...], cells: Mapping[str, CellClaim]) -> Side:
    """The sum of cells, and which of them are blank or were not read."""
    known = Decimal(0)
    blank: list[str] = []
    unread: list[str] = []
    for name in names:
        cell = cells.get(name)
        if cell is None or (cell.value is None and state_of(cell.raw) is CellState.WORDS):
            unread.append(name)
        elif cell.value is None:
            blank.append(name)
        else:
            known += cell.value
    return Side(known, tuple(blank), tuple(unread))


def holds(equation: Equation, total: Decimal, parts: Decimal) -> bool:
    """True where the arithmetic is right."""
    return parts <= total if equation.sign == "<=" else parts == total


def _too_much(total: Side, parts: Side) -> bool:
    """True where the parts exceed the whole already without those left blank: no number in these could mend that."""
    return parts.known > total.known and not total.blank


def _fault(
    case: Case, form: StatForm, equation: Equation, total: Decimal, parts: Decimal, cells: Mapping[str, CellClaim]
) -> Remark:
    naming = Naming.of(form, (*equation.totals, *equation.parts))
    whole, pieces = naming.names(equation.totals), naming.names(equation.parts)
    said, counted = number_of(total), number_of(parts)
    if equation.sign == "<=":
        sentence = f"{naming.shared}{pieces}为{counted}，大于{whole}的{said}。"
        place, says, should = cells[equation.parts[0]].place, counted, f"≤{said}"
    else:
        both = "之和" if len(equation.totals) > 1 else ""
        others = pieces if len(equation.parts) <= _SPELLED_OUT else f"{len(equation.parts)}个分项"
        gap = number_of(abs(total - parts))
        sentence = f"{naming.shared}{whole}{both}为{said}，{others}之和为{counted}，相差{gap}。"
        place, says, should = cells[equation.totals[0]].place, said, counted
    return case.remark(
        equation.relation,
        Verdict.FLAGGED,
        sentence,
        place=place,
        says=says,
        should=should,
        cells=(*equation.totals, *equation.parts),
    )
