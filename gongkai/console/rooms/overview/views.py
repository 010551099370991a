"""The overview."""

from __future__ import annotations

from flask import render_template

from gongkai.console.access import needs, visible_sites
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.overview import blueprint


@blueprint.get("/")
@needs(Permission.READ)
def index() -> str:
    """All sites that the person sees."""
    return render_template("overview/index.html", sites=visible_sites())
