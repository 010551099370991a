"""Boxes for the writer of the annual report, to be removed before it is sent: what does not hold yet, and where."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reports.document import Paragraph, Source, words
from reports.figures import Figures
from reports.forms import Breach
from reports.forms.values import FormValues

_NAMED = 6  # cells or metrics named in one box
_ASKED = (
    "requests.received",
    "reviews.received",
    "suits.received",
    "hearings.held",
    "forums.held",
    "press_conferences.held",
    "microblog.posts",
    "wechat.posts",
)
"""Metrics whose register may simply not have been kept where it has no row of the year."""


def notices(figures: Figures, values: FormValues | None, *, doubts: int = 0) -> list[Paragraph]:
    """One box for each thing that the writer must look at. Asked after all parts were made.

    `doubts` is the number of findings that a person must still decide on.
    """
    texts = [*_coverage(figures), *_unfinished(figures), *_disagreements(figures), *_zeros(figures)]
    if values is not None:
        texts += [*_sums(values), *_unfilled(values)]
    if doubts:
        texts.append(f"检查另有{doubts}处疑点须由人工判断，判断前没有作为问题写入报告。")
    return [Paragraph(words(f"填报人注意：{text}"), "notice") for text in texts]


def _coverage(figures: Figures) -> list[str]:
    complete, why = figures.scope.coverage(("bureau", "municipal"))
    if complete:
        return []
    return [f"{'；'.join(why)}。据此统计的数字在文中标有“不完整”，补充采集前不宜报出。"]


def _unfinished(figures: Figures) -> list[str]:
    until = figures.scope.until
    if until >= date(figures.scope.year, 12, 31):
        return []
    return [f"统计年度尚未结束，文中数字只统计到{until.year}年{until.month}月{until.day}日，年终须重新生成。"]


def _disagreements(figures: Figures) -> list[str]:
    """Where the office's yearly figures say something else than was counted: both are said, none is averaged."""
    told = [text for source in figures.sources() if source.count.disagrees for text in _differences(source)]
    if not told:
        return []
    more = f"；另有{len(told) - _NAMED}处" if len(told) > _NAMED else ""
    return [f"年度数据台账与统计不一致，文中用统计数，须核实：{'；'.join(told[:_NAMED])}{more}。"]


def _differences(source: Source) -> Iterator[str]:
    made = source.count
    pairs = [(made.metric.title, made.stated, made.value)]
    pairs += [(f"{made.metric.title}·{part}", number, made.part(part)) for part, number in made.stated_parts.items()]
    year = f"{source.year}年" if source.of_before else ""
    for name, stated, counted in pairs:
        if stated is not None and counted is not None and stated != counted:
            unit = made.metric.unit
            yield f"{year}{name}台账填报{stated}{unit}，统计为{counted}{unit}，相差{abs(stated - counted)}{unit}"


def _zeros(figures: Figures) -> list[str]:
    """A register without a row of the year says 0; only the office knows whether it was kept."""
    counts = [figures.count(name) for name in _ASKED]
    none = [made.metric.title for made in counts if made.value == 0 and not made.from_figures]
    if not none:
        return []
    more = "等" if len(none) > _NAMED else ""
    names = "、".join(none[:_NAMED])
    return [f"台账中没有{figures.scope.year}年的记录、按0填写的有{names}{more}，请核实台账已经记全。"]


def _sums(values: FormValues) -> list[str]:
    """A table whose own numbers do not add up is said, with its cells."""
    told = [_breach(values, breach) for breach in values.breaches()]
    if not told:
        return []
    more = f"；另有{len(told) - _NAMED}处" if len(told) > _NAMED else ""
    return [f"统计表中有{len(told)}处勾稽关系不成立，须核对台账：{'；'.join(told[:_NAMED])}{more}。"]


def _breach(values: FormValues, breach: Breach) -> str:
    equation = breach.equation
    totals = "＋".join(f"“{_label(values, cell)}”" for cell in equation.totals)
    parts = "、".join(f"“{_label(values, cell)}”" for cell in equation.parts[:3])
    rest = f"等{len(equation.parts)}项" if len(equation.parts) > 3 else ""
    when = "上年的" if equation.before else ""
    should = "应不小于" if equation.sign == "<=" else "应等于"
    both = "之和" if len(equation.totals) > 1 else ""
    sum_of = "之和" if len(equation.parts) > 1 else ""
    return f"{totals}{both}为{breach.total}，{should}{when}{parts}{rest}{sum_of}{breach.parts}"


def _label(values: FormValues, cell: str) -> str:
    """The row's and field's labels without the heads around them."""
    made = values.form.cells[cell]
    table = values.form.table(made.table)
    row = table.row(made.row).label
    field = table.field(made.field) if made.field else None
    return "·".join(part for part in (row, *(field.groups if field else ()), field.label if field else "") if part)


def _unfilled(values: FormValues) -> list[str]:
    cells = values.unknown()
    if not cells:
        return []
    needed = dict.fromkeys(_label(values, cell) for cell in cells)
    names = "、".join(f"“{name}”" for name in list(needed)[:_NAMED])
    more = "等" if len(needed) > _NAMED else ""
    return [f"统计表中有{len(cells)}格标“未填报”（{names}{more}），没有数据来源，核实后补记台账，不得以0代替。"]
