"""A report with everything that checks ask of it, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checks.model import Verdict
from reports.audit.claim import Claim
from reports.audit.form import Recognised, recognise
from reports.audit.paper import Paper
from reports.audit.remark import Remark
from reports.audit.standards import standard_of
from reports.audit.tables import Tables, read_tables
from reports.forms import StatForm


@dataclass(frozen=True)
class Case:
    """One report under audit. `last` is the report of the year before, `published` when this one was published."""

    paper: Paper
    recognised: Recognised
    claims: tuple[Claim, ...] = ()
    last: Case | None = None
    published: date | None = None

    @property
    def year(self) -> int | None:
        """The report year."""
        return self.recognised.year

    @property
    def form(self) -> StatForm | None:
        """The form of its tables, None for a form without tables."""
        return self.recognised.statistics

    @cached_property
    def tables(self) -> Tables | None:
        """Its tables by the names of its form."""
        return read_tables(self.paper, self.form, self.year) if self.form else None

    def remark(
        self,
        check: str,
        verdict: Verdict,
        sentence: str,
        *,
        place: str = "",
        says: object = "",
        should: object = "",
        cells: tuple[str, ...] = (),
        indicator: str = "",
    ) -> Remark:
        """A remark under the clause of this report's year."""
        standard = standard_of(check, self.year)
        return Remark(check, verdict, sentence, place, str(says), str(should), cells, indicator, standard)


def open_case(
    paper: Paper,
    claims: Sequence[Claim] = (),
    *,
    year: int | None = None,
    last: Paper | None = None,
    published: date | None = None,
) -> Case:
    """A report with what is known beside it. `year` and `published` are what a person says; they win."""
    before = open_case(last) if last is not None else None
    return Case(paper, recognise(paper, year=year), tuple(claims), before, published or paper.published)
