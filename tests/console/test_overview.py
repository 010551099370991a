"""The overview: one line a site, what needs a look, what is due; and nothing of sites that somebody does not see."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from checks import ledger
from checks.ledger import State
from crawler.catalogue import queries
from crawler.catalogue.runs import SiteRow, add_site
from crawler.model import SiteKind
from gongkai.checking import run_checks
from gongkai.duties import duties
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
Visit = Callable[[str], Visitor]


def cells(page: BeautifulSoup, site: str) -> list[str]:
    """The words of a site's line."""
    for row in page.select("table.sites tbody tr"):
        if site in row.find("th").get_text():  # type: ignore[union-attr]
            return [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
    raise AssertionError(f"no line for {site}")


def alarm(page: BeautifulSoup, words: str) -> int | None:
    """The number beside an alarm; None where there is none."""
    for entry in page.select(".alarms li"):
        if words in entry.get_text():
            return int(entry.find("b").get_text().replace(",", ""))  # type: ignore[union-attr]
    return None


def test_a_line_says_what_the_ledger_and_the_catalogue_say(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    check = ledger.checks(conn, site="bureau")[-1]
    standing = len(ledger.list_findings(conn, site="bureau", states=[each for each in State if each.counts]))
    doubts = len(ledger.list_doubts(conn, site="bureau"))
    newest = conn.execute(
        "SELECT max(published_on) FROM items WHERE site = 'bureau' AND published_on <= '2017-01-20'"
    ).fetchone()[0]
    conn.close()
    line = cells(visit("jian").see("/"), "bureau")
    assert check.verdict is not None
    assert check.verdict in line[1]
    assert str(check.as_of) in line[1]
    assert line[8].startswith("100%")
    assert line[2] == str(standing)
    assert line[6] == str(doubts)
    assert line[9] == newest


def test_a_site_that_was_never_checked_has_no_verdict(visit: Visit) -> None:
    line = cells(visit("jian").see("/"), "municipal")
    assert line[1] == "未检查"
    assert line[7] == "—"


def test_a_webmaster_sees_his_own_site_and_no_trace_of_others(visit: Visit) -> None:
    page = visit("shen").see("/")
    assert [len(page.select("table.sites tbody tr")), page.select_one(".tiles b").text] == [1, "1"]  # type: ignore[union-attr]
    assert "bureau" not in page.get_text()
    assert alarm(page, "问题") is None
    assert alarm(page, "豁免") is None


def test_alarms_count_what_the_lists_hold_and_follow_decisions(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    fresh, second, third = ledger.list_findings(conn, site="bureau", states=[State.OPEN])[:3]
    before = alarm(visit("jian").see("/"), "新发现、待核实")
    ledger.dispute(conn, fresh.number, who="王工", reason="在别处公开", now=workspace.now)
    ledger.claim(conn, second.number, who="王工", note="已更新", now=workspace.now)
    ledger.waive(
        conn, third.number, reason="改版", approver="李", now=workspace.now, until=(workspace.now + timedelta(9)).date()
    )
    conn.close()
    page = visit("jian").see("/")
    assert before is not None
    assert alarm(page, "新发现、待核实") == before - 3
    assert alarm(page, "等待裁定") == 1
    assert alarm(page, "等待复查") == 1
    assert alarm(page, "30 天内到期的豁免") == 1
    own = visit("wang").see("/")
    assert alarm(own, "等待检查员裁定") == 1
    assert alarm(own, "新发现") is None, "to verify is the inspector's work"
    assert alarm(own, "等您整改或答复") == before - 3
    assert alarm(page, "等您") is None


def test_a_webmaster_is_told_what_to_do_first(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    todo = ledger.list_findings(conn, site="bureau", states=[State.OPEN, State.CONFIRMED, State.REOPENED])
    conn.close()
    first = [entry.get_text() for entry in visit("wang").see("/").select("ol.first li")]
    known = sorted((row for row in todo if row.deadline), key=lambda row: str(row.deadline))
    assert len(first) == 6
    assert re.findall(r"期限 (\S{10})", " ".join(first)) == [str(row.deadline) for row in known[:6]]
    assert visit("jian").see("/").select("ol.first li") == []


def test_duties_are_those_of_the_command(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    site = next(each for each in queries.sites(conn) if each.id == "bureau")
    wanted = duties(conn, [site], workspace.now.date(), 30)
    conn.close()
    shown = visit("wang").see("/").select(".dues li")
    assert len(shown) == len(wanted) > 0
    for entry, (_, due) in zip(shown, wanted, strict=True):
        words = entry.get_text()
        assert due.task.title in words
        assert str(due.task.due.day) in words
        assert ("已公布" in words) == (due.item is not None)


def test_sites_can_be_narrowed_and_sorted(visit: Visit) -> None:
    jian = visit("jian")
    assert len(jian.see("/", verdict="unchecked").select("table.sites tbody tr")) == 1
    assert len(jian.see("/", q="门户").select("table.sites tbody tr")) == 1
    assert "没有符合条件的网站" in jian.see("/", q="没有这个").get_text()
    assert jian.see("/", crawl="incomplete").select("table.sites tbody tr") == []
    order = [
        [row.find("th").get_text() for row in jian.see("/", sort=sort).select("table.sites tbody tr")]  # type: ignore[union-attr]
        for sort in ("-findings", "findings")
    ]
    assert order[0] == order[1][::-1]
    assert len(jian.see("/", sort="nonsense", verdict="nonsense", page="x").select("table.sites tbody tr")) == 2


def test_many_sites_come_page_by_page(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    for number in range(120):
        site = SiteRow(f"s{number:03}", f"第{number}局<b>", SiteKind.BUREAU, f"http://s{number}.example/")
        add_site(conn, site, workspace.now)
    conn.close()
    jian = visit("jian")
    pages = [jian.see("/", page=number, sort="name") for number in (1, 2, 3)]
    names = [row.find("th").get_text() for page in pages for row in page.select("table.sites tbody tr")]  # type: ignore[union-attr]
    assert len(names) == len(set(names)) == 122
    assert [len(page.select("table.sites tbody tr")) for page in pages] == [50, 50, 22]
    assert pages[0].select("table.sites b") == [], "a name is no markup"
    assert alarm(pages[0], "从未采集的网站") == 120
    assert visit("wang").see("/").select_one(".tiles b").text == "1"  # type: ignore[union-attr]


def test_a_second_check_draws_a_trend_with_its_numbers(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    day = workspace.now.date()
    for _ in run_checks(workspace.place, conn, ["bureau"], packs=None, as_of=day, now=workspace.now):
        pass
    flagged = [str(check.flagged) for check in ledger.checks(conn, site="bureau")]
    conn.close()
    told = visit("jian").see("/").select_one("table.sites svg desc")
    assert told is not None
    assert [pair.split(" ")[1] for pair in told.text.split("、")] == flagged


def test_an_incomplete_crawl_is_an_alarm(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    conn.execute("UPDATE runs SET state = 'incomplete' WHERE site = 'municipal'")
    conn.close()
    jian = visit("jian")
    assert alarm(jian.see("/"), "采集不完整") == 1
    assert "municipal" in jian.see("/", crawl="incomplete").select_one("table.sites tbody").get_text()  # type: ignore[union-attr]
    assert alarm(visit("wang").see("/"), "采集不完整") is None


def test_missed_schedules_are_for_those_who_plan_them(visit: Visit, workspace: Inspected) -> None:
    file = workspace.place.root / "gongkai.toml"
    file.write_text(
        file.read_text("utf-8") + '\n[[schedule]]\nname = "nightly"\ncron = "0 3 * * *"\naction = "check"\n', "utf-8"
    )
    written = (workspace.now - timedelta(days=3)).timestamp()
    os.utime(file, (written, written))
    page = visit("jian").see("/")
    assert "没有程序在照看计划任务" in page.get_text()
    assert alarm(page, "漏跑的计划任务") == 3, "one a night since the plan was written"
    assert "nightly" in page.select_one(".alarms").get_text()  # type: ignore[union-attr]
    assert "计划任务" not in visit("wang").see("/").get_text()


def test_without_sites_it_says_what_to_do_first(app: Flask, visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("DELETE FROM sites")
    conn.close()
    assert "还没有网站" in visit("jian").see("/").get_text()
    assert "与检查员联系" in visit("wang").see("/").get_text()
    assert visit("jian").see("/").select("table.sites") == []
