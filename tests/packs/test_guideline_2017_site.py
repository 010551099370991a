"""The guideline of 2017 on the site: its name, domain, functions and closing."""

from __future__ import annotations

import sqlite3

import pytest

from checks.model import Verdict
from crawler.catalogue.related import put_related
from crawler.model import ColumnClass, Outcome
from crawler.sight import Related
from tests.builders import HOME, column, home, home_row, letter, link, row
from tests.builders_guideline import DEPARTMENT, POINT, site_of_2018
from tests.builders_marks import marks, see
from tests.packs.marking import clause
from tests.packs.putting import clause_of, verdict_under, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE


def _at(address: str, name: str = DEPARTMENT, opened: home | None = None) -> sqlite3.Connection:
    return site_of_2018(*([opened] if opened else []), name=name, address=address)


@clause("g17.site.name", "flags", "clears", "unsure")
@pytest.mark.parametrize(("shown", "verdict"), [(True, CLEAR), (False, FLAGGED), (None, UNSURE)])
def test_name_stands_in_the_head_of_the_page(shown: bool | None, verdict: Verdict) -> None:
    conn = site_of_2018()
    assert verdict_under(conn, "g17.site.name", POINT) is UNSURE, "not read"
    see(conn, marks(name_shown=shown))
    assert verdict_under(conn, "g17.site.name", POINT) is verdict


@clause("g17.dom.suffix", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ("http://dgsafety.dg.gov.cn/", CLEAR),
        ("https://WWW.DG.GOV.CN/index.html", CLEAR),
        ("http://东莞安监.政务/", CLEAR),
        ("http://xn--fiq228c.xn--zfr164b/", CLEAR),
        ("http://www.dgsafety.com/", FLAGGED),
        ("http://dgsafety.gov.cn.example/", FLAGGED),
        ("http://notgov.cn/", FLAGGED),
        ("http://10.1.2.3/", UNSURE),
        ("http://anjianju/", UNSURE),
    ],
)
def test_domain_ends_as_government_domains_do(address: str, verdict: Verdict) -> None:
    assert verdict_under(_at(address), "g17.dom.suffix", POINT) is verdict


def test_host_that_finally_opened_counts() -> None:
    opened = home(redirect="http://dgsafety.dg.gov.cn/")
    assert verdict_under(_at("http://www.dgsafety.com/", opened=opened), "g17.dom.suffix", POINT) is CLEAR
    shut = home(outcome=Outcome.TIMEOUT)
    assert verdict_under(_at("http://www.dgsafety.com/", opened=shut), "g17.dom.suffix", POINT) is UNSURE


@clause("g17.dom.portal", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("address", "name", "verdict"),
    [
        ("http://www.dg.gov.cn/", "东莞市人民政府", CLEAR),
        ("http://portal.dg.gov.cn/", "东莞市人民政府门户网站", FLAGGED),
        ("http://dg.gov.cn/", "东莞市人民政府", UNSURE),
        ("http://zwgk.dg.gov.cn/", "东莞市人民政府信息公开目录", UNSURE),
        ("http://portal.dg.gov.cn/", "东莞市人民政府办公室", NOT_APPLICABLE),
        ("http://www.dg.example/", "东莞市人民政府", NOT_APPLICABLE),
    ],
)
def test_portal_is_www_and_the_region(address: str, name: str, verdict: Verdict) -> None:
    assert verdict_under(_at(address, name), "g17.dom.portal", POINT) is verdict


def test_portal_without_www_that_forwards_to_it_is_in_order() -> None:
    opened = home(redirect="http://www.dg.gov.cn/")
    assert verdict_under(_at("http://dg.gov.cn/", "东莞市人民政府", opened), "g17.dom.portal", POINT) is CLEAR


@clause("g17.dom.dept", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("address", "name", "verdict"),
    [
        ("http://dgsafety.dg.gov.cn/", DEPARTMENT, CLEAR),
        ("http://slj.bd.gov.cn/", "保定市水利局", CLEAR),
        ("http://www.slj.bd.gov.cn/", "保定市水利局", CLEAR),
        ("http://www.dgsafety.gov.cn/", DEPARTMENT, FLAGGED),
        ("http://www.dg.gov.cn/dgaj/", DEPARTMENT, UNSURE),
        ("http://www.safety.gov.cn/", "安全生产监督管理局", UNSURE),
        ("http://www.gxyjgl.gov.cn/", "广西壮族自治区应急管理厅", FLAGGED),
        ("http://www.hmajj.gov.cn/", "东莞市虎门区安全生产监督管理局", UNSURE),
        ("http://www.chinasafety.gov.cn/", "国家安全生产监督管理总局", NOT_APPLICABLE),
        ("http://www.dgsafety.com/", DEPARTMENT, NOT_APPLICABLE),
        ("http://www.dg.gov.cn/", "东莞市人民政府", NOT_APPLICABLE),
    ],
)
def test_department_lies_below_its_government(address: str, name: str, verdict: Verdict) -> None:
    assert verdict_under(_at(address, name), "g17.dom.dept", POINT) is verdict


