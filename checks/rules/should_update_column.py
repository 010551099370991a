"""A column that should be updated has long not been, although no window of its own class applies to it.

What it sees
    Columns beside news, notices and policy. Two sorts have a period: those of the classes in `periods` (plans and
    personnel 1 year, …), and those that a pack names one by one in `declared` (a local framework, or the site's own
    promise). Their newest item, sub-columns included, must lie inside the period.

Why it matters
    Ten columns that should be updated but long were not fail a site; below that, each one costs points in 2019.

When it cannot tell
    A column without a declared period whose newest item is older than `doubtful_after`: whether it should be updated
    is for a person to say. Also where the column, a sub-column or a date was not seen. Single pages, groups, doors,
    external and archived columns are not asked, nor blank ones, which belong to *blank column*.

Example
    政务公开/规划计划, period 1 year, newest item 2015-06-01, monitoring point 2016-12-31: flagged. 警示教育, newest
    item 2014-03-01, no period: unsure.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.freshness import Freshness, freshness_of
from checks.window import Window
from crawler.catalogue.queries import ColumnRow
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "栏目“{subject}”应更新而长期未更新：最新一条信息的日期是{newest}，超过{window}。"
    "请补发应公开的信息；不再更新的栏目宜归并、归档或下线。",
    Verdict.CLEAR: "栏目“{subject}”最新信息的日期是{newest}，在{window}内。",
    Verdict.UNSURE: "栏目“{subject}”是否应更新而未更新无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "栏目“{subject}”不作更新要求：{reason}。",
}


class Period(BaseModel):
    """Classes of columns and how long they may rest."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    classes: tuple[ColumnClass, ...]
    window: WindowOption


class Declared(BaseModel):
    """Columns, by name or whole path, whose period somebody declared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: tuple[str, ...]
    window: WindowOption


class ShouldUpdateColumnOptions(Options):
    """Periods by class and by name, classes that other clauses ask, and from when on other columns are doubtful."""

    periods: tuple[Period, ...] = ()
    declared: tuple[Declared, ...] = ()
    excluded: tuple[ColumnClass, ...] = ()
    doubtful_after: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: ShouldUpdateColumnOptions) -> Iterator[Judgement]:
    """One judgement for each column whose class is not excluded."""
    asked = [kind for kind in ColumnClass if kind not in options.excluded]
    windows = {kind: period.window for period in options.periods for kind in period.classes}
    named = [window for entry in options.declared for window in [entry.window]]
    for window in dict.fromkeys([*windows.values(), *named, options.doubtful_after]):
        for found in freshness_of(facts, asked, window):
            column = found.column
            own = _declared(options, column) or windows.get(column.column_class)
            if (own or options.doubtful_after) == window:
                yield _judgement(facts, found, window, known=own is not None)


def _declared(options: ShouldUpdateColumnOptions, column: ColumnRow) -> Window | None:
    return next((entry.window for entry in options.declared if {column.name, column.path} & {*entry.columns}), None)


def _judgement(facts: SiteFacts, found: Freshness, window: Window, *, known: bool) -> Judgement:
    verdict, reason = found.verdict, found.reason
    newest = found.newest.isoformat() if found.newest else "无日期"
    if verdict is Verdict.FLAGGED and not known:
        verdict, reason = (
            Verdict.UNSURE,
            f"最新信息的日期是{newest}，但没有规定这个栏目的更新期限，须人工认定是否应更新",
        )
    return say(
        MESSAGES,
        verdict,
        facts.column_subject(found.column),
        observed=f"最新{newest}",
        threshold=f"{window.chinese}内更新" if known else "没有规定期限",
        since=found.newest if verdict is Verdict.FLAGGED else None,
        evidence=found.evidence,
        newest=newest,
        window=window.chinese,
        reason=reason,
    )


RULE = Rule("应更新栏目长期未更新", SubjectKind.COLUMN, ShouldUpdateColumnOptions, judge, MESSAGES)
