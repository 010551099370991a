"""A portal and some outside hosts on loopback addresses of their own, for tests of link checks and probes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from crawler.catalogue.runs import RunRow
from crawler.clock import clock_starting_at
from crawler.crawl import crawl_sites
from crawler.link_run import check_links
from crawler.profiles import Profile
from tests.crawler.mini_site import HTML, page, pages
from tests.crawler.portal_server import Portal, _Handler

DAY0 = datetime(2017, 1, 20, 1, tzinfo=UTC)
LOOPBACK = ("127.0.0.0/8",)
TEXT = (("Content-Type", "text/plain"),)


class Host(Portal):
    """A portal on an address of its own."""

    def __init__(self, address: str, answers: dict[str, Any]) -> None:
        ThreadingHTTPServer.__init__(self, (address, 0), _Handler)
        self.answers = answers
        self.asked = []
        self.times = []
        self.agents = set()

    @property
    def home(self) -> str:
        """The host's address."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}/"

    def pages_asked(self) -> list[str]:
        """What was asked, robots.txt left out."""
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serving(host: Host) -> Iterator[Host]:
    """A running host."""
    thread = threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()
        thread.join(5)


@dataclass
class City:
    """Portals with their outside hosts, and a workspace that looks at them day by day."""

    folder: Path
    stack: ExitStack
    portals: dict[str, Host] = field(default_factory=dict)

    def host(self, number: int, answers: dict[str, Any] | None = None) -> Host:
        """An outside host at 127.0.1.<number>; it answers every path with a page unless told otherwise."""
        return self.stack.enter_context(serving(Host(f"127.0.1.{number}", answers if answers is not None else {})))

    def portal(self, site: str, links: dict[str, str], number: int = 1, **answers: Any) -> Host:
        """A portal at 127.0.0.<number> whose home page also links to these addresses (text → address)."""
        host = Host(f"127.0.0.{number}", pages())
        listed = "".join(f'<li><a href="{url}">{text}</a></li>' for text, url in links.items())
        status, headers, body = host.answers["/"]
        more = f'<div class="friends"><h3>友情链接</h3><ul>{listed}</ul></div></body>'.encode()
        host.answers["/"] = (status, headers, body.replace(b"</body>", more))
        host.answers.update(answers)
        self.portals[site] = self.stack.enter_context(serving(host))
        return host

    def profiles(self, *sites: str, **fetch: Any) -> list[Profile]:
        settings = {"delay_seconds": 0, "retry_seconds": [0.1, 0.2], "allow_net": list(LOOPBACK), **fetch}
        return [
            Profile.model_validate({"id": site, "home": self.portals[site].home, "fetch": settings})
            for site in sites or self.portals
        ]

    @property
    def catalogue(self) -> Path:
        return self.folder / "catalogue.db"

    def crawl(self, day: float = 0) -> list[RunRow]:
        """Crawl all portals; `day` is that of the clock."""
        found = crawl_sites(
            self.profiles(),
            catalogue=self.catalogue,
            archive=self.folder / "archive",
            clock=clock_starting_at(DAY0 + timedelta(days=day)),
        )
        for portal in self.portals.values():
            portal.asked.clear()
            portal.times.clear()
        return found

    def check(self, day: float, *sites: str, **options: Any) -> list[RunRow]:
        """Check the links of the portals on a day."""
        options = {"outside_delay": 0.0, **options}
        return check_links(
            self.profiles(*sites, **options.pop("fetch", {})),
            catalogue=self.catalogue,
            archive=self.folder / "archive",
            clock=clock_starting_at(DAY0 + timedelta(days=day)),
            **options,
        )


@contextmanager
def city(folder: Path) -> Iterator[City]:
    """A city without portals yet."""
    with ExitStack() as stack:
        yield City(folder, stack)


def some_page(text: str = "一个页面") -> tuple[int, Any, bytes]:
    """An answer that opens."""
    return (200, HTML, page(text, f"<p>{text}</p>"))
