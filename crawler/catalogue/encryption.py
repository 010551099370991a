"""What the visits of a crawl tell of a site's encryption. Nothing is asked for its sake: what is not known is said."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View
from crawler.identity import same_site


@dataclass(slots=True)
class TlsState:
    """One host of the site. Counts are of visits; a host of which no https address was asked is not `known`."""

    host: str  # with its port where it is not the usual one
    is_home: bool  # the site's home page is there
    plain: int = 0  # answered over http
    encrypted: int = 0  # answered over https, whatever the certificate was
    failed: int = 0  # no encrypted connection that could be trusted: outcome `tls`
    errors: tuple[str, ...] = ()  # the connection's own words, each once
    upgraded: int = 0  # http addresses that forward to https on the host
    downgraded: int = 0  # https addresses that forward to http on the host
    capture_id: int | None = None  # of a visit that shows it: a downgrade, else a plain answer of the host's first page
    failed_url: str | None = None
    downgraded_url: str | None = None

    @property
    def known(self) -> bool:
        """True where https was tried on the host, or the host itself sends there."""
        return bool(self.encrypted or self.failed or self.upgraded)

    @property
    def only_plain(self) -> bool:
        """True where every answer came over http. Whether https would have worked is not known then."""
        return self.plain > 0 and not self.known


# Answers, counted by the beginning of their address (scheme and host); the way out of a host is told row by row.
_ANSWERS = """
SELECT origin, count(*) AS visits, min(id) AS first
FROM visits WHERE run_id IN (SELECT value FROM json_each(:chain))
    AND outcome IN ('ok', 'not_modified', 'not_found', 'gone', 'soft_404', 'login', 'challenge', 'forbidden')
GROUP BY origin ORDER BY first
"""
_WAYS_OUT = """
SELECT url, outcome, redirect_url, error, capture_id FROM visits INDEXED BY visits_by_origin
WHERE run_id IN (SELECT value FROM json_each(:chain)) AND outcome IN ('tls', 'redirect') ORDER BY id
"""


def tls_states(conn: sqlite3.Connection, view: View) -> tuple[TlsState, ...]:
    """The hosts of a site as the visits of its crawl found them, that of the home page first."""
    if view.run is None:
        return ()
    site = conn.execute("SELECT home FROM sites WHERE id = ?", (view.site,)).fetchone()
    found = _Hosts(site["home"])
    chain = {"chain": json.dumps(chain_of(conn, view.run))}
    for row in conn.execute(_WAYS_OUT, chain):
        found.note_way_out(row)
    firsts: dict[int, TlsState] = {}
    for row in conn.execute(_ANSWERS, chain):
        state = found.of(row["origin"])
        if row["origin"].startswith("https:"):
            state.encrypted += row["visits"]
        else:
            state.plain += row["visits"]
            firsts[row["first"]] = state
    for row in conn.execute(
        "SELECT id, capture_id FROM visits WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(firsts)),)
    ):
        firsts[row["id"]].capture_id = firsts[row["id"]].capture_id or row["capture_id"]
    return tuple(sorted(found.states.values(), key=lambda state: (not state.is_home, state.host)))


class _Hosts:
    """The states of a site's hosts while its visits are counted."""

    def __init__(self, home: str) -> None:
        self._home = home
        self.states: dict[str, TlsState] = {}

    def of(self, url: str) -> TlsState:
        host = url.partition("://")[2].partition("/")[0].lower()
        if host not in self.states:
            self.states[host] = TlsState(host, same_site(url, self._home))
        return self.states[host]

    def note_way_out(self, row: sqlite3.Row) -> None:
        """A certificate that failed, or a redirect: on the same host it leads into encryption or out of it."""
        state = self.of(row["url"])
        if row["outcome"] == "tls":
            state.failed += 1
            state.failed_url = state.failed_url or row["url"]
            if row["error"] and row["error"] not in state.errors:
                state.errors += (row["error"],)
            return
        target: str = row["redirect_url"] or ""
        same_host = _bare(target) == _bare(row["url"])
        if row["url"].startswith("https:"):
            state.encrypted += 1
            if same_host and target.startswith("http://"):
                state.downgraded += 1
                if state.downgraded_url is None:
                    state.downgraded_url, state.capture_id = row["url"], row["capture_id"]
        elif same_host and target.startswith("https://"):
            state.upgraded += 1
        else:
            state.plain += 1


def _bare(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
