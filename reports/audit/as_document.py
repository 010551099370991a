"""An audit as a document for people, printed by the same printers as reports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reports.audit.audited import Audited
from reports.audit.claim import Claim
from reports.audit.comparing import STANDINGS_IN_CHINESE, Compared
from reports.audit.facts import NAMES
from reports.audit.form import FORMS_IN_CHINESE
from reports.audit.parts import State
from reports.audit.printing import number_of
from reports.audit.remark import Remark
from reports.audit.vocabulary import vocabulary
from reports.document import Block, Document, Heading, Paragraph, Table, words

STATES = {State.PRESENT: "✓ 有", State.MISSING: "✗ 缺", State.UNCLEAR: "？ 未认出"}


def document_of(audited: Audited) -> Document:
    """The audit of a report as a document."""
    case = audited.case
    return Document(
        stem="audit",
        title="年度报告核查",
        subtitle=audited.title,
        author="",
        dated=str(case.published or ""),
        blocks=tuple(_blocks(audited)),
        sources=(),
    )


def _blocks(audited: Audited) -> Iterator[Block]:
    known = audited.case.recognised
    yield Heading(1, "一、报告")
    form = FORMS_IN_CHINESE.get(known.form or "", "没有认出")
    yield Paragraph(words(f"来源：{audited.paper.source}"), "plain")
    yield Paragraph(
        words(f"年度：{known.year or '没有认出'}；格式：{form}。依据：{'；'.join(known.evidence) or '无'}。"), "plain"
    )
    for doubt in known.doubts:
        yield Paragraph(words(f"疑问：{doubt}。"), "plain")
    if audited.facts:
        rows = [(NAMES.get(fact.name, fact.name), fact.value, fact.place) for fact in audited.facts]
        yield _table("", ("事项", "内容", "位置"), rows, (0.2, 0.5, 0.3))
    yield Heading(1, "二、问题")
    faults = [remark for remark in audited.remarks if remark.flagged]
    if faults:
        yield _table("", ("序号", "问题", "位置", "依据"), _faults(faults), (0.08, 0.5, 0.17, 0.25))
    else:
        yield Paragraph(words("没有发现问题。未能核对的事项见第五部分。"), "plain")
    yield Heading(1, "三、应有的内容")
    rows = [(part.title, STATES[part.state], part.place or part.why) for part in audited.parts]
    yield _table("", ("内容", "情况", "位置或说明"), rows, (0.35, 0.15, 0.5))
    yield Heading(1, "四、报告的数字")
    compared = {seen.claim: seen for seen in audited.compared}
    lines = [_with_evidence(claim, compared.get(claim)) for claim in audited.case.claims]
    header = ("指标", "报告数", "统计数", "相差", "结论和依据", "原文")
    yield _table("", header, lines, (0.14, 0.1, 0.08, 0.08, 0.29, 0.31))
    if audited.why_not:
        how = "注意" if audited.compared else "没有与采集数据比较"
        yield Paragraph(words(f"{how}：{audited.why_not}。"), "plain")
    yield Heading(1, "五、未能核对")
    for text in (*audited.unsure, *audited.unread):
        yield Paragraph(words(text), "plain")
    if not audited.unsure and not audited.unread:
        yield Paragraph(words("无。"), "plain")


def _with_evidence(claim: Claim, seen: Compared | None) -> tuple[str, ...]:
    name, said, ours, gap, outcome, sentence = claim_row(claim, seen)
    if seen is not None and seen.digest:
        outcome += f"。{seen.source}；清单{seen.rows}条，SHA-256 {seen.digest[:16]}…"
    return name, said, ours, gap, outcome, sentence


def _faults(faults: Sequence[Remark]) -> list[tuple[str, ...]]:
    return [
        (str(number), remark.sentence, remark.place, clause_of(remark)) for number, remark in enumerate(faults, start=1)
    ]


def clause_of(remark: Remark) -> str:
    """The clause that a remark stands under, marked where it rests on memory."""
    standard = remark.standard
    if standard is None:
        return remark.check
    return f"{standard.reference}{'' if standard.verified else '（未核实）'}"


def claim_row(claim: Claim, seen: Compared | None) -> tuple[str, ...]:
    """A claim beside our count: indicator, claim, ours, difference, outcome, sentence."""

    indicator = vocabulary().indicators.get(claim.indicator)
    title = indicator.title if indicator else "其他数字"
    year = f"（{claim.year}年）" if claim.year else ""
    said = claim.raw if claim.bound else f"{number_of(claim.value)}{claim.unit}"
    if seen is None:
        return f"{title}{year}", said, "", "", "", claim.sentence
    ours = "" if seen.ours is None else str(seen.ours)
    gap = "" if seen.difference is None or not seen.difference else f"{seen.difference:+f}"
    outcome = STANDINGS_IN_CHINESE[seen.standing] + (f"：{seen.why}" if seen.why not in ("", "一致") else "")
    return f"{title}{year}", said, ours, gap, outcome, claim.sentence


def _table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]], widths: tuple[float, ...]) -> Table:
    return Table(
        title,
        tuple(words(text) for text in header),
        tuple(tuple(words(text) for text in row) for row in rows),
        widths,
        tuple("left" for _ in header),
    )
