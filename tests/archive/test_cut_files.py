"""What a killed process leaves, and what goes on from there: cut back where it may be, refused where it may not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.archive import broken_seals, iter_responses, seal
from crawler.archive.chain import read_chain
from crawler.archive.tails import seal_run, trim_tails
from crawler.errors import ArchiveError
from tests.archive.records import FILE, NOW, answer, end_of, writer


def urls(path: Path) -> list[str]:
    return [entry.fetched.url for entry in iter_responses(path)]


def killed_in_mid_record(folder: Path) -> int:
    """A process writes two records, is killed while it writes the third; returns the end of the first."""
    script = """
        import os, signal, sys
        from pathlib import Path
        from crawler.archive.writer import _member
        from tests.archive.records import answer, end_of, writer
        archive = writer(Path(sys.argv[1]))
        print(end_of(archive.write(answer(1))), flush=True)
        archive.write(answer(2))
        half = archive._file
        body = bytes(range(256)) * 4000
        import crawler.archive.writer as module
        whole = module._member
        def torn(record):
            data = whole(record)
            half.write(data[: len(data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)
        module._member = torn
        archive.write(answer(3, body))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(folder)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    return int(done.stdout)


def test_after_a_kill_in_mid_record_the_file_is_cut_back_and_goes_on(tmp_path: Path) -> None:
    end = killed_in_mid_record(tmp_path)
    assert (tmp_path / FILE).stat().st_size > end
    archive = writer(tmp_path, {FILE: end})
    place = archive.write(answer(4))
    archive.close()
    assert (archive.warc_file, place.offset) == (FILE, end)
    assert urls(tmp_path / FILE) == ["http://x.test/1", "http://x.test/4"]


def test_chain_is_whole_after_a_kill_and_a_resumption(tmp_path: Path) -> None:
    end = killed_in_mid_record(tmp_path)
    assert trim_tails(tmp_path, "x", 1, {FILE: end}) == [FILE]
    seal(tmp_path, FILE, NOW)
    archive = writer(tmp_path, {FILE: end})
    archive.write(answer(4))
    archive.close()
    seal(tmp_path, FILE, NOW)
    assert list(broken_seals(tmp_path, "x")) == []
    assert len(read_chain(tmp_path, "x")[0]) == 2


def test_run_that_goes_on_on_another_day_cuts_the_file_of_the_first_day(tmp_path: Path) -> None:
    end = killed_in_mid_record(tmp_path)
    assert trim_tails(tmp_path, "x", 1, {FILE: end}) == [FILE]
    archive = writer(tmp_path, {FILE: end}, opened=NOW + timedelta(days=1))
    archive.close()
    assert archive.warc_file == "x/x-20160306-000001.warc.gz"
    assert urls(tmp_path / FILE) == ["http://x.test/1"]


def test_files_of_earlier_days_and_dead_partners_are_sealed_when_the_run_ends(tmp_path: Path) -> None:
    ends = {FILE: killed_in_mid_record(tmp_path)}
    later = NOW + timedelta(days=1)
    mine, dead, alive = (writer(tmp_path, ends, opened=later) for _ in range(3))
    for number, archive in enumerate((mine, dead, alive), 4):
        stored = archive.write(answer(number))
        ends[stored.warc_file] = end_of(stored)
    dead.write(answer(9))  # and is killed before it is catalogued
    dead.close()
    mine.close()
    for _ in range(2):  # a second time changes nothing
        seal_run(tmp_path, "x", 1, ends, later)
        seals, problems = read_chain(tmp_path, "x")
        assert {f"x/{entry.file}": entry.size for entry in seals} == {
            name: end for name, end in ends.items() if name != alive.warc_file
        }
        assert problems == list(broken_seals(tmp_path, "x")) == []
    alive.close()


@pytest.mark.parametrize("left", ["missing", "shorter"])
def test_file_with_less_than_the_catalogue_knows_stops_the_run_and_says_what_to_do(tmp_path: Path, left: str) -> None:
    archive = writer(tmp_path)
    end = end_of(archive.write(answer(1)))
    archive.close()
    path = tmp_path / FILE
    path.unlink() if left == "missing" else os.truncate(path, end - 1)
    for go_on in (lambda: writer(tmp_path, {FILE: end}), lambda: trim_tails(tmp_path, "x", 1, {FILE: end})):
        with pytest.raises(ArchiveError, match="evidence was lost") as caught:
            go_on()
        assert f"byte {end}" in str(caught.value)
        assert "--fresh" in caught.value.fix
    assert path.exists() is (left == "shorter")  # nothing was made up in its place


def test_lost_file_of_an_older_run_does_not_stop_a_new_one(tmp_path: Path) -> None:
    archive = writer(tmp_path, {FILE: 5000}, run=2)
    archive.write(answer(1))
    archive.close()
    assert archive.warc_file == "x/x-20160305-000002.warc.gz"


def test_sealed_bytes_are_never_cut_off_whatever_the_catalogue_says(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    end = end_of(archive.write(answer(1)))
    archive.write(answer(2))
    archive.close()
    seal(tmp_path, FILE, NOW)
    before = (tmp_path / FILE).read_bytes()
    for go_on in (lambda: writer(tmp_path, {FILE: end}), lambda: trim_tails(tmp_path, "x", 1, {FILE: end})):
        with pytest.raises(ArchiveError, match="older than the archive"):
            go_on()
    assert (tmp_path / FILE).read_bytes() == before


def test_file_of_a_lost_catalogue_is_not_taken_for_one_of_this_run(tmp_path: Path) -> None:
    """Runs are numbered anew in a new catalogue; the evidence of the old one has the same names."""
    archive = writer(tmp_path)
    archive.write(answer(1))
    archive.close()
    before = (tmp_path / FILE).read_bytes()
    assert trim_tails(tmp_path, "x", 1, {}) == []
    assert trim_tails(tmp_path, "x", 1, {}, since=NOW + timedelta(seconds=1)) == []
    assert (tmp_path / FILE).read_bytes() == before


def test_what_was_committed_until_the_file_could_be_locked_is_kept(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    ends = {FILE: end_of(archive.write(answer(1)))}
    asked = 0

    def ask() -> dict[str, int]:
        nonlocal asked
        asked += 1
        known = dict(ends)
        if asked == 2:  # between our last look and the lock, the other process commits and ends
            ends[FILE] = end_of(archive.write(answer(2)))
            archive.close()
        return known

    again = writer(tmp_path, ask)
    again.close()
    assert urls(tmp_path / FILE) == ["http://x.test/1", "http://x.test/2"]


def test_seal_that_was_cut_off_in_mid_line_is_set_anew(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    archive.write(answer(1))
    archive.sync()
    seal(tmp_path, FILE, NOW)
    archive.write(answer(2))
    archive.close()
    seal(tmp_path, FILE, NOW)
    chain = tmp_path / "x" / "chain.tsv"
    whole = chain.read_bytes()
    for cut in (1, 30, 64, 100):
        chain.write_bytes(whole[:-cut])
        assert list(broken_seals(tmp_path, "x")) == []  # a seal that was not set yet proves nothing, and breaks nothing
        assert len(read_chain(tmp_path, "x")[0]) == 1
        seal(tmp_path, FILE, NOW)
        assert chain.read_bytes() == whole


def test_two_processes_that_seal_at_once_make_one_chain(tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from crawler.archive import seal
        from tests.archive.records import NOW, answer, writer
        folder = Path(sys.argv[1])
        archive = writer(folder)
        archive.write(answer(1))
        archive.sync()
        for _ in range(20):
            seal(folder, archive.warc_file, NOW)
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [subprocess.Popen(command, env=environment) for _ in range(2)]
    assert [process.wait() for process in running] == [0, 0]
    assert list(broken_seals(tmp_path, "x")) == []
    assert len(read_chain(tmp_path, "x")[0]) == 40
