"""One record and the seal over it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.archive.chain import seal
from crawler.archive.sealed import standing

NOW = datetime(2016, 12, 31, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "x").mkdir()
    file = tmp_path / "x" / "a.warc.gz"
    file.write_bytes(b"1" * 100)
    seal(tmp_path, "x/a.warc.gz", NOW)
    file.write_bytes(b"1" * 100 + b"2" * 50)
    return tmp_path


def test_a_record_before_the_seal_is_vouched_for(archive: Path) -> None:
    found = standing(archive, "x/a.warc.gz", 100)
    assert (found.seal.line if found.seal else None, found.fits, found.broken) == (1, True, ())


def test_a_record_behind_the_last_seal_is_not(archive: Path) -> None:
    assert standing(archive, "x/a.warc.gz", 101).seal is None
    assert standing(archive, "x/b.warc.gz", 1).seal is None
    assert standing(archive, "nowhere/b.warc.gz", 1).seal is None


def test_a_changed_or_missing_file_does_not_fit(archive: Path) -> None:
    (archive / "x" / "a.warc.gz").write_bytes(b"3" + b"1" * 99)
    assert standing(archive, "x/a.warc.gz", 100).fits is False
    (archive / "x" / "a.warc.gz").unlink()
    assert standing(archive, "x/a.warc.gz", 100).fits is False


def test_a_large_file_is_not_read_while_somebody_waits(archive: Path) -> None:
    assert standing(archive, "x/a.warc.gz", 100, largest=99).fits is None


def test_a_broken_chain_is_told(archive: Path) -> None:
    chain = archive / "x" / "chain.tsv"
    chain.write_bytes(chain.read_bytes() + b"2016\tx\t1\t00\t00\n")
    assert standing(archive, "x/a.warc.gz", 100).broken
