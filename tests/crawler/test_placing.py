"""What a page means: the policy, without a database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from crawler.branch import Branch
from crawler.catalogue.columns import KnownColumn
from crawler.identity import canonical_key
from crawler.model import Article, Attachment, DateFact, Letter, Link, ListPage, NavNode, PageKind, Reading, Role, Row
from crawler.placing import Known, Plan, place
from tests.crawler.mini_site import HOME, task

ORGAN = "东莞市安全生产监督管理局"


def known(*columns: tuple[int, str, str], **changes: Any) -> Known:
    """What is known: columns as (id, path, url)."""
    found = [KnownColumn(no, canonical_key(url), tuple(path.split("/")), url, "nav") for no, path, url in columns]
    return Known(
        home_keys=frozenset({"portal.test/"}),
        site_url=HOME,
        hosts=frozenset({"portal.test"}),
        columns={column.key: column for column in found},
        paths={column.path: column for column in found},
        ids={column.id: column for column in found},
        **changes,
    )


def reading(kind: PageKind = PageKind.OTHER, **facts: Any) -> Reading:
    return Reading(kind=kind, platform="test", encoding="utf-8", **facts)


def url(path: str) -> str:
    return f"{HOME}{path}"


def paths(plan: Plan) -> dict[str, str]:
    return {"/".join(column.path): column.path_via for column in plan.columns}


def listing(hrefs: Iterable[str], **facts: Any) -> ListPage:
    return ListPage(tuple(Row(f"标题{href}", href, url(href)) for href in hrefs), **facts)


def test_menu_of_the_home_page_becomes_columns() -> None:
    nav = (
        NavNode("网站首页", HOME),
        NavNode("政务公开", url("zwgk/"), children=(NavNode("工作动态", url("zwgk/gzdt/")),)),
        NavNode("专题", None, children=(NavNode("禁毒", url("zt/jd/")),)),
        NavNode("网上办事", "http://elsewhere.test/"),
    )
    plan = place(HOME, task(Role.HOME), reading(PageKind.HOME, nav=nav), known())
    assert list(paths(plan)) == ["政务公开", "政务公开/工作动态", "专题", "专题/禁毒", "网上办事"]
    assert [column.external for column in plan.columns] == [False, False, False, False, True]


def test_breadcrumb_corrects_the_columns_path_and_names_its_ancestors() -> None:
    page = reading(
        PageKind.LIST,
        listing=listing(["a.htm"]),
        breadcrumb=("政务公开", "工作动态"),
        breadcrumb_urls=(url("zwgk/"), None),
    )
    plan = place(url("dt/"), task(Role.COLUMN, url("dt/"), column_id=7), page, known((7, "工作动态", url("dt/"))))
    assert paths(plan) == {"政务公开": "breadcrumb", "政务公开/工作动态": "breadcrumb"}
    assert plan.own is not None
    assert (plan.own.column, plan.own.kind, len(plan.own.rows)) == ("portal.test/dt/", "list", 1)


def test_side_menu_adds_deeper_columns_below_a_known_one() -> None:
    nav = (NavNode("公开", url("zwgk/"), children=(NavNode("机构", url("zwgk/jg/")),)),)
    plan = place(
        url("zwgk/"),
        task(Role.COLUMN, url("zwgk/"), column_id=1),
        reading(nav=nav),
        known((1, "政务公开", url("zwgk/"))),
    )
    assert "政务公开/机构" in paths(plan)


def test_same_path_under_another_address_is_kept_in_reserve() -> None:
    nav = (NavNode("政务公开", url("index.html?link=zwgk")),)
    plan = place(HOME, task(Role.HOME), reading(PageKind.HOME, nav=nav), known((1, "政务公开", url("zwgk/"))))
    assert plan.columns == ()
    assert plan.alternates == ((1, url("index.html?link=zwgk")),)


@pytest.mark.parametrize("title", [None, "某市安监局 机构职能", "某市安监局_机构职能"])
def test_column_that_is_an_article_is_a_single_page_named_after_it(title: str | None) -> None:
    page = reading(PageKind.ARTICLE, article=Article(title, text="本局职能"))
    plan = place(url("jg/"), task(Role.COLUMN, url("jg/"), column_id=1), page, known((1, "机构职能", url("jg/"))))
    assert plan.own is not None and plan.own.kind == "page"
    assert plan.article is not None
    assert (plan.article_kind, plan.article.title) == ("page", "机构职能")


def test_list_is_followed_far_behind_its_stated_pages_but_not_for_ever() -> None:
    for number, wanted in ((1, True), (3, True), (15, True), (16, False)):
        page = reading(PageKind.LIST, listing=listing(["a.htm"], next_url=url("next.htm"), pages=3))
        job = task(Role.LIST_PAGE, url("x.htm"), column_id=1, page_no=number)
        plan = place(url("x.htm"), job, page, known((1, "动态", url("dt/"))))
        assert plan.own is not None
        assert (plan.own.next_url is not None, plan.own.cut) == (wanted, not wanted)


def test_list_without_an_end_is_cut_and_says_so() -> None:
    page = reading(PageKind.LIST, listing=listing(["a.htm"], next_url=url("next.htm")))
    job = task(Role.LIST_PAGE, url("x.htm"), column_id=1, page_no=500)
    plan = place(url("x.htm"), job, page, known((1, "动态", url("dt/"))))
    assert plan.own is not None
    assert (plan.own.next_url, plan.own.cut) == (None, True)


def test_list_found_by_a_mere_link_is_a_column_where_the_breadcrumb_says_so() -> None:
    page = reading(
        PageKind.LIST, listing=listing(["a.htm"]), breadcrumb=("政务公开", "应急管理"), breadcrumb_urls=(None, None)
    )
    plan = place(url("yj/"), task(Role.LINK, url("yj/")), page, known())
    assert paths(plan) == {"政务公开/应急管理": "breadcrumb"}
    assert plan.own is not None and plan.own.once


def test_list_found_by_a_mere_link_without_a_breadcrumb_is_nothing() -> None:
    plan = place(url("yj/"), task(Role.LINK, url("yj/")), reading(PageKind.LIST, listing=listing(["a.htm"])), known())
    assert (plan.columns, plan.own, plan.tasks) == ((), None, ())


def test_links_of_a_page_reached_by_a_link_are_not_followed() -> None:
    links = (Link(url("deep.html"), "更多", Role.LINK),)
    assert place(url("a"), task(Role.LINK, url("a")), reading(links=links), known()).tasks == ()
    job = task(Role.ARTICLE, url("a"), column_id=1)
    page = reading(PageKind.ARTICLE, article=Article("标题"), links=links)
    plan = place(url("a"), job, page, known((1, "动态", url("dt/"))))
    assert [(entry.url, entry.role) for entry in plan.tasks] == [(url("deep.html"), Role.LINK)]


def test_external_links_are_noted_and_not_fetched() -> None:
    links = (Link("http://elsewhere.test/", "友情链接", Role.LINK),)
    plan = place(HOME, task(Role.HOME), reading(PageKind.HOME, links=links), known())
    assert [(link.url, link.internal) for link in plan.links] == [("http://elsewhere.test/", False)]
    assert plan.tasks == ()


def test_attachments_of_an_article_are_fetched_to_know_that_they_open() -> None:
    article = Article("标题", attachments=(Attachment(url("f/1.doc"), "附件"), Attachment("http://b.test/2.pdf", "外")))
    job = task(Role.ARTICLE, url("a.htm"), column_id=1)
    plan = place(url("a.htm"), job, reading(PageKind.ARTICLE, article=article), known((1, "动态", url("dt/"))))
    assert [(entry.url, entry.role) for entry in plan.tasks] == [(url("f/1.doc"), Role.ATTACHMENT)]


def test_letter_is_told_apart_from_an_article() -> None:
    article = Article("来信", letter=Letter(date(2016, 3, 1), None))
    job = task(Role.ARTICLE, url("l.htm"), column_id=1)
    plan = place(url("l.htm"), job, reading(PageKind.ARTICLE, article=article), known((1, "信箱", url("xx/"))))
    assert plan.article_kind == "letter"


def test_undated_page_behind_a_link_is_no_item() -> None:
    page = reading(PageKind.ARTICLE, article=Article("网站声明", text="版权归本站所有"))
    assert place(url("sm.htm"), task(Role.LINK, url("sm.htm")), page, known()).article is None
    dated = Article("某事", published=DateFact(date(2016, 1, 2), "line", ""))
    page = reading(PageKind.ARTICLE, article=dated)
    assert place(url("a.htm"), task(Role.LINK, url("a.htm")), page, known()).article == dated


def test_ignored_column_takes_its_children_with_it() -> None:
    nav = (NavNode("专题", url("zt/"), children=(NavNode("禁毒", url("zt/jd/")),)), NavNode("动态", url("dt/")))
    plan = place(HOME, task(Role.HOME), reading(PageKind.HOME, nav=nav), known(ignored=frozenset({"专题"})))
    assert list(paths(plan)) == ["动态"]


# --- one organ's branch of a portal -----------------------------------------------------------------


def organs() -> tuple[NavNode, ...]:
    return (
        NavNode(
            "信息公开目录",
            url("ml/"),
            children=(NavNode("市教育局", url("0506/")), NavNode("市安全生产监督管理局", url("0526/"))),
        ),
        NavNode("便民服务", url("bm/")),
    )


def test_only_the_organs_branch_and_the_way_to_it_are_walked() -> None:
    plan = place(HOME, task(Role.HOME), reading(PageKind.HOME, nav=organs()), known(branch=Branch(ORGAN)))
    assert list(paths(plan)) == ["信息公开目录", "信息公开目录/市安全生产监督管理局"]
    assert not plan.branch.seeking


def test_rows_outside_of_the_branch_are_not_the_organs() -> None:
    branch = Branch(ORGAN).learn([("信息公开目录", "市安全生产监督管理局")])
    columns = known(
        (1, "信息公开目录", url("ml/")), (2, "信息公开目录/市安全生产监督管理局", url("0526/")), branch=branch
    )
    page = reading(PageKind.LIST, listing=listing(["a.htm"], next_url=url("next.htm")))
    outside = place(url("ml/"), task(Role.COLUMN, url("ml/"), column_id=1), page, columns).own
    inside = place(url("0526/"), task(Role.COLUMN, url("0526/"), column_id=2), page, columns).own
    assert outside is not None and inside is not None
    assert (outside.rows, outside.next_url) == ((), None)
    assert (len(inside.rows), inside.next_url) == (1, url("next.htm"))


def test_plain_link_named_after_the_organ_leads_into_its_branch() -> None:
    links = (Link(url("0526/"), "市安全生产监督管理局", Role.LINK), Link(url("0506/"), "市教育局", Role.LINK))
    plan = place(HOME, task(Role.HOME), reading(PageKind.HOME, links=links), known(branch=Branch(ORGAN)))
    assert list(paths(plan)) == ["市安全生产监督管理局"]


def test_everything_is_walked_while_and_after_the_organ_is_nowhere() -> None:
    nav = (NavNode("便民服务", url("bm/")),)
    page = reading(PageKind.HOME, nav=nav)
    assert list(paths(place(HOME, task(Role.HOME), page, known(branch=Branch(ORGAN))))) == ["便民服务"]
    opened = Branch(ORGAN).open()
    assert opened.everything and opened.holds(("便民服务",))


def test_organ_is_known_by_its_names() -> None:
    branch = Branch(ORGAN)
    assert branch.names("东莞市安全生产监督管理局（信息公开）")
    assert branch.names("市安全生产监督管理局")
    assert branch.names("安全生产监督管理局")
    assert not branch.names("安全生产")
    assert not branch.names("市教育局")
    assert not branch.names("")
