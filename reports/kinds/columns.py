"""栏目目录: every column of the site with its class, counts, newest date and what the check says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from checks.model import Finding, SubjectKind, Verdict
from checks.seeing.outcomes import OUTCOMES_IN_CHINESE
from crawler.catalogue.queries import ColumnRow
from reports.document import Block, Document, Link, Paragraph, Table, Text, Words, words
from reports.figures import Figures
from reports.kinds.base import Kind
from reports.metrics.column_rows import tree
from reports.printing.sheet import Sheet, cell
from reports.scope import Scope
from reports.typography import web_address
from reports.words import COLUMN_CLASSES, LEVELS

_KINDS = {"group": "栏目组", "page": "单页", "heading": "仅标题", "door": "转到他处", "unread": "未读到"}


def gather(scope: Scope, findings: Sequence[Finding]) -> Document:
    """The directory of all columns as the newest finished crawl saw them."""
    figures = Figures(scope)
    lead = _lead(figures, tree(scope))
    table = Table(
        title="",
        header=tuple(words(name) for name in _heads(scope)),
        rows=_rows(figures, findings),
        widths=(0.05, 0.33, 0.06, 0.10, 0.09, 0.09, 0.10, 0.18),
        aligns=_ALIGNS,
    )
    return _document(scope, figures, (*lead, table, Paragraph(words(_LEGEND), "plain")))


def workbook(scope: Scope, findings: Sequence[Finding]) -> Document:
    """The directory for filtering, with the addresses in a field of their own."""
    figures = Figures(scope)
    lead = _lead(figures, tree(scope))
    addresses = [_address(column) for column in tree(scope)]
    rows = tuple((*row, address) for row, address in zip(_rows(figures, findings), addresses, strict=True))
    chars = (6.0, 42.0, 7.0, 11.0, 12.0, 11.0, 12.0, 34.0, 52.0)
    sheet = Sheet(
        title="栏目目录",
        header=tuple(words(name) for name in (*_heads(scope), "地址")),
        rows=tuple((row[0], words(_text(row[1])), *row[2:]) for row in rows),
        widths=tuple(wide / sum(chars) for wide in chars),
        aligns=(*_ALIGNS, "left"),
        chars=chars,
        frozen=2,
    )
    return _document(scope, figures, (sheet, *lead, Paragraph(words(_LEGEND), "plain")))


_ALIGNS = ("center", "left", "center", "center", "center", "center", "center", "left")


def _heads(scope: Scope) -> tuple[str, ...]:
    return ("序号", "栏目", "级别", "类别", "现有信息（条）", f"{scope.year}年（条）", "最新日期", "检查结论")


def _rows(figures: Figures, findings: Sequence[Finding]) -> tuple[tuple[Words, ...], ...]:
    verdicts = _verdicts(figures.scope, findings)
    columns = tree(figures.scope)
    return tuple(
        _row(figures, number, column, verdicts.get(column.path, [])) for number, column in enumerate(columns, start=1)
    )


def _text(inline: Words) -> str:
    return "".join(word.text for word in inline if isinstance(word, Text | Link))


def _address(column: ColumnRow) -> Words:
    address = web_address(column.url)
    return (Link(address, address),) if address else ()


def _document(scope: Scope, figures: Figures, blocks: Sequence[Block]) -> Document:
    return Document(
        stem=f"columns-{scope.year}",
        title=f"{scope.bureau.name}栏目目录",
        subtitle=f"监测时间点：{scope.as_of.isoformat()}",
        author=scope.organ_name or "",
        dated=scope.as_of.isoformat(),
        blocks=tuple(blocks),
        sources=figures.sources(),
        landscape=True,
    )


_LEGEND = (
    "注：现有信息和最新日期不计监测时间点以后的内容；一条信息列入多个栏目的，在各栏目分别计入。"
    "“待核实”是程序无法判断、须由人工查看的栏目，不等于有问题。"
)


def _lead(figures: Figures, columns: Sequence[ColumnRow]) -> list[Paragraph]:
    scope = figures.scope
    complete, why = scope.coverage(("bureau",))
    notice = [] if complete else [Paragraph(words(f"注意：{'；'.join(why)}。标“不完整”的数字不宜引用。"), "notice")]
    if not columns:
        return [*notice, Paragraph(words("没有可列的栏目：网站尚未采集，或者没有识别出栏目。"))]
    text = "共有一级栏目{columns.level1}个、二级栏目{columns.level2}个、三级栏目{columns.level3}个。"
    return [*notice, Paragraph(figures.say(text))]


def _row(figures: Figures, number: int, column: ColumnRow, findings: Sequence[Finding]) -> tuple[Words, ...]:
    address = web_address(column.url)
    return (
        cell(number),
        (Link(column.path, address),) if address else words(column.path),
        words(LEVELS.get(column.level, str(column.level))),
        words(COLUMN_CLASSES[column.column_class]),
        *_numbers(figures, column),
        cell(column.newest) if column.newest else words("—"),
        _conclusion(column, findings),
    )


def _numbers(figures: Figures, column: ColumnRow) -> tuple[Words, Words]:
    if not column.rows and column.kind in _KINDS:
        return words(_KINDS[column.kind]), words("—")
    if not column.readable:
        return words("未读到"), words("未读到")
    # A column whose list was walked whole is known, whatever else the crawl missed; entries without any date are not.
    dated = column.complete and (column.undated == 0 or figures.count("published.by_column").complete)
    return (
        (figures.figure("columns.items", column.path, complete=column.complete),),
        (figures.figure("published.by_column", column.path, complete=dated),),
    )


def _verdicts(scope: Scope, findings: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    found: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.site == scope.bureau.id and finding.subject.kind is SubjectKind.COLUMN:
            found[finding.subject.key].append(finding)
    return found


def _conclusion(column: ColumnRow, findings: Sequence[Finding]) -> Words:
    flagged = [found for found in findings if found.verdict is Verdict.FLAGGED]
    if flagged:
        return (Text("；".join(dict.fromkeys(found.clause.title for found in flagged)), bold=True),)
    if not column.readable:
        return words(f"待核实：{OUTCOMES_IN_CHINESE.get(column.outcome, column.outcome)}")
    verdicts = {found.verdict for found in findings}
    if Verdict.UNSURE in verdicts or not column.complete:
        return words("待核实")
    if Verdict.CLEAR in verdicts:
        return words("正常")
    return words("不适用" if verdicts else "未检查")


KIND = Kind(name="columns", title="栏目目录", gather=gather, formats=("html", "docx", "xlsx"), workbook=workbook)
