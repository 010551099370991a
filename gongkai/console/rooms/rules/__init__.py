"""Standards and their clauses: what is asked, who judges it, what differs between editions, and what is due when."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry

blueprint = Blueprint("rules", __name__, template_folder="templates", url_prefix="/rules")
ORDER = 70
NAVIGATION = (Entry("rules.index", "规则"),)

from gongkai.console.rooms.rules import due, editions, views  # noqa: E402, F401 - the views register themselves
