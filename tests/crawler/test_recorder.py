"""The recorder on a portal of a dozen pages: from answers to catalogue rows, without Scrapy and without a socket."""

from __future__ import annotations

import sqlite3
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archive import WarcWriter, read_capture
from crawler.archive.verify import committed_ends, verify_captures
from crawler.catalogue import queries
from crawler.catalogue.database import connect
from crawler.catalogue.runs import RunRow
from crawler.model import Fetched, Outcome, Role
from crawler.profiles import Profile
from crawler.recorder import Recorder
from crawler.running import begin_run, end_run
from crawler.scope import EVERYTHING, Scope
from crawler.traps import wrong_address
from tests.crawler.mini_site import HOME, HTML, Network, article, page, profile, rows


class Crawl:
    """A crawl of the mini portal, step by step."""

    def __init__(self, folder: Path, network: Network, site: Profile | None = None, scope: Scope = EVERYTHING) -> None:
        self.folder = folder
        self.network = network
        self.profile = site or profile()
        self.conn: sqlite3.Connection = connect(folder / "catalogue.db")
        self.run_id = begin_run(self.conn, self.profile, "full", network.clock)
        self.archive = WarcWriter(
            folder / "archive",
            self.profile.id,
            self.run_id,
            network.clock(),
            software="test",
            committed=committed_ends(self.conn, self.profile.id),
        )
        self.recorder = Recorder(self.conn, self.run_id, self.profile, self.archive, network.clock, scope)

    def step(self) -> bool:
        """Lease, fetch and record one task; False if none is left."""
        tasks = self.recorder.commit(1, owner="test")
        for task in tasks:
            self.recorder.record(task, self.network.fetch(task))
        return bool(tasks)

    def finish(self) -> RunRow:
        """Work until nothing is left, waiting out the pauses before retries, and end the run."""
        for _ in range(500):
            if not self.step() and not self.recorder.widen():
                if not self.recorder.frontier.unfinished():
                    break
                self.network.now += timedelta(seconds=30)
        self.archive.close()
        return end_run(self.conn, self.profile, self.run_id, self.network.clock)


def test_whole_portal_is_catalogued(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path, Network())
    run = crawl.finish()
    assert run.state == "complete"
    columns = {column.path: column for column in queries.columns(crawl.conn, "mini")}
    assert {path: column.kind for path, column in columns.items()} == {
        "新闻中心": "group",
        "新闻中心/工作动态": "list",
        "新闻中心/通知公告": "list",
        "机构职能": "page",
    }
    news = columns["新闻中心/工作动态"]
    assert (news.items, str(news.newest), news.pages_walked, news.complete) == (8, "2016-12-08", 2, True)
    items = queries.items(crawl.conn, "mini")
    assert Counter(item.kind for item in items) == {"article": 9, "page": 1}
    assert all(item.capture_id is not None for item in items)
    outcomes = Counter(visit.outcome for visit in queries.visits(crawl.conn, "mini"))
    assert outcomes == {"ok": 15, "not_found": 2}  # a dead link, and our own wrong address


def test_dead_link_is_noted_and_leaves_the_run_complete(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path, Network())
    assert crawl.finish().complete
    dead = queries.links(crawl.conn, "mini", outcomes=["not_found"])
    assert [(link.url, link.on_home, link.status) for link in dead] == [("http://portal.test/gone.html", True, 404)]


def test_every_capture_can_be_read_back(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path, Network())
    crawl.finish()
    assert list(verify_captures(crawl.conn, tmp_path / "archive")) == []
    item = next(item for item in queries.items(crawl.conn, "mini") if item.title == "关于开展专项检查的通知")
    assert item.capture_id is not None
    capture = queries.capture(crawl.conn, item.capture_id)
    assert capture is not None
    stored = read_capture(tmp_path / "archive", capture["warc_file"], capture["offset"], capture["length"])
    assert stored.body == crawl.network.answers["/xwzx/tzgg/201611/t20161101_90.html"][2]


def test_server_error_is_tried_three_times_and_leaves_the_column_unread(tmp_path: Path) -> None:
    network = Network()
    network.answers["/xwzx/tzgg/"] = (503, HTML, b"busy")
    crawl = Crawl(tmp_path, network)
    run = crawl.finish()
    assert network.asked.count("/xwzx/tzgg/") == 3
    assert (run.state, dict(run.failures)) == ("incomplete", {"server_error": 1})
    column = next(c for c in queries.columns(crawl.conn, "mini") if c.path == "新闻中心/通知公告")
    assert (column.outcome, column.complete, column.readable) == ("server_error", False, False)


