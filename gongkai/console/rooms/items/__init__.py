"""What sites published: searched in Chinese, one item with its evidence, its versions and their differences."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry

blueprint = Blueprint("items", __name__, template_folder="templates", url_prefix="/items")
ORDER = 30
NAVIGATION = (Entry("items.index", "信息", ("pairs",)),)

from gongkai.console.rooms.items import comparing, engine, one, views  # noqa: E402, F401 - the views register themselves
