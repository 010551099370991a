"""The ground everything stands on: frozen facts and closed lists.

A *column* (栏目) is a node of a site's column tree, never a database column; that is a *field*.
Facts are values: nothing here fetches, parses, stores or judges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class SiteKind(StrEnum):
    """What a site is, seen from the organ that is inspected."""

    BUREAU = "bureau"  # the organ's own site
    MUNICIPAL = "municipal"  # the municipal disclosure portal, of which the organ has a share


class PageKind(StrEnum):
    """What a page is for."""

    ARTICLE = "article"
    LIST = "list"
    HOME = "home"
    CATALOGUE = "catalogue"  # a 信息公开目录 list with 索引号
    OTHER = "other"


class Role(StrEnum):
    """Why a URL is in the frontier. The order is the order in which they are fetched."""

    HOME = "home"
    COLUMN = "column"  # a navigation target: a column's first page, or a landing page
    LIST_PAGE = "list_page"  # page 2 and later of a column
    ARTICLE = "article"
    ATTACHMENT = "attachment"  # fetched to know that it opens
    LINK = "link"  # any other internal link, fetched to know that it opens

    @property
    def priority(self) -> int:
        """Lower is sooner: structure before content before link checks."""
        return list(Role).index(self)


class ColumnClass(StrEnum):
    """What a column is for (F1 to F10 of the column sheet). How fresh it must be is a pack's business."""

    DYNAMIC = "dynamic"  # F1 动态, 要闻
    POLICY = "policy"  # F2 通知公告, 政策文件
    INTERPRETATION = "interpretation"  # F2b 政策解读
    PERSONNEL_PLAN = "personnel_plan"  # F3 人事, 规划计划
    STATIC = "static"  # F4 机构职能, 指南, …
    STATS_SERVICE = "stats_service"  # F5 办事统计
    MESSAGES = "messages"  # F6 留言公开
    SURVEY_TALK = "survey_talk"  # F7 征集调查, 在线访谈
    ANNUAL = "annual"  # F8 年报, 预决算
    EVENT = "event"  # F9 事故调查报告, 行政处罚, 行政许可, …
    ARCHIVE = "archive"  # F10 专题专栏, 已归档
    UNKNOWN = "unknown"  # no name or synonym matched


class Outcome(StrEnum):
    """The closed list of ways in which a visit can end."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    REDIRECT = "redirect"
    GONE = "gone"
    NOT_FOUND = "not_found"
    SOFT_404 = "soft_404"
    CHALLENGE = "challenge"
    LOGIN = "login"
    FORBIDDEN = "forbidden"
    THROTTLED = "throttled"
    TIMEOUT = "timeout"
    DNS = "dns"
    TLS = "tls"
    REFUSED = "refused"
    CONNECTION_LOST = "connection_lost"
    ROBOTS_DISALLOWED = "robots_disallowed"
    ROBOTS_UNREACHABLE = "robots_unreachable"
    TOO_LARGE = "too_large"
    BLOCKED_ADDRESS = "blocked_address"
    SERVER_ERROR = "server_error"
    CLIENT_ERROR = "client_error"
    REDIRECT_LOOP = "redirect_loop"
    UNREADABLE = "unreadable"  # fetched, but no reader could make sense of the bytes
    NOT_CAPTURED = "not_captured"  # replay only: the archive holds no record of this URL

    @property
    def seen(self) -> bool:
        """True where the site gave an answer that we may judge (content, or a plain 'no such page')."""
        return self in _SEEN

    @property
    def broken(self) -> bool:
        """True where the site itself says that the page is not there. A failure of ours is never *broken*."""
        return self in (Outcome.NOT_FOUND, Outcome.GONE, Outcome.SOFT_404)

    @property
    def permanent(self) -> bool:
        """True where trying again in the same run is of no use."""
        return self in _PERMANENT


_SEEN = frozenset(
    {Outcome.OK, Outcome.NOT_MODIFIED, Outcome.REDIRECT, Outcome.NOT_FOUND, Outcome.GONE, Outcome.SOFT_404}
)
_PERMANENT = _SEEN | {
    Outcome.LOGIN,
    Outcome.CHALLENGE,
    Outcome.FORBIDDEN,
    Outcome.ROBOTS_DISALLOWED,
    Outcome.TOO_LARGE,
    Outcome.BLOCKED_ADDRESS,
    Outcome.CLIENT_ERROR,
    Outcome.REDIRECT_LOOP,
    Outcome.UNREADABLE,
    Outcome.NOT_CAPTURED,
    Outcome.DNS,
    Outcome.TLS,
}


# --- what an extractor says -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """One piece of evidence for one fact, kept whether it won or not."""

    fact: str  # "published", "written", "title", "source", …
    label: str  # where it comes from: "meta", "line", "block", "list", "url", "signature", …
    raw: str
    value: str | None  # normalised (dates as YYYY-MM-DD), None where the raw text says nothing
    place: str = ""  # what a person would look for: label text, meta name, selector
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class DateFact:
    """A date that won, and the evidence that made it win."""

    value: date
    via: str  # label of the winning candidate
    raw: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file offered by an article."""

    url: str
    name: str
    media_type: str | None = None  # file extension or MIME type as far as the page tells