def test_page_that_recovers_is_read_at_the_second_try(tmp_path: Path) -> None:
    network = Network()
    good = network.answers["/xwzx/tzgg/"]
    network.answers["/xwzx/tzgg/"] = lambda visit: Outcome.TIMEOUT if visit == 1 else good
    crawl = Crawl(tmp_path, network)
    assert crawl.finish().complete
    assert network.asked.count("/xwzx/tzgg/") == 2


def test_redirected_article_stays_one_item(tmp_path: Path) -> None:
    network = Network()
    old = "/xwzx/tzgg/201611/t20161101_90.html"
    network.answers["/new/90.html"] = network.answers[old]
    network.answers[old] = (302, (("Location", "/new/90.html"),), b"")
    crawl = Crawl(tmp_path, network)
    assert crawl.finish().complete
    found = [item for item in queries.items(crawl.conn, "mini") if item.title == "关于开展专项检查的通知"]
    assert [(item.kind, item.columns) for item in found] == [("article", ("新闻中心/通知公告",))]


def test_home_that_forwards_by_refresh_is_followed(tmp_path: Path) -> None:
    network = Network()
    network.answers["/portal/index.htm"] = network.answers["/"]
    network.answers["/"] = (
        200,
        HTML,
        b'<html><head><meta http-equiv="refresh" content="0;url=/portal/index.htm"></head><body></body></html>',
    )
    crawl = Crawl(tmp_path, network)
    assert crawl.finish().complete
    assert len(queries.columns(crawl.conn, "mini")) == 4
    assert network.asked[:2] == ["/", "/portal/index.htm"]


def test_endless_redirect_is_a_loop(tmp_path: Path) -> None:
    network = Network()
    for n in range(10):
        network.answers["/xwzx/tzgg/" if n == 0 else f"/loop/{n}"] = (302, (("Location", f"/loop/{n + 1}"),), b"")
    crawl = Crawl(tmp_path, network)
    assert dict(crawl.finish().failures) == {"redirect_loop": 1}


def test_redirect_to_the_same_page_under_www_is_followed(tmp_path: Path) -> None:
    network = Network()
    good = network.answers["/jgzn/"]
    network.answers["/jgzn/"] = (301, (("Location", "/jgzn/index.html"),), b"")
    network.answers["/jgzn/index.html"] = good
    crawl = Crawl(tmp_path, network)
    assert crawl.finish().complete
    assert any(item.kind == "page" and item.title for item in queries.items(crawl.conn, "mini"))


def test_list_that_repeats_itself_past_the_end_is_left(tmp_path: Path) -> None:
    network = Network()
    first = network.answers["/xwzx/gzdt/"][2].decode()
    for n in range(1, 30):
        again = first.replace("index_1.html", f"index_{n + 1}.html").replace("共2页", "")
        network.answers[f"/xwzx/gzdt/index_{n}.html"] = (200, HTML, again.encode())
    network.answers["/xwzx/gzdt/"] = (200, HTML, first.replace("共2页", "").encode())
    crawl = Crawl(tmp_path, network)
    crawl.finish()
    assert sum(path.startswith("/xwzx/gzdt/index_") for path in network.asked) == 1


def test_list_that_repeats_itself_before_its_stated_total_is_incomplete(tmp_path: Path) -> None:
    network = Network()
    first = network.answers["/xwzx/gzdt/"][2].decode().replace("共2页", "共20条")
    again = first.replace("index_1.html", "index_2.html")
    network.answers["/xwzx/gzdt/"] = (200, HTML, first.encode())
    network.answers["/xwzx/gzdt/index_1.html"] = (200, HTML, again.encode())
    crawl = Crawl(tmp_path, network)
    crawl.finish()
    column = next(column for column in queries.columns(crawl.conn, "mini") if column.path.endswith("工作动态"))
    assert (column.complete, column.stated_total) == (False, 20)


PAINTED = (
    '<div class="list"><ul id="rows"></ul></div><script>loadPageData({current:1,unitid:"38",perPage:"15"})</script>',
    '<div class="list"><ul></ul></div><div class="page">共12页 <a href="/xwzx/gzdt/index_1.html">下一页</a></div>',
    '<div class="list"><ul></ul></div><div class="page">共131条记录</div>',
)


@pytest.mark.parametrize("painted", PAINTED)
def test_list_whose_rows_are_not_in_the_page_is_never_complete(tmp_path: Path, painted: str) -> None:
    network = Network()
    crumb = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/gzdt/">工作动态</a>'
    network.answers["/xwzx/gzdt/"] = (200, HTML, page("工作动态", painted, crumb))
    crawl = Crawl(tmp_path, network)
    run = crawl.finish()
    column = next(column for column in queries.columns(crawl.conn, "mini") if column.path.endswith("工作动态"))
    assert (run.state, column.rows, column.complete) == ("incomplete", 0, False)
    assert column.why


