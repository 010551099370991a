"""What the rules on pages say: numbers, examples, evidence, and why something cannot be told."""

from __future__ import annotations

import sqlite3

import pytest

from crawler.catalogue.marks import put_page_marks
from crawler.model import Outcome, PageKind, Role
from crawler.sight import PageMarks, TimeForm
from tests.builders import HOME, column, home, link, row
from tests.builders_guideline import POINT, site_of_2018
from tests.builders_marks import ALL_CONTENT_TAGS, Sight, encrypted, footer, hidden_link, marks, see, without, wrong
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

SITE = ("SiteName", "SiteDomain", "SiteIDCode")


def _seen(*sights: Sight, address: str | None = None) -> sqlite3.Connection:
    entries = [row(f"通知{number}", "2018-05-02", "2018-05-02", url=f"{HOME}art/{number}.html") for number in range(5)]
    conn = site_of_2018(column("政务公开/通知公告", rows=entries), address=address)
    see(conn, *sights)
    return conn


def _articles(number: int, **told: object) -> list[marks]:
    told = {"tags": ALL_CONTENT_TAGS, **told}
    return [marks("article", f"/art/{count}.html", **told) for count in range(number)]  # type: ignore[arg-type]


def test_missing_tags_are_counted_by_page_the_most_frequent_first() -> None:
    lacking = [without(page, "SiteIDCode") for page in _articles(2)]
    lacking[0] = without(lacking[0], "SiteName")
    conn = _seen(*lacking, *_articles(5)[2:])
    found = ask(conn, "missing_meta_tag", POINT, level="content", tags=SITE)["东莞市安全生产监督管理局"]
    assert found.verdict is FLAGGED
    assert found.message.startswith(
        "内容页缺少必需的标签：SiteIDCode（2个页面）、SiteName（1个页面）。共看5个页面，有问题的2个"
    )
    assert HOME + "art/0.html" in found.message
    assert len(found.evidence) == 2, "a page of each kind"
    assert found.threshold == "SiteName、SiteDomain、SiteIDCode"


def test_templates_words_are_called_so_and_pages_of_all_levels_are_looked_at() -> None:
    conn = _seen(marks(placeholders=("sitename",)), *_articles(2))
    found = ask(conn, "missing_meta_tag", POINT, fault="placeholder")["东莞市安全生产监督管理局"]
    assert found.message.startswith("各类页面标签内容是模板原文：sitename（1个页面）。共看3个页面")


def test_tags_that_are_all_there_say_so_with_a_capture() -> None:
    found = ask(_seen(marks()), "missing_meta_tag", POINT, level="home", tags=SITE)["东莞市安全生产监督管理局"]
    assert (found.verdict, found.observed) == (CLEAR, "齐全")
    assert found.evidence


def test_page_of_a_system_of_its_own_is_a_doubt_and_a_list_among_articles_no_content() -> None:
    def told(kind: PageKind, role: str, level: str) -> object:
        conn = _seen(marks(role, "/art/0.html", tags=()))
        visit = conn.execute("SELECT visit_id, run_id FROM page_marks").fetchone()
        put_page_marks(conn, visit["run_id"], visit["visit_id"], Role(role), PageMarks(kind=kind))
        found = verdicts(conn, "missing_meta_tag", POINT, level=level, tags=SITE)
        return next(iter(found.values()))

    assert told(PageKind.LIST, "column", "column") is FLAGGED
    assert told(PageKind.OTHER, "column", "column") is UNSURE
    assert told(PageKind.ARTICLE, "article", "content") is FLAGGED
    assert told(PageKind.LIST, "article", "content") is UNSURE, "no content page was read"


def test_site_domain_that_cannot_be_read_as_a_host_is_a_doubt() -> None:
    found = ask(_seen(marks(site_domain=None)), "wrong_meta_value", POINT, what="domain")["东莞市安全生产监督管理局"]
    assert found.verdict is UNSURE
    assert "读不出域名" in found.message


def test_site_that_forwards_has_two_hosts_of_its_own() -> None:
    conn = site_of_2018(home(redirect="http://www.ajj.example/"), address="http://old.example/")
    see(conn, marks(url="http://www.ajj.example/", site_domain="ajj.example"))
    assert set(verdicts(conn, "wrong_meta_value", POINT, what="domain").values()) == {CLEAR}


def test_each_of_several_marks_is_a_finding_of_its_own() -> None:
    told = ask(_seen(marks(footer=footer(icp=None))), "missing_footer_mark", POINT, marks=["icp", "code"])
    assert {label: (found.verdict, found.observed, found.subject.key) for label, found in told.items()} == {
        "东莞市安全生产监督管理局：ICP备案编号": (FLAGGED, "首页底部没有", "bureau#icp"),
        "东莞市安全生产监督管理局：网站标识码": (CLEAR, "已标明", "bureau#code"),
    }


def test_mark_that_inner_pages_lack_is_counted() -> None:
    bare = _articles(3, footer=footer(icp=None))
    found = ask(_seen(marks(), *bare), "missing_footer_mark", POINT, marks=["icp"])["东莞市安全生产监督管理局"]
    assert found.verdict is FLAGGED
    assert "3个内页都没有" in found.message


def test_inner_pages_without_the_name_go_to_a_person() -> None:
    told = verdicts(_seen(marks(), *_articles(1, name_shown=False)), "site_name_not_shown", POINT)
    assert set(told.values()) == {UNSURE}
    cut = verdicts(_seen(marks(name_shown=False, whole=False)), "site_name_not_shown", POINT)
    assert set(cut.values()) == {UNSURE}


