"""Broken pages: `python -m benchmarks.fuzz [--count 10000] [--seed 1]`. No crash, no hang, no growth of memory.

Generated pages (and labelled real ones, where they are there) are cut, torn, doubled, nested and filled with bytes,
then read by every reader. What they say of such a page does not matter; that they end, and end soon, does.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.extraction.corpus import CORPUS
from benchmarks.extraction.shapes.articles import articles
from benchmarks.extraction.shapes.homes import homes
from benchmarks.extraction.shapes.lists import lists
from crawler.extract.article import read_article
from crawler.page import Page, TooDeepError
from crawler.platforms.base import read_page

SLOWEST = 5.0  # seconds of processor time for one page; a page of 100 KB needs a few hundredths
LARGEST = 150_000  # bytes of a page that is taken for a start
GROWTH = 60_000_000  # bytes of resident memory between the first tenth and the end
_PIECES = (
    b"<table><tr><td>",
    b"</div></td></table>",
    b"<!--",
    b"-->",
    b"<script>",
    b"</script>",
    b"<a href='",
    b"<textarea>",
    b"<title>",
    b"\x00\x01\x1f",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    "发布时间：".encode(),
    "索引号".encode("gb18030"),
    b"2016-13-45",
    b"99999999999999999999",
    b"&#x110000;&#0;&#55296;",
    b"createPageHTML(999999999,0,'a','b')",
    b"<RECS totalRecs='9'><INFO>",
    b'[{"title":"' + b"[" * 60,
    b"<base href='http://['>",
    b"<ul><li>" * 40,
    b"<div>" * 300,
    "（".encode() * 400,
    b" " * 3000,
    b"9" * 2000,
    b"<b>" * 500,
)
Mutation = Callable[[Random, bytes], bytes]


def _cut(rng: Random, body: bytes) -> bytes:
    start = rng.randrange(len(body))
    return body[:start] + body[start + rng.randint(1, 400) :]


def _insert(rng: Random, body: bytes) -> bytes:
    place = rng.randrange(len(body))
    return body[:place] + rng.choice(_PIECES) + body[place:]


def _double(rng: Random, body: bytes) -> bytes:
    start = rng.randrange(len(body))
    piece = body[start : start + rng.randint(1, 2000)]
    return body[:start] + piece * rng.randint(2, 6) + body[start:]


def _flip(rng: Random, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(rng.randint(1, 60)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _truncate(rng: Random, body: bytes) -> bytes:
    return body[: rng.randrange(len(body))]


def _swap(rng: Random, body: bytes) -> bytes:
    first, second = sorted((rng.randrange(len(body)), rng.randrange(len(body))))
    return body[second:] + body[first:second] + body[:first]


def _recode(rng: Random, body: bytes) -> bytes:
    return body.decode(rng.choice(("utf-8", "gb18030", "latin-1")), "replace").encode(
        rng.choice(("utf-8", "gb18030", "utf-16", "utf-16-le")), "replace"
    )


MUTATIONS: tuple[Mutation, ...] = (_cut, _insert, _insert, _double, _flip, _truncate, _swap, _recode)


@dataclass(slots=True)
class Outcome:
    """What happened to all pages."""

    count: int = 0
    crashes: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    slowest: float = 0.0
    growth: int = 0

    @property
    def good(self) -> bool:
        """True where nothing crashed, hung or grew."""
        return not self.crashes and not self.slow and self.growth <= GROWTH


def starts(corpus: Path | None = CORPUS) -> list[tuple[str, bytes, str]]:
    """The pages that are mutated, as (address, body, content type)."""
    found = [(s.url, s.body, s.content_type) for shapes in (articles(3), lists(3), homes(3)) for s in shapes]
    if corpus is not None and (corpus / "pages").is_dir():
        files = sorted(path for path in (corpus / "pages").rglob("*") if path.is_file())
        found += [("http://page.invalid/a/b.html", path.read_bytes(), "") for path in files]
    return [(url, body, kind) for url, body, kind in found if 0 < len(body) <= LARGEST]


def run(count: int, seed: int, pages: list[tuple[str, bytes, str]]) -> Outcome:
    """Read `count` mutated pages. Page n follows from seed and n alone, so that a crash can be seen again."""
    outcome = Outcome()
    early = 0
    for number in range(count):
        if number == max(count // 10, 1):
            early = _memory()
        page = mutated(seed, number, pages)
        start = time.process_time()
        try:
            read_page(page)
            with suppress(TooDeepError):  # a refusal by design
                read_article(page)
        except Exception as error:  # any of them is what we look for
            outcome.crashes.append(f"page {number} of seed {seed}: {type(error).__name__}: {error}")
        spent = time.process_time() - start
        outcome.slowest = max(outcome.slowest, spent)
        if spent > SLOWEST:
            outcome.slow.append(f"page {number} of seed {seed}: {spent:.1f} s for {len(page.body)} bytes")
        outcome.count += 1
    outcome.growth = max(_memory() - early, 0) if early else 0
    return outcome


def mutated(seed: int, number: int, pages: list[tuple[str, bytes, str]]) -> Page:
    """Page `number` of a seed."""
    rng = Random(f"{seed}/{number}")
    url, body, content_type = rng.choice(pages)
    for _ in range(rng.randint(1, 6)):
        body = rng.choice(MUTATIONS)(rng, body)[: 2 * LARGEST] or b"<"
    return Page(rng.choice((url, url, "", "http://page.invalid/")), body, content_type)


def _memory() -> int:
    """Resident memory of this process in bytes; 0 where the system does not tell."""
    gc.collect()
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 if status.exists() else 0


def main(arguments: list[str] | None = None) -> int:
    """Run and report; exit code 1 where something crashed, hung or grew."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    outcome = run(options.count, options.seed, starts())
    for line in (*outcome.crashes, *outcome.slow):
        print(line)
    print(
        f"{outcome.count} broken pages: {len(outcome.crashes)} crashes, {len(outcome.slow)} slow, slowest"
        f" {outcome.slowest:.2f} s, memory grew by {outcome.growth / 1e6:.0f} MB"
    )
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main())
