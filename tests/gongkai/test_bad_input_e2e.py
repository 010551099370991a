"""Bad input on the way of a crawl: each a clear message, the right exit code, and nothing stored lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.demo.city import City, running_city
from tests.gongkai.test_demo_e2e import shell

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def city() -> Iterator[City]:
    with running_city(2016, "ucap") as running:
        yield running


def new_workspace(folder: Path, home: str) -> Path:
    made = shell("init", str(folder), "--home", home, cwd=folder.parent)
    assert made.code == 0, made.err
    profile = folder / "sites" / "bureau.toml"
    text = profile.read_text(encoding="utf-8").replace(
        "delay_seconds = 1.0", "retry_seconds = [0, 0]\ndelay_seconds = 0"
    )
    profile.write_text(text.replace("concurrency = 2", "concurrency = 8"), encoding="utf-8")
    return folder


def captured(folder: Path) -> set[tuple[str, str, int]]:
    conn = sqlite3.connect(folder / "catalogue.sqlite")
    try:
        return set(conn.execute("SELECT url, warc_file, offset FROM captures"))
    finally:
        conn.close()


def test_an_unknown_key_in_a_profile_is_named_with_the_one_that_was_meant(tmp_path: Path) -> None:
    folder = new_workspace(tmp_path / "w", "http://127.0.0.1:9/")
    profile = folder / "sites" / "bureau.toml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("home =", "homme ="), encoding="utf-8")
    answer = shell("crawl", cwd=folder)
    assert answer.code == 2
    assert "bureau.toml" in answer.err
    assert 'unknown key "homme"; did you mean "home"?' in answer.err
    assert not (folder / "catalogue.sqlite").exists()


def test_a_home_that_does_not_resolve_ends_incomplete_with_the_reason(tmp_path: Path) -> None:
    folder = new_workspace(tmp_path / "w", "http://no-such-host.invalid/")
    answer = shell("crawl", cwd=folder)
    assert answer.code == 3, answer.err
    assert "域名无法解析" in answer.out
    assert "http://no-such-host.invalid/" in answer.out
    assert "home" in answer.out


def test_loopback_is_refused_unless_allowed(tmp_path: Path) -> None:
    folder = new_workspace(tmp_path / "w", "http://127.0.0.1:9/")
    refused = shell("crawl", cwd=folder)
    assert refused.code == 3
    assert "--allow-net" in refused.out
    allowed = shell("crawl", "--allow-net", "127.0.0.0/8", "--fresh", cwd=folder)
    assert allowed.code == 3
    assert "连接被拒绝" in allowed.out
    wrong = shell("crawl", "--allow-net", "banana", cwd=folder)
    assert wrong.code == 2
    assert '"banana"' in wrong.err


def test_a_wrong_register_is_named_before_a_report_is_written(tmp_path: Path, city: City) -> None:
    folder = new_workspace(tmp_path / "w", city.bureau)
    (folder / "registers" / "hearings.csv").write_text("日期,题目\n2016-03-05,听证会\n", encoding="utf-8")
    profile = folder / "sites" / "bureau.toml"
    limited = profile.read_text(encoding="utf-8").replace("[fetch]\n", "[fetch]\nmax_pages = 5\n")
    profile.write_text(limited, encoding="utf-8")
    crawled = shell("crawl", "--allow-net", "127.0.0.0/8", cwd=folder)
    assert crawled.code == 3, crawled.err  # cut short on purpose: five pages are not the site
    answer = shell("report", "annual", "--year", "2016", cwd=folder)
    assert answer.code == 2
    assert "hearings.csv" in answer.err
    assert '"题目"' in answer.err
    assert list((folder / "reports").iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting a small tmpfs needs root on Linux")
def test_a_full_disk_while_archiving_loses_nothing_and_can_be_resumed(tmp_path: Path, city: City) -> None:
    folder = new_workspace(tmp_path / "w", city.bureau)
    archive = folder / "archive"
    archive.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(archive)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("this machine does not let us mount a tmpfs")
    try:
        full = shell("crawl", "--allow-net", "127.0.0.0/8", "--clock", "2017-01-20T09:00", cwd=folder)
        assert full.code == 1
        assert "archive" in full.err
        assert full.err.count("\n") == 1
        stored = captured(folder)
        assert len(stored) > 10
        subprocess.run(["mount", "-o", "remount,size=200m", str(archive)], check=True)
        again = shell("crawl", "--allow-net", "127.0.0.0/8", "--clock", "2017-01-20T10:00", cwd=folder)
        assert again.code == 0, again.err + again.out
        assert stored < captured(folder)  # every page that was archived is still there, and more
        columns = shell("export", "bureau", "--what", "columns", cwd=folder).out.splitlines()
        assert len(columns) == 5 + 17 + 34
        assert shell("doctor", cwd=folder).code == 0
    finally:
        subprocess.run(["umount", str(archive)], check=False)
