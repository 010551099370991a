"""Captured pages: shown harmlessly, compared, and as the evidence of a finding with its place marked."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("captures", __name__, template_folder="templates", url_prefix="/captures")
ORDER = 55

from gongkai.console.rooms.captures import views  # noqa: E402, F401 - the views register themselves
from gongkai.console.rooms.captures.evidence import evidence_of  # noqa: E402

blueprint.app_context_processor(lambda: {"evidence_of": evidence_of})
