"""What counts as a change of a text, and what pages change by themselves."""

from __future__ import annotations

import pytest

from checks.seeing.rewording import Change, is_note, rewording

TEXT = "经调查，该起事故造成3人死亡，直接经济损失二百万元。\n事故调查组认定该公司负主要责任，建议依法处罚。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TEXT, TEXT.replace("。", "。 \n　")),
        (TEXT, TEXT.replace("，", ",")),
        (TEXT + "\n浏览次数：123", TEXT + "\n浏览次数：456"),
        (TEXT + "\n阅读量 12 次", TEXT + "\n阅读量 1988 次"),
        ("已有5人阅读\n" + TEXT, "已有99人阅读\n" + TEXT),
        (TEXT + "\n123", TEXT + "\n456"),
        (TEXT + "\n【打印】\n【关闭】", TEXT),
        (TEXT + "\n上一篇：甲的消息二十字以上的标题在这里", TEXT + "\n上一篇：乙的消息二十字以上的另外标题"),
        (TEXT + "\n相关链接\n甲的消息一条很长的标题", TEXT + "\n相关链接\n乙的消息两条很长的标题\n丙"),
    ],
)
def test_counters_tools_and_neighbours_are_no_text(old: str, new: str) -> None:
    assert rewording(old, new).change is Change.NONE
    assert rewording(old, new).percent == "100%"


def test_changed_figure_in_a_sentence_is_a_change() -> None:
    found = rewording(TEXT, TEXT.replace("3人", "2人"))
    assert found.change is Change.REWRITTEN
    assert found.similarity > 0.9
    assert found.percent != "100%"
    assert "3人死亡" in found.removed[0]
    assert "2人死亡" in found.added[0]


@pytest.mark.parametrize(("count", "change"), [(9, Change.SMALL), (10, Change.REWRITTEN)])
def test_ten_characters_are_more_than_a_word(count: int, change: Change) -> None:
    assert rewording(TEXT + "甲" * 30, TEXT + "甲" * (30 - count) + "乙" * count).change is change


def test_a_word_is_small_and_the_number_can_be_set() -> None:
    assert rewording(TEXT, TEXT.replace("主要", "次要")).change is Change.SMALL
    assert rewording(TEXT, TEXT.replace("主要", "次要"), min_chars=1).change is Change.REWRITTEN


def test_what_only_grows_is_added() -> None:
    assert rewording(TEXT, TEXT + "\n名单公布如下所列各企业，共计若干家，请查收。").change is Change.ADDED


def test_what_is_taken_away_is_rewritten() -> None:
    found = rewording(TEXT + "\n该公司法定代表人被追究刑事责任。", TEXT)
    assert found.change is Change.REWRITTEN
    assert found.added == ()


@pytest.mark.parametrize(
    "note", ["更正：死亡人数应为2人", "本文修订于2016年3月9日", "更新时间：2016-03-09", "（已更新）"]
)
def test_note_of_correction_is_seen(note: str) -> None:
    assert rewording(TEXT, TEXT.replace("3人", "2人") + "\n" + note).noted


def test_note_that_stood_there_before_is_none() -> None:
    old = TEXT + "\n更正：标题应为事故调查报告"
    assert not rewording(old, old.replace("3人", "2人")).noted


def test_words_that_may_be_a_note_are_hints_only() -> None:
    found = rewording(TEXT, TEXT + "\n会议时间调整为下午三点举行")
    assert found.hinted
    assert not found.noted


def test_long_texts_are_compared_in_pieces() -> None:
    old = "".join(f"第{number}项措施" for number in range(1500))
    found = rewording(old, old.replace("第7项", "第八项"))
    assert found.change is Change.REWRITTEN
    assert found.similarity > 0.95


@pytest.mark.parametrize(("title", "noted"), [("通告（更正）", True), ("通告", False)])
def test_title_may_say_it(title: str, noted: bool) -> None:
    assert is_note(title) is noted
