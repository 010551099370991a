"""What a person reads on the terminal: tables, one-line notes, a progress bar; and JSON for scripts.

Standard output carries the answer, standard error everything else. Tables fit 80 columns, on a terminal and in a pipe.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from gongkai.progress import Step, progress_path, told
from reports.typography import cell_text, chinese_marks, printable

if TYPE_CHECKING:
    from rich.console import Console


def print_json(value: object) -> None:
    """One JSON document on standard output; dates as text, Chinese as it is."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def print_json_line(value: object) -> None:
    """One JSON object on one line (JSON Lines)."""
    sys.stdout.write(json_line(value) + "\n")


def json_line(value: object) -> str:
    """A value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, date | Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def note(text: str) -> None:
    """A line for the person at the terminal, on standard error, so that it never disturbs the answer."""
    sys.stderr.write(text + "\n")


def say(text: str = "") -> None:
    """A line of the answer, in the punctuation of offices; control characters of foreign titles are left out."""
    sys.stdout.write(chinese_marks(printable(text)) + "\n")


def print_as_is(text: str) -> None:
    """Text of our own (documentation) without any change."""
    sys.stdout.write(text.rstrip("\n") + "\n")


def console() -> Console:
    """A rich console on standard output: colour on a terminal, plain text in a pipe."""
    from rich.console import Console

    # COLUMNS or the terminal's own width; 80 in a pipe.
    return Console(file=sys.stdout, width=get_terminal_size((80, 24)).columns, highlight=False)


def print_table(
    headers: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    title: str = "",
    right: Sequence[int] = (),
    keep: Sequence[int] = (),
) -> None:
    """A table; cells wrap rather than being cut.

    `right` names the columns (from 0) of numbers, `keep` those that must not wrap (ids, dates).
    """
    from rich import box
    from rich.table import Table

    from gongkai.line_breaking import ChineseText

    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False, title_style="bold")
    for place, header in enumerate(headers):
        table.add_column(
            header,
            justify="right" if place in right else "left",
            overflow="fold",
            no_wrap=place in keep or place in right,
        )
    for row in rows:
        table.add_row(*(ChineseText("" if cell is None else chinese_marks(printable(str(cell)))) for cell in row))
    screen = console()
    with screen.capture() as text:
        screen.print(table)
    # rich fills every line up to the table's width; in a pipe or a log these blanks are noise.
    lines = [line.rstrip() for line in text.get().splitlines()]
    sys.stdout.write("\n".join(lines).strip("\n") + "\n\n")


@contextmanager
def progress_bar(label: str, *, quiet: bool = False) -> Iterator[Step]:
    """A progress bar on standard error while the block runs; silent where that is not a terminal.

    Whoever started this process may be told as well, or instead: see `gongkai.progress`.
    """
    if (path := progress_path()) is not None:
        yield told(label, path)
        return
    if quiet or not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[text]}", justify="left"),
        console=Console(file=sys.stderr),
        transient=True,
    )
    with bar:
        task = bar.add_task(label, total=None, text="")

        def step(done: int, total: int, text: str) -> None:
            bar.update(task, completed=done, total=total or None, text=_short(text))

        yield step


def _silent(done: int, total: int, text: str) -> None:
    """No terminal, no bar."""


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else "…" + text[-limit + 1 :]


def as_csv(headers: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Rows as CSV with a header line; lists are joined by ` | `, absent facts stay empty."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([_cell(row.get(header)) for header in headers])
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return cell_text(" | ".join(str(part) for part in value))
    if isinstance(value, bool):
        return "true" if value else "false"
    # A spreadsheet would run a cell that begins like a formula; titles come from the outside world.
    return cell_text(value) if isinstance(value, str) else str(value)
