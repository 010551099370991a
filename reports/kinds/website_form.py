"""政府网站工作年度报表 (sheet 06): every website's form from report year 2017 on, filled as far as anybody knows.

The rows are data (`reports/forms/website-work.toml`). What a crawl or a register knows is filled in with its source;
what only the office knows is left to fill in: a number that nobody stated is 未填报, never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from checks.model import Finding
from crawler.catalogue.marks import mark_groups
from crawler.catalogue.view import View
from crawler.errors import ConfigError
from crawler.model import Role
from crawler.sight import Footer
from reports.document import Blank, Block, Cell, Document, Grid, Paragraph, Words, words
from reports.figures import Figures
from reports.forms import FormRow, FormTable, StatForm, form_of_year
from reports.forms.model import CellKind
from reports.forms.values import FormValues
from reports.kinds.annual_notices import notices
from reports.kinds.base import Kind
from reports.printing.sheet import Sheet
from reports.scope import Scope

_FAMILY = "website-work"
_ACCOUNTS = {"microblog.name": "microblog.posts", "wechat.name": "wechat.posts"}
_LEGEND = (
    "注：“未填报”是没有数据来源、须由填报人核实后填写的数字，不等于0；带【待填】的由填报人填写。"
    "表中各行的文字和单位系按通知的指标组整理，报送前请与上级下发的表样核对。"
)


def gather(scope: Scope, findings: Sequence[Finding]) -> Document:
    """The form of a scope's year. Raises ConfigError for a year before there was one."""
    form = _form(scope)
    figures = Figures(scope)
    values = FormValues(figures, form)
    grid = _grid(values, form.tables[0], _texts(figures, form))
    return _document(scope, figures, form, [*notices(figures, values), grid, *_remarks(scope)])


def workbook(scope: Scope, findings: Sequence[Finding]) -> Document:
    """The form as one row a line, with its groups in columns of their own, for filtering and sending on."""
    form = _form(scope)
    figures = Figures(scope)
    values = FormValues(figures, form)
    table = form.tables[0]
    texts = _texts(figures, form)
    rows = tuple(
        (
            words(row.groups[0] if row.groups else ""),
            words("、".join(row.groups[1:])),
            words(row.label),
            words(row.unit),
            _value(values, table, row, texts),
        )
        for row in table.rows
        if not row.heading
    )
    sheet = Sheet(
        title=form.title,
        header=tuple(words(name) for name in ("指标组", "分组", "指标", "单位", "填报内容")),
        rows=rows,
        widths=(0.15, 0.15, 0.35, 0.08, 0.27),
        aligns=("left", "left", "left", "center", "left"),
        chars=(14.0, 14.0, 38.0, 8.0, 40.0),
    )
    return _document(scope, figures, form, [sheet, *notices(figures, values), *_remarks(scope)])


def _form(scope: Scope) -> StatForm:
    form = form_of_year(scope.year, _FAMILY)
    if form is None:
        raise ConfigError(
            f"there is no website form for {scope.year}: 国办发〔2017〕47号 created it in 2017, and the first one, for"
            " report year 2017, was published in January 2018",
            where="--year",
            fix="name 2017 or a later year",
        )
    return form


def _document(scope: Scope, figures: Figures, form: StatForm, blocks: list[Block]) -> Document:
    return Document(
        stem=f"website-form-{scope.year}",
        title=f"{form.title}\n（{scope.year}年度）",
        subtitle="",
        author=scope.organ_name or "",
        dated=scope.as_of.isoformat(),
        blocks=tuple(blocks),
        sources=figures.sources(),
    )


def _grid(values: FormValues, table: FormTable, texts: dict[str, Words]) -> Grid:
    """Groups at the left over their rows, then label, unit and what is filled in."""
    rows: list[tuple[Cell, ...]] = [
        (
            Cell(words("指标"), columns=3, head="col"),
            Cell(words("单位"), head="col"),
            Cell(words("填报内容"), head="col"),
        )
    ]
    for _, outer in groupby(table.rows, key=lambda row: row.groups[:1]):
        block = list(outer)
        for _, inner in groupby(block, key=lambda row: row.groups[1:]):
            members = list(inner)
            for row in members:
                heads: list[Cell] = []
                if row is block[0]:
                    heads.append(Cell(words(*row.groups[:1]), rows=len(block), head="row"))
                deeper = row.groups[1:]
                if deeper and row is members[0]:
                    heads.append(Cell(words("、".join(deeper)), rows=len(members), head="row"))
                label = Cell(words(row.label), columns=1 if deeper else 2, head="row", align="left")
                shown = _value(values, table, row, texts)
                rows.append((*heads, label, Cell(words(row.unit or "—")), Cell(shown, align="left")))
    return Grid("", tuple(rows), (0.13, 0.15, 0.30, 0.08, 0.34), heads=1, small=True)


def _value(values: FormValues, table: FormTable, row: FormRow, texts: dict[str, Words]) -> Words:
    cell = table.cell(row)
    if cell in texts:
        return texts[cell]
    if row.kind is CellKind.NUMBER or cell in values.sources:
        return values.words(cell)
    if row.kind is CellKind.YES_NO:
        return (Blank("是或否"),)
    return (Blank("或".join(row.choices) if row.choices else row.label),)


def _texts(figures: Figures, form: StatForm) -> dict[str, Words]:
    """The cells of words that are known: from the home page's foot, the accounts, the yearly figures (年度数据)."""
    scope = figures.scope
    footer = _footer(scope)
    known = {
        "head.unit": scope.organ_name,
        "head.site": scope.bureau.name,
        "head.home": scope.bureau.home,
        "head.organ": (footer.owner if footer else None) or scope.organ_name,
        "head.code": footer.code if footer else None,
        "head.icp": footer.icp if footer else None,
        "head.police": footer.police if footer else None,
        "foot.phone": scope.organ.get("phone"),
    }
    accounts = {cell: _accounts(figures, metric) for cell, metric in _ACCOUNTS.items()}
    known |= accounts
    if any(accounts.values()):
        known["media.any"] = "是"
    stated = {cell: scope.registers.words(scope.year, form.id, cell) for cell in form.cells}
    found = {cell: text.strip() for cell in form.cells if (text := known.get(cell) or stated[cell]) and text.strip()}
    return {cell: words(_both(text, stated[cell])) for cell, text in found.items()}


def _both(known: str, stated: str | None) -> str:
    """What is known, with what the office states where that is something else."""
    return known if stated in (None, known) else f"{known}（台账填报：{stated}，须核实）"


def _accounts(figures: Figures, metric: str) -> str:
    made = figures.count(metric)  # a yearly figure (年度数据) names no account
    return "" if made.from_figures else "、".join(dict.fromkeys(row.title for row in made.rows))


def _footer(scope: Scope) -> Footer | None:
    """The foot of the home page as the newest crawl saw it."""
    run = scope.run(scope.bureau)
    groups = mark_groups(scope.conn, View(scope.bureau.id, run.id, date.max)) if run is not None else ()
    return next((group.marks.footer for group in groups if group.role is Role.HOME), None)


def _remarks(scope: Scope) -> list[Paragraph]:
    run = scope.run(scope.bureau)
    said = f"标识码和备案号取自第{run.id}次采集的网站首页页脚。" if run is not None and _footer(scope) else ""
    return [Paragraph(words(f"{_LEGEND}{said}"), "plain")]


KIND = Kind(
    name="website-form",
    title="政府网站工作年度报表",
    gather=gather,
    formats=("html", "docx", "xlsx"),
    workbook=workbook,
)
