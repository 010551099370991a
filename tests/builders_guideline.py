"""Files, probes and sites of the years after 2017, for small catalogues.

conn = site_of_2018(column("政务公开/通知公告", rows=[row("通知", "2018-05-02", "2018-05-02")]))
attach(conn, "通知", "/files/form.doc", outcome=Outcome.NOT_FOUND)
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

from crawler.catalogue import probe_rows, runs
from crawler.catalogue.queries import last_run
from crawler.clock import SHANGHAI, stamp
from crawler.identity import canonical_key
from crawler.model import Outcome, Role, SiteKind
from tests.builders import Part, _Builder, catalogue_with

POINT = "2018-12-31"
SEEN = datetime(2019, 1, 3, 2, 0, tzinfo=UTC)
DEPARTMENT = "东莞市安全生产监督管理局"


def site_of_2018(*parts: Part, name: str = DEPARTMENT, address: str | None = None) -> sqlite3.Connection:
    """A catalogue with one finished run of 3 January 2019."""
    return catalogue_with(*parts, observed=SEEN, name=name, address=address)


def attach(
    conn: sqlite3.Connection,
    title: str,
    url: str,
    name: str = "附件1",
    *,
    outcome: Outcome | None = Outcome.OK,
    size: int = 20480,
    media_type: str = "application/msword",
) -> None:
    """Give an item a file, and say how the crawl's visit to it ended (None: it was not visited)."""
    home: str = conn.execute("SELECT home FROM sites WHERE id = 'bureau'").fetchone()["home"]
    address = url if "://" in url else home + url.lstrip("/")
    item = conn.execute("SELECT url, version_id FROM items WHERE title = ?", (title,)).fetchone()
    version = item["version_id"]
    place = conn.execute("SELECT count(*) FROM attachments WHERE version_id = ?", (version,)).fetchone()[0]
    conn.execute(
        "INSERT INTO attachments (version_id, position, url, key, name) VALUES (?, ?, ?, ?, ?)",
        (version, place, address, canonical_key(address), name),
    )
    if outcome is None:
        return
    run = last_run(conn, "bureau")
    assert run is not None
    builder = _Builder(conn, "bureau", run.id, datetime.fromisoformat(run.started_at), home)
    visit_id, _ = builder.fetch(address, Role.ATTACHMENT, outcome, referrer=item["url"])
    conn.execute("UPDATE visits SET bytes = ?, media_type = ? WHERE id = ?", (size, media_type, visit_id))


def timed_probes(
    conn: sqlite3.Connection, own_ms: int, others_ms: int | None, *, number: int = 20, until: str = POINT
) -> None:
    """Probes of the week up to a day: each took so many milliseconds. `others_ms` None: no other site was probed."""
    runs.add_site(conn, runs.SiteRow("beside", "别处", SiteKind.MUNICIPAL, "http://beside.example/"), SEEN)
    last = datetime.fromisoformat(until).replace(hour=12, tzinfo=SHANGHAI)
    for count in range(number):
        at = stamp(last - timedelta(hours=6 * count))
        for site, elapsed in (("bureau", own_ms), ("beside", others_ms)):
            if elapsed is not None:
                url = f"http://{site}.example/"
                probe_rows.put_probe(conn, probe_rows.ProbeRow(site, url, at, Outcome.OK, 200, elapsed, None, url, 0))
