"""`python -m benchmarks.robustness [--kills N] [--seed N]`: 200 kills, and after each crawl the catalogue of an
unbroken one.

A synthetic portal with awkward pages is crawled by the real command line, `kill -9` strikes at random moments (of
the start, the crawl and the end), and the same command is given again until the run ends.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

from benchmarks.crawling.server import Served, serving
from benchmarks.crawling.site import Size
from benchmarks.robustness.kills import Broken, Plan, broken, unbroken
from benchmarks.workspaces import make_workspace, run

SIZE = Size(columns=8, items=30, awkward=True)
LATENCY = 0.02  # seconds an answer takes: so that a crawl lasts long enough to be killed several times
FETCH = "delay_seconds = 0.004\nconcurrency = 4\nretry_seconds = [0.2, 0.5]\n"
PLANS = (
    Plan("full, 1 process", ("s",), 1, 1),
    Plan("full, 2 processes", ("s", "--jobs", "2"), 2, 1),
    Plan("update, 1 process", ("s", "--mode", "update"), 1, 2),
    Plan("update, 2 processes", ("s", "--mode", "update", "--jobs", "2"), 2, 2),
)


def main(arguments: list[str] | None = None) -> int:
    """Print one table. The exit code is 1 where anything differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.robustness", description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--each", type=int, default=7, help="kills of one crawl, at most")
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--keep", type=Path, help="a folder for the workspaces that differ")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    print(f"{'crawl':22} {'kills':>6} {'crawls':>7} {'launches':>9} {'requests':>9} {'unbroken':>9}  differences")
    wrong = 0
    for number, plan in enumerate(PLANS):
        share = (options.kills * (number + 1)) // len(PLANS) - (options.kills * number) // len(PLANS)
        results, requests = campaign(plan, share, options.each, options.seed + number, options.keep)
        wrong += sum(len(result.problems) for result in results)
        print(_line(plan, results, requests), flush=True)
        for result in results:
            for problem in result.problems:
                print("   ", problem)
    print(f"{time.monotonic() - began:.0f} seconds")
    return 1 if wrong else 0


def campaign(plan: Plan, kills: int, each: int, seed: int, keep: Path | None = None) -> tuple[list[Broken], int]:
    """So many kills for one way of crawling; returns what became of each crawl, and the requests of an unbroken one."""
    rng = Random(seed)
    results: list[Broken] = []
    with tempfile.TemporaryDirectory(prefix="robustness-") as name, serving(SIZE, LATENCY) as server:
        folder = Path(name)
        ground = _ground(plan, folder / "ground", server)
        whole, requests = unbroken(plan, shutil.copytree(ground, folder / "whole"), server)
        while (struck := sum(result.kills.total() for result in results)) < kills and len(results) < 2 * kills:
            _show(plan, server)
            workspace = shutil.copytree(ground, folder / f"broken-{len(results)}")
            count = min(each, kills - struck)
            result = broken(plan, workspace, server, rng, kills=count, whole=whole, requests=requests)
            results.append(result)
            if result.problems and keep is not None:
                shutil.copytree(workspace, keep / f"{plan.jobs}-{plan.runs}-{seed}-{len(results)}", dirs_exist_ok=True)
                shutil.copytree(folder / "whole", keep / f"{plan.jobs}-{plan.runs}-{seed}-whole", dirs_exist_ok=True)
            shutil.rmtree(workspace)
    return results, requests


def _ground(plan: Plan, folder: Path, server: Served) -> Path:
    """The workspace from which the crawls start: empty, or, for an update, after one full crawl of the day before."""
    workspace = make_workspace(folder, {"s": server.home}, FETCH)
    if plan.runs > 1:
        code = run(workspace, "crawl", "s")
        if code:
            raise RuntimeError(f"the crawl before the update ended with {code}")
    _show(plan, server)
    return workspace


def _show(plan: Plan, server: Served) -> None:
    """What the portal shows in the crawls that are killed; pages that fail at first do so again."""
    server.show(replace(SIZE, rounds=12) if plan.runs > 1 else SIZE)


def _line(plan: Plan, results: list[Broken], requests: int) -> str:
    kills: Counter[str] = sum((result.kills for result in results), Counter())
    launches = sum(result.launches for result in results)
    asked = sum(result.asked for result in results) / max(1, len(results))
    wrong = sum(len(result.problems) for result in results)
    victims = ", ".join(f"{victim} {count}" for victim, count in sorted(kills.items()))
    return (
        f"{plan.name:22} {kills.total():6} {len(results):7} {launches:9} {asked:9.0f} {requests:9}"
        f"  {wrong or 'none'}  (killed: {victims})"
    )


if __name__ == "__main__":
    sys.exit(main())
