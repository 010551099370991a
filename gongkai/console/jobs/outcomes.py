"""What came of a job: the little of its answer that is kept, and what its page says of it."""

from __future__ import annotations

from typing import Any

_SHOWN = 20  # columns of a run that were not walked whole, kept with the job; the run knows them all


def condensed(kind: str, answer: Any) -> Any:
    """The part of an answer that a page needs; the ledger of findings and the catalogue hold the rest."""
    if not isinstance(answer, dict):
        return answer
    if kind == "check":
        return {"checks": [_check(each) for each in answer.get("checks", ())]}
    if kind in ("crawl", "links"):
        return {"runs": [_run(each) for each in answer.get("runs", ())]}
    if kind == "freeze":
        return {key: answer[key] for key in ("id", "new", "complete")}
    return answer


def _check(facts: dict[str, Any]) -> dict[str, Any]:
    kept = ("site", "name", "as_of", "complete", "packs", "skipped", "notes", "scores", "ledger")
    return {key: facts[key] for key in kept} | {"flagged": len(facts["findings"]), "unsure": len(facts["unsure"])}


def _run(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: value[:_SHOWN] if isinstance(value, list) else value for key, value in facts.items()}
