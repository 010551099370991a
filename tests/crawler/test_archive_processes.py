"""WARC files of a run that several processes write, and what those leave behind that died."""

from datetime import UTC, datetime
from pathlib import Path

from crawler.archive import WarcWriter, iter_responses
from crawler.archive.tails import trim_tails
from crawler.model import Fetched, Outcome

NOW = datetime(2016, 3, 5, 2, tzinfo=UTC)


def writer(folder: Path, committed: dict[str, int] | None = None) -> WarcWriter:
    return WarcWriter(folder, "x", 1, NOW, software="test/1", committed=committed or {})


def answer(no: int) -> Fetched:
    return Fetched(f"http://x.test/{no}", NOW, Outcome.OK, 200, (("Content-Type", "text/html"),), b"<p>" * 100)


def test_two_writers_of_one_run_never_share_a_file(tmp_path: Path) -> None:
    first, second = writer(tmp_path), writer(tmp_path)
    stored = [first.write(answer(1)), second.write(answer(2))]
    assert [place.warc_file for place in stored] == ["x/x-20160305-000001.warc.gz", "x/x-20160305-000001-2.warc.gz"]
    committed = {place.warc_file: place.offset + place.length for place in stored}
    first.close()
    again = writer(tmp_path, committed)
    assert again.warc_file == first.warc_file
    third = writer(tmp_path, committed)
    assert third.warc_file == "x/x-20160305-000001-3.warc.gz"
    for archive in (again, second, third):
        archive.close()


def test_what_was_never_catalogued_is_cut_off_unless_its_writer_lives(tmp_path: Path) -> None:
    dead, lost, alive = writer(tmp_path), writer(tmp_path), writer(tmp_path)
    kept = dead.write(answer(1))
    for number, archive in enumerate((dead, lost, alive), 2):
        archive.write(answer(number))
    dead.close()
    lost.close()
    committed = {kept.warc_file: kept.offset + kept.length}
    assert trim_tails(tmp_path, "x", 1, committed, since=NOW) == [lost.warc_file, dead.warc_file]
    found = {
        name: [r.fetched.url[-1] for r in iter_responses(tmp_path / name)] for name in (dead.warc_file, lost.warc_file)
    }
    assert found == {dead.warc_file: ["1"], lost.warc_file: []}
    assert [r.fetched.url[-1] for r in iter_responses(tmp_path / alive.warc_file)] == ["4"]
    alive.close()


def test_a_file_that_ends_in_its_first_record_is_emptied(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    archive.close()
    path = tmp_path / archive.warc_file
    path.write_bytes(path.read_bytes()[:-5])
    assert trim_tails(tmp_path, "x", 1, {}, since=NOW) == [archive.warc_file]
    assert path.stat().st_size == 0
