"""The API for people who write programs: what there is, and its document."""

from __future__ import annotations

from flask import Response, jsonify, render_template

from gongkai.console.access import public
from gongkai.console.rooms.api import blueprint
from gongkai.console.rooms.api.declaring import OPERATIONS
from gongkai.console.rooms.api.document import BASE, document


@blueprint.get("/")
@public
def index() -> str:
    """A short description."""
    return render_template("api/index.html", operations=OPERATIONS, base=BASE)


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """The document: it says what may be asked, and nothing of what is known."""
    return jsonify(document())
