"""Answers that are not what was asked for: soft 404s without a word of it, and what a throttling site shows instead.

A page is recognised by its print: its title and its Chinese characters, so that clocks, counters, request numbers and
repeated addresses do not matter. Nothing here fetches or stores.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from crawler.identity import normal_title
from crawler.model import Outcome, Reading, Role, Task
from crawler.page import Page, TooDeepError
from crawler.retrying import ATTEMPTS

_TITLE = re.compile(r"<title[^>]*>(.{0,300}?)</title>", re.IGNORECASE | re.DOTALL)
_NOT_CHINESE = re.compile("[^\u3400-\u4dbf\u4e00-\u9fff]+")
TELLING = 8  # Chinese characters below which a page says too little to be recognised (shells that a script fills)
_SILENT = frozenset({"script", "style", "noscript", "title"})
_FORGIVEN = 3  # articles read between equal answers: then the site is not throttling, it just looks like that
_REMEMBERED = 20_000  # prints of articles that do not show their listed title
_CUT = "….。 "  # behind a title that a list cuts
_LEAST_TITLE = 4  # characters of a title that is looked for in another


@dataclass(frozen=True, slots=True)
class Print:
    """What a page looks like. `size`: its Chinese characters."""

    title: str
    digest: str
    size: int

    @property
    def telling(self) -> bool:
        """True if another page with this print is the same page."""
        return self.size >= TELLING

    def as_text(self) -> str:
        """To be kept in the catalogue."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> Print:
        """As it was kept."""
        return cls(**json.loads(text))


def print_of(page: Page) -> Print:
    """The print of a page."""
    chinese = _NOT_CHINESE.sub("", _text(page))
    return Print(title_of(page), hashlib.sha256(chinese.encode("utf-8", "replace")).hexdigest()[:16], len(chinese))


def _text(page: Page) -> str:
    try:
        tree = page.tree
    except TooDeepError:
        return ""
    return "".join(
        text
        for element in tree.iter()
        if isinstance(element.tag, str)
        for text in (element.text if element.tag not in _SILENT else None, element.tail)
        if text
    )


def title_of(page: Page) -> str:
    """The `<title>` without blanks."""
    match = _TITLE.search(page.text, 0, 20_000)
    return "".join(match[1].split()) if match else ""


def wrong_address(url: str, site: str) -> str:
    """An address on the host of `url` that does not exist: it shows what the host answers where nothing is.

    The same for every run of the site, so that a replay asks for it too; no site has it by chance.
    """
    parts = urlsplit(url)
    mark = hashlib.sha256(f"{site} {parts.netloc}".encode()).hexdigest()[:12]
    return f"{parts.scheme}://{parts.netloc}/gongkai-{mark}.html"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """An answer is not what was asked for. `again`: the key of an earlier one that was taken for good, wrongly."""

    outcome: Outcome
    reason: str
    again: str | None = None


@dataclass(slots=True)
class _Echo:
    """An answer that several addresses may have given."""

    key: str
    listed: str
    bad: bool = False
    good_since: int = 0


class Lookout:
    """Remembers during one run how pages looked, and says which answer belongs to another address."""

    def __init__(self) -> None:
        self.home: Print | None = None
        self.wrong: dict[str, Print] = {}  # by host and port: what it shows where nothing is
        self.wrong_targets: dict[str, str] = {}  # by host and port: the key to which it redirects from there
        self._echoes: dict[str, _Echo] = {}
        self._home_shown = False  # an article or a further page of a list was answered with the home page

    def judge(self, task: Task, page: Page, reading: Reading, *, told: bool, is_home: bool) -> Suspicion | None:
        """What is wrong with a page that was answered with status 200, or None.

        `told`: a reader found an article with its day, or where a list's data is: content, whatever it looks like.
        `is_home`: the address is one of the home page's own.
        """
        if task.role in (Role.HOME, Role.ATTACHMENT) or is_home:
            return None
        title = title_of(page)
        wrong = self.wrong.get(urlsplit(page.url).netloc)
        if wrong is not None and not told and _same(page, title, wrong):
            return Suspicion(Outcome.SOFT_404, "looks like an address that does not exist")
        if task.role is Role.LINK:
            return None
        if self.home is not None and not told and _same(page, title, self.home):
            return self._as_home(task)
        return self._echo(task, page, reading) if task.role is Role.ARTICLE else None

    def leads_nowhere(self, task: Task, target_key: str) -> bool:
        """True if the host redirects to the same place from an address that does not exist."""
        if task.role not in (Role.ARTICLE, Role.LINK, Role.LIST_PAGE):
            return False
        return self.wrong_targets.get(urlsplit(task.url).netloc) == target_key

    def _as_home(self, task: Task) -> Suspicion | None:
        if task.role is Role.COLUMN:
            throttles = self._home_shown or any(echo.bad for echo in self._echoes.values())
            if task.attempts >= ATTEMPTS and not throttles:
                return None  # again and again, while all else is right: a menu's other name for the home page
        else:
            self._home_shown = True
        return Suspicion(Outcome.THROTTLED, "the home page in its place")

    def _echo(self, task: Task, page: Page, reading: Reading) -> Suspicion | None:
        listed = _comparable(task.listed_title)
        if not listed:
            return None  # nobody said what it should be
        if _shows(listed, task, page, reading):
            for echo in self._echoes.values():
                echo.good_since += echo.bad
            return None
        seen = print_of(page)
        if not seen.telling:
            return None
        if len(self._echoes) > _REMEMBERED:
            self._echoes.clear()
        echo = self._echoes.setdefault(seen.digest, _Echo(task.key, listed))
        if echo.bad:
            if echo.good_since >= _FORGIVEN:
                return None
            return Suspicion(Outcome.THROTTLED, "the same answer as for other addresses")
        if echo.key == task.key or echo.listed == listed:
            return None
        echo.bad = True
        return Suspicion(Outcome.THROTTLED, "the same answer as for another address", again=echo.key)


def _same(page: Page, title: str, known: Print) -> bool:
    """The title is compared first: it costs nothing."""
    return known.telling and title == known.title and print_of(page) == known


def _comparable(title: str | None) -> str:
    return normal_title((title or "").rstrip(_CUT)) if title else ""


def _shows(listed: str, task: Task, page: Page, reading: Reading) -> bool:
    """True if the page itself shows the title under which a list names it (or the part of it that the list shows).

    A reader may have taken the title from the list, so one that is just the same proves nothing.
    """
    if (task.listed_title or "").rstrip(_CUT) in page.text:
        return True
    article = reading.article
    own = normal_title(article.title) if article is not None and article.title else ""
    if own != listed and len(own) >= _LEAST_TITLE and (listed in own or own in listed):
        return True
    return listed in normal_title(_text(page) + title_of(page))