@dataclass(frozen=True, slots=True)
class Letter:
    """The dates of a public letter (局长信箱, 网上咨询). Both are days in Asia/Shanghai."""

    sent_on: date | None
    replied_on: date | None
    status: str | None = None  # 已回复, 处理中, …, as the site words it


@dataclass(frozen=True, slots=True)
class Record:
    """One 双公示 row: a licence or a penalty. `fields` holds the site's own labels and values, as shown."""

    kind: str  # "licence" | "penalty"
    fields: Mapping[str, str]
    doc_no: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What one article page says about itself. Absent facts are None, never invented."""

    title: str | None
    published: DateFact | None = None
    written: DateFact | None = None
    subtitle: str | None = None
    source: str | None = None
    publisher: str | None = None
    index_no: str | None = None
    doc_no: str | None = None
    column_path: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    text: str = ""
    letter: Letter | None = None
    records: tuple[Record, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)  # the 索引号 block, labels without blanks
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list as listed."""

    title: str
    href: str  # as written
    url: str  # resolved, absolute
    listed_on: date | None = None
    raw_date: str = ""
    pinned: bool = False
    truncated: bool = False  # the list cuts the title; the article has the whole one
    column_hint: str | None = None  # the record's own column name, where the list tells (ParentCateId)
    fields: Mapping[str, str] = field(default_factory=dict)  # 索引号, 文号, … where the list shows them


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a column's list."""

    rows: tuple[Row, ...]
    next_href: str | None = None  # as written
    next_url: str | None = None  # resolved
    page: int | None = None  # 1-based
    pages: int | None = None  # stated
    total: int | None = None  # stated (共813条)
    elsewhere: bool = False  # this page holds no rows by design: the list begins at `next_url`


@dataclass(frozen=True, slots=True)
class NavNode:
    """A node of the navigation tree as one page shows it. `url` is None for a heading without a link."""

    name: str
    url: str | None
    href: str | None = None
    children: tuple[NavNode, ...] = ()


@dataclass(frozen=True, slots=True)
class HomePage:
    """What a site's home page says."""

    site_name: str | None
    site_id_code: str | None = None  # 网站标识码
    icp: str | None = None
    nav: tuple[NavNode, ...] = ()
    rows: tuple[Row, ...] = ()  # the newest entries of the home page's own blocks


@dataclass(frozen=True, slots=True)
class Link:
    """A link found on a page, with the role it would have in the frontier."""

    url: str
    text: str
    role: Role
    column_path: tuple[str, ...] = ()  # for COLUMN: its path as far as this page tells


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything one page says: the answer of a platform adapter."""

    kind: PageKind
    platform: str
    encoding: str
    article: Article | None = None
    listing: ListPage | None = None
    home: HomePage | None = None
    breadcrumb: tuple[str, ...] = ()  # the page's own column path, 首页 left out
    breadcrumb_urls: tuple[str | None, ...] = ()  # one for each name of `breadcrumb`
    nav: tuple[NavNode, ...] = ()  # column tree as seen here (main menu, side menu), home page or not
    nav_is_tree: bool = False  # `nav` is the site's own record of its columns (an inline tree), not a menu
    links: tuple[Link, ...] = ()  # all other internal and external links, for following and link checks
    refresh_url: str | None = None  # meta refresh or script redirect: this page is only a door
    archived: bool = False  # the page marks itself as closed (已归档)
    frames: tuple[str, ...] = ()  # of a home page that is a frameset: its parts, each with a share of the menu
    sitemap: bool = False  # a 网站地图: its `nav` is the whole column tree
    error: str = ""  # a service answered with this error in place of its data
    site_number: str | None = None  # by which the site's data services know it (SID, NFCMS_SITE_ID)
    warnings: tuple[str, ...] = ()  # what the reader was unsure of, in words


# --- what a visit says ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fetched:
    """One fetch of one URL as it came from the network or from an archive. `at` is UTC."""

    url: str
    at: datetime
    outcome: Outcome
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()  # as received, in order
    body: bytes = b""
    error: str = ""  # for failures: what the network said
    elapsed_ms: int | None = None  # None where no request went out
    cut: bool = False  # the body was not read to its end, on purpose
    sent: datetime | None = None  # when the request went out, where that was seen: `at` may be later than the answer

    def header(self, name: str) -> str | None:
        """The first header of this name, whatever its case, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Task:
    """One entry of the frontier, leased to be fetched."""

    id: int
    run_id: int
    site: str
    url: str
    key: str  # canonical URL
    role: Role
    column_id: int | None = None  # the column on whose behalf it is fetched
    page_no: int = 1  # for LIST_PAGE
    attempts: int = 0
    referrer: str | None = None
    hops: int = 0  # redirects followed to get here
    listed_title: str | None = None  # what the list said of an ARTICLE
    listed_on: date | None = None
