"""What an update crawl need not ask for again, because the crawl it builds on knows it."""

from __future__ import annotations

import sqlite3

from crawler.catalogue.items import Listed
from crawler.catalogue.runs import mode_of
from crawler.catalogue.updating import asked_before, base_of, chain_of, new_in, stated_before, was_whole
from crawler.identity import canonical_key
from crawler.model import Role
from crawler.modes import UPDATE
from crawler.placing import OwnPage


class Update:
    """The questions of one run. A run in another mode knows nothing beforehand: it asks for everything."""

    def __init__(self, conn: sqlite3.Connection, run_id: int) -> None:
        self._conn = conn
        self._run_id = run_id
        self._base = base_of(conn, run_id) if mode_of(conn, run_id) == UPDATE else None
        self._earlier = chain_of(conn, run_id)[:-1]

    def settles(self, column_id: int, own: OwnPage, unknown: int) -> bool:
        """True where the list need not be walked behind this page, of whose rows `unknown` are new to the catalogue.

        All its rows were known (not only the first: pinned rows stand before new ones), the crawl before saw the
        whole list, and the number of rows the list states has grown by what is new and no more.
        """
        if self._base is None or unknown or not own.rows or own.next_url is None or own.elsewhere:
            return False
        if not was_whole(self._conn, self._base, column_id):
            return False
        before = stated_before(self._conn, self._base, column_id)
        if own.stated_total is None or before is None:
            return True
        return own.stated_total == before + new_in(self._conn, self._run_id, column_id)

    def wants_item(self, listed: Listed, url: str) -> bool:
        """True if a row's item is to be fetched: it is new, its row says something else, or nobody asked for it."""
        return self._base is None or listed.unknown or not asked_before(self._conn, self._earlier, canonical_key(url))

    def wants(self, role: Role, url: str) -> bool:
        """False for a link that the crawls before have followed: whether it still opens is asked by `links`."""
        if self._base is None or role not in (Role.ARTICLE, Role.ATTACHMENT, Role.LINK):
            return True
        return not asked_before(self._conn, self._earlier, canonical_key(url))
