"""The live crawl over a loopback socket: Scrapy, address guard, robots.txt, limits, resuming."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.verify import verify_captures
from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.catalogue.runs import RunRow
from crawler.clock import system_clock
from crawler.crawl import Progress, crawl_sites
from crawler.errors import ArchiveError
from crawler.profiles import Profile
from tests.crawler.mini_site import HTML, page
from tests.crawler.portal_server import Portal, portal

LOOPBACK = ("127.0.0.0/8",)


def crawl(folder: Path, site: Portal, **changes: Any) -> RunRow:
    """Crawl the portal into a folder; `fetch` and other profile keys may be changed."""
    fetch = {"delay_seconds": 0, "retry_seconds": [0.1, 0.2], **changes.pop("fetch", {})}
    profile = Profile.model_validate({"id": "mini", "home": site.home, "fetch": fetch, **changes.pop("profile", {})})
    options = {"allow_net": LOOPBACK, "contact": "mailto:web@example.test", **changes}
    return crawl_sites(
        [profile], catalogue=folder / "catalogue.db", archive=folder / "archive", clock=system_clock, **options
    )[0]


def outcomes(folder: Path) -> dict[str, str]:
    conn = connect(folder / "catalogue.db")
    found = {visit.url: visit.outcome for visit in queries.visits(conn, "mini")}
    conn.close()
    return found


def test_portal_is_crawled_catalogued_and_archived(tmp_path: Path) -> None:
    seen: list[Progress] = []
    with portal() as site:
        run = crawl(tmp_path, site, progress=seen.append)
        assert site.agents == {f"{next(iter(site.agents)).split(' ')[0]} (+mailto:web@example.test)"}
    assert (run.state, run.columns_known, run.columns_reached) == ("complete", 4, 4)
    conn = connect(tmp_path / "catalogue.db")
    assert len(queries.items(conn, "mini")) == 10
    assert list(verify_captures(conn, tmp_path / "archive")) == []
    conn.close()
    assert seen[-1].done == 17
    assert (seen[-1].queued, seen[-1].failed) == (0, 0)


def test_process_can_crawl_more_than_once(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path, site).complete
        assert crawl(tmp_path, site).complete
    conn = connect(tmp_path / "catalogue.db")
    assert conn.execute("SELECT count(*) FROM item_versions").fetchone()[0] == 10
    conn.close()


def test_private_address_is_refused_unless_it_is_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_ALLOW_NET", raising=False)
    with portal() as site:
        run = crawl(tmp_path / "literal", site, allow_net=())
        assert dict(run.failures) == {"blocked_address": 1}
        named = {"profile": {"home": site.home.replace("127.0.0.1", "localhost")}}
        run = crawl(tmp_path / "name", site, allow_net=(), **named)
        assert dict(run.failures) == {"blocked_address": 1}
        assert site.asked == []
        monkeypatch.setenv("GONGKAI_ALLOW_NET", "127.0.0.0/8")
        assert crawl(tmp_path / "allowed", site, allow_net=()).complete


def test_redirect_into_a_private_network_is_refused(tmp_path: Path) -> None:
    with portal() as site:
        site.answers["/jgzn/"] = (302, (("Location", "http://10.0.0.1/admin"),), b"")
        crawl(tmp_path, site, profile={"hosts": ["10.0.0.1"]})
    assert outcomes(tmp_path)["http://10.0.0.1/admin"] == "blocked_address"


def test_home_that_does_not_resolve_is_a_dns_outcome(tmp_path: Path) -> None:
    profile = Profile.model_validate(
        {"id": "mini", "home": "http://no-such-host.invalid/", "fetch": {"delay_seconds": 0}}
    )
    run = crawl_sites([profile], catalogue=tmp_path / "catalogue.db", archive=tmp_path / "archive", clock=system_clock)[
        0
    ]
    assert run.state == "incomplete"
    assert set(run.failures) <= {"dns", "robots_unreachable"}


def test_robots_txt_is_obeyed_and_kept(tmp_path: Path) -> None:
    with portal() as site:
        site.answers["/robots.txt"] = (
            200,
            (("Content-Type", "text/plain"),),
            b"User-agent: *\nDisallow: /xwzx/tzgg/\n",
        )
        run = crawl(tmp_path, site)
        assert site.asked.count("/robots.txt") == 1
        assert not [path for path in site.asked if path.startswith("/xwzx/tzgg/")]
    assert dict(run.failures) == {"robots_disallowed": 1}
    conn = connect(tmp_path / "catalogue.db")
    kept = conn.execute("SELECT count(*) FROM captures WHERE url LIKE '%/robots.txt'").fetchone()[0]
    conn.close()
    assert kept == 1


def test_lost_answer_for_robots_txt_is_not_taken_for_three(tmp_path: Path) -> None:
    given_up = threading.Event()
    silent = 1  # how often robots.txt is not answered

    def robots(handler: Any) -> None:
        if handler.server.asked.count("/robots.txt") <= silent:
            given_up.wait(120)
            handler.close_connection = True
        else:
            handler.reply(404, HTML, b"none")

    with portal() as site:
        site.answers["/robots.txt"] = robots
        assert crawl(tmp_path, site, fetch={"timeout_seconds": 4}).complete
        assert site.asked[:3] == ["/robots.txt", "/robots.txt", "/"]
        silent = 10
        site.asked.clear()
        gone = crawl(tmp_path, site, fetch={"timeout_seconds": 0.5})
        given_up.set()
        assert site.asked == ["/robots.txt"] * 3  # once for each try of the home page
    assert dict(gone.failures) == {"timeout": 1}


def test_crawl_delay_is_obeyed(tmp_path: Path) -> None:
    with portal() as site:
        site.answers["/robots.txt"] = (200, (("Content-Type", "text/plain"),), b"User-agent: *\nCrawl-delay: 0.8\n")
        crawl(tmp_path, site, fetch={"max_pages": 6, "concurrency": 4})
        gaps = [later - earlier for earlier, later in zip(site.times[1:], site.times[2:], strict=False)]
    assert min(gaps) > 0.4  # as they arrive: one may be held up on its way, the next not


def test_delay_of_the_profile_is_kept(tmp_path: Path) -> None:
    with portal() as site:
        crawl(tmp_path, site, fetch={"delay_seconds": 0.8, "max_pages": 5, "concurrency": 4})
        gaps = [later - earlier for earlier, later in zip(site.times, site.times[1:], strict=False)]
    assert min(gaps) > 0.4


def test_page_too_large_and_bombs_are_outcomes(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * 30_000_000)
    with portal() as site:
        site.answers["/jgzn/"] = (200, (*HTML, ("Content-Encoding", "gzip")), bomb)
        site.answers["/xwzx/tzgg/"] = (200, HTML, b"<html>" + b"x" * 21 * 1024 * 1024)
        run = crawl(tmp_path, site)
    assert dict(run.failures) == {"too_large": 2}


def test_packed_page_is_unpacked(tmp_path: Path) -> None:
    with portal() as site:
        status, headers, body = site.answers["/jgzn/"]
        site.answers["/jgzn/"] = (status, (*headers, ("Content-Encoding", "gzip")), gzip.compress(body))
        assert crawl(tmp_path, site).complete


def test_slow_page_is_a_timeout(tmp_path: Path) -> None:
    given_up = threading.Event()

    def slow(handler: Any) -> None:
        given_up.wait(120)
        handler.close_connection = True

    with portal() as site:
        site.answers["/jgzn/"] = slow
        run = crawl(tmp_path, site, fetch={"timeout_seconds": 3})
        given_up.set()
        assert site.asked.count("/jgzn/") == 3
    assert dict(run.failures) == {"timeout": 1}


def test_closed_port_is_refused(tmp_path: Path) -> None:
    with portal() as site:
        pass
    run = crawl(tmp_path, site)
    assert run.state == "incomplete"
    assert set(run.failures) <= {"refused", "robots_unreachable"}


def test_connection_that_breaks_is_lost(tmp_path: Path) -> None:
    def broken(handler: Any) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>")
        handler.close_connection = True

    with portal() as site:
        site.answers["/jgzn/"] = broken
        run = crawl(tmp_path, site)
    assert dict(run.failures) == {"connection_lost": 1}


def test_throttled_site_is_given_time(tmp_path: Path) -> None:
    def throttle(handler: Any) -> None:
        busy = site.asked.count("/jgzn/") == 1
        status, headers, body = (429, (("Retry-After", "1"),), b"") if busy else good
        handler.send_response(status)
        for name, value in (*headers, ("Content-Length", str(len(body)))):
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    with portal() as site:
        good = site.answers["/jgzn/"]
        site.answers["/jgzn/"] = throttle
        assert crawl(tmp_path, site).complete


def test_page_limit_leaves_the_run_incomplete(tmp_path: Path) -> None:
    with portal() as site:
        run = crawl(tmp_path, site, fetch={"max_pages": 5})
        assert len([path for path in site.asked if path != "/robots.txt"]) == 5
    assert run.state == "incomplete"
    assert run.failures["not_tried"] > 0


def test_closed_night_window_leaves_the_run_to_be_resumed(tmp_path: Path) -> None:
    from crawler.clock import SHANGHAI

    hour = system_clock().astimezone(SHANGHAI).hour
    window = f"{(hour + 2) % 24:02d}:00-{(hour + 3) % 24:02d}:00"
    with portal() as site:
        run = crawl(tmp_path, site, fetch={"night_window": window})
        assert (run.state, site.asked) == ("running", [])
        again = crawl(tmp_path, site)
    assert (again.id, again.state) == (run.id, "complete")


def test_archive_that_cannot_be_written_stops_the_crawl_which_can_be_resumed(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        blocked = tmp_path / "archive"
        blocked.write_text("a file where the folder should be")
    else:
        (tmp_path / "archive").mkdir(mode=0o500)
    with portal() as site:
        with pytest.raises(ArchiveError):
            crawl(tmp_path, site)
        blocked = tmp_path / "archive"
        blocked.unlink() if blocked.is_file() else blocked.chmod(0o700)
        assert crawl(tmp_path, site).complete


def test_killed_crawl_is_resumed_and_loses_nothing(tmp_path: Path) -> None:
    with portal() as site:
        sites = tmp_path / "sites"
        sites.mkdir()
        (sites / "mini.toml").write_text(
            f'home = "{site.home}"\n[fetch]\ndelay_seconds = 0.1\nallow_net = ["127.0.0.0/8"]\n'
        )
        command = [Path(sys.executable).with_name("scrapy"), "crawl", "bureau", "-a", "profile=sites/mini.toml"]
        command += ["-a", f"workspace={tmp_path}"]
        for pages in (3, 6, 10):
            victim = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + 30
            while len(site.asked) < pages and time.monotonic() < deadline:
                time.sleep(0.02)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
        finished = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert finished.returncode == 0, finished.stderr
    conn = connect(tmp_path / "catalogue.db")
    runs = conn.execute("SELECT state FROM runs").fetchall()
    assert [row["state"] for row in runs] == ["complete"]
    assert len(queries.items(conn, "mini")) == 10
    visited = [visit.url for visit in queries.visits(conn, "mini")]
    assert len(visited) == len(set(visited)) == 17
    assert list(verify_captures(conn, tmp_path / "archive")) == []
    conn.close()


def test_bug_of_ours_ends_the_run_with_its_error(tmp_path: Path) -> None:
    with portal() as site:
        site.answers["/"] = (200, HTML, page("某局", "<p>x</p>"))
        connect(tmp_path / "catalogue.db").execute(
            "CREATE TRIGGER no BEFORE INSERT ON visits BEGIN SELECT 1/0, raise(ABORT, 'planted'); END"
        )
        with pytest.raises(Exception, match="planted"):
            crawl(tmp_path, site)
