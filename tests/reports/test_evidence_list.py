"""证据清单, and the column directory as a workbook: opened again, each line held against catalogue and counts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

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
    counts = {name: made for name, made in all_counts(scope).items() if made.value is not None}
    book = book_of(tmp_path, scope, [])
    lines = list(book["数字证据"].iter_rows(min_row=2, values_only=True))
    unknown = len(all_counts(scope)) - len(counts)
    assert any(
        f"另有{unknown}个统计指标没有数据来源" in str(line[0]) for line in book["说明"].iter_rows(values_only=True)
    )
    assert len(lines) == len(counts)
    for line, made in zip(lines, counts.values(), strict=True):
        assert made.value is not None
        assert line[0] == made.metric.title
        assert Decimal(str(line[1]).removesuffix("（不完整）")) == Decimal(made.value)
        assert line[3] == len(made.rows)
        assert sum(int(str(number)) for number in line[4:7]) == len(made.rows)
        assert line[8] == list_digest(made)


def test_every_piece_of_evidence_is_there_once_with_the_figures_it_counts_in(tmp_path: Path) -> None:
    scope = scope_of(small_city())
    counts = all_counts(scope)
    lines = list(book_of(tmp_path, scope, [])["明细证据"].iter_rows(min_row=2, values_only=True))
    for name in ("published.total", "columns.items", "letters.received"):
        behind = {(row.title, row.sha256) for row in counts[name].rows}
        assert behind == {(line[0], line[5]) for line in lines if name in str(line[9]).split("、")}
    assert len({line[:9] for line in lines}) == len(lines)


def test_evidence_beyond_what_a_workbook_holds_is_said_to_be_in_the_lists(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = scope_of(small_city())
    whole = book_of(tmp_path / "whole", scope, [])["明细证据"].max_row - 1
    monkeypatch.setattr(evidence_list, "MOST_ROWS", 10)
    book = book_of(tmp_path, scope, [])
    assert book["明细证据"].max_row == 11
    said = [line[0] for line in book["说明"].iter_rows(values_only=True)]
    assert f"明细共{whole}条，表中列出前10条，其余见明细文件（CSV）。" in said


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
