"""robots.txt by RFC 9309."""

from __future__ import annotations

import pytest

from crawler.model import Outcome
from crawler.robots import ALLOW_ALL, LIMIT, UNREACHABLE, robots_url, rules_from

RULES = b"User-agent: *\nDisallow: /private/\nAllow: /private/open\nCrawl-delay: 3\n\nUser-agent: badbot\nDisallow: /\n"


def test_rules_are_obeyed() -> None:
    rules = rules_from(200, RULES)
    assert rules.verdict("http://x.test/private/a.html") is Outcome.ROBOTS_DISALLOWED
    assert rules.verdict("http://x.test/private/open/a.html") is None
    assert rules.verdict("http://x.test/a.html") is None
    assert rules.crawl_delay == 3.0


def test_group_for_us_wins_over_the_group_for_all() -> None:
    rules = rules_from(200, b"User-agent: *\nDisallow: /\n\nUser-agent: gongkai\nDisallow: /tmp/\n")
    assert rules.verdict("http://x.test/a") is None
    assert rules.verdict("http://x.test/tmp/a") is Outcome.ROBOTS_DISALLOWED


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_client_error_means_no_rules(status: int) -> None:
    assert rules_from(status, b"whatever") is ALLOW_ALL


@pytest.mark.parametrize("status", [None, 429, 500, 502, 503, 599])
def test_server_error_or_silence_disallows_everything_for_now(status: int | None) -> None:
    assert rules_from(status, b"") is UNREACHABLE
    assert UNREACHABLE.verdict("http://x.test/") is Outcome.ROBOTS_UNREACHABLE
    assert not Outcome.ROBOTS_UNREACHABLE.permanent


def test_html_page_in_place_of_robots_is_no_set_of_rules() -> None:
    assert rules_from(200, b"<html><body>Disallow: /</body></html>") is ALLOW_ALL


def test_rules_beyond_the_limit_are_not_read_but_those_before_it_are() -> None:
    body = b"User-agent: *\nDisallow: /a/\n" + b"# filler\n" * (LIMIT // 9) + b"Disallow: /b/\n"
    rules = rules_from(200, body)
    assert rules.verdict("http://x.test/a/1") is Outcome.ROBOTS_DISALLOWED
    assert rules.verdict("http://x.test/b/1") is None


def test_byte_order_mark_does_not_hide_the_first_group() -> None:
    rules = rules_from(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n")
    assert rules.verdict("http://x.test/a") is Outcome.ROBOTS_DISALLOWED


def test_address_of_robots_is_that_of_the_origin() -> None:
    assert robots_url("https://user@x.test:8443/a/b?c=d") == "https://x.test:8443/robots.txt"
