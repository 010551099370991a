"""When two addresses, titles or numbers are the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.identity import (
    canonical_key,
    header_text,
    normal_doc_no,
    normal_index_no,
    normal_title,
    resolve,
    same_site,
)

_PATHS = st.text(alphabet="abc/._-1？市%A4", min_size=0, max_size=30)
_QUERIES = st.lists(
    st.tuples(st.sampled_from(["id", "page", "column", "type"]), st.text(alphabet="ab12", max_size=4)), max_size=4
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.x.gov.cn/", "http://x.gov.cn"),
        ("http://x.gov.cn/index.html", "http://x.gov.cn/"),
        ("http://x.gov.cn/a//b.htm", "http://x.gov.cn/a/b.htm"),
        ("http://x.gov.cn:80/a", "https://x.gov.cn/a#top"),
        ("http://x.gov.cn/a;jsessionid=1F?id=2", "http://x.gov.cn/a?id=2"),
        ("http://x.gov.cn/a;JSESSIONID=1F!-12", "http://x.gov.cn/a"),
        ("http://x.gov.cn/a?PHPSESSID=x1&id=2", "http://x.gov.cn/a?id=2"),
        ("http://x.gov.cn/a?sid=0123456789abcdef&id=2", "http://x.gov.cn/a?id=2"),
        ("http://x.gov.cn/a.asp?ASPSESSIONIDQQ=KJ&id=2", "http://x.gov.cn/a.asp?id=2"),
        ("http://x.gov.cn/(S(lit3py55t21z5v55vlm25s55))/a.aspx?id=2", "http://x.gov.cn/a.aspx?id=2"),
        ("http://x.gov.cn/a?b=2&a=1", "http://x.gov.cn/a?a=1&b=2&via=pc"),
        ("http://x.gov.cn/%e5%b8%82", "http://x.gov.cn/%E5%B8%82"),
        ("http://x.gov.cn/business/htmlfiles/s1/1.htm", "http://x.gov.cn/publicfiles//business/htmlfiles/s1/1.htm"),
        ("http://x.gov.cn/a.html?t=1469000000&v=20160101", "http://x.gov.cn/a.html"),
        ("http://x.gov.cn/a/./b/../c.htm", "http://x.gov.cn/a/c.htm"),
    ],
)
def test_same_page_has_one_key(one: str, other: str) -> None:
    assert canonical_key(one) == canonical_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://x.gov.cn/a?id=1", "http://x.gov.cn/a?id=2"),
        ("http://x.gov.cn/search/data?t=library_a&p=1", "http://x.gov.cn/search/data?t=library_b&p=1"),
        ("http://x.gov.cn/a", "http://x.gov.cn:8080/a"),
        ("http://x.gov.cn/a", "http://x.gov.cn/A"),
        ("http://a.x.gov.cn/", "http://b.x.gov.cn/"),
    ],
)
def test_different_pages_have_different_keys(one: str, other: str) -> None:
    assert canonical_key(one) != canonical_key(other)


@given(_PATHS, _QUERIES)
def test_key_of_a_key_is_the_key(path: str, query: list[tuple[str, str]]) -> None:
    text = "&".join(f"{name}={value}" for name, value in query)
    key = canonical_key(f"http://www.x.gov.cn/{path}?{text}")
    assert canonical_key(f"http://{key}") == key


@given(_QUERIES, st.randoms())
def test_order_of_parameters_does_not_count(query: list[tuple[str, str]], random: object) -> None:
    shuffled = list(query)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = ("&".join(f"{name}={value}" for name, value in pairs) for pairs in (query, shuffled))
    assert canonical_key(f"http://x.gov.cn/a?{one}") == canonical_key(f"http://x.gov.cn/a?{other}")


@given(st.text(max_size=60))
def test_any_link_as_written_is_resolved_or_refused(href: str) -> None:
    url = resolve("http://x.gov.cn/a/b.html", href)
    assert url is None or (url.startswith(("http://", "https://")) and "#" not in url)


def test_broken_links_are_repaired_as_browsers_do() -> None:
    assert resolve("http://x.gov.cn/a/", " ..\\b.htm ") == "http://x.gov.cn/b.htm"
    assert resolve("http://x.gov.cn/a/", "./2016\n03/t1.html") == "http://x.gov.cn/a/201603/t1.html"
    assert resolve("http://x.gov.cn/a/", "javascript:void(0)") is None
    assert resolve("http://x.gov.cn/a/", "http://x.gov.cn:port/") is None


def test_www_is_the_same_site_and_a_further_host_only_if_named() -> None:
    assert same_site("http://www.x.gov.cn/a", "http://x.gov.cn/")
    assert not same_site("http://mail.x.gov.cn/a", "http://x.gov.cn/")
    assert same_site("http://zwgk.x.gov.cn/a", "http://x.gov.cn/", frozenset({"zwgk.x.gov.cn"}))


def test_titles_are_compared_without_decoration_but_with_numbers() -> None:
    assert normal_title("[通知] 关于“五一”放假的通知 ") == normal_title("关于＂五一＂放假的通知")
    assert normal_title("安全生产简报第1期") != normal_title("安全生产简报第2期")


@given(st.text(max_size=40))
def test_normal_title_is_stable(title: str) -> None:
    assert normal_title(normal_title(title)) == normal_title(title)


@pytest.mark.parametrize(
    "written", ["东安监[2016]5号", "东安监〔2016〕05号", "东安监(2016)5号", "东安监 【2016】第5号"]
)
def test_document_numbers_are_equal_whatever_the_brackets(written: str) -> None:
    assert normal_doc_no(written) == "东安监〔2016〕5号"


def test_no_number_is_none() -> None:
    assert normal_doc_no("无") is None
    assert normal_doc_no(None) is None
    assert normal_index_no(" - ") is None
    assert normal_index_no("mb2d04570/2016-00012 ") == "MB2D04570/2016-00012"


def test_raw_chinese_in_a_query_equals_its_escaped_spelling() -> None:
    assert canonical_key("http://a.cn/x?q=中文") == canonical_key("http://a.cn/x?q=%E4%B8%AD%E6%96%87")


def test_escaped_gbk_bytes_in_a_query_stay_what_they_are() -> None:
    assert canonical_key("http://a.cn/x?q=%D6%D0") == "a.cn/x?q=%D6%D0"


def test_site_number_named_sid_is_no_session() -> None:
    assert canonical_key("http://x.gov.cn/api?sid=769053") != canonical_key("http://x.gov.cn/api?sid=769001")
    assert canonical_key("http://x.gov.cn/a(1)/b.html") != canonical_key("http://x.gov.cn/b.html")


def test_raw_bytes_of_a_location_are_utf_8() -> None:
    assert header_text("/公开/a.html".encode().decode("latin-1")) == "/公开/a.html"
    assert header_text("/\xb9\xab/a.html") == "/\xb9\xab/a.html"
    assert header_text("/a%20b") == "/a%20b"
