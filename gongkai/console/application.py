"""The console as a WSGI application: its rooms are found by walking `rooms/`, each a folder with a `blueprint`."""

from __future__ import annotations

import secrets
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from flask import Flask, Request, request
from flask_babel import Babel
from flask_bootstrap import Bootstrap5
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from crawler.clock import Clock, system_clock
from gongkai.console import access, deeds, errors, here, security, shown
from gongkai.console.connections import Pool
from gongkai.console.here import EXTENSION, House
from gongkai.console.hosts import LOOPBACK, Hosts, OurHosts
from gongkai.console.languages import Words, chosen_language
from gongkai.console.navigation import navigation
from gongkai.console.people import session as sessions
from gongkai.console.people import tokens
from gongkai.console.people.first import FirstLink
from gongkai.console.schemas import console_migrations
from gongkai.console.store import FILE_NAME, open_store
from gongkai.workspace import Workspace

LARGEST_UPLOAD = 30 * 1024 * 1024  # bytes of one request


def create_app(
    place: Workspace,
    *,
    clock: Clock = system_clock,
    allow_net: tuple[str, ...] = (),
    behind_tls: bool = False,
    hosts: Hosts = LOOPBACK,
    first: FirstLink | None = None,
) -> Flask:
    """The console of a workspace. `behind_tls`: one proxy in front speaks TLS and says who asks (X-Forwarded-*).

    `hosts`: the names under which it answers. `first`: the link that makes the first administrator.

    Raises CatalogueError where the catalogue or the console's own file cannot be used.
    """
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.config.update(
        SECRET_KEY=_secret(place.root / "console.key"),
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        BOOTSTRAP_SERVE_LOCAL=True,
        BABEL_DEFAULT_LOCALE="zh",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=behind_tls,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_options = {"autoescape": True}
    app.url_map.strict_slashes = False  # an address typed with or without its last slash is the same
    security.guard_cookies(app, secure=behind_tls)
    app.wsgi_app = OurHosts(app.wsgi_app, hosts)  # type: ignore[method-assign]
    if behind_tls:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    app.extensions[EXTENSION] = House(
        root=place,
        clock=clock,
        reading=Pool(lambda: place.open_catalogue(create=True), read_only=True),
        writing=Pool(lambda: place.open_catalogue(create=True), kept=4),
        store=Pool(lambda: open_store(place.root / FILE_NAME, *console_migrations)),
        allow_net=allow_net,
        first=first,
    )
    app.before_request(Words().as_default)  # before all others, whose errors are told in words
    _extensions(app)
    for room in rooms():
        app.register_blueprint(room.blueprint)
    for rule in app.url_map.iter_rules():
        access.permission_of(app, rule.endpoint)  # LookupError here rather than an open door later
    app.before_request(access.guard)
    app.before_request(deeds.note_deed)
    app.after_request(security.harden)
    app.after_request(deeds.keep_deed)
    app.teardown_request(here.give_back)
    app.teardown_request(lambda _error: request.close())  # what was uploaded and nobody read
    endpoints = frozenset(app.view_functions)
    app.context_processor(
        lambda: {"navigation": navigation, "language": chosen_language(), "known_endpoints": endpoints}
    )
    shown.register(app)
    errors.register(app)
    return app


@cache
def rooms() -> tuple[ModuleType, ...]:
    """The rooms in the order of the navigation, as they were when they were first asked for."""
    import gongkai.console.rooms as folder

    found = [import_module(f"gongkai.console.rooms.{unit.name}") for unit in iter_modules(folder.__path__)]
    return tuple(sorted(found, key=lambda room: room.ORDER))


def _extensions(app: Flask) -> None:
    Bootstrap5(app)
    Babel(app, locale_selector=chosen_language)
    CSRFProtect(app)
    security.limiter.init_app(app)
    people = LoginManager(app)
    people.session_protection = None  # the ticket is ours: random, ended on the server

    @people.user_loader  # type: ignore[untyped-decorator]
    def _who(ticket: str) -> sessions.Person | None:
        with here.store() as conn:
            return sessions.person_of(conn, ticket, here.now(), sessions.lasting(here.settings().console))

    @people.request_loader  # type: ignore[untyped-decorator]
    def _program(request: Request) -> sessions.Person | None:
        """Who sends a token: for looking at the API, for nothing else."""
        authorization = request.authorization
        if authorization is None or authorization.type != "bearer" or not authorization.token:
            return None
        if not request.path.startswith(access.API) or request.method not in ("GET", "HEAD"):
            return None
        with here.store() as conn:
            return tokens.bearer(conn, authorization.token, here.now())


def _secret(path: Path) -> bytes:
    """The key that signs cookies, made once, readable by its owner only."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        key = secrets.token_bytes(32)
        path.touch(mode=0o600)
        path.write_bytes(key)
    return key
