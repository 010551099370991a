"""Required parts and days: there, missing, not recognisable; the years of a report; whether it came in time."""

from __future__ import annotations

from datetime import date

import pytest

from checks.model import Verdict
from reports.audit.case import open_case
from reports.audit.checking import check_paper
from reports.audit.paper import Paper
from reports.audit.parts import State, required_parts
from reports.audit.read import read_paper
from reports.audit.remark import Remark
from tests.reports.audit.forms_in_print import report, title
from tests.reports.audit.making import Tab, as_html


def paper(year: int, parts: list[str | Tab] | None = None, name: str = "") -> Paper:
    return read_paper(as_html(name or title(year), report(year, {}) if parts is None else parts), name="report.html")


def of(found: list[Remark], check: str) -> Remark:
    [mine] = [each for each in found if each.check == check]
    return mine


def states(made: Paper) -> dict[str, State]:
    return {part.check: part.state for part in required_parts(open_case(made))}


@pytest.mark.parametrize("year", [2012, 2016, 2019, 2022])
def test_a_whole_report_has_all_parts(year: int) -> None:
    found = states(paper(year))
    assert set(found.values()) == {State.PRESENT}
    assert len(found) == {2012: 11, 2016: 12}.get(year, 10)


@pytest.mark.parametrize("part", range(1, 7))
def test_a_six_part_report_without_one_of_its_parts(part: int) -> None:
    parts = report(2022, {})
    numeral = "一二三四五六"[part - 1]
    at = next(n for n, one in enumerate(parts) if isinstance(one, str) and one.startswith(f"{numeral}、"))
    found = states(paper(2022, parts[:at] + parts[at + 2 :]))
    assert found.pop(f"ar19.{part}") is not State.PRESENT
    assert set(found.values()) == {State.PRESENT}


@pytest.mark.parametrize(
    ("check", "words"),
    [
        ("ar.lead.basis", ("根据《中华人民共和国政府信息公开条例》", "现")),
        ("ar.lead.where", ("（http://www.example.gov.cn）", "")),
    ],
)
def test_a_lead_that_lacks_something_is_flagged(check: str, words: tuple[str, str]) -> None:
    parts = report(2022, {})
    parts[0] = str(parts[0]).replace(*words).replace("网站", "")
    assert of(check_paper(paper(2022, parts), []), check).flagged


def test_the_contact_data_that_are_missing_are_named() -> None:
    parts = report(2022, {})
    parts[0] = str(parts[0]).replace("传真：0700-1234568；", "").replace("邮编：500000；", "")
    found = of(check_paper(paper(2022, parts), []), "ar.lead.contact")
    assert (found.verdict, found.sentence) == (Verdict.FLAGGED, "没有找到“邮编、传真”的内容。")
    assert found.standard is not None
    assert found.standard.pack == "oia-2019:ar.lead.contact"


def test_what_was_not_read_may_hold_the_missing_part() -> None:
    parts = [one for one in report(2016, {}) if not isinstance(one, Tab) and "附表" not in one]
    made = paper(2016, parts)
    assert states(made)["ar08.8"] is State.MISSING
    hidden = Paper(made.source, made.form, made.title, made.blocks, ("附件“附表.xls”",))
    assert states(hidden)["ar08.8"] is State.UNCLEAR


def test_an_appendix_that_is_only_mentioned_is_not_there_for_sure() -> None:
    parts = [one for one in report(2016, {}) if not isinstance(one, Tab)]
    assert states(paper(2016, parts))["ar08.8"] is State.UNCLEAR


def test_parts_in_another_order_are_flagged() -> None:
    parts = report(2022, {})
    swapped = [*parts[:1], *parts[9:11], *parts[1:9], *parts[11:]]
    found = of(check_paper(paper(2022, swapped), []), "ar19.heads")
    assert found.flagged
    assert found.says.startswith("存在的主要问题及改进情况、总体情况")


