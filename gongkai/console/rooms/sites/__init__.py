"""Sites: verdict, columns, freshness, runs and our manners towards each of them."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("sites", __name__, template_folder="templates", url_prefix="/sites")
ORDER = 15

from gongkai.console.rooms.sites import column, manners, views  # noqa: E402, F401 - the views register themselves
