"""Captured pages in the console: harmless, whole, and seen only by those who see their site."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from checks.ledger import FindingRow, list_findings
from crawler.catalogue.capture_visits import sites_of_capture
from crawler.catalogue.captures import capture_with_id
from gongkai.console.rooms.captures.evidence import evidence_of
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
Visit = Callable[[str], Visitor]


@pytest.fixture
def conn(workspace: Inspected) -> sqlite3.Connection:
    return workspace.place.open_catalogue()


def finding(conn: sqlite3.Connection, rule: str) -> FindingRow:
    return next(row for row in list_findings(conn) if row.rule == rule)


def one_of(conn: sqlite3.Connection, site: str) -> int:
    """A capture that belongs to one site alone."""
    rows = conn.execute("SELECT id FROM captures WHERE warc_file LIKE ? || '/%' ORDER BY id", (site,))
    return next(int(row["id"]) for row in rows if sites_of_capture(conn, row["id"]) == {site})


def test_the_frame_is_inert_wherever_it_is_opened(visit: Visit, conn: sqlite3.Connection) -> None:
    answer = visit("wang").get(f"/captures/{finding(conn, 'stale_column').evidence[0]}/frame")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    for part in ("default-src 'none'", "; sandbox;", "frame-ancestors 'self'", "script-src 'none'", "img-src data:"):
        assert part in policy, part
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in answer.text
    assert "存档快照，不是网站本身" in answer.text


def test_a_list_that_a_script_writes_is_shown_as_the_crawler_read_it(visit: Visit, conn: sqlite3.Connection) -> None:
    row = finding(conn, "stale_column")
    newest = row.observed.removeprefix("最新")[:10]
    page = visit("wang").see(f"/captures/{row.evidence[0]}/frame", finding=row.number)
    assert [mark.text.strip() for mark in page.find_all("mark")] == [newest]
    assert page.find("mark", id="here") is not None
    assert page.find("caption").text.startswith("网页的列表要由脚本写出")  # type: ignore[union-attr]
    assert not visit("wang").see(f"/captures/{row.evidence[0]}/frame").find_all("mark")


def test_the_page_of_a_capture_tells_where_it_comes_from(visit: Visit, conn: sqlite3.Connection) -> None:
    number = finding(conn, "undated_item").evidence[0]
    capture = capture_with_id(conn, number)
    assert capture
    text = visit("wang").see(f"/captures/{number}").text
    for words in (
        capture.url,
        capture.sha256,
        f"{capture.warc_file}:{capture.offset}",
        "刚才重新计算，相符",
        "没有改动",
    ):
        assert words in text, words


def test_evidence_beside_a_finding(app: Flask, visit: Visit, conn: sqlite3.Connection) -> None:
    row = finding(conn, "undated_item")
    page = visit("wang").see(f"/captures/{row.evidence[0]}", finding=row.number)
    (frame,) = page.select("iframe")
    assert list(frame["sandbox"]) == []
    assert str(frame["src"]).endswith(f"finding={row.number}#here")
    assert "问题在于应有的内容不在页面上" in page.text


def test_a_dead_link_shows_the_page_that_has_it(app: Flask, visit: Visit, conn: sqlite3.Connection) -> None:
    row = next(each for each in list_findings(conn) if each.rule == "dead_link" and "首页" in each.message)
    visitor = visit("wang")
    with visitor.client:
        visitor.get("/")
        found = evidence_of(row)
    holder, answer = found.pages
    assert (holder.purpose, answer.purpose) == ("holder", "evidence")
    assert "标出的是这个链接" in holder.then.words
    assert "标出的是网页不存在的提示" in answer.then.words


def test_captures_of_other_sites_are_not_there(visit: Visit, conn: sqlite3.Connection) -> None:
    foreign, own = one_of(conn, "municipal"), one_of(conn, "bureau")
    wang, shen = visit("wang"), visit("shen")
    for path in ("", "/frame", f"/against/{own}"):
        assert wang.get(f"/captures/{foreign}{path}").status_code == 404, path
    assert wang.get(f"/captures/{own}/against/{foreign}").status_code == 404
    assert shen.get(f"/captures/{own}").status_code == 404
    assert shen.get(f"/captures/{foreign}").status_code == 200
    assert visit("jian").get(f"/captures/{foreign}").status_code == 200


def test_a_finding_opens_its_own_evidence_and_no_more(visit: Visit, conn: sqlite3.Connection) -> None:
    """The proof of a finding on one's own site may lie on another's: it is shown as this proof alone."""
    row = finding(conn, "channel_mismatch")
    proof = next(number for number in row.evidence if sites_of_capture(conn, number) == {"municipal"})
    other = one_of(conn, "municipal")
    assert other != proof
    wang, shen = visit("wang"), visit("shen")
    assert wang.get(f"/captures/{proof}").status_code == 404
    assert wang.get(f"/captures/{proof}/frame", finding=row.number).status_code == 200
    assert wang.get(f"/captures/{other}/frame", finding=row.number).status_code == 404
    assert shen.get(f"/captures/{proof}", finding=row.number).status_code == 404


@pytest.mark.parametrize(
    "path", ["0", "999999999", "99999999999999999999999", "-1", "1x", "../1", "%2e%2e%2f1", "1/raw"]
)
def test_unknown_captures_are_not_found(visit: Visit, path: str) -> None:
    assert visit("jian").get(f"/captures/{path}").status_code == 404
    assert visit("jian").get(f"/captures/{path}/frame").status_code == 404


@pytest.mark.parametrize("name", ["F-999999", "D-999999", "x", "F-1' OR 1=1", "D-"])
def test_unknown_findings_are_not_found(visit: Visit, conn: sqlite3.Connection, name: str) -> None:
    assert visit("jian").get(f"/captures/{one_of(conn, 'bureau')}/frame", finding=name).status_code == 404


def test_strangers_see_no_capture(app: Flask, conn: sqlite3.Connection) -> None:
    stranger = Visitor(app)
    for path in ("", "/frame"):
        answer = stranger.get(f"/captures/{one_of(conn, 'bureau')}{path}")
        assert answer.status_code == 302
        assert "/login" in answer.headers["Location"]


def _file(workspace: Inspected, conn: sqlite3.Connection, number: int) -> tuple[Path, int, int]:
    capture = capture_with_id(conn, number)
    assert capture
    return workspace.place.archive / capture.warc_file, capture.offset, capture.length


def test_a_missing_or_damaged_archive_is_told_in_words(
    visit: Visit, workspace: Inspected, conn: sqlite3.Connection
) -> None:
    number = one_of(conn, "bureau")
    path, offset, length = _file(workspace, conn, number)
    whole, jian = path.read_bytes(), visit("jian")
    path.write_bytes(whole[:offset] + b"\x1f\x8b" + bytes(length - 2) + whole[offset + length :])
    for broken, words in ((path.read_bytes(), "已损坏"), (whole[: offset + 5], "被截短"), (None, "不见了")):
        path.unlink() if broken is None else path.write_bytes(broken)
        for page in ("", "/frame"):
            answer = jian.get(f"/captures/{number}{page}")
            assert answer.status_code == 200
            assert words in answer.text
            assert "Traceback" not in answer.text
        assert "文件被改动过" in jian.get(f"/captures/{number}").text


def test_other_content_than_was_noted_is_no_evidence(
    visit: Visit, workspace: Inspected, conn: sqlite3.Connection
) -> None:
    number = one_of(conn, "bureau")
    conn.execute("UPDATE captures SET sha256 = ? WHERE id = ?", ("0" * 64, number))
    assert "不能作为证据" in visit("jian").get(f"/captures/{number}").text


def test_attachments_are_described_and_never_served(visit: Visit, conn: sqlite3.Connection) -> None:
    row = conn.execute(
        "SELECT capture_id FROM visits WHERE role = 'attachment' AND outcome = 'ok' AND capture_id IS NOT NULL LIMIT 1"
    ).fetchone()
    assert row is not None
    answer = visit("jian").get(f"/captures/{row['capture_id']}/frame")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Content-Disposition" not in answer.headers
    assert "这不是网页" in answer.text


def test_two_captures_of_one_address_are_compared(visit: Visit, conn: sqlite3.Connection) -> None:
    """The home page, and a copy of its record that says something else."""
    row = conn.execute("SELECT v.* FROM visits v WHERE role = 'home' AND outcome = 'ok' ORDER BY id LIMIT 1").fetchone()
    second = conn.execute(
        "INSERT INTO captures (url, at, sha256, warc_file, offset, length) SELECT url, '2017-02-01T00:00:00Z', sha256,"
        " warc_file, offset + 1, length FROM captures WHERE id = ?",
        (row["capture_id"],),
    ).lastrowid
    conn.execute(
        "INSERT INTO visits (run_id, url, key, role, at, outcome, status, bytes, capture_id)"
        " VALUES (?, ?, ?, 'home', '2017-02-01T00:00:00Z', 'ok', 200, 0, ?)",
        (row["run_id"], row["url"], row["key"], second),
    )
    jian = visit("jian")
    assert "逐字节相同" in jian.see(f"/captures/{row['capture_id']}/against/{second}").text
    assert "2017-02-01" in jian.see(f"/captures/{row['capture_id']}").text
    elsewhere = one_of(conn, "bureau")
    assert jian.get(f"/captures/{row['capture_id']}/against/{elsewhere + 50}").status_code == 404


def test_it_is_said_in_english_too(visit: Visit, conn: sqlite3.Connection) -> None:
    row, wang = finding(conn, "stale_column"), visit("wang")
    wang.send("/language/en", next="/")
    text = wang.see(f"/captures/{row.evidence[0]}", finding=row.number).text
    assert "Marked: the date on the page; places: 1." in text
    assert "An archived capture, not the site itself" in wang.see(f"/captures/{row.evidence[0]}/frame").text


def test_archives_are_compressed_as_the_tests_think(workspace: Inspected, conn: sqlite3.Connection) -> None:
    path, offset, length = _file(workspace, conn, one_of(conn, "bureau"))
    assert gzip.decompress(path.read_bytes()[offset : offset + length]).startswith(b"WARC/")
