"""Runs of link checks over loopback: what is asked, how often, how far apart, and what becomes of it."""

from __future__ import annotations

import fcntl
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.verify import verify_captures
from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.catalogue.queries import LinkStateRow
from crawler.errors import ConfigError
from crawler.links import LinkState
from crawler.recorder import Progress
from tests.crawler.link_city import City, city, some_page
from tests.crawler.mini_site import HTML, page

BROKEN, OK, UNVERIFIED = LinkState.BROKEN, LinkState.OK, LinkState.UNVERIFIED


def states(made: City, site: str = "mini") -> dict[str, LinkStateRow]:
    """The links of a site by their text (or address)."""
    conn = connect(made.catalogue)
    found = {row.text or row.url: row for row in queries.link_states(conn, site)}
    conn.close()
    return found


def asked(made: City, query: str, *values: object) -> list[Any]:
    conn = connect(made.catalogue)
    found = [tuple(row) for row in conn.execute(query, values)]
    conn.close()
    return found


def test_every_internal_link_is_asked_once_and_none_is_broken_by_one_look(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        made.crawl()
        assert states(made)["年度专题"].state is None
        [run] = made.check(0.1)
        pages = sorted(path for path in portal.asked if path != "/robots.txt")
    assert (run.mode, run.state, dict(run.failures)) == ("links", "complete", {})
    assert len(pages) == len(set(pages)) == 14, "13 pages and the dead link; the home page and page 2 are no links"
    assert "/gone.html" in pages
    found = states(made)
    assert {row.state for text, row in found.items() if text != "年度专题"} == {OK}
    assert found["年度专题"].state is UNVERIFIED, "the crawl saw it two hours before"
    assert found["年度专题"].on_home


def test_link_is_broken_after_a_second_day_and_ok_again_once_it_opens(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        made.crawl()
        made.check(1)
        dead = states(made)["年度专题"]
        assert (dead.state, dead.outcome, dead.status, dead.checks) == (BROKEN, "not_found", 404, 2)
        portal.answers["/gone.html"] = some_page("年度专题")
        made.check(2)
        assert states(made)["年度专题"].state is OK
    assert len(asked(made, "SELECT 1 FROM link_checks WHERE url LIKE '%/gone.html'")) == 2, "history is kept"


def test_page_that_says_it_does_not_exist_needs_two_days(tmp_path: Path) -> None:
    gone = (200, HTML, page("页面不存在", "<p>您访问的页面不存在</p>", menu=""))
    with city(tmp_path) as made:
        portal = made.portal("mini", {"旧版": "/old.html"})
        portal.answers["/old.html"] = some_page("旧版网站")
        made.crawl()
        portal.answers["/old.html"] = gone
        made.check(1)
        assert (states(made)["旧版"].state, states(made)["旧版"].outcome) == (UNVERIFIED, "soft_404")
        made.check(2)
        assert states(made)["旧版"].state is BROKEN


def test_refusals_and_server_errors_stay_unverified_for_ever(tmp_path: Path) -> None:
    codes = (401, 403, 412, 429, 500, 503)
    with city(tmp_path) as made:
        hosts = [made.host(number, {"/": (code, HTML, b"<p>no</p>")}) for number, code in enumerate(codes, 1)]
        made.portal("mini", {str(code): host.home for code, host in zip(codes, hosts, strict=True)})
        made.crawl()
        for day in (1, 9, 18):
            made.check(day)
        found = states(made)
    for code in codes:
        row = found[str(code)]
        assert (row.state, row.status, row.checks, row.internal) == (UNVERIFIED, code, 3, False)


def test_outside_address_is_asked_once_a_window_for_all_sites_together(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        outside = made.host(1, {"/a.html": some_page(), "/b.html": some_page()})
        made.portal("mini", {"甲": f"{outside.home}a.html", "乙": f"{outside.home}b.html"})
        made.portal("other", {"丙": f"{outside.home}a.html#part"}, number=2)
        made.crawl()
        made.check(1)
        assert sorted(outside.pages_asked()) == ["/a.html", "/b.html"]
        assert (states(made)["甲"].state, states(made, "other")["丙"].state) == (OK, OK), "one answer, two sites"
        made.check(4)
        assert len(outside.pages_asked()) == 2
        made.check(7.9)
        assert sorted(outside.pages_asked()) == ["/a.html", "/a.html", "/b.html", "/b.html"]


def test_requests_to_one_outside_host_keep_their_distance_and_hosts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    paths = [f"/{number}.html" for number in range(4)]
    with city(tmp_path) as made:
        hosts = [made.host(number, {path: some_page() for path in paths}) for number in (1, 2, 3)]
        made.portal("mini", {f"{h}{n}": f"{host.home}{n}.html" for h, host in enumerate(hosts) for n in range(4)})
        made.crawl()
        made.check(1, outside_delay=1.0)
    for host in hosts:
        assert sorted(host.pages_asked()) == paths
        gaps = [later - earlier for earlier, later in zip(host.times, host.times[1:], strict=False)]
        assert len(gaps) == 4, "robots.txt counts as well"
        assert min(gaps) > 0.5  # as they arrive: one may be held up on its way, the next not
    spans = [(min(host.times), max(host.times)) for host in hosts]
    assert max(first for first, _ in spans) < min(last for _, last in spans), "they were asked side by side"


def test_only_the_beginning_of_an_outside_page_is_read(tmp_path: Path) -> None:
    sent: list[int] = []

    def endless(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(1 << 32))
        handler.end_headers()
        sent.append(0)
        try:
            while sent[-1] < 1 << 28:
                handler.wfile.write(b"x" * 65536)
                sent[-1] += 65536
        except OSError:
            handler.close_connection = True

    with city(tmp_path) as made:
        outside = made.host(1, {"/big.html": endless})
        made.portal("mini", {"大文件": f"{outside.home}big.html"})
        made.crawl()
        made.check(1)
        assert states(made)["大文件"].state is OK
    assert asked(made, "SELECT bytes FROM fetches WHERE url LIKE '%/big.html'") == [(4096,)]
    assert sent[0] < 20_000_000, "the rest was never asked for (buffers of the network apart)"


def test_redirects_are_followed_and_every_address_is_asked_once(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        outside = made.host(1, {"/old": (301, (("Location", "/new"),), b""), "/new": some_page()})
        outside.answers["/loop"] = (302, (("Location", "/loop2"),), b"")
        outside.answers["/loop2"] = (302, (("Location", "/loop"),), b"")
        links = {"旧": f"{outside.home}old", "新": f"{outside.home}new", "环": f"{outside.home}loop"}
        made.portal("mini", links)
        made.crawl()
        made.check(1)
        found = states(made)
        assert (found["旧"].state, found["新"].state) == (OK, OK)
        assert (found["环"].state, found["环"].outcome) == (UNVERIFIED, "redirect_loop")
        assert sorted(outside.pages_asked()) == ["/loop", "/loop2", "/new", "/old"]
    checks = dict(asked(made, "SELECT url, hops FROM link_checks WHERE internal = 0"))
    assert checks[links["旧"]] == 1


def test_what_robots_txt_forbids_is_unverified_and_never_asked(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        outside = made.host(1, {"/robots.txt": (200, (), b"User-agent: *\nDisallow: /x\n"), "/x.html": some_page()})
        down = made.host(2, {"/robots.txt": (503, (), b""), "/y.html": some_page()})
        made.portal("mini", {"甲": f"{outside.home}x.html", "乙": f"{down.home}y.html"})
        made.crawl()
        made.check(1)
        found = states(made)
        assert (outside.asked, down.pages_asked()) == (["/robots.txt"], [])
    assert (found["甲"].state, found["甲"].outcome) == (UNVERIFIED, "robots_disallowed")
    assert (found["乙"].state, found["乙"].outcome) == (UNVERIFIED, "robots_unreachable")


def test_private_address_is_never_connected_to(tmp_path: Path) -> None:
    with socket.create_server(("127.77.0.1", 0)) as trap, city(tmp_path) as made:
        trap.settimeout(0.2)
        inner = f"http://127.77.0.1:{trap.getsockname()[1]}/"
        outside = made.host(1, {"/door": (302, (("Location", inner),), b"")})
        made.portal("mini", {"内网": inner, "门": f"{outside.home}door"})
        made.crawl()
        only = ["127.0.0.0/16", "127.0.1.0/24"]
        made.check(1, fetch={"allow_net": only})
        found = states(made)
        with pytest.raises(TimeoutError):
            trap.accept()
    assert {found[text].outcome for text in ("内网", "门")} == {"blocked_address"}
    assert {found[text].state for text in ("内网", "门")} == {UNVERIFIED}


def test_host_that_refuses_three_times_is_left_alone(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        outside = made.host(1)
        links = {f"甲{number}": f"{outside.home}{number}.html" for number in range(6)}
        made.portal("mini", links)
        made.crawl()
        outside.shutdown()
        outside.server_close()
        made.check(1)
        assert {states(made)[text].outcome for text in links} == {"refused"}
        assert {states(made)[text].state for text in links} == {UNVERIFIED}
        made.check(9)
        assert {states(made)[text].state for text in links} == {BROKEN}, "two days"
    rows = asked(made, "SELECT asked, error FROM link_checks WHERE internal = 0 AND run_id = 2 ORDER BY id")
    assert [row[0] for row in rows] == [1, 1, 1, 0, 0, 0]
    assert rows[-1][1].startswith("not asked: 127.0.1.1 ended as refused 3 time(s)")


def test_many_outside_hosts_at_once_away_are_our_own_network(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        hosts = [made.host(number) for number in range(1, 7)]
        links = {f"甲{number}": host.home for number, host in enumerate(hosts)}
        made.portal("mini", links)
        made.crawl()
        for host in (*hosts, made.portals["mini"]):
            host.shutdown()
            host.server_close()
        made.check(1)
        made.check(9)
        assert {states(made)[text].state for text in links} == {UNVERIFIED}
        assert {row[0] for row in asked(made, "SELECT ours FROM link_checks WHERE internal = 0")} == {1}


def test_run_that_is_cut_off_goes_on_and_asks_nothing_twice(tmp_path: Path) -> None:
    class PulledError(Exception):
        """The plug is pulled."""

    def after_five(progress: Progress) -> None:
        if progress.done >= 5:
            raise PulledError

    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        made.crawl()
        with pytest.raises(PulledError):
            made.check(1, progress=after_five)
        first = list(portal.pages_asked())
        assert 5 <= len(first) < 14
        [run] = made.check(1.1)
        assert run.state == "complete"
        assert sorted(portal.pages_asked()) == sorted(set(portal.pages_asked())), "nothing twice"
        assert len(portal.pages_asked()) == 14
    assert asked(made, "SELECT id, state FROM runs WHERE mode = 'links'") == [(2, "complete")]
    conn = connect(made.catalogue)
    assert list(verify_captures(conn, made.folder / "archive")) == []
    assert queries.last_run(conn, "mini").id == 1, "a run that checks links is no crawl"  # type: ignore[union-attr]
    conn.close()


def test_killed_run_goes_on_and_asks_again_only_what_was_in_flight(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        made.crawl()
        code = (
            "import sys\nfrom pathlib import Path\nfrom crawler.clock import system_clock\n"
            "from crawler.link_run import check_links\nfrom crawler.profiles import Profile\n"
            "fetch = {'delay_seconds': 0.3, 'allow_net': ['127.0.0.0/8']}\n"
            "profile = Profile.model_validate({'id': 'mini', 'home': sys.argv[1], 'fetch': fetch})\n"
            "folder = Path(sys.argv[2])\n"
            "check_links([profile], catalogue=folder / 'catalogue.db', archive=folder / 'archive', clock=system_clock)"
        )
        command = [sys.executable, "-c", code, portal.home, str(made.folder)]
        for pages in (4, 9):
            victim = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            deadline = time.monotonic() + 120
            while len(portal.pages_asked()) < pages and time.monotonic() < deadline:
                time.sleep(0.02)
            victim.send_signal(signal.SIGKILL)
            victim.wait()
        finished = subprocess.run(command, capture_output=True, text=True, timeout=300)
        assert finished.returncode == 0, finished.stderr
        assert len(set(portal.pages_asked())) == 14
        assert len(portal.pages_asked()) <= 14 + 2, "one that was in flight for each kill"
    assert asked(made, "SELECT state FROM runs WHERE mode = 'links'") == [("complete",)]
    assert asked(made, "SELECT count(*), count(DISTINCT key) FROM link_checks") == [(14, 14)]
    conn = connect(made.catalogue)
    assert list(verify_captures(conn, made.folder / "archive")) == []
    conn.close()


def test_long_error_page_is_archived_as_cut(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        portal = made.portal("mini", {})
        portal.answers["/gone.html"] = (404, HTML, b"<title>404</title>" + b"x" * 200_000)
        made.crawl()
        made.check(1)
        capture = states(made)["年度专题"].capture_id
    [(name, offset)] = asked(made, "SELECT warc_file, offset FROM captures WHERE id = ?", capture)
    with (tmp_path / "archive" / name).open("rb") as file:
        file.seek(offset)
        record = next(iter(ArchiveIterator(file)))
        assert record.rec_headers.get_header("WARC-Truncated") == "length"
        assert len(record.content_stream().read()) == 65536


def test_answer_that_shows_a_link_broken_is_archived(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        made.portal("mini", {})
        made.crawl()
        made.check(1)
        capture = states(made)["年度专题"].capture_id
    [(url, name)] = asked(made, "SELECT url, warc_file FROM captures WHERE id = ?", capture)
    assert url.endswith("/gone.html")
    assert "000002" in name, "in the file of the run that checked it"


def test_site_that_was_never_crawled_and_a_second_process_are_told_so(tmp_path: Path) -> None:
    with city(tmp_path) as made:
        made.portal("mini", {})
        with pytest.raises(ConfigError, match="no full crawl"):
            made.check(1)
        made.crawl()
        with made.catalogue.with_name("catalogue.db.links-lock").open("ab") as lock:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
            with pytest.raises(ConfigError, match="another process"):
                made.check(1)
