"""When is a failed fetch tried again? Pure."""

from __future__ import annotations

from crawler.model import Fetched, Outcome

ATTEMPTS = 3
PAUSES = (3.0, 15.0)  # seconds before the second and the third try; a profile may set its own
_FACTORS = {
    Outcome.THROTTLED: 4.0,  # the site asks for less: give it time
    Outcome.ROBOTS_UNREACHABLE: 2.0,
}
_LONGEST = 300.0  # a Retry-After beyond this is for another run


def pause_before_retry(
    fetched: Fetched, outcome: Outcome, attempts: int, pauses: tuple[float, float] = PAUSES
) -> float | None:
    """Seconds until the next try, or None where none is of use. `attempts` counts the tries made so far.

    A Retry-After in seconds is obeyed if it is longer than our own pause.
    """
    if outcome.permanent or attempts >= ATTEMPTS:
        return None
    pause = pauses[min(attempts, 2) - 1] * _FACTORS.get(outcome, 1.0)
    asked = (fetched.header("retry-after") or "").strip()
    return min(max(pause, float(asked)), _LONGEST) if asked.isdecimal() else pause


def longest_pause(pauses: tuple[float, float] = PAUSES) -> float:
    """The most seconds that `pause_before_retry` can ask for; a moment further off is no retry's."""
    return max(_LONGEST, max(pauses) * max(_FACTORS.values()))
