"""Serving the console: bound to loopback unless there are people who may enter, by waitress."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from crawler.clock import Clock, system_clock
from crawler.errors import ConfigError
from gongkai.console.application import create_app
from gongkai.console.people.accounts import accounts
from gongkai.console.schemas import console_migrations
from gongkai.console.store import FILE_NAME, open_store
from gongkai.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Order:
    """Where the console listens. `behind_tls`: a proxy before it speaks TLS and passes on who asks."""

    host: str = "127.0.0.1"
    port: int = 8016
    threads: int = 8
    behind_tls: bool = False
    clock: Clock = system_clock
    allow_net: tuple[str, ...] = ()


def check_binding(place: Workspace, host: str) -> None:
    """Raise ConfigError where the console would be open to others although nobody has an account."""
    if _is_loopback(host):
        return
    with_people = open_store(place.root / FILE_NAME, *console_migrations)
    try:
        if not any(account.disabled_at is None for account in accounts(with_people)):
            raise ConfigError(
                f"nobody has an account yet, so the console is not opened on {host}",
                fix="make one first: `gongkai users add NAME --role administrator`",
            )
    finally:
        with_people.close()


def serve(place: Workspace, order: Order) -> None:
    """Serve until the process is told to stop. Raises ConfigError where the port cannot be had."""
    import waitress

    check_binding(place, order.host)
    app = create_app(place, clock=order.clock, allow_net=order.allow_net, behind_tls=order.behind_tls)
    try:
        server = waitress.create_server(
            app, host=order.host, port=order.port, threads=order.threads, ident=None, max_request_body_size=64 * 2**20
        )
    except OSError as error:
        raise ConfigError(
            f"cannot listen on {order.host}:{order.port} ({error.strerror})", fix="choose another port: --port"
        ) from error
    try:
        server.run()
    finally:
        server.close()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
