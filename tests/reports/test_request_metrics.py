"""Requests, reviews, suits and events as the forms count them, each with the look-alikes that must not count."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.count import count
from reports.figures import cells_of
from reports.forms import breaches, form
from reports.forms.model import CellKind
from reports.registers import read_registers, write_register
from reports.registers.results import result_aliases, results
from reports.registers.vocabulary import Applicant, Channel
from reports.scope import Scope
from tests.reports.small_city import scope_of, small_city


def in_year(folder: Path, year: int) -> Scope:
    return replace(scope_of(small_city(), read_registers(folder)), year=year, as_of=date(year, 12, 31))


def request(no: str, received: str, answered: str = "", result: str = "", **more: object) -> dict[str, object]:
    fee = "0" if answered else ""
    row = {"no": no, "received_on": received, "answered_on": answered, "result": result, "fee": fee}
    return {**row, "channel": "网络", "kind": "自然人", **more}


def cell(scope: Scope, form_name: str, name: str) -> object:
    metric, part = cells_of(form_name)[name]
    made = count(scope, metric)
    return made.value if part is None else made.part(part)


def values(scope: Scope, name: str) -> dict[str, object]:
    places = cells_of(name)
    counts = {metric: count(scope, metric) for metric, _ in places.values()}
    cells = [each.id for each in form(name).cells.values() if each.kind is CellKind.NUMBER]
    found = [(each, counts[places[each][0]], places[each][1]) for each in cells]
    return {each: made.value if part is None else made.part(part) for each, made, part in found}


@pytest.fixture
def turn_of_the_year(tmp_path: Path) -> Path:
    """One request each: long done, carried into 2022 and answered, of 2022 and answered, carried out of it, of 2023."""
    rows = [
        request("1", "2021-03-01", "2021-03-10", "予以公开"),
        request("2", "2021-12-20", "2022-01-05", "重复申请", kind="商业企业"),
        request("3", "2022-02-01", "2022-12-31", "个人隐私", extended="是"),
        request("4", "2022-12-20", "2023-01-01", "予以公开", kind="法律服务机构"),
        request("5", "2022-12-31"),
        request("6", "2023-01-01"),
        request("7", "2021-06-01", kind="科研机构"),
    ]
    write_register(tmp_path, "requests", rows)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("t2.r1.total", 3),
        ("t2.r1.natural", 2),
        ("t2.r1.legal", 1),
        ("t2.r2.total", 2),
        ("t2.r2.company", 1),
        ("t2.r2.research", 1),
        ("t2.r3.3.4.natural", 1),
        ("t2.r3.3.4.total", 1),
        ("t2.r3.5.2.company", 1),
        ("t2.r3.7.total", 2),
        ("t2.r4.total", 3),
        ("t2.r4.natural", 1),
        ("t2.r4.legal", 1),
        ("t2.r4.research", 1),
        ("t2.r3.1.total", 0),
    ],
)
def test_what_is_carried_over_follows_from_the_days(turn_of_the_year: Path, name: str, expected: int) -> None:
    assert cell(in_year(turn_of_the_year, 2022), "oia-2021", name) == expected


def test_carried_out_of_a_year_is_carried_into_the_next(turn_of_the_year: Path) -> None:
    for year in (2020, 2021, 2022, 2023):
        out = count(in_year(turn_of_the_year, year), "requests.carried_out")
        assert out.value == count(in_year(turn_of_the_year, year + 1), "requests.carried_in").value


def test_columns_of_applicants_are_unknown_where_one_kind_is_missing_and_totals_are_not(tmp_path: Path) -> None:
    write_register(tmp_path, "requests", [request("1", "2022-02-01", "2022-02-10", "予以公开", kind="")])
    scope = in_year(tmp_path, 2022)
    assert cell(scope, "oia-2021", "t2.r1.total") == cell(scope, "oia-2021", "t2.r3.1.total") == 1
    for name in ("t2.r1.natural", "t2.r3.1.natural", "t2.r3.1.other"):
        assert cell(scope, "oia-2021", name) is None
    assert "1未填写申请人类别" in count(scope, "requests.received_by_applicant").note


def test_answer_without_a_row_in_the_form_is_told_and_put_nowhere(tmp_path: Path) -> None:
    rows = [
        request("1", "2022-02-01", "2022-02-10", "告知其他途径"),
        request("2", "2016-02-01", "2016-02-10", "重复申请"),
    ]
    write_register(tmp_path, "requests", rows)
    made = count(in_year(tmp_path, 2022), "requests.outcomes")
    assert made.value == 1 and made.parts["告知其他途径"] == 1
    assert "申请1（告知其他途径）的答复结果在2019年起的年报表格中没有对应的行" in made.note
    assert [b.equation.relation for b in breaches(form("oia-2021"), values(in_year(tmp_path, 2022), "oia-2021"))]  # type: ignore[arg-type]
    made = count(in_year(tmp_path, 2016), "requests.answered")
    assert made.value == 1 and "申请2（不予处理：重复申请）" in made.note


def test_other_results_are_three_rows_in_2021_and_one_before(tmp_path: Path) -> None:
    words = ["逾期不补正", "逾期不缴费", "其他处理"]
    for year in (2020, 2022):
        rows = [request(str(n), f"{year}-02-01", f"{year}-02-10", word) for n, word in enumerate(words)]
        write_register(tmp_path / str(year), "requests", rows)
    trial, now = in_year(tmp_path / "2020", 2020), in_year(tmp_path / "2022", 2022)
    assert cell(trial, "oia-2019", "t2.r3.6.total") == cell(trial, "oia-2019", "t2.r3.6.natural") == 3
    assert [cell(now, "oia-2021", f"t2.r3.6.{n}.total") for n in (1, 2, 3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("requests.granted", 1),
        ("requests.partly", 1),
        ("requests.already_public", 1),
        ("requests.refused", 2),
        ("requests.not_available", 2),
        ("requests.not_handled", 1),
        ("requests.other_results", 1),
        ("requests.closed", 9),
        ("requests.natural", 9),
        ("requests.legal", 0),
        ("requests.network", 8),
        ("requests.desk", 1),
        ("requests.fax", 0),
        ("requests.letter", 0),
    ],
)
def test_each_result_has_a_count_of_its_own(tmp_path: Path, name: str, expected: int) -> None:
    words = [
        "予以公开",
        "部分公开",
        "已主动公开",
        "商业秘密",
        "内部事务信息",
        "信息不存在",
        "本机关不掌握",
        "重复申请",
        "其他处理",
    ]
    rows = [request(str(n), "2022-02-01", "2022-02-10", word) for n, word in enumerate(words)]
    rows[0]["channel"] = "当面"
    look_alike = request("z", "2021-02-01", "2021-02-10", "商业秘密", kind="商业企业", channel="信函")
    write_register(tmp_path, "requests", [*rows, look_alike])
    assert count(in_year(tmp_path, 2022), name).value == expected


@pytest.mark.parametrize(
    ("received", "answered", "extended", "expected"),
    [
        ("2016-09-20", "2016-10-14", "", (1, 0)),  # 15 working days
        ("2016-09-20", "2016-10-17", "", (None, None)),
        ("2016-09-20", "2016-10-17", "是", (0, 1)),
        ("2016-09-20", "2016-10-17", "2016-10-10", (0, 1)),
        ("2016-09-20", "2016-10-17", "否", (0, 0)),
        ("2016-03-01", "2016-08-01", "是", (0, 0)),  # later than any extension
        ("2016-09-20", "2016-10-14", "是", (1, 0)),
    ],
)
def test_in_time_extended_late_or_for_a_person(
    tmp_path: Path, received: str, answered: str, extended: str, expected: tuple[int | None, int | None]
) -> None:
    write_register(tmp_path, "requests", [request("1", received, answered, "同意公开", extended=extended)])
    scope = in_year(tmp_path, 2016)
    made = count(scope, "requests.on_time")
    assert (made.value, count(scope, "requests.extended").value) == expected
    assert ("另有1件超过期限" in made.note) == (expected == (0, 0))


def test_regulation_of_2019_gives_twenty_working_days(tmp_path: Path) -> None:
    rows = [
        request("old", "2019-05-14", "2019-06-10", "予以公开", extended="否"),  # 19 working days
        request("new", "2019-05-15", "2019-06-13", "予以公开"),  # 20 working days
    ]
    write_register(tmp_path, "requests", rows)
    made = count(in_year(tmp_path, 2019), "requests.on_time")
    assert [row.title for row in made.rows] == ["申请new"]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Reviews and suits of 2022, decided in it, after it, or not; and one of 2021."""
    rows = [
        {"no": "a", "received_on": "2022-02-01", "closed_on": "2022-04-01", "result": "维持"},
        {"no": "b", "received_on": "2022-02-02", "closed_on": "2022-04-01", "result": "结果纠正"},
        {"no": "c", "received_on": "2022-12-01", "closed_on": "2023-02-01", "result": "维持"},
        {"no": "d", "received_on": "2022-12-01"},
        {"no": "e", "received_on": "2021-12-01", "closed_on": "2022-02-01", "result": "其他"},
    ]
    write_register(tmp_path, "reviews", rows)
    kinds = ["直接起诉", "复议后起诉", "复议后起诉", "直接起诉", ""]
    write_register(tmp_path, "suits", [{**row, "kind": kind} for row, kind in zip(rows, kinds, strict=True)])
    return tmp_path


