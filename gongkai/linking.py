"""Checking links from the command line: the run, and what it came to in words."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from checks.seeing.outcomes import outcome_in_chinese
from crawler.catalogue.link_rows import count_open
from crawler.catalogue.queries import LinkStateRow, link_states
from crawler.catalogue.runs import RunRow
from crawler.clock import clock_starting_at, day_in_shanghai, system_clock
from crawler.links import LinkState
from crawler.profiles.profile import Profile
from gongkai.crawling import in_shanghai
from gongkai.screen import print_table, progress_bar, say
from gongkai.workspace import Workspace

if TYPE_CHECKING:
    from crawler.recorder import Progress

_SHOWN = 20  # broken links that are printed a site
_STATES = {LinkState.OK: "正常", LinkState.BROKEN: "死链", LinkState.UNVERIFIED: "待核实"}


@dataclass(frozen=True, slots=True)
class LinksOfSite:
    """One run of link checks, and what is known of all links of the site after it."""

    run: RunRow
    left: int  # addresses on the run's list that are not checked yet
    links: tuple[LinkStateRow, ...]

    def counts(self, *, internal: bool) -> Counter[LinkState | None]:
        """Links by state; None counts those that were never checked."""
        return Counter(link.state for link in self.links if link.internal is internal)

    def in_state(self, state: LinkState) -> list[LinkStateRow]:
        """The links in a state, those of the home page first."""
        found = [link for link in self.links if link.state is state]
        return sorted(found, key=lambda link: (not link.on_home, not link.internal, link.key))

    def as_json(self) -> dict[str, Any]:
        """The outcome for scripts."""
        return {
            "site": self.run.site,
            "run": self.run.id,
            "state": self.run.state,
            "left": self.left,
            **{
                name: {state.value if state else "unchecked": count for state, count in counts.items()}
                for name, counts in (
                    ("internal", self.counts(internal=True)),
                    ("external", self.counts(internal=False)),
                )
            },
            "links": [
                {
                    "url": link.url,
                    "text": link.text,
                    "from": link.from_url,
                    "column": link.column,
                    "on_home": link.on_home,
                    "internal": link.internal,
                    "state": link.state.value if link.state else None,
                    "outcome": link.outcome,
                    "status": link.status,
                    "at": link.at,
                    "checks": link.checks,
                }
                for link in self.links
                if link.state is not LinkState.OK
            ],
        }


def check_links_online(
    place: Workspace,
    profiles: Sequence[Profile],
    *,
    window_days: int,
    start: datetime | None = None,
    allow_net: tuple[str, ...] = (),
    fresh: bool = False,
    quiet: bool = False,
) -> list[RunRow]:
    """Check the links of sites; one run a site. `start` lets the clock begin at a past moment."""
    from crawler.link_run import check_links

    with progress_bar("检查链接", quiet=quiet) as step:

        def progress(state: Progress) -> None:
            step(state.done, state.done + state.queued, state.url)

        return check_links(
            profiles,
            catalogue=place.catalogue,
            archive=place.archive,
            clock=clock_starting_at(in_shanghai(start)) if start else system_clock,
            window=timedelta(days=window_days),
            allow_net=(*place.settings.fetch.allow_net, *allow_net),
            contact=place.settings.fetch.contact,
            fresh=fresh,
            progress=progress,
        )


def links_of(conn: sqlite3.Connection, run: RunRow) -> LinksOfSite:
    """What is known of a site's links after a run."""
    return LinksOfSite(run, count_open(conn, run.id), tuple(link_states(conn, run.site)))


def print_links(entries: Sequence[LinksOfSite]) -> None:
    """The table of all sites, and below it the links that are broken."""
    rows: list[tuple[object, ...]] = []
    for entry in entries:
        for internal, name in ((True, "站内"), (False, "站外")):
            counts = entry.counts(internal=internal)
            rows.append((entry.run.site, name, *(counts[state] for state in (*LinkState, None))))
    headers = ("网站", "范围", *(_STATES[state] for state in LinkState), "未检查")
    print_table(headers, rows, title="链接检查", right=(2, 3, 4, 5), keep=(1,))
    for entry in entries:
        if entry.left:
            say(f"{entry.run.site}：还有 {entry.left} 个地址没有检查，再运行同一命令即继续。")
        _print_broken(entry)
    say("死链：不同日期两次打不开，或相隔六小时以上两次为 404/410。待核实：可能是我方或临时原因，不算死链。")


def _print_broken(entry: LinksOfSite) -> None:
    broken = entry.in_state(LinkState.BROKEN)
    if broken:
        say(f"{entry.run.site} 的死链 {len(broken)} 个：")
    for link in broken[:_SHOWN]:
        where = "首页" if link.on_home else link.column or link.from_url or ""
        since = f"，自 {day_in_shanghai(link.failing_since)} 起" if link.failing_since else ""
        say(f"  {link.text or '（无文字）'}（{where}）{outcome_in_chinese(link.outcome)}{since}")
        say(f"    {link.url}")
    if len(broken) > _SHOWN:
        say("    …… 全部见 gongkai check，或加 --json 再运行")
