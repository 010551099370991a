"""A list as a file: exactly what is shown, all its pages, in its order."""

from __future__ import annotations

from flask import Response, abort

from checks.ledger.asking import page_of_findings
from gongkai.console.access import needs
from gongkai.console.here import catalogue, now, place, today
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.findings import blueprint
from gongkai.console.rooms.findings.views import asked_here
from gongkai.findings.exporting import Format, content

TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.SARIF: "application/sarif+json",
    Format.JSON: "application/json",
}


@blueprint.get("/export.<form>")
@needs(Permission.READ)
def export(form: str) -> Response:
    """The file."""
    if form not in list(Format):
        abort(404)
    wanted = Format(form)
    asked = asked_here("findings.index")
    rows = page_of_findings(catalogue(), asked.wanted, order=asked.order, falling=asked.falling)
    data = content(place(), catalogue(), wanted, rows, [], now())
    return Response(
        data,
        content_type=TYPES[wanted],
        headers={"Content-Disposition": f'attachment; filename="findings-{today().isoformat()}.{form}"'},
    )
