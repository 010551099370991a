"""What a page is for: article, list, home, catalogue or other.

The surest signs come first: the national meta tags (ArticleTitle, ColumnName), then the shape of the address,
then the structure; what the crawl already knows of the address breaks ties.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.columns import identify
from crawler.extract.breadcrumb import Breadcrumb
from crawler.extract.home import meta
from crawler.extract.links import Shape, key_of, shape_of, squeeze
from crawler.extract.listing import ListView, empty_container
from crawler.extract.navigation import Navigation
from crawler.extract.pager import Pager
from crawler.extract.prose import running_text
from crawler.extract.xpaths import elements, placed_texts, string, texts
from crawler.model import PageKind, Role
from crawler.page import Page
from crawler.platforms.base import Hint


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind, and why."""

    kind: PageKind
    reason: str
    sure: bool = True


_ERROR_TITLE = re.compile(
    r"^(?:error)?\W*(?:404|403|500|502|503)\b|not found|page not found|页面(?:不存在|未找到|没有找到|找不到|走丢)|"
    r"(?:您|你)访问的(?:页面|网页|内容).{0,6}(?:不存在|已删除|找不到)|错误页面|error-\d{3}|出错了|无法(?:找到|访问)",
    re.IGNORECASE,
)
_SEARCH_PAGE = re.compile(
    r"(?:站内|全站|全文)?(?:搜索|检索)(?:结果|引擎|中心|页)|搜索$|高级检索|search result", re.IGNORECASE
)
_SEARCH_TEXT = re.compile(r"已?为您找到(?:约|相关)?|相关结果.{0,3}约?\s*\d+\s*个|搜索到.{0,6}条")
_LINE = re.compile(
    r"(?:发布|发文|公开|发表|添加|录入|更新|刊登)(?:日期|时间)\s?[:：]|(?:信息|文章|稿件)?来源\s?[:：]|浏览(?:次数|量)|点击(?:次数|率|数)?\s?[:：]"
    r"|阅读(?:次数|量)?\s?[:：]|字(?:体|号)(?:大小)?\s?[:：【\[]|访问次数|作者\s?[:：]"
)
_STATED = re.compile(
    r"(?:(?:发布|发文|公开|发表)(?:日期|时间)|(?<![\u4e00-\u9fff])(?:日期|时间))\s?[:：]\s{0,3}\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?\s{1,3}\d{1,2}[:：]\d\d"
)
_BODY_MARK = re.compile(
    r"zoom(?:con)?\b|TRS_(?:Editor|UEDITOR)|UCAP-?CONTENT|vsb_content|Custom_UnionStyle|article[-_]?(?:con|body|content|text)"
    r"|content[-_]?(?:article|text|body)|news[-_]?(?:con|content|text)|xl_?con|detail[-_]?con",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"信件(?:编号|标题|主题|内容|状态|类型)|[来写]信(?:时间|日期|内容)|来信人|写信人|留言(?:时间|内容)|咨询(?:日期|时间|内容)"
    r"|(?:回复|答复|办理)(?:时间|日期|内容|单位|部门|结果)|办结时间|处理(?:单位|状态|结果)|受理(?:单位|意见)"
)
_NEIGHBOURS = ("上一篇", "下一篇", "打印本页", "关闭窗口", "关闭本页", "打印此页", "我要打印")
_OIP_MENU = (
    re.compile(r"公开指南"),
    re.compile(r"公开制度"),
    re.compile(r"法定主动公开|公开目录"),
    re.compile(r"公开年报|年度报告"),
    re.compile(r"依申请公开"),
)
_title = string("string(//title)")
_names = texts("//@id | //@class")
_lines = placed_texts(
    "/descendant::body/descendant::text()[contains(., ':') or contains(., '：') or contains(., '浏')]"
    "[string-length(.) < 120]"
)
_headings = elements("//h1")


