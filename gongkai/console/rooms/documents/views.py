"""The list of documents, ordering one, and one document with its files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask import abort, render_template, request, url_for
from flask import redirect as to
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gongkai.console.access import needs, visible_sites
from gongkai.console.deeds import tell
from gongkai.console.documents import examinations, orders, shelf
from gongkai.console.documents.orders import FileRow, Ordered
from gongkai.console.here import catalogue, house, now, person, place, store, today
from gongkai.console.jobs import Job, start_job
from gongkai.console.jobs import ledger as jobs
from gongkai.console.jobs.runner import look_after
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.documents import blueprint
from gongkai.console.rooms.documents.forms import order_form
from gongkai.console.rooms.documents.purposes import PURPOSES
from gongkai.console.rooms.documents.shelves import FOUND, shelf_or_404
from gongkai.console.shown import moment
from gongkai.reporting import all_kinds
from reports.own.filling import ENDINGS
from reports.rounds.kind import RoundKind
from reports.snapshots import signing
from reports.snapshots.model import Snapshot
from reports.snapshots.store import snapshots

_PAGE = 50
_MOST_FOUND = 100
_COMPARED = 30  # documents of the same kind that are offered for comparison


@blueprint.get("/")
@needs(Permission.COUNT)
def index() -> str:
    """What was made, newest first, and what can be made."""
    kinds = all_kinds()
    kind = request.args.get("kind", "")
    kind = kind if kind in kinds else ""
    before = request.args.get("before", type=int)
    with store() as conn:
        look_after(conn, place().root, house().clock)
        made = orders.ordered(conn, kind=kind or None, before=before, limit=_PAGE + 1)
        states = {one.number: jobs.job_of(conn, one.job) for one in made[:_PAGE] if one.job}
        files = orders.files(conn, [one.number for one in made])
        total = orders.count(conn, kind=kind or None)
        for one in made[:_PAGE]:
            if one.number not in files and _ended(states.get(one.number)):
                files = {**files, one.number: _kept(conn, one)}
    found = shelf.found(place().reports) if before is None and not kind else []
    return render_template(
        "documents/index.html",
        kinds=kinds,
        purposes=PURPOSES,
        rounds={name for name, each in kinds.items() if isinstance(each, RoundKind)},
        kind=kind,
        made=made[:_PAGE],
        further=len(made) > _PAGE,
        states=states,
        files=files,
        total=total,
        found=found[:_MOST_FOUND],
        found_in_all=len(found),
        shelf_of_found=FOUND,
        moment_of=lambda stamp: datetime.fromtimestamp(stamp, UTC),
        may_make=person().may(Permission.WRITE),
    )


@blueprint.route("/new/<kind>", methods=["GET", "POST"])
@needs(Permission.WRITE)
def new(kind: str) -> str | Response | tuple[str, int]:
    """Order a document of one kind."""
    chosen = all_kinds().get(kind) or abort(404)
    sites = visible_sites()
    form = order_form(chosen, sites, _snapshots(), today(), request.args.get("snapshot", type=int))
    if form.validate_on_submit() and sites:
        wish = form.wish()
        with store() as conn:
            ordered = orders.add(conn, wish, person().signature, now())
        out = place().reports / ordered.name
        title = _("生成文书：%(title)s %(year)s", title=chosen.title, year=wish.year)
        job = start_job("report", wish.arguments(str(out)), title=title, about=ordered.name)
        with store() as conn:
            orders.carried_by(conn, ordered.number, job.number)
        tell("document.order", ordered.name, note=f"{wish.kind} {wish.year}")
        return to(url_for("documents.show", number=ordered.number))
    templates = [
        path.name
        for form_name, ending in ENDINGS.items()
        if form_name in chosen.formats and (path := place().templates / f"{kind}{ending}").is_file()
    ]
    page = render_template(
        "documents/new.html",
        kind=chosen,
        purpose=PURPOSES.get(kind, ""),
        is_round=isinstance(chosen, RoundKind),
        form=form,
        sites=sites,
        own_templates=templates,
    )
    return (page, 400) if form.is_submitted() else page


@blueprint.get("/<int:number>")
@needs(Permission.COUNT)
def show(number: int) -> str:
    """One document that was ordered: how far it is, its files, a look at it."""
    on = shelf_or_404(f"D-{number:06d}")
    ordered = on.ordered or abort(404)
    with store() as conn:
        look_after(conn, place().root, house().clock)
        job = jobs.job_of(conn, ordered.job) if ordered.job else None
        kept = _kept(conn, ordered) if _ended(job) else []
        same = orders.ordered(conn, kind=ordered.wish.kind, limit=_COMPARED + 1) if kept else ()
    others = [one for one in same if one.number != number]
    return _page(on.name, kept, ordered=ordered, job=job, others=others)


@blueprint.get("/found/<stem>")
@needs(Permission.COUNT)
def found(stem: str) -> str:
    """A document that the command line wrote."""
    one = next((each for each in shelf.found(place().reports) if each.stem == stem), None) or abort(404)
    return _page(FOUND, shelf.describe(place().reports, one.files), found=one)


def _page(name: str, files: Sequence[FileRow], **known: Any) -> str:
    on = shelf_or_404(name)
    as_now = {row.name: row for row in shelf.describe(on.folder, [row.name for row in files])}
    with store() as conn:
        looked = {row.name: examinations.of_file(conn, on.folder / row.name, 3) for row in files}
    page = next((row.name for row in files if row.name.endswith(".html") and row.name in as_now), None)
    return render_template(
        "documents/show.html",
        shelf=name,
        folder=on.folder.relative_to(place().root),
        files=files,
        as_now=as_now,
        looked=looked,
        page=page,
        kinds=all_kinds(),
        may_make=person().may(Permission.WRITE),
        **{"ordered": None, "job": None, "found": None, "others": (), **known},
    )


def _ended(job: Job | None) -> bool:
    return job is not None and not job.state.goes_on


def _kept(conn: Any, ordered: Ordered) -> Sequence[FileRow]:
    """The files as they were made; noted when they are first seen complete."""
    known = orders.files(conn, [ordered.number]).get(ordered.number)
    if known is None:
        folder = place().reports / ordered.name
        known = shelf.describe(folder, shelf.documents_in(folder))
        orders.keep_files(conn, ordered.number, known)
    return sorted(known, key=lambda row: shelf.DOCUMENTS.index(row.name[row.name.rindex(".") :].lower()))


def _snapshots() -> list[tuple[Snapshot, str]]:
    """Frozen figures, newest first, with the words by which one chooses."""
    conn = catalogue()
    return [(made, _label(made, len(signing.standing(signing.entries(conn, made.id))))) for made in snapshots(conn)][
        ::-1
    ]


def _label(made: Snapshot, signatures: int) -> str:
    words = _(
        "核定数 %(n)s 号：%(year)s 年，%(who)s 于 %(at)s 冻结",
        n=made.id,
        year=made.state.year,
        who=made.made_by or "—",
        at=moment(made.made_at),
    )
    signed = _("已签署") if signatures else _("未签署")
    return f"{words}（{signed}）"
