"""证据清单, and the column directory as a workbook: opened again, each line held against catalogue and counts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl

from checks.model import Finding
from reports.count import all_counts
from reports.kinds import evidence_list, kinds
from reports.metrics.column_rows import tree
from reports.render import list_digest
from reports.scope import Scope
from tests.reports.samples import finding
from tests.reports.small_city import scope_of, small_city


def with_evidence(scope: Scope) -> list[Finding]:
    from dataclasses import replace

    captures = [row[0] for row in scope.conn.execute("SELECT id FROM captures ORDER BY id LIMIT 3")]
    proven = finding("stale_column", "新闻中心/工作动态", observed="最新2016-11-02")
    return [
        replace(proven, judgement=replace(proven.judgement, evidence=tuple(captures[:2]))),
        finding("missing_column", "col.survey", label="=征集调查"),
    ]


def book_of(tmp_path: Path, scope: Scope, findings: list[Finding]) -> openpyxl.Workbook:
    (path,) = kinds()["evidence-list"].render(scope, findings, tmp_path, ["xlsx"])
    return openpyxl.load_workbook(path)


def test_each_finding_has_its_captures_with_digest_and_place(tmp_path: Path) -> None:
    scope = scope_of(small_city())
    lines = list(book_of(tmp_path, scope, with_evidence(scope))["问题证据"].iter_rows(min_row=2, values_only=True))
    assert [line[3] for line in lines[1:]] == [1, 2], "the finding without a capture comes first by its clause"
    assert lines[0][3] == "无" and lines[0][2] == "'=征集调查"
    for line in lines[1:]:
        row = scope.known.capture(int(str(line[3])))
        assert row is not None
        assert line[4:] == (row.url, row.at, row.sha256, f"{row.warc_file}:{row.offset}")


def test_each_figure_says_how_its_rows_are_proven(tmp_path: Path) -> None:
    scope = scope_of(small_city())
    counts = all_counts(scope)
    lines = list(book_of(tmp_path, scope, [])["数字证据"].iter_rows(min_row=2, values_only=True))
    assert len(lines) == len(counts)
    for line, made in zip(lines, counts.values(), strict=True):
        assert line[0] == made.metric.title
        if made.value is None:
            assert line[1] == "未填报" and line[3] == "—"
            continue
        assert Decimal(str(line[1]).removesuffix("（不完整）")) == Decimal(made.value)
        assert line[3] == len(made.rows)
        assert sum(int(str(number)) for number in line[4:7]) == len(made.rows)
        assert line[8] == list_digest(made)


def test_every_row_of_every_figure_is_in_the_workbook(tmp_path: Path) -> None:
    scope = scope_of(small_city())
    counts = all_counts(scope)
    lines = list(book_of(tmp_path, scope, [])["明细证据"].iter_rows(min_row=2, values_only=True))
    assert len(lines) == sum(len(made.rows) for made in counts.values())
    total = [line for line in lines if line[0] == "published.total"]
    assert [line[2] for line in total] == [row.title for row in counts["published.total"].rows]
    assert [line[8] for line in total] == [row.sha256 for row in counts["published.total"].rows]


def test_rows_beyond_what_a_workbook_holds_are_said_to_be_in_the_lists(tmp_path: Path, monkeypatch: object) -> None:
    import pytest

    assert isinstance(monkeypatch, pytest.MonkeyPatch)
    monkeypatch.setattr(evidence_list, "MOST_ROWS", 10)
    scope = scope_of(small_city())
    total = sum(len(made.rows) for made in all_counts(scope).values())
    book = book_of(tmp_path, scope, [])
    assert book["明细证据"].max_row == 11
    said = [line[0] for line in book["说明"].iter_rows(values_only=True)]
    assert f"明细共{total}行，表中列出前10行，其余见明细文件（CSV）。" in said


def test_directory_as_a_workbook_has_the_columns_with_numbers_days_and_addresses(tmp_path: Path) -> None:
    scope = scope_of(small_city(items=8))
    (path,) = kinds()["columns"].render(scope, with_evidence(scope), tmp_path, ["xlsx"])
    sheet = openpyxl.load_workbook(path)["栏目目录"]
    columns = tree(scope)
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [line[1] for line in lines] == [column.path for column in columns]
    items = all_counts(scope)["columns.items"]
    for line, column in zip(lines, columns, strict=True):
        if isinstance(line[4], int):
            assert line[4] == items.part(column.path)
        if column.newest:
            assert str(line[6])[:10] == column.newest.isoformat()
        assert line[8] == column.url
    assert lines[1][7] == "stale_column条款"
    assert sheet.auto_filter.ref == f"A1:I{len(columns) + 1}"
    assert (tmp_path / "columns-2016-figures" / "columns.items.csv").is_file()