def test_cases_stand_as_they_did_at_the_end_of_the_year(cases: Path) -> None:
    scope = in_year(cases, 2022)
    assert [
        cell(scope, "oia-2021", f"t3.review.{r}") for r in ("upheld", "corrected", "other", "pending", "total")
    ] == [
        1,
        1,
        0,
        2,
        4,
    ]
    assert [cell(scope, "oia-2021", f"t3.direct.{r}") for r in ("upheld", "pending", "total")] == [1, 1, 2]
    assert [cell(scope, "oia-2021", f"t3.after.{r}") for r in ("corrected", "pending", "total")] == [1, 1, 2]
    assert [count(scope, f"suits.{r}").value for r in ("upheld", "corrected", "other", "pending")] == [1, 1, 0, 2]
    assert count(scope, "reviews.received").parts == {"维持": 1, "纠正": 1, "其他": 2}


def test_suit_without_its_kind_is_named_and_the_total_still_known(cases: Path) -> None:
    scope = in_year(cases, 2021)
    assert count(scope, "suits.received").value == 1
    made = count(scope, "suits.direct")
    assert made.value is None and "e未填写诉讼类型" in made.note


def test_events_count_in_their_year_with_what_they_brought(tmp_path: Path) -> None:
    talks = [
        {"held_on": "2016-05-01", "title": "甲", "by_head": "是", "messages": 20, "answers": 10},
        {"held_on": "2016-06-01", "title": "乙", "by_head": "否", "messages": 5, "answers": 0},
        {"held_on": "2015-06-01", "title": "丙", "by_head": "是", "messages": 500, "answers": 500},
    ]
    surveys = [
        {"started_on": "2016-05-01", "title": "甲", "opinions": 12, "published_on": "2017-01-05"},
        {"started_on": "2015-12-01", "title": "乙", "opinions": 7, "published_on": "2016-01-05"},
    ]
    trainings = [{"held_on": f"201{y}-05-01", "title": "班", "people": 45 + y} for y in (5, 6)]
    proposals = [
        {"no": str(n), "received_on": "2015-03-01", "answered_on": day} for n, day in enumerate(("2016-06-15", ""))
    ]
    write_register(tmp_path, "interviews", talks)
    write_register(tmp_path, "surveys", surveys)
    write_register(tmp_path, "trainings", trainings)
    write_register(tmp_path, "proposals", proposals)
    write_register(tmp_path, "meetings", [{"held_on": "2016-01-20", "title": "年度会议"}])
    write_register(tmp_path, "press_conferences", [{"held_on": "2016-01-20", "title": "发布会", "by_head": "是"}])
    scope = in_year(tmp_path, 2016)
    expected = {
        "interviews.held": 2,
        "interviews.by_head": 1,
        "interviews.messages": 25,
        "interviews.answers": 10,
        "surveys.held": 1,
        "surveys.opinions": 12,
        "surveys.results": 1,
        "trainings.held": 1,
        "trainees.total": 51,
        "proposals.answered": 1,
        "meetings.held": 1,
        "press_conferences.held": 1,
        "press_conferences.by_head": 1,
    }
    assert {name: count(scope, name).value for name in expected} == expected


