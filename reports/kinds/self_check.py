"""自查表 of one site: each clause of the standard in force with what the check saw, and what a person must look at.

Above it stand the period, the verdict and the arithmetic; below it what must be mended, and what no program can see.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.model import Clause, Finding, Pack, Verdict
from checks.score import Score
from crawler.errors import ConfigError
from reports.document import Blank, Block, Document, Heading, Inline, Paragraph, Table, Text, Words, words
from reports.figures import Notes
from reports.printing.sheet import cell
from reports.rounds.counts import clause_count, mark_of
from reports.rounds.kind import RoundKind
from reports.rounds.round import Inspected, Round
from reports.typography import chinese_dates, chinese_marks
from reports.words import numeral

_EXAMPLES = 3


def gather(made: Round) -> Document:
    """The table of a round's one site. Raises ConfigError where there are several, naming them."""
    entry = _only(made)
    notes = Notes(made.year, f"“{entry.listed.name}”的采集和检查")
    parts: list[tuple[str, list[Block]]] = [("检查结果", _result(made, entry))]
    if entry.result is not None:
        parts += [
            ("逐项检查情况", _tables(made, entry, notes)),
            ("计分过程", _arithmetic(entry)),
            ("覆盖情况", _coverage(entry)),
            ("存在问题及整改", _mending(entry)),
            ("须人工检查的项目", _by_person(entry)),
        ]
    blocks: list[Block] = []
    for number, (name, body) in enumerate(parts, start=1):
        blocks += [Heading(1, f"{numeral(number)}、{name}"), *body]
    blocks.append(_signature())
    return Document(
        stem=f"self-check-{made.stem}-{entry.listed.site or 'site'}",
        title=f"{entry.listed.name}自查表",
        subtitle=f"{made.label}　监测时间点：{made.as_of.isoformat()}",
        author=entry.listed.organ,
        dated=made.as_of.isoformat(),
        blocks=tuple(blocks),
        sources=notes.sources(),
        landscape=True,
    )


def _only(made: Round) -> Inspected:
    if len(made.inspected) == 1:
        return made.inspected[0]
    names = [entry.listed.site or entry.listed.name for entry in made.inspected]
    raise ConfigError(
        f"a self-check is of one site, and there are {len(names)}",
        where="self-check",
        fix=f"name one with --site: {', '.join(names[:20])}",
    )


def _signature() -> Paragraph:
    said: list[Inline] = []
    for name in ("检查人", "审核人", "单位负责人", "填表日期"):
        said += [Text(f"{'　　' if said else ''}{name}："), Blank(name)]
    return Paragraph(tuple(said), "flush")


def _result(made: Round, entry: Inspected) -> list[Block]:
    score, days = entry.score, made.crawled_between
    rows = [
        ("主办单位", words(entry.listed.organ or "—")),
        ("网站名称、网址", words(f"{entry.listed.name}（{entry.listed.home}）")),
        ("网站标识码", words(entry.listed.code) if entry.listed.code else (Blank("网站标识码"),)),
        ("检查依据", words("；".join(f"{pack.title}（{pack.number}）" for pack in made.basis) or "—")),
        ("检查期间", words(f"{made.label}；网页采集：{days[0]}至{days[1]}" if days else f"{made.label}；没有采集")),
        ("检查结果", (Text(str(score.verdict) if score else str(entry.standing), bold=True), *words(f"。{entry.why}"))),
    ]
    if score is not None and score.points is not None:
        rows.append(("得分", words(f"{score.points:g}（只计已核实的条款为{score.verified_points:g}）")))
    for part in score.parts if score else ():
        rows.append((f"{part.part}检查结果", words(f"{part.verdict}。{part.reason}")))
    return [
        Table(
            title="",
            header=(words("项目"), words("内容")),
            rows=tuple((words(name), value) for name, value in rows),
            widths=(0.18, 0.82),
            aligns=("center", "left"),
        )
    ]


def _tables(made: Round, entry: Inspected, notes: Notes) -> list[Block]:
    assert entry.result is not None
    scored = [pack for pack in entry.result.packs if pack.score is not None]
    others = [pack for pack in entry.result.packs if pack.score is None]
    if not entry.result.packs:
        return [Paragraph(words("没有在监测时间点有效的规则包，什么也没有检查。"))]
    blocks: list[Block] = []
    for pack in scored or others:
        blocks.append(_table(made, entry, notes, pack, pack.asked_of(entry.listed.site or "")))
    for pack in others if scored else ():
        broken = {found.clause.id for found in entry.findings if found.pack == pack.id}
        clauses = [clause for clause in pack.clauses if clause.id in broken]
        if clauses:
            blocks.append(_table(made, entry, notes, pack, clauses, "（只列发现问题的条款）"))
    return blocks


def _table(
    made: Round, entry: Inspected, notes: Notes, pack: Pack, clauses: Sequence[Clause], remark: str = ""
) -> Table:
    found: dict[str, list[Finding]] = {}
    for each in entry.worst:
        found.setdefault(each.clause.id, []).append(each)
    rows = tuple(
        (
            words(clause.part),
            words(f"{clause.group}：{clause.title}" if clause.group else clause.title),
            words(f"{clause.text}{_rule(clause)}"),
            _seen(made, entry, notes, clause, found.get(clause.id, [])),
        )
        for clause in clauses
    )
    return Table(
        title=f"{pack.title}{remark}",
        header=tuple(words(name) for name in ("检查对象", "指标", "评分细则", "检查情况")),
        rows=rows,
        widths=(0.08, 0.17, 0.35, 0.40),
        aligns=("center", "left", "left", "left"),
    )


