"""Reading a body under limits: of size, of unpacking, of time. Nothing is held that is beyond them.

Unpacking is ours rather than aiohttp's: aiohttp takes gzip that breaks off for whole, and passes on what is packed in
a way that nobody asked for.
"""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.middlewares.errors import FetchError
from crawler.model import Outcome

if TYPE_CHECKING:
    import aiohttp

SLACK = 1024 * 1024  # bytes below which the unpacking ratio does not matter
MEMBERS = 1000  # gzip may be several streams one after the other; honest servers send one
_STEP = 64 * 1024  # bytes that are unpacked at a time


@dataclass(frozen=True, slots=True)
class Limits:
    """What a body may cost. `rate` is in bytes a second and counts from `grace` seconds after the request went out."""

    size: int  # bytes, after unpacking
    ratio: int  # unpacked bytes for each packed one, above SLACK
    grace: float = 0.0
    rate: float = 0.0


class Unpacker:
    """Undoes one Content-Encoding, piece by piece. Raises FetchError: too_large, or unreadable."""

    def __init__(self, coding: str, limits: Limits) -> None:
        self._coding = coding.strip().lower()
        if self._coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(Outcome.UNREADABLE, f"packed as {coding[:60]!r}, which nobody asked for")
        self._limits = limits
        self._stream: zlib._Decompress | None = None
        self._members = 0
        self._packed = 0
        self._size = 0

    @property
    def plain(self) -> bool:
        """True where nothing is packed."""
        return self._coding in ("", "identity")

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The bytes that these packed ones stand for."""
        self._packed += len(data)
        if self.plain:
            yield self._counted(data)
            return
        while data:
            if self._stream is not None and self._stream.eof:
                if self._coding == "deflate" or not data.startswith(b"\x1f"):
                    return  # padding behind the stream, as some servers send it
                self._stream = None
            if self._stream is None:
                self._stream = self._begin(data)
            try:
                part = self._stream.decompress(data, _STEP)
            except zlib.error as error:
                raise FetchError(Outcome.UNREADABLE, f"{self._coding} that cannot be unpacked: {error}") from None
            yield self._counted(part)
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    def end(self) -> None:
        """The body has come to its end: so must what was packed."""
        if not self.plain and self._packed and (self._stream is None or not self._stream.eof):
            raise FetchError(Outcome.UNREADABLE, f"{self._coding} that breaks off")

    def _begin(self, data: bytes) -> zlib._Decompress:
        self._members += 1
        if self._members > MEMBERS:
            raise FetchError(Outcome.TOO_LARGE, f"more than {MEMBERS} gzip members")
        if self._coding != "deflate":
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        # RFC 9110 §8.4.1.2: deflate is the zlib format, but some servers send the bare stream.
        bare = data[0] & 0x0F != 8
        return zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)

    def _counted(self, part: bytes) -> bytes:
        self._size += len(part)
        ceiling = self._limits.size
        if not self.plain:
            ceiling = min(ceiling, max(SLACK, self._packed * self._limits.ratio))
        if self._size > ceiling:
            raise FetchError(Outcome.TOO_LARGE, f"more than {ceiling} bytes (packed: {self._packed})")
        return part


@dataclass(frozen=True, slots=True)
class Body:
    """What was read. `cut`: there was more, which nobody wanted."""

    data: bytes
    cut: bool = False


async def read_body(answer: aiohttp.ClientResponse, limits: Limits, started: float, keep: int | None = None) -> Body:
    """The unpacked body, or a FetchError as soon as it goes beyond a limit.

    `started` is the loop's time when the request went out. `keep`: only so many bytes are wanted, the rest is not
    asked for.
    """
    announced = answer.content_length
    if keep is None and announced is not None and announced > limits.size:
        raise FetchError(Outcome.TOO_LARGE, f"{announced} bytes are announced, {limits.size} are allowed")
    unpacker = Unpacker(answer.headers.get("Content-Encoding", ""), limits)
    chunks: list[bytes] = []
    size = received = 0
    loop = asyncio.get_running_loop()
    async for data in answer.content.iter_any():
        received += len(data)
        _hurry(received, loop.time() - started, limits)
        for part in unpacker.feed(data):
            chunks.append(part)
            size += len(part)
            if keep is not None and size > keep:
                answer.close()
                return Body(b"".join(chunks)[:keep], cut=True)
    unpacker.end()
    return Body(b"".join(chunks))


def _hurry(received: int, seconds: float, limits: Limits) -> None:
    if limits.rate and seconds > limits.grace and received < limits.rate * (seconds - limits.grace):
        raise FetchError(Outcome.TIMEOUT, f"{received} bytes in {seconds:.0f} s: less than {limits.rate:.0f} a second")
