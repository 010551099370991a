"""What a survey learned of a site: its platform, its column tree, what each column is, and what is not certain.

The crawl itself is that of every run, held to the structure (`crawler.scope`); here its pages are read once more
out of the archive for what the catalogue does not keep: how a list is transported, and which menu named a column.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from crawler.archive.reader import read_capture
from crawler.catalogue.queries import ColumnRow, columns
from crawler.catalogue.structure import StructurePage, home_answer, structure_pages
from crawler.columns import identify
from crawler.extract.links import Anchors, key_of
from crawler.model import ColumnClass, NavNode, Outcome, PageKind, Reading, Role
from crawler.page import Page
from crawler.platforms.base import Hint, read_page
from crawler.profiles.profile import Profile


class Transport(StrEnum):
    """How the rows of a list reach the reader."""

    HTML = "html"
    XML = "xml"  # an XML island, or XML in an answer of its own
    JSON = "json"
    SCRIPT = "script"  # rows written in the text of a script
    HIDDEN = "hidden"  # there is a list, but a script fetches its rows from where we do not know


class Found(StrEnum):
    """What named a column. The first that holds is told."""

    MENU = "menu"
    BLOCK = "block"  # a block of entries on a page above it (更多, its heading)
    SITEMAP = "sitemap"  # only the 网站地图
    LINK = "link"  # only breadcrumbs and plain links: an orphan


class Doubt(StrEnum):
    """The closed list of what a survey can be unsure of."""

    HOME = "home"  # the home page could not be read, leads elsewhere, or shows no menu
    UNREAD = "unread"
    TOO_DEEP = "too_deep"  # below the level that was asked for
    HIDDEN_LIST = "hidden_list"
    SHORT_LIST = "short_list"  # fewer rows than stated, and no way to the others
    EMPTY_LIST = "empty_list"
    UNDATED = "undated"
    UNKNOWN_CLASS = "unknown_class"
    UNKNOWN_KIND = "unknown_kind"
    HEADING = "heading"  # no address of its own
    ONLY_SITEMAP = "only_sitemap"
    ORPHAN = "orphan"
    EXTERNAL = "external"
    SAMPLE = "sample"  # the sampled entry could not be read as an article, or shows no date


@dataclass(frozen=True, slots=True)
class Unsure:
    """One thing that a person should look at."""

    doubt: Doubt
    subject: str  # a column path, or an address
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """One column as the survey saw it. `rows` are those of the first page, `total` and `pages` what the list states."""

    path: str
    name: str
    level: int
    url: str | None
    column_class: ColumnClass
    identity: str | None
    reason: str
    kind: str
    outcome: str
    platform: str | None
    transport: Transport | None
    rows: int
    total: int | None
    pages: int | None
    newest: date | None
    found: Found
    goes_on: bool = False  # there are pages behind the first


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything a survey has to say."""

    home: str  # the address that finally answered
    name: str | None
    site_id_code: str | None
    icp: str | None
    platforms: Mapping[str, int]  # pages by adapter
    encodings: Mapping[str, int]
    columns: tuple[SurveyColumn, ...]
    unsure: tuple[Unsure, ...]
    items: int  # different entries seen on first pages
    newest: date | None
    complete: bool
    other_hosts: tuple[str, ...] = ()  # to which columns lead


@dataclass(slots=True)
class _Read:
    """What the pages said, gathered."""

    home: Reading | None = None
    columns: dict[int, list[tuple[Page, Reading]]] = field(default_factory=dict)
    samples: dict[int, list[tuple[str, Reading]]] = field(default_factory=dict)
    menu: set[str] = field(default_factory=set)  # keys and names of columns in menus
    sitemap: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)  # keys behind 更多 and headings of blocks
    encodings: Counter[str] = field(default_factory=Counter)


