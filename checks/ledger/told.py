"""What a check says of subjects that it did not flag, found quickly for many known findings and doubts."""

from __future__ import annotations

from checks.engine import CheckResult
from checks.model import Batch, Finding, Subject, SubjectKind, Verdict


class Told:
    """The single judgements and batches of one check."""

    def __init__(self, result: CheckResult) -> None:
        self._single = {finding.fingerprint: finding for finding in result.judged}
        self._batches: dict[str, list[Batch]] = {}
        for clause, batch in result.batches:
            self._batches.setdefault(clause.id, []).append(batch)
        self._complete = result.coverage.run_complete
        # A clause that is not in force says so once, of the site; what is known under it is left as it is.
        told = {found.clause.id for found in result.judged if not _concerns_nobody(found)} | self._batches.keys()
        self.clauses = {
            clause.id
            for pack in result.packs
            for clause in pack.clauses
            if clause.id in told or clause.in_force(result.as_of)
        }

    def verdict(self, fingerprint: str, clause: str, kind: str, key: str) -> tuple[Verdict, str] | None:
        """Verdict and message; None where the check cannot say: the subject did not come up in an incomplete crawl."""
        single = self._single.get(fingerprint)
        if single is not None:
            return single.verdict, single.message
        subject = Subject(SubjectKind(kind), key, "")
        for batch in self._batches.get(clause, ()):
            if subject in batch:
                return batch.verdict, "本次检查未再发现"
        return (Verdict.CLEAR, "本次完整抓取中已没有该对象") if self._complete else None


def _concerns_nobody(finding: Finding) -> bool:
    return finding.verdict is Verdict.NOT_APPLICABLE and finding.subject.kind is SubjectKind.SITE
