"""What a report claims: a number with its unit, what it counts, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Claim:
    """One number of a report.

    `indicator` is a name of `indicators.toml` ("published.total"), or "other" for a number that none of them means.
    `bound` is how exact the number is said to be: "" exactly, "about" (约, 左右), "over" (多, 余, 超过), "under" (近,
    不足). `year` is the year that the number is about, where the sentence names another one than the report's.
    `raw` is the number as written (１２３, 1.2万, 未召开), `value` what it means in the indicator's unit.
    `doubts` says, in Chinese, why a person should look before the claim is held against anything (`doubts.py`).
    """

    indicator: str
    value: Decimal
    unit: str
    raw: str
    sentence: str
    place: str
    bound: str = ""
    year: int | None = None
    doubts: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """True if it was read without any doubt."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class CellClaim:
    """One filled cell of a statistics table, by its name in the form: form "oia-2021", cell "t2.r1.natural"."""

    form: str
    cell: str
    label: str
    value: Decimal | None  # None where the cell is empty, a slash, or no number
    raw: str
    place: str