def survey_of(conn: sqlite3.Connection, archive: Path, profile: Profile, run_id: int, *, depth: int | None) -> Survey:
    """What one survey run says about its site. Raises ArchiveError where a capture cannot be read again."""
    states = sorted(columns(conn, profile.id, run=run_id), key=lambda column: column.id)  # as the menus have them
    states = [column for column in states if column.level > 0]
    pages = structure_pages(conn, run_id)
    answer = home_answer(conn, run_id) or (profile.home, "not_tried")
    home_url = answer[0]
    read = _read_again(pages, archive, {column.id: column for column in states}, home_url, profile.platform)
    found = tuple(_column(state, read) for state in states)
    unsure = [*_home_doubts(profile, answer, read.home)]
    for state, column in zip(states, found, strict=True):
        unsure.extend(_column_doubts(state, column, read, depth))
    home = read.home.home if read.home is not None else None
    listed = {row.url for group in read.columns.values() for _, one in group if one.listing for row in one.listing.rows}
    hosts = Counter(urlsplit(c.url or "").netloc for c in found if c.kind == "external")
    return Survey(
        home=home_url,
        name=home.site_name if home else None,
        site_id_code=home.site_id_code if home else None,
        icp=home.icp if home else None,
        platforms=dict(Counter(page.platform for page in pages if page.platform).most_common()),
        encodings=dict(read.encodings.most_common()),
        columns=found,
        unsure=tuple(unsure),
        items=len(listed),
        newest=max((column.newest for column in found if column.newest), default=None),
        complete=bool(read.home) and not any(u.doubt is Doubt.UNREAD for u in unsure),
        other_hosts=tuple(host for host, _ in hosts.most_common() if host),
    )


# --- reading the pages again ------------------------------------------------------------------------


def _read_again(
    pages: Iterable[StructurePage],
    archive: Path,
    known: Mapping[int, ColumnRow],
    home_url: str,
    platform: str | None,
) -> _Read:
    read = _Read()
    by_key = {key_of(column.url): column for column in known.values() if column.url}
    for place in pages:
        fetched = read_capture(archive, place.warc_file, place.offset, place.length)
        page = Page(place.url, fetched.body, fetched.header("content-type") or "", fetched.status or 200)
        column = known.get(place.column_id) if place.column_id is not None else None
        if place.role is Role.COLUMN:  # an address may have forwarded to the page of another column
            column = by_key.get(key_of(place.url), column)
        hint = Hint(place.role, home_url, tuple(column.path.split("/")) if column is not None else ())
        reading = read_page(page, hint, platform=platform)
        read.encodings[reading.encoding] += 1
        if place.role is Role.ARTICLE:
            if place.column_id is not None:
                read.samples.setdefault(place.column_id, []).append((place.url, reading))
            continue
        if place.role is Role.HOME and (read.home is None or len(reading.nav) > len(read.home.nav)):
            read.home = reading
        if column is not None:
            read.columns.setdefault(column.id, []).append((page, reading))
        read.linked.update(key_of(link.url) for link in reading.links if link.role is Role.COLUMN)
        names = read.sitemap if reading.sitemap else read.menu
        names.update(_marks(reading.nav))
    return read


def _marks(nodes: Iterable[NavNode], above: str = "") -> Iterator[str]:
    for node in nodes:
        path = f"{above}{node.name}"
        yield path
        if node.url is not None:
            yield key_of(node.url)
        yield from _marks(node.children, f"{path}/")


def _column(state: ColumnRow, read: _Read) -> SurveyColumn:
    group = read.columns.get(state.id, [])
    listed = next(((page, one) for page, one in group if one.listing is not None and one.listing.rows), None)
    shown = listed or (group[0] if group else None)
    transport = transport_of(*shown) if shown is not None else None
    key = key_of(state.url) if state.url else state.path
    lists = [one.listing for _, one in group if one.listing is not None]
    return SurveyColumn(
        path=state.path,
        name=state.name,
        level=state.level,
        url=state.url,
        column_class=state.column_class,
        identity=state.identity,
        reason=state.class_reason,
        kind=state.kind,
        outcome=state.outcome,
        platform=shown[1].platform if shown is not None else None,
        transport=transport,
        rows=state.rows,
        total=state.stated_total,
        pages=state.pages_stated,
        newest=state.newest,
        found=_found(key, state.path, read),
        goes_on=any(one.next_url is not None for one in lists),
    )


def _found(key: str, path: str, read: _Read) -> Found:
    if {key, path} & read.menu:
        return Found.MENU
    if key in read.linked:
        return Found.BLOCK
    return Found.SITEMAP if key in read.sitemap else Found.LINK


