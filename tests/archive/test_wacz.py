"""The exported package, opened again with other means: zipfile, json, gzip, hashlib and warcio alone."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive.verify import verify_archive
from crawler.archive.wacz import Exported, export_wacz
from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.clock import frozen_clock
from crawler.errors import ArchiveError, ConfigError
from crawler.replay import replay
from tests.archive.crawled import SITE, crawl
from tests.archive.foreign import Foreign, chunked
from tests.crawler.mini_site import HOME, START, Network, profile


def export(conn: sqlite3.Connection, folder: Path, **choice: Any) -> Exported:
    return export_wacz(
        conn,
        folder / "archive",
        SITE,
        folder / "out" / "mini.wacz",
        clock=frozen_clock(START),
        software="test/1",
        **choice,
    )


@pytest.fixture
def crawled(tmp_path: Path) -> sqlite3.Connection:
    return crawl(tmp_path)


class Opened:
    """A package as somebody without this program sees it."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path)
        self.package = json.loads(self.zip.read("datapackage.json"))
        lines = gzip.decompress(self.zip.read("indexes/index.cdx.gz")).decode().splitlines()
        self.raw_lines = lines
        self.lines = [(*line.split(" ", 2)[:2], json.loads(line.split(" ", 2)[2])) for line in lines]
        self.pages = [json.loads(line) for line in self.zip.read("pages/pages.jsonl").decode().splitlines()]

    def record_at(self, facts: dict[str, Any]) -> Any:
        """The WARC record that an index line leads to, read from exactly its bytes."""
        data = self.zip.read(f"archive/{facts['filename']}")
        start, length = int(facts["offset"]), int(facts["length"])
        records = list(_whole(BytesIO(data[start : start + length])))
        assert len(records) == 1
        return records[0]


def _whole(stream: BytesIO) -> Any:
    for record in ArchiveIterator(stream, check_digests="raise"):
        record.body = record.content_stream().read()
        yield record