@clause("g17.dom.path", "flags", "clears", "unsure")
def test_column_lies_in_a_folder_of_the_site() -> None:
    conn = site_of_2018(column("动态"), column("专题"), column("热线"), column("信箱"), column("微博"))
    for path, url in {
        "专题": "http://zt.bureau.example/",
        "热线": "http://12345.dg.gov.cn/",
        "信箱": "http://www.xinxiang.example/",
        "微博": "https://weibo.com/u/1",
    }.items():
        conn.execute("UPDATE columns SET url = ? WHERE path = ?", (url, path))
    assert verdicts_under(conn, "g17.dom.path", POINT) == {
        "动态": CLEAR,
        "专题": FLAGGED,
        "热线": NOT_APPLICABLE,
        "信箱": UNSURE,
        "微博": NOT_APPLICABLE,
    }


@clause("g17.dom.dead", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("title", "day", "verdict"),
    [
        (f"关于关停{DEPARTMENT}网站的公告", "2018-03-01", FLAGGED),
        ("本网站停止运行的公告", "2018-09-29", FLAGGED),
        ("本网站停止运行的公告", "2018-09-30", CLEAR),
        ("本网站停止运行的公告", None, UNSURE),
        (f"{DEPARTMENT}网站迁移公告", "2018-03-01", UNSURE),
        ("关于本网站暂停服务的公告", "2018-03-01", CLEAR),
        ("本网站局长信箱栏目关闭的公告", "2018-03-01", CLEAR),
        ("关于关停三家企业网站的通报", "2018-03-01", CLEAR),
        ("关于做好关闭小煤矿工作的通知", "2018-03-01", CLEAR),
    ],
)
def test_closed_site_does_not_open(title: str, day: str | None, verdict: Verdict) -> None:
    conn = site_of_2018(column("公告", rows=[row(title, day, day)]))
    assert verdict_under(conn, "g17.dom.dead", POINT) is verdict


def test_site_that_went_on_after_its_notice_or_was_not_seen_whole_is_doubtful() -> None:
    notice = row("本网站停止运行的公告", "2018-03-01", "2018-03-01")
    later = row("汛期检查", "2018-05-01", "2018-05-01")
    assert verdict_under(site_of_2018(column("公告", rows=[notice, later])), "g17.dom.dead", POINT) is UNSURE
    unread = column("公告", outcome=Outcome.TIMEOUT)
    assert verdict_under(site_of_2018(unread), "g17.dom.dead", POINT) is UNSURE


FOUR = {
    "政务动态": "col.news",
    "政策文件": "col.policy",
    "政策解读": "col.interpret",
    "办事服务": "col.service",
    "咨询投诉": "col.consult",
}


@clause("g17.fn.four", "flags", "clears", "unsure")
def test_site_has_its_four_functions() -> None:
    columns = [column(path, identity=identity, last="2018-12-01") for path, identity in FOUR.items()]
    assert set(verdicts_under(site_of_2018(*columns), "g17.fn.four", POINT).values()) == {CLEAR}
    assert FLAGGED in verdicts_under(site_of_2018(*columns[:-1]), "g17.fn.four", POINT).values()
    shut = site_of_2018(*columns[:-1], column("其他", outcome=Outcome.TIMEOUT))
    assert set(verdicts_under(shut, "g17.fn.four", POINT).values()) == {CLEAR, UNSURE}


PUBLISHED = [
    "col.overview",
    "col.org",
    "col.leader",
    "col.policy",
    "col.news",
    "oip.guide",
    "oip.catalog",
    "oip.report",
]


@clause("g17.fn.publish", "flags", "clears", "unsure")
def test_site_publishes_what_the_list_names() -> None:
    columns = [column(f"栏{number}", identity=identity) for number, identity in enumerate([*PUBLISHED, "col.stats"])]
    assert set(verdicts_under(site_of_2018(*columns), "g17.fn.publish", POINT).values()) == {CLEAR}
    without = verdicts_under(site_of_2018(*columns[:-1]), "g17.fn.publish", POINT)
    assert list(without.values()).count(FLAGGED) == 1
    shut = site_of_2018(*columns[:-1], column("其他", outcome=Outcome.TIMEOUT))
    assert set(verdicts_under(shut, "g17.fn.publish", POINT).values()) == {CLEAR, UNSURE}


