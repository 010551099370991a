"""What the findings come to: vetoes, deductions, bonus, and a verdict on the whole site, with the arithmetic as lines.

Any 单项否决 → 不合格 and nothing else is scored; otherwise deductions from the base (each indicator and group up to
its limit, no defect twice), below 60 → 不合格, and above 80 the bonus is added. Points or clauses that rest on memory
(C, D) are shown and marked, but only the verified part decides; what we could not see leads to 无法判定, not to 不合格.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from checks.deductions import Deduction, deductions, exact, memory_points, shown
from checks.facts import Coverage
from checks.model import Batch, Clause, Finding, Pack, ScoreRule, Verdict
from checks.score_lines import ScoreLine, Tally, arithmetic, earned, line_of

SITE = "网站"  # the part of a standard that is about the site itself


class SiteVerdict(StrEnum):
    """The verdict on a whole site, in the words of the bulletins."""

    FAILED_VETO = "不合格（单项否决）"
    FAILED_SCORE = "不合格（低于60分）"
    PASSED = "合格"
    UNDECIDED = "无法判定"


@dataclass(frozen=True, slots=True)
class PartScore:
    """The verdict on another part of the standard (政务新媒体): vetoes only; it does not touch the site's verdict."""

    part: str
    verdict: SiteVerdict
    reason: str


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
    arithmetic: tuple[str, ...] = ()  # the whole calculation in Chinese, line by line
    bonus: float = 0
    final: float | None = None  # points and bonus together; None where a veto ended the scoring
    parts: tuple[PartScore, ...] = ()


def score_site(
    pack: Pack,
    judged: Iterable[Finding],
    coverage: Coverage,
    home_read: bool,
    *,
    site: str = "",
    batches: Iterable[tuple[Clause, Batch]] = (),
) -> Score:
    """The score of one pack over its judgements. The pack must have a `score` section (ValueError).

    `batches` are the subjects that were told together: they count in the coverage of each line and in the bonus.
    `site` is the id by which a pack names sites without a service function.
    """
    if pack.score is None:
        raise ValueError(f"pack {pack.id} does not score")
    found = list(judged)
    tally = _tally(found, batches)
    clauses = [clause for clause in pack.asked_of(site) if clause.part == SITE]
    scaled = pack.score.no_service is not None and site in pack.score.no_service.sites
    flagged = [clause for clause in clauses if tally[clause.id][Verdict.FLAGGED] and not clause.bonus]
    deducting = [clause for clause in clauses if not clause.veto and not clause.bonus]
    costs = deductions(pack.score, deducting, found)
    total = _remaining(pack.score, costs, scaled)
    verified = _remaining(pack.score, [cost for cost in costs if not cost.unverified], scaled)
    bonus = _bonus(pack.score, clauses, tally, total)
    vetoes = [clause for clause in flagged if clause.veto and not clause.unverified]
    unsure_vetoes = [clause for clause in clauses if clause.veto and _is_open(tally[clause.id])]
    candidates = Counter(finding.clause.id for finding in found if finding.judgement.candidate)
    doubts = _doubts(pack.score, clauses, tally, candidates, coverage, home_read)
    worst = _worst(pack.score, clauses, tally, costs, total)
    verdict, reason = _decide(pack.score, vetoes, verified, total, worst, doubts)
    unknown = sum(cost.count for cost in costs if cost.points is None)
    if unknown and verdict is SiteVerdict.PASSED:
        reason += f"；另有{unknown}处问题因标准扣分值未知未计入"
    lines = tuple(line_of(cost, tally[cost.clause.id]) for cost in costs)
    return Score(
        pack=pack.id,
        verdict=verdict,
        reason=reason,
        points=None if vetoes else float(total),
        verified_points=None if vetoes else float(verified),
        lines=lines,
        vetoes=tuple(clause.id for clause in vetoes),
        unverified=tuple(clause.id for clause in flagged if clause.unverified or memory_points(clause)),
        not_covered=tuple(
            clause.title
            for clause in clauses
            if clause.veto and (clause.by_person or (clause in unsure_vetoes and clause.needs != "crawl"))
        ),
        undecided=tuple(doubts),
        coverage=coverage.columns_share,
        arithmetic=tuple(arithmetic(pack.score, vetoes, lines, costs, total, bonus, clauses, tally, scaled)),
        bonus=float(bonus) if not vetoes else 0,
        final=None if vetoes else float(total + bonus),
        parts=tuple(_parts(pack.clauses, tally)),
    )


def _tally(found: Iterable[Finding], batches: Iterable[tuple[Clause, Batch]]) -> Tally:
    tally: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for finding in found:
        tally[finding.clause.id][finding.verdict] += 1
    for clause, batch in batches:
        tally[clause.id][batch.verdict] += len(batch)
    return tally


def _is_open(count: Counter[Verdict]) -> bool:
    return bool(count[Verdict.UNSURE]) and not count[Verdict.FLAGGED]


