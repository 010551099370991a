"""What a check says of a report: a verdict, where, what stands there and what should."""

from __future__ import annotations

from dataclasses import dataclass

from checks.model import Verdict
from reports.audit.standards import Standard


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a check looked at.

    `says` is what stands in the report, `should` what ought to stand there (or what it contradicts), both as written;
    `cells` are the form's cells that take part. `sentence` says it all in Chinese. What could not be checked is
    unsure, with the reason in `sentence`; it is never flagged.
    """

    check: str
    verdict: Verdict
    sentence: str
    place: str = ""
    says: str = ""
    should: str = ""
    cells: tuple[str, ...] = ()
    indicator: str = ""
    standard: Standard | None = None

    @property
    def flagged(self) -> bool:
        """True for a fault."""
        return self.verdict is Verdict.FLAGGED


def problems(remarks: list[Remark]) -> list[Remark]:
    """The faults among remarks."""
    return [remark for remark in remarks if remark.flagged]
