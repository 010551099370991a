"""`python -m benchmarks.counting [--rounds 3] [--keep FOLDER]`: all metrics of a year over large catalogues.

Three catalogues are written (see `benchmarks.checking.province`): a province of 500 sites and a million items, of which
one organ is counted; one site that published 200,000 items in the year; a bureau and its portal with 100,000 each. Then
the real command line counts every metric, in processes of its own. Seconds are of the whole command, the least of the
rounds; memory is the greatest that the process held. Beside it stands a plain `SELECT … count(DISTINCT …) GROUP BY` of
the same items by month, which answers one of the questions and reads no page.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checking.province import build
from crawler.catalogue.database import connect
from reports.metrics.base import metrics

YEAR = 2016
_MONTHS = (
    "SELECT substr(published_on, 1, 7), count(DISTINCT identity_id) FROM items WHERE site = ? AND kind IN"
    " ('article', 'listed') AND published_on BETWEEN '2016-01-01' AND '2016-12-31' GROUP BY 1"
)


@dataclass(frozen=True)
class Shape:
    """A catalogue: how many sites with how many items each, spread over so many days, and whether one is a portal."""

    name: str
    title: str
    sites: int
    items: int
    days: int
    portal: bool = False


SHAPES = (
    Shape("province", "500 sites of 2,000 items; one of them counted", 500, 2_000, 1_500),
    Shape("one", "one site of 200,000 items of the year", 1, 200_000, 360),
    Shape("two", "a bureau and its portal, 100,000 items of the year each", 2, 100_000, 360, portal=True),
)


@dataclass(frozen=True)
class Measured:
    """One run of a command: seconds in all, seconds of processor time, megabytes at most."""

    seconds: float
    busy: float
    megabytes: float


def main(arguments: list[str] | None = None) -> int:
    """Print one line a catalogue. The exit code is 0 unless a count failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.counting", description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shapes", default=",".join(shape.name for shape in SHAPES))
    parser.add_argument("--keep", type=Path, help="keep the catalogues here, and use those that are there")
    options = parser.parse_args(arguments)
    print(f"all {len(metrics())} metrics, best of {options.rounds}")
    print("| catalogue | items of the year | all metrics | processor | memory | plain SELECT | ratio | rows as CSV |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for shape in SHAPES:
            if shape.name in options.shapes.split(","):
                place = _workspace((options.keep or Path(folder)) / shape.name, shape)
                _measure(place, shape, options.rounds)
    return 0


def _measure(place: Path, shape: Shape, rounds: int) -> None:
    every = min((_count(place) for _ in range(rounds)), key=lambda one: one.seconds)
    listed = min((_count(place, "published.total", "--rows", "--format", "csv") for _ in range(rounds)), key=_seconds)
    items, plain = min((_plain(place) for _ in range(rounds)), key=lambda one: one[1])
    print(
        f"| {shape.title} | {items:,} | {every.seconds:.1f} s | {every.busy:.1f} s | {every.megabytes:.0f} MB |"
        f" {plain:.2f} s | {every.seconds / plain:.0f} | {listed.seconds:.1f} s, {listed.megabytes:.0f} MB |",
        flush=True,
    )


def _seconds(one: Measured) -> float:
    return one.seconds


def _workspace(folder: Path, shape: Shape) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gongkai.toml").write_text("", encoding="utf-8")
    catalogue = folder / "catalogue.sqlite"
    if not catalogue.exists():
        with ProcessPoolExecutor(1) as apart:  # a child begins with its parent's memory, which would be counted
            apart.submit(build, catalogue, sites=shape.sites, items_per_site=shape.items, days=shape.days).result()
        if shape.portal:
            conn = connect(catalogue)
            conn.execute("UPDATE sites SET kind = 'municipal' WHERE id = 'site0001'")
            conn.close()
    return folder


def _count(place: Path, *words: str) -> Measured:
    command = [sys.executable, "-m", "gongkai", "count", *words, "--year", str(YEAR), "--site", "site0000"]
    with (place / "log.txt").open("wb") as log:
        began = time.monotonic()
        process = subprocess.Popen([*command, "--workspace", str(place)], stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit((place / "log.txt").read_text(encoding="utf-8")[-2000:])
    return Measured(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _plain(place: Path) -> tuple[int, float]:
    """(items of the year by the plain question, seconds that it takes)."""
    conn = connect(place / "catalogue.sqlite")
    began = time.monotonic()
    found = conn.execute(_MONTHS, ("site0000",)).fetchall()
    seconds = time.monotonic() - began
    conn.close()
    return sum(row[1] for row in found), seconds


if __name__ == "__main__":
    sys.exit(main())
