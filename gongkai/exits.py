"""How a command can end: the exit codes that scripts rely on."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The closed list of exit codes, the same for every command."""

    DONE = 0
    INTERNAL_ERROR = 1  # also: evidence is damaged, a demo differs from its truth
    USAGE = 2  # usage or configuration
    INCOMPLETE = 3  # a run that did not reach everything
    FINDINGS = 4  # findings at or above --fail-on
    INTERRUPTED = 130  # Ctrl-C, as shells number it
