"""Lists that a script writes: what the crawler read of them, put before the page so that a person sees it too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from gongkai.marking.page_text import LINK, PageText, plain

_BEGINNING = 6  # letters of a title that a list leaves at least
MOST = 200  # rows that are put before a page


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One entry of a list as the crawler read it: the day is given as the page writes it."""

    title: str
    day: str
    url: str


def missing_rows(tree: HtmlElement, rows: Sequence[ReadRow]) -> bool:
    """True if a person would not see most of these entries on the page, because no script runs in a captured one."""
    if not rows:
        return False
    text = PageText(tree).text
    seen = sum(_stands(plain(row.title), text) for row in rows)
    return seen * 2 < len(rows)


def _stands(title: str, text: str) -> bool:
    """True if a title stands in a text, whole or cut with an ellipsis."""
    if title in text:
        return True
    at = text.find(title[:_BEGINNING])
    while at >= 0 and len(title) > _BEGINNING:
        here = text[at : at + len(title)]
        same = next((n for n, (one, other) in enumerate(zip(title, here, strict=False)) if one != other), len(here))
        if text[at + same : at + same + 3].lstrip().startswith(("…", "..", "⋯")):
            return True
        at = text.find(title[:_BEGINNING], at + 1)
    return False


def put_before(tree: HtmlElement, rows: Sequence[ReadRow], words: str) -> None:
    """Put a table of the entries at the beginning of the page, under words that say where it comes from."""
    body = tree.find("body")
    holder = tree if body is None else body
    table = holder.makeelement("table", {"border": "1", "cellpadding": "4"})
    _add(table, "caption", words)
    for row in rows[:MOST]:
        line = _add(table, "tr", "")
        _add(_add(line, "td", ""), "a", row.title).set("title", f"{LINK}{row.url}")
        _add(line, "td", row.day)
    table.tail, holder.text = holder.text, None
    holder.insert(0, table)


def _add(holder: HtmlElement, tag: str, words: str) -> HtmlElement:
    made = holder.makeelement(tag)
    made.text = words or None
    holder.append(made)
    return made
