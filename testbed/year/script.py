"""The script of the year: the ordinary life, then everything that goes wrong, or seems to."""

from __future__ import annotations

from collections.abc import Callable

from testbed.year.clerk import Clerk
from testbed.year.model import Year
from testbed.year.ordinary import ordinary_year


def whole_year() -> Year:
    """The year with all that is planted in it."""
    year, clerk = ordinary_year()
    for plant in SCRIPTS:
        plant(year, clerk)
    return year


SCRIPTS: tuple[Callable[[Year, Clerk], None], ...] = ()
