"""The synthetic city crawled over loopback, compared with the truth its builder wrote down."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.verify import verify_captures
from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.catalogue.runs import RunRow
from crawler.clock import clock_starting_at
from crawler.crawl import crawl_sites
from crawler.identity import canonical_key
from crawler.profiles import Profile
from crawler.replay import replay

pytestmark = pytest.mark.e2e
YEAR = {"since": date(2016, 1, 1), "until": date(2016, 12, 31), "kinds": ("article", "listed")}
NOON = datetime(2017, 1, 20, 4, tzinfo=UTC)


@dataclass(frozen=True)
class City:
    """A crawled city: where it lies, what was planted, how the runs ended."""

    folder: Path
    truth: dict[str, Any]
    runs: list[RunRow]

    @property
    def organ(self) -> str:
        return str(self.truth["organ"]["name"])


@contextmanager
def serving(*options: str) -> Iterator[dict[str, str]]:
    """The testbed as a process of its own; gives its addresses."""
    command = [sys.executable, "-m", "testbed", "serve", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def profiles(addresses: dict[str, str], organ: str) -> list[Profile]:
    fetch = {"delay_seconds": 0, "concurrency": 4, "retry_seconds": [0.2, 0.5]}
    return [
        Profile.model_validate({"id": "bureau", "home": addresses["bureau"], "fetch": fetch}),
        Profile.model_validate(
            {"id": "municipal", "home": addresses["municipal"], "kind": "municipal", "organ": organ, "fetch": fetch}
        ),
    ]


def crawled(folder: Path, *options: str) -> City:
    with serving(*options) as addresses:
        with urllib.request.urlopen(f"{addresses['control']}truth.json") as answer:
            truth = json.load(answer)
        runs = crawl_sites(
            profiles(addresses, truth["organ"]["name"]),
            catalogue=folder / "catalogue.db",
            archive=folder / "archive",
            clock=clock_starting_at(NOON),
            allow_net=("127.0.0.0/8",),
        )
    return City(folder, truth, runs)


FAMILIES = ("ucap", "trs", "guangdong", "ucap_new", "gov_cn", "hanweb", "jpaas", "trs_igs", "epoint", "vsb", "legacy")


@pytest.fixture(scope="module", params=FAMILIES)
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> City:
    return crawled(tmp_path_factory.mktemp(request.param), "--family", request.param)


def columns_of(city: City, site: str) -> dict[str, dict[str, Any]]:
    """The true columns: of the portal, only the organ's branch and the way to it."""
    branch = city.organ.removeprefix("东莞")
    return {
        column["path"]: column
        for column in city.truth["columns"]
        if column["site"] == site and (site == "bureau" or branch in column["path"] or column["level"] == 1)
    }


@pytest.mark.xdist_group("testbed")
def test_both_runs_are_complete(city: City) -> None:
    assert [(run.state, dict(run.failures)) for run in city.runs] == [("complete", {}), ("complete", {})]
    assert all(run.columns_reached == run.columns_known for run in city.runs)


@pytest.mark.xdist_group("testbed")
@pytest.mark.parametrize("site", ["bureau", "municipal"])
def test_columns_are_those_of_the_truth(city: City, site: str) -> None:
    conn = connect(city.folder / "catalogue.db")
    found = {column.path: column for column in queries.columns(conn, site)}
    conn.close()
    truth = columns_of(city, site)
    assert {path: column.level for path, column in found.items()} == {p: c["level"] for p, c in truth.items()}
    if site == "bureau":
        assert Counter(column.level for column in found.values()) == {1: 5, 2: 17, 3: 34}
    for path, column in truth.items():
        if column["kind"] == "list":
            assert (path, found[path].kind, found[path].rows) == (path, "list", column["items"])
            assert (path, str(found[path].newest or None)) == (path, str(column["newest"]))


@pytest.mark.xdist_group("testbed")
@pytest.mark.parametrize("site", ["bureau", "municipal"])
def test_listings_are_those_of_the_truth(city: City, site: str) -> None:
    """Rows of the mailbox are compared without their date: it shows two, of the letter and of the reply."""
    conn = connect(city.folder / "catalogue.db")
    columns = columns_of(city, site)
    mail = {path for path, column in columns.items() if column["kind"] == "messages"}
    found = Counter(
        (row.column, row.title, None if row.column in mail else str(row.listed_on), canonical_key(row.url))
        for row in queries.listings(conn, site)
        if row.column in columns
    )
    conn.close()
    truth = Counter(
        (row["column"], row["title"], None if row["column"] in mail else str(row["date"]), canonical_key(row["url"]))
        for row in city.truth["listings"]
        if row["site"] == site and row["column"] in columns
    )
    assert found == truth


