"""Writing documents from a workspace: scope, what the check says, and the kinds of document found by walking."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from checks.engine import check_site
from checks.ledger import Confirmed, disputed_at, read_waivers, waived
from checks.model import Finding, Pack
from checks.pack import load_packs
from crawler.clock import day_in_shanghai
from crawler.errors import ConfigError, GongkaiError
from gongkai.wordlists import load_words
from gongkai.workspace import Workspace
from reports.kinds import Kind, kinds
from reports.rounds.kind import RoundKind, round_kinds
from reports.scope import Scope
from reports.tracing import NO_PROVENANCE, Provenance, SnapshotName


def all_kinds() -> Mapping[str, Kind | RoundKind]:
    """All kinds of documents by name, those of one organ's year first."""
    return {**kinds(), **round_kinds()}


def choose_kinds(names: Sequence[str]) -> list[Kind | RoundKind]:
    """Kinds of document by name. Raises ConfigError, naming the nearest, where one does not exist."""
    known = all_kinds()
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            fix = f'did you mean "{near[0]}"?' if near else f"known are: {', '.join(known)}"
            raise ConfigError(f'there is no document "{name}"', fix=fix)
    return [known[name] for name in names]


def read_formats(text: str) -> tuple[str, ...]:
    """`html,docx` as a tuple, without doubles. Raises ConfigError where nothing is named."""
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    if not wanted:
        raise ConfigError("no format was named", where="--format", fix="write html,docx")
    return wanted


def last_day_of(year: int, now: datetime) -> date:
    """The day a report of a year looks from: its last one, or today while the year goes on."""
    return min(date(year, 12, 31), day_in_shanghai(now))


def packs_of(place: Workspace) -> list[Pack]:
    """The packs of gongkai.toml. Raises PackError where one is unknown or malformed."""
    return load_packs(place.packs, ids=list(place.settings.check.packs))


def provenance_of(
    place: Workspace, conn: sqlite3.Connection, scope: Scope, now: datetime, snapshot: SnapshotName | None = None
) -> Provenance:
    """What goes into the trace of documents; the day counts only where waivers hold on some days."""
    waivers = read_waivers(conn, scope.bureau.id)
    return Provenance(packs_of(place), snapshot, day_in_shanghai(now) if waivers else None)


def judged_for(place: Workspace, conn: sqlite3.Connection, scope: Scope, now: datetime) -> list[Finding]:
    """Every judgement on the bureau's site as of the scope's day, without what a person has decided against.

    That is what is waived or disputed, what was a false alarm, and what a recheck has seen mended since.
    The packs are those of gongkai.toml. A pinned scope is judged on the crawls, and by the
    decisions, of its moment. Nothing is written: a report looks, it does not keep the ledger.
    """
    packs = packs_of(place)
    run = scope.known.run_nearest(scope.bureau, scope.as_of)
    moment = scope.known.moment
    decided = Confirmed(conn, scope.bureau.id, moment)
    not_counted = waived(conn, scope.bureau.id, day_in_shanghai(now), moment)
    result = check_site(
        conn,
        scope.bureau.id,
        packs=packs,
        as_of=scope.as_of,
        now=now,
        run=run.id if run else None,
        waived=not_counted,
        decided=decided,
        words=load_words(place.words),
    )
    left_out = disputed_at(conn, scope.bureau.id, moment) | result.waived
    return [finding for finding in result.judged if finding.fingerprint not in left_out]


def write_documents(
    scope: Scope,
    judged: Sequence[Finding],
    names: Sequence[str],
    out_dir: Path,
    formats: Sequence[str],
    provenance: Provenance = NO_PROVENANCE,
) -> list[Path]:
    """Write documents into a folder, which is made where needed, and return their paths.

    `provenance` is what they rest on beside catalogue and registers; it goes into their trace.
    """
    chosen = [kind for kind in choose_kinds(names) if isinstance(kind, Kind)]
    with written_safely(out_dir):
        return [path for kind in chosen for path in kind.render(scope, judged, out_dir, formats, provenance)]


@contextmanager
def written_safely(out_dir: Path) -> Iterator[None]:
    """Make a folder for documents; a file that cannot be written is an error that names it."""
    try:
        out_dir.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        where = str(error.filename or out_dir)
        raise GongkaiError(
            f"cannot be written ({error.strerror})", where=where, fix="make room, or close it in Word"
        ) from error
