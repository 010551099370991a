"""The measurements of docs/benchmarks-crawling.md, each with a server of its own and children that crawl."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.crawling.server import Served, serving
from benchmarks.crawling.site import Portal, Size

PAGES = Size(columns=8, items=250, rows=20, paragraphs=40)  # some 2,100 pages of 10 KB
CONCURRENCY = 16
_FAST = {"delay_seconds": 0, "concurrency": CONCURRENCY}


def child(what: str, options: dict[str, Any], state: Path, profile: Path | None = None) -> dict[str, Any]:
    """Run one crawl in a process of its own and return what it printed."""
    command = [sys.executable, "-m", "benchmarks.crawling.child", what, json.dumps(options)]
    done = subprocess.run(
        command + ([str(profile)] if profile is not None else []),
        stdout=subprocess.PIPE,
        env={**os.environ, "GONGKAI_STATE": str(state)},
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for one measurement."""
    with tempfile.TemporaryDirectory(prefix="crawling-") as name:
        yield Path(name)


def measured(server: Served, what: str, options: dict[str, Any], state: Path, **more: Any) -> dict[str, Any]:
    """One crawl with the number of its requests, and the processor seconds of the server."""
    count, cpu = server.tell("count"), server.tell("cpu")
    found = child(what, options, state, **more)
    found["requests"] = server.tell("count") - count
    found["server"] = server.tell("cpu") - cpu
    found["rate"] = found["requests"] / found["seconds"]
    return found


def ours(server: Served, place: Path, jobs: int = 1, mode: str = "full", **more: Any) -> dict[str, Any]:
    """Our crawl of the one portal into a folder."""
    options = {"homes": {"s": server.home}, "folder": str(place), "jobs": jobs, "fetch": _FAST, "mode": mode}
    return measured(server, "ours", options, place / "state", **more)


_BURN = "sum(number * number for number in range(8_000_000))"


def spare_cores() -> float:
    """How much faster two processes of pure computing are than one on this machine, now: the most that (b) can be."""
    seconds = []
    for count in (1, 2):
        began = time.perf_counter()
        running = [subprocess.Popen([sys.executable, "-c", _BURN]) for _ in range(count)]
        for process in running:
            process.wait()
        seconds.append(time.perf_counter() - began)
    return 2 * seconds[0] / seconds[1]


def pipeline(rounds: int, profile: Path | None = None) -> list[str]:
    """(a) and (b): the whole pipeline beside a bare spider, and two processes beside one; medians and ratios."""
    size = sum(len(answer.body) for answer in Portal(PAGES).answers.values()) / len(Portal(PAGES).answers)
    bare_runs, one_runs, two_runs, cores = [], [], [], []
    with serving(PAGES) as server:
        for _ in range(rounds):
            with folder() as place:
                bare_runs.append(
                    measured(server, "bare", {"home": server.home, "concurrency": CONCURRENCY}, place / "state")
                )
                one_runs.append(ours(server, place / "one"))
                two_runs.append(ours(server, place / "two", jobs=2))
            cores.append(spare_cores())
        if profile is not None:
            with folder() as place:
                ours(server, place, profile=profile)
    lines = [f"{one_runs[0]['requests']} requests of {size / 1000:.1f} KB, {CONCURRENCY} at once, {rounds} rounds"]
    for name, runs in (("bare Scrapy", bare_runs), ("gongkai", one_runs), ("gongkai --jobs 2", two_runs)):
        each = [1000 * run["cpu"] / run["requests"] for run in runs]
        share = [run["server"] / run["seconds"] for run in runs]
        lines.append(
            f"{name:18} {median(run['rate'] for run in runs):6.0f} requests/s   {median(each):5.2f} ms of processor"
            f" a request   {median(run['peak'] for run in runs):4.0f} MB   server busy {median(share):.0%}"
        )
    lines.append(f"(a) whole pipeline to bare spider: {_ratio(one_runs, bare_runs)} (goal 0.60)")
    lines.append(
        f"(b) two processes to one: {_ratio(two_runs, one_runs)} (goal 1.7; plain computing: {median(cores):.2f})"
    )
    return lines


def _ratio(runs: list[dict[str, Any]], base: list[dict[str, Any]]) -> str:
    rate = median(run["rate"] / other["rate"] for run, other in zip(runs, base, strict=True))
    cpu = median(
        (other["cpu"] / other["requests"]) / (run["cpu"] / run["requests"])
        for run, other in zip(runs, base, strict=True)
    )
    return f"{rate:.2f} by the clock, {cpu:.2f} by processor time"


def update() -> list[str]:
    """(c): requests of an update crawl of an unchanged site of 2,000 items."""
    with serving(PAGES) as server, folder() as place:
        full = ours(server, place)
        again = ours(server, place, mode="update")
        columns = PAGES.columns + 3  # the home page, the group above the lists, robots.txt
        most = columns + 0.05 * PAGES.columns * PAGES.items
        server.show(replace(PAGES, rounds=1))
        after = ours(server, place, mode="update")
    return [
        f"(c) update of {PAGES.columns * PAGES.items} items in {PAGES.columns} lists: full {full['requests']} requests,"
        f" unchanged {again['requests']}, after {PAGES.columns} new ones and {PAGES.columns} edits {after['requests']}",
        f"    goal for the unchanged site: {PAGES.columns} columns + 5 % = {most:.0f} at most",
    ]


def many_sites(sites: int, delay: float, jobs: int) -> list[str]:
    """(e): so many sites of some 20 pages at once, each asked once in `delay` seconds."""
    size = Size(columns=2, items=7, rows=20, paragraphs=10)
    with serving(size) as server, folder() as place:
        homes = {f"s{number:04}": server.site(number) for number in range(1, sites + 1)}
        options = {
            "homes": homes,
            "folder": str(place),
            "jobs": jobs,
            "fetch": {"delay_seconds": delay, "concurrency": 1},
        }
        found = measured(server, "ours", options, place / "state")
    polite = (found["requests"] / sites - 1) * delay  # the first request of a site need not wait
    memories = found["memories"]
    half = memories[len(memories) // 2] if memories else float("nan")
    return [
        f"(e) {sites} sites at once, one request in {delay:g} s each, {jobs} process{'es' if jobs > 1 else ''}:"
        f" {found['requests']} requests in {found['seconds']:.0f} s; politeness alone needs {polite:.0f} s"
        f" ({polite / found['seconds']:.0%}); {found['complete']} of {sites} complete;"
        f" memory {half:.0f} MB at half time, {memories[-1] if memories else half:.0f} MB at the end,"
        f" peak {found['peak']:.0f} MB",
    ]
