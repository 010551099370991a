"""What a host shows where nothing is: the answer to the one wrong address that a crawl asks of each host."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from crawler.catalogue.updating import chain_of
from crawler.catalogue.view import View
from crawler.sight import WrongPage

_TELLING = 4  # Chinese characters from which a page says something to a visitor


@dataclass(frozen=True, slots=True)
class WrongAddress:
    """The answer of one host. `page` is None where no page came (a redirect, a failure, an empty body)."""

    url: str
    status: int | None
    outcome: str
    redirect_url: str | None
    page: WrongPage | None
    capture_id: int | None

    @property
    def honest(self) -> bool | None:
        """True where the status says that there is no such page; None where no answer came."""
        return None if self.status is None else self.status in (404, 410)

    @property
    def friendly(self) -> bool | None:
        """True for words in Chinese with a way back; False for a server's own page; None where it cannot be told."""
        if self.page is None or self.status is None:
            return None
        if self.page.chinese >= _TELLING:
            return True if self.page.home_link else None
        return False if not self.page.home_link else None


def put_wrong_page(conn: sqlite3.Connection, visit_id: int, page: WrongPage) -> None:
    """Keep how the answer to a wrong address looked."""
    conn.execute(
        "INSERT INTO wrong_pages (visit_id, title, chinese, home_link) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (visit_id) DO NOTHING",
        (visit_id, page.title, page.chinese, page.home_link),
    )


def wrong_addresses(conn: sqlite3.Connection, view: View) -> tuple[WrongAddress, ...]:
    """The last answer to each wrong address that the crawl asked for, by address.

    Where a wrong address forwards, the redirect is the first answer (`redirect_url`) and the page behind it is told.
    """
    if view.run is None:
        return ()
    rows = conn.execute(
        "SELECT v.key, v.url, v.status, v.outcome, v.redirect_url, v.capture_id, w.title, w.chinese, w.home_link"
        " FROM visits v LEFT JOIN wrong_pages w ON w.visit_id = v.id"
        " WHERE v.run_id IN (SELECT value FROM json_each(?)) AND v.role = 'link'"
        " AND v.key GLOB '*/gongkai-[0-9a-f]*.html' ORDER BY v.id",
        (json.dumps(chain_of(conn, view.run)),),
    ).fetchall()
    found: dict[str, WrongAddress] = {}
    for row in rows:
        earlier = found.get(row["key"])
        page = WrongPage(row["title"], row["chinese"], bool(row["home_link"])) if row["title"] is not None else None
        redirect = row["redirect_url"] or (earlier.redirect_url if earlier is not None else None)
        url = earlier.url if earlier is not None else row["url"]
        found[row["key"]] = WrongAddress(url, row["status"], row["outcome"], redirect, page, row["capture_id"])
    return tuple(found[key] for key in sorted(found))
