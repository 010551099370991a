"""The arithmetic of a score as lines that a person can follow and a report can print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from checks.deductions import Deduction, exact, shown
from checks.model import Clause, ScoreRule, Verdict

Tally = Mapping[str, Counter[Verdict]]


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
    coverage: float | None = None  # share of the clause's subjects that could be judged; None where there were none


def earned(count: Counter[Verdict]) -> bool:
    """True if a bonus clause is met: seen to be so, with nothing against it and nothing unseen."""
    return bool(count[Verdict.CLEAR]) and not count[Verdict.FLAGGED] and not count[Verdict.UNSURE]


def line_of(cost: Deduction, count: Counter[Verdict]) -> ScoreLine:
    """One deduction in words, with the share of its subjects that could be judged."""
    clause, mark = cost.clause, "（未核实）" if cost.unverified else ""
    judged = count[Verdict.FLAGGED] + count[Verdict.CLEAR]
    asked = judged + count[Verdict.UNSURE]
    seen = f"；判断了{judged}/{asked}处" if count[Verdict.UNSURE] else ""
    doubled = f"；另有{cost.doubled}处已在其他指标扣分，不重复扣" if cost.doubled else ""
    if cost.points is None:
        text = f"{clause.title}：{cost.count}处，标准未载明或未核实扣分值，不计分{mark}{doubled}{seen}"
        return ScoreLine(clause.id, clause.title, cost.count, None, None, True, text, _share(judged, asked))
    each = f"每处扣{clause.points:g}分"
    if clause.once:
        each = f"只扣一次，{clause.points:g}分"
    elif cost.amount != cost.count:
        each = f"计{shown(cost.amount)}次，每次扣{clause.points:g}分"
    text = f"{clause.title}：{cost.count}处，{each}，扣{shown(cost.points)}分{mark}"
    text += f"（{cost.capped_by}）" if cost.capped_by else ""
    return ScoreLine(
        clause.id,
        clause.title,
        cost.count,
        clause.points,
        float(cost.points),
        cost.unverified,
        text + doubled + seen,
        _share(judged, asked),
    )


def _share(judged: int, asked: int) -> float | None:
    return judged / asked if asked else None


def arithmetic(
    rule: ScoreRule,
    vetoes: Sequence[Clause],
    lines: Sequence[ScoreLine],
    costs: Sequence[Deduction],
    total: Fraction,
    bonus: Fraction,
    clauses: Iterable[Clause],
    tally: Tally,
    scaled: bool,
) -> Iterable[str]:
    """The whole calculation: vetoes, or base, deductions, result, bonus and final score."""
    if vetoes:
        yield from (f"单项否决：{clause.title}" for clause in vetoes)
        yield "判为不合格，不再计分"
        return
    spent = sum((cost.points for cost in costs if cost.points is not None), Fraction())
    yield f"基础分 {rule.base:g}"
    yield from (line.text for line in lines)
    yield f"扣分合计 {shown(spent)}"
    if scaled and rule.no_service is not None:
        part = exact(rule.base) - exact(rule.groups[rule.no_service.group])
        yield (
            f"没有对外服务职能，不检查“{rule.no_service.group}”：（{shown(part)}−{shown(spent)}）× "
            f"{shown(exact(rule.base))}/{shown(part)}，保留一位小数"
        )
    yield f"得分 {shown(total)}"
    if rule.bonus_above is None:
        return
    if total <= exact(rule.bonus_above):
        yield f"得分没有超过{rule.bonus_above:g}分，不计加分"
        return
    for clause in clauses:
        if clause.bonus:
            known = "加分值未知，不计分" if clause.points is None else f"加{clause.points:g}分"
            yield f"加分 {clause.title}：{known if earned(tally[clause.id]) else '未见符合加分条件'}"
    yield f"加分合计 {shown(bonus)}（最多{rule.bonus_max:g}分）"
    yield f"总分 {shown(total + bonus)}"
