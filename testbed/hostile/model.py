"""What a hostile behaviour is: a name, what it does, how it is served, and what must come of it."""

from __future__ import annotations

import time
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

SINGLE = "/jgzn/"  # the page on which most behaviours show: a column that is one page
HTML = "text/html; charset=utf-8"
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """The truth of a behaviour: how a careful crawl of it ends. Counts and times hold for the default profile.

    `outcome` is that of the page at `path`; `failures` are those of the whole run (0: some number of them); `whole` is
    False where a list cannot be walked to its end, though nothing failed; `items` the documents that must
    be known afterwards; `requests` the most that the site may be asked; `megabytes` the most by which memory may
    grow; `seconds` the most that the crawl may take (on a quiet machine, with a page timeout of one second).
    """

    outcome: str
    failures: Mapping[str, int] = field(default_factory=dict)
    path: str = SINGLE
    whole: bool = True
    items: int | None = None
    requests: int = 40
    megabytes: int = 48
    seconds: float = 20.0
    title: str | None = None  # of the item at `path`, where it matters that it was read right
    profile: Mapping[str, Any] = field(default_factory=dict)  # for the site's profile; {port}, {watched}: filled in

    @property
    def run(self) -> str:
        """How the run must end."""
        return "incomplete" if self.failures or not self.whole else "complete"


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One hostile behaviour. `bound` says in words what keeps it in bounds."""

    name: str
    group: str
    what: str
    bound: str
    expected: Expected
    prepare: Callable[[Stage], None]
    tls: str | None = None  # kind of certificate; "plain": https is promised, plain HTTP is spoken

    def as_json(self) -> dict[str, Any]:
        """The behaviour as data, for whoever judges a crawler by it."""
        expected = {**asdict(self.expected), "run": self.expected.run}
        return {
            "name": self.name,
            "group": self.group,
            "what": self.what,
            "bound": self.bound,
            "expected": expected,
        }


@dataclass(slots=True)
class Exchange:
    """One request and the connection to answer it on."""

    stage: Stage
    method: str
    target: str
    headers: Mapping[str, str]
    reader: StreamReader
    writer: StreamWriter
    times: int  # how often this address was asked for, this time included
    keep: bool = True  # False: the connection is closed afterwards

    async def raw(self, *parts: bytes) -> None:
        """Send bytes as they are."""
        for part in parts:
            self.writer.write(part)
        await self.writer.drain()

    async def head(self, status: int, *headers: tuple[str, str], reason: str = "OK") -> None:
        """Send a status line and headers."""
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
        await self.raw(f"HTTP/1.1 {status} {reason}\r\n{lines}\r\n".encode())

    async def send(self, answer: Answer) -> None:
        """Send a well-made answer."""
        named = {name.lower() for name, _ in answer.headers}
        headers = list(answer.headers)
        if "content-type" not in named:
            headers.append(("Content-Type", HTML))
        if "content-length" not in named and answer.status not in (204, 304):
            headers.append(("Content-Length", str(len(answer.body))))
        await self.head(answer.status, *headers)
        if self.method != "HEAD":
            await self.raw(answer.body)

    def hang_up(self) -> None:
        """Close the connection after this answer."""
        self.keep = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A well-made answer."""

    body: bytes = b""
    status: int = 200
    headers: Headers = ()


Handler = Callable[[Exchange], Awaitable[None]]


@dataclass(slots=True)
class Stage:
    """One behaviour while it is served: its pages, and what was asked of it."""

    pages: dict[str, Answer | Handler]
    host: str = "127.0.0.1"
    port: int = 0
    scheme: str = "http"
    watched: int = 0  # port of the socket on WATCHED that nobody may connect to
    fallback: Handler | None = None  # answers what is in no page; None: a plain 404
    before: Handler | None = None  # asked before any page; may answer itself (and then sets `answered`)
    answered: bool = False
    log: list[tuple[float, str, str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def home(self) -> str:
        """The address of the home page."""
        return f"{self.scheme}://{self.host}:{self.port}/"

    def note(self, target: str, agent: str, cookie: str) -> int:
        """Note a request; returns how often this address was asked for."""
        self.log.append((time.time(), target, agent, cookie))
        self.counts[target] += 1
        return self.counts[target]


WATCHED = "127.0.0.9"  # the address that plays the private network
BEHAVIOURS: dict[str, Behaviour] = {}


def behaviour(
    group: str, what: str, bound: str, expected: Expected, *, name: str = "", tls: str | None = None
) -> Callable[[Callable[[Stage], None]], Callable[[Stage], None]]:
    """Register a behaviour under its function's name."""

    def register(prepare: Callable[[Stage], None]) -> Callable[[Stage], None]:
        key = name or prepare.__name__
        BEHAVIOURS[key] = Behaviour(key, group, what, bound, expected, prepare, tls)
        return prepare

    return register
