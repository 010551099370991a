"""A year of weekly crawls with planted faults: what all packs say of each week, against what was planted.

Fifty-two crawls of two sites over loopback, six hundred papers: four minutes on two cores that had some other work to
do as well. `make year` runs it and prints the table of rules.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from checks.engine import check_site
from checks.model import Pack
from checks.pack import load_packs
from crawler.catalogue.database import connect, problems
from tests.year.crawling import CUT_SHORT, WEEKS, Week, crawled_weeks
from tests.year.reckoning import Flag, Reckoning, Tally, flags

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(5400)]

LOOKED_AT_AGAIN = 7  # every seventh week, once the year is over
# Automatic rules whose fault the city cannot show.
NOT_IN_THE_CITY = frozenset(
    {
        "slow_home",  # a page of the city takes milliseconds
        "domain_name",  # hosts are numbers here
        "column_elsewhere",
    }
)


@dataclass(frozen=True)
class Story:
    """The year as it was crawled and checked."""

    reckoning: Reckoning
    weeks: list[Week]
    flagged: dict[int, set[Flag]]
    doubts: dict[int, int]  # how many unsure judgements each week had
    later: dict[int, set[Flag]]  # what is flagged when a week is looked at again at the end of the year
    problems: list[str]


def national_packs() -> list[Pack]:
    """All shipped packs but those of a single place."""
    return [pack for pack in load_packs() if not pack.region]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("year")
    packs, begun = national_packs(), time.monotonic()
    told = Story(Reckoning(), [], {}, {}, {}, [])
    for week in crawled_weeks(folder):
        with closing(connect(folder / "catalogue.db")) as conn:
            result = check_site(conn, "bureau", packs=packs, as_of=week.day, now=week.noon, force=True)
        told.weeks.append(week)
        told.flagged[week.number] = told.reckoning.add(week, result.packs, result.judged)
        told.doubts[week.number] = len(result.unsure)
    with closing(connect(folder / "catalogue.db")) as conn:
        for week in told.weeks[::LOOKED_AT_AGAIN]:
            result = check_site(conn, "bureau", packs=packs, as_of=week.day, now=week.noon, force=True, run=week.run.id)
            told.later[week.number] = flags(result.judged)
        told.problems.extend(problems(conn))
    told.reckoning.seconds = time.monotonic() - begun
    print(f"\n{told.reckoning.table()}\n{told.reckoning.seconds:.0f} s for {WEEKS} weeks")
    print(told.reckoning.details())
    yield told


def automatic(story: Story) -> dict[str, Tally]:
    """The accounts of the rules that have a clause which decides alone."""
    return {rule: story.reckoning.tallies.get(rule, Tally()) for rule in sorted(story.reckoning.automatic)}


def test_automatic_rules_flag_nothing_that_was_not_planted(story: Story) -> None:
    false = {rule: dict(tally.false) for rule, tally in automatic(story).items() if tally.false}
    assert not false, story.reckoning.details()


def test_automatic_rules_miss_nothing_that_was_planted(story: Story) -> None:
    missed = {rule: dict(tally.missed) for rule, tally in automatic(story).items() if tally.missed}
    assert not missed, story.reckoning.details()


def test_rules_that_a_person_completes_are_right_too(story: Story) -> None:
    wrong = {rule: tally for rule, tally in story.reckoning.tallies.items() if tally.false or tally.missed}
    assert not wrong, story.reckoning.details()


def test_every_automatic_rule_has_a_planted_fault(story: Story) -> None:
    bare = {rule for rule, tally in automatic(story).items() if not tally.planted}
    assert bare <= NOT_IN_THE_CITY


def test_look_alikes_are_never_flagged(story: Story) -> None:
    assert not story.reckoning.tempted


def test_outages_cause_only_doubts(story: Story) -> None:
    """Where the whole site could not be seen, nothing is flagged that was not flagged the week before."""
    blind = [week.number for week in story.weeks if any(not one["slug"] for one in week.outages)]
    assert blind == [14, 26, 36]
    for number in blind:
        before = {(flag.rule, flag.kind, flag.key) for flag in story.flagged[number - 1]}
        assert {(flag.rule, flag.kind, flag.key) for flag in story.flagged[number]} <= before
        assert story.doubts[number] > story.doubts[number - 1]


def test_a_week_looked_at_again_shows_the_same(story: Story) -> None:
    """What was seen later changes nothing of what could be known on a day."""
    assert story.later == {number: story.flagged[number] for number in story.later}
    assert len(story.later) == 8


def test_what_the_crawls_met_is_told_in_their_runs(story: Story) -> None:
    incomplete = {week.number: set(week.run.failures) for week in story.weeks if not week.run.complete}
    assert incomplete == {
        14: {"connection_lost"},
        20: {"timeout"},
        26: {"connection_lost"},
        CUT_SHORT: {"not_tried"},
        33: set(),  # a page of a list is not there
        36: {"robots_unreachable"},
        40: {"challenge"},
    }
    assert story.problems == []