@pytest.mark.parametrize(
    ("register", "row", "metric", "word"),
    [
        ("interviews", {"held_on": "2016-05-01", "title": "甲"}, "interviews.messages", "甲未填写网民留言数"),
        ("interviews", {"held_on": "2016-05-01", "title": "甲"}, "interviews.by_head", "甲未填写主要负责同志"),
        ("press_conferences", {"held_on": "2016-05-01", "title": "甲"}, "press_conferences.by_head", "甲未填写"),
        ("surveys", {"started_on": "2016-05-01", "title": "甲"}, "surveys.opinions", "甲未填写收到意见数"),
    ],
)
def test_number_that_nobody_wrote_is_unknown_and_not_zero(
    tmp_path: Path, register: str, row: dict[str, object], metric: str, word: str
) -> None:
    write_register(tmp_path, register, [row])
    made = count(in_year(tmp_path, 2016), metric)
    assert made.value is None and word in made.note


def test_evidence_files_stand_behind_the_rows(tmp_path: Path) -> None:
    write_register(
        tmp_path, "hearings", [{"held_on": "2016-05-01", "title": "甲", "evidence": "签到表", "files": "a.pdf"}]
    )
    assert count(in_year(tmp_path, 2016), "hearings.held").rows[0].evidence == "签到表；a.pdf"


