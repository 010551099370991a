"""The synthetic city served by a process of its own and crawled over loopback, as a user would crawl it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.catalogue.runs import RunRow
from crawler.clock import clock_starting_at
from crawler.crawl import crawl_sites
from crawler.profiles import Profile

NOON = datetime(2017, 1, 20, 4, tzinfo=UTC)


@dataclass(frozen=True)
class City:
    """A crawled city: where it lies, what was planted, how the runs ended."""

    folder: Path
    truth: dict[str, Any]
    runs: list[RunRow]

    @property
    def catalogue(self) -> Path:
        return self.folder / "catalogue.db"


@contextmanager
def serving(*options: str) -> Iterator[dict[str, str]]:
    """The testbed as a process of its own, on a port that is free; gives its addresses."""
    command = [sys.executable, "-m", "testbed", "serve", "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def profiles(addresses: dict[str, str], organ: str) -> list[Profile]:
    """Nothing but the home addresses, and the name of the organ whose part of the portal is wanted."""
    fetch = {"delay_seconds": 0, "concurrency": 4, "retry_seconds": [0.2, 0.5]}
    return [
        Profile.model_validate({"id": "bureau", "home": addresses["bureau"], "fetch": fetch}),
        Profile.model_validate(
            {"id": "municipal", "home": addresses["municipal"], "kind": "municipal", "organ": organ, "fetch": fetch}
        ),
    ]


def crawled(folder: Path, *options: str) -> City:
    """The city of these options (see `python -m testbed serve --help`), crawled into a folder."""
    with serving(*options) as addresses:
        with urllib.request.urlopen(f"{addresses['control']}truth.json") as answer:
            truth = json.load(answer)
        runs = crawl_sites(
            profiles(addresses, truth["organ"]["name"]),
            catalogue=folder / "catalogue.db",
            archive=folder / "archive",
            clock=clock_starting_at(NOON),
            allow_net=("127.0.0.0/8",),
        )
    return City(folder, truth, runs)
