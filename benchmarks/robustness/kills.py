"""One crawl by the real command line, killed at random moments and begun again until it ends."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urljoin

from benchmarks.crawling.server import Served
from benchmarks.robustness.told import Facts, differences, ended, settled, told
from benchmarks.workspaces import alive, children, run, start
from crawler.identity import canonical_key

INCOMPLETE = 3
_STARTUP = 1.6  # seconds in which a process starts, at most
_PATIENCE = 240.0  # seconds for one command


@dataclass(frozen=True, slots=True)
class Plan:
    """What is crawled, and how: the arguments of the command, and how many runs it leaves."""

    name: str
    arguments: tuple[str, ...]
    jobs: int
    runs: int  # in the catalogue, once all is done
    exit_code: int = 0  # of a command that nobody disturbs


@dataclass(slots=True)
class Broken:
    """What became of one crawl that was killed."""

    kills: Counter[str] = field(default_factory=Counter)  # by victim
    launches: int = 0
    asked: int = 0
    problems: list[str] = field(default_factory=list)


def unbroken(plan: Plan, workspace: Path, server: Served) -> tuple[dict[str, Facts], int]:
    """The catalogue of a crawl that nobody disturbs, and its number of requests."""
    before = server.tell("count")
    code = run(workspace, "crawl", *plan.arguments)
    if code != plan.exit_code:
        raise RuntimeError(f"{plan.name}: exit code {code}, not {plan.exit_code}: see {workspace}/log.txt")
    return told(workspace / "catalogue.sqlite"), server.tell("count") - before


def broken(
    plan: Plan, workspace: Path, server: Served, rng: Random, *, kills: int, whole: dict[str, Facts], requests: int
) -> Broken:
    """Crawl with up to `kills` kills, compare with the unbroken crawl; `requests` is what that one needed."""
    result = Broken()
    catalogue = workspace / "catalogue.sqlite"
    known = settled(catalogue)
    server.tell("asked")
    while not ended(catalogue, plan.runs) and result.launches < kills + 20:
        process = start(workspace, "crawl", *plan.arguments)
        result.launches += 1
        wanted = result.kills.total() < kills
        if wanted:
            _wait_for_moment(process, server, rng, max(1, requests - len(known)), kills - result.kills.total())
            victim = _kill(process, plan.jobs, rng)
            if victim:
                result.kills[victim] += 1
        _judge_ending(plan, process, catalogue, result, disturbed=wanted)
        if not (wanted and rng.random() < 0.3):  # sometimes begun again while orphans are still at work
            _wait_for_orphans(process.pid)
        before, known = known, settled(catalogue)  # first this: an orphan may still ask, and commit, in between
        asked = server.tell("asked")
        result.asked += len(asked)
        again = {path for path in asked if ("s", canonical_key(urljoin(server.home, path))) in before}
        if again:
            result.problems.append(f"asked again though committed: {sorted(again)[:5]}")
    _compare(plan, workspace, whole, result)
    return result


def _wait_for_moment(process: subprocess.Popen[bytes], server: Served, rng: Random, left: int, kills: int) -> None:
    """Wait for the moment of the kill: in the start-up, after some requests, or about the end of the run."""
    lot = rng.random()
    if lot < 0.15:
        _sleep(process, rng.uniform(0.0, _STARTUP))
        return
    count = left if lot > 0.9 else min(left, max(1, round(left * rng.random() * 2 / (kills + 1))))
    goal = server.tell("count") + count
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and server.tell("count") < goal and time.monotonic() < deadline:
        time.sleep(0.004)
    _sleep(process, rng.uniform(0.0, 0.5 if lot > 0.9 else 0.06))


def _sleep(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return


def _kill(process: subprocess.Popen[bytes], jobs: int, rng: Random) -> str:
    """Kill -9; returns who was killed, empty where all had ended already."""
    workers = children(process.pid)
    lot = rng.random()
    try:
        if process.poll() is not None:
            return ""
        if jobs == 1:
            process.kill()
            return "the process"
        if lot < 0.5 and workers:
            os.kill(rng.choice(workers), signal.SIGKILL)
            return "a worker"
        if lot < 0.75:
            process.kill()
            return "the parent"
        os.killpg(process.pid, signal.SIGKILL)
        return "all"
    except ProcessLookupError:
        return ""


def _judge_ending(
    plan: Plan, process: subprocess.Popen[bytes], catalogue: Path, result: Broken, *, disturbed: bool
) -> None:
    """Exit codes must be true: 0 and 3 only from a run that ended, the one of the plan where nobody disturbed it."""
    try:
        code = process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        result.problems.append(f"launch {result.launches} did not end within {_PATIENCE:.0f} s")
        return
    if code in (plan.exit_code, 0, INCOMPLETE):
        if not ended(catalogue, plan.runs):
            result.problems.append(f"exit code {code}, but the run has not ended")
        elif code != plan.exit_code:
            result.problems.append(f"exit code {code} instead of {plan.exit_code}")
    elif not disturbed:
        result.problems.append(f"exit code {code} though nobody disturbed it")


def _wait_for_orphans(group: int) -> None:
    """Workers whose parent was killed stop in good order: let them."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
        if not alive([pid for pid in numbers if _group(pid) == group]):
            return
        time.sleep(0.02)


def _group(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return -1


def _compare(plan: Plan, workspace: Path, whole: dict[str, Facts], result: Broken) -> None:
    catalogue = workspace / "catalogue.sqlite"
    if not ended(catalogue, plan.runs):
        result.problems.append("the run never ended")
        return
    result.problems += differences(whole, told(catalogue))
    conn = sqlite3.connect(catalogue)
    result.problems += [str(row[0]) for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
    result.problems += [f"foreign key: {row}" for row in conn.execute("PRAGMA foreign_key_check")]
    conn.close()
    code = run(workspace, "archive", "verify")
    if code:
        result.problems.append(f"`gongkai archive verify` ends with {code}")
