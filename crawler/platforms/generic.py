"""The adapter of last resort, and the ground under all others: reads any page by its structure alone.

Needs no configuration. Platform adapters call `read_generic` and replace what they know better.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from crawler.extract.arrays import rows_of_script
from crawler.extract.article import read_article
from crawler.extract.breadcrumb import Breadcrumb, drop_title, read_breadcrumb
from crawler.extract.home import frames_of, meta, read_home, refresh_url
from crawler.extract.kind import Verdict, kind_of
from crawler.extract.links import Anchors, name_of, other_links, squeeze
from crawler.extract.listing import ListView, RowBlock, read_lists
from crawler.extract.navigation import Navigation, read_navigation, with_sitemap
from crawler.extract.pager import Pager, read_pager
from crawler.extract.sitemap import is_sitemap
from crawler.extract.splash import splash_url
from crawler.extract.xpaths import string, texts
from crawler.model import Article, ListPage, PageKind, Reading, Role, Row
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint

_ARCHIVED = ("已归档", "历史专题", "专题已结束", "停止更新", "不再更新")  # looked for in the source first
_archived = texts(
    "//body//*[not(self::script or self::style or self::a)]/text()"
    "[contains(., '已归档') or contains(., '历史专题') or contains(., '专题已结束') or contains(., '停止更新')"
    " or contains(., '不再更新')]"
)
_title = string("string(//title)")


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """All that the generic readers found on a page, before it is put together."""

    anchors: Anchors
    crumb: Breadcrumb
    lists: ListView
    pager: Pager
    navigation: Navigation
    verdict: Verdict
    sitemap: bool = False  # a 网站地图: the navigation is the whole column tree
    data: tuple[Row, ...] = ()  # entries of an array in script, where the page shows no list


class Generic:
    """Reads any page by its structure."""

    name = "generic"

    def recognises(self, page: Page) -> float:
        """Always, but without conviction."""
        return 0.1

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        return read_generic(page, hint, self.name)


def view_of(page: Page, hint: Hint) -> View:
    """Run the generic readers over a page."""
    anchors = Anchors.of(page)
    crumb = read_breadcrumb(page, anchors)
    lists = read_lists(page, anchors)
    rows = len(lists.main.rows) if lists.main else 0
    pager = read_pager(page, anchors, rows)
    at_home = hint.role is Role.HOME
    navigation = read_navigation(page, anchors, crumb, lists, pager, hint.site_url, is_home=at_home)
    verdict = kind_of(page, hint, crumb, lists, pager, navigation)
    sitemap = not at_home and verdict.kind is not PageKind.ARTICLE and is_sitemap(page, crumb)
    if sitemap and with_sitemap(page, anchors, navigation, hint.site_url or page.url):
        return View(anchors, crumb, lists, pager, navigation, Verdict(PageKind.OTHER, "site map"), sitemap=True)
    data = _data(page, lists, verdict, anchors.base)
    if data:
        verdict = Verdict(PageKind.LIST, "entries of an array in script")
    return View(anchors, crumb, lists, pager, navigation, verdict, data=data)


def _data(page: Page, lists: ListView, verdict: Verdict, base: str) -> tuple[Row, ...]:
    """The entries of an array in script on a page that shows no list; empty where they are not dated."""
    if lists.main is not None or lists.extracts or verdict.kind not in (PageKind.LIST, PageKind.OTHER):
        return ()
    rows = rows_of_script(page.text, base)
    return rows if sum(1 for row in rows if row.listed_on) * 2 >= len(rows) else ()


def read_generic(
    page: Page,
    hint: Hint,
    platform: str,
    *,
    rows: tuple[Row, ...] | None = None,
    total: int | None = None,
    kind: PageKind | None = None,
) -> Reading:
    """Read a page by its structure. An adapter may hand in the rows and the kind where it knows better."""
    view = view_of(page, hint)
    if kind is not None and kind is not view.verdict.kind:
        view = replace(view, verdict=Verdict(kind, f"adapter {platform}"))
    return assemble(page, hint, platform, view, rows=rows, total=total)


def assemble(
    page: Page,
    hint: Hint,
    platform: str,
    view: View,
    *,
    rows: tuple[Row, ...] | None = None,
    total: int | None = None,
) -> Reading:
    """Put the findings of the readers together as one Reading."""
    kind, crumb, main = view.verdict.kind, view.crumb, view.lists.main
    article: Article | None = None
    listing: ListPage | None = None
    if kind is PageKind.ARTICLE:
        article = read_article(page, hint)
        crumb = drop_title(crumb, (article.title, hint.listed_title, _own_title(page, article)), page.url)
        if not crumb.names and not article.column_path and (named := meta(page, "ColumnName")):
            article = replace(article, column_path=(name_of(named),))
    elif kind in (PageKind.LIST, PageKind.CATALOGUE):
        listing = _listing(view, rows, total)
        crumb = crumb.or_named(meta(page, "ColumnName")) if not hint.column_path else crumb
    used = set(view.navigation.used)
    if crumb.element is not None:
        used.update(crumb.element.iter("a"))
    used.update(anchor.element for anchor in view.pager.links if listing is not None)
    if listing is not None and rows is None and main is not None:
        used.update(a.element for box in main.block.rows for a in box.anchors if a.url in {r.url for r in main.rows})
    in_rows = {row.url for found in view.lists.lists if found.dated for row in found.rows}
    return Reading(
        kind=kind,
        platform=platform,
        encoding=page.encoding,
        article=article,
        listing=listing,
        home=read_home(page, view.lists, view.navigation.main) if kind is PageKind.HOME else None,
        breadcrumb=crumb.names,
        breadcrumb_urls=crumb.urls,
        nav=view.navigation.nodes,
        links=other_links(view.anchors, used, in_rows, _promised_columns(view), hint.site_url),
        refresh_url=refresh_url(page, view.anchors) or _way_in(page, hint, view),
        frames=frames_of(page) if hint.role is Role.HOME else (),
        sitemap=view.sitemap,
        archived=kind is not PageKind.ARTICLE and _is_archived(page),
        warnings=_warnings(view),
    )


def _way_in(page: Page, hint: Hint, view: View) -> str | None:
    """Of a home page without a menu: where its picture or 进入网站 leads."""
    if hint.role is not Role.HOME or view.navigation.nodes or view.lists.lists or frames_of(page):
        return None
    return splash_url(page, view.anchors)


def _is_archived(page: Page) -> bool:
    """True where the page says in a few words that nothing is added any more."""
    source = page.text
    if not any(word in source for word in _ARCHIVED):  # nearly always
        return False
    return any(len(text.strip()) < 60 for text in _archived(page.tree))


def _own_title(page: Page, article: Article) -> str | None:
    """The document's `<title>` where it can be the article's own; many systems put the column's there."""
    document = squeeze(_title(page.tree))
    return document if not article.title or document[:4] == article.title[:4] else None


