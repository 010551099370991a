"""What a person reads of a survey where there is little to read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.model import ColumnClass, Outcome
from crawler.profiles.survey import Doubt, Found, Survey, SurveyColumn, Transport, Unsure
from gongkai.survey_screen import print_survey

HOME = "http://www.example.gov.cn/"
NOTHING = Survey(HOME, None, None, None, {}, {}, (), (Unsure(Doubt.HOME, HOME, Outcome.DNS),), 0, None, False, ())
LISTED = SurveyColumn(
    path="政务公开",
    name="政务公开",
    level=1,
    url=HOME,
    column_class=ColumnClass.DYNAMIC,
    identity="col.news",
    reason="name",
    kind="list",
    outcome=Outcome.OK,
    platform="generic",
    transport=Transport.JSON,
    rows=0,
    total=None,
    pages=None,
    newest=None,
    found=Found.MENU,
)


def printed(survey: Survey, capsys: pytest.CaptureFixture[str]) -> str:
    print_survey(survey)
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("outcome", "advice"),
    [(Outcome.DNS, "有没有写错"), (Outcome.BLOCKED_ADDRESS, "--allow-net"), (Outcome.SERVER_ERROR, "稍后再试")],
)
def test_home_page_that_was_not_read_is_no_empty_site(
    outcome: Outcome, advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = printed(replace(NOTHING, unsure=(Unsure(Doubt.HOME, HOME, outcome),)), capsys)
    assert text.startswith(f"没有读到首页：{HOME}\n  原因：")
    assert advice in text
    assert "栏目 0 个" not in text


def test_list_without_entries_is_shown_as_none_even_where_it_seems_to_go_on(
    capsys: pytest.CaptureFixture[str],
) -> None:
    empty = replace(LISTED, goes_on=True)
    text = printed(replace(NOTHING, platforms={"generic": 2}, columns=(empty,), unsure=()), capsys)
    assert "通用读法 2 页" in text
    assert "0+" not in text.split("条目：")[0]


def test_plain_numbers_need_no_legend(capsys: pytest.CaptureFixture[str]) -> None:
    plain = replace(LISTED, rows=5, total=5)
    assert "自报" not in printed(replace(NOTHING, platforms={"trs": 2}, columns=(plain,), unsure=()), capsys)
    more = replace(LISTED, rows=5, total=9)
    assert "自报" in printed(replace(NOTHING, platforms={"trs": 2}, columns=(more,), unsure=()), capsys)
