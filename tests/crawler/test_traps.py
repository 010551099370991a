"""Answers that are not what was asked for are recognised, and those that merely look odd are left alone."""

from __future__ import annotations

from typing import Any

from crawler.model import Article, Outcome, PageKind, Reading, Role, Task
from crawler.page import Page
from crawler.traps import Lookout, Print, print_of, wrong_address
from tests.crawler.mini_site import task

HOST = "http://portal.test"


def page(path: str, body: str, title: str = "某某局") -> Page:
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return Page(f"{HOST}{path}", html.encode(), "text/html; charset=utf-8")


def article_task(number: int, listed: str, **changes: Any) -> Task:
    return task(Role.ARTICLE, f"{HOST}/a{number}.html", listed_title=listed, **changes)


def reading(title: str | None = None, text: str = "") -> Reading:
    article = Article(title, text=text) if title else None
    return Reading(PageKind.ARTICLE if title else PageKind.OTHER, "generic", "utf-8", article)


def judge(lookout: Lookout, job: Task, seen: Page, read: Reading | None = None, **changes: bool) -> Outcome | None:
    found = lookout.judge(job, seen, read or reading(), **{"told": False, "is_home": False, **changes})
    return found.outcome if found is not None else None


HOME = "<p>通知公告</p><p>工作动态</p><p>版权所有某某局</p>"
BUSY = "<p>系统正在处理您的请求，当前在线人数较多</p>"


def test_print_ignores_numbers_addresses_and_moments() -> None:
    first = print_of(page("/a", "<p>您可以从首页开始浏览</p><p>/a/1.html</p><p>10:20:33</p>"))
    second = print_of(page("/b", "<p>您可以从首页开始浏览</p>\n<p>/b/22.html</p><i>23:59:01</i>"))
    other = print_of(page("/c", "<p>您可以从首页开始浏览吧</p>"))
    assert first == second != other
    assert Print.from_text(first.as_text()) == first


def test_print_looks_past_scripts_and_comments() -> None:
    plain = print_of(page("/a", "<p>您可以从首页开始浏览</p>"))
    noisy = print_of(
        page("/a", "<script>var 变量=1</script><!--注释--><style>.类{}</style><p>您可以从首页开始浏览</p>")
    )
    assert plain == noisy


def test_wrong_address_is_the_same_in_every_run_and_another_for_each_host() -> None:
    assert wrong_address(f"{HOST}/a/b.html?c", "x") == wrong_address(f"{HOST}/", "x")
    assert wrong_address(f"{HOST}/", "x") != wrong_address("http://other.test/", "x").replace("other", "portal")
    assert wrong_address("https://portal.test:8443/a", "x").startswith("https://portal.test:8443/gongkai-")


def test_page_that_looks_like_a_wrong_address_is_a_soft_404() -> None:
    lookout = Lookout()
    lookout.wrong["portal.test"] = print_of(page("/gongkai-1.html", HOME))
    for role in (Role.ARTICLE, Role.COLUMN, Role.LIST_PAGE, Role.LINK):
        assert judge(lookout, task(role, f"{HOST}/x"), page("/x", HOME)) is Outcome.SOFT_404
    assert judge(lookout, task(Role.HOME, HOST), page("/", HOME)) is None
    assert judge(lookout, task(Role.COLUMN, f"{HOST}/index.jsp"), page("/index.jsp", HOME), is_home=True) is None
    assert judge(lookout, task(Role.COLUMN, f"{HOST}/x"), page("/x", HOME), told=True) is None
    assert judge(lookout, task(Role.COLUMN, "http://b.test/x"), Page("http://b.test/x", page("/", HOME).body)) is None


def test_shell_with_hardly_a_word_is_never_recognised() -> None:
    lookout = Lookout()
    lookout.wrong["portal.test"] = lookout.home = print_of(page("/w", "<div id='app'></div><script>run()</script>"))
    shell = "<div id='app'></div><script>run()</script>"
    assert judge(lookout, task(Role.COLUMN, f"{HOST}/x"), page("/x", shell)) is None
    assert judge(lookout, article_task(1, "关于甲的通知"), page("/a1.html", shell)) is None