@pytest.mark.xdist_group("testbed")
@pytest.mark.parametrize("site", ["bureau", "municipal"])
def test_items_say_what_the_truth_says(city: City, site: str) -> None:
    conn = connect(city.folder / "catalogue.db")
    found = {canonical_key(item.url): item for item in queries.items(conn, site)}
    conn.close()
    columns = columns_of(city, site)
    for item in city.truth["items"]:
        if item["site"] != site or item["kind"] != "article" or not set(item["columns"]) & set(columns):
            continue
        assert canonical_key(item["url"]) in found
        for url in item["urls"]:
            row = found.get(canonical_key(url))
            if row is None and city.truth["family"] == "guangdong":
                continue  # the catalogue's twin on the ordinary site, to which nothing links
            assert row is not None, url
            told = (row.title, str(row.published_on), row.index_no, row.doc_no, row.kind)
            assert told == (item["title"], str(item["published"]), item["index_no"], item["doc_no"], "article")


@pytest.mark.xdist_group("testbed")
def test_figures_of_the_year_are_exact(city: City) -> None:
    conn = connect(city.folder / "catalogue.db")
    own = {item.identity for item in queries.items(conn, "bureau", **YEAR)}
    portal = {item.identity for item in queries.items(conn, "municipal", **YEAR)}
    conn.close()
    figures = city.truth["figures"]
    assert len(own) == figures["published.own_site"] == 813
    assert len(portal) == figures["published.municipal"] == 378
    assert len(own | portal) == figures["published.total"] == 813


@pytest.mark.xdist_group("testbed")
def test_planted_dead_links_and_no_others_are_dead(city: City) -> None:
    conn = connect(city.folder / "catalogue.db")
    dead = {
        canonical_key(link.url)
        for link in queries.links(conn, "bureau", outcomes=["not_found", "gone", "soft_404"])
        if link.internal
    }
    conn.close()
    planted = {
        canonical_key(fault["subject"]) for fault in city.truth["faults"] if fault["kind"].startswith("dead_link")
    }
    assert dead == planted


@pytest.mark.xdist_group("testbed")
def test_archive_is_whole_and_replays_to_the_same_catalogue(city: City, tmp_path: Path) -> None:
    conn = connect(city.folder / "catalogue.db")
    assert list(verify_captures(conn, city.folder / "archive", site="bureau")) == []
    warcs = sorted((city.folder / "archive" / "bureau").glob("*.warc.gz"))
    site = conn.execute("SELECT home FROM sites WHERE id = 'bureau'").fetchone()["home"]
    again = replay(
        Profile(id="bureau", home=site), warcs, catalogue=tmp_path / "again.db", archive=city.folder / "archive"
    )
    assert again.complete
    other = connect(tmp_path / "again.db")
    for question in (queries.columns, queries.items, queries.listings):
        assert _told(question(conn, "bureau")) == _told(question(other, "bureau"))
    conn.close()
    other.close()


def _told(rows: Iterable[Any]) -> list[dict[str, object]]:
    """What rows say, in an order that does not depend on which answer came first."""
    return sorted((_said(row) for row in rows), key=repr)


def _said(row: Any) -> dict[str, object]:
    """What a row says of the site, without ids and the times of our own visits."""
    ours = {"id", "identity", "item_id", "column_id", "capture_id", "first_seen", "last_seen", "seen_at"}
    return {name: getattr(row, name) for name in row.__slots__ if name not in ours}


@pytest.mark.xdist_group("testbed")
def test_column_that_cannot_be_fetched_leaves_the_run_incomplete(tmp_path: Path) -> None:
    city = crawled(tmp_path, "--variant", "outage")
    run = city.runs[0]
    assert (run.state, dict(run.failures)) == ("incomplete", {"server_error": 1})
    conn = connect(tmp_path / "catalogue.db")
    unread = [column for column in queries.columns(conn, "bureau") if not column.readable]
    conn.close()
    assert [(column.outcome, column.complete) for column in unread] == [("server_error", False)]
