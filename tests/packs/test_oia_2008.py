"""The regulation of 2008: what each clause flags, clears, and leaves to a person, with the pack's own options."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest

from checks.model import Verdict
from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, link, row
from tests.builders_disclosure import REPORT_2015, catalogued, guide, report, report_text_2015
from tests.packs.in_pack import clauses_of, put_in, verdict_in, verdicts_in
from tests.packs.marking import clause
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

PACK = "oia-2008"
DAY = "2016-12-31"
ORGAN = "东莞市安全生产监督管理局"
UNREAD = column("政务公开/其他", outcome=Outcome.TIMEOUT)


def _verdict(conn: sqlite3.Connection, clause_id: str, as_of: str = DAY) -> Verdict:
    return verdict_in(PACK, conn, clause_id, as_of)


def _verdicts(conn: sqlite3.Connection, clause_id: str, as_of: str = DAY) -> dict[str, Verdict]:
    return verdicts_in(PACK, conn, clause_id, as_of)


# --- 期限 --------------------------------------------------------------------------------------------


@clause("oia.publish", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("written", "published", "title", "verdict"),
    [
        ("2016-03-01", "2016-03-30", f"{ORGAN}关于检查的通知", FLAGGED),
        ("2016-03-01", "2016-03-29", f"{ORGAN}关于检查的通知", CLEAR),
        ("2016-03-01", "2016-03-30", "关于检查的通知", UNSURE),
    ],
)
def test_documents_are_public_within_twenty_working_days(
    written: str, published: str, title: str, verdict: Verdict
) -> None:
    entry = row(title, published, published, written=written, doc_no="东安监〔2016〕5号")
    assert _verdicts(catalogue_with(column("文件", rows=[entry])), "oia.publish") == {title: verdict}


@clause("oia.report_dept", "flags", "clears", "unsure")
@pytest.mark.parametrize(("published", "verdict"), [("2016-03-31", CLEAR), ("2016-04-01", FLAGGED)])
def test_report_is_due_on_the_last_day_of_march(published: str, verdict: Verdict) -> None:
    assert _verdict(catalogue_with(report(2015, "", published)), "oia.report_dept") is verdict
    assert _verdict(catalogue_with(UNREAD), "oia.report_dept") is UNSURE


@clause("oia.report_gov", "flags", "clears", "unsure")
@pytest.mark.parametrize(("published", "verdict"), [("2016-03-31", CLEAR), ("2016-04-01", FLAGGED)])
def test_governments_have_a_clause_of_their_own(published: str, verdict: Verdict) -> None:
    town = "东莞市长安镇人民政府"
    assert _verdict(catalogue_with(report(2015, "", published), name=town), "oia.report_gov") is verdict
    assert _verdict(catalogue_with(report(2015, "", published), name=town), "oia.report_dept") is NOT_APPLICABLE
    assert _verdict(catalogue_with(UNREAD, name=town), "oia.report_gov") is UNSURE
    assert _verdict(catalogue_with(UNREAD), "oia.report_gov") is NOT_APPLICABLE, "a bureau is no government"


def test_report_of_2018_is_still_due_by_the_old_text_and_that_of_2019_is_not() -> None:
    late = datetime(2020, 12, 31, tzinfo=UTC)
    assert _verdict(catalogue_with(report(2018, "", "2019-03-20")), "oia.report_dept", "2019-05-14") is CLEAR
    conn = catalogue_with(report(2019, "", "2020-03-20"), observed=late)
    assert _verdict(conn, "oia.report_dept", "2020-12-31") is NOT_APPLICABLE


@clause("oia.catalog_update", "flags", "clears", "unsure")
@pytest.mark.parametrize(("published", "verdict"), [("2015-12-30", FLAGGED), ("2015-12-31", CLEAR), (None, UNSURE)])
def test_guide_of_more_than_a_year(published: str | None, verdict: Verdict) -> None:
    assert _verdict(catalogue_with(guide(published=published)), "oia.catalog_update") is verdict


@clause("oia.calendar", "clears", "unsure")
def test_budget_of_the_year_is_there_or_a_person_looks() -> None:
    rows = [row("2016年部门预算", "2016-02-20", "2016-02-20"), row("2014年部门决算", "2015-09-20", "2015-09-20")]
    conn = catalogue_with(column("财政信息", ColumnClass.ANNUAL, rows=rows, identity="col.finance"))
    found = _verdicts(conn, "oia.calendar", "2017-01-15")
    assert found["2016年部门预算"] is CLEAR
    assert found["2015年部门决算"] is UNSURE
    assert FLAGGED not in found.values()


# --- 应当主动公开的内容 -------------------------------------------------------------------------------


@clause("oia08.10", "flags", "clears", "unsure")
def test_key_matters_of_a_safety_bureau() -> None:
    conn = catalogue_with(column("政策法规", ColumnClass.POLICY, identity="col.policy", last="2016-12-01"))
    found = _verdicts(conn, "oia08.10")
    assert len(found) == 11
    assert found["行政法规、规章和规范性文件"] is CLEAR
    assert found["财政预算、决算报告"] is FLAGGED
    assert found["突发公共事件的应急预案、预警信息及应对情况"] is FLAGGED, "the organ's name says that it has the duty"
    assert found["统计信息"] is UNSURE, "whether it keeps statistics a crawl does not know"


def test_penalties_were_no_key_matter_in_2008() -> None:
    assert not any("处罚" in name for name in _verdicts(catalogue_with(column("动态")), "oia08.10"))


@clause("oia08.11", "clears", "unsure")
def test_matters_of_governments_of_cities_and_counties() -> None:
    city = catalogue_with(column("政务公开/土地征收"), name="东莞市人民政府")
    found = _verdicts(city, "oia08.11")
    assert found["征收或者征用土地、房屋拆迁及其补偿"] is CLEAR
    assert found["社会公益事业建设情况"] is UNSURE
    assert set(_verdicts(catalogue_with(column("动态")), "oia08.11").values()) == {NOT_APPLICABLE}


# --- 指南、目录、公开专栏 -----------------------------------------------------------------------------


@clause("oia.guide", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("part", "verdict"),
    [
        (guide(), CLEAR),
        (guide("办公地址"), FLAGGED),
        (guide("办公时间"), FLAGGED),
        (guide("联系电话"), FLAGGED),
        (guide("传真号码"), FLAGGED),
        (guide("电子邮箱"), FLAGGED),
        (guide("信息的分类"), UNSURE),
        (guide("办公时间", files=("指南.doc",)), UNSURE),
    ],
)
def test_guide_names_its_elements(part: column, verdict: Verdict) -> None:
    assert _verdict(catalogue_with(part), "oia.guide") is verdict


@clause("oia.catalog", "flags", "clears", "unsure")
def test_catalogue_fills_its_elements() -> None:
    assert list(_verdicts(catalogue_with(catalogued()), "oia.catalog").values()) == [CLEAR]
    for label in ("索引号", "名称", "内容概述", "生成日期"):
        assert list(_verdicts(catalogue_with(catalogued(**{label: ""})), "oia.catalog").values()) == [FLAGGED]
    fields = {"索引号": "1", "名称": "通知", "生成日期": "2016-03-01"}
    bare = catalogue_with(column("文件", rows=[row("通知", "2016-03-05", "2016-03-05", fields=fields)]))
    assert _verdicts(bare, "oia.catalog") == {"通知": NOT_APPLICABLE, "内容概述": UNSURE}


@clause("oia.catalog_row", "flags", "clears", "unsure")
def test_block_fills_what_it_shows_of_publisher_class_and_day() -> None:
    assert list(_verdicts(catalogue_with(catalogued()), "oia.catalog_row").values()) == [CLEAR]
    assert list(_verdicts(catalogue_with(catalogued(发布机构="")), "oia.catalog_row").values()) == [FLAGGED]
    bare = catalogue_with(column("文件", rows=[row("通知", "2016-03-05", "2016-03-05", fields={"索引号": "1"})]))
    assert UNSURE in _verdicts(bare, "oia.catalog_row").values()


def _numbered(*serials: int) -> column:
    rows = [row(f"通知{n}", "2016-06-01", "2016-06-01", index_no=f"00733451-2/2016-{n:05d}") for n in serials]
    return column("文件", rows=rows)


@clause("oia.index_gap", "flags", "clears", "unsure")
def test_index_numbers_follow_each_other() -> None:
    assert _verdict(catalogue_with(_numbered(1, 2, 3, 4, 6)), "oia.index_gap") is FLAGGED
    assert _verdict(catalogue_with(_numbered(1, 2, 3, 4, 5)), "oia.index_gap") is CLEAR
    assert _verdict(catalogue_with(_numbered(1, 2, 3, 4, 6), UNREAD), "oia.index_gap") is UNSURE


@clause("oia.index_unique", "flags", "clears", "unsure")
def test_index_number_names_one_piece_of_information() -> None:
    def twice(number: str) -> sqlite3.Connection:
        rows = [row(title, "2016-06-01", "2016-06-01", index_no=number) for title in ("检查通知", "部门预算")]
        return catalogue_with(column("文件", rows=rows))

    assert _verdict(twice("00733451-2/2016-00001"), "oia.index_unique") is FLAGGED
    assert _verdict(twice("00733451-2"), "oia.index_unique") is UNSURE
    assert _verdict(catalogue_with(_numbered(1, 2)), "oia.index_unique") is CLEAR


PARTS = [("oip.guide", "指南"), ("oip.catalog", "目录"), ("oip.request", "申请"), ("oip.report", "年报")]


@clause("oip.guide", "flags", "clears", "unsure")
@clause("oip.catalog", "flags", "clears", "unsure")
@clause("oip.request", "flags", "clears", "unsure")
@clause("oip.report", "flags", "clears", "unsure")
@pytest.mark.parametrize(("part", "name"), PARTS)
def test_parts_of_the_disclosure_place_before_2019(part: str, name: str) -> None:
    there = column(f"政府信息公开/{name}", ColumnClass.STATIC, kind="page", identity=part)
    assert _verdict(catalogue_with(there), part) is CLEAR
    assert _verdict(catalogue_with(column("动态")), part) is FLAGGED
    assert _verdict(catalogue_with(column("动态"), column("政府信息公开", kind="external")), part) is UNSURE


@clause("oip.rules", "clears", "unsure")
@clause("oip.feedback", "clears", "unsure")
@pytest.mark.parametrize(("part", "link_text"), [("oip.rules", "信息公开制度"), ("oip.feedback", "公开意见箱")])
def test_customary_parts_are_never_flagged(part: str, link_text: str) -> None:
    assert _verdict(catalogue_with(link("/x.html", link_text, on_home=True)), part) is CLEAR
    assert _verdict(catalogue_with(column("动态")), part) is UNSURE


# --- 年度报告的内容 -----------------------------------------------------------------------------------

_ALWAYS = [part for part in REPORT_2015 if part != "ar08.7"]


@clause("ar.lead.basis", "flags", "clears", "unsure")
@clause("ar.lead.period", "flags", "clears", "unsure")
@clause("ar.lead.where", "flags", "clears", "unsure")
@clause("ar.lead.contact", "flags", "clears", "unsure")
@clause("ar08.1", "flags", "clears", "unsure")
@clause("ar08.2", "flags", "clears", "unsure")
@clause("ar08.3", "flags", "clears", "unsure")
@clause("ar08.4", "flags", "clears", "unsure")
@clause("ar08.5", "flags", "clears", "unsure")
@clause("ar08.6", "flags", "clears", "unsure")
@clause("ar08.8", "flags", "clears", "unsure")
@pytest.mark.parametrize("part", _ALWAYS)
def test_each_part_of_the_report_is_missed_alone(part: str) -> None:
    whole = catalogue_with(report(2015, report_text_2015()))
    lacking = catalogue_with(report(2015, report_text_2015(part)))
    attached = catalogue_with(report(2015, report_text_2015(part), files=("年度报告.pdf",)))
    short = catalogue_with(report(2015, "详见附件。"))
    assert _verdict(whole, part) is CLEAR
    assert _verdict(lacking, part) is FLAGGED
    assert _verdict(attached, part) is UNSURE
    assert _verdict(short, part) is UNSURE
    others = [other for other in _ALWAYS if other != part]
    assert {other: _verdict(lacking, other) for other in others} == dict.fromkeys(others, CLEAR)


def test_an_email_address_is_no_web_address() -> None:
    text = report_text_2015("ar.lead.where") + "电子邮箱：zwgk@dg.gov.cn。"
    assert _verdict(catalogue_with(report(2015, text)), "ar.lead.where") is FLAGGED
    told = report_text_2015("ar.lead.where") + "电子版见 zwgk.dg.gov.cn。"
    assert _verdict(catalogue_with(report(2015, told)), "ar.lead.where") is CLEAR


@clause("ar08.7", "clears", "unsure")
def test_other_matters_may_well_not_exist() -> None:
    assert _verdict(catalogue_with(report(2015, report_text_2015())), "ar08.7") is CLEAR
    lacking = put_in(PACK, catalogue_with(report(2015, report_text_2015("ar08.7"))), "ar08.7", DAY)
    assert [one.verdict for one in lacking.values()] == [UNSURE]


@pytest.mark.parametrize("missing", ["address", "电话", "传真"])
def test_contact_lacks_one_of_its_five_labels(missing: str) -> None:
    text = REPORT_2015["ar.lead.contact"].replace("地址：东城八一路1号" if missing == "address" else missing, "")
    conn = catalogue_with(report(2015, report_text_2015("ar.lead.contact", text)))
    assert _verdict(conn, "ar.lead.contact") is FLAGGED


def test_table_is_asked_for_from_2014_on() -> None:
    old = catalogue_with(report(2013, report_text_2015("ar08.8")), observed=datetime(2014, 12, 31, tzinfo=UTC))
    assert _verdict(old, "ar08.8", "2014-12-30") is NOT_APPLICABLE


@clause("ar.lead.year_match", "flags", "clears", "unsure")
def test_years_of_the_report_agree() -> None:
    wrong = report_text_2015("ar.lead.period", "时间为2014年1月1日至2014年12月31日。")
    assert _verdict(catalogue_with(report(2015, wrong)), "ar.lead.year_match") is FLAGGED
    assert _verdict(catalogue_with(report(2015, report_text_2015())), "ar.lead.year_match") is CLEAR
    assert _verdict(catalogue_with(report(2015, report_text_2015("ar.lead.period"))), "ar.lead.year_match") is UNSURE


def _years(*years: int) -> column:
    rows = [row(f"{year}年政府信息公开年报", f"{year + 1}-03-01", f"{year + 1}-03-01") for year in years]
    return column("年报", ColumnClass.ANNUAL, rows=rows, identity="oip.report")


@clause("ar.kept", "flags", "clears", "unsure")
def test_reports_of_all_years_stay() -> None:
    assert _verdict(catalogue_with(_years(2013, 2015)), "ar.kept") is FLAGGED
    assert _verdict(catalogue_with(_years(2014, 2015)), "ar.kept") is CLEAR
    assert _verdict(catalogue_with(_years(2015)), "ar.kept") is UNSURE


def test_days_and_numbers_that_were_not_seen_are_marked() -> None:
    clauses: dict[str, Any] = clauses_of(PACK)
    assert all(
        clauses[name].unverified for name in ("oia.report_dept", "oia.answer", "oia08.10", "oia.guide", "ar08.5")
    )
    assert not clauses["oia.publish"].unverified
    assert all(entry.points is None and not entry.veto for entry in clauses.values()), "the regulation gives no points"
