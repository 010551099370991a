"""Figures in the console: the same digits as the command's, every row once, frozen, signed, and in the Word file."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from crawler.clock import SHANGHAI, clock_starting_at
from gongkai.cli import run
from gongkai.console.application import create_app
from gongkai.console.here import EXTENSION
from gongkai.workspace import load_workspace
from reports.metrics.base import metrics
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
YEAR = "2016"


@pytest.fixture(scope="module")
def shared(inspected: Inspected, tmp_path_factory: pytest.TempPathFactory) -> Inspected:
    """A copy that these tests look at together."""
    folder = tmp_path_factory.mktemp("counts") / "city"
    shutil.copytree(inspected.place.root, folder)
    return Inspected(load_workspace(folder), inspected.truth, inspected.now)


@pytest.fixture(scope="module")
def console(shared: Inspected) -> Iterator[Flask]:
    made = create_app(shared.place, clock=clock_starting_at(shared.now))
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture(scope="module")
def nian(console: Flask) -> Visitor:
    """The report writer."""
    return Visitor(console, "nian")


def command(place: Path, *arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints."""
    capsys.readouterr()
    assert run([*arguments, "-w", str(place)]) == 0
    return capsys.readouterr().out


def number_of(page: BeautifulSoup, metric: str) -> str | None:
    found = page.find("strong", attrs={"data-metric": metric})
    return found.get_text(strip=True) if found else None


def test_every_figure_is_digit_for_digit_that_of_the_command(
    nian: Visitor, shared: Inspected, capsys: pytest.CaptureFixture[str]
) -> None:
    page = nian.see("/counts/", year=YEAR)
    told = json.loads(
        command(shared.place.root, "count", "--year", YEAR, "--as-of", "2016-12-31", "--json", capsys=capsys)
    )
    assert len(told) == len(metrics())
    for entry in told:
        shown = number_of(page, entry["metric"])
        assert shown == (None if entry["value"] is None else f"{entry['value']}"), entry["metric"]
    assert [number_of(page, name) for name in ("published.own_site", "published.municipal", "published.total")] == [
        "813",
        "378",
        "813",
    ]


