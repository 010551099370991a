"""证据清单: behind every finding and every figure, which archived page it was seen on, when, its digest, its place.

What is printed names each piece of evidence of the findings, and for each figure how its rows are proven; the workbook
holds the rows of all figures too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice

from checks.model import Finding, Verdict
from reports.count import Count
from reports.document import Block, Document, Heading, Paragraph, Words, words
from reports.figures import Figures
from reports.kinds.base import Kind
from reports.metrics.base import Counted, Proof, metrics
from reports.metrics.published import proof_of
from reports.printing.sheet import Sheet, cell
from reports.render import list_digest
from reports.scope import Scope
from reports.typography import chinese_marks

MOST_ROWS = 20_000
"""Pieces of evidence that the workbook holds; what is more stands in the CSV lists beside it, and that is said."""
_ONE = Decimal(1)
_FINDINGS = (
    ("序号", 6.0, 0.05),
    ("问题", 34.0, 0.16),
    ("对象", 30.0, 0.16),
    ("快照编号", 9.0, 0.06),
    ("采集地址", 50.0, 0.20),
    ("采集时间（UTC）", 21.0, 0.11),
    ("SHA-256", 68.0, 0.15),
    ("归档文件:字节位置", 44.0, 0.11),
)
_FIGURES = (
    ("统计指标", 34.0, 0.24),
    ("数值", 11.0, 0.08),
    ("单位", 7.0, 0.06),
    ("明细行数", 9.0, 0.08),
    ("有快照", 9.0, 0.08),
    ("有台账", 9.0, 0.08),
    ("都没有", 9.0, 0.07),
    ("明细文件", 34.0, 0.15),
    ("明细SHA-256", 68.0, 0.16),
)
_ROWS = (
    ("标题", 44.0),
    ("日期", 12.0),
    ("网址", 44.0),
    ("快照编号", 9.0),
    ("采集时间（UTC）", 21.0),
    ("SHA-256", 68.0),
    ("归档文件:字节位置", 44.0),
    ("台账文件", 16.0),
    ("台账行号", 9.0),
    ("计入的统计指标", 60.0),
)


def gather(scope: Scope, findings: Sequence[Finding]) -> Document:
    """The list as it is printed."""
    figures = Figures(scope)
    found = _of_findings(scope, findings)
    blocks: list[Block] = [
        *_lead(scope),
        Heading(1, "一、检查发现问题的证据"),
        found if found.rows else Paragraph(words(_none(findings))),
        Heading(1, "二、统计数字的证据"),
        _of_figures(figures),
        Paragraph(
            words("各统计数字的逐条明细（标题、日期、网址、快照、摘要和归档位置）见所列明细文件和电子表格。"), "plain"
        ),
    ]
    return _document(scope, figures, blocks)


def workbook(scope: Scope, findings: Sequence[Finding]) -> Document:
    """The same with every piece of evidence behind the figures, each once, and the figures that it counts in."""
    figures = Figures(scope)
    table, more = _of_rows(figures)
    blocks: list[Block] = [_of_findings(scope, findings), _of_figures(figures), table, *_lead(scope), _unknown(figures)]
    if more:
        blocks.append(Paragraph(words(f"明细共{more + MOST_ROWS}条，表中列出前{MOST_ROWS}条，其余见明细文件（CSV）。")))
    return _document(scope, figures, blocks)


def _document(scope: Scope, figures: Figures, blocks: Sequence[Block]) -> Document:
    return Document(
        stem=f"evidence-list-{scope.year}",
        title=f"{scope.bureau.name}{scope.year}年统计和检查证据清单",
        subtitle=f"监测时间点：{scope.as_of.isoformat()}",
        author=scope.organ_name or "",
        dated=scope.as_of.isoformat(),
        blocks=tuple(blocks),
        sources=figures.sources(),
        landscape=True,
    )


def _lead(scope: Scope) -> list[Paragraph]:
    complete, why = scope.coverage(("bureau", "municipal"))
    notice = [] if complete else [Paragraph(words(f"注意：{'；'.join(why)}。"), "notice")]
    text = (
        "本清单列出检查发现的每个问题和每个统计数字所依据的网页快照：采集时间为协调世界时（UTC，北京时间减8小时），"
        "摘要（SHA-256）按采集到的内容计算，归档位置为WARC文件名和记录起始字节。台账数字的证据是台账的行和所附材料。"
    )
    return [*notice, Paragraph(words(text), "plain")]


def _none(findings: Sequence[Finding]) -> str:
    return "检查没有发现问题。" if findings else "尚未运行检查，没有问题可列。"


def _of_findings(scope: Scope, findings: Sequence[Finding]) -> Sheet:
    """A row for each piece of evidence of each flagged finding; a finding without any has a row that says so."""
    rows: list[tuple[Words, ...]] = []
    flagged = [found for found in findings if found.verdict is Verdict.FLAGGED]
    order = sorted(flagged, key=lambda found: (not found.clause.veto, found.clause.id, found.subject.key))
    for found in order:
        captures = found.judgement.evidence or (None,)
        for capture in captures:
            proof = proof_of(scope, capture) if capture is not None else None
            rows.append(
                (
                    cell(len(rows) + 1),
                    words(f"{found.clause.title}：{chinese_marks(found.judgement.observed or found.message)}"),
                    words(found.subject.label),
                    *_proof(proof, _address(scope, capture)),
                )
            )
    return _sheet("问题证据", _FINDINGS, rows)


def _address(scope: Scope, capture: int | None) -> str:
    row = scope.known.capture(capture) if capture is not None else None
    return str(row.url) if row is not None else ""


def _proof(proof: Proof | None, address: str) -> tuple[Words, ...]:
    if proof is None:
        return cell("无"), words("没有单独的快照（如应有而没有的栏目）"), (), (), ()
    return cell(proof.capture_id), words(address), words(proof.at), words(proof.sha256), words(proof.warc)


def _known(figures: Figures) -> list[str]:
    """The metrics that have a value; the others have no evidence to list."""
    return [name for name in metrics() if figures.count(name).value is not None]


def _unknown(figures: Figures) -> Paragraph:
    number = len(metrics()) - len(_known(figures))
    text = f"另有{number}个统计指标没有数据来源（未填报），没有证据可列。" if number else "各统计指标都有数据来源。"
    return Paragraph(words(text), "plain")


def _of_figures(figures: Figures) -> Sheet:
    rows = []
    for name in _known(figures):
        figure = figures.figure(name)
        count = figures.count(name)
        rows.append(
            (
                words(count.metric.title),
                (figure,),
                words(count.metric.unit),
                cell(len(count.rows)),
                *map(cell, _proven(count)),
                words(f"{name}.csv"),
                words(list_digest(count)),
            )
        )
    return _sheet("数字证据", _FIGURES, rows)


def _proven(count: Count) -> tuple[int, int, int]:
    """How many rows have a captured page, how many stand in a register, how many have neither."""
    captures = sum(row.proof is not None for row in count.rows)
    registers = sum(row.proof is None and row.file is not None for row in count.rows)
    return captures, registers, len(count.rows) - captures - registers


def _of_rows(figures: Figures) -> tuple[Sheet, int]:
    """(each row behind any figure once, with the names of these figures; how many did not fit)."""
    counted: dict[Counted, dict[str, None]] = {}
    for name in _known(figures):
        for row in figures.count(name).rows:
            alike = replace(row, part="", amount=_ONE, evidence="", also=())
            counted.setdefault(alike, {})[name] = None
    rows = [_row(row, names) for row, names in islice(counted.items(), MOST_ROWS)]
    whole = sum(wide for _, wide in _ROWS)
    fields = tuple((name, wide, wide / whole) for name, wide in _ROWS)
    return _sheet("明细证据", fields, rows), len(counted) - len(rows)


def _row(row: Counted, names: Iterable[str]) -> tuple[Words, ...]:
    proof = row.proof
    return (
        words(row.title),
        cell(row.on),
        words(row.url or ""),
        cell(proof.capture_id if proof else None),
        words(proof.at if proof else ""),
        words(proof.sha256 if proof else ""),
        words(proof.warc if proof else ""),
        words(row.file or ""),
        cell(row.row_no),
        words("、".join(names)),
    )


def _sheet(name: str, fields: Sequence[tuple[str, float, float]], rows: Sequence[tuple[Words, ...]]) -> Sheet:
    return Sheet(
        title="",
        header=tuple(words(title) for title, _, _ in fields),
        rows=tuple(rows),
        widths=tuple(share for _, _, share in fields),
        aligns=("left",) * len(fields),
        name=name,
        chars=tuple(wide for _, wide, _ in fields),
        frozen=1,
    )


KIND = Kind(
    name="evidence-list",
    title="证据清单",
    gather=gather,
    formats=("html", "docx", "xlsx"),
    workbook=workbook,
)
