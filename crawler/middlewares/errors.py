"""How a download that brought no answer is told: with its outcome."""

from __future__ import annotations

from crawler.model import Outcome


class FetchError(Exception):
    """No answer, or none that may be used. `outcome` says why."""

    def __init__(self, outcome: Outcome, error: str) -> None:
        self.outcome = outcome
        super().__init__(error)
