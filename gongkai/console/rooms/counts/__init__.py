"""The counts of a year: every metric with its rows, the forms, what was frozen and who signed it."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry

blueprint = Blueprint("counts", __name__, template_folder="templates", url_prefix="/counts")
ORDER = 40
NAVIGATION = (Entry("counts.index", "统计"),)

from gongkai.console.rooms.counts import snapshot_views, views  # noqa: E402, F401 - the views register themselves
