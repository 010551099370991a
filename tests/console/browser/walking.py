"""Walking through the console by its links: one or two pages of each kind, for each person."""

from __future__ import annotations

import re

from playwright.sync_api import Page

_OTHERWISE = re.compile(
    r"/(logout|language)\b|/api/|\.(csv|xlsx|json|ics|docx|html|sarif|txt)\b|/export|/download|/frame"
)


def kind_of(path: str) -> str:
    """A path without what is named in it: /findings/F-000012?x=1 → /findings/*?x."""
    bare, _, query = path.partition("?")
    parts = [part if re.fullmatch(r"[a-z]{3,}", part) else "*" for part in bare.split("/") if part]
    fields = sorted({field.partition("=")[0] for field in query.split("&") if field})
    return "/" + "/".join(parts) + ("?" + "&".join(fields[:1]) if fields else "")


def walk(page: Page, start: str = "/", each: int = 2, most: int = 150) -> list[str]:
    """Paths of pages that can be reached by links, so many of each kind."""
    waiting, seen, taken, found = [start], {start}, dict[str, int](), list[str]()
    while waiting and len(found) < most:
        path = waiting.pop(0)
        answer = page.goto(path, wait_until="domcontentloaded")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        found.append(path)
        for link in page.eval_on_selector_all("a[href^='/']", "all => all.map((a) => a.getAttribute('href'))"):
            target = str(link).partition("#")[0]
            kind = kind_of(target)
            if target in seen or not target or _OTHERWISE.search(target) or taken.get(kind, 0) >= each:
                continue
            taken[kind] = taken.get(kind, 0) + 1
            seen.add(target)
            waiting.append(target)
    return found
