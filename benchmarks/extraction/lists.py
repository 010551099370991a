"""Generated list and home pages read by us. Nobody else reads lists, so there is no one to compare with."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.extraction.shapes.homes import homes
from benchmarks.extraction.shapes.lists import lists
from benchmarks.extraction.shapes.model import HomeShape, ListShape
from crawler.model import PageKind, Reading
from crawler.page import Page
from crawler.platforms.base import read_page


@dataclass(slots=True)
class ListScore:
    """Right facts of all asked ones, by field; pages of which every fact is right, by number of rows."""

    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    whole: Counter[int] = field(default_factory=Counter)
    pages: Counter[int] = field(default_factory=Counter)
    mistakes: list[tuple[str, str, object, object]] = field(default_factory=list)
    seconds: float = 0.0
    rows: int = 0
    long_seconds: float = 0.0  # of the pages with LONG rows and more
    long_rows: int = 0


LONG = 15  # rows; shorter lists cost what the page around them costs


def compare_list(shape: ListShape, reading: Reading) -> Iterator[tuple[str, object, object]]:
    """Every fact of a list as (field, expected, found)."""
    yield "kind", True, reading.kind in (PageKind.LIST, PageKind.CATALOGUE)
    listing = reading.listing
    rows = listing.rows if listing is not None else ()
    yield "rows", len(shape.rows), len(rows)
    for expected, row in zip(shape.rows, rows, strict=False):
        yield "title", "".join(expected.title.split()), "".join(row.title.split())
        yield "day", expected.day, row.listed_on
        yield "href", expected.href, row.href
    if listing is not None:
        yield "total", shape.total, listing.total
        yield "pages", shape.pages, listing.pages
        yield "next", shape.next_url, listing.next_url


def compare_home(shape: HomeShape, reading: Reading) -> Iterator[tuple[str, object, object]]:
    """Every fact of a home page as (field, expected, found)."""
    yield "home kind", True, reading.kind is PageKind.HOME
    home = reading.home
    if home is None:
        return
    yield "site name", shape.site_name, home.site_name
    yield "site code", shape.code, home.site_id_code
    yield "ICP", shape.icp, home.icp
    yield "menu", shape.nav, tuple(node.name for node in home.nav)
    yield (
        "news",
        {"".join(title.split()) for title in shape.titles},
        {"".join(row.title.split()) for row in home.rows},
    )


def measure(seed: int = 2016) -> ListScore:
    """Read all generated lists and homes. The time is that of the lists: best of three, parsing included."""
    score = ListScore()
    for shape in lists(seed):
        page = Page(shape.url, shape.body, shape.content_type)
        best, reading = _read(page)
        score.seconds += best
        score.rows += len(shape.rows)
        if len(shape.rows) >= LONG:
            score.long_seconds += best
            score.long_rows += len(shape.rows)
        size = min(len(shape.rows), 4)
        score.pages[size] += 1
        score.whole[size] += _note(score, shape.name, compare_list(shape, reading))
    for home in homes(seed):
        page = Page(home.url, home.body, home.content_type)
        _note(score, home.name, compare_home(home, read_page(page)))
    return score


def _read(page: Page) -> tuple[float, Reading]:
    best = float("inf")
    for _ in range(3):
        fresh = Page(page.url, page.body, page.content_type)
        start = time.process_time()
        reading = read_page(fresh)
        best = min(best, time.process_time() - start)
    return best, reading


def _note(score: ListScore, name: str, facts: Iterator[tuple[str, object, object]]) -> bool:
    whole = True
    for fact, expected, found in facts:
        score.asked[fact] += 1
        if expected == found:
            score.right[fact] += 1
        else:
            whole = False
            score.mistakes.append((name, fact, expected, found))
    return whole


def table(score: ListScore) -> str:
    """The figures as text."""
    pages = sum(score.pages.values())
    lines = [f"generated lists: {pages} pages, {score.rows} rows; home pages: {score.asked['home kind']}"]
    lines += [f"  {fact:10} {score.right[fact]:5} of {asked:5}" for fact, asked in score.asked.items()]
    for size in sorted(score.pages):
        label = f"{size} rows" if size < 4 else "more rows"
        lines.append(f"  lists of {label:9} every fact right: {score.whole[size]:4} of {score.pages[size]:4}")
    a_page, twenty = 1000 * score.seconds / max(pages, 1), 20_000 * score.long_seconds / max(score.long_rows, 1)
    lines.append(f"  {a_page:.2f} ms a page; {twenty:.2f} ms for 20 rows, on pages of {LONG} rows and more")
    return "\n".join(lines)
