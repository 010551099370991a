"""Which pages are asked for: every page without parameters that an inspector may open, and some of each other kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from benchmarks.console.reader import Reader

START = ("/", "/sites/site0000", "/findings", "/items", "/counts", "/registers", "/documents", "/rules", "/schedules",
         "/jobs", "/items?q=安全", "/items?q=通知", "/items?q=隐患排查&site=site0007", "/findings?q=动态",
         "/findings?site=site0000")  # fmt: skip
_NEVER = re.compile(
    r"^/(logout|language|static|bootstrap)|export|download|\.(csv|xlsx|json|ics|docx|html|css|js|svg)\b"
)
_FOLLOWED = 4  # links of one kind from one page


def kind_of(path: str) -> str:
    """A path without its numbers and names: /findings/F-000012 → /findings/*; a query counts as one."""
    bare, _, query = path.partition("?")
    parts = [part if part.isalpha() and part.islower() else "*" for part in bare.strip("/").split("/") if part]
    return (
        "/" + "/".join(parts) + ("?" + "&".join(sorted(q.partition("=")[0] for q in query.split("&"))) if query else "")
    )


def walk(reader: Reader, opened: Callable[[str, str, int, float], None], most: int = 400) -> dict[str, list[str]]:
    """Pages by kind, found by following links from the first ones, some of each kind. Pages that fail are kept too.

    `opened` is told of each: kind, path, status, seconds.
    """
    found: dict[str, list[str]] = {}
    waiting, seen = list(START), set(START)
    while waiting and sum(map(len, found.values())) < most:
        path = waiting.pop(0)
        own = kind_of(path)
        entries = found.setdefault(own, [])
        if len(entries) >= 2 * _FOLLOWED:
            continue
        answer = reader.get(path)
        entries.append(path)
        opened(own, path, answer.status, answer.seconds)
        taken: dict[str, int] = {}
        for link in links(answer.body):
            kind = kind_of(link)
            if link in seen or _NEVER.search(link) or len(found.get(kind, ())) >= 2 * _FOLLOWED:
                continue
            taken[kind] = taken.get(kind, 0) + 1
            if taken[kind] <= _FOLLOWED:
                seen.add(link)
                waiting.append(link)
    return found


def links(body: str) -> Iterator[str]:
    """Addresses within the console that a page leads to."""
    for quoted in re.findall(r'href="(/[^"#]*)"', body):
        yield quoted.replace("&amp;", "&")
