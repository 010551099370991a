"""The findings ledger (问题台账): what was flagged, since when, what people decided, what became of it.

It lives in the catalogue's file with its own migrations: open it with
`crawler.catalogue.database.connect(path, extra=(ledger_migrations,))`.
"""

from checks.ledger.read import (
    CheckRow,
    EventRow,
    FindingDetail,
    FindingRow,
    State,
    Waiver,
    WaiverNote,
    checks,
    list_findings,
    show,
    waived,
    waiver_notes,
)
from checks.ledger.record import RecordSummary, record
from checks.ledger.review import confirm, dispute, waive
from checks.ledger.schema import ledger_migrations

__all__ = [
    "CheckRow",
    "EventRow",
    "FindingDetail",
    "FindingRow",
    "RecordSummary",
    "State",
    "Waiver",
    "WaiverNote",
    "checks",
    "confirm",
    "dispute",
    "ledger_migrations",
    "list_findings",
    "record",
    "show",
    "waive",
    "waived",
    "waiver_notes",
]
