"""The server over loopback: addresses, keep-alive, control, a clean end."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.enable_socket
HOSTS = {"bureau": "127.0.16.1", "municipal": "127.0.16.2", "control": "127.0.16.254"}


@pytest.fixture(scope="module")
def ready() -> Iterator[dict[str, Any]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "testbed", "serve", "--port", "0", "--family", "trs", "--as-of", "2017-01-20"],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert process.stdout is not None
    yield json.loads(process.stdout.readline())
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=60) == 0
    process.stdout.close()


def ask(
    ready: dict[str, Any], site: str, target: str, method: str = "GET", **headers: str
) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection(HOSTS[site], int(ready["control"].split(":")[2].strip("/")), timeout=60)
    try:
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        return response.status, response.read(), dict(response.getheaders())
    finally:
        connection.close()


def test_it_says_where_it_is(ready: dict[str, Any]) -> None:
    assert {site: ready[site].split(":")[1].strip("/") for site in HOSTS} == HOSTS
    assert (ready["seed"], ready["family"], ready["as_of"]) == (2016, "trs", "2017-01-20")


def test_pages_answer_and_unknown_ones_do_not(ready: dict[str, Any]) -> None:
    assert ask(ready, "bureau", "/")[0] == 200
    assert ask(ready, "municipal", "/gkml/")[0] == 200
    assert ask(ready, "bureau", "/nowhere.html")[0] == 404
    assert ask(ready, "bureau", "/", method="POST")[0] == 405
    status, body, headers = ask(ready, "bureau", "/", method="HEAD")
    assert (status, body) == (200, b"") and int(headers["Content-Length"]) > 1000


def test_an_unchanged_page_is_not_sent_again(ready: dict[str, Any]) -> None:
    _, _, headers = ask(ready, "bureau", "/")
    assert ask(ready, "bureau", "/", **{"If-None-Match": headers["ETag"]})[0] == 304


def test_truth_has_the_addresses_of_this_run(ready: dict[str, Any]) -> None:
    facts = json.loads(ask(ready, "control", "/truth.json")[1])
    assert facts["sites"]["bureau"]["home"] == ready["bureau"]
    assert facts["items"][0]["url"].startswith(ready["bureau"])


def test_the_day_can_be_moved(ready: dict[str, Any]) -> None:
    assert ask(ready, "control", "/day?to=2016-03-01", "POST")[0] == 200
    try:
        assert "今天是2016年3月1日" in ask(ready, "bureau", "/")[1].decode()
        assert json.loads(ask(ready, "control", "/truth.json")[1])["as_of"] == "2016-03-01"
    finally:
        assert ask(ready, "control", "/day?to=2017-01-20", "POST")[0] == 200


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/day?to=yesterday", 409),
        ("/day?to=1999-01-01", 409),
        ("/mend?fault=none", 404),
        ("/mend?fault=late_licence-1", 409),
        ("/else", 404),
    ],
)
def test_control_refuses_with_a_reason(ready: dict[str, Any], target: str, status: int) -> None:
    code, body, _ = ask(ready, "control", target, "POST")
    assert code == status and json.loads(body)["error"]


def test_requests_are_logged(ready: dict[str, Any]) -> None:
    ask(ready, "control", "/requests/clear", "POST")
    ask(ready, "municipal", "/gkml/index.html", **{"User-Agent": "tester"})
    rows = [row for row in json.loads(ask(ready, "control", "/requests.json")[1]) if row["site"] == "municipal"]
    assert [(row["method"], row["path"], row["status"], row["agent"]) for row in rows] == [
        ("GET", "/gkml/index.html", 200, "tester")
    ]


def test_a_kept_connection_answers_many_times(ready: dict[str, Any]) -> None:
    connection = http.client.HTTPConnection(HOSTS["bureau"], int(ready["control"].split(":")[2].strip("/")), timeout=60)
    start = time.perf_counter()
    for _ in range(1000):
        connection.request("GET", "/robots.txt")
        assert connection.getresponse().read().startswith(b"User-agent")
    connection.close()
    assert time.perf_counter() - start < 30  # forty where every answer waits for the client's acknowledgement
