"""When a link may be called broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.links import Check, LinkState, Try, outages, state_of
from crawler.model import Outcome

NOON = datetime(2017, 1, 20, 4, tzinfo=UTC)  # 12:00 in Shanghai
BROKEN, OK, UNVERIFIED = LinkState.BROKEN, LinkState.OK, LinkState.UNVERIFIED
NEVER_ALONE = [
    Outcome.LOGIN,
    Outcome.FORBIDDEN,
    Outcome.CHALLENGE,
    Outcome.THROTTLED,
    Outcome.TIMEOUT,
    Outcome.SERVER_ERROR,
    Outcome.TLS,
    Outcome.ROBOTS_DISALLOWED,
    Outcome.ROBOTS_UNREACHABLE,
    Outcome.CONNECTION_LOST,
    Outcome.CLIENT_ERROR,
    Outcome.REDIRECT_LOOP,
    Outcome.BLOCKED_ADDRESS,
    Outcome.UNREADABLE,
]


def checks(*pairs: tuple[float, Outcome]) -> list[Check]:
    """Checks so many hours after noon."""
    return [Check(NOON + timedelta(hours=hours), outcome) for hours, outcome in pairs]


def test_link_without_checks_has_no_state() -> None:
    assert state_of([], internal=True) is None


def test_link_that_opens_is_ok_whatever_was_before() -> None:
    history = checks((0, Outcome.NOT_FOUND), (48, Outcome.NOT_FOUND), (96, Outcome.OK))
    assert state_of(history, internal=True) is OK


@pytest.mark.parametrize("outcome", [Outcome.NOT_FOUND, Outcome.GONE])
def test_plain_not_found_twice_some_hours_apart_is_broken(outcome: Outcome) -> None:
    assert state_of(checks((0, outcome)), internal=True) is UNVERIFIED
    assert state_of(checks((0, outcome), (5.9, outcome)), internal=True) is UNVERIFIED
    assert state_of(checks((0, outcome), (6, outcome)), internal=True) is BROKEN


def test_soft_404_needs_two_days() -> None:
    assert state_of(checks((0, Outcome.SOFT_404), (11.9, Outcome.SOFT_404)), internal=True) is UNVERIFIED
    assert state_of(checks((0, Outcome.SOFT_404), (12, Outcome.SOFT_404)), internal=True) is BROKEN, "midnight"


def test_two_days_a_few_minutes_apart_are_not_two_occasions() -> None:
    assert state_of(checks((11.9, Outcome.SOFT_404), (12.1, Outcome.SOFT_404)), internal=True) is UNVERIFIED


@pytest.mark.parametrize("outcome", NEVER_ALONE)
def test_what_may_be_us_never_makes_a_link_broken(outcome: Outcome) -> None:
    history = checks(*((24 * day, outcome) for day in range(10)))
    assert state_of(history, internal=True) is UNVERIFIED
    assert state_of(history, internal=False) is UNVERIFIED


@pytest.mark.parametrize("outcome", [Outcome.DNS, Outcome.REFUSED])
def test_host_that_is_away_breaks_outside_links_only(outcome: Outcome) -> None:
    history = checks((0, outcome), (24, outcome))
    assert state_of(history, internal=False) is BROKEN
    assert state_of(history, internal=True) is UNVERIFIED


def test_failures_of_two_kinds_on_two_days_add_up() -> None:
    assert state_of(checks((0, Outcome.SOFT_404), (24, Outcome.NOT_FOUND)), internal=True) is BROKEN


def test_failures_before_the_link_opened_do_not_count() -> None:
    history = checks((0, Outcome.NOT_FOUND), (24, Outcome.OK), (48, Outcome.NOT_FOUND))
    assert state_of(history, internal=True) is UNVERIFIED


def test_doubtful_check_between_changes_nothing_and_at_the_end_leaves_it_open() -> None:
    between = checks((0, Outcome.NOT_FOUND), (12, Outcome.TIMEOUT), (24, Outcome.NOT_FOUND))
    assert state_of(between, internal=True) is BROKEN
    last = checks((0, Outcome.NOT_FOUND), (24, Outcome.NOT_FOUND), (48, Outcome.FORBIDDEN))
    assert state_of(last, internal=True) is UNVERIFIED


def test_check_during_a_failure_of_our_network_does_not_count() -> None:
    history = [*checks((0, Outcome.DNS)), Check(NOON + timedelta(days=1), Outcome.DNS, ours=True)]
    assert state_of(history, internal=False) is UNVERIFIED
    assert state_of([Check(NOON, Outcome.OK), Check(NOON, Outcome.DNS, ours=True)], internal=False) is OK
    assert state_of([Check(NOON, Outcome.DNS, ours=True)], internal=False) is UNVERIFIED


_OUTCOMES = st.sampled_from([outcome for outcome in Outcome if outcome is not Outcome.REDIRECT])


@given(st.lists(st.tuples(st.integers(0, 200), _OUTCOMES), max_size=8, unique_by=lambda pair: pair[0]), st.booleans())
def test_broken_always_rests_on_two_failures_and_on_the_newest_check(
    history: list[tuple[int, Outcome]], internal: bool
) -> None:
    found = checks(*history)
    if state_of(found, internal=internal) is not BROKEN:
        return
    last = max(found, key=lambda check: check.at)
    failing = [check for check in found if check.outcome not in (Outcome.OK, Outcome.NOT_MODIFIED, Outcome.TOO_LARGE)]
    evidence = [check for check in failing if check.outcome not in NEVER_ALONE]
    assert len(evidence) >= 2
    assert last in evidence
    assert max(check.at for check in evidence) - min(check.at for check in evidence) >= timedelta(hours=6)


def tries(*pairs: tuple[str, Outcome]) -> list[Try]:
    return [Try(number, host, outcome) for number, (host, outcome) in enumerate(pairs)]


def test_many_hosts_in_a_row_without_an_answer_are_our_network() -> None:
    silent = [(f"h{number}.test", Outcome.TIMEOUT) for number in range(5)]
    assert outages(tries(("a.test", Outcome.OK), *silent, ("b.test", Outcome.NOT_FOUND))) == {1, 2, 3, 4, 5}
    assert outages(tries(*silent)) == {0, 1, 2, 3, 4}, "to the end of the run"


def test_few_hosts_or_an_answer_in_between_are_theirs() -> None:
    four = [(f"h{number}.test", Outcome.DNS) for number in range(4)]
    assert outages(tries(*four, *four)) == set()
    assert outages(tries(*four, ("a.test", Outcome.SERVER_ERROR), ("h9.test", Outcome.DNS))) == set()


def test_address_that_was_never_asked_is_no_answer_in_between() -> None:
    silent = [(f"h{number}.test", Outcome.TIMEOUT) for number in range(5)]
    silent.insert(2, ("private.test", Outcome.BLOCKED_ADDRESS))
    assert outages(tries(*silent)) == {0, 1, 3, 4, 5}
