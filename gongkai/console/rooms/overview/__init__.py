"""The overview: every site the person sees, and what needs a look."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry
from gongkai.console.site_words import FILTERS

blueprint = Blueprint("overview", __name__, template_folder="templates")
ORDER = 10
NAVIGATION = (Entry("overview.index", "总览", ("sites",)),)
for _name, _filter in FILTERS.items():
    blueprint.add_app_template_filter(_filter, _name)

from gongkai.console.rooms.overview import views  # noqa: E402, F401 - the views register themselves
