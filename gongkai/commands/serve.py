"""`gongkai serve`: the review console in a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.options import ClockOption, WorkspaceOption

ORDER = 95


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("serve")(serve)


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; others than loopback need accounts.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port to listen on.")] = 8016,
    behind_tls: Annotated[
        bool,
        typer.Option("--behind-tls", help="A proxy in front speaks TLS and passes X-Forwarded-For, -Proto, -Host."),
    ] = False,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="How people reach it, e.g. https://gongkai.example.gov.cn."),
    ] = None,
    allow_net: Annotated[
        list[str] | None,
        typer.Option("--allow-net", metavar="CIDR", help="A private network that crawls may enter (repeatable)."),
    ] = None,
    clock: ClockOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    """Serve the review console: findings, items, figures, registers, documents, schedules (审阅台)."""
    from crawler.clock import clock_starting_at, system_clock
    from gongkai.console.serving import Order
    from gongkai.console.serving import serve as serve_console
    from gongkai.crawling import in_shanghai
    from gongkai.screen import note
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    now = clock_starting_at(in_shanghai(clock)) if clock else system_clock
    nets = tuple(allow_net or ())
    serve_console(place, Order(host=host, port=port, behind_tls=behind_tls, url=url, clock=now, allow_net=nets), note)
