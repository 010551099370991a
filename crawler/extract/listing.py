"""The main list of a column page: its rows, and whether the page is such a page at all.

A block is the column's own list if it holds dated entries (or links to articles) and is not an extract of another
column (it has no 更多 link of its own), not a side block (热点, 推荐, 相关), not navigation and not the footer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.columns import is_column_name
from crawler.extract.commented import page_in_comment
from crawler.extract.grouping import Block, blocks_of, is_more, linked_headings, looks_dated, place_of
from crawler.extract.links import Anchors, Shape, shape_of, squeeze, text_of
from crawler.extract.rows import read_row
from crawler.extract.xpaths import elements, texts
from crawler.model import Row
from crawler.page import Page


@dataclass(frozen=True, slots=True, eq=False)
class RowBlock:
    """A block with its rows read."""

    block: Block
    rows: tuple[Row, ...]
    dated: int  # rows with a date, year or no year
    articles: int  # rows whose address looks like an article or an attachment
    score: float
    skipped: int = 0  # entries whose link leads nowhere (javascript pop-ups)


@dataclass(frozen=True, slots=True, eq=False)
class ListView:
    """What the page's blocks look like as lists."""

    blocks: tuple[Block, ...]
    lists: tuple[RowBlock, ...]  # blocks that could be lists, in document order
    main: RowBlock | None  # the column's own list
    extracts: tuple[RowBlock, ...]  # blocks with a 更多 link
    promises: int = 0  # 更多 links in the page's main part, with or without entries below them
    empty: bool = False  # an empty list is shown in so many words (暂无信息)
    scripted: bool = False  # a list is painted by script: its rows are not in this page
    warnings: tuple[str, ...] = field(default=())


_LONG_SIDE = 10  # a longer list in a box called `side…` is the page's list after all
_ASIDE = re.compile(r"热点|推荐|相关|排行|最新|猜你|友情链接|延伸|点击量|链接|上一篇|下一篇|附件")
_HEADER_LABELS = re.compile(
    r"^(?:序号|编号|索引号|索取号|信息索引|名称|标题|信息名称|文件名称|信息标题|公告标题|主题|文号|发文字号|文件编号|发布机构|发文机关|发文机构|发布单位"
    r"|公开主体|信息来源|来源|发布日期|公开日期|发布时间|成文日期|生成日期|发文日期|日期|时间|更新时间|办理状态|状态|来信时间|回复时间|答复时间"
    r"|信件编号|信件标题|来信人|写信人|处理单位|办理单位|受理单位|点击量|浏览量|类别|类型|主题分类|体裁|有效性|下载|附件)$"
)
_EMPTY = re.compile(
    r"(?:暂无|暂时没有|没有(?:找到|查询到|检索到)?|无|尚无|还没有).{0,6}(?:信息|内容|数据|记录|文章|新闻|文件|相关|资料|更新|公告|条目)"
    r"|(?:共有?|总共|总计)\s?0\s?条|此栏目.{0,4}(?:暂无|建设中)|(?:栏目|内容|页面)(?:正在)?(?:建设|更新|整理)中|^暂无$"
)
_NOTHING = re.compile(r"(?:共有?|总共|总计)\s*0\s*(?:条|篇|个?记录|项)")  # the number in a tag of its own
_counting = elements("//body//*[not(self::script or self::style)][text()[contains(., '共') or contains(., '总计')]]")
_LIST_NAMES = re.compile(
    r"list|newslb|lb_|_lb|liebiao|xxlb|items?\b|\bnews\b|conlist|contentlist|listcon|govlist|datalist", re.IGNORECASE
)
_NOT_LIST_NAMES = re.compile(r"menu|nav|side|foot|link|page|search|crumb|slide|swiper|banner|share|hot", re.IGNORECASE)
_short_texts = texts(
    "//body//*[not(self::script or self::style or self::a or self::option or self::title)]/text()"
    "[string-length(normalize-space(.)) > 1 and string-length(normalize-space(.)) < 40]"
)
_SCRIPTED = re.compile(
    r"\{\{\s*#?(?:each|title|url|item)|loadPageData\s*\(|unitbuild\.js|v-for=|\$\.(?:ajax|getJSON|post)\s*\([^)]{0,400}?list",
    re.IGNORECASE | re.DOTALL,
)