def test_item_in_two_columns_is_one_item(tmp_path: Path) -> None:
    network = Network()
    entry = ("全市安全生产工作第8次会议召开", "/xwzx/gzdt/201612/t20161208_8.html", "2016-12-08")
    crumb = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/tzgg/">通知公告</a>'
    network.answers["/xwzx/tzgg/"] = (200, HTML, page("通知公告", rows([entry]), crumb))
    crawl = Crawl(tmp_path, network)
    crawl.finish()
    found = [item for item in queries.items(crawl.conn, "mini") if item.url.endswith("t20161208_8.html")]
    assert [item.columns for item in found] == [("新闻中心/工作动态", "新闻中心/通知公告")]


def test_same_document_under_two_addresses_has_one_identity(tmp_path: Path) -> None:
    network = Network()
    crumb = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/tzgg/">通知公告</a>'
    twin = ("全市安全生产工作第8次会议召开", "/xwzx/tzgg/201612/t20161208_800.html", "2016-12-08")
    network.answers[twin[1]] = (200, HTML, article(twin[0], twin[2], crumb))
    network.answers["/xwzx/tzgg/"] = (200, HTML, page("通知公告", rows([twin]), crumb))
    crawl = Crawl(tmp_path, network)
    crawl.finish()
    found = [item for item in queries.items(crawl.conn, "mini") if item.title == twin[0]]
    assert len(found) == 2
    assert len({item.identity for item in found}) == 1


def test_login_page_is_an_outcome_and_no_content(tmp_path: Path) -> None:
    network = Network()
    form = '<html><head><title>用户登录</title></head><body><form><input type="password" name="p"></form></body></html>'
    network.answers["/jgzn/"] = (200, HTML, form.encode())
    crawl = Crawl(tmp_path, network)
    assert dict(crawl.finish().failures) == {"login": 1}
    assert all(item.kind != "page" for item in queries.items(crawl.conn, "mini"))


def test_soft_404_is_an_answer(tmp_path: Path) -> None:
    network = Network()
    network.answers["/gone.html"] = (200, HTML, page("提示", "<p>您访问的页面不存在</p>", menu=""))
    crawl = Crawl(tmp_path, network)
    assert crawl.finish().complete
    assert [link.outcome for link in queries.links(crawl.conn, "mini", outcomes=["soft_404"])] == ["soft_404"]


def test_cut_off_run_is_resumed_and_ends_like_an_unbroken_one(tmp_path: Path) -> None:
    whole = Crawl(tmp_path / "whole", Network())
    whole.finish()
    network = Network()
    for cut in (1, 3, 4, 7):
        broken = Crawl(tmp_path / "broken", network)
        for _ in range(cut):
            broken.step()
        broken.recorder.commit(2, owner="dead")  # in flight when it died
        broken.archive.close()
        broken.conn.close()
    last = Crawl(tmp_path / "broken", network)
    assert last.finish().complete
    for question in (queries.columns, queries.items, queries.listings):
        one = [_without_times(row) for row in question(whole.conn, "mini")]
        other = [_without_times(row) for row in question(last.conn, "mini")]
        assert one == other
    assert len(network.asked) == len(set(network.asked))  # nothing twice
    assert list(verify_captures(last.conn, tmp_path / "broken" / "archive")) == []


def _without_times(row: object) -> dict[str, object]:
    slots = row.__slots__  # type: ignore[attr-defined]
    left_out = ("first_seen", "last_seen", "capture_id", "seen_at")
    return {name: getattr(row, name) for name in slots if name not in left_out}


def test_second_crawl_keeps_versions_apart(tmp_path: Path) -> None:
    network = Network()
    Crawl(tmp_path, network).finish()
    changed = "/xwzx/tzgg/201611/t20161101_90.html"
    crumb = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/tzgg/">通知公告</a>'
    network.answers[changed] = (200, HTML, article("关于开展专项检查的通知（修订）", "2016-11-02", crumb))
    second = Crawl(tmp_path, network)
    second.finish()
    versions = second.conn.execute(
        "SELECT v.title, v.published_on FROM item_versions v JOIN items i ON i.id = v.item_id"
        " WHERE i.url LIKE '%_90.html' ORDER BY v.id"
    ).fetchall()
    assert [tuple(row) for row in versions] == [
        ("关于开展专项检查的通知", "2016-11-01"),
        ("关于开展专项检查的通知（修订）", "2016-11-02"),
    ]
    assert second.conn.execute("SELECT count(*) FROM item_versions").fetchone()[0] == 11  # 9 articles, 1 page, 1 new


def test_item_that_is_no_longer_there_has_vanished(tmp_path: Path) -> None:
    network = Network()
    Crawl(tmp_path, network).finish()
    crumb = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/tzgg/">通知公告</a>'
    network.answers["/xwzx/tzgg/"] = (200, HTML, page("通知公告", '<div class="list">暂无信息</div>', crumb))
    second = Crawl(tmp_path, network)
    second.finish()
    gone = [item.title for item in queries.items(second.conn, "mini") if item.vanished_at]
    assert gone == ["关于开展专项检查的通知"]


