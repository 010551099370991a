"""What all portal spiders share: tasks become requests, answers become facts for the recorder."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.catalogue.runs import RunRow
from crawler.clock import Clock, system_clock
from crawler.errors import ConfigError
from crawler.middlewares.errors import FetchError
from crawler.middlewares.turns import TurnMiddleware
from crawler.model import Fetched, Outcome, Role, SiteKind, Task
from crawler.outcomes import by_status
from crawler.posting import split_post
from crawler.profiles.profile import Profile, load_profile
from crawler.running import Session, software
from crawler.safety import AddressGuard, guard_from


class Work(Protocol):
    """What hands out tasks and takes answers: a crawl's session, or one that only checks addresses."""

    profile: Profile
    guard: AddressGuard
    contact: str
    clock: Clock

    def next_task(self) -> Task | None: ...

    def has_work(self) -> bool: ...

    def seconds_until_due(self) -> float | None: ...

    def unverified(self, url: str) -> bool: ...

    def conditions(self, task: Task) -> dict[str, str]: ...

    def record(self, task: Task, fetched: Fetched) -> Outcome: ...

    def keep(self, fetched: Fetched) -> None: ...

    def stop(self, failure: BaseException) -> None: ...

    def close(self) -> RunRow | None: ...


class PortalSpider(Spider):
    """Crawls one site as its profile describes it.

    Arguments: `profile` (a TOML file), `workspace` (the folder of catalogue and archive, by default the current
    one); or, from Python, a ready `session`.
    """

    kind: SiteKind
    session: Work
    guard: AddressGuard
    attachment_maxsize: int
    attachment_timeout: float
    turns: TurnMiddleware  # set by that middleware itself
    finished: RunRow | None = None  # what the run came to, once it ended

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PortalSpider:
        """Open the session (unless one is given) and bend the settings to the site's profile."""
        session = kwargs.pop("session", None) or _session_from(cls.kind, **kwargs)
        kwargs = {key: value for key, value in kwargs.items() if key not in ("profile", "workspace")}
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.session = session
        spider.guard = session.guard
        fetch = session.profile.fetch
        for name, value in {
            "USER_AGENT": user_agent(session.contact),
            "DOWNLOAD_TIMEOUT": fetch.timeout_seconds,
            "CONCURRENT_REQUESTS": fetch.concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": fetch.concurrency,
        }.items():
            crawler.settings.set(name, value, priority="spider")
        spider.attachment_maxsize = crawler.settings.getint("ATTACHMENT_MAXSIZE")
        spider.attachment_timeout = fetch.timeout_seconds * crawler.settings.getfloat("ATTACHMENT_PATIENCE")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Nothing to start with: the frontier already holds the home page, or what a cut-off run left."""
        return
        yield

    def request_for(self, task: Task) -> Request:
        """The request for a task."""
        meta: dict[str, Any] = {"task": task, "verbatim_url": True}
        if task.role is Role.ATTACHMENT:
            meta["download_maxsize"] = self.attachment_maxsize
            meta["download_timeout"] = self.attachment_timeout
        if self.session.unverified(task.url):
            meta["unverified_tls"] = True
        ask = split_post(task.url)
        headers = {"Content-Type": ask.content_type} if ask.method == "POST" else self.session.conditions(task)
        if task.role is Role.LIST_PAGE and task.referrer is not None:
            headers["Referer"] = wire_address(split_post(task.referrer).url)  # some list services answer nobody else
        return Request(
            wire_address(ask.url),
            method=ask.method,
            headers=headers,
            body=ask.body,
            callback=self.answered,
            errback=self.failed,
            meta=meta,
            dont_filter=True,
        )

    def answered(self, response: Response) -> None:
        """Record an answer, whatever its status."""
        assert response.request is not None
        task: Task = response.request.meta["task"]
        latency = response.request.meta.get("download_latency")
        self._record(task, self._fetched(response, task.url, latency))

    def failed(self, failure: Failure) -> None:
        """Record that there was no answer, and why."""
        request: Request = failure.request  # type: ignore[attr-defined]
        error = failure.value
        outcome = error.outcome if isinstance(error, FetchError) else Outcome.CONNECTION_LOST
        task: Task = request.meta["task"]
        words = str(error) or repr(error)
        self._record(task, self._unanswered(request, task.url, outcome, words))

    def keep(self, request: Request, answer: Response | FetchError) -> None:
        """Archive what is evidence but no page (robots.txt), or note that it could not be had."""
        try:
            if isinstance(answer, FetchError):
                fetched = self._unanswered(request, request.url, answer.outcome, str(answer))
            else:
                fetched = self._fetched(answer, request.url, request.meta.get("download_latency"))
            self.session.keep(fetched)
        except Exception as error:
            self.session.stop(error)
            raise

    def _record(self, task: Task, fetched: Fetched) -> None:
        try:
            self.session.record(task, fetched)
        except Exception as error:  # evidence cannot be kept, or a bug of ours: end the run, it can be resumed
            self.session.stop(error)
            raise CloseSpider("failure") from error

    def _unanswered(self, request: Request, url: str, outcome: Outcome, words: str) -> Fetched:
        at, since = self.session.clock(), since_sent(request)
        waited = round(since * 1000) if since is not None else None
        return Fetched(url, at, outcome, error=words, elapsed_ms=waited, sent=_before(at, since))

    def _fetched(self, response: Response, url: str, latency: float | None) -> Fetched:
        at = self.session.clock()
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        return Fetched(
            url=url,
            at=at,
            outcome=by_status(response.status),
            status=response.status,
            headers=headers,
            body=response.body,
            elapsed_ms=round(latency * 1000) if latency is not None else None,
            cut=bool(response.request is not None and response.request.meta.get("was_cut")),
            sent=_before(at, since_sent(response.request)) if response.request is not None else None,
        )

    def closed(self, reason: str) -> None:
        """End the run, or leave it to be resumed; `finished` holds what it came to."""
        self.turns.close()
        self.finished = self.session.close()
        if self.finished is not None:
            self.logger.info("%s: run %d ended: %s", self.session.profile.id, self.finished.id, self.finished.state)


def since_sent(request: Request) -> float | None:
    """Seconds since a request went out; None where it never did. Its answer may have waited for us in between."""
    sent: float | None = request.meta.get("sent")
    return asyncio.get_running_loop().time() - sent if sent is not None else None


def _before(moment: datetime, seconds: float | None) -> datetime | None:
    return moment - timedelta(seconds=seconds) if seconds is not None else None


def user_agent(contact: str) -> str:
    """Our name, with a contact where one is set: `gongkai/0.1.0 (+mailto:…)`."""
    return f"{software()} (+{contact})" if contact else software()


def wire_address(url: str) -> str:
    """The address as it is sent: what cannot stand in a request line is percent-encoded, nothing else is touched."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~-._|{}^`\\\"<>" if url.isascii() else "%/:?#[]@!$&'()*+,;=~-._")


def _session_from(kind: SiteKind, profile: str = "", workspace: str = ".", **_: Any) -> Session:
    """The session of `scrapy crawl bureau -a profile=sites/x.toml -a workspace=DIR`."""
    if not profile:
        raise ConfigError("no profile was given", where="scrapy crawl", fix="add -a profile=sites/<site>.toml")
    folder = Path(workspace)
    path = Path(profile)
    site = load_profile(path if path.exists() else folder / path)
    if site.kind is not kind:
        raise ConfigError(f"is a {site.kind} site", where=str(path), fix=f"run `scrapy crawl {site.kind}`")
    return Session(
        site,
        catalogue=folder / "catalogue.db",
        archive=folder / "archive",
        clock=system_clock,
        guard=guard_from(site.fetch.allow_net),
    )
