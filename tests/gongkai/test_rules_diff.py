"""`gongkai rules diff` and `show`: two editions, what the new one means for a site, and who judges a clause."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from crawler.model import ColumnClass
from tests.builders import catalogue_with, column
from tests.gongkai.conftest import Answer

BOTH = ("rules", "diff", "census-2015", "inspection-2019")
DAY = ("--as-of", "2016-12-31")


def test_packs_alone_need_no_workspace(gongkai: Callable[..., Answer]) -> None:
    answer = gongkai(*BOTH, "--json")
    assert answer.code == 0
    assert "i19.v.security.fraud" in {entry["clause"] for entry in answer.json["added"]}
    policy = next(pair for pair in answer.json["changed"] if pair["new"] == "i19.d.policy")
    assert {"what": "分值", "before": "未知", "after": "5（只扣一次）"} in policy["changes"]
    out = gongkai(*BOTH).out
    assert "新增" in out
    assert "取消" in out


def test_a_site_is_judged_by_both_and_nothing_is_recorded(
    gongkai: Callable[..., Answer], stored: Callable[..., Path]
) -> None:
    place = stored(
        catalogue_with(
            column("工作动态", last="2016-12-30", identity="col.news"),
            column("工作动态/镇街动态", last="2016-05-01"),
            column("留言公开", ColumnClass.MESSAGES, last="2016-10-30", identity="col.consult"),
        )
    )
    facts = gongkai(*BOTH, "bureau", *DAY, "--json", "-w", place).json["site"]
    assert "留言公开" in {entry["column"] for entry in facts["fails_now"]}
    assert "工作动态/镇街动态" in {entry["column"] for entry in facts["fails_no_longer"]}
    assert [score["pack"] for score in facts["scores"]] == ["census-2015", "inspection-2019"]
    out = gongkai(*BOTH, "--site", "bureau", *DAY, "-w", place).out
    assert "按新标准有问题的栏目" in out
    assert "留言公开  i19.d.int.open" in out
    assert gongkai("findings", "list", "--json", "-w", place).json in ([], {"findings": []})


def test_unknown_packs_and_sites_are_answered_with_the_known_ones(
    gongkai: Callable[..., Answer], stored: Callable[..., Path]
) -> None:
    assert gongkai("rules", "diff", "census-2015", "census-2016").code == 2
    answer = gongkai(*BOTH, "buraeu", "-w", stored(catalogue_with(column("动态"))))
    assert answer.code == 2
    assert "bureau" in answer.err


def test_a_clause_says_who_judges_it_and_what_to_look_at(gongkai: Callable[..., Answer]) -> None:
    by_hand = gongkai("rules", "show", "c15.d.basic_wrong").out
    assert "判断方式：人工\n" in by_hand
    assert "人工查看：机构职能" in by_hand
    assert "判断方式：程序找线索，人工认定" in gongkai("rules", "show", "i19.v.security.fraud").out
    assert "判断方式：程序\n" in gongkai("rules", "show", "c15.d.basic_news").out
    facts = gongkai("rules", "show", "i19.d.policy", "--json").json
    assert (facts["indicator"], facts["group"], facts["points"]) == ("政策文件", "发布解读", 5)


def test_page_of_a_rule_is_printed_as_it_is_written(gongkai: Callable[..., Answer]) -> None:
    out = gongkai("rules", "show", "stale_column").out
    assert "(动态要闻, 通知公告," in out
    assert "用到它的条款：c15.d.basic_news、" in out
