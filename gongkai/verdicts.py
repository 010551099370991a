"""A check as a person reads it: verdict with arithmetic, findings by clause, what waits for a person, coverage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from checks.model import Clause, Finding
from checks.score import Score
from gongkai.check_work import Checked
from gongkai.screen import print_table, say

NOTHING_CHECKED = "没有可用的规则包，什么也没有检查；可用 --pack 或 --as-of 另选，或用 --force 照样采用。"
_UNSURE_SHOWN = 3  # examples of what waits for a person, per clause


def print_check(checked: Checked) -> None:
    """Everything one check came to."""
    result = checked.result
    say(f"【{result.site.name}】监测时间点 {result.as_of}")
    for note in result.notes:
        say(f"注意：{note}")
    if result.skipped:
        say(f"监测时间点不适用、没有采用的规则包：{'、'.join(result.skipped)}")
    for score in result.scores.values():
        _print_score(score)
    _print_findings(checked)
    _print_unsure(result.unsure)
    _print_coverage(checked)
    for waiver in checked.waivers:
        clause = "" if waiver.waiver.finding_id else f" {waiver.waiver.clause}"
        say(f"豁免 {waiver.waiver.number}（{waiver.waiver.covers}{clause}）：{waiver.text}")
    say()


def print_line(checked: Checked) -> None:
    """One check in a line: what many sites came to is read as a list."""
    result = checked.result
    if not result.packs:
        say(f"{result.site.name}（{result.site.id}） {NOTHING_CHECKED}")
        return
    verdicts = "，".join(f"{score.pack} {score.verdict}" for score in result.scores.values())
    whole = "采集完整" if result.coverage.run_complete else "采集不完整"
    say(
        f"{result.site.name}（{result.site.id}） {verdicts or '—'}；问题 {len(checked.standing)} 个，"
        f"待人工 {len(result.unsure)} 个；{whole}"
    )


def _print_score(score: Score) -> None:
    say(f"结论（{score.pack}）：{score.verdict}。{score.reason}")
    for line in score.arithmetic:
        say(f"  {line}")
    if score.points is not None:
        say(f"  只计已核实的条款，得分为 {score.verified_points:g}")
    for part in score.parts:
        say(f"  {part.part}：{part.verdict}。{part.reason}")
    if score.unverified:
        say(f"  条文或分值未经核实的条款：{'、'.join(score.unverified)}；不单独据以判定不合格")
    if score.not_covered:
        say(f"  采集看不到、尚需人工或连续监测的：{'、'.join(score.not_covered)}")


def _print_findings(checked: Checked) -> None:
    by_clause: dict[str, list[Finding]] = defaultdict(list)
    for finding in checked.result.findings:
        by_clause[finding.clause.id].append(finding)
    if not by_clause:
        say("没有发现问题。" if checked.result.packs else NOTHING_CHECKED)
    for found in by_clause.values():
        clause = found[0].clause
        print_table(
            ("编号", "对象", "情况", "状态"),
            [
                (row.number, finding.subject.label, finding.message, row.state.chinese)
                for finding in found
                for row in [checked.rows[finding.fingerprint]]
            ],
            title=f"{clause.title}  {clause.id}{_weight(clause)}  {len(found)} 处",
            keep=(0, 3),
        )


def _weight(clause: Clause) -> str:
    marks = ["单项否决"] if clause.veto else []
    marks += [f"每处扣 {clause.points:g} 分"] if clause.points is not None else []
    marks += ["未核实"] if clause.unverified else []
    return f"（{'，'.join(marks)}）" if marks else ""


def _print_unsure(unsure: Iterable[Finding]) -> None:
    by_clause: dict[str, list[Finding]] = defaultdict(list)
    for finding in unsure:
        by_clause[finding.clause.id].append(finding)
    seen = {clause: found for clause, found in by_clause.items() if found[0].clause.rule is not None}
    if seen:
        say("待人工判断（没有看到的，不算问题）：")
    for clause, found in seen.items():
        say(f"  {found[0].clause.title}  {clause}  {len(found)} 处")
        for finding in found[:_UNSURE_SHOWN]:
            say(f"    {finding.message}")
        if len(found) > _UNSURE_SHOWN:
            say(f"    …… 另有 {len(found) - _UNSURE_SHOWN} 处，见 gongkai check --json")
    unseen = [found[0].clause for clause, found in by_clause.items() if clause not in seen]
    if unseen:
        say(f"程序看不到、须由人查看的条款 {len(unseen)} 条：{'、'.join(clause.title for clause in unseen)}。")
        say("  要看什么：gongkai findings list --unsure，或 gongkai rules show 条款。")


def _print_coverage(checked: Checked) -> None:
    coverage = checked.result.coverage
    say(
        f"覆盖：栏目 {coverage.columns_read}/{coverage.columns_known} 个看全，"
        f"信息 {coverage.items_read}/{coverage.items_listed} 条读到正文，"
        f"采集{'完整' if coverage.run_complete else '不完整'}。"
    )
    summary = checked.summary
    if summary.retrospective:
        say("这是回溯检查：问题照记，不改动已有问题的状态。")
    say(
        f"台账：新增 {summary.opened}，仍存在 {summary.still}，已整改 {summary.fixed}，回潮 {summary.reopened}，"
        f"本次无法判断 {summary.left_alone}。"
    )


def check_facts(checked: Checked) -> dict[str, Any]:
    """A check as plain values for scripts."""
    result = checked.result
    return {
        "site": result.site.id,
        "name": result.site.name,
        "as_of": str(result.as_of),
        "run": result.run.id if result.run else None,
        "complete": result.coverage.run_complete,
        "packs": [pack.id for pack in result.packs],
        "skipped": list(result.skipped),
        "notes": list(result.notes),
        "scores": [_score_facts(score) for score in result.scores.values()],
        "coverage": {
            "columns_known": result.coverage.columns_known,
            "columns_read": result.coverage.columns_read,
            "items_listed": result.coverage.items_listed,
            "items_read": result.coverage.items_read,
            "failures": dict(result.coverage.failures),
        },
        "clauses": {
            clause: {
                "flagged": count.flagged,
                "clear": count.clear,
                "unsure": count.unsure,
                "not_applicable": count.not_applicable,
                "coverage": count.coverage,
            }
            for clause, count in result.counts.items()
        },
        "findings": [_finding_facts(checked, finding) for finding in result.findings],
        "unsure": [_judgement_facts(finding) for finding in result.unsure],
        "ledger": {
            "opened": checked.summary.opened,
            "still": checked.summary.still,
            "fixed": checked.summary.fixed,
            "reopened": checked.summary.reopened,
            "left_alone": checked.summary.left_alone,
        },
    }


def _score_facts(score: Score) -> dict[str, Any]:
    return {
        "pack": score.pack,
        "verdict": score.verdict.value,
        "reason": score.reason,
        "points": score.points,
        "verified_points": score.verified_points,
        "bonus": score.bonus,
        "final": score.final,
        "lines": [line.text for line in score.lines],
        "arithmetic": list(score.arithmetic),
        "parts": [{"part": part.part, "verdict": part.verdict.value, "reason": part.reason} for part in score.parts],
        "vetoes": list(score.vetoes),
        "unverified": list(score.unverified),
        "not_covered": list(score.not_covered),
        "undecided": list(score.undecided),
        "coverage": score.coverage,
    }


def _judgement_facts(finding: Finding) -> dict[str, Any]:
    return {
        "clause": finding.clause.id,
        "title": finding.clause.title,
        "pack": finding.pack,
        "rule": finding.clause.rule,
        "subject": finding.subject.shown,
        "label": finding.subject.label,
        "url": finding.subject.url,
        "message": finding.message,
        "observed": finding.judgement.observed,
        "threshold": finding.judgement.threshold,
        "since": str(finding.judgement.since) if finding.judgement.since else None,
        "evidence": list(finding.judgement.evidence),
    }


def _finding_facts(checked: Checked, finding: Finding) -> dict[str, Any]:
    row = checked.rows[finding.fingerprint]
    return {
        "number": row.number,
        "fingerprint": finding.fingerprint,
        "state": row.state.value,
        **_judgement_facts(finding),
        "veto": finding.clause.veto,
        "points": finding.clause.points,
        "unverified": finding.unverified,
        "confidence": finding.clause.confidence.value,
        "source": finding.clause.source,
        "clause_place": finding.clause.clause,
        "advice": finding.clause.advice,
        "law": finding.clause.law,
        "deadline": str(finding.deadline) if finding.deadline else None,
    }
