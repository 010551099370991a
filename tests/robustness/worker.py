"""A process that crawls on demand: each crawl in a fork of its own, so that time and memory are its own.

Reads one job a line from standard input, writes one result a line. Nothing of the crawler is replaced; where a job
scripts the DNS, aiohttp's own resolver is, below our guard.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import aiohttp

import crawler.settings
import crawler.spiders.process
from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.clock import system_clock
from crawler.crawl import crawl_sites
from crawler.profiles import Profile


def resident(field: str) -> int:
    """A field of /proc/self/status in bytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) * 1024
    raise LookupError(field)


class ScriptedResolver(aiohttp.ThreadedResolver):
    """DNS as a job has it: each name answers with the next of its addresses, at last always with the last."""

    script: ClassVar[dict[str, list[str]]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[aiohttp.abc.ResolveResult]:
        addresses = self.script.get(host)
        if addresses is None:
            return await super().resolve(host, port, family)
        address = addresses.pop(0) if len(addresses) > 1 else addresses[0]
        found = await super().resolve(address, port, family)
        return [{**entry, "hostname": host} for entry in found]


def crawl(job: dict[str, Any]) -> dict[str, Any]:
    """Crawl one site and tell what came of it."""
    if job.get("authority"):
        os.environ["SSL_CERT_FILE"] = job["authority"]
    if job.get("dns"):
        ScriptedResolver.script = job["dns"]
        aiohttp.ThreadedResolver = ScriptedResolver  # type: ignore[misc]
        crawler.settings.DNSCACHE_ENABLED = False  # type: ignore[attr-defined]
    folder = Path(job["folder"])
    profile = Profile.model_validate(job["profile"])
    before, started = resident("VmRSS"), time.monotonic()
    run = crawl_sites(
        [profile],
        catalogue=folder / "catalogue.db",
        archive=folder / "archive",
        clock=system_clock,
        allow_net=job["allow_net"],
    )[0]
    seconds, grown = time.monotonic() - started, resident("VmHWM") - before
    conn = connect(folder / "catalogue.db")
    visits = queries.visits(conn, profile.id)
    items = queries.items(conn, profile.id)
    states = conn.execute(
        "SELECT c.path, s.complete, s.why FROM column_states s JOIN columns c ON c.id = s.column_id"
    ).fetchall()
    conn.close()
    return {
        "state": run.state,
        "failures": dict(run.failures),
        "visits": [[_path(visit.url), visit.outcome, visit.error or ""] for visit in visits],
        "items": [[_path(item.url), item.title] for item in items],
        "open": {row["path"]: row["why"] for row in states if not row["complete"]},
        "seconds": seconds,
        "grown": grown,
    }


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def apart(job: dict[str, Any], limit: float) -> dict[str, Any]:
    """Do a job in a fork; one that does not end in time is killed and says so."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status = 1
        try:
            answer = json.dumps(crawl(job))
            status = 0
        except BaseException as error:
            answer = json.dumps({"error": f"{type(error).__name__}: {error}"})
        with os.fdopen(writing, "w") as pipe:
            pipe.write(answer)
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        ready, _, _ = select.select([pipe], [], [], limit)
        if not ready:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return {"error": f"did not end within {limit} s"}
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else {"error": "died without a word"}


def main() -> None:
    """Work through jobs until standard input ends."""
    for line in sys.stdin:
        job = json.loads(line)
        sys.stdout.write(json.dumps(apart(job, job["limit"])) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
