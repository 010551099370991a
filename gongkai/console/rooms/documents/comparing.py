"""Two documents of one kind side by side, figure by figure."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from flask import abort, render_template, request

from gongkai.console.access import needs
from gongkai.console.documents import orders, shelf
from gongkai.console.documents.orders import Ordered
from gongkai.console.here import store
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.documents import blueprint
from gongkai.console.rooms.documents.shelves import shelf_or_404
from gongkai.reporting import all_kinds
from reports.tracing import Trace
from reports.verify.between import between
from reports.verify.file import NotOursError, open_document


@blueprint.get("/<int:number>/compare")
@needs(Permission.COUNT)
def compare(number: int) -> str:
    """What differs in this document from an earlier (or any other) one of its kind."""
    new, old = _ordered(number), _ordered(request.args.get("with", 0, type=int))
    if new.wish.kind != old.wish.kind or new.number == old.number:
        abort(404)
    traces = [_trace(one) for one in (old, new)]
    return render_template(
        "documents/compare.html",
        old=old,
        new=new,
        kind=all_kinds().get(new.wish.kind),
        traces=traces,
        found=between(traces[0], traces[1]) if traces[0] is not None and traces[1] is not None else None,
    )


def _ordered(number: int) -> Ordered:
    return shelf_or_404(f"D-{number:06d}").ordered or abort(404)


def _trace(one: Ordered) -> Trace | None:
    """The trace of a document as it was made; None where no file with one stands there unchanged."""
    folder = shelf_or_404(one.name).folder
    with store() as conn:
        made = orders.files(conn, [one.number]).get(one.number, ())
    for row in sorted(made, key=lambda row: not row.name.endswith(".html")):
        if row not in shelf.describe(folder, [row.name]):
            continue  # edited since: its trace is for `verify`, in a process of its own
        found = remembered("trace", (one.number, row.name), row.sha256, partial(_read, folder / row.name))
        if found is not None:
            return found
    return None


def _read(path: Path) -> Trace | None:
    try:
        return open_document(path).trace
    except NotOursError:
        return None
