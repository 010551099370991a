"""Pages on sites: verdict with its arithmetic, columns, weeks that were seen or not, runs, manners; one column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from checks import ledger
from checks.ledger import State
from checks.ledger.scores import scores_of
from crawler.catalogue import queries
from crawler.catalogue.asked import held_back, requests_to
from crawler.catalogue.queries import ColumnRow
from crawler.catalogue.runs import SiteRow, add_site
from crawler.etiquette import days_of
from crawler.model import SiteKind
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
Visit = Callable[[str], Visitor]


def rows(page: BeautifulSoup, section: str) -> list[list[str]]:
    """The words of the table under a heading, row by row."""
    part: Any = page.find(id=section)
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in part.find_parent("section").find("table").find("tbody").find_all("tr")
    ]


def columns(workspace: Inspected) -> dict[str, ColumnRow]:
    conn = workspace.place.open_catalogue()
    found = {column.path: column for column in queries.columns(conn, "bureau", as_of=workspace.now.date())}
    conn.close()
    return found


def test_the_verdict_is_shown_with_its_arithmetic(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    check = ledger.checks(conn, site="bureau")[-1]
    scores = scores_of(conn, check.id)
    conn.close()
    page = visit("wang").see("/sites/bureau")
    shown = [entry.get_text() for entry in page.select("ol.arithmetic li")]
    assert scores
    assert shown == [step for score in scores for step in score.arithmetic]
    assert check.verdict in page.select_one(".verdict").get_text()  # type: ignore[union-attr]
    assert str(check.as_of) in page.get_text()


def test_the_tree_has_every_column_with_its_numbers(visit: Visit, workspace: Inspected) -> None:
    known = columns(workspace)
    conn = workspace.place.open_catalogue()
    standing = [state for state in State if state.counts]
    faults = [row.subject_key for row in ledger.list_findings(conn, states=standing) if row.subject_kind == "column"]
    conn.close()
    shown = rows(visit("wang").see("/sites/bureau"), "columns")
    assert len(shown) == len(known) > 30
    for words, column in zip(shown, known.values(), strict=True):
        assert words[0].startswith(column.name)
        assert words[1] == (f"{column.items:,}" if column.items or column.kind == "list" else "—")
        assert words[2] == (str(column.newest) if column.newest else "—")
        assert words[3] == str(faults.count(column.path))
    assert len({each for each in faults if each in known}) > 0


def test_the_heat_map_has_the_numbers_of_the_lists(visit: Visit, workspace: Inspected) -> None:
    page = visit("wang").see("/sites/bureau", year="2016")
    shown = {words[0]: words[1:] for words in rows(page, "weeks")}
    path, column = max(columns(workspace).items(), key=lambda entry: entry[1].items)
    conn = workspace.place.open_catalogue()
    days = conn.execute(
        "SELECT DISTINCT i.identity_id, coalesce(i.published_on, l.listed_on) AS day FROM listings l"
        " JOIN items i ON i.id = l.item_id WHERE l.column_id = ?",
        (column.id,),
    ).fetchall()
    conn.close()
    begin = date(2015, 12, 28)
    for number, words in enumerate(shown[path]):
        first, last = begin + timedelta(days=7 * number), begin + timedelta(days=7 * number + 6)
        there = [each for each in days if str(first) <= (each["day"] or "") <= str(last) and each["day"][:4] == "2016"]
        assert words == str(len(there)), (first, last)
    assert len(shown[path]) == 53
    assert not page.select("svg [style]")


def test_what_no_crawl_saw_is_crossed_and_not_empty(visit: Visit, workspace: Inspected) -> None:
    path, column = max(columns(workspace).items(), key=lambda entry: entry[1].items)
    conn = workspace.place.open_catalogue()
    conn.execute("UPDATE column_states SET complete = 0, outcome = 'timeout' WHERE column_id = ?", (column.id,))
    conn.execute("DELETE FROM listings WHERE column_id = ?", (column.id,))
    conn.close()
    page = visit("wang").see("/sites/bureau", year="2016")
    shown = {words[0]: words[1:] for words in rows(page, "weeks")}
    assert set(shown[path]) == {"?"}
    assert "?" not in {cell for other, cells in shown.items() if other != path for cell in cells}
    crossed = [group for group in page.select("svg g") if group.find("rect", fill="url(#weeks-not)")]
    assert [path in str(group.title) and "没有看到" in str(group.title) for group in crossed] == [True]


def test_the_last_twelve_months_come_first_and_the_present_week_is_not_whole(visit: Visit) -> None:
    page = visit("wang").see("/sites/bureau")
    cells = [words[1:] for words in rows(page, "weeks")]
    assert {len(each) for each in cells} == {53}
    assert all(each[-1].startswith("≥") for each in cells)
    assert not any(cell.startswith("≥") for each in cells for cell in each[:-1])


@pytest.mark.parametrize("year", ["1066", "2999", "x", "２０１６年"])
def test_years_of_which_nothing_is_known_are_not_there(visit: Visit, year: str) -> None:
    assert visit("wang").get("/sites/bureau", year=year).status_code == 404


def test_our_manners_are_those_of_the_command(visit: Visit, workspace: Inspected) -> None:
    site = workspace.place.profiles(["bureau"])[0]
    host = site.home.removeprefix("http://").rstrip("/")
    conn = workspace.place.open_catalogue()
    span = (date(2017, 1, 1), date(2017, 12, 31))
    (day,) = days_of(requests_to(conn, host, *span), held_back(conn, host, *span))
    conn.close()
    shown = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in visit("wang").see("/sites/bureau/manners").select("tbody tr")
    ]
    mine = [words for words in shown if words[1] == host]
    assert len(mine) == 1
    assert mine[0][0] == str(day.day)
    assert int(mine[0][2].replace(",", "")) == day.requests > 100


def test_a_column_says_what_stands_against_it_and_what_it_published(visit: Visit, workspace: Inspected) -> None:
    path, column = max(columns(workspace).items(), key=lambda entry: entry[1].items)
    page = visit("wang").see(f"/sites/bureau/columns/{column.id}", year="2016")
    months = [int(words[1]) for words in rows(page, "months-head")]
    weeks = {words[0]: words[1:] for words in rows(visit("wang").see("/sites/bureau", year="2016"), "weeks")}
    assert len(months) == 12
    assert sum(months) == sum(map(int, weeks[path]))
    assert path in page.get_text()
    assert len(rows(page, "top")) == 20
    assert len(rows(page, "states")) == 1


def test_a_list_without_dates_is_never_a_quiet_week(visit: Visit, workspace: Inspected) -> None:
    column = max(columns(workspace).values(), key=lambda each: each.items)
    conn = workspace.place.open_catalogue()
    conn.execute("UPDATE listings SET listed_on = NULL WHERE column_id = ?", (column.id,))
    conn.execute(
        "UPDATE items SET published_on = NULL WHERE id IN (SELECT item_id FROM listings WHERE column_id = ?)",
        (column.id,),
    )
    conn.close()
    shown = {words[0]: words[1:] for words in rows(visit("wang").see("/sites/bureau", year="2016"), "weeks")}
    assert set(shown[f"{column.path}（没有日期）"]) == {"≥0"}


def test_the_present_year_has_no_months_to_come(visit: Visit, workspace: Inspected) -> None:
    column = max(columns(workspace).values(), key=lambda each: each.items)
    page = visit("wang").see(f"/sites/bureau/columns/{column.id}", year="2017")
    assert [words[0] for words in rows(page, "months-head")] == ["2017-01"]
    rolling = rows(visit("wang").see(f"/sites/bureau/columns/{column.id}"), "months-head")
    assert [words[0] for words in rolling] == [f"2016-{month:02}" for month in range(2, 13)] + ["2017-01"]


def test_findings_of_a_column_are_listed_with_it(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    known = columns(workspace)
    row = next(each for each in ledger.list_findings(conn, states=[State.OPEN]) if each.subject_key in known)
    conn.close()
    page = visit("wang").see(f"/sites/bureau/columns/{known[row.subject_key].id}")
    assert row.number in page.get_text()


@pytest.mark.parametrize("path", ["", "/manners", "/columns/%s"])
def test_what_lies_on_another_s_site_is_not_there(visit: Visit, workspace: Inspected, path: str) -> None:
    address = f"/sites/bureau{path}".replace("%s", str(next(iter(columns(workspace).values())).id))
    assert [visit(name).get(address).status_code for name in ("wang", "shen", "jian", "nian")] == [200, 404, 200, 200]


def test_a_column_is_found_on_its_own_site_only(visit: Visit, workspace: Inspected) -> None:
    number = next(iter(columns(workspace).values())).id
    assert visit("jian").get(f"/sites/municipal/columns/{number}").status_code == 404
    assert visit("jian").get("/sites/bureau/columns/999999").status_code == 404
    assert visit("jian").get("/sites/nowhere").status_code == 404


def test_a_site_that_was_never_crawled_says_so(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    hostile = SiteRow("new", "<script>alert(1)</script>", SiteKind.BUREAU, "javascript:alert(1)")
    add_site(conn, hostile, workspace.now)
    conn.close()
    jian = visit("jian")
    page = jian.see("/sites/new")
    assert "还没有采集过" in page.get_text()
    assert "采集一次以后" in page.get_text()
    assert not page.select("main script")
    assert not page.select("a[href^=javascript]")
    assert "没有访问过" in jian.see("/sites/new/manners").get_text()


def test_hostile_names_of_columns_stay_words(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    evil = "</text><script>alert(1)</script>"
    number = next(column.id for column in columns(workspace).values() if column.kind == "list")
    conn.execute("UPDATE columns SET path = ?, name = ? WHERE id = ?", (evil, evil, number))
    conn.close()
    for address in ("/sites/bureau", f"/sites/bureau/columns/{number}"):
        page = visit("wang").see(address)
        assert not page.select("main script")
        assert evil in page.get_text()


def test_a_profile_that_cannot_be_read_is_told(visit: Visit, workspace: Inspected) -> None:
    (workspace.place.sites / "bureau.toml").write_text("home = ", "utf-8")
    assert "没有，或者读不懂" in visit("wang").see("/sites/bureau").get_text()


def test_a_check_of_before_has_no_arithmetic_and_says_so(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    conn.execute("DROP TRIGGER check_scores_kept")
    conn.execute("DELETE FROM check_scores")
    conn.close()
    assert "没有留下算式" in visit("wang").see("/sites/bureau").get_text()
    assert visit("wang").get("/").status_code == 200


def test_every_page_is_there_in_english(visit: Visit, workspace: Inspected) -> None:
    wang = visit("wang")
    wang.send("/language/en", next="/")
    number = max(columns(workspace).values(), key=lambda each: each.items).id
    for address, words in (
        ("/", "Do these first"),
        ("/sites/bureau", "How it came about"),
        ("/sites/bureau/manners", "Ledger of visits"),
        (f"/sites/bureau/columns/{number}", "What each crawl saw"),
    ):
        assert words in wang.see(address).get_text(), address
