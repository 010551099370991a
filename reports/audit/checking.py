"""All checks of one report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reports.audit.case import Case, open_case
from reports.audit.checks import families
from reports.audit.claim import Claim
from reports.audit.paper import Paper
from reports.audit.remark import Remark, problems

__all__ = ["Remark", "check_case", "check_paper", "problems"]


def check_paper(
    paper: Paper,
    claims: Sequence[Claim],
    *,
    year: int | None = None,
    last: Paper | None = None,
    published: date | None = None,
) -> list[Remark]:
    """Every remark on a report: what is wrong, what is right, and what cannot be checked.

    `claims` are the numbers of its text, `last` the report of the same organ for the year before, `published` the
    day it was published where that is known.
    """
    return check_case(open_case(paper, claims, year=year, last=last, published=published))


def check_case(case: Case) -> list[Remark]:
    """As `check_paper`, for a report that was opened already; faults first, in the order of the checks."""
    found = [remark for check in families().values() for remark in check(case)]
    return sorted(found, key=lambda remark: (not remark.flagged, remark.check))