@pytest.mark.parametrize(
    ("said", "verdict"), [("无。", Verdict.FLAGGED), ("无", Verdict.FLAGGED), ("更新不及时，将改进。", Verdict.CLEAR)]
)
def test_a_part_on_problems_that_says_nothing_is_flagged(said: str, verdict: Verdict) -> None:
    found = check_paper(paper(2022, report(2022, {}, problems=said)), [])
    [mine] = [each for each in found if each.check == "ar19.blank" and "问题部分" in each.sentence]
    assert mine.verdict is verdict


def test_a_sixth_part_without_a_word_on_fees_is_left_to_a_person() -> None:
    parts = report(2022, {})
    parts[-1] = "没有其他需要报告的事项。"
    assert of(check_paper(paper(2022, parts), []), "ar19.fee").verdict is Verdict.UNSURE
    assert of(check_paper(paper(2022), []), "ar19.fee").verdict is Verdict.CLEAR
    assert [each for each in check_paper(paper(2019), []) if each.check == "ar19.fee"] == []


# --- years and days -----------------------------------------------------------------------------------


def test_title_and_period_of_different_years_are_flagged() -> None:
    found = of(check_paper(paper(2016, report(2015, {})), []), "ar.lead.year_match")
    assert (found.verdict, found.says, found.should) == (Verdict.FLAGGED, "2015", "2016")


def test_a_report_published_before_its_year_was_over_is_flagged() -> None:
    found = of(check_paper(paper(2016), [], published=date(2016, 12, 31)), "ar.lead.year_match")
    assert found.flagged
    found = of(check_paper(paper(2016), [], published=date(2017, 1, 1)), "ar.lead.year_match")
    assert found.verdict is Verdict.CLEAR


def test_years_that_agree_are_clear_also_without_a_day_of_publication() -> None:
    found = of(check_paper(paper(2016), []), "ar.lead.year_match")
    assert (found.verdict, "公布日期不知道" in found.sentence) == (Verdict.CLEAR, True)


def test_a_report_that_came_much_later_is_left_to_a_person() -> None:
    found = check_paper(paper(2016), [], published=date(2018, 5, 1))
    assert of(found, "ar.lead.year_match").verdict is Verdict.UNSURE
    assert of(found, "oia.report_dept").verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("year", "organ", "check", "last_day"),
    [
        (2016, "平安市安全生产监督管理局", "oia.report_dept", date(2017, 3, 31)),
        (2018, "平安市人民政府", "oia.report_gov", date(2019, 3, 31)),
        (2019, "平安市应急管理局", "ar19.date", date(2020, 1, 31)),
        (2022, "平安市应急管理局", "ar19.date", date(2023, 1, 31)),
        (2022, "平安市人民政府", "ar19.date", date(2023, 3, 31)),
        (2022, "平安市人民政府办公室", "ar19.date", date(2023, 1, 31)),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_not(year: int, organ: str, check: str, last_day: date) -> None:
    made = paper(year, name=title(year, organ))
    assert of(check_paper(made, [], published=last_day), check).verdict is Verdict.CLEAR
    late = of(check_paper(made, [], published=date.fromordinal(last_day.toordinal() + 1)), check)
    assert (late.verdict, late.should) == (Verdict.FLAGGED, str(last_day))
    assert of(check_paper(made, []), check).verdict is Verdict.UNSURE


def test_a_town_between_the_two_days_is_left_to_a_person() -> None:
    made = paper(2022, name=title(2022, "平安县河口镇人民政府"))
    assert of(check_paper(made, [], published=date(2023, 1, 31)), "ar19.date").verdict is Verdict.CLEAR
    assert of(check_paper(made, [], published=date(2023, 2, 1)), "ar19.date").verdict is Verdict.UNSURE
    assert of(check_paper(made, [], published=date(2023, 4, 1)), "ar19.date").flagged


def test_every_check_of_the_audit_stands_under_a_clause() -> None:
    found = check_paper(paper(2022), [], last=paper(2021), published=date(2023, 1, 20))
    found += check_paper(paper(2016), [], last=paper(2015), published=date(2017, 1, 20))
    assert [each.check for each in found if each.standard is None] == []
