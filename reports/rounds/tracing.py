"""The trace of a document about a round: which sites and quarter it is about, beside what every trace says."""

from __future__ import annotations

from datetime import date

from reports.document import Document
from reports.rounds.round import Round
from reports.scope import Scope
from reports.tracing import Provenance, Trace, TracedRound, TracedRun, trace_of


def trace_of_round(document: Document, scope: Scope, kind: str, made: Round, checked_on: date | None) -> Trace:
    """The trace of a round's document. `scope` is that of one of its sites, pinned to what is known now."""
    runs = []
    for entry in made.inspected:
        run = entry.result.run if entry.result is not None else None
        if entry.listed.site is not None:
            runs.append(
                TracedRun(
                    site=entry.listed.site,
                    run=run.id if run else None,
                    mode=run.mode if run else None,
                    state=run.state if run else None,
                    finished_at=run.finished_at if run else None,
                )
            )
    about = TracedRound(quarter=made.quarter, only=made.only, due=made.due)
    trace = trace_of(document, scope, kind, Provenance(made.packs, checked_on=checked_on))
    return trace.model_copy(update={"round": about, "runs": tuple(runs), "registers": ()})
