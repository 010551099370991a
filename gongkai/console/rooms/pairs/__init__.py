"""Pairs of items that are, or may be, one and the same: both sides, what speaks for and against, and the decision."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("pairs", __name__, template_folder="templates", url_prefix="/pairs")
ORDER = 31

from gongkai.console.rooms.pairs import views  # noqa: E402, F401 - the views register themselves
