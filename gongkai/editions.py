"""Two editions of a standard as a person reads them: `gongkai rules diff`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from checks.comparing import ColumnChange, Comparison, SiteComparison, compare_site
from checks.engine import CheckResult, check_site
from checks.model import Clause, Finding
from gongkai.screen import print_table, say
from gongkai.selecting import crawled_site


@dataclass(frozen=True, slots=True)
class SiteUnderBoth:
    """One site under both editions on one day."""

    old: CheckResult
    new: CheckResult
    compared: SiteComparison


def site_under_both(
    conn: sqlite3.Connection, site: str, comparison: Comparison, as_of: date, now: datetime
) -> SiteUnderBoth:
    """Check a site under both packs, in force or not; nothing is recorded. ConfigError if it was never crawled."""
    known = crawled_site(conn, site)
    old, new = (
        check_site(conn, known.id, packs=[pack], as_of=as_of, now=now, force=True)
        for pack in (comparison.old, comparison.new)
    )
    return SiteUnderBoth(old, new, compare_site(old, new))


def print_comparison(found: Comparison) -> None:
    """What is new, gone and changed."""
    say(f"{found.old.id}（{found.old.title}）→ {found.new.id}（{found.new.title}）")
    _print_clauses("新增", found.added)
    _print_clauses("取消", found.gone)
    if found.changed:
        print_table(
            ("条款", "变化", "原", "新"),
            [
                (pair.new.id, change.what, change.before, change.after)
                for pair in found.changed
                for change in pair.changes
            ],
            title=f"有变化的条款 {len(found.changed)} 条",
            keep=(0,),
        )
    say(f"没有变化的条款 {len(found.same)} 条：{'、'.join(pair.new.id for pair in found.same) or '无'}")


def print_site(found: SiteUnderBoth) -> None:
    """What the new edition means for a site."""
    say(f"\n【{found.new.site.name}】监测时间点 {found.new.as_of}")
    for result, name in ((found.old, "原"), (found.new, "新")):
        for score in result.scores.values():
            say(f"{name}：{score.pack} {score.verdict}。{score.reason}")
    _print_columns("按新标准有问题的栏目", found.compared.fails_now)
    _print_columns("按新标准不再有问题的栏目", found.compared.fails_no_longer)
    _print_columns("按新标准无法判断的栏目", found.compared.open_now)


def comparison_facts(found: Comparison, site: SiteUnderBoth | None) -> dict[str, Any]:
    """A comparison as plain values for scripts."""
    facts: dict[str, Any] = {
        "old": found.old.id,
        "new": found.new.id,
        "added": [_clause_facts(clause) for clause in found.added],
        "gone": [_clause_facts(clause) for clause in found.gone],
        "changed": [
            {
                "old": [clause.id for clause in pair.old],
                "new": pair.new.id,
                "changes": [{"what": one.what, "before": one.before, "after": one.after} for one in pair.changes],
            }
            for pair in found.changed
        ],
        "same": [{"old": [clause.id for clause in pair.old], "new": pair.new.id} for pair in found.same],
    }
    if site is not None:
        facts["site"] = {
            "site": site.new.site.id,
            "as_of": str(site.new.as_of),
            "scores": [
                {"pack": score.pack, "verdict": score.verdict.value, "reason": score.reason, "points": score.points}
                for result in (site.old, site.new)
                for score in result.scores.values()
            ],
            "fails_now": _column_facts(site.compared.fails_now),
            "fails_no_longer": _column_facts(site.compared.fails_no_longer),
            "open_now": _column_facts(site.compared.open_now),
        }
    return facts


def _print_clauses(title: str, clauses: Iterable[Clause]) -> None:
    rows = [
        (clause.id, clause.title, "单项否决" if clause.veto else "", clause.confidence.value, clause.rule or "人工")
        for clause in clauses
    ]
    if rows:
        heads = ("条款", "内容", "后果", "把握", "规则")
        print_table(heads, rows, title=f"{title} {len(rows)} 条", keep=(0, 3))


def _print_columns(title: str, changes: tuple[ColumnChange, ...]) -> None:
    say(f"{title}：{len(changes) or '没有'}")
    for change in changes:
        for finding in change.after or change.before:
            say(f"  {change.column}  {finding.clause.id}  {finding.message}")


def _clause_facts(clause: Clause) -> dict[str, Any]:
    return {"clause": clause.id, "title": clause.title, "veto": clause.veto, "rule": clause.rule}


def _column_facts(changes: Iterable[ColumnChange]) -> list[dict[str, Any]]:
    def told(findings: Iterable[Finding]) -> list[dict[str, str]]:
        return [{"clause": one.clause.id, "verdict": one.verdict.value, "message": one.message} for one in findings]

    return [{"column": one.column, "before": told(one.before), "after": told(one.after)} for one in changes]
