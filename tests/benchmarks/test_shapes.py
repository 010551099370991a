"""The generated pages: what they promise, and that we read them."""

from __future__ import annotations

import pytest

from benchmarks.extraction import lists as list_benchmark
from benchmarks.extraction.compare import measure, shape_cases, verdict_of
from benchmarks.extraction.peers import OURS
from benchmarks.extraction.shapes.articles import articles
from benchmarks.extraction.shapes.homes import homes
from benchmarks.extraction.shapes.lists import lists


def test_there_are_as_many_shapes_as_promised() -> None:
    made = list(articles())
    sizes = [len(shape.rows) for shape in lists()]
    assert len(made) >= 300
    assert sum(1 for shape in made if shape.published is None) >= 60
    assert len(sizes) >= 150
    assert min(sizes) == 0
    assert max(sizes) == 30
    assert all(sizes.count(rows) >= 10 for rows in (0, 1, 2, 3))
    assert sum(1 for _ in homes()) >= 40


@pytest.mark.parametrize("make", [articles, lists, homes])
def test_shapes_follow_from_the_seed(make: object) -> None:
    assert list(make(7)) == list(make(7))  # type: ignore[operator]
    assert list(make(7)) != list(make(8))  # type: ignore[operator]


@pytest.mark.parametrize("seed", [2016, 41, 123])
def test_articles_are_read_and_no_date_is_invented(seed: int) -> None:
    score = measure(shape_cases(seed), [OURS], rounds=1)[0]
    assert score.counts["published", "invented"] == 0
    for field in ("published", "title", "source", "index_no", "doc_no", "written"):
        share = score.share(field)
        assert share is not None
        assert share >= 0.99, (field, [mistake for mistake in score.mistakes if mistake[1] == field])


@pytest.mark.parametrize("seed", [2016, 41, 123])
def test_lists_of_one_two_and_three_rows_are_read_whole(seed: int) -> None:
    score = list_benchmark.measure(seed)
    for size in (1, 2, 3):
        assert score.whole[size] == score.pages[size], score.mistakes
    assert score.right["rows"] >= 0.99 * score.asked["rows"]


def test_a_fact_named_where_the_page_tells_none_is_invented() -> None:
    assert verdict_of("published", None, "x") == "invented"
    assert verdict_of("title", "甲 乙", "甲乙") == "right"
    assert verdict_of("title", "甲", None) == "absent"
    assert verdict_of("title", "甲", "乙") == "wrong"
