"""What a metric is, what it counts, and how metrics are found.

A metric is one file in this folder that offers a `METRIC`. Its value is always derived from its rows, so a
number and the list behind it can never differ.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.scope import Scope


class Source(StrEnum):
    """Where the facts of a metric come from."""

    CRAWL = "crawl"  # seen on a site, archived
    REGISTER = "register"  # written down by the office (台账)
    BOTH = "both"  # seen on a site, and the office states it as well: a disagreement is shown, never averaged
    CHECK = "check"  # what the rules found; counted for a document, not offered as a metric of the year


class Summary(StrEnum):
    """How the value of a metric follows from the amounts of its rows, and from nothing else."""

    SUM = "sum"  # added up
    SHARE = "share"  # of all rows those with amount 1 (the others have 0), in percent with one decimal
    MEAN = "mean"  # the average amount, with one decimal
    MEDIAN = "median"  # the amount in the middle, of an even number of rows half-way between the two


class NotKnown(Exception):  # noqa: N818 - it is an answer, not an error
    """A metric has no value: nobody looked, or nobody filled it in. Never the same as 0."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Proof:
    """The archived page behind a row: when it was captured, its digest, and "file:offset" in the archive."""

    capture_id: int
    at: str
    sha256: str
    warc: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One row behind a number: an item, letter or column with its capture, or a row of a register.

    `amount` is what the row adds to the value (1, or posts, followers, yuan). `part` is its place in a
    breakdown. `identity` is equal for all places of one and the same item; `also` holds its other addresses.
    """

    title: str
    on: date | None
    amount: Decimal = Decimal(1)
    part: str = ""
    site: str | None = None
    url: str | None = None
    also: tuple[str, ...] = ()
    item_id: int | None = None
    identity: int | None = None
    proof: Proof | None = None
    file: str | None = None  # a register's file name
    row_no: int | None = None  # its row as a spreadsheet shows it (the header is row 1)
    evidence: str = ""

    @property
    def captured_at(self) -> str | None:
        """When the page behind this row was captured (UTC), None for registers."""
        return self.proof.at if self.proof else None

    @property
    def sha256(self) -> str | None:
        """Digest of the captured page."""
        return self.proof.sha256 if self.proof else None

    @property
    def warc(self) -> str | None:
        """Where the capture lies in the archive, "file:offset"."""
        return self.proof.warc if self.proof else None


@dataclass(frozen=True, slots=True)
class Metric:
    """A named count.

    `rows` returns what is counted in a scope, or raises NotKnown. `sites` names the channels ("bureau",
    "municipal") whose coverage decides whether the number is complete. `places` says where the number stands in the
    statistics forms: form ("stats-2014", "oia-2019", "oia-2021", "website-work") → cell ("1.1", "t2.r1.total") →
    part of the breakdown, or None for the whole value. `summary` says how rows become the value; a share, a mean or
    a median of no rows is not known, a sum of none is 0.
    """

    name: str
    title: str
    unit: str
    definition: str
    source: Source
    rows: Callable[[Scope], Sequence[Counted]]
    sites: tuple[str, ...] = ()
    places: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    parts: tuple[str, ...] = ()  # parts that are printed even where nothing falls into them
    note: Callable[[Scope], str] | None = None  # what a reader must know beside the number
    summary: Summary = Summary.SUM
    registers: tuple[str, ...] = ()  # names of the registers whose rows are counted


@cache
def metrics() -> Mapping[str, Metric]:
    """All metrics of this folder by name."""
    import reports.metrics as folder

    found: dict[str, Metric] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        unit = getattr(importlib.import_module(f"reports.metrics.{module}"), "METRIC", None)
        if unit is None:
            continue
        if unit.name in found:
            raise ValueError(f"reports/metrics/{module}.py: a metric named {unit.name!r} exists already")
        found[unit.name] = unit
    return dict(sorted(found.items()))
