"""Real pages of two dozen sites: every one is read, and lists as their labels say."""

from __future__ import annotations

import pytest

from benchmarks.extraction.corpus_lists import CORPUS, Comparison, compare, pages
from crawler.model import PageKind
from crawler.platforms.base import adapters, read_page

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="needs ../shared/corpus beside the checkout")


def test_every_page_is_read_by_every_adapter() -> None:
    for _, page in pages():
        for adapter in adapters():
            assert adapter.read(page).kind in set(PageKind)


def test_lists_homes_and_kinds_are_as_labelled() -> None:
    wrong: list[Comparison] = []
    for entry, page in pages():
        if entry["file"].endswith(".json"):
            continue  # services of other platforms; their readers are still to come
        wrong.extend(one for one in compare(entry, read_page(page)) if not one.right)
    assert wrong == []
