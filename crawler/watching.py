"""One run's lookout with a memory in the catalogue: what pages looked like, and which answer is another's.

Between the pure `traps` and the recorder, which asks it about every page and tells it what was stored.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.catalogue.frontier import Frontier, Wanted
from crawler.catalogue.items import withdraw_article
from crawler.catalogue.prints import What, prints, put_print
from crawler.identity import canonical_key
from crawler.model import Outcome, PageKind, Reading, Role, Task
from crawler.outcomes import is_told
from crawler.page import Page
from crawler.traps import Lookout, Print, Suspicion, print_of, wrong_address

_RECALL = 50  # pages after which the catalogue is asked again what others have learnt
_PROBE = re.compile(r"/gongkai-[0-9a-f]{12}\.html$")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page taught us, to be kept with it."""

    host: str
    what: What
    value: str


def is_probe(task: Task) -> bool:
    """True for the address that we made up to see what the host answers where nothing is."""
    return _PROBE.search(task.key) is not None


class Watch:
    """Asked by the recorder about every page of a run."""

    def __init__(self, conn: sqlite3.Connection, run_id: int, site: str, frontier: Frontier, *, probing: bool) -> None:
        self._conn = conn
        self._run_id = run_id
        self._site = site
        self._frontier = frontier
        self._lookout = Lookout()
        self._probed: set[str] | None = set() if probing else None
        self._calls = 0

    def examine(
        self, task: Task, page: Page, reading: Reading, *, is_home: bool
    ) -> tuple[Suspicion | None, Shown | None]:
        """What is wrong with a page that seems to be right, and what it teaches."""
        self._recall()
        if is_probe(task):
            seen = print_of(page)
            host = urlsplit(page.url).netloc
            self._lookout.wrong[host] = seen
            return Suspicion(Outcome.SOFT_404, "shown where nothing is"), Shown(host, "wrong", seen.as_text())
        if task.role is Role.HOME and (self._lookout.home is None or reading.kind is PageKind.HOME):
            self._lookout.home = print_of(page)
            return None, Shown("", "home", self._lookout.home.as_text())
        return self._lookout.judge(task, page, reading, told=is_told(reading), is_home=is_home), None

    def redirected(self, task: Task, target: str) -> tuple[Suspicion | None, Shown | None]:
        """What is wrong with a redirect, and what it teaches."""
        self._recall()
        key = canonical_key(target)
        if is_probe(task):
            host = urlsplit(task.url).netloc
            self._lookout.wrong_targets[host] = key
            return None, Shown(host, "target", key)
        if self._lookout.leads_nowhere(task, key):
            return Suspicion(Outcome.SOFT_404, "redirects to where wrong addresses go"), None
        return None, None

    def keep(self, task: Task, shown: Shown | None) -> None:
        """Store what was learnt, within the page's transaction; ask each host once where nothing is."""
        if shown is not None:
            put_print(self._conn, self._run_id, shown.host, shown.what, shown.value)
        if self._probed is None or task.role not in (Role.HOME, Role.COLUMN):
            return
        host = urlsplit(task.url).netloc
        if host not in self._probed:
            self._probed.add(host)
            address = wrong_address(task.url, self._site)
            if self._frontier.add(Wanted(address, Role.LINK)):
                self._frontier.hasten(address)

    def ask_again(self, key: str) -> None:
        """An answer that was taken for good was another's: what it said is withdrawn, and it is asked for again."""
        if self._frontier.ask_again(key):
            withdraw_article(self._conn, self._run_id, self._site, key)

    def forget(self) -> None:
        """The transaction was rolled back: hosts may have to be asked once more."""
        if self._probed is not None:
            self._probed.clear()

    def _recall(self) -> None:
        """What other processes of the run, or this one before it was cut off, have learnt."""
        self._calls += 1
        if self._calls % _RECALL != 1:
            return
        for host, what, value in prints(self._conn, self._run_id):
            if what == "home":
                self._lookout.home = self._lookout.home or Print.from_text(value)
            elif what == "wrong":
                self._lookout.wrong.setdefault(host, Print.from_text(value))
            else:
                self._lookout.wrong_targets.setdefault(host, value)
