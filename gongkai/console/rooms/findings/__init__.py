"""Findings, doubts and waivers: what is wrong, what people say to it, what becomes of it."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry

blueprint = Blueprint("findings", __name__, url_prefix="/findings", template_folder="templates")
ORDER = 20
NAVIGATION = (Entry("findings.index", "问题", ("captures",)),)

from gongkai.console.rooms.findings import (  # noqa: E402, F401 - the views register themselves
    doubts,
    exports,
    one,
    saved,
    shown,
    together,
    views,
    waivers,
)

for _filter in (shown.time_left, shown.event_word, shown.doer, shown.web_link):
    blueprint.add_app_template_filter(_filter, _filter.__name__)
