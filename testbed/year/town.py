"""The bureau and the portal on a day that can be moved, and what befalls them: the face the server shows."""

from __future__ import annotations

from datetime import date
from typing import Any

from testbed.render.site import Answer
from testbed.year.model import Outage, Year, within
from testbed.year.pages import Pages, Shown
from testbed.year.portal import PortalPages

HOSTS = {"bureau": "127.0.17.1", "municipal": "127.0.17.2", "control": "127.0.17.254"}
CHALLENGE = (
    "<html><head><title>安全验证</title><script src='/_guard/auto.js'></script></head>"
    "<body>正在进行安全检查，请稍候……请开启JavaScript并刷新该页。</body></html>"
)


class Town:
    """Two sites on a day. `whole` is False where an outage ended this request without an answer."""

    def __init__(self, year: Year, bases: dict[str, str], day: date) -> None:
        self.year, self.bases = year, bases
        self.kept: dict[tuple[str, str], Answer] = {}
        self.move(day)

    def move(self, day: date) -> None:
        """Show the town as it stands on this day."""
        self.day = day
        self.kept = {}
        self.sites: dict[str, Pages | PortalPages] = {
            "bureau": Pages(self.year, day, self.bases["bureau"]),
            "municipal": PortalPages(self.year, day, self.bases["municipal"]),
        }

    def trouble(self, site: str, path: str) -> Outage | None:
        """The outage that a request meets today."""
        for outage in self.year.outages:
            if outage.kind == "home" and path not in ("/", "/index.html"):
                continue
            if outage.site == site and within(outage.period, self.day) and path.startswith(f"/{outage.slug}"):
                return outage
        return None

    def answer(self, site: str, target: str) -> Answer | None:
        """What a request gets; None: no answer ever, the server is silent."""
        path = target.partition("?")[0]
        trouble = self.trouble(site, path)
        if trouble is not None:
            if trouble.kind in ("error", "home"):
                return Answer(503, b"<html><body>Service Unavailable</body></html>")
            if trouble.kind == "challenge":
                return Answer(412, CHALLENGE.encode())
            return None
        if (site, path) not in self.kept:
            self.kept[site, path] = _answer(self.sites[site].answer(path))
        return self.kept[site, path]

    def truth(self) -> dict[str, Any]:
        """What is known beforehand, for today: see `testbed.year.truth`."""
        from testbed.year.truth import truth_of

        return truth_of(self)


def _answer(shown: Shown) -> Answer:
    headers = (("Location", shown.location),) if shown.location else ()
    return Answer(shown.status, shown.body, shown.content_type, headers)