def test_files_are_the_bytes_of_the_command(
    nian: Visitor, shared: Inspected, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for metric in ("published.total", "requests.received", "columns.total"):
        for form in ("csv", "json", "xlsx"):
            out = tmp_path / f"rows.{form}"
            command(
                shared.place.root,
                *("count", metric, "--year", YEAR, "--as-of", "2016-12-31", "--rows", "--format", form),
                *("--out", str(out)),
                capsys=capsys,
            )
            answer = nian.get(f"/counts/{metric}/rows.{form}", year=YEAR)
            assert answer.data == out.read_bytes(), (metric, form)
            assert "attachment" in answer.headers["Content-Disposition"]
    assert nian.get("/counts/published.total/rows.exe").status_code == 404
    assert len(json.loads(nian.get("/counts/all.json", year=YEAR).data)) == len(metrics())


def test_all_813_rows_are_there_exactly_once(nian: Visitor) -> None:
    items: list[str] = []
    path: str | None = f"/counts/published.total?year={YEAR}"
    while path:
        page = nian.see(path)
        items += [str(row["data-item"]) for row in page.select("#rows-table [data-item]")]
        onward = page.find("a", class_="page-link", string=re.compile("下一页"))
        path = str(onward["href"]) if isinstance(onward, Tag) else None
    assert len(items) == len(set(items)) == 813


def test_rows_of_a_part_are_as_many_as_the_part_says(nian: Visitor) -> None:
    page = nian.see("/counts/published.by_class", year=YEAR)
    parts = page.find("section", attrs={"aria-labelledby": "parts"})
    assert isinstance(parts, Tag)
    told = {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in parts.select("tbody tr")}  # type: ignore[union-attr]
    assert told["动态要闻"] == "364"
    assert sum(map(int, told.values())) == 813
    narrowed = nian.see("/counts/published.by_class", year=YEAR, part="动态要闻")
    assert "共364行" in narrowed.text
    assert parts.find("svg") is not None


def test_a_register_metric_leads_to_its_rows(nian: Visitor) -> None:
    page = nian.see("/counts/hearings.held", year=YEAR)
    links = [str(link["href"]) for link in page.select("#rows-table a") if "/registers/hearings" in str(link["href"])]
    assert len(links) == 14
    row = links[0].split("row=")[1]
    assert nian.see(links[0]).find("tr", id=f"row-{row}") is not None


def test_the_form_says_the_same_and_each_cell_leads_to_its_metric(nian: Visitor) -> None:
    page = nian.see("/counts/forms", year=YEAR)
    link = page.find("a", string="813")
    assert isinstance(link, Tag)
    assert "/counts/published.total" in str(link["href"])
    assert nian.see(str(link["href"])).find(id="value").get_text() == "813"  # type: ignore[union-attr]


def test_another_year_has_its_own_day(nian: Visitor) -> None:
    page = nian.see("/counts/", year="2015", as_of="2016-12-31", day_of="2016")
    assert page.find("input", id="choice-day")["value"] == "2015-12-31"  # type: ignore[index]
    assert number_of(nian.see("/counts/", year=YEAR, as_of="2016-06-30", day_of=YEAR), "published.total") != "813"


def test_what_is_not_stated_is_no_zero_and_says_why(nian: Visitor) -> None:
    page = nian.see("/counts/offices.special", year=YEAR)
    assert page.find(id="value").get_text() == "未填报"  # type: ignore[union-attr]
    assert "未填报年度数据" in page.text
    assert "offices.special" not in {link["href"] for link in nian.see("/counts/", year=YEAR, known=1).select("a")}


@pytest.mark.parametrize(
    "path",
    [
        "/counts/no.metric",
        "/counts/published.total?year=abc",
        "/counts/published.total?year=1",
        "/counts/published.total?as_of=2016-13-01",
        "/counts/published.total?site=elsewhere",
        "/counts/published.total?portal=bureau",
        "/counts/published.total?year=" + "2" * 5000,
        "/counts/published.total?page=" + "1" * 5000,
        "/counts/published.total?part=../x",
        "/counts/published.total?page=0",
        "/counts/published.total?page=99999",
        "/counts/published.total?page=１",
        "/counts/snapshots/999",
        "/counts/snapshots/999/compare",
    ],
)
def test_what_is_not_there_is_404(nian: Visitor, path: str) -> None:
    assert nian.get(path).status_code == 404


def test_a_webmaster_sees_no_figures_and_an_inspector_cannot_sign(console: Flask) -> None:
    assert Visitor(console, "wang").get("/counts/").status_code == 403
    assert Visitor(console, "jian").get("/counts/").status_code == 200
    assert Visitor(console, "jian").get("/counts/freeze").status_code == 403


def test_figures_are_counted_once_until_something_changes(
    workspace: Inspected, visit: Callable[[str], Visitor]
) -> None:
    nian = visit("nian")
    before = number_of(nian.see("/counts/", year=YEAR), "hearings.held")
    path = workspace.place.registers / "hearings.csv"
    path.write_bytes(path.read_bytes() + "2016-12-30,又一次听证会,局三楼\r\n".encode())
    after = number_of(nian.see("/counts/", year=YEAR), "hearings.held")
    assert (before, after) == ("14", "15")
    path.write_bytes(path.read_bytes() + "2016-99-30,错\r\n".encode())
    wrong = nian.get("/counts/", year=YEAR)
    assert wrong.status_code == 409
    assert "台账有错误" in wrong.text


def freeze(workspace: Inspected) -> None:
    moment = workspace.now.astimezone(SHANGHAI).isoformat()
    assert (
        run(["count", "freeze", "--year", YEAR, "--by", "张三", "--clock", moment, "-w", str(workspace.place.root)])
        == 0
    )


def test_signed_figures_are_in_the_word_file_and_a_changed_count_shows(
    workspace: Inspected, visit: Callable[[str], Visitor], capsys: pytest.CaptureFixture[str]
) -> None:
    freeze(workspace)
    nian, guan = visit("nian"), visit("guan")
    assert "完全相同" in nian.see("/counts/snapshots/1").text
    assert nian.submit("/counts/snapshots/1", "sign", role="年报撰写").status_code == 302
    assert nian.see("/counts/snapshots/1").find("form", id="sign") is None
    assert guan.submit("/counts/snapshots/1", "sign").status_code == 302
    assert "年报员（nian）" in nian.see("/counts/snapshots").text
    root = workspace.place.root
    assert run(["report", "annual", "--snapshot", "1", "--format", "docx", "-w", str(root)]) == 0
    told = command(root, "verify", str(root / "reports" / "annual-2016.docx"), "--json", capsys=capsys)
    assert json.loads(told)["verdict"] == "holds"
    path = workspace.place.registers / "hearings.csv"
    path.write_bytes(path.read_bytes() + "2016-12-30,又一次听证会,局三楼\r\n".encode())
    page = nian.see("/counts/snapshots/1")
    assert "1个指标有变化" in page.find(id="drift").text  # type: ignore[union-attr]
    compared = nian.see("/counts/snapshots/1/compare")
    assert "召开听证会数" in compared.text
    assert "又一次听证会" in compared.text


def test_two_people_at_one_snapshot(workspace: Inspected, visit: Callable[[str], Visitor]) -> None:
    freeze(workspace)
    nian, guan = visit("nian"), visit("guan")
    form = {"csrf_token": nian.token("/counts/snapshots/1"), "seen": "0", "statement": "准确", "role": ""}
    assert guan.submit("/counts/snapshots/1", "sign").status_code == 302
    late = nian.client.post("/counts/snapshots/1/sign", data=form)
    assert late.status_code == 409
    assert "刚刚有人签字" in late.text
    assert nian.submit("/counts/snapshots/1", "sign", statement="").status_code == 400
    assert nian.send("/counts/snapshots/1/withdraw", number="1", seen="1", reason="不是我的").status_code == 403
    assert guan.submit("/counts/snapshots/1", "withdraw-1").status_code == 400
    assert guan.submit("/counts/snapshots/1", "withdraw-1", reason="数字有误").status_code == 302
    page = nian.see("/counts/snapshots/1")
    assert page.find("s", string="管理员（guan）") is not None
    assert "数字有误" in page.text


def test_freezing_is_a_job_and_an_incomplete_crawl_needs_a_reason(
    workspace: Inspected, visit: Callable[[str], Visitor]
) -> None:
    conn = workspace.place.open_catalogue()
    conn.execute("UPDATE runs SET state = 'incomplete' WHERE site = 'bureau'")
    conn.close()
    nian = visit("nian")
    assert "采集不完整" in nian.see("/counts/", year=YEAR).text
    refused = nian.submit(f"/counts/freeze?year={YEAR}", "freeze", note="试")
    assert refused.status_code == 200
    assert "要么先补采" in refused.text
    silent = nian.submit(f"/counts/freeze?year={YEAR}", "freeze", force="1")
    assert "请写明理由" in silent.text
    started = nian.submit(f"/counts/freeze?year={YEAR}", "freeze", note="--by=x", force="1", reason="赶时间")
    assert started.status_code == 302
    assert "/jobs/" in started.headers["Location"]


def test_another_year_without_the_part_shows_the_whole_and_says_so(visit: Callable[[str], Visitor]) -> None:
    nian = visit("nian")
    page = nian.see("/counts/published.by_source", year=2016)
    part = page.select_one("section[aria-labelledby=parts] tbody a")
    assert part is not None
    named = part.get_text(strip=True)
    sent = {"part": named, "year": 2001, "as_of": "2016-12-31", "day_of": 2016}  # as the form with the years sends it
    answer = nian.get("/counts/published.by_source", **sent)
    assert answer.status_code == 302
    assert f"2001年没有分项“{named}”" in nian.see(answer.headers["Location"]).get_text()
    assert nian.get("/counts/published.by_source", part="../x", year=2001).status_code == 404


def test_a_part_of_what_nobody_reported_is_a_page_without_rows(visit: Callable[[str], Visitor]) -> None:
    nian = visit("nian")
    for year in (2014, 2015):
        page = nian.see("/counts/requests.received", year=year, part="当面")
        assert page.find(id="rows-table") is None
    assert nian.get("/counts/requests.received", year=YEAR, part="没有这一项").status_code == 404
