"""Bodies are unpacked to their end and no further than the limits allow."""

from __future__ import annotations

import gzip
import zlib

import pytest

from crawler.middlewares.body import MEMBERS, Limits, Unpacker
from crawler.middlewares.errors import FetchError
from crawler.model import Outcome

LIMITS = Limits(size=20 * 1024 * 1024, ratio=200)
TEXT = "公开".encode() * 1000


def unpack(coding: str, data: bytes, limits: Limits = LIMITS, step: int = 100) -> bytes:
    """Feed the data in pieces."""
    unpacker = Unpacker(coding, limits)
    parts = [part for at in range(0, len(data), step) for part in unpacker.feed(data[at : at + step])]
    unpacker.end()
    return b"".join(parts)


def outcome(coding: str, data: bytes, **changes: int) -> Outcome:
    with pytest.raises(FetchError) as caught:
        unpack(coding, data, Limits(**{"size": 20 * 1024 * 1024, "ratio": 200, **changes}))
    return caught.value.outcome


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("step", [1, 7, 100, 100_000])
@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("", TEXT),
        ("identity", TEXT),
        ("gzip", gzip.compress(TEXT)),
        ("X-GZIP ", gzip.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", bare(TEXT)),
        ("gzip", gzip.compress(TEXT[:3000]) + gzip.compress(TEXT[3000:])),
        ("gzip", gzip.compress(TEXT) + b"\0" * 300),
    ],
    ids=["plain", "identity", "gzip", "x-gzip", "zlib", "deflate", "two members", "padded"],
)
def test_what_was_packed_comes_out(coding: str, data: bytes, step: int) -> None:
    assert unpack(coding, data, step=step) == TEXT


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip", "gzip, identity", "compress", "x" * 500])
def test_what_nobody_asked_for_is_not_unpacked(coding: str) -> None:
    assert outcome(coding, TEXT) is Outcome.UNREADABLE


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_what_breaks_off_is_not_whole(coding: str) -> None:
    packed = gzip.compress(TEXT) if coding == "gzip" else zlib.compress(TEXT)
    assert outcome(coding, packed[:-9]) is Outcome.UNREADABLE
    assert outcome(coding, packed[:12]) is Outcome.UNREADABLE
    assert unpack(coding, b"") == b""


def test_what_is_packed_by_name_only_is_unreadable() -> None:
    assert outcome("gzip", TEXT) is Outcome.UNREADABLE


def test_bomb_is_stopped_by_its_ratio_and_by_its_size() -> None:
    bomb = gzip.compress(bytes(3_000_000))
    assert len(bomb) * 200 < 1024 * 1024
    assert outcome("gzip", bomb) is Outcome.TOO_LARGE
    assert outcome("gzip", bomb, ratio=100_000, size=2_000_000) is Outcome.TOO_LARGE
    assert len(unpack("gzip", bomb, Limits(size=3_000_000, ratio=100_000))) == 3_000_000


def test_bomb_is_never_held() -> None:
    unpacker = Unpacker("gzip", Limits(size=50_000_000, ratio=100_000))
    assert max(map(len, unpacker.feed(gzip.compress(bytes(10_000_000))))) <= 64 * 1024


def test_members_are_counted() -> None:
    assert outcome("gzip", gzip.compress(b"x") * (MEMBERS + 1)) is Outcome.TOO_LARGE
    assert unpack("gzip", gzip.compress(b"x") * MEMBERS) == b"x" * MEMBERS


def test_plain_body_beyond_its_size_is_too_large() -> None:
    assert outcome("", b"x" * 101, size=100) is Outcome.TOO_LARGE
