"""The correction ledger (整改台账) as a document: a workbook with all its fields, and a page for reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from checks.ledger import FindingRow
from reports.document import Document, Link, Paragraph, Table, Text, Words, words
from reports.ledger.rows import HEADERS, STATES, Ledger, cells_of, moment_of
from reports.printing.sheet import Jump, Sheet, cell
from reports.typography import chinese_marks, web_address

TITLE = "整改台账"
EVIDENCE = "证据"
_WIDE = {
    "序号": 6,
    "问题编号": 11,
    "网站名称": 24,
    "问题描述": 60,
    "问题链接": 44,
    "父页面": 36,
    "监测栏目": 28,
    "整改建议": 40,
    "整改措施": 30,
    "依据": 36,
    "备注": 36,
    "快照": 36,
    "条款": 22,
    "整改时限": 12,
    "是否逾期": 9,
    "预警次数": 9,
    "回潮次数": 9,
    "责任人": 10,
    "销号时间": 17,
}
_WIDTH = 16
_CENTER = {"序号", "问题编号", "监测时间", "扣分/单项否决", "整改时限", "是否逾期", "首次预警时间", "预警次数"} | {
    "整改状态",
    "回潮次数",
    "复核时间",
    "销号时间",
}
_RESULTS = ("已整改", "未整改", "问题重现")
_EVIDENCE_FIELDS = (
    ("问题编号", 11),
    ("网站名称", 24),
    ("问题类型", 24),
    ("快照编号", 9),
    ("采集地址", 60),
    ("采集时间（UTC）", 21),
    ("SHA-256", 68),
    ("归档文件", 36),
    ("字节位置", 11),
    ("字节数", 9),
)
_HOW = (
    "本台账列出检查发现的全部问题及其处理情况，可在表头筛选。黄色或空白的责任人、联系电话、整改措施由责任单位填写。",
    "“快照”列指向“证据”表：每一份证据的采集时间、内容摘要（SHA-256）和在归档文件中的位置，可据以调取当时的页面。",
    "标明时间的失效链接等问题，只说明采集的那个时刻的情况。",
)


def ledger_workbook(ledger: Ledger) -> Document:
    """The ledger with every field, for filtering, and each piece of evidence on a second sheet."""
    evidence, first = _evidence(ledger)
    rows = tuple(
        tuple(_cell(ledger, name, value, row, first) for name, value in cells_of(ledger, row, number).items())
        for number, row in enumerate(ledger.rows, start=1)
    )
    chars = tuple(float(_WIDE.get(name, _WIDTH)) for name in HEADERS)
    table = Sheet(
        title=TITLE,
        header=tuple(words(name) for name in HEADERS),
        rows=rows,
        widths=tuple(width / sum(chars) for width in chars),
        aligns=tuple("center" if name in _CENTER else "left" for name in HEADERS),
        name=TITLE,
        chars=chars,
        choices={HEADERS.index("整改状态"): STATES, HEADERS.index("复核结果"): _RESULTS},
        frozen=2,
    )
    notes = [Paragraph(words(line), "plain") for line in (*summary(ledger), *_HOW)]
    return _document(ledger, [table, evidence, *notes])


def _document(ledger: Ledger, blocks: Sequence[Table | Paragraph]) -> Document:
    organs = {site.organ for row in ledger.rows if (site := ledger.sites.get(row.site)) and site.organ}
    return Document(
        stem=f"ledger-{ledger.today.isoformat()}",
        title=f"{organs.pop() if len(organs) == 1 else ''}网站问题整改台账",
        subtitle=f"截至{ledger.today.year}年{ledger.today.month}月{ledger.today.day}日",
        author="",
        dated=ledger.today.isoformat(),
        blocks=tuple(blocks),
        sources=(),
        landscape=True,
    )


def _cell(
    ledger: Ledger, name: str, value: str | int | date | None, row: FindingRow, first: Mapping[int, int]
) -> Words:
    if name != "快照" or row.id not in first:
        return cell(value)
    shown = [ledger.captures[number] for number in row.evidence if number in ledger.captures]
    more = f" 等{len(shown)}份" if len(shown) > 1 else ""  # short: not every program wraps a link
    return (Jump(f"{moment_of(shown[0].at)} 快照{shown[0].id}{more}", sheet=EVIDENCE, row=first[row.id]),)


def _evidence(ledger: Ledger) -> tuple[Sheet, Mapping[int, int]]:
    """The sheet of evidence, and the row in which that of each finding begins."""
    rows: list[tuple[Words, ...]] = []
    first: dict[int, int] = {}
    for row in ledger.rows:
        site = ledger.sites.get(row.site)
        for capture in (ledger.captures[number] for number in row.evidence if number in ledger.captures):
            first.setdefault(row.id, len(rows) + 1)
            values = (row.number, site.name if site else row.site, row.clause_title, capture.id, capture.url)
            place = (capture.at, capture.sha256, capture.warc_file, capture.offset, capture.length)
            rows.append(tuple(cell(value) for value in (*values, *place)))
    names, chars = zip(*_EVIDENCE_FIELDS, strict=True)
    widths = tuple(float(width) for width in chars)
    sheet = Sheet(
        title=EVIDENCE,
        header=tuple(words(name) for name in names),
        rows=tuple(rows),
        widths=tuple(width / sum(widths) for width in widths),
        aligns=("left",) * len(names),
        name=EVIDENCE,
        chars=widths,
        frozen=1,
    )
    return sheet, first


def summary(ledger: Ledger) -> list[str]:
    """How many findings there are, by state, and how many are overdue: one sentence."""
    if not ledger.rows:
        return ["台账中没有问题。"]
    states: dict[str, int] = {}
    for number, row in enumerate(ledger.rows, start=1):
        state = str(cells_of(ledger, row, number)["整改状态"])
        states[state] = states.get(state, 0) + 1
    parts = [f"{state}{states[state]}个" for state in STATES if state in states]
    late = sum(row.overdue(ledger.today) for row in ledger.rows)
    return [f"共{len(ledger.rows)}个问题，其中{'、'.join(parts)}；已超过整改时限仍未销号的{late}个。"]


_PROOFS = 2  # pieces of evidence that a row of the page names
_PAGE_FIELDS = ("编号", "网站、栏目", "问题", "证据", "责任与措施", "时限", "状态、复核")


def ledger_page(ledger: Ledger) -> Document:
    """The ledger for reading and printing: its fields gathered into seven columns."""
    rows = tuple(
        _page_row(cells_of(ledger, row, number), row, ledger) for number, row in enumerate(ledger.rows, start=1)
    )
    table = Table(
        title="",
        header=tuple(words(name) for name in _PAGE_FIELDS),
        rows=rows,
        widths=(0.09, 0.15, 0.33, 0.11, 0.14, 0.09, 0.09),
        aligns=("center", "left", "left", "left", "left", "center", "center"),
    )
    blocks = [Paragraph(words(line)) for line in summary(ledger)]
    return _document(ledger, [*blocks, *([table] if rows else []), Paragraph(words(_HOW[2]), "plain")])


def _page_row(cells: Mapping[str, str | int | date | None], row: FindingRow, ledger: Ledger) -> tuple[Words, ...]:
    def said(name: str, lead: str = "") -> str:
        value = cells[name]
        return f"{lead}{value}" if value not in (None, "") else ""

    place = [said("网站名称"), said("监测栏目") or row.subject_label]
    address = web_address(str(cells["问题链接"] or ""))
    fault = [chinese_marks(row.message), said("检查标准", "标准："), said("依据", "依据："), said("扣分/单项否决")]
    shown = [ledger.captures[number] for number in row.evidence if number in ledger.captures]
    proof = [f"快照{capture.id}（{moment_of(capture.at)}）" for capture in shown[:_PROOFS]]
    proof += [f"另有{len(shown) - _PROOFS}份"] if len(shown) > _PROOFS else []
    duty = [said("责任单位"), said("整改措施", "措施：") or said("整改建议", "建议：")]
    limit = [said("整改时限"), said("是否逾期")]
    looked = [said("复核时间"), said("复核人"), said("复核结果"), said("销号时间", "销号：")]
    return (
        words(row.number),
        (*words(_joined(place)), *((Link(" 打开", address),) if address else ())),
        (Text(f"{row.clause_title}。", bold=True), *words(_joined(fault))),
        words(_joined(proof)),
        words(_joined(duty)),
        words(_joined(limit, "")),
        words(_joined([said("整改状态"), *looked])),
    )


def _joined(parts: Sequence[str], joint: str = "；") -> str:
    return joint.join(part.strip("。；") for part in parts if part)
