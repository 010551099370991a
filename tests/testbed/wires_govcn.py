"""What a browser asks for on pages in the manner of www.gov.cn: feeds and the search service."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from testbed.city import City


def feed(city: City, url: str, text: str) -> list[dict[str, Any]]:
    """The rows of a page's feed; none where it has no feed."""
    found = re.search(r'url: "(\./\w+\.json)"', text)
    if not found:
        return []
    path = urljoin(url, found[1]).removeprefix(city.bases["bureau"].rstrip("/"))
    rows: list[dict[str, Any]] = json.loads(city.answer("bureau", path).body)
    return rows


def search(city: City, text: str, page: int) -> tuple[list[dict[str, Any]], int]:
    """One answer of the page's library, from `listVO` or `catMap`, and the total."""
    path = re.search(r'var searchUrl = "([^"]+)"', text).group(1)  # type: ignore[union-attr]
    answer = json.loads(city.answer("bureau", path.replace("&p=1&", f"&p={page}&")).body)["searchVO"]
    rows = answer["listVO"] if answer["catMap"] is None else answer["catMap"]["bumenfile"]["listVO"]
    return rows, answer["totalCount"]


def govcn(city: City, url: str, text: str) -> Iterator[str]:
    """Every row of every feed and library."""
    yield from (row["URL"] for row in feed(city, url, text))
    if "var searchUrl" in text:
        page, total = 1, 1
        while (page - 1) * 20 < total:
            rows, total = search(city, text, page)
            yield from (row["url"] for row in rows)
            page += 1
