"""When is a failed fetch tried again? Pure."""

from __future__ import annotations

from crawler.model import Fetched, Outcome

ATTEMPTS = 3
PAUSES = (3.0, 15.0)  # seconds before the second and the third try; a profile may set its own
_FACTORS = {
    Outcome.THROTTLED: 4.0,  # the site asks for less: give it time
    Outcome.ROBOTS_UNREACHABLE: 2.0,
}
_PATIENT = {Outcome.THROTTLED: 5}  # tries where more than ATTEMPTS are of use: the page is there, we came too often
_LONGEST = 300.0  # a Retry-After beyond this is for another run


_HOPELESS = 7  # pauses in a row: with the usual times about six minutes, if the host names none


class Backoff:
    """How long a whole host is left alone that asks for less: twice as long each time, until it answers again."""

    def __init__(self, first: float) -> None:
        """`first` in seconds; never beyond _LONGEST."""
        self._first = first
        self._times = 0

    @property
    def hopeless(self) -> bool:
        """True where a host has asked for less so often that it is better left for another day."""
        return self._times >= _HOPELESS

    def pause(self, fetched: Fetched, outcome: Outcome, *, resting: bool) -> float:
        """Seconds from now in which nothing is asked of the host; 0 where it has answered.

        `resting`: a pause is under way, and this answer was asked for before it began: it says nothing new.
        """
        if outcome is not Outcome.THROTTLED:
            if outcome.seen:
                self._times = 0
            return 0.0
        asked = (fetched.header("retry-after") or "").strip()
        pause = self._first * float(2**self._times)
        if not resting:
            self._times = min(self._times + 1, 16)
        return min(max(pause, float(asked) if asked.isdecimal() else 0.0), _LONGEST)


def pause_before_retry(
    fetched: Fetched, outcome: Outcome, attempts: int, pauses: tuple[float, float] = PAUSES
) -> float | None:
    """Seconds until the next try, or None where none is of use. `attempts` counts the tries made so far.

    A Retry-After in seconds is obeyed if it is longer than our own pause.
    """
    if outcome.permanent or attempts >= _PATIENT.get(outcome, ATTEMPTS):
        return None
    pause = pauses[min(attempts, 2) - 1] * _FACTORS.get(outcome, 1.0)
    asked = (fetched.header("retry-after") or "").strip()
    return min(max(pause, float(asked)), _LONGEST) if asked.isdecimal() else pause


def longest_pause(pauses: tuple[float, float] = PAUSES) -> float:
    """The most seconds that `pause_before_retry` can ask for; a moment further off is no retry's."""
    return max(_LONGEST, max(pauses) * max(_FACTORS.values()))