def test_fees_are_added_exactly(tmp_path: Path) -> None:
    rows = [request(str(n), "2016-02-01", "2016-02-10", "同意公开", fee="0.10") for n in range(3)]
    write_register(tmp_path, "requests", rows)
    assert count(in_year(tmp_path, 2016), "fees.charged").value == Decimal("0.3")


@st.composite
def books(draw: st.DrawFn) -> list[dict[str, object]]:
    """Requests of three years with results that the form of those years knows, answered at any time or not at all."""
    year = draw(st.sampled_from([2016, 2020, 2022]))
    words = [word for word, made in results().items() if (made.stats if year < 2019 else made.oia)]
    rows: list[dict[str, object]] = []
    for number in range(draw(st.integers(0, 8))):
        received = date(year - 1, 1, 1) + timedelta(days=draw(st.integers(0, 1000)))
        after = draw(st.none() | st.integers(0, 20))  # within fifteen working days
        answered = received + timedelta(days=after) if after is not None else None
        row = request(str(number), received.isoformat(), answered.isoformat() if answered else "")
        row["result"] = draw(st.sampled_from(words)) if answered else ""
        row["kind"], row["channel"] = draw(st.sampled_from(Applicant)), draw(st.sampled_from(Channel))
        rows.append(row)
    return [{"year": year}, *rows]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(books())
def test_tables_of_any_register_add_up(book: list[dict[str, object]]) -> None:
    """Every relation of the year's form holds, the carry-over from the year before included."""
    year, rows = int(str(book[0]["year"])), book[1:]
    name = {2016: "stats-2014", 2020: "oia-2019", 2022: "oia-2021"}[year]
    with tempfile.TemporaryDirectory() as folder:
        write_register(Path(folder), "requests", rows)
        for register in ("reviews", "suits"):
            write_register(Path(folder), register, [])
        scope = in_year(Path(folder), year)
        now, before = values(scope, name), values(scope.year_before, name)
    assert list(breaches(form(name), now, before)) == []  # type: ignore[arg-type]
    known = {each for each, value in now.items() if value is not None}
    assert known >= {each for each in now if each.startswith(("t2.", "t3.", "3.", "4", "5"))}


def aliases() -> Iterator[str]:
    yield from result_aliases()


@pytest.mark.parametrize("word", sorted(aliases()))
def test_every_word_for_a_result_is_read(tmp_path: Path, word: str) -> None:
    write_register(tmp_path, "requests", [request("1", "2022-02-01", "2022-02-10", word)])
    assert count(in_year(tmp_path, 2022), "requests.answered").value == 1


def test_rows_of_results_are_rows_of_the_forms() -> None:
    appendix = {each.id for each in form("stats-2014").cells.values()}
    table = {row.id for row in form("oia-2021").table("t2").rows}
    for made in results().values():
        assert made.stats is None or made.stats in appendix
        assert made.oia is None or made.oia in table
        assert made.stats or made.oia, made.word
    assert {made.oia for made in results().values()} - {None} == {
        row for row in table if row.startswith("r3.") and row != "r3.7"
    }
