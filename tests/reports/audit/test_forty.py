"""The exam: forty reports in their real files, read, claimed and checked, against the truth.

`python -m tests.reports.audit.test_forty` prints the scores and every miss; with `unseen`, those of that folder.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reports.audit.case import Case, open_case
from reports.audit.checking import check_paper
from reports.audit.claim import Claim
from reports.audit.claims import claims_of
from reports.audit.read import read_paper
from reports.audit.remark import Remark, problems
from tests.reports.audit.forty_files import make_file
from tests.reports.audit.forty_source import Report, Table, number, reports_in, value_of

REPORTS = {report.slug: report for report in reports_in("forty")}
SUMS = re.compile(r"ar14\.(sum\.|le\.|web_le_total)|ar19\.(sum\.|carry)")
PROSE = ("ar14.text_match", "ar19.prose")


@dataclass
class Marks:
    """What the exam found in one report."""

    slug: str
    right: int = 0
    wanted: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    sums_found: int = 0
    sums_missed: list[str] = field(default_factory=list)
    sums_invented: list[str] = field(default_factory=list)
    prose_found: int = 0
    prose_missed: list[str] = field(default_factory=list)
    prose_invented: list[str] = field(default_factory=list)
    copied_missed: list[str] = field(default_factory=list)
    cells_misread: list[str] = field(default_factory=list)
    form: str | None = None
    year: int | None = None
    blank: bool = False
    others: list[str] = field(default_factory=list)  # flagged by other checks: not scored, for a person to read


def _plain(value: Decimal, unit: str) -> Decimal:
    """A value in its plain unit: 万元 is 10,000 元."""
    return value * 10000 if unit.startswith("万") else value


def mark(report: Report, folder: Path) -> Marks:
    """Make the report's file, read it, and compare everything with the truth."""
    paper = read_paper(make_file(report, folder))
    claims = claims_of(paper, report.year)
    last_slug = report.truth.get("last")
    last = read_paper(make_file(REPORTS[last_slug], folder)) if last_slug else None
    published = report.truth.get("published")
    remarks = check_paper(
        paper, claims, year=report.year, last=last, published=date.fromisoformat(published) if published else None
    )
    marks = Marks(report.slug)
    _mark_cells(report, open_case(paper), marks)
    _mark_claims(report, claims, marks)
    _mark_remarks(report, problems(remarks), marks)
    return marks


def _mark_cells(report: Report, case: Case, marks: Marks) -> None:
    """Form, year and cells as recognised without being told the year."""
    marks.form, marks.year = case.recognised.form, case.recognised.year
    read = case.tables.cells if case.tables else {}
    for name, raw in report.cells.items():
        cell, value = read.get(name), number(raw)
        if cell is None or (cell.value is None) != (value is None) or (cell.raw.strip() != raw and cell.value != value):
            marks.cells_misread.append(f"{name}: {raw!r} read as {cell.raw if cell else None!r}")
    marks.cells_misread += [f"{name}: no such cell" for name in read.keys() - report.cells.keys()]


def _mark_claims(report: Report, claims: Iterable[Claim], marks: Marks) -> None:
    got = {(claim.indicator, _plain(claim.value, claim.unit), claim.year): claim for claim in reversed(list(claims))}
    wanted = [each for each in report.truth["claims"] if each.get("year", report.year) == report.year]
    neutral: set[tuple[str, Decimal]] = set()
    for each in report.truth["optional"]:
        value = _plain(value_of(each), each["unit"])
        neutral |= {("other", value), (each["indicator"], value)}
    if report.make.get("hard"):
        tables = [block for block in report.blocks if isinstance(block, Table)]
        held = [number(cell) for table in tables for row in table.rows for cell in row]
        neutral |= {("other", cell) for cell in held if cell is not None}
    elsewhen = {(each["year"], value_of(each)) for each in report.truth["claims"] if "year" in each}
    accepted = {
        (name, _plain(value_of(each), each["unit"]))
        for each in wanted
        for name in (each["indicator"], *each.get("also", ()))
    }
    now = {(name, value) for name, value, year in got if year in (None, report.year)}
    unique = {(each["indicator"], _plain(value_of(each), each["unit"])): each for each in wanted}
    marks.wanted = len(unique)
    for (name, value), each in unique.items():
        if not any((other, value) in now for other in (name, *each.get("also", ()))):
            marks.missed.append(f"{name} = {value:f}: {each['sentence']}")
    for (name, value, year), claim in got.items():
        said = f"{name} = {value:f} ({claim.raw}): {claim.sentence[:60]}"
        if year not in (None, report.year):
            if (year, value) not in elsewhen and ("other", value) not in neutral:
                marks.wrong.append(f"year {year}, {said}")
        elif (name, value) in accepted:
            marks.right += 1
        elif (name, value) not in neutral:
            marks.wrong.append(said)


def _numbers(remark: Remark) -> set[Decimal]:
    """The numbers that a remark names, and what they are in 10,000."""
    text = re.sub(r"(?<=\d)[,，](?=\d{3})", "", f"{remark.says} {remark.should} {remark.sentence}")
    found = {Decimal(raw) for raw in re.findall(r"\d+(?:\.\d+)?", text)}
    return found | {value * 10000 for value in found}


