"""The testbed as the outside world: started as its own process, spoken to over loopback only."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import ProxyHandler, build_opener

from crawler.errors import GongkaiError

_START_SECONDS = 120.0
_LOCAL = build_opener(ProxyHandler({}))  # a proxy set in the environment must not see loopback requests


@dataclass(frozen=True, slots=True)
class City:
    """A running city: the home addresses of its sites and its control address."""

    bureau: str
    municipal: str
    control: str
    seed: int
    family: str
    as_of: str  # the day on which the city is shown

    def truth(self) -> dict[str, Any]:
        """What is really there, computed by the testbed when it built the city."""
        with _LOCAL.open(f"{self.control.rstrip('/')}/truth.json", timeout=60) as answer:
            truth: dict[str, Any] = json.load(answer)
        return truth


@contextmanager
def running_city(seed: int, family: str, variant: str | None = None) -> Iterator[City]:
    """Start `python -m testbed serve` on a free port and stop it at the end of the block.

    Raises GongkaiError with the testbed's own words where it does not come up.
    """
    command = [sys.executable, "-P", "-m", "testbed", "serve", "--port", "0", "--seed", str(seed), "--family", family]
    if variant:
        command += ["--variant", variant]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603
    said: deque[str] = deque(maxlen=20)
    threading.Thread(target=_drain, args=(process.stderr, said), daemon=True).start()
    try:
        yield _ready(process, said)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def _ready(process: subprocess.Popen[str], said: deque[str]) -> City:
    watchdog = threading.Timer(_START_SECONDS, process.kill)
    watchdog.start()
    try:
        line = process.stdout.readline() if process.stdout else ""
    finally:
        watchdog.cancel()
    try:
        facts = json.loads(line)
        return City(**{name: facts[name] for name in City.__slots__})
    except (ValueError, KeyError, TypeError):
        process.wait(timeout=10)
        words = " ".join("".join(said).split()) or line.strip() or "it said nothing"
        raise GongkaiError(f"the testbed did not start: {words[-300:]}") from None


def _drain(stream: Any, said: deque[str]) -> None:
    with stream:
        said.extend(stream)