def kind_of(
    page: Page, hint: Hint, crumb: Breadcrumb, lists: ListView, pager: Pager, navigation: Navigation
) -> Verdict:
    """What the page is for. Needs what the other readers found."""
    title = squeeze(_title(page.tree))
    if page.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
        return Verdict(PageKind.OTHER, "data (JSON), not a page")
    if is_error_page(page, title):
        return Verdict(PageKind.OTHER, "error page")
    if _is_home(page, hint, crumb):
        if hint.role is None and "信息公开" in title and _oip_platform(page):
            return Verdict(PageKind.CATALOGUE, "entrance of a disclosure platform")
        return Verdict(PageKind.HOME, "the site's home address")
    if _looks_like_home(page, title, hint, crumb, lists):
        return Verdict(PageKind.HOME, "the site's name for a title, many extracts, no breadcrumb", sure=False)
    if _is_search(page, title):
        return Verdict(PageKind.OTHER, "search page")
    if meta(page, "ArticleTitle"):
        return Verdict(PageKind.ARTICLE, "meta ArticleTitle")
    if pager.stem and re.match(r"t\d{6,}|content|art_|post_", pager.stem):
        return Verdict(PageKind.ARTICLE, "pager call of a long article")
    points = _article_points(page, lists)
    column_page = meta(page, "ColumnName") is not None
    if lists.main is None and len(set(_LETTER.findall(squeeze(page.tree.text_content())))) >= 3:
        return Verdict(PageKind.ARTICLE, "a public letter")
    shape = shape_of(page.url) if urlsplit(page.url).path else Shape.UNKNOWN
    if shape is Shape.ARTICLE and not column_page and (points >= 2 or hint.role is Role.ARTICLE or not lists.main):
        return Verdict(PageKind.ARTICLE, "address of an article", sure=points >= 2)
    main = lists.main
    if main is not None and not _outweighed(points, lists, pager, column_page, hint):
        return _list_kind(page, crumb, lists, navigation, hint)
    if hint.role is None and _is_contact(page, crumb):
        return Verdict(PageKind.OTHER, "a few lines of contact")
    if points >= 4 and not column_page:
        return Verdict(PageKind.ARTICLE, "date line and body")
    return _without_list(page, hint, crumb, lists, pager, navigation, points, column_page)


def _is_home(page: Page, hint: Hint, crumb: Breadcrumb) -> bool:
    if hint.role is Role.HOME:
        return True
    if hint.role in (Role.COLUMN, Role.LIST_PAGE) and crumb.names:
        return False  # the home address forwarded to this column
    if hint.site_url is not None:
        return key_of(page.url) == key_of(hint.site_url)
    parts = urlsplit(page.url)
    return (
        parts.scheme in ("http", "https")
        and re.fullmatch(r"/?(?:index\.\w{3,5})?", parts.path) is not None
        and not parts.query
    )


_SITE_TITLE = re.compile(
    r"^[\u4e00-\u9fff（）()]{2,20}(?:政府|[局委办厅院会处所署部])(?:门户)?(?:官方)?(?:网站|网|信息网)?(?:首页)?$"
)


def _looks_like_home(page: Page, title: str, hint: Hint, crumb: Breadcrumb, lists: ListView) -> bool:
    """A saved page without an address: its title is nothing but a site's name, and it shows many lists."""
    if hint.role is not None or hint.site_url is not None or crumb.found:
        return False
    named = _SITE_TITLE.match(title) is not None or (title != "" and title == squeeze(meta(page, "SiteName") or ""))
    return named and sum(1 for found in lists.lists if found.dated) >= 3


def is_error_page(page: Page, title: str | None = None) -> bool:
    """True for the error page of a server or a portal, whatever status came with it."""
    title = squeeze(_title(page.tree)) if title is None else title
    if title and len(title) < 40 and _ERROR_TITLE.search(title):
        return True
    if len(page.body) > 8192:
        return False
    text = squeeze(page.tree.text_content())
    return len(text) < 300 and _ERROR_TITLE.search(text) is not None


def _is_search(page: Page, title: str) -> bool:
    if _SEARCH_PAGE.search(title) and len(title) < 40:
        return True
    return "为您找到" in page.text and _SEARCH_TEXT.search(page.text) is not None


def _article_points(page: Page, lists: ListView) -> int:
    """How much speaks for an article: a date line, a body by name, running text, 上一篇/关闭."""
    rows = {box.element for found in lists.lists if found.dated for box in found.block.rows}
    points = 0
    line = any(_LINE.search(text) and not _inside(holder, rows) for text, holder, _ in _lines(page.tree))
    points += 2 if line else 0
    points += 2 if _BODY_MARK.search(" ".join(_names(page.tree))) else 0
    points += 1 if any(word in page.text for word in _NEIGHBOURS) else 0
    points += 1 if any(4 < len(heading.text_content().strip()) < 120 for heading in _headings(page.tree)) else 0
    length = running_text(page)
    points += 2 if length > 400 else 1 if length > 120 else 0
    return points


