"""How exactly lists, homes, breadcrumbs and page kinds of labelled real pages are read.

`python -m benchmarks.extraction.corpus_lists [CORPUS]` prints right and wrong per field, and every wrong one. Labels
are what a reader sees on the page; what is not labelled is not measured. Answers behind a list (kind `api`) are
measured for their rows only, since such an answer is no page.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crawler.model import Reading, Row
from crawler.page import Page
from crawler.platforms.base import read_page

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
_HOMES = ("首页", "网站首页", "主页")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One fact of one page: what the label says and what was read."""

    file: str
    field: str
    expected: object
    found: object

    @property
    def right(self) -> bool:
        """True where the two are equal."""
        return self.expected == self.found


def pages(corpus: Path = CORPUS) -> Iterator[tuple[dict[str, Any], Page]]:
    """All labelled pages with their manifest entries."""
    for line in (corpus / "manifest.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        yield entry, Page(entry["url"] or "", (corpus / entry["file"]).read_bytes())


def compare(entry: dict[str, Any], reading: Reading) -> Iterator[Comparison]:
    """Every labelled fact of a page beside what was read."""
    labels: dict[str, Any] = entry["labels"]
    file = str(entry["file"])
    if entry["kind"] != "api":
        yield Comparison(file, "kind", entry["kind"], str(reading.kind))
    if "column_path" in labels:
        path = [name for name in labels["column_path"] if name not in _HOMES]
        yield Comparison(file, "column path", path, list(reading.breadcrumb))
    if entry["kind"] in ("list", "catalogue", "api") and "entries" not in labels:
        yield from _compare_list(file, labels, reading)
    if reading.home is not None:
        yield from _compare_home(file, labels, reading)


def _compare_list(file: str, labels: dict[str, Any], reading: Reading) -> Iterator[Comparison]:
    rows = reading.listing.rows if reading.listing is not None else ()
    if "items" in labels:
        yield Comparison(file, "rows", labels["items"], len(rows))
    for which, row in (("first", rows[0]), ("last", rows[-1])) if rows else ():
        for key, expected in labels.get(which, {}).items():
            yield Comparison(file, f"{which} {key}", expected, _fact(row, key))
    if reading.listing is None:
        return
    for key, found in (("total", reading.listing.total), ("pages", reading.listing.pages)):
        if labels.get(key) is not None:
            yield Comparison(file, key, labels[key], found)
    stated = labels.get("next_page", "")
    if stated is None or (stated and " " not in stated):
        yield Comparison(file, "next page", stated, reading.listing.next_href)


def _fact(row: Row, key: str) -> str | None:
    if key == "date":
        return row.listed_on.isoformat() if row.listed_on else row.raw_date
    return {"title": row.title, "href": row.href, "index_no": row.fields.get("索引号")}.get(key)


def _compare_home(file: str, labels: dict[str, Any], reading: Reading) -> Iterator[Comparison]:
    home = reading.home
    assert home is not None
    for key, found in (("site_name", home.site_name), ("site_id_code", home.site_id_code), ("icp", home.icp)):
        if key in labels:
            yield Comparison(file, key, labels[key], found)
    if "nav" in labels:
        yield Comparison(file, "nav", [n for n in labels["nav"] if n not in _HOMES], [node.name for node in home.nav])


def measure(corpus: Path = CORPUS) -> tuple[list[Comparison], float]:
    """All comparisons, and the mean time of a page in milliseconds (parsing included)."""
    found: list[Comparison] = []
    seconds = count = 0.0
    for entry, page in pages(corpus):
        start = time.perf_counter()
        reading = read_page(page)
        seconds += time.perf_counter() - start
        count += 1
        found.extend(compare(entry, reading))
    return found, seconds / max(count, 1) * 1000


def main() -> int:
    """Print the table and everything that is wrong."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    found, milliseconds = measure(corpus)
    right = Counter(one.field for one in found if one.right)
    asked = Counter(one.field for one in found)
    for field, number in sorted(asked.items()):
        print(f"{field:14} {right[field]:4} of {number:4}")
    print(f"{'all':14} {sum(right.values()):4} of {len(found):4}   {milliseconds:.1f} ms a page")
    for one in found:
        if not one.right:
            print(f"  {one.file}: {one.field}: found {one.found!r}, label {one.expected!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