def test_every_file_has_the_digest_and_size_that_is_stated(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    exported = export(crawled, tmp_path)
    opened = Opened(exported.path)
    assert opened.zip.testzip() is None
    listed = {entry["path"]: entry for entry in opened.package["resources"]}
    assert set(listed) == set(opened.zip.namelist()) - {"datapackage.json", "datapackage-digest.json"}
    for name, entry in listed.items():
        data = opened.zip.read(name)
        assert entry["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
        assert entry["bytes"] == len(data)
    assert len({entry["name"] for entry in listed.values()}) == len(listed)
    digest = json.loads(opened.zip.read("datapackage-digest.json"))
    whole = hashlib.sha256(opened.zip.read("datapackage.json")).hexdigest()
    assert digest == {"path": "datapackage.json", "hash": f"sha256:{whole}"}
    assert opened.package["wacz_version"] == "1.1.1"
    assert exported.sha256 == hashlib.sha256(exported.path.read_bytes()).hexdigest()


def test_records_can_be_read_inside_the_package(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    opened = Opened(export(crawled, tmp_path).path)
    for info in opened.zip.infolist():
        if info.filename.startswith("archive/") or info.filename.endswith(".gz"):
            assert info.compress_type == zipfile.ZIP_STORED, info.filename


def test_every_line_of_the_index_leads_to_its_record(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    opened = Opened(export(crawled, tmp_path).path)
    captures = crawled.execute("SELECT count(*) FROM captures").fetchone()[0]
    assert len(opened.lines) == captures
    for _, timestamp, facts in opened.lines:
        record = opened.record_at(facts)
        headers = record.rec_headers
        assert record.rec_type == "response"
        assert headers.get_header("WARC-Target-URI") == facts["url"]
        assert headers.get_header("WARC-Date").translate(str.maketrans("", "", "-:TZ")) == timestamp
        assert headers.get_header("WARC-Payload-Digest") == facts["digest"]
        assert record.http_headers.get_statuscode() == facts["status"]
        assert record.http_headers.get_header("Content-Type").split(";")[0] == facts["mime"]


def test_index_is_sorted_and_its_table_leads_to_the_blocks(
    crawled: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crawler.archive.cdxj.BLOCK", 4)
    opened = Opened(export(crawled, tmp_path).path)
    assert opened.raw_lines == sorted(opened.raw_lines, key=str.encode)
    first, *table = opened.zip.read("indexes/index.idx").decode().splitlines()
    assert json.loads(first.removeprefix("!meta 0 ")) == {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    data, seen = opened.zip.read("indexes/index.cdx.gz"), 0
    for line in table:
        prefix, _, facts = line.partition(" {")
        place = json.loads("{" + facts)
        block = data[place["offset"] : place["offset"] + place["length"]]
        assert place["digest"] == "sha256:" + hashlib.sha256(block).hexdigest()
        lines = gzip.decompress(block).decode().splitlines()
        assert lines[0].startswith(prefix + " {")
        seen += len(lines)
    assert (seen, len(table)) == (len(opened.lines), -(-len(opened.lines) // 4))


def test_a_post_is_found_by_its_body(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    opened = Opened(export(crawled, tmp_path).path)
    posted = {key: facts for key, _, facts in opened.lines if "method" in facts}
    assert {key: (facts["url"], facts["method"], facts["requestBody"]) for key, facts in posted.items()} == {
        "test,portal)/list.aspx?__wb_method=post&name=%E5%B7%A5%E4%BD%9C&page=2&t=7": (
            "http://portal.test/list.aspx?t=7",
            "POST",
            "page=2&name=工作",
        ),
        "test,portal)/rest?__wb_method=post&ids.2_=4&ids=3&open=true&page=1": (
            "http://portal.test/rest",
            "POST",
            "page=1&open=true&ids=3&ids.2_=4",
        ),
    }


def test_pages_have_the_titles_of_the_catalogue(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    opened = Opened(export(crawled, tmp_path).path)
    head, *pages = opened.pages
    assert head["format"] == "json-pages-1.0"
    titles = {page["url"].removeprefix(HOME): page["title"] for page in pages}
    assert titles[""] == "某某市某某局"
    assert titles["xwzx/tzgg/201611/t20161101_90.html"] == "关于开展专项检查的通知"
    assert titles["xwzx/gzdt/"] == "新闻中心/工作动态"
    assert not [url for url in titles if "__wb_method" in url or url == "robots.txt" or url == "gone.html"]
    indexed = {(facts["url"], timestamp) for _, timestamp, facts in opened.lines}
    for page in pages:
        assert (page["url"], page["ts"].translate(str.maketrans("", "", "-:TZ"))) in indexed
    assert (opened.package["mainPageUrl"], opened.package["mainPageDate"]) == (HOME, pages[0]["ts"])


def test_warc_inside_is_the_file_that_was_sealed(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    """Whoever has the chain can hold it against the package, without this program."""
    opened = Opened(export(crawled, tmp_path).path)
    (line,) = opened.zip.read("evidence/chain.txt").decode().splitlines()
    _, name, size, digest, _ = line.split("\t")
    data = opened.zip.read(f"archive/{name}")
    assert (len(data), hashlib.sha256(data).hexdigest()) == (int(size), digest)


def test_only_the_days_that_were_asked_for_are_in_it(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    later = Network()
    later.now = START + timedelta(days=3)
    crawl(tmp_path, later).close()
    everything = export(crawled, tmp_path)
    second = export(crawled, tmp_path, since=date(2017, 1, 23), until=date(2017, 1, 23))
    opened = Opened(second.path)
    assert 0 < second.captures == len(opened.lines) == everything.captures // 2
    assert {timestamp[:8] for _, timestamp, _ in opened.lines} == {"20170123"}
    assert {page["ts"][:10] for page in opened.pages[1:]} == {"2017-01-23"}
    with pytest.raises(ConfigError, match="no captures"):
        export(crawled, tmp_path, since=date(2020, 1, 1))


def test_same_archive_gives_the_same_package(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    assert export(crawled, tmp_path).sha256 == export(crawled, tmp_path).sha256


def test_damaged_capture_is_not_exported_and_the_older_package_stays(
    crawled: sqlite3.Connection, tmp_path: Path
) -> None:
    before = export(crawled, tmp_path).path.read_bytes()
    row = crawled.execute("SELECT * FROM captures WHERE id = 5").fetchone()
    warc = tmp_path / "archive" / row["warc_file"]
    data = bytearray(warc.read_bytes())
    data[row["offset"] + 300] ^= 1
    warc.write_bytes(data)
    with pytest.raises(ArchiveError, match="is damaged") as caught:
        export(crawled, tmp_path)
    assert row["url"] in str(caught.value)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mini.wacz"]
    assert (tmp_path / "out" / "mini.wacz").read_bytes() == before


def test_replay_of_the_package_gives_the_same_catalogue(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    package = export(crawled, tmp_path).path
    again = tmp_path / "again"
    replay(profile(), [package], catalogue=again / "c.db", archive=again / "archive")
    conn = connect(again / "c.db")
    for question in (queries.items, queries.columns, queries.listings):
        found, wanted = question(conn, "mini"), question(crawled, "mini")
        assert [_known(row) for row in found] == [_known(row) for row in wanted]
    assert verify_archive(conn, again / "archive").sound
    conn.close()


def _known(row: Any) -> tuple[object, ...]:
    names = ("path", "column", "title", "url", "published_on", "listed_on", "items", "newest", "complete", "sha256")
    return tuple(getattr(row, name, None) for name in names)


def test_foreign_captures_with_revisits_and_chunks_are_exported_too(tmp_path: Path) -> None:
    """A file of another crawler that is not compressed: it goes out packed record by record and reads the same."""
    network = Network()
    file = Foreign(tmp_path / "other.warc", gzip=False)
    for path, (status, headers, body) in network.answers.items():
        wire = [*headers, ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]
        file.response(f"http://portal.test{path}", chunked(gzip.compress(body), 50), status=f"{status} X", headers=wire)
    home = network.answers["/"][2]
    record = file.response(HOME, home, day=2)
    file.revisit(
        HOME,
        record.rec_headers.get_header("WARC-Payload-Digest"),
        day=9,
        WARC_Refers_To_Target_URI=HOME,
        WARC_Refers_To_Date="2017-01-02T01:00:00Z",
    )
    replay(profile(), [file.close()], catalogue=tmp_path / "c.db", archive=tmp_path / "archive")
    conn = connect(tmp_path / "c.db")
    assert verify_archive(conn, tmp_path / "archive").sound
    opened = Opened(export(conn, tmp_path).path)
    assert len(opened.lines) == conn.execute("SELECT count(*) FROM captures").fetchone()[0] > 10
    for _, _, facts in opened.lines:
        if facts["url"] == HOME:
            assert opened.record_at(facts).body == home
    home_row = conn.execute(
        "SELECT c.at, v.at AS seen FROM captures c JOIN visits v ON v.capture_id = c.id WHERE v.role = 'home'"
    ).fetchone()
    assert tuple(home_row) == ("2017-01-02T01:00:00Z", "2017-01-09T01:00:00Z")
    conn.close()


def test_package_that_was_changed_is_refused(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    package = export(crawled, tmp_path).path
    forged = tmp_path / "forged.wacz"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(forged, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("archive/"):
                records = gzip.decompress(data).replace(
                    "关于开展专项检查的通知".encode(), "关于取消专项检查的通知".encode()
                )
                data = gzip.compress(records)
            new.writestr(name, data)
    again = tmp_path / "again"
    with pytest.raises(ArchiveError, match="changed after it was packed"):
        replay(profile(), [forged], catalogue=again / "c.db", archive=again / "archive")
    assert list((again / "archive").rglob("*.*")) == []


@pytest.mark.parametrize("wrong", ["empty", "cut", "bomb", "nested"])
def test_zip_that_is_no_package_is_told(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        match wrong:
            case "bomb":
                target.writestr("archive/x.warc", bytes(300 << 20))
            case "nested":
                target.writestr("datapackage.json", '{"profile": "multi-wacz-package", "resources": []}')
            case "cut":
                target.writestr("archive/x.warc.gz", b"x" * 100_000)
    if wrong == "cut":
        data = path.read_bytes()
        path.write_bytes(data[:40] + b"\0" * 30 + data[70:])
    with pytest.raises(ArchiveError) as caught:
        replay(profile(), [path], catalogue=tmp_path / "c.db", archive=tmp_path / "archive")
    assert "x.wacz" in str(caught.value)


def test_records_inside_pass_warcio_check(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    with zipfile.ZipFile(export(crawled, tmp_path).path) as package:
        package.extractall(tmp_path / "unpacked")
    files = sorted((tmp_path / "unpacked" / "archive").iterdir())
    check = subprocess.run(
        [Path(sys.executable).with_name("warcio"), "check", "-v", *files], capture_output=True, text=True
    )
    assert check.returncode == 0, check.stdout
    assert "digest pass" in check.stdout


def test_package_passes_wacz_validate(crawled: sqlite3.Connection, tmp_path: Path) -> None:
    """Webrecorder's own validator; it needs a score of libraries, so it is used where somebody installed it."""
    command = shutil.which("wacz", path=str(Path(sys.executable).parent)) or shutil.which("wacz")
    if command is None:
        pytest.skip("`wacz` is not installed; in an environment of its own: pip install wacz, and put it on the PATH")
    done = subprocess.run([command, "validate", "-f", export(crawled, tmp_path).path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "valid" in done.stdout
