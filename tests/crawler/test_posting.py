"""POST requests written as addresses: there and back, told apart, and never taken from a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.identity import canonical_key, resolve
from crawler.posting import FORM, JSON, Ask, form_body, is_post, post_url, split_post

URL = "http://x.test/list.aspx?t=7"


def test_form_stays_readable_in_the_address() -> None:
    url = post_url(URL, form_body({"__EVENTTARGET": "ctl00$pager", "__EVENTARGUMENT": 2}))
    assert url == f"{URL}&__wb_method=POST&__EVENTTARGET=ctl00%24pager&__EVENTARGUMENT=2"
    assert split_post(url) == Ask(URL, "POST", b"__EVENTTARGET=ctl00%24pager&__EVENTARGUMENT=2", FORM)


@given(body=st.binary(max_size=300), content_type=st.sampled_from([FORM, JSON, "text/xml; charset=gbk"]))
def test_any_body_comes_back_as_it_was(body: bytes, content_type: str) -> None:
    for url in (URL, "http://x.test/rest/list", "http://x.test/a?b=中文"):
        assert split_post(post_url(url, body, content_type)) == Ask(url, "POST", body, content_type)


def test_form_in_gbk_keeps_its_bytes() -> None:
    assert form_body([("lm", "工商")], "gb18030") == b"lm=%B9%A4%C9%CC"


@pytest.mark.parametrize(
    "url", [URL, "http://x.test/", "http://x.test/?a=__wb_method=POST", "http://x.test/?__wb_methodx=1"]
)
def test_plain_address_is_a_get_of_itself(url: str) -> None:
    assert split_post(url) == Ask(url)
    assert not is_post(url)


def test_two_bodies_are_two_addresses_and_neither_is_the_page_itself() -> None:
    keys = {canonical_key(post_url(URL, f"page={page}")) for page in (1, 2)}
    assert len(keys | {canonical_key(URL)}) == 3


def test_noise_parameters_of_addresses_count_in_a_body() -> None:
    assert canonical_key(post_url(URL, "t=1&from=a")) != canonical_key(post_url(URL, "t=2&from=b"))


def test_huge_view_state_does_not_make_a_huge_key() -> None:
    assert len(canonical_key(post_url(URL, "__VIEWSTATE=" + "A" * 300_000))) < 200


def test_link_on_a_page_that_carries_the_mark_leads_nowhere() -> None:
    assert resolve("http://x.test/", "/delete?__wb_method=POST&id=1") is None
    assert resolve(post_url("http://x.test/list", "page=2"), "?page=3") == "http://x.test/list?page=3"