def _remaining(rule: ScoreRule, costs: Iterable[Deduction], scaled: bool) -> Fraction:
    base = exact(rule.base)
    spent = sum((cost.points for cost in costs if cost.points is not None), Fraction())
    if scaled and rule.no_service is not None:
        part = base - exact(rule.groups[rule.no_service.group])
        points = (part - spent) * base / part
        return max(exact(rule.floor), Fraction(round(points * 10), 10))
    return max(exact(rule.floor), base - spent)


def _bonus(rule: ScoreRule, clauses: Iterable[Clause], tally: Tally, total: Fraction) -> Fraction:
    if rule.bonus_above is None or total <= exact(rule.bonus_above):
        return Fraction()
    met = [clause for clause in clauses if clause.bonus and clause.points is not None and earned(tally[clause.id])]
    return min(exact(rule.bonus_max), sum((exact(clause.points or 0) for clause in met), Fraction()))


def _doubts(
    rule: ScoreRule,
    clauses: Sequence[Clause],
    tally: Tally,
    candidates: Counter[str],
    coverage: Coverage,
    home_read: bool,
) -> list[str]:
    """Why a verdict other than a veto may not be spoken, in Chinese; empty where it may."""
    if not home_read:
        return ["首页没有读到"]
    vetoes = [clause for clause in clauses if clause.veto]
    doubts = [
        f"未核实的否决条款“{clause.title}”有问题，不足以判定不合格"
        for clause in vetoes
        if clause.unverified and tally[clause.id][Verdict.FLAGGED]
    ]
    for clause in vetoes:
        if clause.unverified or not _is_open(tally[clause.id]):
            continue
        if candidates[clause.id]:
            doubts.append(f"“{clause.title}”有{candidates[clause.id]}处线索，须人工认定")
        elif clause.needs == "crawl" and not clause.by_person:
            doubts.append(f"“{clause.title}”无法判断")
    if coverage.columns_share < rule.min_coverage:
        doubts.append(f"只看全了{coverage.columns_read}/{coverage.columns_known}个栏目")
    return doubts


def _worst(
    rule: ScoreRule, clauses: Iterable[Clause], tally: Tally, costs: Iterable[Deduction], total: Fraction
) -> Fraction:
    """The score if everything that a crawl could not see were a fault, as far as points are known and verified."""
    spent = {cost.clause.id: cost.points or Fraction() for cost in costs}
    more = Fraction()
    for clause in clauses:
        unsure = tally[clause.id][Verdict.UNSURE]
        if clause.points is None or not unsure or clause.veto or clause.bonus or clause.needs == "person":
            continue
        if clause.unverified or memory_points(clause):
            continue
        possible = exact(clause.points) * (0 if clause.once and spent.get(clause.id) else 1 if clause.once else unsure)
        if clause.cap is not None:
            possible = max(Fraction(), min(possible, exact(clause.cap) - spent.get(clause.id, Fraction())))
        more += possible
    return max(exact(rule.floor), total - more)


def _decide(
    rule: ScoreRule, vetoes: list[Clause], verified: Fraction, total: Fraction, worst: Fraction, doubts: list[str]
) -> tuple[SiteVerdict, str]:
    limit = exact(rule.fail_below)
    if vetoes:
        return SiteVerdict.FAILED_VETO, "触发单项否决：" + "、".join(clause.title for clause in vetoes)
    if doubts:
        return SiteVerdict.UNDECIDED, "；".join(doubts)
    if verified < limit and rule.confidence.verified:
        return SiteVerdict.FAILED_SCORE, f"得分{shown(verified)}，低于{shown(limit)}分"
    if total < limit:
        return (
            SiteVerdict.UNDECIDED,
            f"计入未核实的扣分为{shown(total)}分，低于{shown(limit)}分；"
            f"已核实部分为{shown(verified)}分，不足以判定不合格",
        )
    if worst < limit:
        return (
            SiteVerdict.UNDECIDED,
            f"得分{shown(total)}，但有没看到的部分；若都是问题，得分为{shown(worst)}，低于{shown(limit)}分",
        )
    return SiteVerdict.PASSED, f"未触发单项否决，得分{shown(total)}"


def _parts(clauses: Iterable[Clause], tally: Tally) -> Iterable[PartScore]:
    by_part: dict[str, list[Clause]] = defaultdict(list)
    for clause in clauses:
        if clause.part != SITE:
            by_part[clause.part].append(clause)
    for part, mine in by_part.items():
        fired = [c.title for c in mine if c.veto and tally[c.id][Verdict.FLAGGED] and not c.unverified]
        unknown = [c.title for c in mine if tally[c.id][Verdict.UNSURE] or (tally[c.id][Verdict.FLAGGED])]
        if fired:
            yield PartScore(part, SiteVerdict.FAILED_VETO, "触发单项否决：" + "、".join(fired))
        elif unknown:
            yield PartScore(part, SiteVerdict.UNDECIDED, "需人工判断：" + "、".join(unknown))
        else:
            yield PartScore(part, SiteVerdict.PASSED, "未触发单项否决")
