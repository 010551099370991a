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


_ANSWERED = "('ok', 'not_modified', 'not_found', 'gone', 'soft_404', 'login', 'challenge', 'forbidden')"


def tls_states(conn: sqlite3.Connection, view: View) -> tuple[TlsState, ...]:
    """The hosts of a site as the visits of its crawl found them, that of the home page first."""
    if view.run is None:
        return ()
    site = conn.execute("SELECT home FROM sites WHERE id = ?", (view.site,)).fetchone()
    home: str = site["home"]
    found: dict[str, TlsState] = {}
    rows = conn.execute(
        f"SELECT url, outcome, redirect_url, error, capture_id FROM visits"  # noqa: S608 - constants
        " WHERE run_id IN (SELECT value FROM json_each(?))"
        f" AND (outcome IN ('tls', 'redirect') OR outcome IN {_ANSWERED}) ORDER BY id",
        (json.dumps(chain_of(conn, view.run)),),
    )
    for row in rows:
        _count(found, home, row)
    return tuple(sorted(found.values(), key=lambda state: (not state.is_home, state.host)))


def _count(found: dict[str, TlsState], home: str, row: sqlite3.Row) -> None:
    scheme, _, rest = row["url"].partition("://")
    host = rest.partition("/")[0].lower()
    state = found.get(host)
    if state is None:
        state = found[host] = TlsState(host, same_site(row["url"], home))
    target = row["redirect_url"] or ""
    if row["outcome"] == "tls":
        state.failed += 1
        state.failed_url = state.failed_url or row["url"]
        if row["error"] and row["error"] not in state.errors:
            state.errors += (row["error"],)
        return
    if scheme == "https":
        state.encrypted += 1
        if target.startswith("http://") and _bare(target) == _bare(row["url"]):
            state.downgraded += 1
            if state.downgraded_url is None:
                state.downgraded_url, state.capture_id = row["url"], row["capture_id"]
        return
    if target.startswith("https://") and _bare(target) == _bare(row["url"]):
        state.upgraded += 1
        return
    state.plain += 1
    state.capture_id = state.capture_id or row["capture_id"]


def _bare(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
