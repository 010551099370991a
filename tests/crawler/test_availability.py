"""What spaced visits to a home page say of a site."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from crawler.availability import Availability, Probe, Visit, availability_of, visit_of
from crawler.model import Outcome

NOON = datetime(2017, 1, 20, 4, tzinfo=UTC)
STATUS = {Outcome.OK: 200, Outcome.NOT_FOUND: 404, Outcome.SERVER_ERROR: 503, Outcome.FORBIDDEN: 403}


def probe(minutes: float, outcome: Outcome = Outcome.OK, host: str = "a.test", ms: int | None = 200) -> Probe:
    return Probe(host, NOON + timedelta(minutes=minutes), outcome, STATUS.get(outcome), ms)


def other(minutes: float, outcome: Outcome = Outcome.OK) -> Probe:
    return probe(minutes, outcome, "b.test")


def test_page_that_opens_in_time_opened_and_a_slow_one_failed() -> None:
    assert visit_of(probe(0, ms=14_999), []) is Visit.OPENED
    assert visit_of(probe(0, ms=15_000), []) is Visit.FAILED


@pytest.mark.parametrize("outcome", [Outcome.NOT_FOUND, Outcome.GONE, Outcome.SERVER_ERROR])
def test_error_page_in_place_of_the_home_page_is_a_failure(outcome: Outcome) -> None:
    assert visit_of(probe(0, outcome), []) is Visit.FAILED


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.LOGIN,
        Outcome.FORBIDDEN,
        Outcome.CHALLENGE,
        Outcome.THROTTLED,
        Outcome.TLS,
        Outcome.ROBOTS_DISALLOWED,
        Outcome.ROBOTS_UNREACHABLE,
        Outcome.BLOCKED_ADDRESS,
        Outcome.REDIRECT_LOOP,
        Outcome.CLIENT_ERROR,
    ],
)
def test_what_keeps_us_out_says_nothing(outcome: Outcome) -> None:
    assert visit_of(probe(0, outcome), [other(0)]) is Visit.UNDETERMINED


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.DNS, Outcome.REFUSED, Outcome.CONNECTION_LOST])
def test_silence_is_the_sites_own_only_if_another_host_answered_at_that_moment(outcome: Outcome) -> None:
    silent = probe(0, outcome)
    assert visit_of(silent, [other(1)]) is Visit.FAILED
    assert visit_of(silent, [other(1, Outcome.FORBIDDEN)]) is Visit.FAILED, "somebody spoke to us"
    assert visit_of(silent, [other(1, Outcome.TIMEOUT)]) is Visit.OWN_NETWORK
    assert visit_of(silent, [other(1, Outcome.TIMEOUT), other(2)]) is Visit.FAILED
    assert visit_of(silent, [other(4)]) is Visit.ALONE, "another moment"
    assert visit_of(silent, [probe(1, host="a.test")]) is Visit.ALONE, "the same host"
    assert visit_of(silent, []) is Visit.ALONE


def test_share_counts_only_what_says_something_of_the_site() -> None:
    visits = [probe(10 * number) for number in range(16)]
    visits += [probe(200, Outcome.TIMEOUT), probe(210, Outcome.TIMEOUT), probe(220, Outcome.TIMEOUT)]
    visits += [probe(230, Outcome.FORBIDDEN), probe(240, Outcome.SERVER_ERROR)]
    found = availability_of(visits, [other(200), other(210, Outcome.TIMEOUT)])
    assert (found.visits, found.failures, found.alone) == (19, 2, 1)
    assert (found.own_network, found.undetermined, found.too_close) == (1, 1, 0)
    assert found.share == pytest.approx(2 / 19)
    assert found.highest_share == pytest.approx(3 / 19)


def test_visits_that_are_too_close_are_one_occasion() -> None:
    burst = [probe(number / 60, Outcome.SERVER_ERROR) for number in range(200)]
    found = availability_of([*burst, probe(5)], [])
    assert (found.visits, found.failures, found.too_close) == (2, 1, 199)


def test_visit_that_says_nothing_does_not_hide_the_one_behind_it() -> None:
    found = availability_of([probe(0, Outcome.FORBIDDEN), probe(1)], [])
    assert (found.visits, found.undetermined) == (1, 1)


def test_hours_and_days_are_those_of_the_clock_on_the_wall() -> None:
    late = 12 * 60 - 5  # 23:55 in Shanghai
    found = availability_of([probe(late), probe(late + 10), probe(late + 20)], [])
    assert found.hours == 2
    assert dict(found.by_day) == {date(2017, 1, 20): 1, date(2017, 1, 21): 2}
    assert (found.first, found.last) == (probe(late).at, probe(late + 20).at)


def test_period_without_visits_has_no_share() -> None:
    found = availability_of([], [other(0)])
    assert found == Availability()
    assert found.share is None
    assert found.highest_share is None
