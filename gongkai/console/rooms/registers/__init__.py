"""The registers (台账): what no crawl can see, entered, corrected, imported and proved."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry

blueprint = Blueprint("registers", __name__, template_folder="templates", url_prefix="/registers")
ORDER = 50
NAVIGATION = (Entry("registers.index", "台账"),)

from gongkai.console.rooms.registers import (  # noqa: E402 - the views register themselves
    evidence_views,  # noqa: F401
    import_views,  # noqa: F401
    row_views,  # noqa: F401
    views,  # noqa: F401
)
