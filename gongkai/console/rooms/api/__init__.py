"""The JSON API, version 1: for reading, with a token, described by a document made of the same declarations."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("api", __name__, template_folder="templates", url_prefix="/api/v1")
ORDER = 95

from gongkai.console.rooms.api import (  # noqa: E402 - the views register themselves
    count_views,  # noqa: F401
    finding_views,  # noqa: F401
    item_views,  # noqa: F401
    pages,  # noqa: F401
    run_views,  # noqa: F401
)