_XML = re.compile(r"<(?:RECS|datastore|record(?:set)?|xml)\b", re.IGNORECASE)


def transport_of(page: Page, reading: Reading) -> Transport | None:
    """How the rows of this page's list came; None where the page shows no list."""
    if reading.kind not in (PageKind.LIST, PageKind.CATALOGUE):
        return None
    if reading.listing is None:
        hidden = any("painted by script" in warning for warning in reading.warnings)
        return Transport.HIDDEN if hidden or reading.kind is PageKind.LIST else None
    if page.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return Transport.JSON
    linked = {key_of(anchor.url) for anchor in Anchors.of(page).all if anchor.url}
    rows = reading.listing.rows
    if sum(key_of(row.url) in linked for row in rows) * 2 >= len(rows):
        return Transport.HTML
    return Transport.XML if _XML.search(page.text) else Transport.SCRIPT


# --- doubts -----------------------------------------------------------------------------------------


def _home_doubts(profile: Profile, answer: tuple[str, str], home: Reading | None) -> Iterator[Unsure]:
    last, outcome = answer
    if home is None:
        yield Unsure(Doubt.HOME, profile.home, outcome)
        return
    if _host(last) != _host(profile.home):
        yield Unsure(Doubt.HOME, profile.home, f"moved: {last}")
    if not home.nav:
        yield Unsure(Doubt.HOME, last, "no_menu")


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _column_doubts(state: ColumnRow, column: SurveyColumn, read: _Read, depth: int | None) -> Iterator[Unsure]:
    path = state.path
    if column.kind == "external":
        yield Unsure(Doubt.EXTERNAL, path, urlsplit(column.url or "").netloc)
        return
    if column.kind == "heading":
        yield Unsure(Doubt.HEADING, path)
        return
    if column.outcome not in (Outcome.OK, Outcome.NOT_MODIFIED):
        below = depth is not None and column.level > depth and column.outcome == "not_tried"
        yield Unsure(Doubt.TOO_DEEP if below else Doubt.UNREAD, path, column.outcome)
        return
    readings = [reading for _, reading in read.columns.get(state.id, [])]
    yield from _list_doubts(state, column, readings)
    leaf = column.kind in ("list", "page")
    known = identify(tuple(path.split("/")), column.url)
    if leaf and column.column_class is ColumnClass.UNKNOWN and column.identity is None and known.expects_items:
        yield Unsure(Doubt.UNKNOWN_CLASS, path, column.reason)
    uncertain = dict.fromkeys(w for reading in readings for w in reading.warnings if "is uncertain" in w)
    empty = column.kind == "list" and not column.rows  # that is told above, in plainer words
    for warning in () if empty else uncertain:
        yield Unsure(Doubt.UNKNOWN_KIND, path, warning)
    if column.found in (Found.SITEMAP, Found.LINK):
        yield Unsure(Doubt.ONLY_SITEMAP if column.found is Found.SITEMAP else Doubt.ORPHAN, path)
    for url, sample in read.samples.get(state.id, []):
        article = sample.article
        if article is None:
            yield Unsure(Doubt.SAMPLE, path, f"{sample.kind}: {url}")
        elif article.published is None and article.letter is None:
            yield Unsure(Doubt.SAMPLE, path, f"undated: {url}")


def _list_doubts(state: ColumnRow, column: SurveyColumn, readings: list[Reading]) -> Iterator[Unsure]:
    if column.transport is Transport.HIDDEN:
        yield Unsure(Doubt.HIDDEN_LIST, state.path)
        return
    lists = [reading.listing for reading in readings if reading.listing is not None]
    if column.kind != "list" or not lists:
        return
    if not column.rows and not column.total:
        yield Unsure(Doubt.EMPTY_LIST, state.path)
    elif (column.total or 0) > column.rows and not column.goes_on:
        yield Unsure(Doubt.SHORT_LIST, state.path, f"{column.rows}/{column.total}")
    elif column.rows and not column.total and (column.pages or 0) > 1 and not column.goes_on:
        yield Unsure(Doubt.SHORT_LIST, state.path, f"page 1/{column.pages}")
    if column.rows and all(row.listed_on is None for one in lists for row in one.rows):
        yield Unsure(Doubt.UNDATED, state.path)
