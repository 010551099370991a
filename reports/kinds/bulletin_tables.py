"""The four attachments of a bulletin: by place, by department, failed sites, and what is wrong at each unit."""

from __future__ import annotations

from collections.abc import Callable

from checks.model import Finding
from reports.document import Block, Figure, Heading, Link, PageBreak, Paragraph, Table, Words, words
from reports.figures import Notes
from reports.printing.sheet import Sheet, as_grid, cell
from reports.rounds.counts import mark_of
from reports.rounds.round import Grouping, Inspected, Round, Standing
from reports.typography import chinese_marks, web_address

TITLES = ("各地区网站检查情况表", "部门网站检查情况表", "不合格网站名单", "各单位网站问题清单")
MOST_PRINTED = 1_000
"""Rows of attachment 4 that a printed bulletin holds; longer ones are printed as numbers, and stand in the workbook."""
_PROBLEMS = 3  # that the list of failed sites names of each
_COUNTS = ("在运行网站数", "检查网站数", "合格数", "不合格数", "无法判定数", "未检查数", "合格率（%）")
_METRICS = ("operating", "checked", "passed", "failed", "undecided", "unchecked", "passed_share")


def attachments(made: Round, notes: Notes) -> list[Block]:
    """All four, each on a page of its own."""
    tables = (
        _by_unit(made, notes, Grouping.PLACE),
        _by_unit(made, notes, Grouping.DEPARTMENT),
        _failed(made),
        _problems(made, notes),
    )
    blocks: list[Block] = []
    for number, (title, body) in enumerate(zip(TITLES, tables, strict=True), start=1):
        blocks += [PageBreak(), Heading(1, f"附件{number}"), *_titled(body, title)]
    return blocks


def _titled(body: Block, title: str) -> list[Block]:
    if not isinstance(body, Table):
        return [Paragraph(words(title)), body]
    return [as_grid(body) if _has_figures(body) else body]


def _has_figures(table: Table) -> bool:
    return any(isinstance(word, Figure) for row in table.rows for cell_words in row for word in cell_words)


def sheets(made: Round, notes: Notes) -> list[Block]:
    """The attachments as sheets of a workbook, the problem list whole."""
    tables = (
        _by_unit(made, notes, Grouping.PLACE),
        _by_unit(made, notes, Grouping.DEPARTMENT),
        _failed(made),
        problem_sheet(made),
    )
    return [table for table in tables if isinstance(table, Table)]


def _by_unit(made: Round, notes: Notes, grouping: Grouping) -> Block:
    """Sites by place or by department: in operation, inspected, passed, and the rate of those judged."""
    units = list(dict.fromkeys(entry.listed.under for entry in made.inspected if entry.listed.grouping is grouping))
    if not units:
        return Paragraph(words(f"本次检查的名单中没有按{grouping}列出的网站。"))
    rows: list[tuple[Words, ...]] = []
    for number, unit in enumerate(units, start=1):
        rows.append((*_numbered(number, unit), *(_figure(notes, f"round.{name}", unit) for name in _METRICS)))
    head = (("序号", grouping.value if grouping is Grouping.PLACE else "部门（单位）"), _COUNTS)
    return Table(
        title=TITLES[0 if grouping is Grouping.PLACE else 1],
        header=tuple(words(name) for part in head for name in part),
        rows=tuple(rows),
        widths=(0.07, 0.27, 0.10, 0.10, 0.09, 0.09, 0.10, 0.09, 0.09),
        aligns=("center", "left", *("center",) * len(_COUNTS)),
    )


def _figure(notes: Notes, name: str, part: str) -> Words:
    """A number of one unit; a dash where there is nothing to reckon with."""
    return words("—") if notes.count(name).part(part) is None else (notes.figure(name, part),)


def _numbered(number: int, text: str) -> tuple[Words, Words]:
    return cell(number), words(text)


def _failed(made: Round) -> Block:
    """The sites that failed, each with its verdict and its worst problems. Others are never on this list."""
    failed = made.with_standing(Standing.FAILED)
    if not failed:
        return Paragraph(words("没有不合格网站。"))
    rows = tuple(
        (
            *_numbered(number, entry.listed.name),
            _address(entry.listed.home),
            words(entry.listed.code or "未标注"),
            words(entry.listed.organ or "—"),
            words(_faults(entry)),
        )
        for number, entry in enumerate(failed, start=1)
    )
    return Table(
        title=TITLES[2],
        header=tuple(words(name) for name in ("序号", "网站名称", "网址", "网站标识码", "主办单位", "存在的突出问题")),
        rows=rows,
        widths=(0.06, 0.16, 0.18, 0.12, 0.15, 0.33),
        aligns=("center", "left", "left", "center", "left", "left"),
    )


