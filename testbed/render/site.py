"""What every rendered site has: addresses, answers, templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import parse_qsl, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from testbed.render.files import media_type, picture
from testbed.view import View
from testbed.world.model import World

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends. `headers` are those beside the usual ones: Set-Cookie, Content-Disposition, Location."""

    status: int
    body: bytes
    content_type: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Posted:
    """What a visitor sent by POST. Names of headers are in lower case."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def form(self, charset: str = "utf-8") -> dict[str, str]:
        """The fields of a form body; blank ones are kept, of repeated ones the last."""
        return dict(parse_qsl(self.body.decode("latin-1"), keep_blank_values=True, encoding=charset))


Renderer = Callable[[View, dict[str, str]], Answer | None]
Poster = Callable[[View, dict[str, str], Posted], Answer | None]


@cache
def templates() -> Environment:
    """The templates; undefined names are errors, escaping is on."""
    folder = Path(__file__).parent / "templates"
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Site:
    """One site in one family. Subclasses fill `routes` and `posts`: canonical path → renderer, for GET and for POST."""

    kind = ""
    home = "/"
    charset = "utf-8"  # of escapes in addresses
    base = "http://localhost/"  # the site's own home address, for systems that write whole addresses; the city sets it

    def __init__(self, world: World, other: str = "") -> None:
        """`other` is the home address of the other site of the city, for the links between them."""
        self.world = world
        self.other = other
        self.routes: dict[str, Renderer] = {}
        self.posts: dict[str, Poster] = {}

    def normal(self, path: str) -> str:
        """The canonical form of a path; what else the server accepts is its platform's habit."""
        return path

    def answer(self, target: str, view: View) -> Answer:
        """The page at a request target (path and query) on the view's day.

        Unknown or not yet published: 404 with a page that says so.
        """
        path, _, query = target.partition("?")
        path = self.normal(unquote(path, self.charset))
        renderer = self.routes.get(f"{path}?{query}") or self._same_query(path, query) or self.routes.get(path)
        answer = renderer(view, dict(parse_qsl(query, encoding=self.charset))) if renderer else None
        return answer or self.not_found(view)

    def _same_query(self, path: str, query: str) -> Renderer | None:
        """The renderer of the address with the same fields, in whatever order and escapes a visitor wrote them."""
        return self._queries.get((path, frozenset(parse_qsl(query, encoding=self.charset)))) if query else None

    @cached_property
    def _queries(self) -> dict[tuple[str, frozenset[tuple[str, str]]], Renderer]:
        found = {}
        for route, renderer in self.routes.items():
            path, mark, query = route.partition("?")
            if mark:
                found[path, frozenset(parse_qsl(query, encoding=self.charset))] = renderer
        return found

    def answer_post(self, target: str, posted: Posted, view: View) -> Answer:
        """What the server answers to a POST; 405 where nothing takes one."""
        path, _, query = target.partition("?")
        poster = self.posts.get(self.normal(unquote(path, self.charset)))
        if poster is None:
            return Answer(405, b"")
        return poster(view, dict(parse_qsl(query, encoding=self.charset)), posted) or self.not_found(view)

    def not_found(self, view: View) -> Answer:
        """The server's 404 page."""
        return self.html("not_found.html", status=404, home=self.home)

    def html(self, template: str, status: int = 200, **context: object) -> Answer:
        """A rendered template."""
        return Answer(status, templates().get_template(template).render(**context).encode())

    def file(self, path: str, content: bytes) -> None:
        """Serve a file at a path, whatever the day."""
        self.routes[path] = lambda view, query: Answer(200, content, media_type(path))

    def picture(self, path: str) -> None:
        """Serve a small picture at a path."""
        self.file(path, picture())


def style(family: str) -> bytes:
    """The style sheet of a family."""
    return (Path(__file__).parent / "static" / f"{family}.css").read_bytes()


def today_line(day: date) -> str:
    """The clock that every page of the time had in its header: 今天是2017年1月20日 星期五"""
    return f"今天是{day.year}年{day.month}月{day.day}日 星期{_WEEKDAYS[day.weekday()]}"


def shorten(title: str, length: int = 22) -> str:
    """A title as lists cut it."""
    return title if len(title) <= length else title[:length] + "…"


def raw(text: str) -> Markup:
    """Markup made by us."""
    return Markup(text)  # noqa: S704
