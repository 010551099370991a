"""Serves hostile behaviours: each on a port of its own, on one event loop, with a control address beside them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import ssl
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from testbed.hostile.model import BEHAVIOURS, WATCHED, Answer, Exchange, Stage
from testbed.hostile.portal import missing, portal

_MAX_HEAD = 65_536


class Watch:
    """A listening socket that must stay untouched: it counts who connects, and answers like a door into an intranet."""

    def __init__(self) -> None:
        self.touched = 0
        self.port = 0

    async def open(self) -> asyncio.Server:
        """Listen on WATCHED."""
        server = await asyncio.start_server(self._met, WATCHED, 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.touched += 1
        body = b"<html><head><title>intranet</title></head><body>secret</body></html>"
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        await _finish(writer)


async def _finish(writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        await writer.drain()
    writer.close()
    with contextlib.suppress(OSError, ssl.SSLError):
        await writer.wait_closed()


class Actor:
    """Plays one behaviour."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while await self._answer(reader, writer):
                pass
        except (OSError, ssl.SSLError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the client has had enough, which is what many behaviours are for
        finally:
            await _finish(writer)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        start = await reader.readexactly(1)
        if start == b"\x16":  # TLS where plain HTTP is spoken: what web servers say to it
            writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return False
        head = (start + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ", 2)
        headers = {name.strip().lower(): text.strip() for name, _, text in (line.partition(":") for line in head[1:])}
        await reader.readexactly(int(headers.get("content-length") or 0))
        times = self.stage.note(target, headers.get("user-agent", ""), headers.get("cookie", ""))
        exchange = Exchange(self.stage, method, target, headers, reader, writer, times)
        await perform(exchange)
        return exchange.keep and headers.get("connection", "").lower() != "close"


async def perform(exchange: Exchange) -> None:
    """Answer one request as the stage has it."""
    stage = exchange.stage
    if stage.before is not None:
        stage.answered = False
        await stage.before(exchange)
        if stage.answered:
            return
    answer = stage.pages.get(exchange.target)
    if answer is None and stage.fallback is not None:
        answer = stage.fallback
    if answer is None:
        answer = missing()
    if isinstance(answer, Answer):
        await exchange.send(answer)
    else:
        await answer(exchange)


async def serve(names: Iterable[str], port: int, announce: Callable[[str], None]) -> None:
    """Serve the behaviours until SIGTERM or SIGINT. `announce` gets one line of JSON when all addresses answer.

    With one behaviour and a port, that port is used; otherwise each finds a free one. Raises OSError where a port is
    taken.
    """
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    watches: dict[str, Watch] = {}
    stages: dict[str, Stage] = {}
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        keyring = _Keyring(Path(folder))
        servers = []
        for name in names:
            watches[name] = watch = Watch()
            servers.append(await watch.open())
            stages[name] = stage = Stage(portal(), watched=watch.port)
            servers.append(await _open(stage, name, port if port else 0, keyring))
        control = await asyncio.start_server(_Control(stages, watches).met, "127.0.0.1", 0)
        servers.append(control)
        address = f"http://127.0.0.1:{control.sockets[0].getsockname()[1]}"
        homes = {name: stage.home for name, stage in stages.items()}
        watched = {name: f"{WATCHED}:{watch.port}" for name, watch in watches.items()}
        announce(json.dumps({"control": address, "homes": homes, "watched": watched, "ca": keyring.authority()}))
        await stop.wait()
        for server in servers:
            server.close()


async def _open(stage: Stage, name: str, port: int, keyring: _Keyring) -> asyncio.Server:
    """Listen, then let the behaviour set its stage, which may need to know the address."""
    kind = BEHAVIOURS[name].tls
    context = keyring.context(kind) if kind not in (None, "plain") else None
    server = await asyncio.start_server(Actor(stage).met, stage.host, port, ssl=context, limit=_MAX_HEAD)
    stage.port = server.sockets[0].getsockname()[1]
    stage.scheme = "http" if kind is None else "https"
    BEHAVIOURS[name].prepare(stage)
    return server


class _Keyring:
    """Certificates, made when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, Path] = {}

    def _files(self) -> dict[str, Path]:
        if not self._made:
            from testbed.hostile.certificates import make_certificates  # a library that only these behaviours need

            self._made = make_certificates(self._folder)
        return self._made

    def authority(self) -> str | None:
        """The file of the authority that signed them, or None where none was made."""
        return str(self._made["authority"]) if self._made else None

    def context(self, kind: str | None) -> ssl.SSLContext:
        """A server's side of TLS with a certificate of this kind."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._files()[kind or "good"])
        return context


class _Control:
    """Tells what was asked and touched."""

    def __init__(self, stages: dict[str, Stage], watches: dict[str, Watch]) -> None:
        self._stages, self._watches = stages, watches

    async def met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            line = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0].decode("latin-1")
            status, value = self._tell(line.split(" ")[1])
            body = json.dumps(value, ensure_ascii=False).encode()
            head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        except (OSError, IndexError, asyncio.IncompleteReadError):
            pass
        finally:
            await _finish(writer)

    def _tell(self, target: str) -> tuple[int, object]:
        parts = urlsplit(target)
        name = dict(parse_qsl(parts.query)).get("behaviour", "")
        if parts.path == "/truth.json":
            return 200, [BEHAVIOURS[key].as_json() for key in self._stages]
        if parts.path == "/requests.json" and name in self._stages:
            log = self._stages[name].log
            return 200, [{"at": at, "path": path, "agent": agent, "cookie": cookie} for at, path, agent, cookie in log]
        if parts.path == "/touched.json" and name in self._watches:
            return 200, {"touched": self._watches[name].touched}
        return 404, {"error": f"not found: {target}"}
