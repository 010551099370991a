"""Starting what waits, and entering what became of what was started. Called whenever there may be something to do.

It is safe to call from several threads and processes at once: a job is claimed in one transaction.
"""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

from crawler.clock import Clock
from gongkai.console.jobs import files, ledger
from gongkai.console.jobs.ledger import Job, JobState
from gongkai.progress import VARIABLE
from gongkai.schedules.process import process_of, spawn, this_process

logger = logging.getLogger(__name__)

_children: dict[tuple[Path, int], subprocess.Popen[bytes]] = {}  # jobs that this process started
_lock = threading.Lock()


def look_after(conn: sqlite3.Connection, root: Path, clock: Clock) -> None:
    """Enter the end of jobs whose process is gone, and start what waits and may begin."""
    with _lock:
        _collect(conn, root, clock)
        for job in ledger.lost(conn):
            words = files.last_words(root, job.number)
            if ledger.end(conn, job.number, JobState.CUT_OFF, clock(), words=words):
                logger.warning("job %d (%s): its process is gone, it never ended", job.number, job.kind)
        while (claimed := ledger.claim_next(conn, this_process(), clock())) is not None:
            _start(conn, root, claimed, clock)


def is_at_work(root: Path, number: int) -> bool:
    """True while the process of a job that this process started was not collected."""
    return (root, number) in _children


def try_to_look_after(conn: sqlite3.Connection, root: Path, clock: Clock) -> None:
    """The same for a page that only wants to show jobs: on a full disk they can still be looked at."""
    try:
        look_after(conn, root, clock)
    except sqlite3.OperationalError as error:
        logger.warning("jobs cannot be looked after just now (%s)", error)


def as_it_is(root: Path, job: Job) -> Job:
    """The job as it stands, also where that could not be entered (full disk): without a process it is cut off."""
    if job.state is not JobState.RUNNING or (job.process is not None and job.process.is_alive()):
        return job
    return replace(job, state=JobState.CUT_OFF, words=files.last_words(root, job.number))


def ask_to_stop(conn: sqlite3.Connection, number: int, who: str, clock: Clock) -> bool:
    """Ask a job to end in good order; one that waits is stopped at once. False where it has ended already."""
    before = ledger.ask_to_stop(conn, number, who, clock())
    if before is None or not before.state.goes_on:
        return False
    owner = before.process
    if before.state is JobState.RUNNING and owner is not None and owner != this_process() and owner.is_alive():
        os.kill(owner.pid, signal.SIGINT)
    return True


def _start(conn: sqlite3.Connection, root: Path, job: Job, clock: Clock) -> None:
    # -P: nothing in the workspace's folder may pass itself off as one of our modules.
    command = [sys.executable, "-P", "-m", "gongkai.console.jobs.performing", str(root), str(job.number)]
    try:
        files.progress_path(root, job.number).unlink(missing_ok=True)
        child = spawn(
            command,
            root,
            out=files.answer_path(root, job.number),
            errors=files.log_path(root, job.number),
            environment={**os.environ, VARIABLE: str(files.progress_path(root, job.number))},
        )
    except OSError as error:
        ledger.end(conn, job.number, JobState.FAILED, clock(), words=f"cannot start a process ({error.strerror})")
        logger.warning("job %d could not be started: %s", job.number, error)
        return
    _children[root, job.number] = child
    owner = process_of(child.pid)
    if owner is not None:
        ledger.hand_over(conn, job.number, owner)
    files.drop_old(root, job.number)


def _collect(conn: sqlite3.Connection, root: Path, clock: Clock) -> None:
    """Enter the end of children that ended without doing so themselves."""
    for (home, number), child in list(_children.items()):
        if home != root or (code := child.poll()) is None:
            continue
        ledger.end(conn, number, ledger.state_of(code), clock(), exit_code=code, words=files.last_words(root, number))
        del _children[home, number]
