"""What a platform adapter is, and how adapters are found.

An adapter is one file in this folder with one `Adapter` class (any name) and is pure: Page in, Reading out,
no network, clock or database. It knows a platform, never a host. Detection is per page, because one host
mixes generations of systems.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol, runtime_checkable

from crawler.model import PageKind, Reading, Role
from crawler.page import Page, TooDeepError


@dataclass(frozen=True, slots=True)
class Hint:
    """What the crawl already knows when it hands a page to a reader. All of it may be absent.

    `site_url` is the site's home address (to tell internal from external links); `site_number` what earlier pages
    called the site's number, which its data services ask for.
    """

    role: Role | None = None
    site_url: str | None = None
    column_path: tuple[str, ...] = ()
    listed_title: str | None = None
    listed_on: date | None = None
    site_number: str | None = None


NO_HINT = Hint()


@runtime_checkable
class Platform(Protocol):
    """One platform family."""

    name: str

    def recognises(self, page: Page) -> float:
        """How sure the adapter is that it should read this page: 0.0 not at all, 1.0 certain."""

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""


@runtime_checkable
class OpenEnded(Protocol):
    """A platform whose lists tell no reliable end: the page behind the last one is asked for, and is not there."""

    def end_of_list(self, url: str) -> Reading | None:
        """The empty list that 'not found' means at this address; None where it is not one of the platform's lists."""


@runtime_checkable
class SelfTested(Protocol):
    """A platform that knows how long its lists usually are: an empty one may be a layout that it cannot read."""

    usual_rows: int  # entries on a full page


@cache
def adapters() -> tuple[Platform, ...]:
    """All adapters of this folder, `generic` last. A module offers its adapter as `PLATFORM`."""
    import crawler.platforms as folder

    found: list[Platform] = []
    for module in sorted(info.name for info in pkgutil.iter_modules(folder.__path__)):
        unit = getattr(importlib.import_module(f"crawler.platforms.{module}"), "PLATFORM", None)
        if unit is not None:
            found.append(unit)
    return tuple(sorted(found, key=lambda unit: unit.name == "generic"))


def usual_rows(platform: str | None) -> int | None:
    """How many entries a full list page of this platform has; None where the adapter does not say."""
    return next(
        (unit.usual_rows for unit in adapters() if unit.name == platform and isinstance(unit, SelfTested)), None
    )


def end_of_list(url: str) -> Reading | None:
    """What 'not found' means at the address of a further list page: the end of the list (empty), or None: an error."""
    found = (unit.end_of_list(url) for unit in adapters() if isinstance(unit, OpenEnded))
    return next((reading for reading in found if reading is not None), None)


def read_page(page: Page, hint: Hint = NO_HINT, *, platform: str | None = None) -> Reading:
    """Read a page with the adapter that recognises it best; ties go to the first by name, `generic` last.

    `platform` forces one adapter by name (a site profile may do so). A page that no parser should have to bear is
    `other`, with a warning.
    """
    try:
        if platform is not None:
            return next(unit for unit in adapters() if unit.name == platform).read(page, hint)
        best = max(adapters(), key=lambda unit: unit.recognises(page))
        return best.read(page, hint)
    except TooDeepError as error:  # nothing of it is read, and that is said
        return Reading(PageKind.OTHER, adapters()[-1].name, page.encoding, warnings=(str(error),))
