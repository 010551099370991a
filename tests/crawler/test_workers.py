"""Several processes on one crawl: the same catalogue as one process makes, and one that is killed costs nothing."""

from __future__ import annotations

import os
import signal
import threading
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from crawler.archive.verify import verify_captures
from crawler.catalogue import queries
from crawler.catalogue.database import connect, problems
from crawler.errors import GongkaiError
from crawler.profiles import Profile
from crawler.workers import shares
from tests.crawler.mini_site import HTML, page
from tests.crawler.portal_server import portal
from tests.crawler.test_crawl import crawl


def told(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What the catalogue says of the site, without ids and the times of our visits."""
    ours = {"id", "identity", "item_id", "column_id", "capture_id", "first_seen", "last_seen", "seen_at"}
    conn = connect(folder / "catalogue.db")
    found: dict[str, list[dict[str, Any]]] = {}
    for question in (queries.columns, queries.items, queries.listings, queries.links):
        rows: list[Any] = list(question(conn, "mini"))
        plain = [{name: getattr(row, name) for name in row.__slots__ if name not in ours} for row in rows]
        found[question.__name__] = sorted(plain, key=repr)
    assert problems(conn) == []
    assert list(verify_captures(conn, folder / "archive")) == []
    conn.close()
    return found


def test_three_processes_make_the_catalogue_of_one(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path / "one", site).complete
        asked = sorted(site.asked)
        site.asked.clear()
        assert crawl(tmp_path / "three", site, jobs=3).complete
        pages = [path for path in site.asked if path != "/robots.txt"]
    assert sorted(pages) == [path for path in asked if path != "/robots.txt"]  # nothing twice
    assert told(tmp_path / "one") == told(tmp_path / "three")


def test_a_killed_process_is_told_and_its_work_is_done_by_the_next_call(tmp_path: Path) -> None:
    with portal() as site:
        assert crawl(tmp_path / "one", site).complete
        slow = page("某局", "<p>慢</p>")

        at_work, killed = threading.Event(), threading.Event()

        def late(handler: Any) -> None:
            at_work.set()
            killed.wait(120)
            handler.reply(200, HTML, slow)

        def kill() -> None:
            at_work.wait(120)
            _kill_children()
            killed.set()

        before = site.answers["/jgzn/"]
        site.answers["/jgzn/"] = late
        killer = threading.Thread(target=kill)
        killer.start()
        with pytest.raises(GongkaiError, match="ended before its time"):
            crawl(tmp_path / "two", site, jobs=2)
        killer.join()
        site.answers["/jgzn/"] = before
        assert crawl(tmp_path / "two", site, jobs=2).complete
    assert told(tmp_path / "one") == told(tmp_path / "two")


def _kill_children() -> None:
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    for pid in {int(pid) for file in children for pid in file.read_text().split()}:
        if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)


def test_many_sites_are_shared_out_and_few_are_shared() -> None:
    sites = [Profile(id=f"s{number}", home=f"http://127.0.0.1:{number}/") for number in range(1, 8)]
    assert [len(share) for share in shares(sites, 3)] == [3, 2, 2]
    assert {site.id for share in shares(sites, 3) for site in share} == {site.id for site in sites}
    assert [len(share) for share in shares(sites[:2], 4)] == [2, 2, 2, 2]


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_all_processes_together_keep_the_distance(tmp_path: Path, jobs: int) -> None:
    with portal() as site:
        assert crawl(tmp_path, site, jobs=jobs, fetch={"delay_seconds": 0.5, "concurrency": 4}).complete
        moments = site.times
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert len(gaps) >= 15
    assert sorted(gaps)[len(gaps) // 5] > 0.25  # as they arrive: one may be held up on its way, the next not
    assert moments[-1] - moments[0] >= 0.5 * len(gaps) - 0.5
