"""The download: aiohttp with a guarded resolver, verified TLS, and caps on time, size and unpacking.

Addresses are checked after DNS, at the only place where they are used, so that a name cannot resolve to one
address for the check and to another for the connection.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from functools import cache
from typing import TYPE_CHECKING, Any

import aiohttp
import yarl
from aiohttp.abc import AbstractResolver, ResolveResult
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.http import Headers, Response

from crawler.middlewares.body import Limits, read_body
from crawler.middlewares.cutting import Cut
from crawler.middlewares.errors import FetchError
from crawler.model import Outcome
from crawler.safety import AddressGuard, BlockedAddressError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

MAX_HEADERS = 128
MAX_HEADER = 8190  # bytes of one header, and of the status line


@cache
def _contexts(cert_file: str | None, cert_dir: str | None) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """One context that verifies and one that does not, for all sites of a process.

    Each holds the machine's whole certificate store: two for each of hundreds of sites cost seconds and megabytes.
    The arguments are where that store lies if the environment says so.
    """
    unverified = ssl.create_default_context()
    unverified.check_hostname = False
    unverified.verify_mode = ssl.CERT_NONE
    return ssl.create_default_context(), unverified


class GuardedResolver(AbstractResolver):
    """Resolves names and hands out only addresses that may be connected to."""

    def __init__(self, guard: AddressGuard) -> None:
        self._guard = guard
        self._resolver = aiohttp.ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The allowed addresses of a name. Raises BlockedAddressError if it has addresses but none is allowed."""
        found = await self._resolver.resolve(host, port, family)
        allowed = [entry for entry in found if self._guard.allows(entry["host"])]
        if found and not allowed:
            raise BlockedAddressError(f"{host} resolves to {found[0]['host']}, which lies in a private network")
        return allowed

    async def close(self) -> None:
        """Nothing is kept open."""
        await self._resolver.close()


class GuardedDownloadHandler(BaseDownloadHandler):
    """Fetches http and https. Every failure is a FetchError with its outcome."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._maxsize = settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._ratio = settings.getint("DECOMPRESSION_RATIO")
        self._rate = settings.getfloat("LEAST_RATE")
        guard: AddressGuard = getattr(crawler.spider, "guard", None) or AddressGuard()
        self._verified, self._unverified = _contexts(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                resolver=GuardedResolver(guard),
                limit=settings.getint("CONCURRENT_REQUESTS"),
                limit_per_host=settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"),
                use_dns_cache=settings.getbool("DNSCACHE_ENABLED"),
            ),
            auto_decompress=False,  # see `middlewares.body`
            max_headers=MAX_HEADERS,
            max_field_size=MAX_HEADER,
            max_line_size=MAX_HEADER,
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent", "Content-Type"),
            trust_env=False,
        )

    async def download_request(self, request: Request) -> Response:
        """The answer to a GET, or to a POST that a platform adapter asked for. Raises FetchError."""
        started = asyncio.get_running_loop().time()
        request.meta["sent"] = started  # whatever comes back: this request went out
        cut: Cut | None = request.meta.get("cut")
        whole = float(request.meta.get("download_timeout", self._timeout))
        limits = Limits(
            size=request.meta.get("download_maxsize", self._maxsize),
            ratio=self._ratio,
            grace=self._timeout,
            rate=self._rate if whole > self._timeout else 0.0,
        )
        try:
            async with self._session.request(
                request.method,
                yarl.URL(request.url, encoded=True),  # the address as it was written, percent signs included
                headers=request.headers.to_tuple_list(),
                data=request.body or None,
                timeout=aiohttp.ClientTimeout(total=whole, sock_read=self._timeout),
                ssl=self._unverified if request.meta.get("unverified_tls") else self._verified,
                allow_redirects=False,
            ) as answer:
                _refuse_unasked(request, answer.status)
                keep = cut.limit(answer.status, answer.headers.get("Content-Type", "")) if cut is not None else None
                body = await read_body(answer, limits, started, keep)
                request.meta["was_cut"] = body.cut
                headers = Headers(list(answer.raw_headers))  # bytes: file names come in GBK as well as in UTF-8
                status = answer.status
        except FetchError:
            raise
        except Exception as error:
            raise FetchError(_outcome(error), _words(error)) from error
        request.meta["download_latency"] = asyncio.get_running_loop().time() - started
        return Response(request.url, status=status, headers=headers, body=body.data)

    async def close(self) -> None:
        """Close all connections."""
        await self._session.close()


def _refuse_unasked(request: Request, status: int) -> None:
    """A part of a page, or 'not modified', counts only where we asked for it: otherwise a page would go missing."""
    asked = request.headers
    if status == 206 and "Range" not in asked:
        raise FetchError(Outcome.SERVER_ERROR, "206: a part of the page, which nobody asked for")
    if status == 304 and "If-None-Match" not in asked and "If-Modified-Since" not in asked:
        raise FetchError(Outcome.SERVER_ERROR, "304: not modified, though nothing was known")


_TOO_MUCH = ("Got more than", "Too many headers")  # in aiohttp's words


def _outcome(error: BaseException) -> Outcome:
    """The outcome that a failure of the network means."""
    if isinstance(error, BlockedAddressError):
        return Outcome.BLOCKED_ADDRESS
    if isinstance(error, TimeoutError | aiohttp.ServerTimeoutError):
        return Outcome.TIMEOUT
    if isinstance(error, aiohttp.ClientSSLError | ssl.SSLError):
        return Outcome.TLS
    if isinstance(error, aiohttp.ClientConnectorDNSError | socket.gaierror):
        return Outcome.DNS
    if isinstance(error, aiohttp.ClientConnectorError):
        return _refused(error)
    if isinstance(error, aiohttp.ClientResponseError):  # no HTTP, or headers beyond the limits
        return Outcome.TOO_LARGE if error.message.startswith(_TOO_MUCH) else Outcome.UNREADABLE
    if isinstance(error, aiohttp.ClientPayloadError) and "not completed" not in str(error):
        return Outcome.UNREADABLE  # chunks that are none; "not completed" is a connection that broke
    if isinstance(error, aiohttp.InvalidURL | aiohttp.NonHttpUrlClientError | ValueError):
        return Outcome.CLIENT_ERROR
    return Outcome.CONNECTION_LOST


def _refused(error: aiohttp.ClientConnectorError) -> Outcome:
    cause: Any = error.os_error
    return Outcome.TIMEOUT if isinstance(cause, TimeoutError) else Outcome.REFUSED


def _words(error: BaseException) -> str:
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
