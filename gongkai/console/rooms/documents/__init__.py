"""Documents: ordered, looked at, downloaded, verified; and reports of others, audited."""

from __future__ import annotations

from flask import Blueprint

from gongkai.console.navigation import Entry

blueprint = Blueprint("documents", __name__, template_folder="templates", url_prefix="/documents")
ORDER = 60
NAVIGATION = (Entry("documents.index", "文书"),)

from gongkai.console.rooms.documents import comparing, examining, files, views  # noqa: E402, F401 - they register themselves