def _faults(entry: Inspected) -> str:
    deciding = [found for found in entry.worst if found.clause.veto] or list(entry.worst)
    named = [f"“{found.subject.label}”{_short(found)}{mark_of(entry, found)}" for found in deciding[:_PROBLEMS]]
    more = f"等{len(deciding)}处" if len(deciding) > _PROBLEMS else ""
    return f"{entry.why}。{'；'.join(named)}{more}"


def _short(found: Finding) -> str:
    return chinese_marks(found.judgement.observed or found.message).strip("。 ")


_LIST = (
    ("序号", 6.0, "center"),
    ("单位", 16.0, "left"),
    ("网站名称", 18.0, "left"),
    ("问题类型", 18.0, "left"),
    ("对象", 22.0, "left"),
    ("具体问题", 44.0, "left"),
    ("依据", 20.0, "left"),
    ("结论影响", 10.0, "center"),
    ("整改时限", 12.0, "center"),
    ("网址", 24.0, "left"),
)


def problem_sheet(made: Round) -> Sheet:
    """Every finding of every unit, for filtering."""
    rows = _list_rows(
        made,
        lambda number, entry, found: (
            cell(number),
            words(entry.listed.organ or entry.listed.under),
            words(entry.listed.name),
            words(found.clause.title),
            words(found.subject.label),
            words(f"{chinese_marks(found.message)}{mark_of(entry, found)}"),
            words(found.clause.reference),
            words(weight(found)),
            cell(found.deadline),
            _address(found.subject.url or entry.listed.home),
        ),
    )
    chars = tuple(width for _, width, _ in _LIST)
    return Sheet(
        title=TITLES[3],
        header=tuple(words(name) for name, _, _ in _LIST),
        rows=rows,
        widths=tuple(width / sum(chars) for width in chars),
        aligns=tuple(align for _, _, align in _LIST),
        chars=chars,
        frozen=1,
    )


def _problems(made: Round, notes: Notes) -> Block:
    """What is wrong at each unit, as printed."""
    number = sum(len(entry.findings) for entry in made.checked)
    if not number:
        return Paragraph(words("检查的网站没有发现问题。"))
    if number > MOST_PRINTED:
        return _by_kind(made, notes)
    rows = _list_rows(
        made,
        lambda number, entry, found: (
            cell(number),
            words(entry.listed.name),
            words(found.clause.title),
            (*words(f"“{found.subject.label}”"), *words(f"：{_short(found)}{mark_of(entry, found)}")),
            words(found.clause.reference),
            words(weight(found)),
        ),
    )
    return Table(
        title=TITLES[3],
        header=tuple(words(name) for name in ("序号", "网站名称", "问题类型", "具体问题", "依据", "结论影响")),
        rows=rows,
        widths=(0.06, 0.17, 0.16, 0.34, 0.17, 0.10),
        aligns=("center", "left", "left", "left", "left", "center"),
    )


def _list_rows(
    made: Round, row: Callable[[int, Inspected, Finding], tuple[Words, ...]]
) -> tuple[tuple[Words, ...], ...]:
    found = [(entry, finding) for entry in made.checked for finding in entry.worst]
    return tuple(row(number, entry, finding) for number, (entry, finding) in enumerate(found, start=1))


def _by_kind(made: Round, notes: Notes) -> Table:
    """Long lists as numbers of each kind of problem by site; the workbook has them one by one."""
    named = [name for name in notes.names() if name.startswith("round.problems.")]
    rows = tuple(
        (
            *_numbered(number, entry.listed.name),
            *(_figure(notes, name, entry.listed.name) for name in named),
        )
        for number, entry in enumerate((entry for entry in made.checked if entry.findings), start=1)
    )
    share = 0.7 / len(named)
    return Table(
        title=f"{TITLES[3]}（逐条清单见电子表格）",
        header=tuple(words(name) for name in ("序号", "网站名称", *(notes.count(name).metric.title for name in named))),
        rows=rows,
        widths=(0.06, 0.24, *(share,) * len(named)),
        aligns=("center", "left", *("center",) * len(named)),
    )


def weight(found: Finding) -> str:
    """What a finding means for the verdict."""
    if found.clause.veto:
        return "单项否决" if not found.unverified else "单项否决（未核实）"
    return f"每处扣{found.clause.points:g}分" if found.clause.points is not None else "不计分"


def _address(url: str) -> Words:
    address = web_address(url)
    return (Link(address, address),) if address else words(url)
