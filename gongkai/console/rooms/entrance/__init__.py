"""The way in and out: login, logout, the language."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("entrance", __name__, template_folder="templates")
ORDER = 0

from gongkai.console.rooms.entrance import views  # noqa: E402, F401 - the views register themselves
