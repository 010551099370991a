"""A real county site replayed from a partial mirror, with nothing but its home address in the profile."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.verify import verify_captures
from crawler.catalogue import queries
from crawler.catalogue.columns import read_column
from crawler.catalogue.database import connect
from crawler.catalogue.runs import RunRow
from crawler.identity import canonical_key
from crawler.profiles import Profile
from crawler.replay import replay

MIRROR = Path(__file__).parents[3] / "shared/corpus/mirrors/www.zhecheng.gov.cn.warc.gz"
pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not MIRROR.exists(), reason=f"the mirror is not here: {MIRROR}"),
]


@dataclass(frozen=True)
class Mirror:
    """The replayed site and what a person noted of it."""

    conn: sqlite3.Connection
    folder: Path
    run: RunRow
    truth: list[dict[str, Any]]


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mirror]:
    folder = tmp_path_factory.mktemp("mirror")
    profile = Profile(id="zhecheng", home="http://www.zhecheng.gov.cn/")
    run = replay(profile, [MIRROR], catalogue=folder / "catalogue.db", archive=folder / "archive")
    conn = connect(folder / "catalogue.db")
    truth = json.loads(MIRROR.with_name("www.zhecheng.gov.cn.truth.json").read_text(encoding="utf-8"))
    yield Mirror(conn, folder, run, truth["columns"])
    conn.close()


def test_all_list_columns_are_found_with_path_and_address(mirror: Mirror) -> None:
    found = {column.path: column for column in queries.columns(mirror.conn, "zhecheng")}
    assert len(mirror.truth) == 62
    for column in mirror.truth:
        row = found[column["path"]]
        assert (row.kind, row.outcome, row.level) == ("list", "ok", column["level"])
        assert canonical_key(row.url or "") == canonical_key(column["url"])


def test_pages_rows_and_newest_dates_are_those_noted(mirror: Mirror) -> None:
    found = {column.path: column for column in queries.columns(mirror.conn, "zhecheng")}
    total = 0
    for column in mirror.truth:
        row = found[column["path"]]
        pages, rows = mirror.conn.execute(
            "SELECT count(*), sum(rows) FROM list_pages WHERE column_id = ? AND kind = 'list'", (row.id,)
        ).fetchone()
        noted = (column["path"], column["list_pages_captured"], column["rows"], column["newest"])
        assert (row.path, pages, rows, str(row.newest)) == noted
        total += rows
    assert total == sum(column["rows"] for column in mirror.truth)


def test_distinct_items_are_those_noted_but_for_a_slip_of_the_notes(mirror: Mirror) -> None:
    """From the second page of a list on, the notes give the first row the address of a menu link
    (`index7980.html?link=ywdt`, with the whole menu as its title), so all these rows became one item there."""
    found = {column.path: column for column in queries.columns(mirror.conn, "zhecheng")}
    for column in mirror.truth:
        addresses = mirror.conn.execute(
            "SELECT count(DISTINCT item_id) FROM listings WHERE column_id = ?", (found[column["path"]].id,)
        ).fetchone()[0]
        slip = max(0, column["list_pages_captured"] - 2)
        assert (column["path"], addresses - slip) == (column["path"], column["distinct_items"])


def test_what_was_not_captured_is_said(mirror: Mirror) -> None:
    assert mirror.run.state == "incomplete"
    assert set(mirror.run.failures) == {"not_captured"}
    missing = [i for i in queries.items(mirror.conn, "zhecheng") if i.kind == "listed" and i.outcome == "not_captured"]
    assert len(missing) > 1000
    assert all(item.capture_id is None for item in missing)


def test_partly_captured_column_is_not_complete(mirror: Mirror) -> None:
    found = {column.path: column for column in queries.columns(mirror.conn, "zhecheng")}
    column = found["互动交流/党风政风热线"]
    assert (column.complete, column.pages_walked, column.pages_stated) == (False, 11, 57)
    assert found["信息公开/政府工作报告"].complete


def test_captures_lie_in_the_workspace_and_are_whole(mirror: Mirror) -> None:
    assert list(verify_captures(mirror.conn, mirror.folder / "archive")) == []


def test_no_two_columns_have_the_same_place(mirror: Mirror) -> None:
    paths = [column.path for column in queries.columns(mirror.conn, "zhecheng")]
    assert len(paths) == len(set(paths))


def test_time_of_the_run_is_that_of_the_captures(mirror: Mirror) -> None:
    assert mirror.run.started_at.startswith("2018-07-27")
    column = queries.columns(mirror.conn, "zhecheng")[0]
    assert read_column(mirror.conn, column.id).path == tuple(column.path.split("/"))
