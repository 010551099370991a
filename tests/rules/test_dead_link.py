"""Dead links: one finding a target, the home page apart, failures of ours never dead."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from checks.facts import SiteFacts
from checks.rules.dead_link import DeadLinkOptions, judge
from crawler.catalogue import queries
from crawler.model import Outcome
from tests.builders import HOME, catalogue_with, check_link, column, link, row, site_with
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts


def test_dead_link_on_the_home_page_belongs_to_the_home_page() -> None:
    conn = catalogue_with(link("/old/poster.html", "宣传画", on_home=True, outcome=Outcome.NOT_FOUND))
    assert verdicts(conn, "dead_link", place="home") == {"宣传画": FLAGGED}
    assert verdicts(conn, "dead_link", place="other") == {}


def test_dead_link_on_another_page_names_that_page() -> None:
    conn = catalogue_with(link("/old/chart.html", "流程图", outcome=Outcome.GONE))
    found = ask(conn, "dead_link", place="other")["流程图"]
    assert found.verdict is FLAGGED
    assert HOME + "a/page.html" in found.message
    assert "监测时间2017-01-20 09:00，仅代表当时情况" in found.message, "in local time"
    assert found.subject.shown == HOME + "old/chart.html"


def test_target_linked_from_two_pages_is_one_finding() -> None:
    conn = catalogue_with(
        link("/x.html", "表格", outcome=Outcome.NOT_FOUND),
        link("/x.html", "表格下载", outcome=Outcome.NOT_FOUND, from_url=HOME + "b.html"),
    )
    assert len(verdicts(conn, "dead_link", place="other")) == 1


def test_dead_list_row_belongs_to_the_other_pages() -> None:
    conn = catalogue_with(column("工作动态", rows=[row("已删除的信息", "2016-06-15", outcome=Outcome.NOT_FOUND)]))
    found = ask(conn, "dead_link", place="other")["已删除的信息"]
    assert found.verdict is FLAGGED
    assert "栏目“工作动态”列表" in found.message
    assert "已删除的信息" not in ask(conn, "dead_link", place="home")


@pytest.mark.parametrize("outcome", [Outcome.TIMEOUT, Outcome.SERVER_ERROR, Outcome.REFUSED, Outcome.FORBIDDEN])
def test_other_failures_are_doubtful_not_dead(outcome: Outcome) -> None:
    conn = catalogue_with(link("/x.html", "表格", outcome=outcome))
    found = ask(conn, "dead_link", place="other")["表格"]
    assert found.verdict is UNSURE
    assert "疑似不可用" in found.message


def test_soft_404_is_dead_and_a_page_that_opens_is_clear() -> None:
    conn = catalogue_with(link("/a.html", "甲", outcome=Outcome.SOFT_404), link("/b.html", "乙"))
    assert verdicts(conn, "dead_link", place="other") == {"甲": FLAGGED, "乙": CLEAR}


def test_link_that_was_not_visited_is_not_judged() -> None:
    conn = catalogue_with(link("http://www.other.example/", "外部", outcome=None))
    assert verdicts(conn, "dead_link", place="other") == {}


def test_pages_outside_the_archive_are_summed_up() -> None:
    conn = catalogue_with(*(link(f"/{number}.html", outcome=Outcome.NOT_CAPTURED) for number in range(4)))
    found = ask(conn, "dead_link", place="other")
    assert [one.verdict for one in found.values()] == [UNSURE]
    assert "4个链接" in next(iter(found.values())).message


def test_link_that_forwards_to_a_dead_page_is_named_as_linked() -> None:
    conn = catalogue_with(link("/old.html", "旧址", outcome=Outcome.NOT_FOUND, redirect="/new.html"))
    found = ask(conn, "dead_link", place="other")
    assert {label: one.verdict for label, one in found.items()} == {"旧址": FLAGGED}
    assert found["旧址"].subject.shown == HOME + "old.html"


def test_dead_page_that_nobody_links_to_is_no_dead_link() -> None:
    conn = catalogue_with(link("/stray.html", outcome=Outcome.NOT_FOUND, linked=False))
    assert verdicts(conn, "dead_link", place="other") == {}


def test_dead_column_is_named_by_its_path() -> None:
    conn = catalogue_with(column("互动交流/在线访谈", outcome=Outcome.NOT_FOUND), link("/x.html", "访谈"))
    assert verdicts(conn, "dead_link", place="other")["互动交流/在线访谈"] is FLAGGED


def test_link_that_was_checked_once_only_is_doubtful_and_dead_after_a_second_day() -> None:
    conn = catalogue_with(link("/x.html", "表格", outcome=Outcome.OK))
    check_link(conn, "/x.html", Outcome.NOT_FOUND, "2017-01-21T09:00+08:00")
    assert verdicts(conn, "dead_link", place="other") == {"表格": UNSURE}
    check_link(conn, "/x.html", Outcome.NOT_FOUND, "2017-01-22T09:00+08:00")
    found = ask(conn, "dead_link", place="other")["表格"]
    assert found.verdict is FLAGGED
    assert "自2017-01-21起历次检查均打不开" in found.message
    assert "监测时间2017-01-22 09:00" in found.message


def test_crawls_own_visit_is_one_of_the_checks() -> None:
    conn = catalogue_with(link("/x.html", "表格", outcome=Outcome.NOT_FOUND))
    check_link(conn, "/x.html", Outcome.NOT_FOUND, "2017-01-20T10:00+08:00")
    assert verdicts(conn, "dead_link", place="other") == {"表格": UNSURE}, "an hour after the crawl"
    check_link(conn, "/x.html", Outcome.NOT_FOUND, "2017-01-20T15:00+08:00")
    assert verdicts(conn, "dead_link", place="other") == {"表格": FLAGGED}


def test_link_that_opens_when_it_is_checked_again_is_clear() -> None:
    conn = catalogue_with(link("/x.html", "表格", outcome=Outcome.NOT_FOUND))
    check_link(conn, "/x.html", Outcome.OK, "2017-01-21T09:00+08:00")
    assert verdicts(conn, "dead_link", place="other") == {"表格": CLEAR}


def test_outside_link_is_judged_once_it_was_checked() -> None:
    outside = "http://www.other.example/a"
    conn = catalogue_with(link(outside, "省厅", on_home=True, outcome=None))
    for day, verdict in ((21, UNSURE), (28, FLAGGED)):
        check_link(conn, outside, Outcome.DNS, f"2017-01-{day}T09:00+08:00")
        assert verdicts(conn, "dead_link", place="home") == {"省厅": verdict}
    assert verdicts(conn, "dead_link", place="other") == {}


def test_checks_after_the_next_crawl_belong_to_that_crawl() -> None:
    conn = catalogue_with(link("/x.html", "表格", outcome=Outcome.NOT_FOUND))
    first = queries.last_run(conn, "bureau")
    check_link(conn, "/x.html", Outcome.NOT_FOUND, "2017-01-21T09:00+08:00")
    site_with(conn, link("/x.html", "表格"), observed=datetime(2017, 2, 1, tzinfo=UTC))
    check_link(conn, "/x.html", Outcome.OK, "2017-02-02T09:00+08:00")
    assert verdicts(conn, "dead_link", place="other") == {"表格": CLEAR}
    site = next(row for row in queries.sites(conn) if row.id == "bureau")
    then = SiteFacts(conn, site, date(2017, 1, 31), run=first)
    options = DeadLinkOptions(place="other")
    assert [found.verdict for found in judge(then, options)] == [FLAGGED]
