"""The marks of a site's pages as rules count them: by level of page, with examples to name. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checks.facts import SiteFacts
from crawler.catalogue.article_marks import article_sets
from crawler.catalogue.marks import MarkGroup, mark_groups
from crawler.model import PageKind, Role
from crawler.sight import PageMarks

Level = Literal["home", "column", "content"]
LEVELS: tuple[Level, ...] = ("home", "column", "content")
IN_CHINESE: dict[Level, str] = {"home": "首页", "column": "栏目页", "content": "内容页"}
_ROLES: dict[Level, Role] = {"home": Role.HOME, "column": Role.COLUMN, "content": Role.ARTICLE}
_NAMED = 3  # addresses that a message names as examples


@dataclass(frozen=True, slots=True)
class Alike:
    """Pages of one level with the same marks."""

    marks: PageMarks
    pages: int
    url: str  # one of them
    capture: int | None


def alike(facts: SiteFacts, level: Level, since: date | None = None) -> tuple[Alike, ...]:
    """The pages of a level by their marks; of content pages only those published from `since` on, where it is given."""
    groups = [group for group in facts.ask(mark_groups) if _belongs(group, level)]
    if level != "content" or since is None:
        return tuple(_alike(group) for group in groups)
    known = {group.set_id: group.marks for group in groups}
    return tuple(
        Alike(known[entry.set_id], entry.pages, entry.sample_url, entry.sample_capture)
        for entry in facts.ask(article_sets, since)
        if entry.set_id in known
    )


def home_page(facts: SiteFacts) -> Alike | None:
    """The home page; None where its marks were not seen."""
    return next(iter(alike(facts, "home")), None)


def inner_pages(facts: SiteFacts) -> tuple[Alike, ...]:
    """All pages but the home page, by their marks; further pages of lists included."""
    return tuple(_alike(group) for group in facts.ask(mark_groups) if group.role is not Role.HOME)


def count(groups: Iterable[Alike]) -> int:
    """How many pages these are."""
    return sum(group.pages for group in groups)


def chosen(groups: Iterable[Alike], holds: Callable[[PageMarks], bool]) -> list[Alike]:
    """Those whose marks have the property."""
    return [group for group in groups if holds(group.marks)]


def examples(groups: Sequence[Alike]) -> str:
    """A few addresses, as messages name them."""
    return "、".join(group.url for group in groups[:_NAMED])


def captures(groups: Sequence[Alike]) -> tuple[int | None, ...]:
    """Where the examples lie in the archive."""
    return tuple(group.capture for group in groups[:_NAMED])


def _belongs(group: MarkGroup, level: Level) -> bool:
    """True for pages of the level; what was listed as an article and is a list or a system's page is no content."""
    if group.role is not _ROLES[level]:
        return False
    return level != "content" or group.marks.kind in (None, PageKind.ARTICLE)


def _alike(group: MarkGroup) -> Alike:
    return Alike(group.marks, group.pages, group.sample_url, group.sample_capture)
