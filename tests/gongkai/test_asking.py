"""count, export and report over a small real catalogue: the same numbers whichever way they are asked."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.model import ColumnClass, Outcome, SiteKind
from gongkai.exporting import FIELDS, What
from reports.registers import write_register
from tests.builders import catalogue_with, column, home_row, letter, row, site_with
from tests.gongkai.conftest import Answer

NEWS = column(
    "政务公开/工作动态",
    rows=[
        row("局长检查粉尘企业", "2016-12-30", "2016-12-30"),
        row("=1+1 关于开展检查的通报", "2016-03-01", "2016-03-01"),
        row("旧闻", "2015-06-01", "2015-06-01"),
        row("没有日期的信息"),
    ],
)
PLAN = column("政务公开/规划计划", ColumnClass.PERSONNEL_PLAN, last="2016-05-05")
DEAD = column("政务公开/通知公告", ColumnClass.POLICY, outcome=Outcome.SERVER_ERROR)


@pytest.fixture
def two_columns(stored: Callable[..., Path]) -> Path:
    return stored(catalogue_with(NEWS, PLAN, letter("关于噪声", sent="2016-09-01"), home_row("首页头条", "2016-12-31")))


def test_a_count_and_its_rows_agree_in_every_form(gongkai: Callable[..., Answer], two_columns: Path) -> None:
    facts = gongkai("count", "published.own_site", "--year", "2016", "--rows", "--json", "-w", two_columns).json
    table = gongkai("count", "published.own_site", "--year", "2016", "--rows", "-w", two_columns).out
    text = gongkai("count", "published.own_site", "--year", "2016", "--rows", "--format", "csv", "-w", two_columns).out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert facts["value"] == len(facts["rows"]) == len(rows) == 4
    assert [entry["url"] for entry in facts["rows"]] == [entry["url"] for entry in rows]
    assert all(entry["title"].lstrip("'") in table.replace("\n", "") for entry in rows if len(entry["title"]) < 9)


def test_every_row_of_a_read_article_leads_to_its_capture(gongkai: Callable[..., Answer], two_columns: Path) -> None:
    facts = gongkai("count", "published.own_site", "--year", "2016", "--rows", "--json", "-w", two_columns).json
    read = [entry for entry in facts["rows"] if entry["title"] != "首页头条"]
    assert all(entry["sha256"] and entry["capture"] for entry in read)


def test_a_register_that_is_not_there_is_not_known_and_never_zero(
    gongkai: Callable[..., Answer], two_columns: Path
) -> None:
    assert gongkai("count", "hearings.held", "--year", "2016", "--json", "-w", two_columns).json["value"] is None
    assert "未填报" in gongkai("count", "hearings.held", "--year", "2016", "-w", two_columns).out
    write_register(two_columns / "registers", "hearings", [])
    assert gongkai("count", "hearings.held", "--year", "2016", "--json", "-w", two_columns).json["value"] == 0


def test_without_a_metric_all_are_counted(gongkai: Callable[..., Answer], two_columns: Path) -> None:
    names = {entry["metric"] for entry in gongkai("count", "--year", "2016", "--json", "-w", two_columns).json}
    assert {"published.total", "columns.level1", "hearings.held", "wechat.posts"} <= names


def test_an_unknown_metric_is_named_with_the_nearest(gongkai: Callable[..., Answer], two_columns: Path) -> None:
    answer = gongkai("count", "published.totl", "--year", "2016", "-w", two_columns)
    assert answer.code == 2
    assert "published.total" in answer.err


def test_a_count_on_an_incomplete_run_says_so(gongkai: Callable[..., Answer], stored: Callable[..., Path]) -> None:
    folder = stored(catalogue_with(NEWS, DEAD))
    answer = gongkai("count", "published.own_site", "--year", "2016", "-w", folder)
    assert "不完整" in answer.out
    facts = gongkai("count", "published.own_site", "--year", "2016", "--json", "-w", folder).json
    assert facts["complete"] is False
    assert facts["note"]


def test_several_bureaus_need_a_name(gongkai: Callable[..., Answer], stored: Callable[..., Path]) -> None:
    conn = catalogue_with(NEWS)
    site_with(conn, PLAN, site="other")
    folder = stored(conn)
    answer = gongkai("count", "--year", "2016", "-w", folder)
    assert answer.code == 2
    assert "bureau, other" in answer.err
    named = gongkai("count", "published.own_site", "--year", "2016", "--site", "other", "--json", "-w", folder)
    assert named.json["value"] == 1


@pytest.mark.parametrize("what", list(What))
def test_export_has_exactly_the_promised_fields(gongkai: Callable[..., Answer], two_columns: Path, what: What) -> None:
    lines = gongkai("export", "bureau", "--what", what, "-w", two_columns).out.splitlines()
    assert lines
    assert all(tuple(json.loads(line)) == FIELDS[what] for line in lines)


@pytest.mark.parametrize("what", list(What))
def test_csv_and_jsonl_say_the_same(gongkai: Callable[..., Answer], two_columns: Path, what: What) -> None:
    lines = [
        json.loads(line) for line in gongkai("export", "bureau", "--what", what, "-w", two_columns).out.splitlines()
    ]
    text = gongkai("export", "bureau", "--what", what, "--format", "csv", "-w", two_columns).out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(lines)
    for as_json, as_csv in zip(lines, rows, strict=True):
        for name, value in as_json.items():
            if isinstance(value, str) and value[:1] not in "=+-@":
                assert as_csv[name] == value
            if value is None:
                assert as_csv[name] == ""


def test_export_of_columns_leaves_out_the_home_page(gongkai: Callable[..., Answer], two_columns: Path) -> None:
    lines = gongkai("export", "bureau", "--what", "columns", "-w", two_columns).out.splitlines()
    columns = {entry["path"]: entry for entry in map(json.loads, lines)}
    assert set(columns) == {"政务公开/工作动态", "政务公开/规划计划", "互动交流/局长信箱"}
    news = columns["政务公开/工作动态"]
    assert (news["level"], news["class"], news["items"], news["newest"]) == (2, "dynamic", 4, "2016-12-30")
    assert (news["complete"], news["outcome"]) == (True, "ok")


def test_a_title_that_looks_like_a_formula_is_inert_in_csv(gongkai: Callable[..., Answer], two_columns: Path) -> None:
    text = gongkai("export", "bureau", "--what", "items", "--format", "csv", "-w", two_columns).out
    assert "'=1+1" in text
    assert ",=1+1" not in text


def test_export_to_a_file_opens_in_a_spreadsheet(
    gongkai: Callable[..., Answer], two_columns: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    answer = gongkai("export", "bureau", "--what", "items", "--format", "csv", "--out", target, "-w", two_columns)
    assert (answer.code, answer.out) == (0, "")
    assert target.read_bytes().startswith(b"\xef\xbb\xbfurl,")


def test_export_of_an_unknown_site_names_the_known_ones(gongkai: Callable[..., Answer], two_columns: Path) -> None:
    answer = gongkai("export", "bureua", "-w", two_columns)
    assert answer.code == 2
    assert 'did you mean "bureau"' in answer.err


def test_a_report_is_written_with_its_figures(
    gongkai: Callable[..., Answer], two_columns: Path, tmp_path: Path
) -> None:
    answer = gongkai(
        "report", "annual", "columns", "--year", "2016", "--json", "--out", tmp_path / "o", "-w", two_columns
    )
    assert answer.code == 0, answer.err
    written = [Path(path) for path in answer.json["documents"]]
    assert [path.name for path in written] == [
        "annual-2016.html",
        "annual-2016.docx",
        "columns-2016.html",
        "columns-2016.docx",
        "columns-2016.xlsx",
    ]
    assert all(path.stat().st_size > 1000 for path in written)
    assert answer.json["as_of"] == "2016-12-31"


def test_an_unknown_document_or_format_is_refused_before_anything_is_written(
    gongkai: Callable[..., Answer], two_columns: Path
) -> None:
    assert gongkai("report", "anual", "--year", "2016", "-w", two_columns).code == 2
    wrong = gongkai("report", "annual", "--year", "2016", "--format", "pdf", "-w", two_columns)
    assert wrong.code == 2
    assert '"pdf"' in wrong.err
    assert list((two_columns / "reports").iterdir()) == []


def test_the_municipal_portal_is_a_channel_of_the_same_scope(
    gongkai: Callable[..., Answer], stored: Callable[..., Path]
) -> None:
    conn = catalogue_with(NEWS)
    organ = "某市安全生产监督管理局"  # as the workspace names it
    twin = row("局长检查粉尘企业", "2016-12-30", "2016-12-30", publisher=organ)
    site_with(conn, column("信息公开目录", rows=[twin]), site="municipal", kind=SiteKind.MUNICIPAL, organ=organ)
    folder = stored(conn)
    assert gongkai("count", "published.municipal", "--year", "2016", "--json", "-w", folder).json["value"] == 1


def test_a_catalogue_of_a_newer_version_is_refused_and_left_alone(
    gongkai: Callable[..., Answer], two_columns: Path
) -> None:
    conn = sqlite3.connect(two_columns / "catalogue.sqlite", isolation_level=None)
    conn.execute("INSERT INTO _sqlite_migrations VALUES (NULL, 'gongkai.catalogue', 'm999_future', '')")
    before = list(conn.iterdump())
    answer = gongkai("count", "--year", "2016", "-w", two_columns)
    assert answer.code == 2
    assert "m999_future" in answer.err
    assert "upgrade gongkai" in answer.err
    assert list(conn.iterdump()) == before
    conn.close()


def test_a_file_that_is_no_catalogue_is_said_to_be_none(gongkai: Callable[..., Answer], workspace: Path) -> None:
    (workspace / "catalogue.sqlite").write_bytes(b"this is no database, but it is long enough to be one" * 100)
    answer = gongkai("count", "--year", "2016", "-w", workspace)
    assert answer.code == 2
    assert str(workspace / "catalogue.sqlite") in answer.err