@clause("g17.fn.interpret", "clears", "unsure")
def test_document_and_interpretation_link_to_each_other() -> None:
    pages = HOME + "wj/1.html", HOME + "jd/1.html"
    day = "2018-05-01"
    conn = site_of_2018(
        column("政策文件", ColumnClass.POLICY, rows=[row("烟花爆竹安全管理办法", day, day, url=pages[0])]),
        column(
            "政策解读", ColumnClass.INTERPRETATION, rows=[row("《烟花爆竹安全管理办法》解读", day, day, url=pages[1])]
        ),
    )
    assert verdict_under(conn, "g17.fn.interpret", POINT) is UNSURE
    run = conn.execute("SELECT max(id) FROM runs").fetchone()[0]
    for page, other in (pages, pages[::-1]):
        put_related(conn, run, page, [Related(other, "相关")])
    assert verdict_under(conn, "g17.fn.interpret", POINT) is CLEAR


@clause("g17.fn.message", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        (letter("关于粉尘", sent="2018-09-29"), FLAGGED),
        (letter("关于粉尘", sent="2018-09-30"), CLEAR),
        (letter("关于粉尘", sent="2018-06-01", replied="2018-06-05"), CLEAR),
        (letter("关于粉尘"), UNSURE),
    ],
)
def test_letter_is_answered_within_three_months(told: letter, verdict: Verdict) -> None:
    assert verdicts_under(site_of_2018(told), "g17.fn.message", POINT)["关于粉尘"] is verdict


@clause("g17.fn.survey", "flags", "clears", "unsure")
def test_public_is_asked_within_a_year() -> None:
    def told(*rows: row, outcome: Outcome = Outcome.OK) -> Verdict:
        surveys = column(
            "互动交流/征集调查", ColumnClass.SURVEY_TALK, rows=rows, identity="col.survey", outcome=outcome
        )
        return verdict_under(site_of_2018(surveys), "g17.fn.survey", POINT)

    assert told(row("关于《条例》征求意见", "2018-03-01", "2018-03-01")) is CLEAR
    assert told(row("关于《条例》征求意见", "2016-03-01", "2016-03-01")) is FLAGGED
    assert told(outcome=Outcome.TIMEOUT) is UNSURE


@clause("g17.fn.blank", "flags", "clears", "unsure")
def test_no_column_is_blank() -> None:
    conn = site_of_2018(column("空的"), column("有的", last="2018-12-01"), column("没读到", outcome=Outcome.TIMEOUT))
    assert verdicts_under(conn, "g17.fn.blank", POINT) == {"空的": FLAGGED, "有的": CLEAR, "没读到": UNSURE}


@clause("g17.years", "flags", "clears", "unsure")
@pytest.mark.parametrize(
    ("text", "as_of", "verdict"),
    [
        ("2017年政府网站工作年度报表", POINT, CLEAR),
        ("网站年度报表", POINT, CLEAR),
        ("2017年政府信息公开年报", POINT, FLAGGED),
        ("2017年政府网站工作年度报表", "2019-01-31", CLEAR),
        ("2017年政府网站工作年度报表", "2019-02-01", FLAGGED),
        ("2018年政府网站工作年度报表", "2019-02-01", CLEAR),
        ("政务公开", "2018-01-31", NOT_APPLICABLE),
        ("政务公开", "2018-02-01", FLAGGED),
        ("", POINT, UNSURE),
    ],
)
def test_yearly_form_is_linked_on_the_home_page(text: str, as_of: str, verdict: Verdict) -> None:
    conn = site_of_2018(link("/wz.html", text, on_home=True))
    conn.execute("UPDATE runs SET finished_at = '2019-02-01T09:00:00Z'")
    assert verdict_under(conn, "g17.years", as_of) is verdict


def test_entry_of_the_home_page_or_a_link_to_the_forms_column_will_do() -> None:
    entry = site_of_2018(home_row("2017年政府网站工作年度报表", "2018-01-30"))
    assert verdict_under(entry, "g17.years", POINT) is CLEAR
    forms = site_of_2018(column("报表", identity="col.wr"), link("/list/x.html", "更多", on_home=True))
    url = forms.execute("SELECT url FROM columns WHERE path = '报表'").fetchone()["url"]
    forms.execute("UPDATE links SET url = ?", (url,))
    assert verdict_under(forms, "g17.years", POINT) is CLEAR
    shut = site_of_2018(home(outcome=Outcome.TIMEOUT))
    assert verdict_under(shut, "g17.years", POINT) is UNSURE
    cut = site_of_2018(link("/a.html", "政务公开", on_home=True))
    see(cut, marks())
    assert verdict_under(cut, "g17.years", POINT) is FLAGGED
    see(cut, marks(whole=False))
    assert verdict_under(cut, "g17.years", POINT) is UNSURE


def test_clauses_of_the_notice_on_domains_have_its_day() -> None:
    assert {clause_of(f"g17.dom.{name}").valid_from.isoformat() for name in ("path", "count", "change")} == {  # type: ignore[union-attr]
        "2018-09-06"
    }
    assert clause_of("g17.dom.suffix").valid_from is None, "the guideline itself says so"
