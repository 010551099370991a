"""Every number follows from its rows, its parts add up, and whoever prints it prints the same digits."""

from __future__ import annotations

from decimal import Decimal
from statistics import mean, median

import pytest

from reports.count import Count, all_counts
from reports.metrics.base import Source, Summary
from reports.metrics.item_rows import ItemRows
from tests.reports.small_city import scope_of
from tests.reports.whole_city import whole_city

TENTH = Decimal("0.1")


@pytest.fixture(scope="module")
def counts() -> dict[str, Count]:
    return all_counts(scope_of(whole_city()))


def by_hand(summary: Summary, amounts: list[Decimal]) -> Decimal:
    """A value as anybody would reckon it from a list of amounts, with another library's arithmetic."""
    if summary is Summary.SUM:
        return sum(amounts, Decimal(0))
    if summary is Summary.MEDIAN:
        return Decimal(median(amounts))
    scale = 100 if summary is Summary.SHARE else 1
    return Decimal(round(float(mean(amounts)) * scale + 1e-9, 1)).quantize(TENTH)


def test_every_value_follows_from_its_rows(counts: dict[str, Count]) -> None:
    known = [made for made in counts.values() if made.value is not None and not made.from_figures]
    assert len(known) > 35
    for made in known:
        assert made.value == by_hand(made.metric.summary, [row.amount for row in made.rows]), made.metric.name


def test_every_part_follows_from_its_own_rows(counts: dict[str, Count]) -> None:
    for made in counts.values():
        for part, value in made.parts.items() if not made.from_figures else ():
            amounts = [row.amount for row in made.rows if row.part == part]
            assert value == by_hand(made.metric.summary, amounts), (made.metric.name, part)


def test_parts_of_a_sum_add_up_to_it(counts: dict[str, Count]) -> None:
    parted = [
        made for made in counts.values() if made.metric.summary is Summary.SUM and made.rows and made.rows[0].part
    ]
    assert {"published.by_class", "published.by_month", "website.published"} <= {made.metric.name for made in parted}
    for made in parted:
        assert sum(made.parts.values()) == made.value, made.metric.name


def test_crawl_metrics_of_a_whole_city_are_all_known(counts: dict[str, Count]) -> None:
    crawled = {name: made for name, made in counts.items() if made.metric.source in (Source.CRAWL, Source.BOTH)}
    assert [name for name, made in crawled.items() if made.value is None] == []


def test_every_row_of_a_crawl_leads_to_a_capture(counts: dict[str, Count]) -> None:
    for name, made in counts.items():
        if made.metric.source in (Source.CRAWL, Source.BOTH):
            assert all(row.proof is not None and row.url for row in made.rows), name


def test_no_number_is_known_without_a_reason_or_a_definition(counts: dict[str, Count]) -> None:
    for name, made in counts.items():
        assert made.value is not None or made.note, name


def test_rows_are_the_same_however_they_are_asked_for(counts: dict[str, Count]) -> None:
    lazy = [made.rows for made in counts.values() if isinstance(made.rows, ItemRows) and len(made.rows) > 1]
    assert len(lazy) > 15
    for rows in lazy:
        every = list(rows)
        assert [rows[place] for place in range(len(rows))] == every
        assert list(reversed(rows)) == every[::-1] == list(rows[::-1])
        assert list(rows[1:]) == every[1:] and rows[-1] == every[-1]
        assert [(row.part, row.amount) for row in every] == [(part, Decimal(amount)) for part, amount in rows.weighed()]
        with pytest.raises(IndexError):
            rows[len(rows)]


def test_a_site_is_read_in_portions_and_stays_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    made = all_counts(scope_of(whole_city()))["published.own_site"]
    whole = list(made.rows)
    monkeypatch.setattr("reports.metrics.item_rows._AT_ONCE", 3)
    assert list(made.rows) == whole and len(whole) > 6


def test_what_was_known_after_the_last_crawl_and_decision_is_what_is_known_now(counts: dict[str, Count]) -> None:
    then = all_counts(scope_of(whole_city(), known_at="2017-01-20T01:00:00Z"))
    for name, made in counts.items():
        assert (then[name].value, then[name].note, then[name].parts) == (made.value, made.note, made.parts), name
        assert list(then[name].rows) == list(made.rows), name


def test_what_only_the_last_crawl_saw_was_not_known_before_it() -> None:
    before = all_counts(scope_of(whole_city(), known_at="2016-06-30T00:00:00Z"))
    assert before["columns.items"].value == 3
    assert before["columns.merged"].value is None
