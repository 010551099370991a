"""One look at a capture: its bytes taken from the archive and checked, the page made harmless, a place marked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from flask_babel import gettext as _
from lxml.html import HtmlElement

from checks.ledger import DoubtRow, FindingRow
from crawler.archive.decoding import UndecodableError
from crawler.archive.harmless import Banner, shown_tree
from crawler.archive.reader import read_capture
from crawler.catalogue.captures import CaptureRow, ReadAs, read_as
from crawler.errors import ArchiveError
from crawler.model import Fetched, PageKind, Role
from crawler.page import Page
from crawler.platforms.base import Hint, read_page
from gongkai.archiving import Shown, shown
from gongkai.console.here import catalogue, place
from gongkai.console.languages import chosen_language
from gongkai.console.shown import moment
from gongkai.marking import Marked, Why, mark, sought
from gongkai.marking.rows import ReadRow, missing_rows, put_before

LARGEST_PAGE = 500_000  # characters of a page behind which it is cut
_LISTS = (Role.COLUMN, Role.LIST_PAGE)


class Damage(StrEnum):
    """Why a capture cannot be shown."""

    MISSING = "missing"
    CUT = "cut"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Taken:
    """What the archive gave: an answer, or why there is none. `right`: its digest is the one that was noted then."""

    fetched: Fetched | None
    damage: Damage | None
    right: bool


def take(capture: CaptureRow) -> Taken:
    """Take a capture from the archive."""
    archive = place().archive
    try:
        fetched = read_capture(archive, capture.warc_file, capture.offset, capture.length)
    except (ArchiveError, UndecodableError):
        path = archive / capture.warc_file
        if not path.is_file():
            return Taken(None, Damage.MISSING, False)
        cut = path.stat().st_size < capture.offset + capture.length
        return Taken(None, Damage.CUT if cut else Damage.UNREADABLE, False)
    return Taken(fetched, None, hashlib.sha256(fetched.body).hexdigest() == capture.sha256)


def page_of(capture: CaptureRow, fetched: Fetched, row: FindingRow | DoubtRow | None) -> Shown:
    """The capture as a harmless page, with the place of a finding marked."""
    return shown(
        capture,
        fetched,
        banner=_banner(capture),
        mark=partial(prepare, capture=capture, fetched=fetched, row=row),
        largest=LARGEST_PAGE,
        cut_note=_("网页很长，以下只是开头部分。"),
    )


def prepare(tree: HtmlElement, *, capture: CaptureRow, fetched: Fetched, row: FindingRow | DoubtRow | None) -> Marked:
    """Show what scripts would have written, and mark the place of a finding."""
    rows = _rows(capture, fetched)
    if missing_rows(tree, rows):
        put_before(tree, rows, _("网页的列表要由脚本写出，快照里不运行脚本；以下是抓取时从网页数据中读出的列表"))
    return mark(tree, sought(row), capture.url) if row is not None else Marked(None, 0, Why.NOT_FOUND)


def marked_in(capture: CaptureRow, fetched: Fetched, row: FindingRow | DoubtRow) -> Marked:
    """What would be marked on this capture."""
    tree = tree_of(fetched)
    if tree is None:
        return Marked(None, 0, Why.TOO_DEEP)
    return prepare(tree, capture=capture, fetched=fetched, row=row)


def tree_of(fetched: Fetched) -> HtmlElement | None:
    """The harmless tree of the part of a page that is shown; None where it is nested too deeply."""
    return shown_tree(fetched.body[:LARGEST_PAGE], fetched.header("content-type") or "")


def _rows(capture: CaptureRow, fetched: Fetched) -> list[ReadRow]:
    how = read_as(catalogue(), capture.id) or ReadAs(Role.ARTICLE, None)
    if how.role not in _LISTS or len(fetched.body) > LARGEST_PAGE:
        return []
    page = Page(url=fetched.url, body=fetched.body, content_type=fetched.header("content-type") or "")
    reading = read_page(page, Hint(role=Role(how.role)), platform=how.platform)
    if reading.kind is not PageKind.LIST or reading.listing is None:
        return []
    return [ReadRow(row.title, row.raw_date or str(row.listed_on or ""), row.url) for row in reading.listing.rows]


def _banner(capture: CaptureRow) -> Banner:
    return Banner(
        title=capture.url,
        lines=((_("网址"), capture.url), (_("存档时间"), moment(capture.at))),
        note=_("由存档还原：脚本、样式表、图片和框架未载入，链接和表单已停用，地址写作文字。"),
        heading=_("存档快照，不是网站本身"),
        language="zh-CN" if chosen_language() == "zh" else "en",
    )
