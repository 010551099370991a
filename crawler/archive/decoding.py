"""From the payload of a WARC record to the body of a page: chunks joined, compression undone, never without a cap.

Our own records hold decoded bodies. Other crawlers keep what came over the wire: `Transfer-Encoding: chunked`
and `Content-Encoding: gzip` and the like, and some keep these headers although they have undone them already.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, Protocol

from warcio.bufferedreaders import ChunkedDataReader

MAX_BODY = 100 * 1024 * 1024  # bytes, packed or not: the cap of attachments
_STEP = 1 << 16
_TEXT = (b"<", b"{", b"[")


class UndecodableError(Exception):
    """The payload cannot be turned into a body. `too_large`: it could, but is larger than allowed."""

    def __init__(self, why: str, *, too_large: bool = False) -> None:
        self.too_large = too_large
        super().__init__(why)


class _Unpacker(Protocol):
    def feed(self, data: bytes) -> Iterator[bytes]:
        """What the data unpacks to, in pieces of bounded size."""

    def finished(self) -> bool:
        """True if the compressed stream came to its end."""


def body_chunks(payload: Any, content_encoding: str | None, transfer_encoding: str | None) -> Iterator[bytes]:
    """The body in pieces, as a browser would see it. Raises UndecodableError, also in mid-stream.

    `payload` is a file-like object at the first byte behind the HTTP headers.
    """
    if (transfer_encoding or "").strip().lower() == "chunked":
        payload = ChunkedDataReader(payload)  # takes payloads as they are that were joined already
    pieces: Iterable[bytes] = iter(lambda: bytes(payload.read(_STEP)), b"")
    for name in reversed([part.strip().lower() for part in (content_encoding or "").split(",")]):
        if name not in ("", "identity"):
            pieces = _unpacked(pieces, name)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MAX_BODY:
            raise UndecodableError(f"the body is larger than {MAX_BODY} bytes", too_large=True)
        yield piece


def _unpacked(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    source = iter(pieces)
    first = next(source, b"")
    if not first:
        return
    unpacker = None
    try:
        unpacker = _unpacker(name, first)
        begun = list(unpacker.feed(first[:512]))
    except _ERRORS as error:
        if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
            _TEXT
        ):  # unpacked by who archived it, whatever the header says
            yield first
            yield from source
            return
        raise UndecodableError(f"Content-Encoding {name}: {error}") from error
    try:
        yield from begun
        yield from unpacker.feed(first[512:])
        for piece in source:
            yield from unpacker.feed(piece)
    except _ERRORS as error:
        raise UndecodableError(f"Content-Encoding {name}: {error}") from error
    if not unpacker.finished():
        raise UndecodableError(f"Content-Encoding {name}: the compressed body is cut off")


class _Zlib:
    """gzip (one member or several) and both kinds of deflate."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._unpacker = zlib.decompressobj(wbits)

    def feed(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._unpacker.eof:
                if self._wbits < 32 or not data.startswith(b"\x1f"):
                    return  # padding behind the end
                self._unpacker = zlib.decompressobj(self._wbits)
            yield self._unpacker.decompress(data, _STEP)
            data = self._unpacker.unconsumed_tail or self._unpacker.unused_data

    def finished(self) -> bool:
        return self._unpacker.eof


class _Brotli:
    def __init__(self) -> None:
        self._unpacker = import_module("brotli").Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        if not data:
            return
        yield self._unpacker.process(data, output_buffer_limit=_STEP)
        while not self._unpacker.can_accept_more_data():
            yield self._unpacker.process(b"", output_buffer_limit=_STEP)

    def finished(self) -> bool:
        return bool(self._unpacker.is_finished())


class _Zstandard:
    def __init__(self) -> None:
        self._unpacker = _zstd().ZstdDecompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        if not data or self._unpacker.eof:
            return
        yield self._unpacker.decompress(data, _STEP)
        while not self._unpacker.needs_input and not self._unpacker.eof:
            yield self._unpacker.decompress(b"", _STEP)

    def finished(self) -> bool:
        return bool(self._unpacker.eof)


def _unpacker(name: str, first: bytes) -> _Unpacker:
    if name in ("gzip", "x-gzip"):
        return _Zlib(zlib.MAX_WBITS + 32)  # finds out by itself whether the header is gzip's or zlib's
    if name == "deflate":
        return _Zlib(zlib.MAX_WBITS if _has_zlib_header(first) else -zlib.MAX_WBITS)
    if name == "br":
        return _Brotli()
    if name == "zstd":
        return _Zstandard()
    raise LookupError("unknown to this program")


def _has_zlib_header(data: bytes) -> bool:
    return len(data) > 1 and data[0] & 15 == 8 and (data[0] * 256 + data[1]) % 31 == 0


def _zstd() -> Any:
    try:
        return import_module("compression.zstd")  # Python 3.14 and later
    except ImportError:
        return import_module("backports.zstd")


def _errors() -> tuple[type[Exception], ...]:
    found: list[type[Exception]] = [zlib.error, LookupError, ImportError, EOFError]
    for name, attribute in (("brotli", "error"), ("compression.zstd", "ZstdError"), ("backports.zstd", "ZstdError")):
        try:
            found.append(getattr(import_module(name), attribute))
        except ImportError:  # then nothing of it can be raised either
            continue
    return tuple(found)


_ERRORS = _errors()
