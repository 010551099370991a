"""All list columns of a real county site, read from its archive and compared with the truth beside it.

The truth was made by another program and has one mistake of its own, which is named and checked here: on list pages
2 and later it took the breadcrumb's link (`index7980.html?link=ywdt` and the like) for the first row, so that the
first real entry of each of these pages is missing from its distinct items and one foreign address is among them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from warcio import ArchiveIterator

from crawler.model import PageKind, Reading, Row
from crawler.page import Page
from crawler.platforms.base import Hint, read_page

MIRRORS = Path(__file__).parents[2].parent / "shared" / "corpus" / "mirrors"
NAME = "www.zhecheng.gov.cn"

pytestmark = pytest.mark.skipif(not MIRRORS.is_dir(), reason="needs ../shared/corpus/mirrors beside the checkout")


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((MIRRORS / f"{NAME}.truth.json").read_text(encoding="utf-8"))
    return answer


@pytest.fixture(scope="module")
def readings(truth: dict[str, Any]) -> dict[str, Reading]:
    found: dict[str, Reading] = {}
    with (MIRRORS / f"{NAME}.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file):
            url = record.rec_headers.get_header("WARC-Target-URI")
            kind = record.http_headers.get_header("content-type") if record.http_headers else None
            page = Page(url, record.content_stream().read(), kind or "")
            found[url] = read_page(page, Hint(site_url=truth["site"]))
    return found


@pytest.fixture(scope="module")
def lists(readings: dict[str, Reading]) -> dict[str, list[Reading]]:
    by_path: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings.values():
        if reading.kind is PageKind.LIST and reading.breadcrumb:
            by_path["/".join(reading.breadcrumb)].append(reading)
    return by_path


def rows_of(pages: list[Reading]) -> list[Row]:
    return [row for page in pages if page.listing is not None for row in page.listing.rows]


def test_every_page_is_read(readings: dict[str, Reading], truth: dict[str, Any]) -> None:
    assert len(readings) == truth["pages"]


def test_every_list_column_is_found_under_its_path_with_all_its_pages(
    lists: dict[str, list[Reading]], truth: dict[str, Any]
) -> None:
    found = {path: len(pages) for path, pages in lists.items()}
    wanted = {column["path"]: column["list_pages_captured"] for column in truth["columns"]}
    assert {path: found.get(path) for path in wanted} == wanted
    assert all(column["level"] == column["path"].count("/") + 1 for column in truth["columns"])


def test_every_row_is_found(lists: dict[str, list[Reading]], truth: dict[str, Any]) -> None:
    found = {column["path"]: len(rows_of(lists[column["path"]])) for column in truth["columns"]}
    assert found == {column["path"]: column["rows"] for column in truth["columns"]}
    assert sum(found.values()) == 2363


def test_newest_date_of_every_column_is_found(lists: dict[str, list[Reading]], truth: dict[str, Any]) -> None:
    for column in truth["columns"]:
        days = [row.listed_on for row in rows_of(lists[column["path"]]) if row.listed_on is not None]
        assert max(days).isoformat() == column["newest"], column["path"]


def test_distinct_items_differ_from_the_truth_only_by_its_own_mistake(
    lists: dict[str, list[Reading]], truth: dict[str, Any]
) -> None:
    for column in truth["columns"]:
        later_pages = column["list_pages_captured"] - 1
        swallowed = later_pages - 1 if later_pages else 0
        distinct = len({row.url for row in rows_of(lists[column["path"]])})
        assert distinct == column["distinct_items"] + swallowed, column["path"]


def test_samples_of_the_truth_are_among_the_rows(lists: dict[str, list[Reading]], truth: dict[str, Any]) -> None:
    for column in truth["columns"]:
        found = {(row.url, row.title, str(row.listed_on)) for row in rows_of(lists[column["path"]])}
        wanted = {
            (entry["url"], entry["title"], entry["date"]) for entry in column["sample"] if "?link=" not in entry["url"]
        }
        assert wanted <= found, column["path"]


def test_lists_outside_the_truth_are_department_pages_and_one_picture_gallery(
    lists: dict[str, list[Reading]], truth: dict[str, Any]
) -> None:
    known = {column["path"] for column in truth["columns"]}
    others = {path for path in lists if path not in known and not path.startswith("工作机构/")}
    assert others == {"柘城概况/图说柘城"}
