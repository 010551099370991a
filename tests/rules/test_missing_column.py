"""Required columns."""

from __future__ import annotations

from typing import Any

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, home, link
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

SURVEY: dict[str, Any] = {"required": [{"ids": ["col.survey"]}]}
SAFETY: dict[str, Any] = {"required": [{"ids": ["col.acc_gpdb"], "organ_words": ["安全生产监督"]}]}


def test_column_not_found_under_any_name_is_flagged() -> None:
    conn = catalogue_with(column("互动交流/局长信箱", ColumnClass.MESSAGES, last="2016-12-01", identity="col.consult"))
    found = ask(conn, "missing_column", **SURVEY)["征集调查"]
    assert found.verdict is FLAGGED
    assert found.subject.shown == "col.survey"
    assert "意见征集" in found.message, "says which names were looked for"
    assert "2个栏目" not in found.message
    assert "1个栏目" in found.message, "says where was looked"


def test_nearest_names_are_listed() -> None:
    conn = catalogue_with(column("互动交流/意见反馈"), column("工作动态"))
    assert "意见反馈" in ask(conn, "missing_column", **SURVEY)["征集调查"].message


def test_column_is_found_by_identity_name_or_home_link() -> None:
    by_identity = catalogue_with(column("互动交流/百姓话题", identity="col.survey"))
    by_name = catalogue_with(column("互动交流/网上民意征集活动"))
    by_link = catalogue_with(link("/zj.html", "意见征集", on_home=True))
    for conn in (by_identity, by_name, by_link):
        assert verdicts(conn, "missing_column", **SURVEY) == {"征集调查": CLEAR}


def test_link_deep_in_the_site_is_not_a_column() -> None:
    conn = catalogue_with(link("/zj.html", "意见征集", on_home=False))
    assert verdicts(conn, "missing_column", **SURVEY) == {"征集调查": FLAGGED}


def test_tree_not_seen_whole_is_unsure() -> None:
    unread = catalogue_with(column("互动交流", outcome=Outcome.SERVER_ERROR))
    closed = catalogue_with(home(Outcome.TIMEOUT), column("互动交流"))
    for conn in (unread, closed):
        found = ask(conn, "missing_column", **SURVEY)["征集调查"]
        assert found.verdict is UNSURE
        assert "不能断定缺少" in found.message


def test_missing_list_pages_do_not_matter_for_the_tree() -> None:
    conn = catalogue_with(column("工作动态", last="2016-12-30", pages=3))
    assert verdicts(conn, "missing_column", **SURVEY) == {"征集调查": FLAGGED}


def test_duties_of_safety_bureaus_do_not_bind_others() -> None:
    assert verdicts(catalogue_with(column("动态")), "missing_column", **SAFETY) == {"挂牌督办": FLAGGED}
    assert verdicts(catalogue_with(column("动态"), name="东莞市水务局"), "missing_column", **SAFETY) == {
        "挂牌督办": NOT_APPLICABLE
    }


def test_column_that_holds_several_together_stands_for_each() -> None:
    both: dict[str, Any] = {"required": [{"ids": ["col.licence", "col.penalty"]}]}
    by_identity = catalogue_with(column("信息公开/公示台", ColumnClass.EVENT, identity="col.dual"))
    by_name = catalogue_with(column("信息公开/双公示专栏"))
    by_link = catalogue_with(link("http://city.example/sgs/", "双公示", on_home=True))
    for conn in (by_identity, by_name, by_link):
        assert set(verdicts(conn, "missing_column", **both).values()) == {CLEAR}
