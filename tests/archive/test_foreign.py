"""Archives of other crawlers: chunked and packed bodies, revisits, requests before and behind, and what is refused."""

from __future__ import annotations

import gzip
import http.server
import threading
import zlib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import decoding, iter_responses
from crawler.archive.sources import WarcSource
from crawler.model import Fetched, Outcome, Role
from crawler.posting import FORM, post_url
from tests.archive.foreign import Foreign, chunked, moment
from tests.crawler.mini_site import task

URL = "http://portal.test/a.html"
PAGE = ("<html><h1>关于开展检查的通知</h1>" + "<p>请遵照执行。</p>" * 300 + "</html>").encode("gb18030")


def pack(name: str, data: bytes) -> bytes:
    match name:
        case "gzip":
            return gzip.compress(data)
        case "gzip in two members":
            return gzip.compress(data[:500]) + gzip.compress(data[500:])
        case "deflate":
            return zlib.compress(data)
        case "raw deflate":
            return zlib.compress(data, wbits=-15)
        case "br":
            return bytes(pytest.importorskip("brotli").compress(data))
        case "zstd":
            return bytes(decoding._zstd().compress(data))
    return data


def fetch(source: WarcSource, url: str) -> Fetched:
    return source.fetch(task(Role.LINK, url))


def only(path: Path) -> Fetched:
    (entry,) = iter_responses(path)
    return entry.fetched


@pytest.mark.parametrize("wire", ["plain", "chunked"])
@pytest.mark.parametrize("name", ["identity", "gzip", "gzip in two members", "deflate", "raw deflate", "br", "zstd"])
def test_body_is_unpacked_as_a_browser_would(tmp_path: Path, name: str, wire: str) -> None:
    data = pack(name, PAGE)
    told = next((word for word in ("gzip", "deflate") if word in name), name)
    headers = [("Content-Type", "text/html"), ("Content-Encoding", told)]
    if wire == "chunked":
        headers.append(("Transfer-Encoding", "chunked"))
        data = chunked(data)
    file = Foreign(tmp_path / "f.warc.gz")
    file.response(URL, data, headers=headers)
    fetched = only(file.close())
    assert (fetched.body, fetched.outcome, fetched.status) == (PAGE, Outcome.OK, 200)
    assert fetched.header("content-encoding") is None
    assert fetched.header("transfer-encoding") is None


def test_body_packed_twice_is_unpacked_twice(tmp_path: Path) -> None:
    file = Foreign(tmp_path / "f.warc.gz")
    file.response(URL, gzip.compress(zlib.compress(PAGE)), headers=[("Content-Encoding", "deflate, gzip")])
    assert only(file.close()).body == PAGE


@pytest.mark.parametrize("name", ["gzip", "deflate", "br", "zstd", "compress"])
def test_body_that_was_unpacked_already_is_taken_as_it_is(tmp_path: Path, name: str) -> None:
    file = Foreign(tmp_path / "f.warc.gz")
    file.response(URL, PAGE, headers=[("Content-Encoding", name), ("Transfer-Encoding", "chunked")])
    fetched = only(file.close())
    assert (fetched.body, fetched.outcome) == (PAGE, Outcome.OK)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("gzip", gzip.compress(PAGE)[:-30]),
        ("gzip", gzip.compress(PAGE)[:60] + b"\xff" * 20 + gzip.compress(PAGE)[80:]),
        ("deflate", zlib.compress(PAGE)[:-10]),
        ("br", b"\xff\xff\xff\xff nothing packed with brotli"),
        ("x-unheard-of", b"\x01\x02\x03"),
    ],
    ids=["cut gzip", "hurt gzip", "cut deflate", "no brotli", "unknown"],
)
def test_body_that_cannot_be_unpacked_is_an_outcome_and_no_page(tmp_path: Path, name: str, data: bytes) -> None:
    file = Foreign(tmp_path / "f.warc.gz")
    file.response(URL, data, headers=[("Content-Encoding", name)])
    fetched = only(file.close())
    assert (fetched.outcome, fetched.body) == (Outcome.UNREADABLE, b"")
    assert name in fetched.error


