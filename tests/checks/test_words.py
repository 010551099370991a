"""Expressions in texts: right forms, exceptions and longer expressions around them."""

from __future__ import annotations

from checks.seeing.words import Wording, WordLists

LISTS = WordLists(
    (
        Wording("全生", "安全生产", "a"),
        Wording("截止目前", "截至目前", "a"),
        Wording("目前", None, "b"),
        Wording("登陆", "登录", "a"),
    ),
    ("登陆作战",),
)


def _found(text: str) -> list[tuple[str, int]]:
    return [(hit.wording.text, hit.start) for hit in LISTS.find(text)]


def test_expression_inside_its_right_form_is_no_hit() -> None:
    assert _found("安全生产月") == []
    assert _found("安全生产月，全生产") == [("全生", 6)]


def test_expression_inside_a_longer_one_is_told_once() -> None:
    assert _found("截止目前共12家，目前为止") == [("截止目前", 0), ("目前", 9)]


def test_exception_covers_what_lies_inside_it_only() -> None:
    assert _found("诺曼底登陆作战") == []
    assert _found("登陆网站，登陆作战") == [("登陆", 0)]


def test_every_place_is_told_and_an_empty_text_has_none() -> None:
    assert _found("登陆登陆") == [("登陆", 0), ("登陆", 2)]
    assert _found("") == []
    assert WordLists().find("登陆") == []


def test_of_two_lists_the_one_with_a_right_form_speaks() -> None:
    both = WordLists((Wording("帐号", None, "a"), Wording("帐号", "账号", "b")))
    assert [hit.wording.source for hit in both.find("帐号")] == ["b"]
    swapped = WordLists(tuple(reversed(both.wordings)))
    assert [hit.wording.source for hit in swapped.find("帐号")] == ["b"]


def test_other_lists_have_another_digest() -> None:
    assert WordLists().digest != LISTS.digest
    assert LISTS.digest == WordLists(LISTS.wordings, LISTS.exceptions).digest
