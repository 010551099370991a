"""robots.txt as Google's own suite and RFC 9309 have it; the cases are data in `robots_cases.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from protego import Protego

from crawler.model import Outcome
from crawler.robots import PRODUCT, RobotsRules, rules_from
from crawler.spiders.base import wire_address

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("robots_cases.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_case_is_read_as_meant(case: dict[str, Any]) -> None:
    rules = verdicts_for(case.get("agent", PRODUCT), case["rules"])
    read = {path: rules(path) for path in (*case.get("allowed", ()), *case.get("refused", ()))}
    assert read == dict.fromkeys(case.get("allowed", ()), True) | dict.fromkeys(case.get("refused", ()), False)


def verdicts_for(agent: str, text: str) -> Any:
    """May this agent fetch a path? Our own name goes the whole way; another's only through the parser."""
    if agent == PRODUCT:
        rules: RobotsRules = rules_from(200, text.encode())
        return lambda path: rules.verdict(wire_address(f"http://x.test{path}")) is None
    parsed = Protego.parse(text)
    return lambda path: parsed.can_fetch(f"http://x.test{path}", agent)


def test_long_line_is_not_too_long() -> None:
    """Google cuts lines at 16,664 bytes; we read them whole, up to the limit of the file."""
    long = "/x/" + "a" * 20_000
    rules = rules_from(200, f"user-agent: gongkai\ndisallow: /\nallow: {long}/y\n".encode())
    assert rules.verdict(f"http://x.test{long}/y") is None
    assert rules.verdict(f"http://x.test{long}/z") is Outcome.ROBOTS_DISALLOWED


def test_robots_txt_itself_may_always_be_fetched() -> None:
    rules = rules_from(200, b"user-agent: *\ndisallow: /\n")
    assert rules.verdict("http://x.test/robots.txt") is None
