"""How complete a crawl was, in words: what was reached, what failed and why, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from checks.seeing.outcomes import outcome_in_chinese
from crawler.catalogue.queries import RunRow
from crawler.catalogue.run_ledger import failed_addresses, open_columns, standing_of
from crawler.model import Outcome
from gongkai.screen import print_table, say
from gongkai.words import ADVICE, RUN_STATES, word

_SHOWN = 5  # examples a failure is printed with


@dataclass(frozen=True, slots=True)
class Failure:
    """All addresses that failed in one way."""

    outcome: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column that was not walked whole."""

    path: str
    outcome: str
    why: str
    walked: int  # pages of its list
    stated: int | None

    @property
    def in_chinese(self) -> str:
        """Why it was not walked whole, for a person."""
        if self.outcome not in (Outcome.OK, Outcome.NOT_MODIFIED):
            return outcome_in_chinese(self.outcome)
        return f"列表只看到 {self.walked}/{self.stated or '?'} 页"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One run with what it did not reach."""

    run: RunRow
    failures: tuple[Failure, ...]
    open_columns: tuple[OpenColumn, ...]

    def as_json(self) -> dict[str, Any]:
        """The coverage for scripts."""
        return {
            **run_facts(self.run),
            "failures": [
                {"outcome": failure.outcome, "count": failure.count, "examples": list(failure.examples)}
                for failure in self.failures
            ],
            "open_columns": [
                {"path": column.path, "outcome": column.outcome, "why": column.why} for column in self.open_columns
            ],
        }


def run_facts(run: RunRow) -> dict[str, Any]:
    """A run for scripts, without what it did not reach."""
    return {
        "site": run.site,
        "run": run.id,
        "mode": run.mode,
        "complete": run.complete,
        "state": run.state,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "columns": {"known": run.columns_known, "reached": run.columns_reached},
        "pages": {"walked": run.pages_walked, "stated": run.pages_stated},
    }


def coverage_of(conn: sqlite3.Connection, run: RunRow, *, most_columns: int = -1) -> Coverage:
    """What one run reached and what it did not; `most_columns`: of the columns not walked whole no more than these."""
    counts = run.failures if run.state != "running" else standing_of(conn, run.id).failures
    failures = [
        Failure(outcome, n, tuple(each.url for each in failed_addresses(conn, run, outcome, limit=_SHOWN)))
        for outcome, n in counts.items()
    ]
    columns = [
        OpenColumn(column.path, column.outcome, column.why, column.pages_walked, column.pages_stated)
        for column in open_columns(conn, run.id, limit=most_columns)
    ]
    return Coverage(run, tuple(sorted(failures, key=lambda failure: -failure.count)), tuple(columns))


def print_coverage(entries: Sequence[Coverage]) -> None:
    """The coverage table, and below it the reasons for every incomplete run."""
    print_table(
        ("网站", "批次", "结论", "栏目", "列表页", "失败"),
        [
            (
                entry.run.site,
                entry.run.id,
                word(RUN_STATES, entry.run.state),
                f"{entry.run.columns_reached}/{entry.run.columns_known}",
                f"{entry.run.pages_walked}/{entry.run.pages_stated}",
                sum(failure.count for failure in entry.failures),
            )
            for entry in entries
        ],
        title="采集覆盖情况 (已到达/应到达)",
        right=(1, 3, 4, 5),
        keep=(2,),
    )
    for entry in entries:
        if not entry.run.complete:
            _print_reasons(entry)


def _print_reasons(entry: Coverage) -> None:
    say(f"{entry.run.site} 不完整：以下内容没有取到，凭此批次不能判定栏目未更新或空白。")
    for failure in entry.failures:
        say(f"  {outcome_in_chinese(failure.outcome)}：{failure.count} 个地址。{ADVICE.get(failure.outcome, '')}")
        for url in failure.examples:
            say(f"    {url}")
        if failure.count > len(failure.examples) > 0:
            say(f"    …… 全部见 gongkai export {entry.run.site} --what visits")
    if entry.open_columns:
        say(f"  未走完的栏目：{len(entry.open_columns)} 个")
        for column in entry.open_columns[: 2 * _SHOWN]:
            say(f"    {column.path}：{column.in_chinese}")
        if len(entry.open_columns) > 2 * _SHOWN:
            say(f"    …… 其余见 gongkai export {entry.run.site} --what columns")
