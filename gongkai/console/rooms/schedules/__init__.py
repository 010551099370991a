"""Schedules: what runs by itself, when next, what should have run and did not."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry

blueprint = Blueprint("schedules", __name__, url_prefix="/schedules", template_folder="templates")
ORDER = 80
NAVIGATION = (Entry("schedules.index", "计划", ("runs",)),)

from gongkai.console.rooms.schedules import editing, views  # noqa: E402, F401 - the views register themselves
