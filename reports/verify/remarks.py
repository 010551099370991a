"""What verifying a document brings to light, one remark at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from reports.tracing import Trace


class Level(StrEnum):
    """What a remark means for the document."""

    WRONG = "wrong"  # a number is not what it was, or not what is counted
    UNSEEN = "unseen"  # it could not be looked at
    NOTE = "note"  # worth knowing, no number is touched


class About(StrEnum):
    """What a remark is about."""

    EDITED = "edited"  # a figure shows something else
    REMOVED = "removed"
    COPIED = "copied"
    STRANGE = "strange"  # marked as a figure, unknown to the trace
    NUMBER = "number"  # a number beside the figures
    WORDS = "words"  # words, no number
    TRACE = "trace"
    RECOUNT = "recount"
    LIST = "list"  # the list behind a figure
    CAPTURE = "capture"  # the archived page behind a row
    PAGE = "page"  # what that page says when it is read again
    REGISTER = "register"
    PACK = "pack"
    SNAPSHOT = "snapshot"
    SOFTWARE = "software"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say. `message` is Chinese; `rows` are the rows of a list that it is about.

    `figure` is the place that it is about, `figures` those that rest on what it is about (a list, a capture).
    """

    level: Level
    about: About
    message: str
    figure: str | None = None
    place: str = ""
    sentence: str = ""
    was: str | None = None
    now: str | None = None
    rows: Sequence[str] = ()
    figures: Sequence[str] = ()


@dataclass(slots=True)
class Verified:
    """A document that was verified."""

    path: Path
    trace: Trace
    remarks: list[Remark] = field(default_factory=list)
    captures: int = 0  # behind all rows
    looked_at: int = 0  # of them, in the archive
    read_again: int = 0  # pages whose title and date were read again
    rows: int = 0  # in all lists
    without_capture: int = 0  # rows that no capture and no register stands behind

    def of(self, level: Level) -> list[Remark]:
        """The remarks of one level."""
        return [remark for remark in self.remarks if remark.level is level]

    @property
    def wrong_figures(self) -> set[str]:
        """Ids of the figures that something is wrong with."""
        return self._figures(Level.WRONG)

    def _figures(self, level: Level) -> set[str]:
        remarks = self.of(level)
        alone = {remark.figure for remark in remarks if remark.figure}
        return alone | {name for remark in remarks for name in remark.figures}

    @property
    def holding(self) -> int:
        """How many figures stand as they were written and are counted the same again."""
        doubtful = self.wrong_figures | self._figures(Level.UNSEEN)
        return sum(figure.id not in doubtful for figure in self.trace.figures)
