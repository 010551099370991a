"""`gongkai archive verify | export | show` and `crawl --replay` of a package, as a person or a script runs them."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.model import Fetched, Outcome
from tests.archive.crawled import crawl
from tests.archive.records import end_of
from tests.crawler.mini_site import HOME, START, Network
from tests.gongkai.conftest import Answer

Run = Callable[..., Answer]
NOTICE = f"{HOME}xwzx/tzgg/201611/t20161101_90.html"


@pytest.fixture
def place(workspace: Path, tmp_path: Path) -> Path:
    """A workspace with a crawled and sealed portal, one attachment among its captures."""
    network = Network()
    network.answers["/xwzx/tzgg/201611/t20161101_90.html"] = (
        200,
        (("Content-Type", "text/html; charset=gbk"),),
        "<html><h1>关于开展专项检查的通知</h1><script>alert(1)</script><img src=/a.png></html>".encode("gbk"),
    )
    crawl(tmp_path / "crawled", network).close()
    shutil.copy(tmp_path / "crawled" / "catalogue.db", workspace / "catalogue.sqlite")
    shutil.copytree(tmp_path / "crawled" / "archive", workspace / "archive", dirs_exist_ok=True)
    (workspace / "sites" / "mini.toml").write_text(f'home = "{HOME}"\n', encoding="utf-8")
    return workspace


def warc(place: Path) -> Path:
    (path,) = (place / "archive" / "mini").glob("*.warc.gz")
    return path


def hurt(place: Path, url: str) -> int:
    """Change one byte of a capture; returns where it begins."""
    import sqlite3

    row = sqlite3.connect(place / "catalogue.sqlite").execute("SELECT offset FROM captures WHERE url = ?", (url,))
    offset = int(row.fetchone()[0])
    data = bytearray(warc(place).read_bytes())
    data[offset + 200] ^= 1
    warc(place).write_bytes(data)
    return offset


def test_sound_archive_is_said_to_be_sound(gongkai: Run, place: Path) -> None:
    answer = gongkai("archive", "verify", "-w", place)
    assert answer.code == 0, answer.err
    assert "核验通过" in answer.out
    facts = gongkai("archive", "verify", "mini", "--json", "-w", place).json
    assert facts["sound"] is True
    assert (facts["files"], facts["captures"], facts["damage"], facts["tails"]) == (1, 20, [], [])
    assert facts["seals"]["mini"]["last"] in answer.out.replace("\n", "")


def test_damage_is_listed_with_place_address_and_what_to_do(gongkai: Run, place: Path) -> None:
    offset = hurt(place, NOTICE)
    answer = gongkai("archive", "verify", "-w", place)
    assert answer.code == 1
    for words in ("损坏 2 处", "存档记录无法读取", "封存链不符", "从备份恢复", "--fresh"):
        assert words in answer.out, words
    facts = gongkai("archive", "verify", "--json", "-w", place)
    assert facts.code == 1
    first = facts.json["damage"][0]
    assert (first["kind"], first["offset"], first["url"]) == ("unreadable", offset, NOTICE)
    assert first["file"] == f"mini/{warc(place).name}"
    assert "备份" in first["fix"]


def test_tail_of_a_run_that_was_cut_off_is_named_and_passes(gongkai: Run, place: Path) -> None:
    size = warc(place).stat().st_size
    with warc(place).open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00 half a record")
    answer = gongkai("archive", "verify", "-w", place)
    assert answer.code == 0
    assert f":{size}，" in answer.out.replace("\n", "")


def test_unknown_site_is_told_with_the_nearest(gongkai: Run, place: Path) -> None:
    answer = gongkai("archive", "verify", "mine", "-w", place)
    assert (answer.code, "mini" in answer.err) == (2, True)


def test_export_tells_what_went_in_and_can_be_replayed(gongkai: Run, place: Path, tmp_path: Path) -> None:
    out = tmp_path / "交接" / "mini.wacz"
    answer = gongkai("archive", "export", "mini", "--out", out, "--json", "-w", place)
    assert answer.code == 0, answer.err
    assert answer.json["captures"] == 20
    assert answer.json["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    other = tmp_path / "other"
    assert gongkai("init", other, "--home", HOME, "--organ", "某局").code == 0
    replayed = gongkai("crawl", "bureau", "--replay", out, "--json", "-w", other)
    assert replayed.code in (0, 3), replayed.err
    ours = gongkai("export", "mini", "--what", "items", "-w", place).out.splitlines()
    theirs = gongkai("export", "bureau", "--what", "items", "-w", other).out.splitlines()
    keep = ("url", "title", "published", "columns")
    assert [[json.loads(line)[name] for name in keep] for line in theirs] == [
        [json.loads(line)[name] for name in keep] for line in ours
    ]
    assert gongkai("archive", "verify", "-w", other).code == 0


def test_export_of_days_without_captures_and_of_a_wrong_name_are_usage_errors(gongkai: Run, place: Path) -> None:
    out = place / "x.wacz"
    assert gongkai("archive", "export", "mini", "--out", out, "--since", "2020-01-01", "-w", place).code == 2
    assert gongkai("archive", "export", "mini", "--out", place / "x.zip", "-w", place).code == 2
    assert not out.exists()
    assert gongkai("archive", "export", "mini", "--out", out, "--until", "2017-01-20", "-w", place).code == 0
    assert zipfile.is_zipfile(out)


def test_page_is_shown_as_a_harmless_file(gongkai: Run, place: Path) -> None:
    answer = gongkai("archive", "show", NOTICE, "-w", place)
    assert answer.code == 0, answer.err
    (page,) = (place / "reports" / "captures").iterdir()
    text = page.read_text(encoding="utf-8")
    for words in ("关于开展专项检查的通知", NOTICE, "存档快照", "2017-01-20 09:00", "SHA-256", "/a.png"):
        assert words in text, words
    assert "<script" not in text
    assert page.name in answer.out.replace("\n", "")


def test_capture_is_found_by_number_place_and_moment(gongkai: Run, place: Path, tmp_path: Path) -> None:
    facts = gongkai("archive", "show", NOTICE, "--json", "-w", place).json
    for name in (facts["id"], facts["capture"], NOTICE.replace("portal.test", "www.portal.test")):
        assert gongkai("archive", "show", name, "--json", "-w", place).json["sha256"] == facts["sha256"]
    assert gongkai("archive", "show", NOTICE, "--at", "2017-01-20", "-w", place).code == 0
    assert gongkai("archive", "show", NOTICE, "--at", "2017-01-20T09:30", "-w", place).code == 0
    before = gongkai("archive", "show", NOTICE, "--at", "2017-01-19", "-w", place)
    assert before.code == 2
    assert "2017-01-19 23:59" in before.err
    assert gongkai("archive", "show", NOTICE, "--at", "yesterday", "-w", place).code == 2


def test_bytes_as_captured_are_written_only_where_one_says(gongkai: Run, place: Path, tmp_path: Path) -> None:
    out = tmp_path / "raw.html"
    assert gongkai("archive", "show", NOTICE, "--raw", "-w", place).code == 2
    answer = gongkai("archive", "show", NOTICE, "--raw", "--out", out, "--json", "-w", place)
    assert hashlib.sha256(out.read_bytes()).hexdigest() == answer.json["sha256"]
    assert b"<script>" in out.read_bytes()


def test_attachment_is_named_and_written_only_with_out(gongkai: Run, workspace: Path, tmp_path: Path) -> None:
    from crawler.archive import WarcWriter
    from crawler.catalogue.database import connect
    from crawler.catalogue.visits import Capture, add_capture
    from crawler.clock import stamp

    body = b"PK\x03\x04" + bytes(500)
    writer = WarcWriter(workspace / "archive", "mini", 1, START, software="test", committed={})
    headers = (
        ("Content-Type", "text/html"),  # as sites do
        ("Content-Disposition", "attachment; filename=../../附件.docx"),
    )
    url = f"{HOME}down.jsp?id=1"
    stored = writer.write(Fetched(url, START, Outcome.OK, 200, headers, body))
    writer.close()
    conn = connect(workspace / "catalogue.sqlite")
    add_capture(conn, Capture(url, stamp(START), stored.sha256, stored.warc_file, stored.offset, stored.length))
    conn.close()
    before = sorted(workspace.rglob("*"))
    answer = gongkai("archive", "show", url, "-w", workspace)
    assert answer.code == 0, answer.err
    for words in ("ZIP 压缩包", stored.sha256, "附件.docx", "--out"):
        assert words in answer.out.replace("\n", ""), words
    assert [path for path in sorted(workspace.rglob("*")) if path.suffix == ".html" or path.suffix == ".docx"] == []
    assert len(sorted(workspace.rglob("*"))) <= len(before) + 2  # SQLite's own
    out = tmp_path / "a.docx"
    assert gongkai("archive", "show", url, "--out", out, "-w", workspace).code == 0
    assert out.read_bytes() == body
    assert end_of(stored) > 0


def test_shown_bytes_that_are_not_the_catalogued_ones_are_told(gongkai: Run, place: Path) -> None:
    import sqlite3

    conn = sqlite3.connect(place / "catalogue.sqlite")
    conn.execute("UPDATE captures SET sha256 = ? WHERE url = ?", ("0" * 64, NOTICE))
    conn.commit()
    conn.close()
    answer = gongkai("archive", "show", NOTICE, "-w", place)
    assert answer.code == 1
    assert "archive verify" in answer.err
