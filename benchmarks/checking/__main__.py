"""`python -m benchmarks.checking [--sites 5,50,500] [--jobs 2] [--keep FOLDER]`: all packs over a large catalogue.

Each catalogue is written, then checked by the real command line in processes of its own, with every shipped pack on
one day (`--force`, so that packs of other years are asked as well), and every result goes into the findings ledger. A
second check of the same day, with everything in the ledger already, comes after it. Seconds are of the whole command;
memory is the greatest sum over its processes (PSS, so that what they share counts once). Growth is the time for ten
times the items, divided by ten: 1.0 is linear.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checking.province import AS_OF, build
from checks.pack import load_packs

_POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Measured:
    """One run of the command."""

    seconds: float
    megabytes: float


def main(arguments: list[str] | None = None) -> int:
    """Print one line a size. The exit code is 0 unless a check failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checking", description=__doc__.partition("\n")[0])
    parser.add_argument("--sites", default="5,50,500", help="sizes in sites of 2,000 items and 10 columns")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="keep the catalogues here, and use those that are there")
    options = parser.parse_args(arguments)
    packs = [pack.id for pack in load_packs()]
    clauses = sum(len(pack.clauses) for pack in load_packs())
    print(f"all {len(packs)} packs, {clauses} clauses, {options.jobs} processes")
    print("| sites | columns | items | catalogue | first check | peak memory | check again | growth |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    before: tuple[int, float] | None = None
    with tempfile.TemporaryDirectory() as folder:
        for sites in map(int, options.sites.split(",")):
            place = _workspace((options.keep or Path(folder)) / str(sites), sites, packs)
            first, again = (_check(place, options.jobs) for _ in range(2))
            growth = f"{first.seconds / before[1] / (sites / before[0]):.2f}" if before else ""
            size = (place / "catalogue.sqlite").stat().st_size / 1e6
            print(
                f"| {sites} | {sites * 10:,} | {sites * 2000:,} | {size:,.0f} MB | {first.seconds:.1f} s |"
                f" {max(first.megabytes, again.megabytes):.0f} MB | {again.seconds:.1f} s | {growth} |",
                flush=True,
            )
            before = (sites, first.seconds)
    return 0


def _workspace(folder: Path, sites: int, packs: list[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    names = ", ".join(f'"{pack}"' for pack in packs)
    (folder / "gongkai.toml").write_text(f"[check]\npacks = [{names}]\n", encoding="utf-8")
    catalogue = folder / "catalogue.sqlite"
    if not catalogue.exists():
        build(catalogue, sites=sites)
    return folder


def _check(place: Path, jobs: int) -> Measured:
    command = [sys.executable, "-m", "gongkai", "check", "--as-of", str(AS_OF), "--force", "--jobs", str(jobs)]
    with (place / "log.txt").open("wb") as log:
        began = time.monotonic()
        process = subprocess.Popen([*command, "--workspace", str(place)], stdout=log, stderr=log)
        most = 0.0
        while process.poll() is None:
            most = max(most, _memory(process.pid))
            time.sleep(_POLL_SECONDS)
    if process.returncode:
        raise SystemExit((place / "log.txt").read_text(encoding="utf-8")[-2000:])
    return Measured(time.monotonic() - began, most)


def _memory(root: int) -> float:
    """Megabytes that a process and all below it hold together (PSS, from /proc)."""
    total, waiting = 0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
            for task in Path(f"/proc/{pid}/task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:  # it has just ended
            continue
    return total / 1024


if __name__ == "__main__":
    sys.exit(main())
