"""The figures of a round: sites in operation, inspected, passed and failed, and the findings of each kind of problem.

Each is a count with its rows (sites or findings), so that documents print them with sources like any other figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from checks.model import Clause, Finding
from crawler.catalogue.captures import CaptureRow
from reports.count import Count
from reports.figures import Notes
from reports.metrics.base import Counted, Metric, Proof, Source, Summary
from reports.rounds.groups import ProblemKind, kind_of, problem_kinds
from reports.rounds.round import Inspected, Round, RoundBefore, Standing
from reports.summaries import summed
from reports.typography import chinese_marks

_YES, _NO = Decimal(1), Decimal(0)
_JUDGED = (Standing.PASSED, Standing.FAILED)
_MEANINGS = {
    Standing.PASSED: "检查结论为合格的网站。",
    Standing.FAILED: "检查结论为不合格（单项否决，或者得分低于60分）的网站。",
    Standing.UNDECIDED: "检查了、但看到的不足以下结论的网站；不是不合格。",
    Standing.UNCHECKED: "没有采集，或者采集离监测时间点太远的网站；不是不合格。",
}


def round_notes(made: Round) -> Notes:
    """All figures of a round, ready to be mentioned."""
    days = made.crawled_between
    span = "" if days is None else f"{days[0]}" if days[0] == days[1] else f"{days[0]}至{days[1]}"
    notes = Notes(made.year, f"{span}采集的各网站页面" if span else "尚未采集")
    for count in round_counts(made):
        notes.add(count)
    return notes


def round_counts(made: Round) -> list[Count]:
    """All counts of a round. The parts of those of sites are the units under which the sites are listed."""
    judged = [entry for entry in made.checked if entry.standing in _JUDGED]
    counts = [
        _counted("round.operating", "在运行的网站", "网站名单和采集目录中在运行的网站。", map(_row, made.inspected)),
        _counted(
            "round.checked",
            "检查的网站",
            f"监测时间点（{made.as_of.isoformat()}）前后有采集、据以检查的网站；其余为未检查。",
            map(_row, made.checked),
        ),
        _share(
            "round.checked_share",
            "检查比例",
            "检查的网站占在运行网站的比例。",
            [_row(entry, _YES if entry.result else _NO) for entry in made.inspected],
        ),
        _share(
            "round.passed_share",
            "合格率",
            "合格网站占合格与不合格网站之和的比例；无法判定和未检查的不计入。",
            [_row(entry, _YES if entry.standing is Standing.PASSED else _NO) for entry in judged],
        ),
    ]
    for standing in Standing:
        rows = map(_row, made.with_standing(standing))
        counts.append(_counted(f"round.{standing.name.lower()}", f"{standing}的网站", _MEANINGS[standing], rows))
    if made.before is not None:
        counts += _of_before(made, made.before)
    hits: dict[ProblemKind, list[tuple[Inspected, Finding]]] = {kind: [] for kind in problem_kinds()}
    for entry in made.checked:
        for found in entry.findings:
            hits[kind_of(found)].append((entry, found))
    for kind, judged_so in hits.items():
        counts += _problem(made, kind, judged_so) if judged_so else []
    return counts


def _of_before(made: Round, before: RoundBefore) -> list[Count]:
    """The figures of the round before, over those sites of this round on which it gave a verdict."""
    then = [(entry, before.verdicts.get(entry.listed.site or "")) for entry in made.inspected]
    rows = [
        replace(
            _row(entry, _YES if found[0] is Standing.PASSED else _NO),
            on=found[1],
            evidence=f"{before.label}：{found[0]}",
        )
        for entry, found in then
        if found is not None and found[0] in _JUDGED
    ]
    meant = f"{before.label}记入台账的检查中，本次名单上结论为合格或者不合格的网站"
    return [
        _counted("round.before.judged", f"{before.label}作出结论的网站", f"{meant}。", [_whole(row) for row in rows]),
        _share("round.before.passed_share", f"{before.label}合格率", f"{meant}中，合格的比例。", rows),
    ]


def _problem(made: Round, kind: ProblemKind, hits: Sequence[tuple[Inspected, Finding]]) -> list[Count]:
    """The findings of one kind of problem (parts: sites), and the sites that have any."""
    clauses = "、".join(sorted({f"{found.clause.title}（{found.clause.id}）" for _, found in hits}))
    units = {entry.listed.name: _row(entry) for entry, _ in hits}
    return [
        _counted(
            f"round.problems.{kind.name}",
            f"问题：{kind.heading}",
            f"以{made.as_of.isoformat()}为监测时间点，各网站按下列条款检查发现的问题：{clauses}。",
            [_hit(made, entry, found) for entry, found in hits],
            unit="处",
        ),
        _counted(
            f"round.units.{kind.name}",
            f"有此类问题的网站：{kind.heading}",
            f"至少有1处“{kind.heading}”的网站。",
            units.values(),
        ),
    ]


def clause_count(made: Round, entry: Inspected, clause: Clause, found: Sequence[Finding]) -> Count:
    """What was found under one clause on one site."""
    rows = [_hit(made, entry, each) for each in found]
    meant = f"以{made.as_of.isoformat()}为监测时间点，按条款“{clause.title}”（{clause.id}）检查发现的问题。"
    return _counted(f"clause.{clause.id}", f"问题：{clause.title}", meant, rows, unit="处")


def _hit(made: Round, entry: Inspected, found: Finding) -> Counted:
    captures = (made.captures.get(number) for number in found.judgement.evidence)
    return Counted(
        title=found.subject.label,
        on=found.judgement.since,
        part=entry.listed.name,
        site=found.site,
        url=found.subject.url or entry.listed.home,
        proof=next((proof_of_capture(capture) for capture in captures if capture is not None), None),
        evidence=f"{found.clause.title}{mark_of(entry, found)}：{chinese_marks(found.message)}",
    )


def proof_of_capture(capture: CaptureRow) -> Proof:
    """The proof that an archived page is."""
    return Proof(capture.id, capture.at, capture.sha256, f"{capture.warc_file}:{capture.offset}")


def mark_of(entry: Inspected, found: Finding) -> str:
    """What must be said beside a finding: that its clause is not verified, or that the unit disputes it."""
    marks = ["条款未核实"] if found.unverified else []
    marks += ["有异议，尚未裁定"] if found.fingerprint in entry.disputed else []
    return f"（{'；'.join(marks)}）" if marks else ""


def _row(entry: Inspected, amount: Decimal = _YES) -> Counted:
    return Counted(
        title=entry.listed.name,
        on=None,
        amount=amount,
        part=entry.listed.under,
        site=entry.listed.site,
        url=entry.listed.home,
        proof=proof_of_capture(entry.home) if entry.home else None,
        evidence=f"{entry.standing}：{entry.why}" if entry.why else str(entry.standing),
    )


def _whole(row: Counted) -> Counted:
    return replace(row, amount=_YES)


def _counted(name: str, title: str, definition: str, rows: Iterable[Counted], *, unit: str = "个") -> Count:
    return _count(name, title, definition, rows, unit, Summary.SUM)


def _share(name: str, title: str, definition: str, rows: Iterable[Counted]) -> Count:
    return _count(name, title, definition, rows, "%", Summary.SHARE)


def _count(name: str, title: str, definition: str, rows: Iterable[Counted], unit: str, summary: Summary) -> Count:
    kept = tuple(rows)
    metric = Metric(
        name=name,
        title=title,
        unit=unit,
        definition=definition,
        source=Source.CHECK,
        rows=lambda _: kept,
        summary=summary,
    )
    value = summed(summary, ((row.part, row.amount) for row in kept)).value
    return Count(metric, value, kept, value is not None, "" if value is not None else "没有可供计算的网站")
