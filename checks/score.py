"""What the findings come to: vetoes, deductions, and a verdict on the whole site, with the arithmetic as lines.

Arithmetic of the census table (c15.arith.*): any 单项否决 → 不合格 and nothing else is scored; otherwise deductions
from 100, below 60 → 不合格, never below 0. Points or clauses that rest on memory (C, D) are shown and marked,
but only the verified part decides; what we could not see leads to 无法判定, never to 不合格.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from checks.facts import Coverage
from checks.model import Clause, Finding, Pack, ScoreRule, Verdict


class SiteVerdict(StrEnum):
    """The verdict on a whole site, in the words of the bulletins."""

    FAILED_VETO = "不合格（单项否决）"
    FAILED_SCORE = "不合格（低于60分）"
    PASSED = "合格"
    UNDECIDED = "无法判定"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line of the arithmetic. `points` is what it deducts, None where the standard's number is not known."""

    clause: str
    title: str
    count: int
    each: float | None
    points: float | None
    unverified: bool
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """The result of one pack. `points` counts all known points, `verified_points` the verified ones only."""

    pack: str
    verdict: SiteVerdict
    reason: str
    points: float | None  # None where a veto ended the scoring
    verified_points: float | None
    lines: tuple[ScoreLine, ...]
    vetoes: tuple[str, ...]  # clause ids that fired
    unverified: tuple[str, ...]  # clause ids whose wording or points are not verified and that were flagged
    not_covered: tuple[str, ...]  # what a crawl cannot see and nobody has looked at yet
    undecided: tuple[str, ...]  # what keeps us from a verdict
    coverage: float  # share of columns seen whole


def score_site(pack: Pack, judged: Iterable[Finding], coverage: Coverage, home_read: bool) -> Score:
    """The score of one pack over its judgements. The pack must have a `score` section (ValueError)."""
    if pack.score is None:
        raise ValueError(f"pack {pack.id} does not score")
    by_clause: dict[str, dict[Verdict, int]] = defaultdict(lambda: defaultdict(int))
    for finding in judged:
        by_clause[finding.clause.id][finding.verdict] += 1
    flagged = [clause for clause in pack.clauses if by_clause[clause.id][Verdict.FLAGGED]]
    unsure_vetoes = [
        clause
        for clause in pack.clauses
        if clause.veto and by_clause[clause.id][Verdict.UNSURE] and clause not in flagged
    ]
    vetoes = [clause for clause in flagged if clause.veto and not clause.unverified]
    lines = tuple(_line(clause, by_clause[clause.id][Verdict.FLAGGED]) for clause in flagged if not clause.veto)
    total = _remaining(pack.score, [line for line in lines if line.points is not None])
    verified = _remaining(pack.score, [line for line in lines if line.points is not None and not line.unverified])
    open_points = _doubts(pack.score, unsure_vetoes, coverage, home_read)
    verdict, reason = _decide(pack.score, vetoes, verified, total, open_points)
    return Score(
        pack=pack.id,
        verdict=verdict,
        reason=reason,
        points=None if vetoes else total,
        verified_points=None if vetoes else verified,
        lines=lines,
        vetoes=tuple(clause.id for clause in vetoes),
        unverified=tuple(clause.id for clause in flagged if clause.unverified or _memory_points(clause)),
        not_covered=tuple(clause.title for clause in unsure_vetoes if clause.needs != "crawl"),
        undecided=tuple(open_points),
        coverage=coverage.columns_share,
    )


def _line(clause: Clause, count: int) -> ScoreLine:
    unverified = clause.unverified or _memory_points(clause)
    mark = "（未核实）" if unverified else ""
    if clause.points is None:
        text = f"{clause.title}:{count}处，标准未载明或未核实扣分值，不计分{mark}"
        return ScoreLine(clause.id, clause.title, count, None, None, True, text)
    points = round(count * clause.points, 4)
    text = f"{clause.title}:{count}处 × {clause.points:g}分 = 扣{points:g}分{mark}"
    return ScoreLine(clause.id, clause.title, count, clause.points, points, unverified, text)


def _memory_points(clause: Clause) -> bool:
    return clause.points_confidence is not None and not clause.points_confidence.verified


def _remaining(rule: ScoreRule, lines: list[ScoreLine]) -> float:
    return max(rule.floor, round(rule.base - sum(line.points or 0 for line in lines), 4))


def _doubts(rule: ScoreRule, unsure: list[Clause], coverage: Coverage, home_read: bool) -> list[str]:
    """Why a verdict other than a veto may not be spoken, in Chinese; empty where it may."""
    if not home_read:
        return ["首页没有读到"]
    doubts = [f"“{clause.title}”无法判断" for clause in unsure if clause.needs == "crawl"]
    if coverage.columns_share < rule.min_coverage:
        doubts.append(f"只看全了{coverage.columns_read}/{coverage.columns_known}个栏目")
    return doubts


def _decide(
    rule: ScoreRule, vetoes: list[Clause], verified: float, total: float, doubts: list[str]
) -> tuple[SiteVerdict, str]:
    if vetoes:
        return SiteVerdict.FAILED_VETO, "触发单项否决：" + "、".join(clause.title for clause in vetoes)
    if doubts:
        return SiteVerdict.UNDECIDED, ";".join(doubts)
    if verified < rule.fail_below and rule.confidence.verified:
        return SiteVerdict.FAILED_SCORE, f"得分{verified:g}，低于{rule.fail_below:g}分"
    if total < rule.fail_below:
        return (
            SiteVerdict.UNDECIDED,
            f"计入未核实的扣分为{total:g}分，低于{rule.fail_below:g}分；已核实部分为{verified:g}分，不足以判定不合格",
        )
    return SiteVerdict.PASSED, f"未触发单项否决，得分{total:g}"
