"""Standards, clauses, editions and the calendar of obligations in the console."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup

from checks.comparing import compare_packs
from checks.ledger import list_findings
from checks.pack import load_packs
from gongkai.calendar_file import calendar_text
from gongkai.console.people.roles import Role
from gongkai.duties import duties
from gongkai.editions import comparison_facts, site_under_both
from gongkai.selecting import sites_to_check
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
Visit = Callable[[str], Visitor]


def _cells(page: BeautifulSoup, row: str) -> list[str]:
    found = next(line for line in page.select("tbody tr") if row in line.get_text())
    return [cell.get_text(" ", strip=True) for cell in found.find_all(["th", "td"])]


def test_everybody_reads_the_standards_and_the_counts_are_those_of_his_sites(
    visit: Visit, workspace: Inspected
) -> None:
    conn = workspace.place.open_catalogue()
    stand = [row for row in list_findings(conn, site="bureau", pack="census-2015") if row.state.counts]
    assert stand
    for name, number in (("jian", len(stand)), ("wang", len(stand)), ("nian", len(stand)), ("shen", 0)):
        assert _cells(visit(name).see("/rules/"), "census-2015")[-1] == str(number), name


def test_a_standard_lists_its_clauses_and_can_be_narrowed(visit: Visit) -> None:
    pack = next(pack for pack in load_packs() if pack.id == "census-2015")
    jian = visit("jian")
    whole = jian.see("/rules/packs/census-2015")
    assert len(whole.select("tbody tr")) == len(pack.clauses)
    vetoes = jian.see("/rules/packs/census-2015", only="veto")
    assert len(vetoes.select("tbody tr")) == sum(clause.veto for clause in pack.clauses)
    unverified = jian.see("/rules/packs/census-2015", only="unverified")
    assert len(unverified.select("tbody tr")) == sum(clause.unverified for clause in pack.clauses)
    nothing = jian.see("/rules/packs/census-2015", q="没有这样的词语")
    assert not nothing.select("tbody tr") and nothing.select_one(".empty")


def test_a_clause_says_what_it_demands_how_it_is_seen_and_what_stands_under_it(
    visit: Visit, workspace: Inspected
) -> None:
    page = visit("wang").see("/rules/packs/census-2015/c15.d.basic_news")
    text = page.get_text(" ", strip=True)
    assert "动态、要闻类栏目监测时间点前2周内未更新" in text
    assert "14天" in text and "When it cannot tell" in text
    assert "i19" in text  # the same fault in the edition of 2019
    rows = list_findings(workspace.place.open_catalogue(), site="bureau", clause="c15.d.basic_news")
    counted = page.select_one("#now + table tbody")
    assert (counted is not None) == bool(rows)


def test_what_is_not_there_is_404(visit: Visit) -> None:
    jian = visit("jian")
    for path in (
        "packs/nothing",
        "packs/census-2015/nothing",
        "packs/..%2f..%2fgongkai.toml",
        "packs/census-2015/../x",
    ):
        assert jian.get(f"/rules/{path}").status_code == 404, path


def test_words_are_found_in_titles_texts_and_names_of_rules(visit: Visit) -> None:
    jian = visit("jian")
    found = {line.get_text(strip=True) for line in jian.see("/rules/", q="首页 更新").select("#found ~ div tbody th")}
    assert "c15.v.home_stale" in found
    by_rule = {
        line.get_text(strip=True) for line in jian.see("/rules/", q="stale_topic").select("#found ~ div tbody th")
    }
    assert by_rule == {clause.id for pack in load_packs() for clause in pack.clauses if clause.rule == "stale_topic"}
    hostile = jian.see("/rules/", q="<script>alert(1)</script>")
    assert hostile.find("script", string="alert(1)") is None and hostile.select_one(".empty")


def test_editions_are_compared_as_the_command_does(visit: Visit, workspace: Inspected) -> None:
    old, new = (next(pack for pack in load_packs() if pack.id == name) for name in ("census-2015", "inspection-2019"))
    comparison = compare_packs(old, new)
    day = date.fromisoformat(workspace.truth["monitoring_point"])
    under = site_under_both(workspace.place.open_catalogue(), "bureau", comparison, day, workspace.now)
    facts = comparison_facts(comparison, under)
    page = visit("wang").see("/rules/diff", old=old.id, new=new.id, site="bureau", as_of=day.isoformat())
    assert len(page.select("#added ~ div tbody tr")) == len(comparison.added)
    assert len(page.select("#gone ~ div tbody tr")) == len(comparison.gone)
    assert len(page.select("#changed ~ div tbody tr")) == sum(len(pair.changes) for pair in comparison.changed)
    text = page.get_text()
    for score in facts["site"]["scores"]:
        assert score["reason"] in text
    for change in facts["site"]["fails_now"]:
        assert change["after"][0]["message"] in text


def test_a_comparison_cannot_be_asked_for_wrongly(visit: Visit) -> None:
    shen = visit("shen")
    both = {"old": "census-2015", "new": "inspection-2019"}
    assert shen.get("/rules/diff", **both, site="bureau").status_code == 404  # not his site
    assert shen.get("/rules/diff", old="census-2015", new="nothing").status_code == 404
    assert shen.get("/rules/diff", old="census-2015", new="census-2015").status_code == 400
    wrong = shen.get("/rules/diff", **both, as_of="soon")
    assert wrong.status_code == 400 and "2016-12-31" in wrong.text and 'value="soon"' in wrong.text


def test_what_is_due_is_what_the_command_says(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    day = date.fromisoformat(visit("jian").see("/rules/due").select_one("#list").get_text()[:10])  # type: ignore[union-attr]
    entries = duties(conn, sites_to_check(conn, None), day, 366)
    assert entries
    page = visit("jian").see("/rules/due", within=366)
    assert len(page.select("tbody tr")) == len(entries)
    assert {entry.task.title for _, entry in entries} == {
        row.find_all("td")[2].get_text() for row in page.select("tbody tr")
    }
    file = visit("jian").get("/rules/due.ics", within=366)
    assert file.mimetype == "text/calendar" and file.headers["Content-Disposition"].startswith("attachment")
    said = calendar_text(entries, workspace.now).splitlines()
    assert [line for line in file.text.splitlines() if line.startswith(("UID", "DTSTART", "SUMMARY"))] == [
        line for line in said if line.startswith(("UID", "DTSTART", "SUMMARY"))
    ]


def test_of_many_sites_some_are_looked_at_on_each_page(visit: Visit, workspace: Inspected) -> None:
    conn = workspace.place.open_catalogue()
    row = dict(conn.execute("SELECT * FROM sites WHERE id = 'bureau'").fetchone())
    for number in range(9):
        row |= {"id": f"more{number}", "name": f"网站{number}"}
        conn.execute(f"INSERT INTO sites ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    conn.commit()
    jian = visit("jian")
    first, second = jian.see("/rules/due", within=366), jian.see("/rules/due", within=366, page=2)
    names = [{cell.get_text() for cell in page.select("tbody td:nth-child(3)")} for page in (first, second)]
    assert [len(some) for some in names] == [8, 2] and not names[0] & names[1]
    assert first.find("a", string="后面的网站") and not second.find("a", string="后面的网站")
    assert jian.see("/rules/due", page=99).select_one(".empty") is not None


def test_a_webmaster_sees_no_other_site_in_the_calendar(visit: Visit) -> None:
    shen = visit("shen")
    assert shen.get("/rules/due", site="bureau").status_code == 404
    assert shen.get("/rules/due.ics", site="bureau").status_code == 404
    seen = [option["value"] for option in shen.see("/rules/due").select("#site option")]
    assert seen == ["", "municipal"]
    for within in ("soon", "-1", "99999"):
        assert shen.get("/rules/due", within=within).status_code == 400


def test_roles_may_all_read_rules() -> None:
    from gongkai.console.people.roles import Permission

    assert all(Permission.READ in role.permissions for role in Role)
