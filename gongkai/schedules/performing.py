"""Carrying out one entry of the ledger, in the process that was started for it."""

from __future__ import annotations

from crawler.clock import clock_starting_at, system_clock
from crawler.errors import ConfigError
from crawler.sqlite_files import transaction
from gongkai.schedules import ledger
from gongkai.schedules.ledger import LedgerRun, State
from gongkai.schedules.logs import log_path
from gongkai.schedules.process import this_process
from gongkai.schedules.settings import Action
from gongkai.workspace import Workspace

_LINE = 300  # characters of an error message that the ledger keeps


def perform(place: Workspace, run_id: int) -> int:
    """Run the command of a started entry and enter how it ended; returns its exit code.

    Its end is entered here and not by the keeper, so that it is known even if the keeper died meanwhile. Raises
    ConfigError where the entry is not to be carried out (any more).
    """
    from gongkai.cli import run as run_command_line

    conn = place.open_catalogue()
    with transaction(conn):
        taken = ledger.take_over(conn, run_id, this_process())
        entry = ledger.run_of(conn, run_id)
    conn.close()
    if not taken or entry is None:
        raise ConfigError(
            f"run {run_id} is not waiting to be carried out", fix="`gongkai schedule run` starts what is due"
        )
    # Counted from its start by the monotonic clock: an end never lies before its start.
    clock = clock_starting_at(entry.started_at or system_clock())
    code = run_command_line(command_line(place, entry))
    state = ledger.state_of(code)
    conn = place.open_catalogue()
    note = _last_word(place, entry) if state is State.FAILED else ""
    ledger.end(conn, run_id, state, clock(), exit_code=code, note=note)
    conn.close()
    return code


def command_line(place: Workspace, entry: LedgerRun) -> list[str]:
    """The arguments of the command that an entry stands for."""
    options = ["--workspace", str(place.root)]
    if entry.action is Action.CRAWL:
        options += ["--mode", entry.mode]
    return [entry.action.value, *options, "--", *entry.sites]


def _last_word(place: Workspace, entry: LedgerRun) -> str:
    """What the command line said when it failed: the last line of the log that is its own."""
    try:
        text = log_path(place.root, entry.schedule, entry.id).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    own = [line.removeprefix("gongkai: ") for line in text.splitlines() if line.startswith("gongkai: ")]
    return own[-1][:_LINE] if own else ""