def _states_a_date(page: Page) -> bool:
    """True where a line labels a publishing date with a clock, as only articles do: 发布时间：2026-01-22 11:40."""
    return any(_STATED.search(text) for text, _, _ in _lines(page.tree))


def _inside(element: HtmlElement | None, rows: set[HtmlElement]) -> bool:
    while element is not None:
        if element in rows:
            return True
        element = element.getparent()
    return False


def _outweighed(points: int, lists: ListView, pager: Pager, column_page: bool, hint: Hint) -> bool:
    """True where a list on the page is only a side show of an article."""
    main = lists.main
    if main is None or column_page or pager.found or hint.role in (Role.LIST_PAGE,):
        return False
    if pager.total is not None and main.dated == len(main.rows) <= pager.total:  # 共70条, and pages in a drop-down box
        return False
    if main.dated == 0:  # a few links below a text: forms to download, related pages
        return points >= 3
    if len(main.rows) == 1 and shape_of(main.rows[0].url) is Shape.ATTACHMENT:  # 附件, and the date of the signature
        return points >= 3
    if hint.role is Role.COLUMN:
        return points >= 6 and main.dated < 2
    strong = main.dated >= 5 or (main.dated >= 1 and main.dated == len(main.rows) and points < 4)
    return points >= 4 and not strong


def _list_kind(page: Page, crumb: Breadcrumb, lists: ListView, navigation: Navigation, hint: Hint) -> Verdict:
    if not crumb.found and hint.role is None:
        several = sum(1 for found in lists.lists if found.dated) >= 2
        if _oip_platform(page) or (several and _OIP_TITLE.match(squeeze(_title(page.tree)))):
            return Verdict(PageKind.CATALOGUE, "entrance of a disclosure platform")
    return Verdict(PageKind.LIST, "a list of entries")


_OIP_TITLE = re.compile(r"^[\u4e00-\u9fff]{2,20}(?:政府|[局委办厅])(?:政府)?信息公开(?:平台|门户|专栏|网|目录)?$")


def _is_contact(page: Page, crumb: Breadcrumb) -> bool:
    """True for 联系我们 with no more than an address: nobody published that. As a column's own page it is its text."""
    return bool(crumb.names) and identify(crumb.names).id == "col.contact" and running_text(page) < 120


def _oip_platform(page: Page) -> bool:
    """True where the links are the parts of a 政府信息公开 platform (指南, 制度, 目录, 年报, 依申请公开)."""
    names = " ".join(a.text_content() for a in page.tree.iter("a"))
    return sum(1 for part in _OIP_MENU if part.search(names)) >= 3


def _without_list(
    page: Page,
    hint: Hint,
    crumb: Breadcrumb,
    lists: ListView,
    pager: Pager,
    navigation: Navigation,
    points: int,
    column_page: bool,
) -> Verdict:
    column = column_page or hint.role in (Role.COLUMN, Role.LIST_PAGE) or bool(crumb.names)
    length = running_text(page)
    if (len(lists.extracts) >= 2 or lists.promises >= 2) and points < 5:
        return Verdict(PageKind.OTHER, "landing page: extracts of other columns")
    if lists.empty and length < 200 and column:
        return Verdict(PageKind.LIST, "the list says that it is empty")
    if navigation.directory >= 5 and length < 200:
        return Verdict(PageKind.CATALOGUE, "directory of columns")
    if lists.scripted and points < 5:
        return Verdict(PageKind.LIST, "a list painted by script", sure=False)
    if points >= 2 and length > 120:
        oip = not crumb.found and hint.role is None and _oip_platform(page)
        if oip and points < 4:
            return Verdict(PageKind.CATALOGUE, "a page of a disclosure platform", sure=False)
        return Verdict(PageKind.ARTICLE, "running text: a single page", sure=points >= 3)
    if pager.found and column:
        return Verdict(PageKind.LIST, "a pager without entries", sure=pager.pages in (0, 1))
    if column and length < 120 and empty_container(page):
        return Verdict(PageKind.LIST, "an empty list")
    if not crumb.found and _oip_platform(page):
        return Verdict(PageKind.CATALOGUE, "entrance of a disclosure platform")
    if points >= 3 or (points >= 2 and not any(found.dated for found in lists.lists) and _states_a_date(page)):
        return Verdict(PageKind.ARTICLE, "date line and body", sure=False)
    return Verdict(PageKind.OTHER, "neither list nor text", sure=False)
