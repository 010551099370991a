"""The regulation of 2019: what each clause flags, clears, and leaves to a person, with the pack's own options."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from typing import Any

import pytest

from checks.engine import check_site
from checks.model import Verdict
from checks.pack import load_packs
from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, row
from tests.builders_disclosure import (
    REPORT_2015,
    REPORT_2019,
    catalogued,
    guide,
    report,
    report_text_2015,
    report_text_2019,
)
from tests.packs.in_pack import clauses_of, verdict_in, verdicts_in
from tests.packs.marking import clause
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

PACK = "oia-2019"
DAY = "2020-12-31"
SEEN = datetime(2021, 1, 20, 1, 0, tzinfo=UTC)
BUREAU = "东莞市应急管理局"
UNREAD = column("政务公开/其他", outcome=Outcome.TIMEOUT)


def _site(*parts: Any, name: str = BUREAU) -> sqlite3.Connection:
    return catalogue_with(*parts, observed=SEEN, name=name)


def _verdict(conn: sqlite3.Connection, clause_id: str, as_of: str = DAY) -> Verdict:
    return verdict_in(PACK, conn, clause_id, as_of)


def _verdicts(conn: sqlite3.Connection, clause_id: str, as_of: str = DAY) -> dict[str, Verdict]:
    return verdicts_in(PACK, conn, clause_id, as_of)


# --- 期限 --------------------------------------------------------------------------------------------


@clause("oia.publish", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("published", "title", "verdict"),
    [
        ("2020-10-26", f"{BUREAU}关于检查的通知", CLEAR),  # across 国庆 and 中秋: 27 September and 10 October worked
        ("2020-10-27", f"{BUREAU}关于检查的通知", FLAGGED),
        ("2020-10-27", "关于检查的通知", UNSURE),
    ],
)
def test_documents_are_public_within_twenty_working_days(published: str, title: str, verdict: Verdict) -> None:
    entry = row(title, published, published, written="2020-09-22", doc_no="东应急〔2020〕5号")
    assert _verdicts(_site(column("文件", rows=[entry])), "oia.publish") == {title: verdict}


@clause("oia.report_dept", "flags", "clears", "unsure")
@pytest.mark.parametrize(("published", "verdict"), [("2020-01-31", CLEAR), ("2020-02-01", FLAGGED)])
def test_departments_report_by_the_end_of_january(published: str, verdict: Verdict) -> None:
    assert _verdict(_site(report(2019, "", published)), "oia.report_dept") is verdict
    assert _verdict(_site(UNREAD), "oia.report_dept") is UNSURE


@clause("oia.report_gov", "flags", "clears", "unsure")
@pytest.mark.parametrize(("published", "verdict"), [("2020-03-31", CLEAR), ("2020-04-01", FLAGGED)])
def test_governments_report_by_the_end_of_march(published: str, verdict: Verdict) -> None:
    town = "东莞市长安镇人民政府"
    assert _verdict(_site(report(2019, "", published), name=town), "oia.report_gov") is verdict
    assert _verdict(_site(report(2019, "", published)), "oia.report_gov") is NOT_APPLICABLE
    assert _verdict(_site(UNREAD, name=town), "oia.report_gov") is UNSURE


def test_report_of_2018_was_not_yet_due_by_the_new_days() -> None:
    conn = _site(report(2018, "", "2019-03-20"))
    assert _verdict(conn, "oia.report_dept", "2019-06-30") is NOT_APPLICABLE


@clause("oia.catalog_update", "flags", "clears", "unsure")
@pytest.mark.parametrize(("published", "verdict"), [("2019-12-30", FLAGGED), ("2019-12-31", CLEAR), (None, UNSURE)])
def test_guide_of_more_than_a_year(published: str | None, verdict: Verdict) -> None:
    assert _verdict(_site(guide(published=published)), "oia.catalog_update") is verdict


@clause("oia.calendar", "clears", "unsure")
def test_what_is_published_by_the_calendar_is_there_or_a_person_looks() -> None:
    rows = [row("2020年部门预算", "2020-02-20", "2020-02-20")]
    found = _verdicts(_site(column("财政信息", rows=rows, identity="col.finance")), "oia.calendar", "2021-01-15")
    assert found["2020年部门预算"] is CLEAR
    assert found["2019年部门决算"] is UNSURE
    city = _verdicts(_site(column("动态"), name="东莞市人民政府"), "oia.calendar", "2021-01-15")
    assert FLAGGED not in city.values(), "a person decides"


# --- 法定主动公开内容 ---------------------------------------------------------------------------------

# Item of article 20 → a column that answers for it, and an organ that certainly has the duty.
ITEMS: dict[int, tuple[str, str]] = {
    1: ("规范性文件", BUREAU),
    3: ("规划计划", "东莞市发展和改革局"),
    4: ("统计数据", "东莞市统计局"),
    5: ("行政许可", BUREAU),
    6: ("行政处罚", BUREAU),
    7: ("部门预决算", BUREAU),
    8: ("收费项目", "东莞市财政局"),
    9: ("政府采购", "东莞市财政局"),
    10: ("重大建设项目", "东莞市发展和改革局"),
    11: ("社会救助", "东莞市民政局"),
    12: ("应急预案", BUREAU),
    13: ("监督检查", BUREAU),
    14: ("招考录用", "东莞市人力资源和社会保障局"),
}


@clause("oia19.20.1", "flags", "clears", "unsure")
@clause("oia19.20.3", "flags", "clears", "unsure")
@clause("oia19.20.4", "flags", "clears", "unsure")
@clause("oia19.20.5", "flags", "clears", "unsure")
@clause("oia19.20.6", "flags", "clears", "unsure")
@clause("oia19.20.7", "flags", "clears", "unsure")
@clause("oia19.20.8", "flags", "clears", "unsure")
@clause("oia19.20.9", "flags", "clears", "unsure")
@clause("oia19.20.10", "flags", "clears", "unsure")
@clause("oia19.20.11", "flags", "clears", "unsure")
@clause("oia19.20.12", "flags", "clears", "unsure")
@clause("oia19.20.13", "flags", "clears", "unsure")
@clause("oia19.20.14", "flags", "clears", "unsure")
@pytest.mark.parametrize("item", ITEMS)
def test_items_of_article_20(item: int) -> None:
    name, organ = ITEMS[item]
    clause_id = f"oia19.20.{item}"
    assert _verdict(_site(column("动态"), column(f"政务公开/{name}"), name=organ), clause_id) is CLEAR
    assert _verdict(_site(column("动态"), name=organ), clause_id) is FLAGGED
    assert _verdict(_site(column("动态"), UNREAD, name=organ), clause_id) is UNSURE


@pytest.mark.parametrize("item", [3, 4, 5, 6, 8, 9, 10, 11, 12, 13, 14])
def test_duty_that_an_organ_may_not_have_is_never_flagged(item: int) -> None:
    conn = _site(column("动态"), name="东莞市档案馆")
    assert _verdict(conn, f"oia19.20.{item}") is UNSURE


@clause("oia19.20.2", "flags", "clears", "unsure")
def test_organ_names_its_functions_offices_and_heads() -> None:
    whole = _site(column("机构职能"), column("领导信息"), column("联系我们"))
    assert set(_verdicts(whole, "oia19.20.2").values()) == {CLEAR}
    found = _verdicts(_site(column("机构职能")), "oia19.20.2")
    assert found == {"机关职能、机构设置": CLEAR, "办公地址、办公时间、联系方式": FLAGGED, "负责人姓名": FLAGGED}
    assert set(_verdicts(_site(UNREAD), "oia19.20.2").values()) == {UNSURE}


@clause("oia19.21", "clears", "unsure")
def test_matters_of_governments_of_cities_and_counties() -> None:
    found = _verdicts(_site(column("政务公开/社会救助"), name="东莞市人民政府"), "oia19.21")
    assert found["社会救助"] is CLEAR
    assert found["市政建设"] is UNSURE
    assert set(_verdicts(_site(column("动态")), "oia19.21").values()) == {NOT_APPLICABLE}


# --- 指南、目录 --------------------------------------------------------------------------------------


@clause("oia.guide", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("part", "verdict"),
    [
        (guide(), CLEAR),
        (guide("办公时间"), FLAGGED),
        (guide("编排体系"), CLEAR),
        (guide("传真号码", files=("a.doc",)), UNSURE),
    ],
)
def test_guide_names_its_elements(part: column, verdict: Verdict) -> None:
    expected = UNSURE if part == guide("编排体系") else verdict
    assert _verdict(_site(part), "oia.guide") is expected


@clause("oia.catalog", "flags", "clears", "unsure")
@clause("oia.catalog_row", "flags", "clears", "unsure")
@pytest.mark.parametrize(("clause_id", "label"), [("oia.catalog", "内容概述"), ("oia.catalog_row", "主题分类")])
def test_catalogue_fills_its_elements(clause_id: str, label: str) -> None:
    assert list(_verdicts(_site(catalogued()), clause_id).values()) == [CLEAR]
    assert list(_verdicts(_site(catalogued(**{label: ""})), clause_id).values()) == [FLAGGED]
    bare = _site(column("文件", rows=[row("通知", "2020-03-05", "2020-03-05", fields={"索引号": "1"})]))
    assert UNSURE in _verdicts(bare, clause_id).values()


def _numbered(*serials: int) -> column:
    rows = [row(f"通知{n}", "2020-06-01", "2020-06-01", index_no=f"11441900A/2020-{n:05d}") for n in serials]
    return column("文件", rows=rows)


@clause("oia.index_gap", "flags", "clears", "unsure")
@clause("oia.index_unique", "clears")
def test_index_numbers_follow_each_other() -> None:
    assert _verdict(_site(_numbered(1, 2, 3, 4, 6)), "oia.index_gap") is FLAGGED
    assert _verdict(_site(_numbered(1, 2, 3, 4, 5)), "oia.index_gap") is CLEAR
    assert _verdict(_site(_numbered(1, 2, 3, 4, 6), UNREAD), "oia.index_gap") is UNSURE
    assert _verdict(_site(_numbered(1, 2, 3)), "oia.index_unique") is CLEAR


# --- 公开专栏 ----------------------------------------------------------------------------------------


def _place(*parts: str, name: str = "政府信息公开") -> list[column]:
    return [column(name), *(column(f"{name}/{part}", ColumnClass.STATIC, kind="page") for part in parts)]


FOUR = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报")


@clause("oip19.name", "flags", "clears", "unsure")
def test_name_of_the_disclosure_column() -> None:
    assert _verdict(_site(*_place()), "oip19.name") is CLEAR
    assert _verdict(_site(*_place(name="信息公开")), "oip19.name") is FLAGGED
    assert _verdict(_site(*_place(), *_place(name="阳光政务")), "oip19.name") is UNSURE


@clause("oip19.four", "flags", "clears", "unsure")
def test_four_parts_of_the_disclosure_column() -> None:
    assert _verdict(_site(*_place(*FOUR)), "oip19.four") is CLEAR
    assert _verdict(_site(*_place(*FOUR, "依申请公开")), "oip19.four") is CLEAR, "a fifth entry is usual"
    for missing in FOUR:
        assert _verdict(_site(*_place(*(part for part in FOUR if part != missing))), "oip19.four") is FLAGGED
    assert _verdict(_site(*_place(*reversed(FOUR))), "oip19.four") is UNSURE


@clause("oip19.content", "flags", "clears", "unsure")
def test_what_the_law_requires_is_no_stream_of_news() -> None:
    law = "政府信息公开/法定主动公开内容"
    news = column(f"{law}/工作动态", identity="col.news", last="2020-12-01")
    other = column(f"{law}/规划计划", ColumnClass.PERSONNEL_PLAN, last="2020-12-01")
    assert _verdict(_site(column(law), news), "oip19.content") is FLAGGED
    assert _verdict(_site(column(law), other), "oip19.content") is CLEAR
    assert _verdict(_site(column(law), column(f"{law}/规划", outcome=Outcome.TIMEOUT)), "oip19.content") is UNSURE


def test_format_of_the_column_is_not_asked_before_2020() -> None:
    late = datetime(2021, 1, 20, tzinfo=UTC)
    for day, asked in ((date(2019, 12, 31), False), (date(2020, 1, 1), True)):
        result = check_site(_site(column("动态")), "bureau", packs=load_packs(ids=[PACK]), as_of=day, now=late)
        verdicts = {entry.verdict for entry in result.judged if entry.clause.id == "oip19.name"}
        assert (FLAGGED in verdicts) is asked, day


# --- 年度报告 ----------------------------------------------------------------------------------------


def _text(**changed: Any) -> str:
    return report_text_2019(**changed).replace("2015年", "2019年")


@clause("ar19.1", "flags", "clears", "unsure")
@clause("ar19.2", "flags", "clears", "unsure")
@clause("ar19.3", "flags", "clears", "unsure")
@clause("ar19.4", "flags", "clears", "unsure")
@clause("ar19.5", "flags", "clears", "unsure")
@clause("ar19.6", "flags", "clears", "unsure")
@pytest.mark.parametrize("part", REPORT_2019)
def test_each_of_the_six_headings_is_missed_alone(part: str) -> None:
    heading, text = REPORT_2019[part]
    plain = _text(without=part, instead=("", f"{heading[2:]}方面，{text}"))
    assert _verdict(_site(report(2019, _text())), part) is CLEAR
    assert _verdict(_site(report(2019, _text(without=part))), part) is FLAGGED
    assert _verdict(_site(report(2019, _text(without=part), files=("年度报告.pdf",))), part) is UNSURE
    assert _verdict(_site(report(2019, plain)), part) is UNSURE, "the words are there, the heading is not"


@clause("ar19.heads", "flags", "clears", "unsure")
def test_six_headings_stand_in_order() -> None:
    swapped = _text(without="ar19.5") + "\n五、存在的主要问题及改进情况\n形式单一。"
    assert _verdict(_site(report(2019, _text())), "ar19.heads") is CLEAR
    assert _verdict(_site(report(2019, swapped)), "ar19.heads") is FLAGGED
    assert _verdict(_site(report(2019, "年度报告见附件。")), "ar19.heads") is UNSURE


@clause("ar19.blank", "flags", "clears", "unsure")
def test_part_five_says_more_than_none() -> None:
    heading = REPORT_2019["ar19.5"][0]
    none = _text(without="ar19.5", instead=(heading, "无。"))
    assert _verdict(_site(report(2019, none)), "ar19.blank") is FLAGGED
    assert _verdict(_site(report(2019, _text())), "ar19.blank") is CLEAR
    assert _verdict(_site(report(2019, "年度报告见附件。")), "ar19.blank") is UNSURE


def test_report_of_2018_is_not_measured_by_the_new_format() -> None:
    old = report(2018, report_text_2015(), "2019-03-20")
    for part in (*REPORT_2019, "ar19.heads", "ar19.blank"):
        assert _verdict(_site(old), part, "2019-12-31") is NOT_APPLICABLE


@clause("ar.lead.basis", "flags", "clears", "unsure")
@clause("ar.lead.period", "flags", "clears", "unsure")
@clause("ar.lead.where", "flags", "clears", "unsure")
@clause("ar.lead.contact", "flags", "clears", "unsure")
@pytest.mark.parametrize("part", [part for part in REPORT_2015 if part.startswith("ar.lead")])
def test_opening_of_the_report(part: str) -> None:
    lacking = _text().replace(REPORT_2015[part].replace("2015年", "2019年"), "")
    assert _verdict(_site(report(2019, _text())), part) is CLEAR
    assert _verdict(_site(report(2019, lacking)), part) is FLAGGED
    assert _verdict(_site(report(2019, lacking, files=("a.pdf",))), part) is UNSURE


@clause("ar.lead.year_match", "flags", "clears", "unsure")
def test_years_of_the_report_agree() -> None:
    assert _verdict(_site(report(2019, report_text_2019())), "ar.lead.year_match") is FLAGGED
    assert _verdict(_site(report(2019, _text())), "ar.lead.year_match") is CLEAR
    assert _verdict(_site(report(2019, "见附件。")), "ar.lead.year_match") is UNSURE


@clause("ar19.date", "flags", "clears", "unsure")
@pytest.mark.parametrize(("years", "verdict"), [((2017, 2019), FLAGGED), ((2018, 2019), CLEAR), ((2019,), UNSURE)])
def test_reports_of_earlier_years_stay(years: tuple[int, ...], verdict: Verdict) -> None:
    rows = [row(f"{year}年政府信息公开年报", f"{year + 1}-01-20", f"{year + 1}-01-20") for year in years]
    conn = _site(column("年报", ColumnClass.ANNUAL, rows=rows, identity="oip.report"))
    assert _verdict(conn, "ar19.date") is verdict


def test_only_what_was_read_in_the_text_is_verified() -> None:
    clauses = clauses_of(PACK)
    assert not any(clauses[f"oia19.20.{item}"].unverified for item in range(1, 15))
    assert all(clauses[name].unverified for name in ("ar.lead.where", "oia.index_gap", "oip19.report_list"))