def read_lists(page: Page, anchors: Anchors) -> ListView:
    """All blocks of a page that look like lists, and the one that is the column's own."""
    blocks = blocks_of(anchors)
    found_lists = (found for block in blocks if (found := _row_block(block, anchors)) is not None)
    lists = tuple(found for found in found_lists if not _is_fact_line(found))
    extracts = tuple(found for found in lists if found.block.more is not None)
    own = [found for found in lists if found.block.more is None and _is_own(found)]
    main = max(own, key=lambda found: found.score, default=None)
    if main is not None and _is_landing(main, extracts):
        main = None
    if main is None and not extracts and (hidden := page_in_comment(page, anchors.base)) is not None:
        main = read_lists(hidden, Anchors.of(hidden)).main
    empty = main is None and says_empty(page)
    warnings = [f"{main.skipped} entries of the list have no address"] if main is not None and main.skipped else []
    return ListView(
        blocks=tuple(blocks),
        lists=lists,
        main=main,
        extracts=extracts,
        promises=_promises(anchors, main is None and not empty),
        empty=empty,
        scripted=main is None and _SCRIPTED.search(page.text) is not None,  # only looked for where no list is
        warnings=tuple(warnings),
    )


def _promises(anchors: Anchors, headings: bool) -> int:
    """更多 links of the page's main part, or headings there that link to other columns."""
    more = sum(1 for anchor in anchors.all if is_more(anchor) and not place_of(anchor.element))
    return max(more, len(linked_headings(anchors))) if headings else more


def _row_block(block: Block, anchors: Anchors) -> RowBlock | None:
    if block.place in ("crumb", "foot"):
        return None
    if block.place == "nav" and not looks_dated(block.container):
        return None
    if _holds_no_entry(block):
        return None
    labels = header_of(block.container) if block.rows[0].element.tag == "tr" else ()
    rows: list[Row] = []
    skipped = 0
    for box in block.rows:
        row = read_row(box, anchors.base, labels)
        if row is not None:
            rows.append(row)
        elif any(
            anchor.href.lower().lstrip().startswith("javascript:") and len(anchor.text) > 5 for anchor in box.anchors
        ):
            skipped += 1
    if not rows:
        return None
    dated = sum(1 for row in rows if row.raw_date)
    articles = sum(1 for row in rows if shape_of(row.url) in (Shape.ARTICLE, Shape.ATTACHMENT))
    length = sum(min(len(row.title), 30) for row in rows) / len(rows)
    if not dated and (articles * 2 < len(rows) or block.place == "nav"):
        return None
    if not dated and (length < 4 or sum(is_column_name(row.title) for row in rows) * 5 >= len(rows) * 3):
        return None  # 机构职能, 领导分工, …: a menu, whatever its addresses look like
    block.heading = block.heading or heading_of(block)
    score = dated * 3 + articles + length * len(rows) / 30
    if block.place == "nav":
        score *= 0.2
    elif block.place == "side":
        score *= 0.4
    if _ASIDE.search(block.heading):
        score *= 0.3
    return RowBlock(block, tuple(rows), dated, articles, score, skipped)


_SIGN_OF_DATE = re.compile(r"[\d年]")


def _holds_no_entry(block: Block) -> bool:
    """True for a block without a digit whose links lead to no article: most menus, told without reading their rows."""
    anchors = [anchor for box in block.rows for anchor in box.anchors]
    if any(shape_of(anchor.url) in (Shape.ARTICLE, Shape.ATTACHMENT) for anchor in anchors):
        return False
    boxes = (block.container, *block.containers, *(box.element for box in block.rows[:1]))
    return not any(_SIGN_OF_DATE.search(anchor.title) for anchor in anchors) and not any(
        _SIGN_OF_DATE.search(box.text_content()) for box in dict.fromkeys(boxes)
    )


_FACT_BEFORE = re.compile(
    r"(?:来源|稿源|出处|转自|作者|编辑|记者|发布(?:机构|单位|部门|者|人)?|供稿(?:单位)?)\s?[:：]\s?$"
)