def _mark_remarks(report: Report, flagged: Iterable[Remark], marks: Marks) -> None:
    planted, contradictions = report.truth["planted"], report.truth["contradictions"]
    found_sums: set[int] = set()
    found_prose: set[int] = set()
    for remark in flagged:
        said = f"{remark.check} {remark.place}: {remark.sentence[:90]}"
        numbers = _numbers(remark)
        if SUMS.match(remark.check):
            hits = {n for n, each in enumerate(planted) if _is_planted(each, remark, numbers)}
            found_sums |= hits
            marks.sums_invented += [] if hits else [said]
        elif remark.check in PROSE:
            hits = {
                n
                for n, each in enumerate(contradictions)
                if each["indicator"] == remark.indicator and {Decimal(each["prose"]), Decimal(each["table"])} <= numbers
            }
            found_prose |= hits
            marks.prose_invented += [] if hits else [said]
        else:
            marks.blank |= remark.check == "ar19.blank"
            marks.others.append(said)
    marks.sums_found, marks.prose_found = len(found_sums), len(found_prose)
    marks.sums_missed = [str(each) for n, each in enumerate(planted) if n not in found_sums]
    required = [n for n, each in enumerate(contradictions) if not each.get("optional")]
    marks.prose_missed = [str(contradictions[n]) for n in required if n not in found_prose]
    for start in report.truth.get("copied", ()):
        if not any("copied" in said or start[:10] in said for said in marks.others):
            marks.copied_missed.append(start)


def _is_planted(each: dict[str, Any], remark: Remark, numbers: set[Decimal]) -> bool:
    """True if a remark names this planted error: the check, the cell (or one of its row or field), both numbers."""
    if remark.check != each["check"] or not {Decimal(each["says"]), Decimal(each["should"])} <= numbers:
        return False
    return any(cell == each["cell"] or cell.startswith(each["cell"] + ".") for cell in remark.cells)


@cache
def exam(reports: str = "forty") -> tuple[Marks, ...]:
    """The marks of all reports of a folder."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(mark(report, Path(folder)) for report in reports_in(reports))


def scores(reports: str = "forty") -> dict[str, float]:
    """Precision and recall of claims over all reports; planted errors and contradictions found, missed, invented."""
    marks = exam(reports)
    sources = {report.slug: report for report in reports_in(reports)}
    right, wrong = sum(m.right for m in marks), sum(len(m.wrong) for m in marks)
    wanted, missed = sum(m.wanted for m in marks), sum(len(m.missed) for m in marks)
    return {
        "claims wanted": wanted,
        "precision": right / (right + wrong),
        "recall": (wanted - missed) / wanted,
        "planted found": sum(m.sums_found for m in marks),
        "planted missed": sum(len(m.sums_missed) for m in marks),
        "planted invented": sum(len(m.sums_invented) for m in marks),
        "contradictions found": sum(m.prose_found for m in marks),
        "contradictions missed": sum(len(m.prose_missed) for m in marks),
        "contradictions invented": sum(len(m.prose_invented) for m in marks),
        "copied missed": sum(len(m.copied_missed) for m in marks),
        "cells": sum(len(sources[m.slug].cells) for m in marks),
        "cells misread": sum(len(m.cells_misread) for m in marks),
    }


# The extractors against the truth


def recognised(marks: Marks, report: Report) -> bool:
    """True if form and year were recognised without being told."""
    return (marks.form, marks.year) == (report.form, report.year)


def test_forms_and_years_are_recognised() -> None:
    assert [(m.slug, m.form, m.year) for m in exam() if not recognised(m, REPORTS[m.slug])] == []


@pytest.mark.parametrize("slug", REPORTS)
def test_every_cell_is_read_as_written(slug: str) -> None:
    assert next(m for m in exam() if m.slug == slug).cells_misread == []


@pytest.mark.parametrize("slug", REPORTS)
def test_planted_errors_are_found_and_none_is_invented(slug: str) -> None:
    marks = next(m for m in exam() if m.slug == slug)
    assert (marks.sums_missed, marks.sums_invented) == ([], [])


@pytest.mark.parametrize("slug", REPORTS)
def test_contradictions_are_found_and_none_is_invented(slug: str) -> None:
    marks = next(m for m in exam() if m.slug == slug)
    assert (marks.prose_missed, marks.prose_invented) == ([], [])


def test_copied_paragraphs_are_found() -> None:
    assert [m.copied_missed for m in exam() if m.copied_missed] == []


def test_blank_cells_are_named_where_there_are_some() -> None:
    assert [m.slug for m in exam() if m.blank] == ["38-ruoxi-county"]


def test_claims_are_read_with_precision_and_recall() -> None:
    found = scores()
    print(found)
    assert found["precision"] >= 0.95
    assert found["recall"] >= 0.95


def report_of_failures(reports: str = "forty") -> str:
    """Scores, and every failing case under its report, as Markdown."""
    lines = [f"- {name}: {value:.4g}" for name, value in scores(reports).items()]
    sources = {report.slug: report for report in reports_in(reports)}
    for marks in exam(reports):
        kinds = {
            "missed": marks.missed,
            "wrong": marks.wrong,
            "planted, not found": marks.sums_missed,
            "arithmetic error invented": marks.sums_invented,
            "contradiction not found": marks.prose_missed,
            "contradiction invented": marks.prose_invented,
            "copied, not found": marks.copied_missed,
            "cell misread": marks.cells_misread[:8],
            "form or year": [] if recognised(marks, sources[marks.slug]) else [f"{marks.form} {marks.year}"],
            "flagged by other checks (not scored)": marks.others,
        }
        if any(kinds.values()):
            lines += ["", f"## {marks.slug} ({sources[marks.slug].form}, {sources[marks.slug].file})"]
            lines += [f"- {kind}: {each}" for kind, cases in kinds.items() for each in cases]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report_of_failures(*sys.argv[1:]))
