"""The testbed's year, crawled every Monday over loopback with the day moved and the clock set."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from crawler.catalogue.runs import RunRow
from crawler.clock import clock_starting_at
from crawler.crawl import crawl_sites
from crawler.modes import FULL, UPDATE
from crawler.probing import probe_sites
from crawler.profiles import Profile

BUREAU = "云浦市应急管理局"
FIRST, WEEKS = date(2022, 1, 3), 52
UPDATES = frozenset({9, 10, 11, 28, 29, 30})  # weeks (from 0) in which only what is new is asked for
PROBED = frozenset({48})  # weeks before whose crawl the home pages were visited for seven days
CUT_SHORT = 32  # the week in which the crawl may take no more than some pages


@dataclass(frozen=True)
class Week:
    """A crawl: its number from 0, its Monday, what the testbed knows of that day, and how the run ended."""

    number: int
    day: date
    mode: str
    truth: dict[str, Any]
    run: RunRow

    @property
    def noon(self) -> datetime:
        """The moment at which the crawl began: noon in Shanghai."""
        return datetime(self.day.year, self.day.month, self.day.day, 4, tzinfo=UTC)

    @property
    def outages(self) -> list[dict[str, Any]]:
        """The outages of the bureau on this day."""
        day = self.day.isoformat()
        mine = [one for one in self.truth["outages"] if one["site"] == "bureau"]
        return [one for one in mine if one["period"][0] <= day < one["period"][1]]


@contextmanager
def serving() -> Iterator[dict[str, str]]:
    """The year as a process of its own on a free port; gives its addresses."""
    command = [sys.executable, "-m", "testbed", "year", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def crawled_weeks(folder: Path, weeks: int = WEEKS) -> Iterator[Week]:
    """Crawl week after week into a folder; after each one the caller may look at the catalogue."""
    with serving() as addresses:
        for number in range(weeks):
            day = FIRST + timedelta(days=7 * number)
            mode = UPDATE if number in UPDATES else FULL
            if number in PROBED:
                for before in range(7, 0, -1):
                    _probe(folder, addresses, day - timedelta(days=before))
            _control(addresses, "POST", f"day?to={day}")
            runs = crawl_sites(
                _profiles(addresses, 40 if number == CUT_SHORT else None),
                catalogue=folder / "catalogue.db",
                archive=folder / "archive",
                mode=mode,
                clock=clock_starting_at(datetime(day.year, day.month, day.day, 4, tzinfo=UTC)),
                allow_net=("127.0.0.0/8",),
            )
            yield Week(number, day, mode, _control(addresses, "GET", "truth.json"), runs[0])


def _probe(folder: Path, addresses: dict[str, str], day: date) -> None:
    """Twenty visits to both home pages on a day, half an hour apart."""
    _control(addresses, "POST", f"day?to={day}")
    first = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for visit in range(20):
        probe_sites(
            _profiles(addresses, None),
            catalogue=folder / "catalogue.db",
            clock=clock_starting_at(first + timedelta(minutes=30 * visit)),
            allow_net=("127.0.0.0/8",),
        )


def _profiles(addresses: dict[str, str], most: int | None) -> list[Profile]:
    fetch: dict[str, Any] = {
        "delay_seconds": 0, "concurrency": 8, "retry_seconds": [0.05, 0.05], "timeout_seconds": 15, "max_pages": most,
    }  # fmt: skip
    bureau = {"id": "bureau", "home": addresses["bureau"], "name": BUREAU, "fetch": fetch}
    portal = {"id": "municipal", "home": addresses["municipal"], "kind": "municipal", "organ": BUREAU}
    return [Profile.model_validate(bureau), Profile.model_validate(portal | {"fetch": fetch | {"max_pages": None}})]


def _control(addresses: dict[str, str], method: str, path: str) -> dict[str, Any]:
    request = urllib.request.Request(f"{addresses['control']}{path}", method=method)
    with urllib.request.urlopen(request, timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
    return found
