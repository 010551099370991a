"""The hostile testbed as a process, and a crawler beside it: what tests of robustness stand on."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = ["127.0.0.9"]
DNS = {"private.test": PRIVATE, "rebinding.test": ["127.0.0.1", "127.0.0.1", "127.0.0.1", *PRIVATE]}


def truths() -> list[dict[str, Any]]:
    """All behaviours with what must come of them, as the testbed prints them."""
    command = [sys.executable, "-m", "testbed", "hostile", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, timeout=60)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@dataclass(frozen=True)
class Lab:
    """All hostile sites on loopback, and a process that crawls them one by one."""

    addresses: dict[str, Any]
    worker: subprocess.Popen[str]

    def tell(self, what: str, name: str) -> Any:
        """What the testbed noted: `requests` or `touched`."""
        with urllib.request.urlopen(f"{self.addresses['control']}/{what}.json?behaviour={name}", timeout=10) as answer:
            return json.load(answer)

    def crawl(self, name: str, folder: Path, changes: dict[str, Any] | None = None, **job: Any) -> dict[str, Any]:
        """Crawl one site with short times; gives what came of it. Only 127.0.0.1 may be connected to."""
        home = self.addresses["homes"][name]
        port = home.rsplit(":", 1)[1].strip("/")
        fetch = {"delay_seconds": 0, "timeout_seconds": 1, "retry_seconds": [0.1, 0.2]}
        watched = self.addresses["watched"][name].rsplit(":", 1)[1]
        asked = json.dumps(changes or {}).replace("{port}", port).replace("{watched}", watched)
        profile = {"id": "hostile", "home": home, "fetch": fetch, **json.loads(asked)}
        work = {
            "folder": str(folder),
            "profile": profile,
            "allow_net": ["127.0.0.1/32"],
            "authority": self.addresses["ca"],
            "dns": DNS,
            "limit": 300.0,
            **job,
        }
        assert self.worker.stdin is not None and self.worker.stdout is not None
        self.worker.stdin.write(json.dumps(work) + "\n")
        self.worker.stdin.flush()
        result: dict[str, Any] = json.loads(self.worker.stdout.readline())
        return result


@contextmanager
def laboratory(*names: str) -> Iterator[Lab]:
    """The testbed with some behaviours (none named: all), and the crawling process."""
    options = [part for name in names for part in ("--behaviour", name)]
    serving = [sys.executable, "-m", "testbed", "hostile", *options]
    working = [sys.executable, "-m", "tests.robustness.worker"]
    with (
        subprocess.Popen(serving, stdout=subprocess.PIPE, text=True, cwd=ROOT) as testbed,
        subprocess.Popen(
            working, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT
        ) as worker,
    ):
        try:
            assert testbed.stdout is not None
            yield Lab(json.loads(testbed.stdout.readline()), worker)
        finally:
            worker.terminate()
            testbed.terminate()
