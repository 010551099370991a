"""`python -m benchmarks.searching [--sites 100] [--items 10000] [--keep FOLDER]`: the full-text search, measured.

A catalogue is written (see `city`), its index made by `renew_index` as the command does. Then every question is asked
of a searcher that remembers nothing but the keys (first time) and once more (again), each with titles, passages and
facets as a page shows them. Beside it stand LIKE over the same rows, and an FTS5 table of trigrams over a part of them.
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.searching.city import build
from benchmarks.searching.questions import Asked, questions
from crawler.catalogue.database import connect
from gongkai.searching import Narrowing, Searcher, open_index, path_beside, read_question, renew_index, search

_LIKE = "SELECT count(*) FROM items i JOIN item_versions v ON v.id = i.version_id WHERE i.title LIKE ? OR v.text LIKE ?"


def main(arguments: list[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searching", description=__doc__.partition("\n")[0])
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--items", type=int, default=10_000, help="of each site")
    parser.add_argument("--rivals", type=int, default=20_000, help="items that go into the table of trigrams")
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--keep", type=Path, help="keep the files here, and use those that are there")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        place: Path = options.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        catalogue = place / "catalogue.sqlite"
        if not catalogue.exists():
            build(catalogue, sites=options.sites, items_per_site=options.items, seed=options.seed)
        conn = connect(catalogue)
        _index(conn, catalogue)
        _ask(conn, catalogue, questions(options.seed))
        _rivals(conn, catalogue, options.rivals)
    return 0


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _index(conn: sqlite3.Connection, catalogue: Path) -> None:
    path = path_beside(catalogue)
    items, size = conn.execute(
        "SELECT count(*), sum(length(CAST(v.text AS BLOB)) + length(CAST(v.title AS BLOB))) FROM item_versions v"
    ).fetchone()
    if not path.exists():
        seconds = _seconds(lambda: renew_index(conn, path))
        print(f"index made in {seconds:.0f} s, {items / seconds:.0f} items a second")
    print(f"{items:,} items, {size / 1e6:.0f} MB of titles and texts, index {path.stat().st_size / 1e6:.0f} MB")
    print(f"looking for news where there is none: {_seconds(lambda: renew_index(conn, path)) * 1000:.0f} ms\n")


@dataclass
class Times:
    """Seconds that questions of one sort took: the first time by the clock and of the processor, and once more."""

    first: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    most: int = 0  # hits


def _ask(conn: sqlite3.Connection, catalogue: Path, asked: list[Asked]) -> None:
    index, searcher = open_index(path_beside(catalogue)), Searcher()
    sites = tuple(row["id"] for row in conn.execute("SELECT id FROM sites"))
    print(f"keys read into memory: {_seconds(lambda: searcher.refresh(index)) * 1000:.0f} ms")
    found: dict[str, Times] = defaultdict(Times)
    slowest: list[tuple[float, str, int]] = []
    for question in asked:
        searcher.forget()
        narrowing = Narrowing(**{"sites": sites, **question.narrowed})  # type: ignore[arg-type]
        words = read_question(question.text)
        began, busy = time.perf_counter(), time.process_time()
        total = search(conn, index, searcher, words, narrowing).found.total
        took, busy = time.perf_counter() - began, time.process_time() - busy
        began = time.perf_counter()
        search(conn, index, searcher, words, narrowing, page=2)
        again = time.perf_counter() - began
        for times in (found[question.sort], found["~ all of them"]):
            times.first.append(took)
            times.busy.append(busy)
            times.again.append(again)
            times.most = max(times.most, total)
        slowest.append((busy, question.text, total))
    print("| questions | number | most hits | median | p95 | slowest | processor: median | p95 | slowest | page 2 |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for sort in sorted(found):
        times = found[sort]
        print(f"| {sort} | {len(times.first)} | {times.most:,} | {_three(times.first)} | {_three(times.busy)} |"
              f" {median(times.again) * 1000:.0f} ms |")  # fmt: skip
    most = (f"{text or '(no words)'} {busy * 1000:.0f} ms, {n:,} hits" for busy, text, n in sorted(slowest)[:-7:-1])
    print(f"\nmost of the processor: {'; '.join(most)}")


def _three(seconds: list[float]) -> str:
    """Median, 95th percentile and the slowest, in milliseconds."""
    ordered = sorted(seconds)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    return " | ".join(f"{each * 1000:.0f} ms" for each in (median(ordered), late, ordered[-1]))


def _rivals(conn: sqlite3.Connection, catalogue: Path, number: int) -> None:
    index, searcher = open_index(path_beside(catalogue)), Searcher()
    searcher.refresh(index)
    sites = tuple(row["id"] for row in conn.execute("SELECT id FROM sites"))
    print("\n| question | ours: hits | first time | LIKE: hits | time | ratio |\n| --- | --- | --- | --- | --- | --- |")
    for word in ("通知", "安全生产", "烟花爆竹", "粉尘", "没有这样的词语"):
        searcher.forget()
        began = time.perf_counter()
        ours = searcher.find(index, read_question(word), Narrowing(sites)).total
        took = time.perf_counter() - began
        began = time.perf_counter()
        like = conn.execute(_LIKE, (f"%{word}%", f"%{word}%")).fetchone()[0]
        slow = time.perf_counter() - began
        print(f"| {word} | {ours:,} | {took * 1000:.0f} ms | {like:,} | {slow:.1f} s | {slow / took:.0f} |")
    _trigrams(conn, number)


def _trigrams(conn: sqlite3.Connection, number: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = conn.execute("SELECT id, title, text FROM item_versions ORDER BY id LIMIT ?", (number,)).fetchall()
        other = sqlite3.connect(Path(folder) / "trigram.sqlite")
        other.execute("CREATE VIRTUAL TABLE t USING fts5(title, text, content='', tokenize='trigram')")

        def fill() -> None:
            other.executemany("INSERT INTO t (rowid, title, text) VALUES (?, ?, ?)", map(tuple, rows))
            other.commit()
            other.execute("INSERT INTO t (t) VALUES ('optimize')")
            other.commit()

        seconds = _seconds(fill)
        other.execute("VACUUM")
        size = (Path(folder) / "trigram.sqlite").stat().st_size
        found = {word: other.execute("SELECT count(*) FROM t WHERE t MATCH ?", (f'"{word}"',)).fetchone()[0]
                 for word in ("通知", "安", "安全生产")}  # fmt: skip
        there = {word: sum(word in row["title"] or word in row["text"] for row in rows) for word in found}
        told = ", ".join(f"{word} {found[word]:,} of {there[word]:,}" for word in found)
        print(f"\ntrigrams over {len(rows):,} items: {seconds:.0f} s, {size / len(rows) / 1000:.2f} KB an item")
        print(f"found by them: {told}")
        other.close()


if __name__ == "__main__":
    sys.exit(main())