def _listing(view: View, rows: tuple[Row, ...] | None, total: int | None) -> ListPage | None:
    """The list of the page; None where a list is there but its rows are not in this page (painted by script)."""
    main, pager = view.lists.main, view.pager
    if rows is None and view.data:
        rows = view.data
    if rows is None:
        if view.verdict.kind is PageKind.CATALOGUE:
            main = _first_list(view.lists)
            if main is None:
                return None  # a directory of columns holds no entries of its own, and is not an empty list
        elif main is None and view.lists.scripted and not view.lists.empty:
            return None
        rows = main.rows if main is not None else ()
    return ListPage(
        rows=rows,
        next_href=pager.next_href if pager.next_url else None,
        next_url=pager.next_url,
        page=pager.page,
        pages=pager.pages,
        total=total if total is not None else pager.total,
    )


def _promised_columns(view: View) -> dict[str, str]:
    """Addresses of 更多 links with the heading of their block."""
    return {
        found.block.more.url: name_of(found.block.heading)
        for found in view.lists.extracts
        if found.block.more is not None and found.block.more.url
    }


def _first_list(lists: ListView) -> RowBlock | None:
    """The entrance of a disclosure platform shows extracts: the first that is not much shorter than the longest."""
    dated = [found for found in lists.lists if found.dated]
    longest = max((len(found.rows) for found in dated), default=0)
    return next((found for found in dated if len(found.rows) * 2 >= longest), None)


def _warnings(view: View) -> tuple[str, ...]:
    found = list(view.lists.warnings)
    if not view.verdict.sure:
        found.append(f"kind {view.verdict.kind} is uncertain: {view.verdict.reason}")
    if view.verdict.kind is PageKind.OTHER:
        found.append(view.verdict.reason)
    if view.lists.scripted and view.verdict.kind is PageKind.LIST and not view.data:
        found.append("the list is painted by script; its rows are not in this page")
    return tuple(found)


PLATFORM = Generic()
