"""What becomes of a rule's word under a clause that is a bonus, or that only a person may decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks.model import Batch, Clause, Judgement, Verdict


def softened(clause: Clause, judged: Iterable[Judgement | Batch]) -> Iterator[Judgement | Batch]:
    """The judgements as the clause lets them stand.

    Not to earn a bonus is no fault: flagged becomes not applicable. Where a person decides, the rule finds candidates
    only: flagged becomes unsure.
    """
    for found in judged:
        if isinstance(found, Batch) or found.verdict is not Verdict.FLAGGED or not (clause.bonus or clause.by_person):
            yield found
        elif clause.bonus:
            yield replace(found, verdict=Verdict.NOT_APPLICABLE, message=f"未达到加分条件：{found.observed}。")
        else:
            look = f"请查看：{clause.look}" if clause.look else ""
            message = f"{found.message}（是否属于本条所指，须人工认定。{look}）"
            yield replace(found, verdict=Verdict.UNSURE, message=message, candidate=True)
