"""A recheck cannot be made to fetch what is not the site's: a server elsewhere counts who comes, and nobody does."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from crawler.clock import SHANGHAI
from gongkai.exits import ExitCode
from tests.console.inspected_city import Inspected, inspected_city

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
METADATA = "http://169.254.169.254/latest/meta-data/"


class Elsewhere:
    """Somebody else's server on this machine, in a network that crawls may enter."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            do_HEAD = do_GET  # noqa: N815 - the name that http.server asks for

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.77", 0), Handler)
        self.home = f"http://127.0.0.77:{self.server.server_address[1]}"
        self._thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    found = Elsewhere()
    yield found
    found.close()


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspected]:
    with inspected_city(tmp_path_factory.mktemp("live") / "city") as (_, found):
        yield found


def one_of_each_kind(place: Inspected) -> list[str]:
    """A finding of each kind of subject that there is."""
    conn = place.place.open_catalogue()
    rows = conn.execute("SELECT printf('F-%06d', min(id)) FROM findings WHERE rule IS NOT NULL GROUP BY subject_kind")
    found = [row[0] for row in rows]
    conn.close()
    return found


def recheck(place: Inspected, number: str) -> subprocess.CompletedProcess[str]:
    """The command that the console's job runs."""
    moment = place.now.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    options = ("--workspace", str(place.place.root), "--clock", moment, "--allow-net", "127.0.0.0/8", "--by", "王工")
    return subprocess.run(
        [sys.executable, "-m", "gongkai", "findings", "recheck", number, *options],
        capture_output=True,
        text=True,
        timeout=300,
    )


def pointed_at(place: Inspected, url: str) -> None:
    """Let every finding, and everything that it rests on, point to this address."""
    conn = place.place.open_catalogue()
    conn.execute("UPDATE findings SET subject_url = ?", (url,))
    conn.execute("UPDATE captures SET url = ? || '/' || id", (url,))
    conn.close()


def test_address_that_is_not_the_sites_is_never_fetched(live: Inspected, elsewhere: Elsewhere) -> None:
    numbers = one_of_each_kind(live)
    assert len(numbers) >= 2
    for url in (f"{elsewhere.home}/secret", METADATA):
        pointed_at(live, url)
        for number in numbers:
            done = recheck(live, number)
            assert done.returncode != ExitCode.INTERNAL_ERROR, done.stderr
    assert elsewhere.asked == []
    conn = live.place.open_catalogue()
    asked = conn.execute(
        "SELECT url FROM visits WHERE url LIKE 'http://127.0.0.77%' OR url LIKE 'http://169.254%'"
    ).fetchall()
    conn.close()
    assert [tuple(row) for row in asked] == []


def test_the_server_elsewhere_would_have_noticed(elsewhere: Elsewhere) -> None:
    import urllib.request

    with urllib.request.urlopen(f"{elsewhere.home}/x", timeout=10) as answer:
        assert answer.status == 200
    assert elsewhere.asked == ["/x"]


def test_audit_of_an_upload_fetches_nothing_that_it_names(
    tmp_path: Path, live: Inspected, elsewhere: Elsewhere
) -> None:
    report = tmp_path / "report.html"
    report.write_text(
        f"<html><head><link rel=stylesheet href='{elsewhere.home}/a.css'><script src='{elsewhere.home}/b.js'></script>"
        f"</head><body><h1>2016年政府信息公开工作年度报告</h1><img src='{elsewhere.home}/c.png'>"
        f"<iframe src='{elsewhere.home}/d'></iframe><p>主动公开政府信息813条。</p></body></html>",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "audit", str(report), "--workspace", str(live.place.root)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode != ExitCode.INTERNAL_ERROR, done.stderr
    assert elsewhere.asked == []
