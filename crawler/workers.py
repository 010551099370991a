"""One crawl by several processes: each takes its share of the sites, or they share one site's run.

They meet in the catalogue alone: tasks are leased there, turns at a host come from the machine's budget, and each
process writes WARC files of its own. So one that is killed costs what it had not committed; the others go on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.catalogue.database import connect
from crawler.catalogue.runs import read_run
from crawler.clock import Clock, clock_starting_at, system_clock
from crawler.errors import GongkaiError
from crawler.failures import Failure
from crawler.profiles.profile import Profile
from crawler.recorder import Progress
from crawler.running import begin_run
from crawler.scope import Scope

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess


@dataclass(frozen=True, slots=True)
class Job:
    """What one process is told. `start` is the moment its clock begins at; None: it goes by the machine's."""

    profiles: tuple[Profile, ...]
    runs: tuple[int, ...]  # one for each site
    catalogue: Path
    archive: Path
    mode: str
    start: datetime | None
    allow_net: tuple[str, ...]
    contact: str
    scope: Scope


def shares(profiles: Sequence[Profile], jobs: int) -> list[tuple[Profile, ...]]:
    """Which sites each process works on: some each where there are many, otherwise all processes on all of them."""
    if len(profiles) >= 2 * jobs:
        return [tuple(profiles[number::jobs]) for number in range(jobs)]
    return [tuple(profiles)] * jobs


def crawl_with_workers(
    profiles: Sequence[Profile],
    jobs: int,
    *,
    catalogue: Path,
    archive: Path,
    clock: Clock,
    mode: str,
    allow_net: tuple[str, ...],
    contact: str,
    scope: Scope,
    fresh: bool,
    progress: Callable[[Progress], None] | None = None,
) -> list[int]:
    """Work on the runs of all sites with several processes; returns the runs' ids in the order of the sites.

    Raises what the first process that failed could not mend; the runs can then be resumed.
    """
    conn = connect(catalogue)  # the schema, and the runs that all processes join
    try:
        runs = [begin_run(conn, profile, mode, clock, fresh=fresh) for profile in profiles]
    finally:
        conn.close()
    start = None if clock is system_clock else clock()
    context = multiprocessing.get_context("spawn")
    running: dict[Connection, SpawnProcess] = {}
    known = {profile.id: run_id for profile, run_id in zip(profiles, runs, strict=True)}
    for share in shares(profiles, jobs):
        ours, theirs = context.Pipe()
        job = Job(
            share,
            tuple(known[profile.id] for profile in share),
            catalogue,
            archive,
            mode,
            start,
            allow_net,
            contact,
            scope,
        )
        process = context.Process(target=_work, args=(job, theirs), daemon=False)
        process.start()
        theirs.close()
        running[ours] = process
    failure = _listen(running, progress)
    if failure is not None:
        raise failure.error()
    return runs


def _listen(running: dict[Connection, SpawnProcess], progress: Callable[[Progress], None] | None) -> Failure | None:
    """Hear what the processes say until the last has ended; returns the first failure."""
    failure: Failure | None = None
    while running:
        try:
            ready = wait(list(running))
        except KeyboardInterrupt:  # the terminal told the workers as well: they end in good order
            continue
        for line in ready:
            assert isinstance(line, Connection)
            try:
                said = line.recv()
            except (EOFError, ConnectionResetError):
                process = running.pop(line)
                process.join()
                if process.exitcode and failure is None:
                    failure = Failure(
                        "GongkaiError",
                        f"a crawling process ended before its time ({_ending(process.exitcode)}); what it had"
                        " committed is kept",
                        fix="run the same command again: it goes on where it stopped",
                    )
                continue
            if isinstance(said, Failure):
                failure = failure or said
            elif progress is not None:
                progress(said)
    return failure


def _ending(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"


def _work(job: Job, line: Connection) -> None:
    """The life of one process."""
    from crawler.crawl import crawl_sessions

    threading.Thread(target=_end_with_parent, daemon=True).start()
    going = _still_going(job)
    try:
        crawl_sessions(
            [profile for profile, _ in going],
            runs=[run_id for _, run_id in going],
            catalogue=job.catalogue,
            archive=job.archive,
            clock=clock_starting_at(job.start) if job.start is not None else system_clock,
            mode=job.mode,
            allow_net=job.allow_net,
            contact=job.contact,
            scope=job.scope,
            progress=line.send,
        )
    except KeyboardInterrupt:
        pass  # the runs were left to be resumed
    except (GongkaiError, sqlite3.OperationalError, OSError) as error:
        line.send(Failure.of(error))
    except Exception as error:
        line.send(Failure.of(error))
        raise  # a bug of ours: its traceback is wanted


def _still_going(job: Job) -> list[tuple[Profile, int]]:
    """The sites whose runs the other processes have not ended already."""
    conn = connect(job.catalogue)
    try:
        pairs = zip(job.profiles, job.runs, strict=True)
        return [(profile, run_id) for profile, run_id in pairs if read_run(conn, run_id).state == "running"]
    finally:
        conn.close()


def _end_with_parent() -> None:
    """Where the process that started us is killed, nobody would know of us: stop in good order."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    wait([parent.sentinel])
    os.kill(os.getpid(), signal.SIGINT)
