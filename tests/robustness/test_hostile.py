"""Every behaviour of the hostile testbed, crawled for real: the named outcome, and nothing out of bounds."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.robustness.hostile import Lab, laboratory, truths

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hostile")]
TRUTHS = {truth["name"]: truth for truth in truths()}
SLACK = 3.0  # machines under load: how many times longer than planned a crawl may take


@pytest.fixture(scope="module")
def lab() -> Iterator[Lab]:
    with laboratory() as ready:
        yield ready


def last(found: dict[str, Any], path: str) -> str:
    """The outcome of the last visit to a path."""
    outcomes = [outcome for where, outcome, _ in found["visits"] if where.split("?")[0] == path]
    return outcomes[-1] if outcomes else "not visited"


@pytest.mark.parametrize("name", TRUTHS)
def test_behaviour_ends_as_it_should(name: str, lab: Lab, tmp_path: Path) -> None:
    expected = TRUTHS[name]["expected"]
    found = lab.crawl(name, tmp_path, expected["profile"])
    assert "error" not in found, found

    assert found["state"] == expected["run"], found
    assert set(found["failures"]) == set(expected["failures"]), found
    counted = {outcome: count for outcome, count in expected["failures"].items() if count}
    assert counted.items() <= found["failures"].items(), found
    assert last(found, expected["path"]) == expected["outcome"], found["visits"]
    if not expected["whole"]:
        assert found["open"], "no list says that it is not whole"
    if expected["items"] is not None:
        assert len(found["items"]) == expected["items"], found["items"]
    if expected["title"] is not None:
        assert dict(found["items"])[expected["path"]] == expected["title"]

    requests = [request["path"] for request in lab.tell("requests", name)]
    assert len(requests) <= expected["requests"], requests
    assert lab.tell("touched", name) == {"touched": 0}
    assert found["grown"] <= expected["megabytes"] * 1024 * 1024
    assert found["seconds"] <= expected["seconds"] * SLACK

    if TRUTHS[name]["group"] == "robots" and expected["items"] == 0:
        assert all(path.endswith(".txt") for path in requests), "a page was asked for where robots.txt forbids"


def test_watched_sockets_do_listen(lab: Lab) -> None:
    """The proof that a socket stayed untouched is worth something only if it can be touched."""
    host, port = lab.addresses["watched"]["tls_good"].split(":")
    with socket.create_connection((host, int(port)), timeout=5) as one:
        one.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert one.recv(100).startswith(b"HTTP/1.1 200")
    assert lab.tell("touched", "tls_good")["touched"] == 1


def test_private_address_that_is_allowed_is_fetched(lab: Lab, tmp_path: Path) -> None:
    """The guard refuses by network, not by accident."""
    found = lab.crawl("private_literal", tmp_path, allow_net=["127.0.0.0/8"])
    assert lab.tell("touched", "private_literal")["touched"] > 0
    assert "blocked_address" not in found["failures"]


def test_certificate_fault_may_be_passed_over_and_stays_on_record(lab: Lab, tmp_path: Path) -> None:
    fetch = {"delay_seconds": 0, "timeout_seconds": 1, "retry_seconds": [0.1, 0.2], "allow_unverified_tls": True}
    found = lab.crawl("tls_expired", tmp_path, {"fetch": fetch})
    assert (found["state"], len(found["items"])) == ("complete", 10)
    assert [outcome for path, outcome, _ in found["visits"] if path == "/"] == ["tls", "ok"]
    assert "expired" in next(error for _, outcome, error in found["visits"] if outcome == "tls")


def test_guards_cookie_goes_back_to_its_host_alone(lab: Lab, tmp_path: Path) -> None:
    lab.crawl("self_redirect_cookie", tmp_path)
    cookies = [request["cookie"] for request in lab.tell("requests", "self_redirect_cookie")]
    assert "pass=7f3a" in cookies
    assert set(cookies) <= {"", "pass=7f3a"}


def test_cookies_of_ordinary_answers_are_never_sent(lab: Lab, tmp_path: Path) -> None:
    for name in ("challenge_521", "challenge_412"):
        lab.crawl(name, tmp_path / name)
        assert {request["cookie"] for request in lab.tell("requests", name)} == {""}
