"""Choosing the sites of a scope, and finding metrics by name."""

from __future__ import annotations

import pytest

from crawler.catalogue.runs import SiteRow, add_site
from crawler.errors import ConfigError
from crawler.model import SiteKind
from reports.count import count
from reports.metrics.base import metrics
from reports.scope import make_scope
from tests.reports.small_city import NOW, empty, scope_of, small_city


def test_empty_catalogue_says_what_to_do() -> None:
    with pytest.raises(ConfigError, match="gongkai crawl"):
        scope_of(empty())


def test_several_bureaus_must_be_named() -> None:
    conn = small_city()
    add_site(conn, SiteRow("water", "市水务局", SiteKind.BUREAU, "http://water.test/"), NOW)
    with pytest.raises(ConfigError, match="name one of: bureau, water"):
        scope_of(conn)
    assert scope_of(conn, bureau="water").bureau.name == "市水务局"


def test_unknown_site_names_those_that_exist() -> None:
    with pytest.raises(ConfigError, match='no bureau site "watr"; the catalogue has: bureau'):
        scope_of(small_city(), bureau="watr")


def test_unknown_metric_names_the_nearest() -> None:
    with pytest.raises(ConfigError, match=r"did you mean .*published\.total"):
        count(scope_of(small_city()), "publish.total")


def test_every_metric_states_what_it_is() -> None:
    for name, unit in metrics().items():
        assert name == unit.name and "." in name
        assert unit.title and unit.unit and unit.definition.endswith("。")


def test_year_after_the_last_crawl_is_not_known() -> None:
    made = count(make_scope(small_city(), year=2018), "published.total")
    assert made.value is None
    assert "最近一次采集于2017-01-20结束，早于2018年" in made.note


def test_crawl_before_the_end_of_the_period_is_not_complete() -> None:
    made = count(make_scope(small_city(), year=2017), "published.own_site")
    assert made.value == 1 and not made.complete
    assert "2017-01-20结束，此后发布的信息未统计" in made.note
    assert count(make_scope(small_city(), year=2017, as_of=NOW.date()), "published.own_site").complete


def test_organ_name_comes_from_the_workspace_first() -> None:
    conn = small_city()
    assert scope_of(conn).organ_name == "东莞市安全生产监督管理局"
    assert scope_of(conn, organ={"name": "某局"}).organ_name == "某局"
    assert scope_of(conn, organ={"name": ""}).organ_name == "东莞市安全生产监督管理局"
