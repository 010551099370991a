"""Carrying out one job, in the process that was started for it: `python -m gongkai.console.jobs.performing DIR JOB`."""

from __future__ import annotations

import signal
import sqlite3
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.clock import SHANGHAI, Clock, clock_starting_at, system_clock
from crawler.errors import ConfigError
from gongkai.console.jobs import files, ledger
from gongkai.console.jobs.ledger import Job, JobState
from gongkai.console.jobs.outcomes import condensed
from gongkai.console.jobs.runner import look_after
from gongkai.console.jobs.schema import job_migrations
from gongkai.console.store import FILE_NAME, open_store
from gongkai.schedules.process import this_process


def perform(root: Path, number: int) -> int:
    """Run the command of a claimed job, enter how it ended, and start what waited for it; returns its exit code.

    Its end is entered here and not by the console, so that it is known even if the console died meanwhile. Raises
    ConfigError where the job is not to be carried out (any more).
    """
    from gongkai.cli import run as run_command_line

    conn = open_store(root / FILE_NAME, job_migrations)
    taken = ledger.hand_over(conn, number, this_process())
    job = ledger.job_of(conn, number)
    conn.close()
    if not taken or job is None:
        raise ConfigError(f"job {number} is not waiting to be carried out", fix="ask for it in the console")
    clock = clock_starting_at(job.started_at) if job.order.clocked and job.started_at else system_clock
    code = run_command_line(command_line(root, job, clock()))
    conn = open_store(root / FILE_NAME, job_migrations)
    _enter(conn, root, number, job.kind, code, clock)
    look_after(conn, root, clock)
    conn.close()
    return code


def _enter(conn: sqlite3.Connection, root: Path, number: int, kind: str, code: int, clock: Clock) -> None:
    state = ledger.state_of(code)
    words = files.last_words(root, number) if state in (JobState.FAILED, JobState.STOPPED) else ""
    sys.stdout.flush()
    result = condensed(kind, files.answer(root, number))
    ledger.end(conn, number, state, clock(), exit_code=code, result=result, words=words)


def command_line(root: Path, job: Job, now: datetime) -> list[str]:
    """The arguments with workspace, clock and permitted networks, where the command takes them."""
    path, known = _command(job.arguments)
    options = ["--workspace", str(root)] if "workspace" in known else []
    if job.order.clocked and "clock" in known:
        options += ["--clock", now.astimezone(SHANGHAI).isoformat(timespec="seconds")]
    if "allow_net" in known:
        options += [part for network in job.order.allow_net for part in ("--allow-net", network)]
    return [*job.arguments[:path], *options, *job.arguments[path:]]


def _command(arguments: Sequence[str]) -> tuple[int, frozenset[str]]:
    """How many words name the command, and which parameters it has."""
    import typer

    from gongkai.cli import build_app

    found: Any = typer.main.get_command(build_app())
    words = 0
    for word in arguments:
        below = getattr(found, "commands", {}).get(word)
        if below is None:
            break
        found, words = below, words + 1
    return words, frozenset(parameter.name for parameter in found.params)


def main() -> None:
    """Entry point of a job's process."""
    # Where the console was started in the background of a script it ignores Ctrl-C; its jobs must not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    root, number = sys.argv[1:]
    sys.exit(perform(Path(root), int(number)))


if __name__ == "__main__":
    main()
