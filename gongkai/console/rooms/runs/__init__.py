"""The ledger of runs: what was crawled, rechecked and checked for links, and how complete that was."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("runs", __name__, url_prefix="/runs", template_folder="templates")
ORDER = 81

from gongkai.console.rooms.runs import views  # noqa: E402, F401 - the views register themselves