def test_profile_can_leave_a_column_out(tmp_path: Path) -> None:
    site = profile(columns={"新闻中心/通知公告": {"ignore": True}})
    crawl = Crawl(tmp_path, Network(), site)
    crawl.finish()
    assert "新闻中心/通知公告" not in {column.path for column in queries.columns(crawl.conn, "mini")}


def test_run_below_expectations_is_incomplete(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path, Network(), profile(expect={"columns": 6, "items": 5}))
    run = crawl.finish()
    assert (run.state, dict(run.failures)) == ("incomplete", {"too_few_columns": 2})


def test_nothing_is_catalogued_where_the_archive_fails(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path, Network())
    crawl.step()
    before = crawl.conn.total_changes
    crawl.archive.close()
    task = crawl.recorder.commit(1, owner="test")[0]
    leased = crawl.conn.total_changes
    with pytest.raises(ValueError, match="closed file"):
        crawl.recorder.record(task, crawl.network.fetch(task))
    assert crawl.conn.total_changes == leased > before
    assert crawl.recorder.frontier.counts()["in_flight"] == 1


def test_unreadable_certificate_leaves_a_visit(tmp_path: Path) -> None:
    network = Network()
    network.answers["/jgzn/"] = Outcome.TLS
    crawl = Crawl(tmp_path, network)
    assert dict(crawl.finish().failures) == {"tls": 1}
    assert [visit.url for visit in queries.visits(crawl.conn, "mini") if visit.outcome == "tls"]


def test_attachment_address_that_shows_a_page_is_a_missing_file(tmp_path: Path) -> None:
    network = Network()
    body = network.answers["/"][2].replace(b"/gone.html", b"/files/form.doc")
    network.answers["/"] = (200, HTML, body)
    network.answers["/files/form.doc"] = (200, HTML, page("某某局", "<p>欢迎访问</p>", menu=""))
    crawl = Crawl(tmp_path, network)
    crawl.finish()
    visits = [visit for visit in queries.visits(crawl.conn, "mini") if visit.role == Role.ATTACHMENT]
    assert [visit.outcome for visit in visits] == ["soft_404"]


def test_fetched_header_is_found_whatever_its_case() -> None:
    fetched = Fetched("http://a/", Network().clock(), Outcome.OK, 200, (("ETag", "x"),))
    assert fetched.header("etag") == "x"


def test_what_was_another_answer_is_withdrawn_and_asked_for_again(tmp_path: Path) -> None:
    network = Network()
    paths = [path for path in network.answers if path.startswith("/xwzx/gzdt/2016")][:3]
    for path in paths:
        good = network.answers[path]
        notice = (200, HTML, page("提示", "<p>系统正在处理，当前在线人数较多，请您耐心等候。</p>"))
        network.answers[path] = lambda visit, good=good, notice=notice: notice if visit == 1 else good
    crawl = Crawl(tmp_path, network)
    assert crawl.finish().complete
    assert [network.asked.count(path) for path in paths] == [2, 2, 2]
    versions = crawl.conn.execute(
        "SELECT i.url, count(*) AS n, max(v.text LIKE '%在线人数%') AS notice FROM items i"
        " JOIN item_versions v ON v.item_id = i.id GROUP BY i.id"
    ).fetchall()
    assert {row["n"] for row in versions} == {1}
    assert not any(row["notice"] for row in versions)
    assert crawl.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_wrong_address_is_no_target_of_the_site(tmp_path: Path) -> None:
    crawl = Crawl(tmp_path, Network())
    crawl.finish()
    visited = [visit.url for visit in queries.visits(crawl.conn, "mini")]
    assert [url for url in visited if "/gongkai-" in url] == visited[1:2]
    assert not [target for target in queries.targets(crawl.conn, "mini") if "/gongkai-" in target.url]
    assert not [link for link in queries.links(crawl.conn, "mini") if "/gongkai-" in link.url]


def test_wrong_address_that_fails_leaves_the_run_complete(tmp_path: Path) -> None:
    network = Network()
    wrong = wrong_address(HOME, "mini").removeprefix("http://portal.test")
    for outcome in (Outcome.TIMEOUT, Outcome.CHALLENGE, Outcome.SERVER_ERROR):
        network.answers[wrong] = outcome
        assert Crawl(tmp_path / outcome, network).finish().complete
    assert network.asked.count(wrong) == 3


def test_survey_asks_for_no_wrong_address(tmp_path: Path) -> None:
    network = Network()
    crawl = Crawl(tmp_path, network, scope=Scope(structure_only=True))
    crawl.finish()
    assert not [path for path in network.asked if path.startswith("/gongkai-")]
