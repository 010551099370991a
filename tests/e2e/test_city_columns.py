"""The columns and lists of the synthetic bureau, read page by page and compared with what its builder says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from crawler.identity import canonical_key
from crawler.model import NavNode, PageKind, Reading, Role, Row
from crawler.page import Page
from crawler.platforms.base import Hint, read_page

pytestmark = pytest.mark.e2e


@dataclass
class City:
    """A built city and the readings of its pages."""

    folder: Path
    truth: dict[str, Any]

    @property
    def home(self) -> str:
        return str(self.truth["sites"]["bureau"]["home"])

    def read(self, url: str, role: Role) -> Reading | None:
        """What the page says; None for a page that is not there."""
        path = urlsplit(url).path.replace("//", "/").replace("//", "/")
        if path.startswith("/business/"):
            path = f"/publicfiles{path}"
        file = self.folder / "bureau" / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return None
        return read_page(Page(url, file.read_bytes(), "text/html; charset=utf-8"), Hint(role=role, site_url=self.home))

    def rows(self, url: str) -> list[Row]:
        """All rows of a column, following its own pager."""
        found: list[Row] = []
        following: str | None = url
        while following is not None:
            reading = self.read(following, Role.COLUMN)
            assert reading is not None
            if reading.listing is None:
                break
            found.extend(reading.listing.rows)
            following = reading.listing.next_url
        return found


@pytest.fixture(scope="module", params=["ucap", "trs"])
def city(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("city")
    command = [sys.executable, "-m", "testbed", "build", str(folder), "--family", request.param]
    subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    return City(folder, json.loads((folder / "truth.json").read_text(encoding="utf-8")))


def columns_of(city: City) -> list[dict[str, Any]]:
    return [column for column in city.truth["columns"] if column["site"] == "bureau"]


def test_walking_the_menus_from_the_home_page_finds_every_column_and_no_other(city: City) -> None:
    found: set[str] = set()
    seen: set[str] = set()
    queue: deque[tuple[str, Role]] = deque([(city.home, Role.HOME)])

    def walk(nodes: Sequence[NavNode], above: str) -> None:
        for node in nodes:
            path = f"{above}{node.name}"
            found.add(path)
            if node.url is not None:
                queue.append((node.url, Role.COLUMN))
            walk(node.children, f"{path}/")

    while queue:
        url, role = queue.popleft()
        if (key := canonical_key(url)) in seen and role is not Role.HOME:
            continue
        seen.add(key)
        reading = city.read(url, role)
        if reading is None:
            continue
        if reading.refresh_url is not None and canonical_key(reading.refresh_url) not in seen:
            queue.append((reading.refresh_url, Role.HOME))
        walk(reading.nav, "")
    assert found == {column["path"] for column in columns_of(city)}
    assert Counter(path.count("/") + 1 for path in found) == {1: 5, 2: 17, 3: 34}


def test_every_column_page_knows_its_path_and_what_it_is(city: City) -> None:
    kinds = {
        "group": PageKind.OTHER,
        "list": PageKind.LIST,
        "topic": PageKind.LIST,
        "messages": PageKind.LIST,
        "single": PageKind.ARTICLE,
        "request": PageKind.ARTICLE,
    }
    for column in columns_of(city):
        reading = city.read(column["url"], Role.COLUMN)
        assert reading is not None, column["path"]
        assert "/".join(reading.breadcrumb) == column["path"]
        assert reading.kind is kinds[column["kind"]], column["path"]
        assert reading.archived == column["archived"], column["path"]


def test_every_listing_is_read_in_order_with_its_date(city: City) -> None:
    for column in columns_of(city):
        if column["kind"] not in ("list", "topic"):
            continue
        wanted = [
            (entry["url"], entry["date"], entry["pinned"])
            for entry in city.truth["listings"]
            if (entry["site"], entry["column"]) == ("bureau", column["path"])
        ]
        rows = city.rows(column["url"])
        found = [(row.url, row.listed_on.isoformat() if row.listed_on else None, row.pinned) for row in rows]
        assert [(canonical_key(url), day, pin) for url, day, pin in found] == [
            (canonical_key(url), day, pin) for url, day, pin in wanted
        ], column["path"]
        titles = {canonical_key(entry["url"]): (entry["title"], entry["text"]) for entry in city.truth["listings"]}
        assert all(row.title in titles[canonical_key(row.url)] for row in rows), column["path"]
