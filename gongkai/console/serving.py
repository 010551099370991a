"""Serving the console: bound to loopback unless there are people who may enter, by waitress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from crawler.clock import Clock, system_clock
from crawler.errors import ConfigError
from gongkai.console.application import create_app
from gongkai.console.here import EXTENSION
from gongkai.console.hosts import hosts_for, is_loopback
from gongkai.console.indexing import kept_indexed
from gongkai.console.jobs.watching import looked_after
from gongkai.console.people.accounts import accounts
from gongkai.console.people.first import FirstLink, first_link
from gongkai.console.schemas import console_migrations
from gongkai.console.store import FILE_NAME, open_store
from gongkai.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Order:
    """Where the console listens. `behind_tls`: a proxy before it speaks TLS and passes on who asks; people reach it
    as `url`."""

    host: str = "127.0.0.1"
    port: int = 8016
    threads: int = 8
    behind_tls: bool = False
    url: str | None = None
    clock: Clock = system_clock
    allow_net: tuple[str, ...] = ()

    @property
    def open_to_others(self) -> bool:
        """True where more people than those at this machine can reach the console."""
        return self.behind_tls or not is_loopback(self.host)


def check_binding(place: Workspace, order: Order) -> bool:
    """False where nobody has an account yet. Raises ConfigError where the console would be open to others all the same.

    An account that is disabled lets nobody in, but it is one: only `gongkai users` helps then.
    """
    store = open_store(place.root / FILE_NAME, *console_migrations)
    try:
        known = accounts(store)
    finally:
        store.close()
    if order.open_to_others and not any(account.disabled_at is None for account in known):
        where = order.url if order.behind_tls else order.host
        raise ConfigError(
            f"nobody has an account yet, so the console is not opened on {where}",
            fix="make one first: `gongkai users add NAME --role administrator`",
        )
    return bool(known)


def serve(place: Workspace, order: Order, say: Callable[[str], None] = lambda text: None) -> None:
    """Serve until the process is told to stop; `say` is told where. Raises ConfigError where the port cannot be had."""
    import waitress

    hosts = hosts_for(order.host, order.url, behind_tls=order.behind_tls)
    link: tuple[FirstLink, str] | None = None
    if not check_binding(place, order):
        link = first_link(order.clock())
    app = create_app(
        place,
        clock=order.clock,
        allow_net=order.allow_net,
        behind_tls=order.behind_tls,
        hosts=hosts,
        first=link[0] if link else None,
    )
    try:
        server = waitress.create_server(
            app,
            host=order.host,
            port=order.port,
            threads=order.threads,
            ident=None,
            max_request_body_size=64 * 2**20,
            # Without a proxy nobody may say where he comes from; behind one the application looks at its word.
            clear_untrusted_proxy_headers=not order.behind_tls,
        )
    except OSError as error:
        raise ConfigError(
            f"cannot listen on {order.host}:{order.port} ({error.strerror})", fix="choose another port: --port"
        ) from error
    address = f"http://[{order.host}]:{order.port}" if ":" in order.host else f"http://{order.host}:{order.port}"
    say(f"{order.url or address}/  (Ctrl-C stops)")
    if link is not None:
        say(f"nobody has an account yet; make the first administrator within 30 minutes: {address}/first/{link[1]}")
    try:
        with kept_indexed(place), looked_after(app.extensions[EXTENSION]):
            server.run()
    finally:
        server.close()
