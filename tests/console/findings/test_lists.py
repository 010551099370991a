"""The lists of findings: filters that are addresses, many at once, saved views, files equal to the command's."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from checks.ledger import State
from tests.console.findings.conftest import Office

pytestmark = pytest.mark.e2e


def numbers(page: BeautifulSoup) -> list[str]:
    """The findings of a list, in its order."""
    return [str(cell.text) for cell in page.select("table.findings td.id.d-none a")]


def test_a_list_shows_what_its_address_asks_for(office: Office) -> None:
    jian = office.visit("jian")
    every = office.findings()
    page = jian.see("/findings/", state="all")
    assert numbers(page) == [row.number for row in every[:50]]
    assert f"共 {len(every):,} 个问题" in page.find(id="counted").text  # type: ignore[union-attr]
    clause = every[0].clause
    assert numbers(jian.see("/findings/", clause=clause)) == [row.number for row in every if row.clause == clause][:50]
    assert numbers(jian.see("/findings/", q=every[3].number)) == [every[3].number]
    falling = numbers(jian.see("/findings/", sort="-number"))
    assert falling == sorted((row.number for row in every), reverse=True)[:50]
    empty = jian.see("/findings/", q="没有这样的标题")
    assert "没有符合条件的问题" in empty.text


def test_pages_follow_each_other_and_one_behind_the_last_leads_back(office: Office) -> None:
    jian = office.visit("jian")
    total = len(office.findings())
    last = -(-total // 50)
    laid = [number for page in range(1, last + 1) for number in numbers(jian.see("/findings/", state="all", page=page))]
    assert laid == [row.number for row in office.findings()]
    assert jian.get("/findings/", state="all", page=last + 5).status_code == 302


def test_what_cannot_be_understood_is_said_and_left_out(office: Office) -> None:
    page = office.visit("jian").see("/findings/", since="gestern", state="lost", sort="colour", page="x")
    assert len(page.select(".alert-warning")) == 3
    assert len(numbers(page)) == min(50, len(office.findings(states=("open",))))


def test_a_finding_knows_its_place_in_the_list_it_was_opened_from(office: Office) -> None:
    jian = office.visit("jian")
    rows = office.findings(states=("open",))
    link = jian.see("/findings/", state="open").select("table.findings td.id a")[1]
    page = jian.see(str(link["href"]))
    for rel, row in (("prev", rows[0]), ("next", rows[2])):
        assert str(page.select(f'a[rel="{rel}"]')[0]["href"]).startswith(f"/findings/{row.number}")


def test_a_webmaster_counts_only_what_he_sees(office: Office) -> None:
    page = office.visit("shen").see("/findings/", state="all")
    own = office.findings(sites=("municipal",))
    assert numbers(page) == [row.number for row in own[:50]]
    assert not [option for option in page.select("#site option") if option["value"] == "bureau"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json", "sarif"])
def test_an_export_has_the_bytes_of_the_command(office: Office, form: str) -> None:
    jian = office.visit("jian")
    clause = office.findings()[0].clause
    for query, words in (
        ({"state": "all"}, ()),
        ({"state": "open", "site": "bureau", "clause": clause},
         ("--state", "open", "--site", "bureau", "--clause", clause)),
    ):  # fmt: skip
        file = office.twin / f"out.{form}"
        office.run("export", "-f", form, "-o", str(file), *words)
        answer = jian.get(f"/findings/export.{form}", **query)
        assert answer.status_code == 200 and answer.data == file.read_bytes()
        assert "attachment" in answer.headers["Content-Disposition"]
    assert jian.get("/findings/export.exe").status_code == 404


def test_an_export_keeps_the_order_and_the_sites_of_the_list(office: Office) -> None:
    shown = json.loads(office.visit("jian").get("/findings/export.json", state="all", sort="-number").data)
    order = [found["number"] for found in shown["findings"]]
    assert order == sorted(order, reverse=True) and len(order) == len(office.findings())
    shen = json.loads(office.visit("shen").get("/findings/export.json", state="all").data)
    assert {found["site"] for found in shen["findings"]} <= {"municipal"}


def test_many_at_once_are_told_one_by_one(office: Office) -> None:
    jian, wang = office.visit("jian"), office.visit("wang")
    first, second, third = (row.number for row in office.findings(sites=("bureau",))[:3])
    assert wang.submit(f"/findings/{third}", "claim", note="已改").status_code == 302
    chosen = f"/findings/together?deed=claim&number={first}&number={second}&number={third}"
    page = jian.see(chosen)
    assert "已报告整改，正等待复核" in page.text, "it says which one is left alone"
    data = [(str(field["name"]), str(field.get("value", ""))) for field in page.select("#together input[name]")]
    assert [value for name, value in data if name == "number"] == [first, second]
    assert wang.submit(f"/findings/{second}", "dispute", reason="误判").status_code == 302
    body = {name: [value for other, value in data if other == name] for name, _ in data}
    nothing = jian.client.post("/findings/together", data={**body, "note": " "})
    assert nothing.status_code == 400 and office.find(first).state is State.OPEN
    answer = jian.client.post("/findings/together", data={**body, "note": "全部改完"})
    assert answer.status_code == 200
    assert "办成 1 个，没有办 1 个" in answer.text and "误判" in answer.text
    assert office.find(first).state is State.CLAIMED and office.find(second).state is State.DISPUTED
    again = jian.client.post("/findings/together", data={**body, "note": "全部改完"})
    assert "办成 0 个" in again.text, "sending it twice does it once"


def test_many_at_once_respects_roles_and_sites(office: Office) -> None:
    number = office.findings(sites=("bureau",))[0].number
    wang = office.visit("wang")
    assert wang.get(f"/findings/together?deed=waive&number={number}").status_code == 403
    assert wang.get("/findings/together?deed=claim").status_code == 400
    assert wang.get(f"/findings/together?deed=conquer&number={number}").status_code == 400
    sent = office.visit("shen").send("/findings/together", deed="claim", number=number, note="x")
    assert sent.status_code == 404
    assert office.alike()


def test_views_are_kept_shared_and_forgotten(office: Office) -> None:
    jian, wang, shen = (office.visit(name) for name in ("jian", "wang", "shen"))
    page = "/findings/?site=bureau&state=open"
    assert jian.submit(page, "save-view", name="本局待核实", shared="1").status_code == 302
    assert wang.submit("/findings/?overdue=1", "save-view", name="我的逾期", shared="1").status_code == 302
    assert "本局待核实" in wang.see("/findings/").text
    assert "本局待核实" not in shen.see("/findings/").text, "it names a site that he does not see"
    assert "我的逾期" not in jian.see("/findings/").text, "a webmaster's views are his own"
    (link,) = [each for each in wang.see("/findings/").select(".views a") if each.text == "本局待核实"]
    assert "site=bureau" in str(link["href"])
    assert wang.send("/findings/views/1/forget").status_code == 404
    assert jian.send("/findings/views/1/forget").status_code == 302
    assert "本局待核实" not in jian.see("/findings/").text
    assert "没有保存" in jian.see(jian.submit(page, "save-view", name=" ").headers["Location"]).text


def test_doubts_are_listed_and_filtered(office: Office) -> None:
    jian = office.visit("jian")
    rows = office.doubts()
    page = jian.see("/findings/doubts")
    assert numbers(page) == [row.number for row in rows[:50]]
    assert numbers(jian.see("/findings/doubts", q=rows[1].number)) == [rows[1].number]
    assert "没有符合条件的存疑事项" in jian.see("/findings/doubts", q="没有这样的事").text
