"""A strict look at a printed page: elements nested and closed, ids unique, headings in order, table heads there."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = {"meta", "br", "col", "hr", "img", "input", "link"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.levels: list[int] = []
        self.headers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if len(told) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        if tag not in _VOID:
            self.open.append(tag)
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if tag in _HEADINGS:
            self.levels.append(_HEADINGS[tag])
        self.headers += (told.get("headers") or "").split()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing at {self.getpos()}")


def faults_of(page: str) -> list[str]:
    """What is wrong with the structure of a page, in words; empty where nothing is."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    faults = list(reader.faults)
    faults += [f"<{tag}> is never closed" for tag in reader.open]
    faults += [f"id {name} stands twice" for name in sorted({x for x in reader.ids if reader.ids.count(x) > 1})]
    faults += [f"no head named {name}" for name in sorted(set(reader.headers) - set(reader.ids))]
    if reader.levels[:1] != [1]:
        faults.append("the first heading is no h1")
    faults += [
        f"h{level} follows h{before}"
        for before, level in zip(reader.levels, reader.levels[1:], strict=False)
        if level > before + 1
    ]
    return faults
