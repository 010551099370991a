"""WARC files: written one member a record, cut back to what is catalogued, read back, checked."""

from __future__ import annotations

import resource
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import WarcWriter, broken_seals, iter_responses, read_capture, seal
from crawler.errors import ArchiveError
from crawler.model import Fetched, Outcome
from crawler.posting import JSON, post_url

NOW = datetime(2016, 3, 5, 2, tzinfo=UTC)
FILE = "x/x-20160305-000001.warc.gz"


def writer(folder: Path, committed: dict[str, int] | None = None) -> WarcWriter:
    return WarcWriter(folder, "x", 1, NOW, software="test/1", committed=committed or {})


def answer(no: int = 1, body: bytes = b"<html>\xb9\xab\xbf\xaa</html>", **headers: str) -> Fetched:
    listed = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Fetched(f"http://x.test/{no}", NOW, Outcome.OK, 200, (("Content-Type", "text/html"), *listed), body)


def test_stored_response_is_read_back_as_it_was_fetched(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    stored = [archive.write(answer(no, body=b"x" * no * 1000)) for no in range(1, 4)]
    archive.close()
    for no, place in enumerate(stored, 1):
        found = read_capture(tmp_path, place.warc_file, place.offset, place.length)
        assert (found.url, found.body, found.status, found.at) == (f"http://x.test/{no}", b"x" * no * 1000, 200, NOW)


def test_file_opens_in_another_tool(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    archive.write(answer())
    archive.close()
    check = subprocess.run(
        [Path(sys.executable).with_name("warcio"), "check", "-v", tmp_path / FILE], capture_output=True, text=True
    )
    assert check.returncode == 0
    assert "digest pass" in check.stdout


def test_headers_fit_the_unpacked_body(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    place = archive.write(answer(Content_Encoding="gzip", Transfer_Encoding="chunked", ETag='"1"'))
    archive.close()
    found = read_capture(tmp_path, place.warc_file, place.offset, place.length)
    assert found.header("content-length") == str(len(found.body))
    assert found.header("content-encoding") is None
    assert found.header("etag") == '"1"'


def test_tail_that_was_never_catalogued_is_cut_off(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    kept = archive.write(answer(1))
    archive.write(answer(2))
    archive.close()
    with (tmp_path / FILE).open("ab") as file:
        file.write(b"\x1f\x8b\x08 torn by a power cut")
    again = writer(tmp_path, {FILE: kept.offset + kept.length})
    place = again.write(answer(3))
    again.close()
    assert place.offset == kept.offset + kept.length
    assert [entry.fetched.url for entry in iter_responses(tmp_path / FILE)] == ["http://x.test/1", "http://x.test/3"]


def test_file_of_somebody_else_is_never_touched(tmp_path: Path) -> None:
    other = writer(tmp_path)
    other.write(answer())
    other.close()
    before = (tmp_path / FILE).read_bytes()
    mine = writer(tmp_path)
    mine.write(answer())
    mine.close()
    assert mine.warc_file == "x/x-20160305-000001-2.warc.gz"
    assert (tmp_path / FILE).read_bytes() == before


def test_record_that_does_not_fit_leaves_the_file_whole(tmp_path: Path) -> None:
    """A limit on the file's size stands in for a full disk: the write stops in the middle of a record."""
    archive = writer(tmp_path)
    first = archive.write(answer(1))
    end = first.offset + first.length
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (end + 100, limits[1]))
    try:
        with pytest.raises(ArchiveError, match="cannot be written"):
            archive.write(answer(2, body=bytes(range(256)) * 50))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / FILE).stat().st_size == end
    place = archive.write(answer(3))
    archive.close()
    assert place.offset == end
    assert [entry.fetched.url for entry in iter_responses(tmp_path / FILE)] == ["http://x.test/1", "http://x.test/3"]


def test_full_disk_is_told_in_words(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("mounting a small tmpfs is not permitted here")
    try:
        archive = writer(small)
        with pytest.raises(ArchiveError, match="disk is full") as caught:
            for no in range(200):
                archive.write(answer(no, body=str(list(range(no, no + 3000))).encode()))
        assert caught.value.exit_code == 1
        count = sum(1 for _ in iter_responses(small / FILE))
        assert count > 0
        archive._file.close()
    finally:
        subprocess.run(["umount", small], check=True)


def sealed(folder: Path) -> Path:
    """Two sealed stages of one file."""
    archive = writer(folder)
    archive.write(answer(1))
    archive.sync()
    seal(folder, FILE, NOW)
    archive.write(answer(2))
    archive.close()
    seal(folder, FILE, NOW)
    return folder / "x" / "chain.tsv"


def test_sealed_archive_shows_no_break(tmp_path: Path) -> None:
    assert len(sealed(tmp_path).read_text().splitlines()) == 2
    assert list(broken_seals(tmp_path, "x")) == []
    assert list(broken_seals(tmp_path, "y")) == []


def test_changed_byte_breaks_the_seal(tmp_path: Path) -> None:
    sealed(tmp_path)
    with (tmp_path / FILE).open("r+b") as file:
        file.seek(40)
        file.write(b"!")
    assert [line.split(": ", 1)[1] for line in broken_seals(tmp_path, "x")] == [
        "x-20160305-000001.warc.gz was changed after it was sealed"
    ] * 2


def test_line_that_was_left_out_or_mended_breaks_the_chain(tmp_path: Path) -> None:
    chain = sealed(tmp_path)
    lines = chain.read_text().splitlines(keepends=True)
    for forged in (lines[1:], [lines[0].replace("2016-03-05", "2016-03-04"), lines[1]]):
        chain.write_text("".join(forged))
        assert any("seal does not fit" in line for line in broken_seals(tmp_path, "x"))


def test_file_that_was_cut_is_told(tmp_path: Path) -> None:
    sealed(tmp_path)
    with (tmp_path / FILE).open("r+b") as file:
        file.truncate(100)
    assert any("shorter than it was" in line for line in broken_seals(tmp_path, "x"))


def test_missing_file_and_wrong_place_are_archive_errors(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be read"):
        read_capture(tmp_path, FILE, 0, 100)
    archive = writer(tmp_path)
    archive.write(answer())
    archive.close()
    with pytest.raises(ArchiveError, match=r"holds no response|not a readable WARC"):
        read_capture(tmp_path, FILE, 7, 50)


def test_file_that_is_no_warc_is_an_archive_error(tmp_path: Path) -> None:
    path = tmp_path / "page.warc.gz"
    path.write_bytes(b"<html>no warc</html>" * 100)
    with pytest.raises(ArchiveError, match="not a readable WARC"):
        list(iter_responses(path))


def test_answer_to_a_post_is_kept_with_its_request_and_found_again(tmp_path: Path) -> None:
    asked = {
        post_url("http://x.test/list?id=1", "page=2&t=%B9%A4"): b"second",
        post_url("http://x.test/list?id=1", '{"page":3}', JSON): b"third",
    }
    archive = writer(tmp_path)
    archive.write(answer(1))
    places = [archive.write(Fetched(url, NOW, Outcome.OK, 200, (), body)) for url, body in asked.items()]
    archive.write(answer(2))
    archive.close()
    found = {entry.fetched.url: entry for entry in iter_responses(tmp_path / FILE)}
    assert list(found) == ["http://x.test/1", *asked, "http://x.test/2"]
    for place, (url, body) in zip(places, asked.items(), strict=True):
        assert (found[url].offset, found[url].length) == (place.offset, place.length)
        again = read_capture(tmp_path, place.warc_file, place.offset, place.length)
        assert (again.url, again.body) == (url, body)


def test_archive_holds_the_real_address_of_a_post(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    archive.write(Fetched(post_url("http://x.test/list", "page=2"), NOW, Outcome.OK, 200, (), b"x"))
    archive.close()
    with (tmp_path / FILE).open("rb") as file:
        told = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
            for record in ArchiveIterator(file)
        ]
    assert told[1:] == [("request", "http://x.test/list", b"page=2"), ("response", "http://x.test/list", b"x")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_file_name_in_a_header_is_kept_readable_whatever_its_encoding(tmp_path: Path, encoding: str) -> None:
    name = 'attachment; filename="申请表.doc"'.encode(encoding).decode("latin-1")
    archive = writer(tmp_path)
    place = archive.write(answer(Content_Disposition=name))
    archive.close()
    found = read_capture(tmp_path, place.warc_file, place.offset, place.length)
    assert unquote(found.header("content-disposition") or "") == "attachment; filename*=UTF-8''申请表.doc"
