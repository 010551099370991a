"""A capture with its facts, in its frame, and beside another one of the same address."""

from __future__ import annotations

from flask import Response, abort, make_response, render_template, request
from flask_babel import gettext as _

from crawler.archive.harmless import POLICY
from crawler.archive.sealed import standing
from crawler.catalogue.capture_visits import captures_beside
from crawler.catalogue.captures import CaptureRow
from gongkai.console.access import needs, visible_ids
from gongkai.console.here import catalogue, place
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.captures import blueprint
from gongkai.console.rooms.captures.look import marked_in, page_of, prepare, take, tree_of
from gongkai.console.rooms.captures.sayings import damage_words, marked_words
from gongkai.console.rooms.captures.whose import capture_or_404, row_or_404
from gongkai.marking.differing import MOST_LINES, changes, visible_lines

FRAME_POLICY = f"{POLICY}; sandbox; frame-ancestors 'self'"
_NUMBER = "<int(max=9223372036854775807)"  # what SQLite can count to; beyond it there is no capture
_A_PAGE = 30  # captures of an address on one page
_MOST_CHANGES = 400  # lines


@blueprint.get(f"/{_NUMBER}:number>")
@needs(Permission.READ)
def show(number: int) -> str:
    """What is known of a capture, the page itself, and the other captures of its address."""
    name = request.args.get("finding", "")
    row = row_or_404(name) if name else None
    capture = capture_or_404(number, row)
    taken = take(capture)
    beside = captures_beside(catalogue(), number, visible_ids(), limit=_A_PAGE + 1, before=_before())
    return render_template(
        "captures/show.html",
        capture=capture,
        row=row,
        taken=taken,
        problem=damage_words(taken.damage) if taken.damage else "",
        marked=marked_words(marked_in(capture, taken.fetched, row)) if row is not None and taken.fetched else "",
        status=taken.fetched.status if taken.fetched else None,
        media_type=(taken.fetched.header("content-type") or "") if taken.fetched else "",
        seal=standing(place().archive, capture.warc_file, capture.offset + capture.length),
        beside=beside[:_A_PAGE],
        older=beside[_A_PAGE - 1].row if len(beside) > _A_PAGE else None,
    )


def _before() -> tuple[str, int] | None:
    moment, _comma, number = request.args.get("before", "").rpartition(",")
    return (moment, int(number)) if moment and number.isdecimal() and len(number) < 16 else None


@blueprint.get(f"/{_NUMBER}:number>/frame")
@needs(Permission.READ)
def frame(number: int) -> Response:
    """The captured page made harmless, for a frame that allows nothing. Never anything but HTML of our own making."""
    name = request.args.get("finding", "")
    row = row_or_404(name) if name else None
    capture = capture_or_404(number, row)
    taken = take(capture)
    page = page_of(capture, taken.fetched, row) if taken.fetched else None
    body = page.page if page is not None and page.page is not None else None
    if body is None:
        body = render_template(
            "captures/unshown.html",
            capture=capture,
            problem=damage_words(taken.damage) if taken.damage else "",
            page=page,
            size=len(taken.fetched.body) if taken.fetched else None,
        )
    answer = make_response(body)
    answer.headers["Content-Type"] = "text/html; charset=utf-8"
    answer.headers["Content-Security-Policy"] = FRAME_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@blueprint.get(f"/{_NUMBER}:number>/against/{_NUMBER}:other>")
@needs(Permission.READ)
def compare(number: int, other: int) -> str:
    """Two captures of one address side by side, and which lines of text differ."""
    old, new = sorted((capture_or_404(number), capture_or_404(other)), key=lambda row: (row.at, row.id))
    if not _same_address(old, new):
        abort(404)
    found = _lines(old), _lines(new)
    lines = list(changes(*found)) if found[0] is not None and found[1] is not None else None  # type: ignore[arg-type]
    return render_template(
        "captures/compare.html",
        old=old,
        new=new,
        readable=lines is not None,
        same=old.sha256 == new.sha256,
        changes=(lines or [])[:_MOST_CHANGES],
        total=len(lines or []),
        cut=any(len(each or []) > MOST_LINES for each in found),
        title=_("对比快照 %(a)s 与 %(b)s", a=old.id, b=new.id),
    )


def _same_address(old: CaptureRow, new: CaptureRow) -> bool:
    last = ("9999", 0) if old.id == new.id else (new.at, new.id + 1)
    return any(
        each.row.id == new.id for each in captures_beside(catalogue(), old.id, visible_ids(), limit=1, before=last)
    )


def _lines(capture: CaptureRow) -> list[str] | None:
    fetched = take(capture).fetched
    tree = tree_of(fetched) if fetched is not None else None
    if fetched is None or tree is None:
        return None
    prepare(tree, capture=capture, fetched=fetched, row=None)
    return visible_lines(tree)