def test_home_page_in_place_of_an_article_is_throttling() -> None:
    lookout = Lookout()
    lookout.home = print_of(page("/", HOME))
    assert judge(lookout, article_task(1, "关于甲的通知"), page("/a1.html", HOME)) is Outcome.THROTTLED
    assert judge(lookout, task(Role.LIST_PAGE, f"{HOST}/l2", page_no=2), page("/l2", HOME)) is Outcome.THROTTLED
    assert judge(lookout, task(Role.LINK, f"{HOST}/main"), page("/main", HOME)) is None


def test_column_that_is_the_home_page_three_times_is_another_name_for_it() -> None:
    lookout = Lookout()
    lookout.home = print_of(page("/", HOME))
    alias = page("/main", HOME)
    assert judge(lookout, task(Role.COLUMN, f"{HOST}/main", attempts=1), alias) is Outcome.THROTTLED
    assert judge(lookout, task(Role.COLUMN, f"{HOST}/main", attempts=3), alias) is None
    judge(lookout, article_task(1, "关于甲的通知"), page("/a1.html", HOME))
    assert judge(lookout, task(Role.COLUMN, f"{HOST}/main", attempts=3), alias) is Outcome.THROTTLED


def test_one_answer_for_two_listed_titles_is_neither_and_the_first_is_asked_again() -> None:
    lookout = Lookout()
    first, second, third = (article_task(n, f"关于{name}的通知") for n, name in enumerate("甲乙丙", 1))
    first, second = (task(Role.ARTICLE, t.url, listed_title=t.listed_title) for t in (first, second))
    assert judge(lookout, first, page("/a1.html", BUSY)) is None
    found = lookout.judge(second, page("/a2.html", BUSY), reading(), told=False, is_home=False)
    assert found is not None
    assert (found.outcome, found.again) == (Outcome.THROTTLED, first.key)
    found = lookout.judge(third, page("/a3.html", BUSY), reading(), told=False, is_home=False)
    assert found is not None and found.again is None
    assert judge(lookout, first, page("/a1.html", BUSY)) is Outcome.THROTTLED


def test_page_that_shows_its_listed_title_is_its_own() -> None:
    lookout = Lookout()
    text = "正文相同，标题不同。" * 20
    for number, name in enumerate("甲乙丙"):
        listed = f"关于{name}的通知"
        assert judge(lookout, article_task(number, listed), page("/a", text, listed), reading(listed, text)) is None
        cut = f"关于 {name} 的 通…"
        assert judge(lookout, article_task(number, cut), page("/a", text), reading(listed, text)) is None


def test_same_document_under_two_addresses_is_no_throttling() -> None:
    lookout = Lookout()
    for number in (1, 2, 3):
        assert judge(lookout, article_task(number, "关于甲的通知"), page(f"/a{number}", BUSY)) is None


def test_viewer_that_always_looks_the_same_is_forgiven_when_other_pages_come_through() -> None:
    lookout = Lookout()
    viewer = "<p>请稍候，正在打开文件，您也可以下载后阅读</p>"
    seen = [judge(lookout, article_task(n, f"第{n}号公告甲乙"), page(f"/v{n}", viewer)) for n in range(3)]
    assert seen == [None, Outcome.THROTTLED, Outcome.THROTTLED]
    for n in range(10, 13):
        title = f"第{n}号通知丙丁"
        assert judge(lookout, article_task(n, title), page(f"/a{n}", "正文", title), reading(title, "正文")) is None
    assert judge(lookout, article_task(4, "第4号公告甲乙"), page("/v4", viewer)) is None


def test_redirect_to_where_wrong_addresses_go_leads_nowhere() -> None:
    lookout = Lookout()
    lookout.wrong_targets["portal.test"] = "portal.test/"
    assert lookout.leads_nowhere(article_task(1, "甲"), "portal.test/")
    assert not lookout.leads_nowhere(article_task(1, "甲"), "portal.test/new.html")
    assert not lookout.leads_nowhere(task(Role.COLUMN, f"{HOST}/x"), "portal.test/")


def test_dated_article_is_content_whatever_it_looks_like() -> None:
    lookout = Lookout()
    lookout.home = lookout.wrong["portal.test"] = print_of(page("/", HOME))
    read = reading("关于甲的通知", "正文")
    assert read.article is not None and read.article.published is None
    assert judge(lookout, article_task(1, "关于甲的通知"), page("/a1", HOME), read, told=True) is None
