"""Kills, two consoles at once, a full disk: a job ends right, or is seen to have been cut off."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from crawler.clock import system_clock
from gongkai.console.jobs import Job, JobState, files, ledger
from gongkai.console.jobs.ledger import Order
from gongkai.console.jobs.runner import look_after
from gongkai.workspace import Workspace
from tests.console.inspected_city import PASSWORD, add_people
from tests.console.jobs.slow_site import slow_site
from tests.console.people.starting import Client, started
from tests.console.small import small_workspace, store_of

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
NET = ("--allow-net", "127.0.0.0/8")


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace whose bureau takes its time."""
    place = small_workspace(tmp_path / "city")
    add_people(place)
    with slow_site() as home:
        (place.sites / "bureau.toml").write_text(
            f'home = "{home}"\n[fetch]\ndelay_seconds = 3\nconcurrency = 1\n', encoding="utf-8"
        )
        yield place


def job_of(conn: sqlite3.Connection, number: int) -> Job:
    job = ledger.job_of(conn, number)
    assert job is not None
    return job


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def logged_in(address: str, name: str) -> Client:
    client = Client(address)
    assert client.send("/login", name=name, password=PASSWORD).status_code == 302
    return client


def begin_crawl(client: Client) -> int:
    answer = client.send("/jobs/crawl/bureau", mode="full")
    assert answer.status_code == 302, answer.text
    return int(answer.headers["Location"].rpartition("/")[2])


def has_pages(place: Workspace) -> bool:
    conn = sqlite3.connect(place.catalogue)
    try:
        return bool(conn.execute("SELECT count(*) FROM visits").fetchone()[0] > 1)
    except sqlite3.OperationalError:
        return False
    finally:
        conn.close()


def test_a_job_outlives_its_console_and_ends_in_good_order_when_asked(slow: Workspace) -> None:
    store = store_of(slow)
    with started(slow.root, *NET) as console:
        number = begin_crawl(logged_in(console.address, "jian"))
        until(lambda: has_pages(slow))
        console.process.send_signal(signal.SIGKILL)
        console.process.wait(60)
    job = job_of(store, number)
    assert job.state is JobState.RUNNING
    assert job.process is not None and job.process.is_alive()
    with started(slow.root, *NET) as again:
        client = logged_in(again.address, "jian")
        page = client.get(f"/jobs/{number}").text
        assert "进行中" in page
        assert "已访问地址" in page  # how far it is, from the catalogue
        assert client.send(f"/jobs/{number}/stop", "/jobs/").status_code == 302
        until(lambda: not job_of(store, number).state.goes_on)
        assert job_of(store, number).state is JobState.STOPPED
        assert "按要求停止" in client.get(f"/jobs/{number}").text
    store.close()


def test_a_killed_job_is_cut_off_and_can_be_asked_for_again(slow: Workspace) -> None:
    store = store_of(slow)
    with started(slow.root, *NET) as console:
        client = logged_in(console.address, "jian")
        number = begin_crawl(client)
        until(lambda: has_pages(slow))
        owner = job_of(store, number).process
        assert owner is not None
        os.kill(owner.pid, signal.SIGKILL)
        until(lambda: job_of(store, number).state is JobState.CUT_OFF)  # nobody had to open a page
        assert "进程不在了" in client.get(f"/jobs/{number}").text
        second = int(client.send(f"/jobs/{number}/again", "/jobs/").headers["Location"].rpartition("/")[2])
        until(lambda: job_of(store, second).state is JobState.RUNNING)
        client.send(f"/jobs/{second}/stop", "/jobs/")
        until(lambda: not job_of(store, second).state.goes_on)
    store.close()


def test_one_job_at_a_time_on_a_site_and_the_next_begins_by_itself(slow: Workspace) -> None:
    store = store_of(slow)
    now = system_clock()
    crawl = Order("crawl", ("crawl", "--json", "--", "bureau"), "采集", "bureau", allow_net=("127.0.0.0/8",))
    first = ledger.add_job(store, crawl, "x", now)
    second = ledger.add_job(store, Order("check", ("check", "--", "bureau"), "检查", "bureau"), "x", now)
    other = ledger.add_job(store, Order("check", ("check", "--", "municipal"), "检查", "municipal"), "x", now)
    look_after(store, slow.root, system_clock)
    assert [job_of(store, number).state for number in (first, second)] == [JobState.RUNNING, JobState.WAITING]
    assert job_of(store, other).started_at is not None
    obstacle = ledger.in_the_way(job_of(store, second), [job_of(store, first)])
    assert obstacle is not None and obstacle.number == first
    until(lambda: has_pages(slow))
    owner = job_of(store, first).process
    assert owner is not None
    os.kill(owner.pid, signal.SIGINT)
    until(lambda: not job_of(store, second).state.goes_on)  # started by the process that ended before it
    assert job_of(store, first).state is JobState.STOPPED
    store.close()


_LOOK = """
import sys, time
from pathlib import Path
from crawler.clock import system_clock
from gongkai.console.jobs.runner import look_after
from gongkai.console.schemas import console_migrations
from gongkai.console.store import open_store
root = Path(sys.argv[1])
conn = open_store(root / "console.sqlite", *console_migrations)
print("ready", flush=True)
sys.stdin.readline()
end = time.monotonic() + 120
while time.monotonic() < end:
    look_after(conn, root, system_clock)
    if not conn.execute("SELECT 1 FROM jobs WHERE state IN ('waiting', 'running')").fetchone():
        break
"""


def test_two_consoles_never_start_a_job_twice(tmp_path: Path) -> None:
    place = small_workspace(tmp_path / "city")
    store = store_of(place)
    wrong = Order("report", ("check", "nowhere"), "检查", "nowhere")
    numbers = [ledger.add_job(store, wrong, "x", system_clock()) for _ in range(6)]
    command = [sys.executable, "-c", _LOOK, str(place.root)]
    lookers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path.cwd())
        for _ in range(3)
    ]
    for looker in lookers:
        assert looker.stdout is not None and looker.stdout.readline() == "ready\n"
    for looker in lookers:
        assert looker.stdin is not None
        looker.stdin.write("go\n")
        looker.stdin.flush()
    until(lambda: not any(job_of(store, number).state.goes_on for number in numbers))
    for looker in lookers:
        looker.communicate(timeout=150)
    for number in numbers:
        job = job_of(store, number)
        assert (job.state, job.exit_code) == (JobState.FAILED, 2)
        said = files.log_path(place.root, number).read_text(encoding="utf-8")
        assert said.count("gongkai: ") == 1, said
    store.close()


NAMESPACE = ["unshare", "--map-root-user", "--mount", "sh", "-c"]


def can_mount() -> bool:
    try:
        return subprocess.run([*NAMESPACE, "mount -t tmpfs none /mnt"], capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not can_mount(), reason="no right to mount a small disk (unshare) on this machine")
def test_a_full_disk_is_told_and_the_job_ends_once_there_is_room(tmp_path: Path) -> None:
    script = 'mount -t tmpfs -o size=8m none "$1" && exec "$2" -m tests.console.jobs.full_disk "$1"'
    done = subprocess.run(
        [*NAMESPACE, script, "sh", str(tmp_path), sys.executable],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), "TMPDIR": "/tmp"},
        cwd=Path.cwd(),
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["full"][0] == 200
    assert "磁盘已满" in told["full"][1]
    assert told["again"][0] == 200
    assert told["state"] in ("cut_off", "failed")
