"""One audit from beginning to end: what was read, recognised, claimed, checked, and compared with our counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from checks.model import Verdict
from reports.audit.case import Case, open_case
from reports.audit.checking import check_case
from reports.audit.claim import CellClaim, Claim
from reports.audit.claims import claims_of
from reports.audit.comparing import Compared, against_counts
from reports.audit.facts import NAMES, Fact, facts_of
from reports.audit.form import FORMS_IN_CHINESE, recognise
from reports.audit.paper import Paper
from reports.audit.parts import Part, required_parts
from reports.audit.remark import Remark
from reports.audit.vocabulary import vocabulary
from reports.scope import Scope


@dataclass(frozen=True, slots=True)
class Audited:
    """The outcome of an audit. Nothing is `compared` where there is no catalogue to count in; `why_not` says so."""

    case: Case
    facts: tuple[Fact, ...]
    parts: tuple[Part, ...]
    remarks: tuple[Remark, ...]
    compared: tuple[Compared, ...] = ()
    why_not: str = ""

    @property
    def paper(self) -> Paper:
        """The report as it was read."""
        return self.case.paper

    @property
    def title(self) -> str:
        """The report's title; where it has none, whose and of which year it says it is."""
        if self.paper.title:
            return self.paper.title
        organ = next((fact.value for fact in self.facts if fact.name == "title.organ"), "")
        year = f"{self.case.year}年度报告" if self.case.year else "报告"
        return f"{organ}{year}（原文没有标题）"

    @property
    def unsure(self) -> tuple[str, ...]:
        """What could not be checked, with the checks that it concerns; the same reason once."""
        unsure = [remark for remark in self.remarks if remark.verdict is Verdict.UNSURE]
        lines = []
        for sentence in dict.fromkeys(remark.sentence for remark in unsure):
            checks = list(dict.fromkeys(remark.check for remark in unsure if remark.sentence == sentence))
            lines.append(f"{checks[0]}{f'等{len(checks)}项' if len(checks) > 1 else ''}：{sentence}")
        return tuple(lines)

    @property
    def unread(self) -> tuple[str, ...]:
        """Everything that was not read, of the file and of its tables."""
        tables = self.case.tables
        places = tables.others if tables else tuple(grid.place for grid in self.paper.grids())
        others = tuple(f"{place}不是本年度格式的统计表，数字未核对" for place in places)
        return (*self.paper.unread, *(tables.doubts if tables else ()), *others)


def audit_paper(
    paper: Paper,
    *,
    year: int | None = None,
    last: Paper | None = None,
    published: date | None = None,
    scope: Scope | None = None,
    why_not: str = "",
) -> Audited:
    """Audit a report as it was read. With a `scope` each claim is compared with our own count."""
    known = recognise(paper, year=year)
    claims = claims_of(paper, known.year)
    case = open_case(paper, claims, year=year, last=last, published=published)
    return Audited(
        case,
        tuple(facts_of(paper)),
        tuple(required_parts(case)),
        tuple(check_case(case)),
        tuple(against_counts(claims, scope)) if scope is not None else (),
        why_not,
    )


def as_json(audited: Audited) -> dict[str, Any]:
    """The audit as plain values; documented in docs/audit.md."""
    case = audited.case
    known, tables = case.recognised, case.tables
    compared = {seen.claim: seen for seen in audited.compared}
    return {
        "source": case.paper.source,
        "file": case.paper.form,
        "title": case.paper.title or None,
        "form": {
            "id": known.form,
            "name": FORMS_IN_CHINESE.get(known.form or ""),
            "year": known.year,
            "evidence": list(known.evidence),
            "doubts": list(known.doubts),
        },
        "published": str(case.published) if case.published else None,
        "facts": [_fact(fact) for fact in audited.facts],
        "parts": [_part(part) for part in audited.parts],
        "claims": [_claim(claim, compared) for claim in case.claims],
        "tables": {
            "places": dict(tables.places) if tables else {},
            "cells": [_cell(cell) for cell in tables.cells.values()] if tables else [],
        },
        "remarks": [_remark(remark) for remark in audited.remarks],
        "unread": list(audited.unread),
        "not_compared": audited.why_not or None,
    }


def number(value: Decimal | int | None) -> int | float | None:
    """A number as JSON has it."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _fact(fact: Fact) -> dict[str, Any]:
    title = NAMES.get(fact.name, fact.name)
    return {
        "name": fact.name,
        "title": title,
        "value": fact.value,
        "raw": fact.raw,
        "sentence": fact.sentence,
        "place": fact.place,
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "check": part.check,
        "title": part.title,
        "state": part.state.value,
        "how": part.how or None,
        "place": part.place or None,
        "quote": part.quote or None,
        "why": part.why or None,
        "absent": list(part.absent),
    }


def _claim(claim: Claim, compared: Mapping[Claim, Compared]) -> dict[str, Any]:
    indicator = vocabulary().indicators.get(claim.indicator)
    seen = compared.get(claim)
    return {
        "indicator": claim.indicator,
        "title": indicator.title if indicator else None,
        "value": number(claim.value),
        "unit": claim.unit,
        "raw": claim.raw,
        "bound": claim.bound or None,
        "year": claim.year,
        "doubts": list(claim.doubts),
        "sentence": claim.sentence,
        "place": claim.place,
        "ours": _ours(seen) if seen is not None else None,
    }


def _ours(seen: Compared) -> dict[str, Any]:
    return {
        "standing": seen.standing.value,
        "why": seen.why,
        "metric": seen.metric,
        "year": seen.year,
        "value": number(seen.ours),
        "difference": number(seen.difference),
        "complete": seen.complete,
        "source": seen.source or None,
        "rows": seen.rows,
        "sha256": seen.digest or None,
        "note": seen.note or None,
    }


def _cell(cell: CellClaim) -> dict[str, Any]:
    return {
        "form": cell.form,
        "cell": cell.cell,
        "label": cell.label,
        "value": number(cell.value),
        "raw": cell.raw,
        "place": cell.place,
    }


def _remark(remark: Remark) -> dict[str, Any]:
    standard = remark.standard
    return {
        "check": remark.check,
        "verdict": remark.verdict.value,
        "sentence": remark.sentence,
        "place": remark.place or None,
        "says": remark.says or None,
        "should": remark.should or None,
        "cells": list(remark.cells),
        "indicator": remark.indicator or None,
        "clause": {
            "title": standard.title,
            "reference": standard.reference,
            "text": standard.text,
            "confidence": standard.confidence,
            "advice": standard.advice,
            "pack": standard.pack or None,
        }
        if standard is not None
        else None,
    }