def test_forms_of_time_are_counted() -> None:
    conn = _seen(*_articles(2, pub_form=TimeForm.DATE, time_form=TimeForm.DATE))
    found = ask(conn, "pubdate_format", POINT)["东莞市安全生产监督管理局"]
    assert "只有日期2个页面" in found.message
    assert found.evidence
    shown = ask(conn, "time_not_shown", POINT)["东莞市安全生产监督管理局"]
    assert "2个内容页中有2个" in shown.message
    none = ask(site_of_2018(), "time_not_shown", POINT)["东莞市安全生产监督管理局"]
    assert (none.verdict, "没有读到内容页" in none.message) == (UNSURE, True)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (wrong(chinese=None), "没有返回页面"),
        (wrong(status=403, outcome=Outcome.FORBIDDEN), "返回状态403"),
        (wrong(redirect="/"), "被转到"),
        (wrong(status=200, outcome=Outcome.SOFT_404), "返回状态200"),
        (wrong(title="IIS 8.0", chinese=0, home_link=False), "“IIS 8.0”"),
        (wrong(title="", chinese=0, home_link=False), "空白或服务器自带的页面"),
    ],
)
def test_error_page_says_what_was_seen(answer: wrong, says: str) -> None:
    assert says in ask(_seen(answer), "unfriendly_404", POINT)["东莞市安全生产监督管理局"].message


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([], "没有尝试 https"),
        ([encrypted()], "http 访问没有转到 https"),
        ([encrypted(outcome=Outcome.TLS, error="handshake failure")], "handshake failure"),
        ([encrypted(outcome=Outcome.TLS, error="certificate has expired")], "证书已过期（https://bureau.example/）"),
    ],
)
def test_encryption_says_what_is_known(answers: list[encrypted], says: str) -> None:
    assert says in ask(_seen(*answers), "insecure_transport", POINT)["东莞市安全生产监督管理局"].message


def test_http_that_forwards_to_https_from_where_nothing_came_is_a_doubt() -> None:
    conn = site_of_2018(home(outcome=Outcome.TIMEOUT, redirect="https://bureau.example/"))
    found = ask(conn, "insecure_transport", POINT)["东莞市安全生产监督管理局"]
    assert (found.verdict, "没有访问到 https 页面" in found.message) == (UNSURE, True)


def test_entry_to_report_errors_says_that_it_agrees() -> None:
    found = ask(_seen(marks()), "wrong_finderror_entry", POINT)["东莞市安全生产监督管理局"]
    assert (found.verdict, found.observed) == (CLEAR, "标识码与页面底部一致")
    none = ask(_seen(marks(footer=footer(finder=None))), "wrong_finderror_entry", POINT)["东莞市安全生产监督管理局"]
    assert (none.verdict, none.observed) == (FLAGGED, "没有入口")


def test_site_that_answered_nothing_is_a_doubt() -> None:
    conn = site_of_2018(home(outcome=Outcome.TIMEOUT))
    assert set(verdicts(conn, "insecure_transport", POINT).values()) == {UNSURE}


def test_columns_of_a_site_reached_by_a_number_say_nothing_of_domains() -> None:
    conn = site_of_2018(column("动态"), column("专题"), address="http://127.0.0.7/")
    conn.execute("UPDATE columns SET url = 'http://zt.dg.example/' WHERE path = '专题'")
    assert verdicts(conn, "column_elsewhere", POINT) == {"动态": CLEAR, "专题": NOT_APPLICABLE}


def test_counters_do_not_count_among_the_strange_hosts_of_a_page() -> None:
    conn = _seen(
        marks(),
        hidden_link("http://a.example/", "甲"),
        hidden_link("http://b.example/", "乙"),
        hidden_link("https://s4.cnzz.com/", "统计"),
    )
    assert FLAGGED not in verdicts(conn, "hidden_link", POINT).values()


def test_words_show_three_places_and_count_the_rest() -> None:
    entry = row("情况", "2018-05-02", "2018-05-02", text="帐号一。帐号二。帐号三。帐号四。帐号五。")
    unread = row("没读到", "2018-05-03", outcome=Outcome.TIMEOUT)
    conn = site_of_2018(column("动态", rows=[entry, unread]), link("/x.html"))
    told = ask(conn, "word_list", POINT, words=["帐号 → 账号"])
    assert "“帐号”（应为“账号”）5处，词表“规则包”" in told["情况"].message
    assert told["情况"].message.count("正文“") == 3
    assert "另有2处" in told["情况"].message
    assert [found.observed for found in told.values() if found.subject.key == "bureau"] == ["1条未读"]
    three = site_of_2018(
        column("动态", rows=[row("情况", "2018-05-02", "2018-05-02", text="帐号一。帐号二。帐号三。")])
    )
    assert "另有" not in ask(three, "word_list", POINT, words=["帐号"])["情况"].message


def test_words_are_looked_for_in_titles_too_with_twenty_characters_around() -> None:
    title = "甲" * 30 + "帐号" + "乙" * 30
    conn = site_of_2018(column("动态", rows=[row(title, "2018-05-02", "2018-05-02", text="正文")]))
    told = ask(conn, "word_list", POINT, words=["帐号"])[title]
    assert f"标题“{'甲' * 20}【帐号】{'乙' * 20}”" in told.message
