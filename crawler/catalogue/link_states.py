"""What the checks of its links say of a site: the named question behind the rule and the command."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crawler.catalogue.link_rows import full_run, histories, known_links, were_checked
from crawler.links import Check, LinkState, state_of


@dataclass(frozen=True, slots=True)
class LinkStateRow:
    """A link of a site and what may be said of it. Without any check `state` and all that follows it are empty."""

    key: str
    url: str  # as linked
    text: str
    from_url: str | None
    column: str | None
    on_home: bool
    internal: bool
    state: LinkState | None
    outcome: str | None = None  # of the newest check that says something
    status: int | None = None
    at: str | None = None
    checks: int = 0
    failing_since: datetime | None = None  # the first failure since the link last opened
    capture_id: int | None = None


def link_states(
    conn: sqlite3.Connection, site: str, *, run: int | None = None, until: str | None = None, unchecked: bool = True
) -> list[LinkStateRow]:
    """All links of a site's newest full crawl (or of the newest one up to `run`) with their states, by key.

    The states rest on all checks before `until` (a UTC stamp), the visits of crawls included; a link that was never
    checked has none, and is left out where `unchecked` is False. An outside address has one history, whichever
    site's run checked it.
    """
    crawl = full_run(conn, site, until=run)
    if crawl is None or not (unchecked or were_checked(conn)):
        return []
    links = known_links(conn, site, crawl)
    found = histories(conn, [link.key for link in links], site, until=until)
    rows: list[LinkStateRow] = []
    for link in links:
        last = found.get(link.key)
        shown = (link.key, link.url, link.text, link.from_url, link.column, link.on_home, link.internal)
        if last is None:
            if unchecked:
                rows.append(LinkStateRow(*shown, state=None))
            continue
        rows.append(
            LinkStateRow(
                *shown,
                state=state_of(last.checks, internal=link.internal),
                outcome=last.outcome,
                status=last.status,
                at=last.at,
                checks=len(last.checks),
                failing_since=_failing_since(last.checks),
                capture_id=last.capture_id,
            )
        )
    return rows


def known_until(conn: sqlite3.Connection, site: str, run: int) -> str | None:
    """When the next crawl of the site began (a UTC stamp): what was seen from then on belongs to that one."""
    row = conn.execute(
        "SELECT min(started_at) AS at FROM runs WHERE site = ? AND id > ? AND mode IN ('full', 'update', 'replay')"
        " AND state <> 'running'",
        (site, run),
    ).fetchone()
    at: str | None = row["at"]
    return at


def _failing_since(checks: Sequence[Check]) -> datetime | None:
    since: datetime | None = None
    for check in checks:
        if check.opens:
            since = None
        elif since is None and not check.ours:
            since = check.at
    return since
