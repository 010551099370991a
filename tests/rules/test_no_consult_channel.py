"""Channels for asking and suggesting."""

from __future__ import annotations

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, home, letter, link
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask

SITE = "东莞市安全生产监督管理局"
NEWS = column("工作动态", last="2016-12-30")
RULE = "no_consult_channel"


def test_site_without_any_channel_is_flagged() -> None:
    found = ask(catalogue_with(NEWS), RULE)[SITE]
    assert found.verdict is FLAGGED
    assert "1个栏目" in found.message


@pytest.mark.parametrize("name", ["网上信访", "纪检举报", "投诉举报", "建议提案办理", "监察信箱举报"])
def test_channels_for_one_purpose_do_not_count(name: str) -> None:
    conn = catalogue_with(NEWS, column(f"互动交流/{name}", ColumnClass.MESSAGES), link("/x.html", name, on_home=True))
    assert ask(conn, RULE)[SITE].verdict is FLAGGED


@pytest.mark.parametrize("name", ["局长信箱", "我要咨询", "公众留言", "咨询投诉", "建言献策", "12345政务服务便民热线"])
def test_a_channel_of_the_site_that_opens_is_clear(name: str) -> None:
    assert ask(catalogue_with(NEWS, column(f"互动交流/{name}", ColumnClass.MESSAGES)), RULE)[SITE].verdict is CLEAR
    assert ask(catalogue_with(NEWS, link("/x.html", name, on_home=True)), RULE)[SITE].verdict is CLEAR


def test_a_channel_on_a_unified_platform_is_for_a_person() -> None:
    conn = catalogue_with(NEWS, link("http://12345.dg.gov.cn/", "12345政务服务便民热线", on_home=True, outcome=None))
    found = ask(conn, RULE)[SITE]
    assert found.verdict is UNSURE
    assert "指向其他网站" in found.message
    assert ask(catalogue_with(NEWS, column("在线咨询", kind="external")), RULE)[SITE].verdict is UNSURE


def test_a_channel_that_did_not_open_is_unsure() -> None:
    conn = catalogue_with(NEWS, link("/x.html", "我要咨询", on_home=True, outcome=Outcome.TIMEOUT))
    assert ask(conn, RULE)[SITE].verdict is UNSURE


def test_the_title_of_an_article_is_no_channel() -> None:
    conn = catalogue_with(NEWS, link("/a.html", "关于开展安全生产咨询日活动的通知要求", on_home=False))
    assert ask(conn, RULE)[SITE].verdict is FLAGGED


def test_site_not_seen_whole_is_unsure() -> None:
    for part in (home(Outcome.TIMEOUT), column("互动", outcome=Outcome.SERVER_ERROR)):
        assert ask(catalogue_with(NEWS, part), RULE)[SITE].verdict is UNSURE


def test_unused_channel_may_hold_letters_that_are_not_public() -> None:
    used = catalogue_with(NEWS, letter("关于粉尘", sent="2016-01-01", replied="2016-01-05"))
    unused = catalogue_with(NEWS, letter("关于粉尘", sent="2015-12-30", replied="2016-01-05"))
    assert ask(used, RULE, used_within="1 year")[SITE].verdict is CLEAR
    assert ask(unused, RULE, used_within="1 year")[SITE].verdict is UNSURE
