"""Giving out files of the reports folder: to be kept, or to be looked at in a frame where nothing acts."""

from __future__ import annotations

from pathlib import Path

from flask import Response, abort, send_file

from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.documents.shelf import TYPES, open_file
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.documents import blueprint
from gongkai.console.rooms.documents.shelves import file_or_404, shelf_or_404

FRAME_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none';"
    " frame-ancestors 'self'; sandbox"
)
"""`sandbox` without a word more: no script, no form, no window, and an origin of its own."""


@blueprint.get("/<shelf>/files/<path:name>")
@needs(Permission.COUNT)
def download(shelf: str, name: str) -> Response:
    """A file to keep; that it was taken stands in the log."""
    answer = _answer(shelf, name, attachment=True)
    tell("document.download", f"{shelf}/{name}")
    return answer


@blueprint.get("/<shelf>/frame/<path:name>")
@needs(Permission.COUNT)
def frame(shelf: str, name: str) -> Response:
    """A page of a document (or of a list behind a figure) for the frame of the preview."""
    if not name.endswith(".html"):
        abort(404)
    answer = _answer(shelf, name, attachment=False)
    answer.headers["Content-Security-Policy"] = FRAME_POLICY
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _answer(shelf: str, name: str, *, attachment: bool) -> Response:
    path = file_or_404(shelf_or_404(shelf), name)
    try:
        file = open_file(path)
    except FileNotFoundError:
        abort(404)
    kind = TYPES[Path(name).suffix.lower()]
    answer = send_file(file, mimetype=kind, as_attachment=attachment, download_name=path.name, max_age=0)
    answer.headers["Cache-Control"] = "no-store"
    if attachment:
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
