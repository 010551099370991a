"""Which captures a person sees: those of the sites that are his to see, and the evidence of findings on them."""

from __future__ import annotations

from flask import abort

from checks.ledger import DoubtRow, FindingRow
from crawler.catalogue.capture_visits import newest_at, page_linking, sites_of_capture
from crawler.catalogue.captures import CaptureRow, capture_with_id
from gongkai.console.access import doubt_or_404, finding_or_404
from gongkai.console.here import catalogue, person

_OF_LINKS = frozenset({"dead_link", "unopened_attachment", "hidden_link"})


def row_or_404(name: str) -> FindingRow | DoubtRow:
    """The finding (`F-…`) or doubt (`D-…`) of this name, on a site that the person sees."""
    return doubt_or_404(name) if name[:1] in ("D", "d") else finding_or_404(name)


def capture_or_404(number: int, row: FindingRow | DoubtRow | None = None) -> CaptureRow:
    """A capture of a site that the person sees, or one of the evidence of a finding that the person sees."""
    capture = capture_with_id(catalogue(), number)
    if capture is None:
        abort(404)
    if any(person().sees(site) for site in sites_of_capture(catalogue(), number)):
        return capture
    return capture if row is not None and number in row.evidence else abort(404)


def shown_for(row: FindingRow | DoubtRow) -> list[tuple[str, CaptureRow]]:
    """(what for, capture): the evidence of a finding, and where the fault is a link the page that has the link.

    Without evidence: the page of the subject as it was captured last before the finding was last seen.
    """
    conn, until = catalogue(), row.last_flagged if isinstance(row, FindingRow) else row.last_seen
    found = [("evidence", capture) for number in row.evidence if (capture := capture_with_id(conn, number))]
    if row.rule in _OF_LINKS and (page := page_linking(conn, row.site, row.subject_key, until=until)):
        holder = newest_at(conn, row.site, page, until=until)
        if holder is not None and holder.id not in row.evidence:
            found.insert(0, ("holder", holder))
    if not found and row.subject_url and (page_row := newest_at(conn, row.site, row.subject_url, until=until)):
        found.append(("subject", page_row))
    return found
