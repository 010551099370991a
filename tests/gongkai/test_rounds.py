"""A round of several sites: the bulletin, its figures and lists; nobody fails because we could not look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag

from crawler.errors import ConfigError
from gongkai.rounds import open_round, quarter_of
from gongkai.workspace import load_workspace
from reports.count import Count
from reports.figures import written
from reports.rounds.counts import round_counts
from reports.rounds.round import Round, Standing
from tests.builders import column, row, site_with
from tests.gongkai.conftest import Answer
from tests.gongkai.inspected import CLOCK, LIST, LONG_AGO, SEEN, city, furnish, text_of, words_of

DAY = date(2016, 12, 31)
NOW = datetime(2017, 1, 20, 2, 0, tzinfo=UTC)
Store = Callable[..., Path]
Call = Callable[..., Answer]


@pytest.fixture
def place(stored: Store) -> Path:
    """The city in a workspace."""
    return furnish(stored(city()))


def round_of(place: Path, **more: object) -> Round:
    workspace = load_workspace(place)
    return open_round(workspace, workspace.open_catalogue(), 2016, quarter=4, as_of=DAY, now=NOW, **more)  # type: ignore[arg-type]


def counts_of(made: Round) -> Mapping[str, Count]:
    return {count.metric.name: count for count in round_counts(made)}


def bulletin(gongkai: Call, place: Path, *more: str, out: str = "out") -> Path:
    answer = gongkai(
        "report", "bulletin", "--year", "2016", "--quarter", "4", *CLOCK, "--out", place / out, *more, "-w", place
    )
    assert answer.code == 0, answer.err
    return place / out


def test_each_site_has_the_verdict_that_was_seen(place: Path) -> None:
    standings = {entry.listed.name: entry.standing for entry in round_of(place).inspected}
    assert standings == {
        "市安监局网站": Standing.PASSED,
        "市水务局网站": Standing.FAILED,
        "市教育局网站": Standing.FAILED,
        "甲镇网站": Standing.UNDECIDED,
        "乙镇网站": Standing.UNCHECKED,
        "丙镇网站": Standing.UNCHECKED,
    }


def test_sites_that_were_not_seen_never_fail_and_are_not_in_the_rate(place: Path) -> None:
    made = round_of(place)
    counts = counts_of(made)
    assert counts["round.operating"].value == 6, "the closed site is not in operation"
    assert counts["round.checked"].value == 4
    assert counts["round.checked_share"].value == Decimal("66.7")
    assert counts["round.passed_share"].value == Decimal("33.3"), "one of three that were judged"
    assert (counts["round.undecided"].value, counts["round.unchecked"].value) == (1, 2)
    reasons = {entry.listed.name: entry.why for entry in made.inspected}
    assert "2016-08-01" in reasons["乙镇网站"] and "31天" in reasons["乙镇网站"]
    assert reasons["丙镇网站"] == "没有采集过该网站"


def test_every_count_is_its_rows(place: Path) -> None:
    for count in round_counts(round_of(place)):
        if count.metric.unit != "%":
            assert count.value == sum(row.amount for row in count.rows), count.metric.name
        for entry in count.rows:
            assert entry.evidence


def test_every_figure_of_the_bulletin_is_the_count_of_its_name(gongkai: Call, place: Path) -> None:
    out = bulletin(gongkai, place, "--format", "html")
    counts = counts_of(round_of(place))
    page = BeautifulSoup((out / "bulletin-2016Q4.html").read_text(encoding="utf-8"), "html.parser")
    figures = page.select("a.figure")
    assert len(figures) > 40
    for figure in figures:
        assert isinstance(figure, Tag)
        count, part = counts[str(figure["data-metric"])], str(figure["data-part"])
        value = count.part(part) if part else count.value
        assert value is not None
        assert figure.get_text() == written(Decimal(value)), figure


def test_bulletin_has_its_parts_and_names_who_failed_only_where_they_did(gongkai: Call, place: Path) -> None:
    out = bulletin(gongkai, place, "--due", "2017-02-15", "--format", "docx")
    path = out / "bulletin-2016Q4.docx"
    text = words_of(path)
    for said in (
        "关于2016年第四季度全市政府网站",
        "检查情况的通报",
        "《政府网站检查标准》（市府办〔2016〕1号）",
        "一、总体情况",
        "二、存在的主要问题",
        "三、下一步工作要求",
        "于2017年2月15日前将整改情况书面报送某市人民政府办公室",
        "涉及单项否决的自收到本通报之日起5个工作日内完成",
        "列为无法判定",
        "列为未检查",
        "均不计入合格率",
        "附件4",
    ):
        assert said in text, said
    tables = {table.rows[0].cells[1].text: table for table in docx.Document(str(path)).tables}
    failed = next(
        table for table in docx.Document(str(path)).tables if "存在的突出问题" in table.rows[0].cells[-1].text
    )
    assert [row.cells[1].text for row in failed.rows[1:]] == ["市水务局网站", "市教育局网站"]
    assert "来信超期未答复" in failed.rows[1].cells[-1].text
    assert "低于60分" in failed.rows[2].cells[-1].text
    assert {row.cells[1].text for row in tables["地区"].rows[1:]} == {"甲镇", "乙镇", "丙镇"}
    assert {row.cells[1].text for row in tables["部门（单位）"].rows[1:]} == {"市安监局", "市水务局", "市教育局"}


def test_rates_of_places_without_a_verdict_are_a_dash_and_not_nought(gongkai: Call, place: Path) -> None:
    book = openpyxl.load_workbook(bulletin(gongkai, place, "--format", "xlsx") / "bulletin-2016Q4.xlsx")
    places = {line[1]: line[2:] for line in book["各地区网站检查情况表"].iter_rows(min_row=2, values_only=True)}
    assert places["甲镇"] == (1, 1, 0, 0, 1, 0, "—")
    assert places["丙镇"] == (1, 0, 0, 0, 0, 1, "—")
    departments = {line[1]: line[2:] for line in book["部门网站检查情况表"].iter_rows(min_row=2, values_only=True)}
    assert departments["市安监局"] == (1, 1, 1, 0, 0, 0, 100)


def test_problem_list_has_what_the_ledger_has(gongkai: Call, place: Path) -> None:
    assert gongkai("check", "safety", "water", "school", "jia", "--as-of", "2016-12-31", *CLOCK, "-w", place).code == 0
    ledger = gongkai("findings", "list", "--json", "-w", place).json
    book = openpyxl.load_workbook(bulletin(gongkai, place, "--format", "xlsx") / "bulletin-2016Q4.xlsx")
    listed = list(book["各单位网站问题清单"].iter_rows(min_row=2, values_only=True))
    assert sorted(str(line[4]) for line in listed) == sorted(entry["label"] for entry in ledger)
    assert len(listed) == 3


def test_what_a_person_decided_against_is_not_held_against_a_site(gongkai: Call, place: Path) -> None:
    gongkai("check", "water", "school", "--as-of", "2016-12-31", *CLOCK, "-w", place)
    veto = next(entry for entry in gongkai("findings", "list", "--json", "-w", place).json if entry["veto"])
    gongkai("findings", "waive", veto["number"], "--reason", "已转办", "--approver", "王", *CLOCK, "-w", place)
    standings = {entry.listed.site: entry.standing for entry in round_of(place).inspected}
    assert standings["water"] is Standing.PASSED
    assert standings["school"] is Standing.FAILED


def test_round_before_is_told_where_it_is_known(gongkai: Call, place: Path) -> None:
    assert "未作比较" in "".join(words_of(bulletin(gongkai, place, "--format", "docx") / "bulletin-2016Q4.docx"))
    gongkai("check", "safety", "water", "--as-of", "2016-09-30", *CLOCK, "-w", place)
    text = words_of(bulletin(gongkai, place, "--format", "docx") / "bulletin-2016Q4.docx")
    before = counts_of(round_of(place))
    assert before["round.before.judged"].value == 2
    assert f"合格率为{before['round.before.passed_share'].value}[" in text
    assert "2016年第三季度" in text and "个百分点" in text


def test_same_round_gives_the_same_bytes(gongkai: Call, place: Path) -> None:
    first, second = bulletin(gongkai, place, out="one"), bulletin(gongkai, place, out="two")
    names = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(names) > 20
    assert names == sorted(path.relative_to(second) for path in second.rglob("*") if path.is_file())
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_bulletin_can_be_verified_and_an_edited_figure_is_named(gongkai: Call, place: Path) -> None:
    path = bulletin(gongkai, place, "--format", "docx") / "bulletin-2016Q4.docx"
    assert "相符" in gongkai("verify", path, "-w", place).out
    word = docx.Document(str(path))
    for node in word.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"):
        if node.text == "66.7":
            node.text = "100"
            break
    else:
        pytest.fail("the share stands nowhere")
    word.save(str(path))
    answer = gongkai("verify", path, "--json", "-w", place)
    assert answer.code == 4
    assert answer.json["figures"]["wrong"]


def test_names_and_titles_of_sites_act_nowhere(gongkai: Call, stored: Store) -> None:
    hostile = '=HYPERLINK("http://evil.example")<script>alert(1)</script>{{ 7*7 }}\u202e'
    listed = LIST.replace("市教育局网站", f'"{hostile.replace(chr(34), chr(34) * 2)}"')
    place = furnish(stored(city(column(f"动态{hostile.replace('/', '')}", last="2016-01-01"))), listed=listed)
    out = bulletin(gongkai, place)
    page = BeautifulSoup((out / "bulletin-2016Q4.html").read_text(encoding="utf-8"), "html.parser")
    assert not [script for script in page.select("script") if script.get("type") != "application/json"]
    assert "\u202e" not in page.get_text() and "{{ 7*7 }}" in page.get_text()
    for sheet in openpyxl.load_workbook(out / "bulletin-2016Q4.xlsx").worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.data_type in ("s", "n", "d"), cell.coordinate
                assert not str(cell.value or "").lstrip().startswith(("=", "＝"))


def test_two_thousand_problems_are_printed_as_numbers_and_listed_in_the_workbook(gongkai: Call, stored: Store) -> None:
    columns = [column(f"新闻/栏目{number}", last="2016-01-01") for number in range(2_000)]
    out = bulletin(gongkai, furnish(stored(city(*columns))))
    book = openpyxl.load_workbook(out / "bulletin-2016Q4.xlsx", read_only=True)
    assert sum(1 for _ in book["各单位网站问题清单"].iter_rows(min_row=2)) == 2_003
    last = docx.Document(str(out / "bulletin-2016Q4.docx")).tables[-1]
    assert {row.cells[1].text: text_of(row.cells[2]._tc) for row in last.rows}["市教育局网站"].startswith("2002")


def test_nothing_known_is_an_error_or_not_inspected(gongkai: Call, workspace: Path) -> None:
    furnish(workspace, listed="")
    answer = gongkai("report", "bulletin", "--year", "2016", *CLOCK, "-w", workspace)
    assert answer.code == 2 and "catalogue" in answer.err
    from crawler.catalogue.database import connect

    connect(workspace / "catalogue.sqlite").close()
    answer = gongkai("report", "bulletin", "--year", "2016", *CLOCK, "-w", workspace)
    assert answer.code == 2 and "there is no site to report on" in answer.err
    (workspace / "sites" / "list.csv").write_text(LIST, encoding="utf-8")
    text = words_of(bulletin(gongkai, workspace, "--format", "docx") / "bulletin-2016Q4.docx")
    assert "6[1]个，本次都没有检查，不作结论" in text
    assert "没有不合格网站" in text


@pytest.mark.parametrize(
    ("listed", "said"),
    [
        ("名称,网站\nA,http://a.example/\n", 'row 1 (header): unknown field "网站"'),
        ("网站名称\nA\n", "首页网址 is missing"),
        ("网站名称,首页网址\nA,\n", "row 2: 首页网址 is empty"),
        ("网站名称,首页网址,类别\nA,http://a.example/,县区\n", '类别 "县区" is not known; write 地区 or 部门'),
        ("网站名称,首页网址,状态\nA,http://a.example/,好\n", '状态 "好" is not known'),
        ("网站名称,首页网址,采集编号\nA,http://a.example/,watr\n", 'did you mean "water"?'),
        ("网站名称,首页网址\nA,http://a.example/,多\n", "has 3 cells, the header has 2"),
    ],
)
def test_wrong_list_of_sites_says_where_and_what_to_write(gongkai: Call, stored: Store, listed: str, said: str) -> None:
    place = furnish(stored(city()), listed=listed)
    answer = gongkai("report", "bulletin", "--year", "2016", *CLOCK, "-w", place)
    assert answer.code == 2
    assert said in answer.err and "list.csv" in answer.err


def test_without_a_list_the_crawled_sites_are_all_there_are(stored: Store) -> None:
    made = round_of(furnish(stored(city()), listed=""))
    assert [entry.listed.site for entry in made.inspected] == ["bureau", "jia", "safety", "school", "water", "yi"]
    assert "没有网站名单" in "".join(made.notes)


def test_sites_may_be_named(place: Path) -> None:
    assert [entry.listed.site for entry in round_of(place, only=["water"]).inspected] == ["water"]
    with pytest.raises(ConfigError, match='did you mean "water"'):
        round_of(place, only=["watr"])


def test_later_crawls_and_checks_do_not_change_what_was_known(gongkai: Call, place: Path) -> None:
    gongkai("check", "safety", "--as-of", "2016-09-30", *CLOCK, "-w", place)
    workspace = load_workspace(place)
    conn = workspace.open_catalogue()
    fresh = [column("新闻/要闻", rows=[row("新", "2016-12-31", "2016-12-31")])]
    site_with(conn, *fresh, site="school", name="市教育局", observed=datetime(2017, 1, 8, 2, tzinfo=UTC))
    then = round_of(place, known_at="2017-01-06T00:00:00Z")
    assert then.before is None
    assert {entry.listed.site: entry.standing for entry in then.inspected}["school"] is Standing.FAILED


def test_quarters_have_their_days() -> None:
    assert quarter_of(2016, 1) == (date(2016, 1, 1), date(2016, 3, 31))
    assert quarter_of(2016, 4) == (date(2016, 10, 1), date(2016, 12, 31))
    assert LONG_AGO < SEEN
