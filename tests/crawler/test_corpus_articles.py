"""The labelled real pages: every fact a reader sees is read, and no damage makes the reader fall."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from benchmarks.extraction.corpus import CORPUS, compare, load
from crawler.extract.article import read_article
from crawler.extract.letter import read_letter
from crawler.page import Page

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"real pages are not at {CORPUS}")

LEAST = {"title": 0.98, "pubdate": 0.98, "source": 0.95, "index_no": 0.95, "doc_no": 0.95, "attachments": 0.95}


def test_share_of_right_facts_is_as_promised() -> None:
    comparisons = [item for entry, page in load() for item in compare(entry, read_article(page))]
    right = Counter(item.field for item in comparisons if item.verdict == "right")
    labelled = Counter(item.field for item in comparisons)
    wrong = [item for item in comparisons if item.verdict != "right"]
    assert labelled["title"] > 15
    assert {field for field, least in LEAST.items() if right[field] < least * labelled[field]} == set(), wrong


def test_pages_of_every_kind_are_survived() -> None:
    for path in sorted((CORPUS / "pages").rglob("*")):
        if path.is_file():
            read_article(Page("http://www.example.gov.cn/", path.read_bytes()))


def test_lists_of_letters_in_menus_make_no_letter() -> None:
    assert [entry["file"] for entry, page in load() if read_letter(page)] == []


@pytest.mark.parametrize("seed", range(6))
def test_damaged_pages_are_survived(seed: int) -> None:
    chance = random.Random(seed)
    for entry, page in load():
        if entry["bytes"] > 60_000:
            continue
        read_article(Page(page.url, _damaged(page.body, chance)))


def _damaged(body: bytes, chance: random.Random) -> bytes:
    """Bytes turned, pieces cut out, doubled or moved, the end lost."""
    data = bytearray(body)
    for _ in range(20):
        place = chance.randrange(len(data))
        length = chance.randrange(1, 400)
        piece = data[place : place + length]
        what = chance.randrange(4)
        if what == 0:
            data[place] = chance.randrange(256)
        elif what == 1:
            del data[place : place + length]
        elif what == 2:
            data[place:place] = piece
        else:
            target = chance.randrange(len(data))
            data[target:target] = piece
    return bytes(data[: chance.randrange(len(data) // 2, len(data))])
