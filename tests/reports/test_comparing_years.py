"""A figure beside that of the year before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.comparing_years import compared, comparison
from reports.count import Count
from reports.figures import Figures
from reports.metrics.base import Counted, Metric, Source, Summary
from tests.reports.small_city import scope_of, small_city

METRIC = Metric("x.y", "条目数", "条", "统计的条目。", Source.REGISTER, lambda scope: [])
SHARE = replace(METRIC, unit="%", summary=Summary.SHARE)


def made(value: int | str | None, *, metric: Metric = METRIC, complete: bool = True, note: str = "") -> Count:
    number = Decimal(value) if isinstance(value, str) else value
    rows = (Counted("一", None, Decimal(value), part="甲"),) if value is not None else ()
    return Count(metric, number, rows, complete, note)


def test_more_than_last_year() -> None:
    found = comparison(made(813), made(700))
    assert (found.change, found.percent) == (113, Decimal("16.1"))
    assert found.words == "比上年增加113条，增长16.1%"


def test_less_than_last_year() -> None:
    found = comparison(made(3), made(4))
    assert (found.change, found.percent, found.words) == (-1, -25, "比上年减少1条，下降25%")


def test_the_same_number_is_level() -> None:
    found = comparison(made(4), made(4))
    assert (found.change, found.percent, found.words) == (0, None, "与上年持平")


def test_nothing_in_the_year_before_gives_no_percentage() -> None:
    assert comparison(made(4), made(0)).words == "比上年增加4条"


@pytest.mark.parametrize(("this", "before"), [(4, None), (None, 4), (None, None)])
def test_unknown_stays_unknown(this: int | None, before: int | None) -> None:
    found = comparison(made(this), made(before))
    assert found.change is None and found.percent is None and found.cautions == ()
    assert "未知" in found.words


def test_unknown_year_before_is_not_taken_for_none() -> None:
    assert comparison(made(4), made(None)).words == "上年数未知，无法比较"


def test_shares_are_compared_in_percentage_points() -> None:
    found = comparison(made("61.5", metric=SHARE), made(60, metric=SHARE))
    assert (found.change, found.percent) == (Decimal("1.5"), None)
    assert found.words == "比上年提高1.5个百分点"


def test_parts_are_compared_as_parts() -> None:
    found = comparison(made(5), made(3), "甲")
    assert (found.value, found.value_before, found.change) == (5, 3, 2)
    assert comparison(made(5), made(3), "乙").words == "与上年持平"


def test_another_definition_is_said() -> None:
    other = replace(METRIC, definition="按旧口径统计的条目。")
    assert comparison(made(5), made(3, metric=other)).cautions == (
        "两年的统计口径不同，上年口径为：按旧口径统计的条目",
    )


def test_incomplete_year_is_said() -> None:
    assert comparison(made(5), made(3, complete=False)).cautions == ("上年数不完整",)
    assert comparison(made(5, complete=False), made(3)).cautions == ("本年数不完整",)
    assert comparison(made(5), made(3)).cautions == ()


def test_a_channel_that_only_one_year_has_is_said() -> None:
    before = made(3, note="未计市级平台：网站“某市门户”尚未采集")
    assert comparison(made(5), before).cautions == ("上年未计市级平台：网站“某市门户”尚未采集",)


def test_year_that_no_crawl_saw_end_is_compared_with_a_caution() -> None:
    found = compared(Figures(scope_of(small_city(items=6))), "published.own_site")
    assert (found.value, found.value_before, found.change) == (6, 1, 5)
    assert [text for text in found.cautions if "最早于2017-01-20采集" in text]


def test_half_a_year_beside_a_whole_one_is_said() -> None:
    found = compared(Figures(scope_of(small_city(), as_of=date(2016, 6, 30))), "published.own_site")
    assert "本年数只统计到2016-06-30，上年数为全年" in found.cautions


def test_register_figures_know_nothing_of_crawls() -> None:
    found = compared(Figures(scope_of(small_city())), "hearings.held")
    assert found.change is None and found.cautions == ()
