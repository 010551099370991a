"""Clauses on what a safety bureau must let a visitor find: the five special columns and the key area."""

from __future__ import annotations

import pytest

from checks.model import Verdict
from checks.pack import load_packs
from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, link, row
from tests.packs.marking import clause
from tests.packs.putting import put, verdict_under, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

FIVE = ("事故信息", "应对处置信息", "事故调查报告", "挂牌督办", "预警警示")

# --- acc.column.2013 --------------------------------------------------------------------------------


@clause("acc.column.2013", "flags", "clears", "unsure")
def test_safety_bureau_has_five_special_columns() -> None:
    assert verdicts_under(catalogue_with(column("工作动态")), "acc.column.2013") == dict.fromkeys(FIVE, FLAGGED)
    every = catalogue_with(*(column(f"事故专栏/{name}") for name in FIVE))
    assert set(verdicts_under(every, "acc.column.2013").values()) == {CLEAR}
    unread = catalogue_with(column("重点领域信息公开", outcome=Outcome.TIMEOUT))
    assert set(verdicts_under(unread, "acc.column.2013").values()) == {UNSURE}


def test_columns_under_the_names_that_sites_use_are_found() -> None:
    conn = catalogue_with(
        column("专题专栏/安全生产重点领域信息公开专栏/一般生产安全事故调查处理挂牌督办信息"),
        column("政务公开/重点领域信息公开/安全生产/事故调查报告信息"),
        column("事故快报"),
        column("应急救援"),
        column("安全提示"),
    )
    assert verdicts_under(conn, "acc.column.2013") == dict.fromkeys(FIVE, CLEAR)


def test_other_organs_need_no_special_columns() -> None:
    conn = catalogue_with(column("工作动态"), name="东莞市水务局")
    assert set(verdicts_under(conn, "acc.column.2013").values()) == {NOT_APPLICABLE}


# --- what must be found -----------------------------------------------------------------------------

# clause → a column by which the matter is found, and a title by which it is found as well
FOUND = {
    "safe.law": ("政务公开/法律法规", "广东省安全生产条例"),
    "safe.check": ("政务公开/执法检查", "2016年度安全生产执法监察工作计划"),
    "safe.plan": ("政务公开/应急预案", "东莞市生产安全事故应急预案"),
    "safe.warn": ("政务公开/预警信息", "汛期安全生产警示"),
}
# those that a person decides: never flagged
ASKED = {
    "safe.blacklist": ("信用/失信名单", "安全生产领域联合惩戒对象名单"),
    "safe.hidden": ("政务公开/企业隐患曝光", "关于重大事故隐患挂牌督办的公告"),
    "safe.duty": ("政务公开/权责清单", "东莞市应急管理局权责清单"),
    "acc.stats": ("政务公开/事故统计分析", "2021年9月份全市事故统计"),
    "safe.hotline": ("互动交流/举报投诉", "关于公布安全生产举报电话的通告"),
    "safe.licence": ("政务公开/许可公示", "危险化学品经营许可证公告"),
    "safe.service": ("服务/中介机构", "安全评价机构从业告知"),
    "safe.train": ("服务/安全培训", "2016年安全生产月活动安排"),
    "safe.occ": ("服务/职业卫生", "职业病危害项目申报提醒"),
}
NOTHING = column("工作动态", rows=[row("市领导到我局调研", "2016-12-30", "2016-12-30")])


@pytest.mark.parametrize("name", FOUND)
@clause("safe.law", "flags", "clears", "unsure")
@clause("safe.check", "flags", "clears", "unsure")
@clause("safe.plan", "flags", "clears", "unsure")
@clause("safe.warn", "flags", "clears", "unsure")
def test_matter_that_must_be_public(name: str) -> None:
    path, title = FOUND[name]
    assert verdict_under(catalogue_with(NOTHING), name) is FLAGGED
    assert verdict_under(catalogue_with(NOTHING, column(path)), name) is CLEAR
    titled = column("通知公告", ColumnClass.POLICY, rows=[row(title, "2016-12-01", "2016-12-01")])
    assert verdict_under(catalogue_with(NOTHING, titled), name) is CLEAR
    unread = column("信息公开", outcome=Outcome.SERVER_ERROR)
    assert verdict_under(catalogue_with(NOTHING, unread), name) is UNSURE


@pytest.mark.parametrize("name", ASKED)
@clause("acc.stats", "clears", "unsure")
@clause("safe.duty", "clears", "unsure")
@clause("safe.hidden", "clears", "unsure")
@clause("safe.blacklist", "clears", "unsure")
@clause("safe.hotline", "clears", "unsure")
@clause("safe.licence", "clears", "unsure")
@clause("safe.service", "clears", "unsure")
@clause("safe.train", "clears", "unsure")
@clause("safe.occ", "clears", "unsure")
def test_matter_that_only_a_person_can_miss(name: str) -> None:
    path, title = ASKED[name]
    assert verdict_under(catalogue_with(NOTHING), name) is UNSURE
    assert verdict_under(catalogue_with(NOTHING, column(path)), name) is CLEAR
    titled = column("通知公告", ColumnClass.POLICY, rows=[row(title, "2016-12-01", "2016-12-01")])
    assert verdict_under(catalogue_with(NOTHING, titled), name) is CLEAR


def test_link_on_the_home_page_to_the_governments_own_list_is_enough() -> None:
    duties = catalogue_with(NOTHING, link("http://city.example/qzqd/", "权责清单", on_home=True))
    assert verdict_under(duties, "safe.duty") is CLEAR
    credit = catalogue_with(NOTHING, link("http://credit.example/", "信用中国", on_home=True))
    assert verdict_under(credit, "safe.blacklist") is CLEAR
    hotline = catalogue_with(NOTHING, link("/12350.html", "12350", on_home=True))
    assert verdict_under(hotline, "safe.hotline") is CLEAR


@pytest.mark.parametrize("name", [*FOUND, *ASKED])
def test_other_organs_are_not_asked(name: str) -> None:
    assert verdict_under(catalogue_with(NOTHING, name="东莞市档案局"), name) is NOT_APPLICABLE


def test_hotline_in_the_footer_is_what_a_person_looks_for() -> None:
    message = next(iter(put(catalogue_with(NOTHING), "safe.hotline").values())).message
    assert "页脚" in message


# --- safe.hidden_counts -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("本月检查企业120家，发现隐患356处，发出责令整改文书118份。长安某五金厂配电箱未接地，罚款2万元。" * 2, CLEAR),
        ("本月工作情况良好，各项任务按计划推进，下一步将继续加强宣传，营造良好氛围，请各部门密切配合。" * 2, UNSURE),
    ],
)
@clause("safe.hidden_counts", "clears", "unsure")
def test_monthly_exposure_of_hidden_dangers(text: str, verdict: Verdict) -> None:
    rows = [row("企业隐患曝光（第8期）", "2016-08-31", "2016-08-31", text=text)]
    conn = catalogue_with(column("企业隐患曝光", ColumnClass.EVENT, rows=rows, identity="col.hidden"))
    assert verdict_under(conn, "safe.hidden_counts") is verdict


def test_clauses_for_a_person_are_those_that_no_page_shows() -> None:
    pack = load_packs(ids=["safety"])[0]
    assert {entry.id for entry in pack.clauses if entry.rule is None} == {"acc.who", "gpdb.level"}
    assert {entry.id for entry in pack.clauses if entry.by_person} == {
        "acc.grade.xl",
        "acc.publish",
        "gpdb.letter",
        "gpdb.fields",
        "safe.hidden_counts",
        *ASKED,
    }
