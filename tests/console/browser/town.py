"""A running city with its console as a process of its own, as `gongkai serve` starts it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.clock import SHANGHAI
from gongkai.demo.city import City
from gongkai.workspace import Workspace
from tests.console.inspected_city import inspected_city

_ANSWERS = 120.0  # seconds to wait for the console


@dataclass
class Town:
    """A city, the workspace about it, and the console, whose clock can be set by starting it anew."""

    city: City
    place: Workspace
    truth: dict[str, Any]
    now: datetime
    port: int
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        """Where the console answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, now: datetime | None = None) -> None:
        """Start the console, at another moment where one is given; the one before is stopped."""
        self.stop()
        self.now = now or self.now
        clock = self.now.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
        command = [sys.executable, "-P", "-m", "gongkai", "serve", "--port", str(self.port), "--clock", clock]
        command += ["--allow-net", "127.0.0.0/8", "--workspace", str(self.place.root)]
        with (self.place.root / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        self._wait()

    def stop(self) -> None:
        """Stop the console."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(120)
            self.process = None

    def ask(self, path: str, *, post: bool = False) -> Any:
        """Ask the city's control: truth, the day, mending, the log of requests."""
        request = urllib.request.Request(f"{self.city.control}{path}", method="POST" if post else "GET")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def mend(self, fault: str) -> None:
        """Really mend a planted fault on the city's own site."""
        self.ask(f"mend?fault={fault}", post=True)

    def log(self) -> str:
        """What the console has said."""
        return (self.place.root / "serve.log").read_text("utf-8", "replace")

    def _wait(self) -> None:
        until = time.monotonic() + _ANSWERS
        while time.monotonic() < until:
            assert self.process is not None
            assert self.process.poll() is None, self.log()[-2000:]
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the console does not answer: " + self.log()[-2000:])


@contextmanager
def running_town(folder: Path, seed: int = 2016) -> Iterator[Town]:
    """The demo city running, crawled, checked, with its console."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    with inspected_city(folder, seed) as (city, found):
        town = Town(city, found.place, found.truth, found.now, port)
        town.start()
        try:
            yield town
        finally:
            town.stop()
