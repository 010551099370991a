"""Under which names the console answers. Any other Host is refused before anything else is looked at.

Otherwise a page of somebody else could give a name of its own the address 127.0.0.1 and read the console from the
browser of whoever opens it (DNS rebinding), and links could be made to lead elsewhere.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from crawler.errors import ConfigError

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
_REFUSED = b"421: this console is not called by that name. See `gongkai serve --url`.\n"


@dataclass(frozen=True, slots=True)
class Hosts:
    """`names`: those that `--url` gives. `addresses`: any IP address too, which no foreign name can stand for."""

    names: frozenset[str] = frozenset()
    loopback: bool = True  # localhost and loopback addresses
    addresses: bool = False

    def answer_to(self, header: str) -> bool:
        """True for a Host header (with or without a port) that is one of ours."""
        host = _name(header)
        if host is None:
            return False
        if host in self.names:
            return True
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return self.loopback and host == "localhost"
        return self.addresses or (self.loopback and address.is_loopback)


LOOPBACK = Hosts()


def is_loopback(host: str) -> bool:
    """True for an address to listen on that only this machine can reach."""
    return host == "localhost" or _is_loopback_address(host)


def hosts_for(host: str, url: str | None, *, behind_tls: bool) -> Hosts:
    """The names for a console that listens on `host` and is reached as `url`. Raises ConfigError for a wrong URL."""
    names = frozenset() if url is None else frozenset({_checked(url, behind_tls=behind_tls)})
    if behind_tls:
        if not names:
            raise ConfigError(
                "behind a proxy the console must know by which name people reach it",
                fix="add --url https://…, as it stands in the browser",
            )
        return Hosts(names, loopback=False)
    return Hosts(names, addresses=not is_loopback(host))


class OurHosts:
    """Everything under a name that is not ours is answered with 421 and nothing of ours."""

    def __init__(self, app: WSGI, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if self._hosts.answer_to(environ.get("HTTP_HOST", "")):
            return self._app(environ, start_response)
        start_response(
            "421 Misdirected Request",
            [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Length", str(len(_REFUSED))),
                ("Content-Security-Policy", "default-src 'none'"),
                ("X-Content-Type-Options", "nosniff"),
                ("Cache-Control", "no-store"),
            ],
        )
        return [_REFUSED]


def _name(header: str) -> str | None:
    try:
        parts = urlsplit(f"//{header}")
        _ = parts.port
    except ValueError:
        return None
    plain = parts.netloc == header and "@" not in header and not parts.path
    return parts.hostname.rstrip(".") if plain and parts.hostname else None


def _checked(url: str, *, behind_tls: bool) -> str:
    parts = urlsplit(url)
    name = _name(parts.netloc)
    wanted = "https" if behind_tls else "http"
    if name is None or parts.scheme != wanted or parts.path.strip("/") or parts.query or parts.fragment:
        raise ConfigError(
            f"{url!r} is not the address of a console", fix=f"write it as {wanted}://gongkai.example.gov.cn"
        )
    return name


def _is_loopback_address(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
