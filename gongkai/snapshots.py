"""Freezing the numbers of a year in a workspace, opening what was frozen, and comparing it with today."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from checks.ledger import read_waivers
from checks.model import Finding
from crawler.catalogue.queries import SiteRow
from crawler.clock import day_in_shanghai
from crawler.errors import CatalogueError, GongkaiError
from gongkai.exits import ExitCode
from gongkai.reporting import judged_for, last_day_of, packs_of
from gongkai.scoping import open_scope
from gongkai.workspace import Workspace
from reports.document import Document
from reports.scope import Scope, make_scope
from reports.snapshots import store
from reports.snapshots.comparing import Compared, compare
from reports.snapshots.freezing import findings_of, freeze, frozen, registers_of
from reports.snapshots.model import Snapshot
from reports.snapshots.signing import entries, signed_by
from reports.tracing import Provenance, SignedBy

Progress = Callable[[int, int, str], None]


class NotCompleteError(GongkaiError):
    """What would be frozen was not seen whole."""

    exit_code = int(ExitCode.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class FreezeOrder:
    """What to freeze: one organ's year, as of a day (default: its last, or today while it goes on), and who says so."""

    year: int
    now: datetime
    site: str | None = None
    portal: str | None = None
    as_of: date | None = None
    made_by: str = ""
    note: str = ""
    force: bool = False


@dataclass(frozen=True, slots=True)
class Frozen:
    """A snapshot opened again: the scope it was counted in, what the check said, and who has signed it."""

    snapshot: Snapshot
    scope: Scope
    findings: tuple[Finding, ...]
    signatures: tuple[SignedBy, ...] = ()

    @property
    def provenance(self) -> Provenance:
        """For the trace of documents."""
        state = self.snapshot.state
        return Provenance(state.packs, self.snapshot.name, state.checked_on, self.signatures)


def freeze_year(
    place: Workspace, conn: sqlite3.Connection, order: FreezeOrder, progress: Progress | None = None
) -> tuple[Snapshot, bool]:
    """Freeze a year; returns the snapshot, and whether it is a new one: the same state is not frozen twice.

    Raises NotCompleteError where a crawl behind it is not complete, unless that is accepted (`force`).
    """
    draft, contents, _ = _draft(place, conn, order, progress)
    if not draft.complete and not order.force:
        raise NotCompleteError(
            f"the crawl behind the figures of {order.year} is not complete",
            where="catalogue",
            fix="crawl again, or freeze it as it is with --force: the figures are marked 不完整",
        )
    last = next((made for made in reversed(store.snapshots(conn, order.year)) if made.same_as(draft)), None)
    if last is not None:
        return last, False
    return store.keep(conn, draft, contents), True


def _draft(
    place: Workspace,
    conn: sqlite3.Connection,
    order: FreezeOrder,
    progress: Progress | None = None,
    *,
    judged: Sequence[Finding] | None = None,
) -> tuple[Snapshot, dict[str, bytes], Sequence[Finding]]:
    as_of = order.as_of or last_day_of(order.year, order.now)
    scope = open_scope(place, conn, order.year, site=order.site, portal=order.portal, as_of=as_of, pinned=True)
    judged = judged_for(place, conn, scope, order.now) if judged is None else judged
    waivers = read_waivers(conn, scope.bureau.id)
    made, contents = freeze(
        scope,
        judged,
        packs=packs_of(place),
        registers=place.registers,
        archive=place.archive,
        made_by=order.made_by,
        note=order.note,
        checked_on=day_in_shanghai(order.now) if waivers else None,
        now=order.now,
        progress=progress,
    )
    return made, contents, judged


def open_snapshot(conn: sqlite3.Connection, name: str | int) -> Frozen:
    """A snapshot with the scope it was counted in: the catalogue as known then, registers and judgements as kept.

    Raises ConfigError where there is none, CatalogueError where it, or what it keeps, is not what it was.
    """
    made = store.find(conn, name)
    wrong = next(store.problems(conn, only=made.id), None)
    if wrong is not None:
        raise CatalogueError(wrong, where="catalogue", fix="restore the catalogue from a copy")
    state = made.state
    files = {file.name: store.content(conn, file.sha256) for file in state.register_files}
    scope = make_scope(
        conn,
        year=state.year,
        bureau=state.bureau,
        municipal=state.municipal,
        registers=registers_of(files),
        as_of=state.as_of,
        organ=state.organ,
        known_at=state.known_at,
        newest_run=state.newest_run,
    )
    then = {site.id: SiteRow(**site.model_dump()) for site in state.sites}
    own, portal = then.get(scope.bureau.id, scope.bureau), scope.municipal
    scope = replace(scope, bureau=own, municipal=then.get(portal.id, portal) if portal is not None else None)
    signatures = signed_by(entries(conn, made.id))
    return Frozen(made, scope, findings_of(store.content(conn, state.judged)), signatures)


def year_of_snapshot(place: Workspace, name: str) -> int:
    """The year whose figures a snapshot holds. Raises ConfigError where there is none of this number."""
    return store.find(place.open_catalogue(), name).state.year


def differing_in(opened: Frozen, document: Document) -> tuple[list[str], list[str]]:
    """(numbers of a document that are not the frozen ones, lists that are written in another way), in Chinese.

    Both are empty while catalogue and program are what they were.
    """
    numbers, lists = [], []
    for source in document.sources:
        value = opened.snapshot.value(source.count.metric.name) if source.year == opened.scope.year else None
        if value is None:  # findings, and figures of the year before
            continue
        again = frozen(source.count, {})
        if again.value != value.value:
            numbers.append(f"{value.metric}（冻结时{_said(value.value)}，现在{_said(again.value)}）")
        elif again.parts != value.parts:
            numbers.append(f"{value.metric}（分项与冻结时不同）")
        elif again.list != value.list:
            lists.append(f"{value.metric}的明细与冻结时不同，数字相同")
    return numbers, lists


def _said(value: Decimal | None) -> str:
    return "未填报" if value is None else f"{value:f}"


def compare_snapshots(
    place: Workspace,
    conn: sqlite3.Connection,
    first: str,
    second: str,
    now: datetime,
    progress: Progress | None = None,
    *,
    figures_only: bool = False,
) -> Compared:
    """Compare a snapshot with another one, or with the present (`now`); `figures_only` spares the check of a site."""
    was = store.find(conn, first)
    old = findings_of(store.content(conn, was.state.judged))

    def kept(digest: str) -> bytes:
        return store.content(conn, digest)

    if second != "now":
        other = store.find(conn, second)
        new = findings_of(store.content(conn, other.state.judged))
        return compare(conn, was, other, (kept, kept), (old, new))
    state = was.state
    order = FreezeOrder(state.year, now, state.bureau, state.municipal, state.as_of)
    draft, contents, judged = _draft(place, conn, order, progress, judged=old if figures_only else None)
    return compare(conn, was, draft, (kept, contents.__getitem__), (old, judged))
