"""The findings ledger (问题台账): what was flagged, since when, what people decided, what became of it.

It lives in the catalogue's file with its own migrations: open it with
`crawler.catalogue.database.connect(path, extra=(ledger_migrations,))`.
"""

from checks.ledger.doubts import confirm_doubt, dismiss, doubt_history, find_doubt, list_doubts
from checks.ledger.granting import find_waiver, grant, revoke, waive, waivers_on
from checks.ledger.read import checks, find, histories, last_decision, list_findings, names_known, show, times_seen
from checks.ledger.record import RecordSummary, last_basis, record
from checks.ledger.review import claim, confirm, dispute, resolve, set_deadline, verify
from checks.ledger.rows import (
    CheckRow,
    DoubtRow,
    DoubtState,
    EventRow,
    FindingDetail,
    FindingRow,
    Scope,
    State,
    Waiver,
    WaiverStanding,
)
from checks.ledger.schema_asking import ledger_migrations
from checks.ledger.seen import StaleError, doubt_events, finding_events
from checks.ledger.then import disputed_at, newest_decision
from checks.ledger.waivers import Confirmed, NotCounted, read_waivers, waived

__all__ = [
    "CheckRow",
    "Confirmed",
    "DoubtRow",
    "DoubtState",
    "EventRow",
    "FindingDetail",
    "FindingRow",
    "NotCounted",
    "RecordSummary",
    "Scope",
    "StaleError",
    "State",
    "Waiver",
    "WaiverStanding",
    "checks",
    "claim",
    "confirm",
    "confirm_doubt",
    "dismiss",
    "dispute",
    "disputed_at",
    "doubt_events",
    "doubt_history",
    "find",
    "find_doubt",
    "find_waiver",
    "finding_events",
    "grant",
    "histories",
    "last_basis",
    "last_decision",
    "ledger_migrations",
    "list_doubts",
    "list_findings",
    "names_known",
    "newest_decision",
    "read_waivers",
    "record",
    "resolve",
    "revoke",
    "set_deadline",
    "show",
    "times_seen",
    "verify",
    "waive",
    "waived",
    "waivers_on",
]