def _rule(clause: Clause) -> str:
    if clause.veto:
        said = "单项否决"
    elif clause.points is None:
        said = "分值未知，不计分"
    elif clause.bonus:
        said = f"加{clause.points:g}分"
    else:
        said = f"{'只扣一次，' if clause.once else '每处'}扣{clause.points:g}分"
    said += f"，本指标最多扣{clause.cap:g}分" if clause.cap is not None else ""
    return f"（{said}{'；条款未核实' if clause.unverified else ''}）"


def _seen(made: Round, entry: Inspected, notes: Notes, clause: Clause, found: Sequence[Finding]) -> Words:
    """What was seen under one clause: problems with examples, nothing found, or what a person must look at."""
    assert entry.result is not None
    count = entry.result.counts[clause.id]
    said: list[str | Inline] = []
    if found:
        notes.add(clause_count(made, entry, clause, found))
        said += [
            "发现问题",
            notes.figure(f"clause.{clause.id}"),
            f"处：{'；'.join(_brief(entry, each) for each in found[:_EXAMPLES])}",
        ]
        said.append(" 等。" if len(found) > _EXAMPLES else "。")
    waived = count.flagged - len(found)
    said.append(f"另有{waived}处已豁免或者经裁定不计。" if waived > 0 else "")
    if not count.flagged and count.clear:
        said.append(f"未发现问题（检查{count.clear}处）。")
    if clause.rule is None:
        said += [Blank("人工检查结果"), f"查看：{clause.look}" if clause.look else ""]
    elif count.unsure:
        said += [f"{count.unsure}处程序无法判断，", Blank("人工核实结果")]
    if not any(said):
        said.append("不适用。" if count.not_applicable else "没有可检查的对象。")
    return words(*said)


def _brief(entry: Inspected, found: Finding) -> str:
    observed = chinese_marks(chinese_dates(found.judgement.observed or found.message)).strip("。 ")
    return f"“{found.subject.label}”{observed}{mark_of(entry, found)}"


def _arithmetic(entry: Inspected) -> list[Block]:
    score = entry.score
    if score is None:
        return [Paragraph(words("采用的标准都不计分。"))]
    lines = [Paragraph(words(f"{line}。"), "plain") for line in score.arithmetic]
    return [*lines, *(Paragraph(words(f"{said}。"), "plain") for said in _caveats(score))]


def _caveats(score: Score) -> list[str]:
    said = []
    if score.unverified:
        said.append(f"条文或者分值未经核实、不单独据以判定不合格的条款{len(score.unverified)}条，表中已注明")
    if score.undecided:
        said.append(f"尚不能下结论的原因：{'；'.join(score.undecided)}")
    if score.not_covered:
        said.append(f"采集看不到、尚需人工或者连续监测的：{'、'.join(score.not_covered)}")
    return said


def _coverage(entry: Inspected) -> list[Block]:
    assert entry.result is not None
    seen = entry.result.coverage
    text = (
        f"栏目{seen.columns_known}个，看全{seen.columns_read}个；列表中的信息{seen.items_listed}条，读到正文{seen.items_read}条；"
        f"采集{'完整' if seen.run_complete else '不完整，没有看到的部分一律记为无法判断'}。"
    )
    return [Paragraph(words(text), "plain"), *(Paragraph(words(note), "plain") for note in entry.result.notes)]


def _mending(entry: Inspected) -> list[Block]:
    """Problem, reason, remedy, deadline: the reason is the unit's to write."""
    if not entry.findings:
        return [Paragraph(words("程序能够检查的条款未发现问题。"), "plain")]
    by_clause: dict[str, list[Finding]] = {}
    for found in entry.worst:
        by_clause.setdefault(found.clause.id, []).append(found)
    rows = tuple(
        (
            cell(number),
            words(f"{found[0].clause.title}（{len(found)}处）"),
            (Blank("原因"),),
            words(found[0].clause.advice or "对照条款整改。"),
            cell(min((each.deadline for each in found if each.deadline), default=None)),
            (Blank("责任科室、责任人"),),
        )
        for number, found in enumerate(by_clause.values(), start=1)
    )
    return [
        Table(
            title="",
            header=tuple(words(name) for name in ("序号", "问题", "原因", "整改措施", "整改时限", "责任")),
            rows=rows,
            widths=(0.06, 0.22, 0.14, 0.32, 0.12, 0.14),
            aligns=("center", "left", "left", "left", "center", "left"),
        )
    ]


def _by_person(entry: Inspected) -> list[Block]:
    """Clauses that no program can see, and what rules could not tell, with room for what a person found."""
    assert entry.result is not None
    open_: dict[str, list[Finding]] = {}
    for found in entry.result.judged:
        if found.verdict is Verdict.UNSURE:
            open_.setdefault(found.clause.id, []).append(found)
    if not open_:
        return [Paragraph(words("没有须人工检查的项目。"), "plain")]
    rows = tuple(
        (
            cell(number),
            words(found[0].clause.title),
            words(found[0].clause.look or chinese_marks(found[0].message)),
            words(f"{len(found)}处" if found[0].clause.rule else "全站"),
            (Blank("结果"),),
            (Blank("检查人"),),
        )
        for number, found in enumerate(open_.values(), start=1)
    )
    return [
        Table(
            title="",
            header=tuple(words(name) for name in ("序号", "项目", "查看什么", "范围", "人工检查结果", "检查人")),
            rows=rows,
            widths=(0.06, 0.20, 0.40, 0.08, 0.14, 0.12),
            aligns=("center", "left", "left", "center", "left", "left"),
        )
    ]


KIND = RoundKind(name="self-check", title="政府网站自查表", gather=gather, formats=("html", "docx", "xlsx"))
