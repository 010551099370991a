"""Jobs: what takes long, how far it is, what came of it."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs", template_folder="templates")
ORDER = 85
NAVIGATION = (Entry("jobs.index", "任务"),)

from gongkai.console.rooms.jobs import starting, surveys, views  # noqa: E402, F401 - the views register themselves
