"""Links that have no place on a government's page, and those that only look so."""

from __future__ import annotations

import pytest

from checks.seeing.suspects import is_trusted, speaks_about_it, suspicion


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://www.a1.example/", "澳门 博彩 官网"),
        ("http://www.a1.example/", "CASINO online"),
        ("http://bet365-88.example/", "首页"),
        ("http://www.casino.example/", ""),
        ("http://caipiao8.example/", "开奖"),
        ("http://www.a1.example/", "新开传奇私服"),
        ("http://www.a1.example/", "代办毕业证"),
    ],
)
def test_word_or_host_that_has_no_place_there(url: str, text: str) -> None:
    assert suspicion(url, text)


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://www.mps.gov.cn/", "打击网络赌博"),
        ("http://alphabet.example/", "字母"),
        ("http://betterlife.example/", "美好生活"),
        ("http://www.sussex.example/", "友好城市"),
        ("http://www.a1.example/", "安全生产月"),
        ("https://weibo.com/u/1", "微博"),
        ("http://www.essex.example/", "埃塞克斯"),
    ],
)
def test_ordinary_links(url: str, text: str) -> None:
    assert suspicion(url, text) == ""


def test_what_is_trusted_is_trusted_with_all_below_it_and_nothing_beside_it() -> None:
    assert is_trusted("s4.cnzz.com")
    assert is_trusted("cnzz.com")
    assert not is_trusted("mycnzz.com")
    assert not is_trusted("cnzz.com.example")


def test_campaigns_speak_about_the_matter() -> None:
    assert speaks_about_it("严厉 打击 网络赌博")
    assert not speaks_about_it("真人娱乐城")


def test_clause_may_bring_words_and_hosts_of_its_own() -> None:
    assert suspicion("http://www.a1.example/", "某某教育", words=["某某教育"]) == "文字含“某某教育”"
    assert suspicion("http://www.abc.example/", "", hosts=["ABC"]) == "域名含“ABC”"
