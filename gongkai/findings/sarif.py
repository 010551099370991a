"""Findings as SARIF 2.1.0 (OASIS), so that programs that read such files can show and compare them.

A clause is a rule, a finding a result, the address of its subject the location. Waived findings and accepted disputes
are results with an accepted suppression, open disputes with one under review; what waits for a person has the kind
`review`. Mended findings are left out. The fingerprint is the ledger's: titles and addresses play no part in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from checks.ledger import DoubtRow, FindingRow, State
from checks.model import Clause
from crawler.catalogue.captures import CaptureRow
from crawler.catalogue.queries import SiteRow
from crawler.clock import stamp
from reports.typography import printable

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"
Shown = FindingRow | DoubtRow


def sarif_log(
    findings: Sequence[FindingRow],
    doubts: Sequence[DoubtRow],
    *,
    clauses: Mapping[str, Clause],
    sites: Mapping[str, SiteRow],
    captures: Mapping[int, CaptureRow],
    version: str,
    now: datetime,
) -> dict[str, Any]:
    """One log, one run. `clauses` are the packs' present ones, by id; a finding of an older one has a rule too."""
    shown: list[Shown] = [row for row in findings if row.state is not State.FIXED]
    shown += doubts
    ids = sorted({row.clause for row in shown})
    samples = {row.clause: row for row in reversed(shown)}
    rules = [_rule(clauses.get(clause), samples[clause]) for clause in ids]
    index = {clause: number for number, clause in enumerate(ids)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {"name": "gongkai", "semanticVersion": version, "language": "zh-CN", "rules": rules}
                },
                "automationDetails": {"id": "gongkai/findings/"},
                "invocations": [{"executionSuccessful": True, "endTimeUtc": stamp(now)}],
                "language": "zh-CN",
                "columnKind": "unicodeCodePoints",
                "results": [_result(row, index[row.clause], sites.get(row.site), captures) for row in shown],
            }
        ],
    }


def level_of(row: Shown) -> str:
    """A veto is an error, a clause that is not verified a note, anything else a warning."""
    if row.unverified:
        return "note"
    return "error" if row.veto else "warning"


def _rule(clause: Clause | None, sample: Shown) -> dict[str, Any]:
    help_text = [sample.source, f"整改建议：{sample.advice}" if sample.advice else ""]
    help_text += [f"人工查看：{clause.look}"] if clause and clause.look else []
    return {
        "id": sample.clause,
        "shortDescription": {"text": _text(sample.clause_title)},
        "fullDescription": {"text": _text(clause.text if clause else sample.clause_title)},
        "help": {"text": _text("\n".join(part for part in help_text if part) or sample.clause_title)},
        "defaultConfiguration": {"level": level_of(sample)},
        "properties": {
            "pack": sample.pack,
            "rule": sample.rule,
            "source": _text(clause.source if clause else sample.source),
            "clause": _text(clause.clause) if clause else None,
            "confidence": sample.confidence,
            "veto": sample.veto,
            "points": sample.points,
            "tags": [sample.pack, *(["单项否决"] if sample.veto else []), *(["未核实"] if sample.unverified else [])],
        },
    }


def _result(row: Shown, rule: int, site: SiteRow | None, captures: Mapping[int, CaptureRow]) -> dict[str, Any]:
    url = row.subject_url or (site.home if site else None)
    result: dict[str, Any] = {
        "ruleId": row.clause,
        "ruleIndex": rule,
        "kind": "fail" if isinstance(row, FindingRow) else "review",
        "level": level_of(row) if isinstance(row, FindingRow) else "none",
        "message": {"text": _text(row.message) or _text(row.clause_title)},
        "locations": [_location(url, row, site)],
        "partialFingerprints": {"gongkai/v1": row.fingerprint},
        "properties": {
            "number": row.number,
            "site": row.site,
            "state": row.state.value,
            "subject": _text(row.subject_label),
            "observed": _text(row.observed),
            "threshold": _text(row.threshold),
        },
    }
    related = [_evidence(captures[number]) for number in row.evidence if number in captures]
    if related:
        result["relatedLocations"] = related
    if isinstance(row, FindingRow):
        result["properties"] |= {
            "deadline": str(row.deadline) if row.deadline else None,
            "since": str(row.since) if row.since else None,
            "reopened": row.reopened,
            "firstSeen": row.first_flagged,
            "lastSeen": row.last_flagged,
        }
        result["suppressions"] = _suppressions(row)
    return result


def _location(url: str | None, row: Shown, site: SiteRow | None) -> dict[str, Any]:
    location: dict[str, Any] = {
        "logicalLocations": [
            {
                "name": _text(row.subject_label) or row.subject_key,
                "fullyQualifiedName": _text(f"{site.name if site else row.site}/{row.subject_key}"),
                "kind": row.subject_kind,
            }
        ]
    }
    if url:
        location["physicalLocation"] = {"artifactLocation": {"uri": as_uri(url)}}
    return location


def _evidence(capture: CaptureRow) -> dict[str, Any]:
    words = f"{capture.at} 存档于 {capture.warc_file}:{capture.offset}，sha256 {capture.sha256}"
    return {"physicalLocation": {"artifactLocation": {"uri": as_uri(capture.url)}}, "message": {"text": words}}


def _suppressions(row: FindingRow) -> list[dict[str, Any]]:
    if row.state is State.WAIVED and row.waiver is not None:
        waiver = row.waiver
        words = [waiver.number, waiver.reason, f"批准人：{waiver.approver}", waiver.document or ""]
        words += [f"至{waiver.until.isoformat()}"] if waiver.until else []
        reason = "；".join(part for part in words if part)
        return [{"kind": "external", "status": "accepted", "justification": _text(reason)}]
    if row.state is State.FALSE_ALARM:
        return [{"kind": "external", "status": "accepted", "justification": "经核实为误报"}]
    if row.state is State.DISPUTED:
        return [{"kind": "external", "status": "underReview", "justification": "网站提出异议"}]
    return []


def as_uri(url: str) -> str:
    """An address with everything percent-encoded that may not stand in a URI."""
    return quote(printable(url).strip(), safe=_SAFE)


def _text(text: str) -> str:
    return printable(text).strip()
