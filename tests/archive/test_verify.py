"""Verification: a sound archive is sound; every kind of damage is found where it is, and hides no other."""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.archive import seal
from crawler.archive.verify import DamageKind, Verification, verify_archive, verify_captures
from crawler.archive.writer import Stored
from crawler.catalogue.database import connect
from crawler.catalogue.visits import Capture, add_capture
from crawler.clock import stamp
from crawler.model import Fetched, Outcome
from crawler.posting import post_url
from tests.archive.records import FILE, NOW, answer, end_of, writer


class Archive:
    """A sealed archive of five captures, one of them asked for by POST, with its catalogue."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.conn: sqlite3.Connection = connect(None)
        self.path = folder / FILE
        archive = writer(folder)
        self.stored: list[Stored] = []
        for fetched in (answer(1), answer(2), answer(3, b"\x00\xff" * 50_000, "image/png"), answer(4), _posted()):
            place = archive.write(fetched)
            self.stored.append(place)
            self.catalogue(fetched, place)
        archive.close()
        seal(folder, FILE, NOW)

    def catalogue(self, fetched: Fetched, place: Stored) -> None:
        """The row of a capture."""
        row = Capture(fetched.url, stamp(fetched.at), place.sha256, place.warc_file, place.offset, place.length)
        add_capture(self.conn, row)

    def verify(self) -> Verification:
        return verify_archive(self.conn, self.folder)

    def flip(self, at: int) -> None:
        """Change one bit of the file."""
        data = bytearray(self.path.read_bytes())
        data[at] ^= 0x10
        self.path.write_bytes(data)


def _posted() -> Fetched:
    return Fetched(post_url("http://x.test/list", "page=2"), NOW, Outcome.OK, 200, (), b"<ul></ul>")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def kinds(found: Verification) -> list[tuple[DamageKind, str | None]]:
    return [(damage.kind, damage.url) for damage in found.damage if damage.kind is not DamageKind.BROKEN_SEAL]


def test_sound_archive_is_sound_and_counted(archive: Archive) -> None:
    found = archive.verify()
    assert found.sound
    assert (found.files, found.captures, found.records, found.uncatalogued) == (1, 5, 7, 0)  # warcinfo, one request
    assert found.bytes == archive.path.stat().st_size
    assert found.seals["x"].size == found.bytes
    assert found.tails == []


@pytest.mark.parametrize("part", [0.05, 0.3, 0.5, 0.8, 0.999])
def test_one_changed_bit_is_found_at_its_record_and_hides_no_other(archive: Archive, part: float) -> None:
    hurt = archive.stored[2]
    archive.flip(hurt.offset + int(hurt.length * part))
    found = archive.verify()
    assert [url for _, url in kinds(found)] == ["http://x.test/3"]
    assert found.damage[0].offset == hurt.offset
    assert DamageKind.BROKEN_SEAL in {damage.kind for damage in found.damage}
    assert found.captures == 5


def test_every_single_bit_of_a_record_is_watched(archive: Archive) -> None:
    """No byte of the gzip member of a capture can change unseen, but for bits that mean nothing."""
    place = archive.stored[0]
    before = archive.path.read_bytes()
    unseen = []
    for at in range(place.offset, place.offset + place.length):
        archive.flip(at)
        if not kinds(archive.verify()):
            unseen.append(at - place.offset)
        archive.path.write_bytes(before)
    # Moment, level and system in the header, padding in the last byte before the checksum; the seal sees them too.
    assert set(unseen) <= {4, 5, 6, 7, 8, 9, place.length - 9}


def test_whole_record_that_was_rewritten_is_told_from_the_catalogued_one(archive: Archive, tmp_path: Path) -> None:
    """A forger who makes a new, valid record of the same length still meets the catalogue and the seal."""
    place = archive.stored[1]
    archive.conn.execute("UPDATE captures SET sha256 = ? WHERE url = 'http://x.test/2'", ("0" * 64,))
    archive.conn.execute("UPDATE captures SET url = 'http://x.test/other' WHERE url = 'http://x.test/4'")
    assert kinds(archive.verify()) == [
        (DamageKind.WRONG_BODY, "http://x.test/2"),
        (DamageKind.WRONG_URL, "http://x.test/other"),
    ]
    assert place.sha256 in next(iter(verify_captures(archive.conn, tmp_path))).why


def test_row_of_a_post_is_compared_with_what_was_asked(archive: Archive) -> None:
    archive.conn.execute("UPDATE captures SET url = replace(url, 'page=2', 'page=3')")
    assert [kind for kind, _ in kinds(archive.verify())] == [DamageKind.WRONG_URL]


def test_missing_and_cut_files_name_every_lost_page(archive: Archive) -> None:
    os.truncate(archive.path, archive.stored[3].offset + 10)
    found = archive.verify()
    assert kinds(found) == [
        (DamageKind.CUT_FILE, "http://x.test/4"),
        (DamageKind.CUT_FILE, "http://x.test/list?__wb_method=POST&page=2"),
    ]
    archive.path.unlink()
    assert [kind for kind, _ in kinds(archive.verify())] == [DamageKind.MISSING_FILE] * 5


def test_row_whose_place_holds_something_else_is_damage(archive: Archive) -> None:
    archive.conn.execute("UPDATE captures SET offset = 0, length = ? WHERE id = 1", (archive.stored[0].offset,))
    assert kinds(archive.verify()) == [(DamageKind.UNREADABLE, "http://x.test/1")]


def test_what_a_run_that_was_cut_off_left_is_named_and_is_no_damage(archive: Archive) -> None:
    again = writer(archive.folder, {FILE: end_of(archive.stored[-1])})
    lost = again.write(answer(6))
    again.close()
    with archive.path.open("ab") as file:
        file.write(b"\x1f\x8b\x08 torn")
    found = archive.verify()
    assert found.sound
    assert found.uncatalogued == 1
    assert [(tail.warc_file, tail.offset, tail.size) for tail in found.tails] == [(FILE, end_of(lost), 8)]


def test_sealed_bytes_at_the_end_are_no_tail(archive: Archive) -> None:
    with archive.path.open("ab") as file:
        file.write(b"torn")
    seal(archive.folder, FILE, NOW)
    assert [damage.kind for damage in archive.verify().damage] == [DamageKind.UNREADABLE]


def test_damage_between_two_captures_is_found(archive: Archive) -> None:
    archive.conn.execute("DELETE FROM captures WHERE url = 'http://x.test/3'")
    assert archive.verify().uncatalogued == 1
    archive.flip(archive.stored[2].offset + 400)
    found = archive.verify()
    assert [(damage.kind, damage.offset) for damage in found.damage[:1]] == [
        (DamageKind.UNREADABLE, archive.stored[2].offset)
    ]


def test_file_that_is_not_compressed_is_verified_as_well(archive: Archive) -> None:
    """As other crawlers may have made it, and a replay brought it in."""
    plain = archive.folder / "x" / "imported" / "plain.warc"
    plain.parent.mkdir()
    data = b"".join(
        gzip.decompress(archive.path.read_bytes()[place.offset : place.offset + place.length])
        for place in archive.stored
    )
    plain.write_bytes(data)
    from crawler.archive import iter_responses

    for entry in iter_responses(plain):
        archive.conn.execute(
            "INSERT INTO captures (url, at, sha256, warc_file, offset, length) SELECT url, at, sha256,"
            " 'x/imported/plain.warc', ?, ? FROM captures WHERE url = ? AND warc_file = ?",
            (entry.offset, entry.length, entry.fetched.url, FILE),
        )
    found = archive.verify()
    assert found.sound, found.damage
    assert (found.files, found.captures, found.records) == (2, 10, 13)
    plain.write_bytes(data.replace("第2页".encode(), "第9页".encode()))
    assert kinds(archive.verify()) == [(DamageKind.WRONG_DIGEST, "http://x.test/2")]


def test_broken_chain_is_damage(archive: Archive) -> None:
    chain = archive.folder / "x" / "chain.tsv"
    chain.write_text(chain.read_text().replace("2016-03-05", "2016-03-04"))
    assert [(damage.kind, damage.warc_file) for damage in archive.verify().damage] == [
        (DamageKind.BROKEN_SEAL, "x/chain.tsv")
    ]


def test_only_the_named_sites_are_looked_at(archive: Archive) -> None:
    archive.path.unlink()
    assert verify_archive(archive.conn, archive.folder, sites=["y"]).sound
    assert not verify_archive(archive.conn, archive.folder, sites=["x"]).sound


def test_progress_is_told_in_bytes_up_to_the_end(archive: Archive) -> None:
    told: list[tuple[int, int]] = []
    verify_archive(archive.conn, archive.folder, progress=lambda done, total, name: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (archive.path.stat().st_size,) * 2


def test_memory_does_not_grow_with_the_record(tmp_path: Path, in_subprocess: Callable[[str], str]) -> None:
    grown = in_subprocess(f"""
        import resource
        from pathlib import Path
        from crawler.archive.verify import verify_archive
        from crawler.catalogue.database import connect
        from tests.archive.records import answer, writer
        folder = Path({str(tmp_path)!r})
        archive = writer(folder)
        archive.write(answer(1))
        conn = connect(None)
        verify_archive(conn, folder)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        import subprocess, sys
        big = "from tests.archive.records import *; from pathlib import Path;" + (
            "import os; w = writer(Path(sys.argv[1]), run=2); w.write(answer(2, os.urandom(1 << 20) * 60)); w.close()")
        subprocess.run([sys.executable, "-c", "import sys;" + big, str(folder)], check=True)
        found = verify_archive(conn, folder)
        assert found.sound and found.records == 4, found
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """)
    assert int(grown) < 8 * 1024  # KiB, over a record of 60 MB
