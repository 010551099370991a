"""What a history of checks says of a link: broken, unverified or ok. Pure.

A link is *broken* only on repeated evidence, because a finding costs the site points and one bad minute is not a dead
link (a monitor of the census counted 404 and 403 as certain and everything else as doubtful; a 403 is too often meant
for us alone):

* 404 or 410 twice, at least SOME_HOURS apart: a release or a nightly maintenance is over by then;
* a page that says it does not exist (soft 404), or an outside host that cannot be resolved or refuses connections:
  twice, on two different days in Asia/Shanghai and at least SOME_HOURS apart.

Both only since the link last opened, and only where the newest check is such a failure too. Everything else that is not
an answer with the page (401, 403, 412, 429, 5xx, timeout, certificate, robots.txt, challenge, …) never makes a link
broken: it may be us. Neither does our own site's host being away: that is for the probes of its home page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from crawler.clock import day_in_shanghai
from crawler.model import Outcome

SOME_HOURS = timedelta(hours=6)
_PLAIN = frozenset({Outcome.NOT_FOUND, Outcome.GONE})
_HOST_AWAY = frozenset({Outcome.DNS, Outcome.REFUSED})
_OPENS = frozenset({Outcome.OK, Outcome.NOT_MODIFIED, Outcome.TOO_LARGE})


class LinkState(StrEnum):
    """What may be said of a link."""

    OK = "ok"
    BROKEN = "broken"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Check:
    """One look at a link. `ours`: our own network had failed at that moment, so it says nothing of the link."""

    at: datetime
    outcome: Outcome
    ours: bool = False

    @property
    def opens(self) -> bool:
        """True where the link opened."""
        return self.outcome in _OPENS


def state_of(checks: Sequence[Check], *, internal: bool) -> LinkState | None:
    """What the checks of one link say; None where none says anything. The order does not matter."""
    counted = sorted((check for check in checks if not check.ours), key=lambda check: check.at)
    if not counted:
        return LinkState.UNVERIFIED if checks else None
    if counted[-1].opens:
        return LinkState.OK
    failures = _failures_since_it_opened(counted, internal=internal)
    if not failures or failures[-1] is not counted[-1]:
        return LinkState.UNVERIFIED
    plain = [failure for failure in failures if failure.outcome in _PLAIN]
    if _apart(plain, other_day=False) or _apart(failures, other_day=True):
        return LinkState.BROKEN
    return LinkState.UNVERIFIED


def _failures_since_it_opened(counted: Sequence[Check], *, internal: bool) -> list[Check]:
    evidence = _PLAIN | {Outcome.SOFT_404} | (frozenset() if internal else _HOST_AWAY)
    opened = max((place for place, check in enumerate(counted) if check.opens), default=-1)
    return [check for check in counted[opened + 1 :] if check.outcome in evidence]


def _apart(failures: Sequence[Check], *, other_day: bool) -> bool:
    """True if the first and the last of them lie far enough apart (and on two days)."""
    if len(failures) < 2 or failures[-1].at - failures[0].at < SOME_HOURS:
        return False
    return not other_day or day_in_shanghai(failures[0].at) != day_in_shanghai(failures[-1].at)


# --- our own network --------------------------------------------------------------------------------------

NO_ANSWER = frozenset({Outcome.DNS, Outcome.REFUSED, Outcome.TIMEOUT, Outcome.CONNECTION_LOST})
_MANY_HOSTS = 5  # hosts without an answer, one after the other and none in between that gave one


@dataclass(frozen=True, slots=True)
class Try:
    """One request of a run of link checks: which check it belongs to, its host, and whether an answer came."""

    check: int
    host: str
    outcome: Outcome


def outages(tries: Sequence[Try]) -> set[int]:
    """The checks that fell into a failure of our own network: so many hosts in a row cannot all be away at once.

    `tries` are in the order of time. One host alone, or two, never count as such: they may really be away.
    """
    ours: set[int] = set()
    silent: list[Try] = []
    for one in [*tries, None]:
        if one is not None and one.outcome in NO_ANSWER:
            silent.append(one)
            continue
        if len({entry.host for entry in silent}) >= _MANY_HOSTS:
            ours |= {entry.check for entry in silent}
        if one is None or one.outcome not in _SAYS_NOTHING:
            silent = []
    return ours


# No request went to the host, so nothing is learned of the network either.
_SAYS_NOTHING = frozenset({Outcome.ROBOTS_DISALLOWED, Outcome.BLOCKED_ADDRESS})
