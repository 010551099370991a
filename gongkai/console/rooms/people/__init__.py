"""Who may enter, what each did, and everybody's own account."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry

blueprint = Blueprint("people", __name__, template_folder="templates")
ORDER = 90
NAVIGATION = (Entry("people.index", "用户"),)

from gongkai.console.rooms.people import log, own, views  # noqa: E402, F401 - the views register themselves