@pytest.mark.parametrize("name", ["br", "zstd"])
def test_missing_library_is_told_and_packed_bytes_are_no_page(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pack(name, PAGE)
    file = Foreign(tmp_path / "f.warc.gz")
    file.response(URL, data, headers=[("Content-Encoding", name)])
    path = file.close()

    def absent(wanted: str) -> Any:
        if wanted in ("brotli", "backports.zstd", "compression.zstd"):
            raise ModuleNotFoundError(f"No module named {wanted!r}")
        return import_module(wanted)

    monkeypatch.setattr(decoding, "import_module", absent)
    fetched = only(path)
    assert (fetched.outcome, fetched.body) == (Outcome.UNREADABLE, b"")
    assert "No module named" in fetched.error


@pytest.mark.parametrize("name", ["gzip", "br", "zstd"])
def test_bomb_is_stopped_at_the_cap(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MAX_BODY", 1 << 20)
    file = Foreign(tmp_path / "f.warc.gz")
    file.response(URL, pack(name, bytes(64 << 20)), headers=[("Content-Encoding", name)])
    fetched = only(file.close())
    assert (fetched.outcome, fetched.body) == (Outcome.TOO_LARGE, b"")


@pytest.mark.parametrize(
    ("why", "outcome"),
    [("length", Outcome.TOO_LARGE), ("time", Outcome.TIMEOUT), ("disconnect", Outcome.CONNECTION_LOST)],
)
def test_record_that_the_crawler_cut_off_is_no_page(tmp_path: Path, why: str, outcome: Outcome) -> None:
    file = Foreign(tmp_path / "f.warc.gz")
    file.response(URL, PAGE[:500], WARC_Truncated=why)
    assert only(file.close()).outcome is outcome


# --- requests -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["request first", "response first", "request first, named by the response"])
def test_answer_to_a_post_has_the_address_of_its_body(tmp_path: Path, order: str) -> None:
    file = Foreign(tmp_path / "f.warc.gz")
    if order == "response first":
        record = file.response(URL, b"<p>2</p>")
        own = record.rec_headers.get_header("WARC-Record-ID")
        file.request(URL, "POST /a.html HTTP/1.1", b"page=2", FORM, WARC_Concurrent_To=own)
    elif order == "request first":
        own = "<urn:uuid:0d1f7a7e-0000-4000-8000-000000000001>"
        file.request(URL, "POST /a.html HTTP/1.1", b"page=2", FORM, WARC_Concurrent_To=own)
        file.response(URL, b"<p>2</p>", WARC_Record_ID=own)
    else:
        file.request(URL, "POST /a.html HTTP/1.1", b"page=2", FORM)
        file.response(URL, b"<p>2</p>")
    file.response(URL, b"<p>1</p>")
    source = WarcSource([file.close()], tmp_path / "archive", "x")
    assert fetch(source, URL).body == b"<p>1</p>"
    assert fetch(source, post_url(URL, "page=2")).body == b"<p>2</p>"


def test_answer_to_a_head_is_no_page(tmp_path: Path) -> None:
    file = Foreign(tmp_path / "f.warc.gz")
    file.response(URL, PAGE, day=1)
    record = file.response(URL, b"", day=2)
    file.request(URL, "HEAD /a.html HTTP/1.1", WARC_Concurrent_To=record.rec_headers.get_header("WARC-Record-ID"))
    source = WarcSource([file.close()], tmp_path / "archive", "x")
    assert fetch(source, URL).body == PAGE


# --- revisits -----------------------------------------------------------------------------------------


def test_revisit_is_answered_with_the_record_it_refers_to(tmp_path: Path) -> None:
    file = Foreign(tmp_path / "first.warc.gz")
    digest = file.response(URL, PAGE, day=1).rec_headers.get_header("WARC-Payload-Digest")
    first = file.close()
    file = Foreign(tmp_path / "second.warc.gz")
    refers = {"WARC_Refers_To_Target_URI": URL, "WARC_Refers_To_Date": moment(1)}
    file.revisit(URL, digest, day=5, **refers)
    file.revisit("http://portal.test/copy.html", digest, day=6, **refers)
    source = WarcSource([file.close(), first], tmp_path / "archive", "x")
    again, copy = fetch(source, URL), fetch(source, "http://portal.test/copy.html")
    assert (again.body, again.url, again.at.day, again.outcome) == (PAGE, URL, 5, Outcome.OK)
    assert (copy.body, copy.url, copy.at.day) == (PAGE, "http://portal.test/copy.html", 6)
    stored = source.write(copy)  # the capture is the record that has the bytes
    assert (stored.url, stored.at.day if stored.at else None) == (URL, 1)


@pytest.mark.parametrize("by", ["record id", "digest only", "no http headers"])
def test_older_ways_to_refer_are_understood(tmp_path: Path, by: str) -> None:
    file = Foreign(tmp_path / "f.warc.gz")
    record = file.response(URL, PAGE, day=1)
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    refers = {"WARC_Refers_To": record.rec_headers.get_header("WARC-Record-ID")} if by == "record id" else {}
    file.revisit(
        "http://portal.test/copy.html",
        "sha1:OTHER" if by == "record id" else digest,
        day=2,
        status=None if by == "no http headers" else "200 OK",
        **refers,
    )
    source = WarcSource([file.close()], tmp_path / "archive", "x")
    assert fetch(source, "http://portal.test/copy.html").body == PAGE


def test_revisit_of_something_that_is_not_in_the_set_was_not_captured(tmp_path: Path) -> None:
    file = Foreign(tmp_path / "f.warc.gz")
    file.response("http://portal.test/", b"<html></html>")
    file.revisit(URL, "sha1:AAAA", day=2, WARC_Refers_To_Target_URI=URL, WARC_Refers_To_Date=moment(1))
    source = WarcSource([file.close()], tmp_path / "archive", "x")
    missing = fetch(source, URL)
    assert (missing.outcome, missing.status) == (Outcome.NOT_CAPTURED, None)
    assert "from before" in missing.error


def test_not_modified_is_answered_with_the_newest_record_from_before(tmp_path: Path) -> None:
    """As our own update crawls archive it: a response record with status 304."""
    file = Foreign(tmp_path / "f.warc.gz")
    file.response(URL, b"<p>old</p>", day=1)
    file.response(URL, b"<p>new</p>", day=3)
    file.response("http://www.portal.test/a.html", b"", status="304 Not Modified", day=7)
    file.response(URL, b"busy", status="503 Service Unavailable", day=8)
    file.response("http://portal.test/b.html", b"", status="304 Not Modified", day=7)
    source = WarcSource([file.close()], tmp_path / "archive", "x")
    again = fetch(source, URL)
    assert (again.body, again.status, again.at.day) == (b"<p>new</p>", 200, 7)
    assert fetch(source, "http://portal.test/b.html").outcome is Outcome.NOT_CAPTURED


# --- a real recording ---------------------------------------------------------------------------------


class _Portal(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        body = gzip.compress(PAGE)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(chunked(body, 100))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"post")

    def log_message(self, *arguments: object) -> None:
        """Quiet."""


def test_recording_by_warcio_is_read(tmp_path: Path, in_subprocess: Callable[[str], str]) -> None:
    """`capture_http` keeps what came over the wire, chunks and all, the request behind the response."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    path = tmp_path / "recorded.warc.gz"
    try:
        in_subprocess(f"""
            from warcio.capture_http import capture_http
            import http.client
            with capture_http({str(path)!r}):
                connection = http.client.HTTPConnection("127.0.0.1", {server.server_port})
                connection.request("GET", "/a.html")
                connection.getresponse().read()
                connection.request("POST", "/a.html", "page=2", {{"Content-Type": {FORM!r}}})
                connection.getresponse().read()
                connection.close()
        """)
    finally:
        server.shutdown()
        server.server_close()
    home = f"http://127.0.0.1:{server.server_port}/a.html"
    source = WarcSource([path], tmp_path / "archive", "x")
    assert fetch(source, home).body == PAGE
    assert fetch(source, post_url(home, "page=2")).body == b"post"
