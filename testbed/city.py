"""The running city: a world in a family's markup, on a day that can be moved, with faults that can be mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cached_property

from testbed.render.bureau import BureauSite
from testbed.render.families import FAMILIES
from testbed.render.municipal import MunicipalSite
from testbed.render.site import Answer, Posted
from testbed.view import View
from testbed.world.build import make_world
from testbed.world.mend import apply
from testbed.world.model import World

FIRST_DAY, LAST_DAY = date(2014, 1, 1), date(2017, 12, 31)
DEFAULT_DAY = date(2017, 1, 20)
HOSTS = {"bureau": "127.0.16.1", "municipal": "127.0.16.2", "control": "127.0.16.254"}


class City:
    """Two sites and their truth. Pages are rendered once a day and kept."""

    def __init__(
        self,
        seed: int = 2016,
        family: str = "ucap",
        day: date = DEFAULT_DAY,
        variant: str | None = None,
        bases: dict[str, str] | None = None,
    ) -> None:
        """`bases`: site → address with a trailing slash, e.g. http://127.0.16.1:8016/"""
        if family not in FAMILIES:
            raise ValueError(f"unknown family {family!r}; known: {', '.join(sorted(FAMILIES))}")
        self.family = family
        self.bases = bases or {name: f"http://{host}:8016/" for name, host in HOSTS.items()}
        self.mended: dict[str, date] = {}
        self.origin = make_world(seed, variant)
        self.world: World = self.origin
        self.day = day
        self.move(day)

    def move(self, day: date) -> None:
        """Show the city as it stood on this day."""
        if not FIRST_DAY <= day <= LAST_DAY:
            raise ValueError(f"the city can be shown from {FIRST_DAY} to {LAST_DAY}, not on {day}")
        self.day = day
        self._pages: dict[tuple[str, str], Answer] = {}
        self.__dict__.pop("view", None)

    def mend(self, fault_id: str) -> None:
        """Really mend a planted fault, on the day now shown. KeyError: no such fault; ValueError: history stays."""
        fault = next((fault for fault in self.origin.faults if fault.id == fault_id), None)
        if fault is None:
            raise KeyError(fault_id)
        if fault_id in self.mended:
            return
        world = apply(self.world, fault, self.day)
        self.mended[fault_id] = self.day
        self.world = replace(world, faults=tuple(one for one in world.faults if one.id != fault_id))
        self.__dict__.pop("sites", None)
        self.move(self.day)

    @cached_property
    def view(self) -> View:
        """What is up on the day now shown."""
        return View(self.world, self.day)

    @cached_property
    def sites(self) -> dict[str, BureauSite | MunicipalSite]:
        """Both sites in the family's markup."""
        bureau, municipal = FAMILIES[self.family]
        sites: dict[str, BureauSite | MunicipalSite] = {
            "bureau": bureau(self.world, self.bases["municipal"]),
            "municipal": municipal(self.world, self.bases["bureau"]),
        }
        for name, site in sites.items():
            site.base = self.bases[name]
        return sites

    def answer(self, site: str, target: str) -> Answer:
        """What a site answers to a request target (path and query) today. Who gets a cookie gets a page of his own."""
        key = (site, target)
        if key in self._pages:
            return self._pages[key]
        answer = self.sites[site].answer(target, self.view)
        if not any(name == "Set-Cookie" for name, _ in answer.headers):
            self._pages[key] = answer
        return answer

    def answer_post(self, site: str, target: str, posted: Posted) -> Answer:
        """What a site answers to a POST today."""
        return self.sites[site].answer_post(target, posted, self.view)

    def address(self, site: str, path: str) -> str:
        """A full address."""
        return self.bases[site].rstrip("/") + path
