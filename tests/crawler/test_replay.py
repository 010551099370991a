"""A crawl out of WARC files: the same catalogue without the network, and clear words where a file is no use."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.archive import WarcWriter
from crawler.archive.verify import verify_captures
from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.errors import ArchiveError
from crawler.model import Fetched, Outcome
from crawler.replay import replay
from tests.crawler.mini_site import START, Network, pages, profile


def captured(folder: Path, *, without: tuple[str, ...] = ()) -> Path:
    """A WARC file of the mini portal as somebody else may have made it, some pages missing."""
    writer = WarcWriter(folder, "elsewhere", 7, START, software="other", committed={})
    for path, (status, headers, body) in pages().items():
        if path not in without:
            writer.write(Fetched(f"http://portal.test{path}", START, Outcome.OK, status, headers, body))
    writer.close()
    return folder / writer.warc_file


def test_whole_capture_gives_the_whole_catalogue(tmp_path: Path) -> None:
    warc = captured(tmp_path / "download")
    run = replay(profile(), [warc], catalogue=tmp_path / "c.db", archive=tmp_path / "archive")
    assert (run.state, dict(run.failures)) == ("incomplete", {"not_captured": 1})  # the dead link was no capture
    conn = connect(tmp_path / "c.db")
    assert len(queries.items(conn, "mini")) == 10
    assert [column.complete for column in queries.columns(conn, "mini")] == [True] * 4
    conn.close()


def test_file_from_outside_is_copied_into_the_archive_once(tmp_path: Path) -> None:
    warc = captured(tmp_path / "download")
    for _ in range(2):
        replay(profile(), [warc], catalogue=tmp_path / "c.db", archive=tmp_path / "archive")
    warc.unlink()
    assert len(list((tmp_path / "archive" / "mini" / "imported").iterdir())) == 1
    conn = connect(tmp_path / "c.db")
    assert list(verify_captures(conn, tmp_path / "archive")) == []
    conn.close()


def test_column_whose_page_is_missing_is_unread_and_its_articles_are_found_all_the_same(tmp_path: Path) -> None:
    warc = captured(tmp_path / "download", without=("/xwzx/tzgg/",))
    replay(profile(), [warc], catalogue=tmp_path / "c.db", archive=tmp_path / "archive")
    conn = connect(tmp_path / "c.db")
    column = next(c for c in queries.columns(conn, "mini") if c.path == "新闻中心/通知公告")
    assert (column.outcome, column.readable) == ("not_captured", False)
    assert "关于开展专项检查的通知" in {item.title for item in queries.items(conn, "mini")}
    conn.close()


def test_replay_sees_what_the_crawl_saw(tmp_path: Path) -> None:
    from tests.crawler.test_recorder import Crawl

    crawl = Crawl(tmp_path, Network())
    crawl.finish()
    warcs = [tmp_path / "archive" / crawl.archive.warc_file]
    assert replay(profile(), warcs, catalogue=tmp_path / "again.db", archive=tmp_path / "archive").complete
    again = connect(tmp_path / "again.db")
    for question in (queries.items, queries.listings, queries.columns):
        titles = [getattr(row, "title", None) or getattr(row, "path", None) for row in question(crawl.conn, "mini")]
        assert titles == [getattr(row, "title", None) or getattr(row, "path", None) for row in question(again, "mini")]
    again.close()
    crawl.conn.close()


def test_missing_or_foreign_file_is_an_archive_error(tmp_path: Path) -> None:
    where = {"catalogue": tmp_path / "c.db", "archive": tmp_path / "archive"}
    with pytest.raises(ArchiveError, match=r"none\.warc\.gz"):
        replay(profile(), [tmp_path / "none.warc.gz"], **where)
    (tmp_path / "page.warc").write_text("<html>not a WARC file</html>")
    with pytest.raises(ArchiveError, match="not a readable WARC"):
        replay(profile(), [tmp_path / "page.warc"], **where)
