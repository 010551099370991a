"""Differences of two texts: both can be read back from them, and what did not change is not marked."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gongkai.differing import Kind, Part, differences

TEXTS = st.text(st.sampled_from("安全生产。！\n，a1😀"), max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back(old: str, new: str) -> None:
    parts = differences(old, new)
    assert "".join(part.text for part in parts if part.kind is not Kind.ADDED) == old
    assert "".join(part.text for part in parts if part.kind is not Kind.REMOVED) == new
    assert all(part.text for part in parts)
    assert all(one.kind is not other.kind for one, other in pairwise(parts))


def test_one_changed_character_is_all_that_is_marked() -> None:
    assert differences("第一句。第二句说旧的事。第三句。", "第一句。第二句说新的事。第三句。") == (
        Part(Kind.SAME, "第一句。第二句说"),
        Part(Kind.REMOVED, "旧"),
        Part(Kind.ADDED, "新"),
        Part(Kind.SAME, "的事。第三句。"),
    )


def test_another_sentence_altogether_is_replaced_as_a_whole() -> None:
    kinds = [part.kind for part in differences("各镇街要做好准备。", "附件请到窗口领取！")]
    assert kinds == [Kind.REMOVED, Kind.ADDED]


def test_long_texts_take_no_time() -> None:
    old = "".join(f"第{n}句说的是第{n * 7 % 1000}件事。" for n in range(20_000))
    new = old.replace("第19999句", "最后一句").replace("第3句", "前面一句")
    parts = differences(old, new)
    assert "".join(part.text for part in parts if part.kind is not Kind.REMOVED) == new
