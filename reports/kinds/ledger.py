"""整改台账 of a round's sites: the findings ledger as a workbook for filtering, and as a page for reading."""

from __future__ import annotations

from reports.ledger.document import ledger_page, ledger_workbook
from reports.rounds.kind import RoundKind

KIND = RoundKind(
    name="ledger",
    title="网站问题整改台账",
    gather=lambda made: ledger_page(made.ledger),
    formats=("xlsx", "html", "docx"),
    workbook=lambda made: ledger_workbook(made.ledger),
    checks=False,
)
