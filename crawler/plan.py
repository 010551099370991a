"""What a page means, as facts: columns, its place in one, tasks, links. `placing` finds them, `storing` keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.branch import Branch
from crawler.catalogue.columns import KnownColumn
from crawler.identity import same_site
from crawler.model import Article, Role, Row

HOME_KEY = "home:"
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What the run knew before this page."""

    home_keys: frozenset[str]  # canonical keys under which the home page is known
    site_url: str
    hosts: frozenset[str] = frozenset()
    columns: Mapping[str, KnownColumn] = field(default_factory=dict)  # by key
    paths: Mapping[Path, KnownColumn] = field(default_factory=dict)
    ids: Mapping[int, KnownColumn] = field(default_factory=dict)
    branch: Branch = field(default_factory=Branch)
    ignored: frozenset[str] = frozenset()  # paths of columns that the profile leaves out

    def internal(self, url: str) -> bool:
        """True if the address belongs to the site."""
        return same_site(url, self.site_url, self.hosts)


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column that the page shows. `url` None: a heading; `external`: it leads to another site."""

    key: str
    path: Path
    url: str | None
    path_via: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class OwnPage:
    """The page as part of a column: page `page_no` of its list, or the single page the column consists of."""

    column: str  # key
    page_no: int
    kind: str  # list | page
    rows: tuple[Row, ...] = ()
    stated_total: int | None = None
    stated_pages: int | None = None
    next_url: str | None = None  # followed only if the page brought a new row, or holds none by design
    elsewhere: bool = False  # it holds none by design
    archived: bool = False
    cut: bool = False  # there is a next page, but no column is walked that far
    unseen: bool = False  # a list of several pages, or one that script fills, none of whose rows stand in the page
    once: bool = False  # reached by a link: stored only where this page of the list is not known yet


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link to be noted."""

    url: str
    text: str
    internal: bool


@dataclass(frozen=True, slots=True)
class PlacedTask:
    """An address to be fetched, apart from columns and list pages."""

    url: str
    role: Role
    sitemap: bool = False  # the link says that it leads to the 网站地图


@dataclass(frozen=True, slots=True)
class Plan:
    """What a page means for the catalogue and the frontier."""

    columns: tuple[PlacedColumn, ...] = ()
    own: OwnPage | None = None
    article: Article | None = None
    article_kind: str = "article"  # article | letter | page
    tasks: tuple[PlacedTask, ...] = ()
    links: tuple[PlacedLink, ...] = ()
    door: bool = False  # the column's address forwarded to the page of a column below it
    alternates: tuple[tuple[int, str], ...] = ()  # (column id, another address of its first page)
    branch: Branch = field(default_factory=Branch)


_DOCUMENT = re.compile(
    r"\.(?:pdf|docx?|wps|xlsx?|et|pptx?|dps|zip|rar|7z|txt|csv|ofd|ceb|tiff?|jpe?g|png|gif|bmp|mp4|mp3|wmv|flv|swf)$",
    re.IGNORECASE,
)


def is_document(url: str) -> bool:
    """True if the address is that of a file rather than of a page."""
    return _DOCUMENT.search(urlsplit(url).path) is not None