_PLACE_LINE = re.compile(r"今天是|位置\s?[:：]|^位置|首\s?页\s?(?:>|›|»|→|－|-|/|&gt;)")


def _is_fact_line(found: RowBlock) -> bool:
    """True for one link in a line of facts: `来源：<a>某报</a>　2016-05-11`, or the site's own name beside the date.

    Also for a breadcrumb that shares its line with the day's date: 今天是2017年1月20日 您的位置：首页 → 政务公开.
    """
    if len(found.rows) != 1:
        return False
    if _PLACE_LINE.search(squeeze(text_of(found.block.rows[0].element))):
        return True
    row, anchors = found.rows[0], found.block.rows[0].anchors
    if len(anchors) != 1:
        return False
    if urlsplit(row.url).path in ("", "/") and not urlsplit(row.url).query:
        return True  # no entry of a list leads to a home page
    if not anchors[0].text:
        return False
    before = squeeze(text_of(found.block.rows[0].element)).partition(anchors[0].text)[0]
    return _FACT_BEFORE.search(before) is not None


def _is_own(found: RowBlock) -> bool:
    if found.block.place == "side" and len(found.rows) < _LONG_SIDE:
        return False
    if found.dated * 2 >= len(found.rows) or found.dated >= 3:
        return True
    pages = sum(1 for row in found.rows if shape_of(row.url) is Shape.ARTICLE)
    if pages == 0 and len(found.rows) < 3:
        return False  # a form or two to download
    return found.articles >= 1 and not _ASIDE.search(found.block.heading)


def _is_landing(main: RowBlock, extracts: tuple[RowBlock, ...]) -> bool:
    """Several extracts of other columns beside a poorer block: the page is a landing page."""
    dated = [found for found in extracts if found.dated]
    return len(dated) >= 2 and main.score <= max(found.score for found in dated)


def header_of(container: HtmlElement) -> tuple[str, ...]:
    """The labels of a table's header row (序号/索引号/名称/发布日期), or nothing."""
    table = container if container.tag == "table" else None
    if table is None:
        return ()
    for row in list(table.iter("tr"))[:3]:
        cells = [re.sub(r"\s+", "", cell.text_content()) for cell in row if cell.tag in ("td", "th")]
        known = sum(1 for cell in cells if _HEADER_LABELS.match(cell))
        if known >= 2 or (known and known == len(cells)):
            return tuple(cells)
    return ()


_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption"})
_HEADING_NAMES = re.compile(r"title|tit(?![a-z])|head|hd(?![a-z])|bt(?![a-z])|caption|lm", re.IGNORECASE)


def heading_of(block: Block) -> str:
    """The words over a block: the nearest heading before it, at most three boxes up."""
    if block.more is not None and block.more.title and not re.search(r"更多|more", block.more.title, re.I):
        return block.more.title
    box = block.container
    for _ in range(3):
        before = box.getprevious()
        steps = 0
        while before is not None and steps < 2:
            if isinstance(before.tag, str) and before.tag not in ("script", "style", "link"):
                names = f"{before.get('class') or ''} {before.get('id') or ''}"
                text = squeeze(text_of(before)) if len(before) < 12 else ""
                text = re.sub(r"\s*[\[(]?\s*(?:更多|more)\W*$", "", text, flags=re.I)
                if 1 < len(text) <= 20 and (before.tag in _HEADING_TAGS or _HEADING_NAMES.search(names) or steps == 0):
                    return text
                steps += 1
            before = before.getprevious()
        above = box.getparent()
        if above is None or above.tag in ("body", "html", "td"):
            return ""
        box = above
    return ""


def says_empty(page: Page) -> bool:
    """True where the page says in words that its list is empty (此栏目暂无信息, 共0条)."""
    if any(_EMPTY.search(text) for text in _short_texts(page.tree)):
        return True
    return any(_NOTHING.search("".join(box.itertext())[:600]) for box in _counting(page.tree))


def empty_container(page: Page) -> bool:
    """True where the page holds an element that is named like a list, and nothing is in it."""
    for element in page.tree.iter("ul", "table", "div", "dl", "tbody"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if not _LIST_NAMES.search(names) or _NOT_LIST_NAMES.search(names):
            continue
        if not "".join(element.itertext()).strip():
            return True
    return False
