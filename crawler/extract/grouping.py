"""Blocks of a page: groups of links with the same structure around them (a list, a menu, a row of buttons).

A *row* is the largest element that holds one link only, or a list item or table row that holds a few.
A *block* is the rows of one container. Nothing here knows what a block is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from lxml.html import HtmlElement

from crawler.extract.links import Anchor, Anchors, Shape, key_of, shape_of

_STOP = frozenset({"body", "html", "form"})
_ROW_TAGS = frozenset({"li", "tr"})
_TABLE_PARTS = frozenset({"tbody", "thead", "tfoot"})
_WIDEST = 200  # a box with more text than this around its only link is not that link's row
_MOST_LINKS = 6  # a row with more links than this is a bar of links, not one entry
_DATE = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]|\d{1,2}[-/月]\d{1,2}")
_TAGGED = re.compile(r"^[\s·•◆■>\-]*[\[【〔（(][^\]】〕）)]{1,16}[\]】〕）)]\s*\S{6,}")  # [公告公示] an undated title
_ONLY_DATE = re.compile(
    r"^[\s\[(（]*(?:发布时间\s?[:：]\s?)?\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}[日\s\d:\])）]*$"
)
PAGER_WORD = re.compile(
    r"^[\[【<«‹\s]*(?:首页?|第一页|上一?页|前一?页|上页|下一?页|后一?页|下页|尾页|末页|最后一?页|转到|跳转|GO|go|确定"
    r"|\d{1,5}|\.{2,}|…|<+|>+|«|»|‹|›|(?i:prev(?:ious)?|next|first|last))[\]】>»›\s]*$"
)


def looks_dated(element: HtmlElement) -> bool:
    """True where the element's text holds something like a date."""
    return _DATE.search(element.text_content()) is not None


@dataclass(slots=True, eq=False)
class RowBox:
    """One row of a block: its element and the links in it."""

    element: HtmlElement
    anchors: list[Anchor]


@dataclass(slots=True, eq=False)
class Block:
    """Rows that share a container, in document order."""

    container: HtmlElement
    rows: list[RowBox]
    place: str = ""  # "", "nav", "side", "foot", "crumb": told by class names around
    more: Anchor | None = None  # the block's own 更多 link: it shows an extract of another page
    heading: str = ""
    containers: list[HtmlElement] = field(default_factory=list)

    @property
    def order(self) -> int:
        """Place of the first link in the document."""
        return self.rows[0].anchors[0].order


def blocks_of(anchors: Anchors) -> list[Block]:
    """All blocks of a page in document order."""
    rows = _rows(anchors)
    groups: dict[HtmlElement, list[RowBox]] = {}
    for row in rows:
        groups.setdefault(_container(row.element), []).append(row)
    _join_singles(groups, anchors)
    merged = _merge_siblings(groups)
    blocks = [Block(boxes[0], found, containers=boxes) for boxes, found in merged if found]
    for block in blocks:
        block.rows = [row for row in block.rows if row.element.tag in _ROW_TAGS or not _in_footer(row)] or block.rows[
            :1
        ]
        block.place = place_of(block.rows[0].anchors[0].element if len(block.rows) == 1 else block.container)
    blocks.sort(key=lambda block: block.order)
    _mark_more(blocks, anchors)
    return blocks


def _rows(anchors: Anchors) -> Iterable[RowBox]:
    boxes: dict[HtmlElement, RowBox] = {}
    for anchor in anchors.all:
        if not anchor.href.strip() or (not anchor.label and not anchor.url):
            continue
        element = _row_element(anchor, anchors)
        box = boxes.get(element)
        if box is None:
            boxes[element] = RowBox(element, [anchor])
        else:
            box.anchors.append(anchor)
    return boxes.values()


def _row_element(anchor: Anchor, anchors: Anchors) -> HtmlElement:
    element = anchor.element
    while element.tag not in _ROW_TAGS:
        parent = element.getparent()
        if parent is None or parent.tag in _STOP or anchors.within(parent) > 1:
            break
        if parent.tag not in _ROW_TAGS and len(parent.text_content().strip()) > len(anchor.label) + _WIDEST:
            break
        element = parent
    if element.tag in _ROW_TAGS:
        return element
    cell = element
    while cell.tag not in ("td", "th") and cell.getparent() is not None and cell.tag not in _STOP:
        cell = cell.getparent()
    row = cell.getparent() if cell.tag in ("td", "th") else None
    if row is not None and _side_by_side(row, anchors):
        return cell
    above = element
    for _ in range(6):
        above = above.getparent()
        if above is None or above.tag in _STOP or above.tag in ("ul", "ol", "table"):
            break
        if above.tag in _ROW_TAGS:
            return above if _is_entry(above, anchors) or _has_aside(above, element) else element
    return element


def _has_aside(row: HtmlElement, link: HtmlElement) -> bool:
    """True for an entry with a small list of its own below it (解读, 附件), where the link is the entry's."""
    holder = row.getparent()
    if row.tag != "li" or holder is None or holder.find("li/a") is None:
        return False
    inner = [box for box in row.iterdescendants("ul", "ol") if box.find(".//a") is not None]
    if not inner or any(box in link.iterancestors() for box in inner):
        return False
    beside = [child for child in row if not any(box is child or box in child.iterdescendants() for box in inner)]
    text = (row.text or "") + "".join(child.text_content() + (child.tail or "") for child in beside)
    return len(text) < 600 and _DATE.search(text) is not None


def _side_by_side(row: HtmlElement, anchors: Anchors) -> bool:
    """True for a table row with several entries, each a link and a date: title, date, title, date."""
    if row.tag != "tr" or not 2 <= anchors.within(row) <= _MOST_LINKS:
        return False
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    linked = sum(1 for cell in cells if anchors.within(cell) == 1)
    dates = sum(1 for cell in cells if not anchors.within(cell) and _ONLY_DATE.match(cell.text_content()))
    return linked == dates == anchors.within(row)


def _is_entry(element: HtmlElement, anchors: Anchors) -> bool:
    """True where a list item or table row with several links is one entry: [通知] title date, or [通知] title."""
    if anchors.within(element) > _MOST_LINKS:
        return False
    if any(True for _ in element.iterdescendants("li", "tr", "ul", "table")):
        return False
    text = element.text_content()
    if len(text) >= 600:
        return False
    return _DATE.search(text) is not None or (anchors.within(element) == 2 and _TAGGED.match(text) is not None)


def _container(row: HtmlElement) -> HtmlElement:
    parent = row.getparent()
    if parent is None:
        return row
    if row.tag in ("td", "th") and parent.tag == "tr" and parent.getparent() is not None:
        parent = parent.getparent()  # one of two entries side by side
    while parent.tag in _TABLE_PARTS and parent.getparent() is not None:
        parent = parent.getparent()
    return parent


def _join_singles(groups: dict[HtmlElement, list[RowBox]], anchors: Anchors) -> None:
    """Rows that stand each in a box of their own (`div > ul > li`) become one group."""
    lonely: dict[tuple[HtmlElement, str, str], list[tuple[HtmlElement, HtmlElement]]] = {}
    for container, rows in groups.items():
        if len(rows) != 1:
            continue
        wide = rows[0].element
        parent = wide.getparent()
        while parent is not None and parent.tag not in _STOP and anchors.within(parent) == anchors.within(wide):
            wide, parent = parent, parent.getparent()
        if parent is not None and wide is not rows[0].element:
            lonely.setdefault((parent, wide.tag, wide.get("class") or ""), []).append((container, wide))
    for (parent, _, _), members in lonely.items():
        if len(members) < 2:
            continue
        joined: list[RowBox] = []
        for container, wide in members:
            joined.extend(RowBox(wide, row.anchors) for row in groups.pop(container))
        groups.setdefault(parent, []).extend(joined)


def _merge_siblings(groups: dict[HtmlElement, list[RowBox]]) -> list[tuple[list[HtmlElement], list[RowBox]]]:
    """Lists cut into pieces of five with a line between them are one list."""
    merged: dict[object, tuple[list[HtmlElement], list[RowBox]]] = {}
    for container, rows in groups.items():
        parent = container.getparent()
        key: object = container
        if (
            parent is not None
            and container.tag in ("ul", "ol", "table", "tbody", "dl", "div")
            and not _hidden(container)
        ):
            dated = sum(1 for row in rows if _DATE.search(row.element.text_content()))
            if dated * 2 >= len(rows):
                key = (parent, container.tag, container.get("class") or "")
        boxes, found = merged.setdefault(key, ([], []))
        boxes.append(container)
        found.extend(rows)
    return list(merged.values())


def _hidden(element: HtmlElement) -> bool:
    return "display:none" in (element.get("style") or "").replace(" ", "").lower()


_PLACES = (
    ("crumb", re.compile(r"crumb|curmb|position|location|weizhi|dqwz|wz_nav|CurrChnl", re.IGNORECASE)),
    ("foot", re.compile(r"foot|copyright|friend|yqlj|youqing|banquan", re.IGNORECASE)),
    ("nav", re.compile(r"(?<![a-z])(?:\w*_)?nav|nav(?![a-z])|menu|daohang", re.IGNORECASE)),
    (
        "side",
        re.compile(
            r"(?<![a-z])side(?:bar)?(?![a-z]{3})|aside|hot(?![a-z])|recommend|related|tuijian|paihang|rank", re.I
        ),
    ),
)


@lru_cache(maxsize=4096)
def place_named(names: str) -> str:
    """The place that class names and id speak of, or an empty string."""
    return next((place for place, pattern in _PLACES if pattern.search(names)), "")


def place_of(element: HtmlElement) -> str:
    """The nearest place named by the element or what is around it."""
    for above in (element, *element.iterancestors()):
        if above.tag in ("body", "html"):
            return ""
        if above.tag in ("nav", "footer", "aside"):
            return {"nav": "nav", "footer": "foot", "aside": "side"}[above.tag]
        names = f"{above.get('class') or ''} {above.get('id') or ''}"
        place = place_named(names) if names != " " else ""
        if place:
            return place
    return ""


def _in_footer(row: RowBox) -> bool:
    """A footer with one link only is swallowed whole by that link's row."""
    names = f"{row.element.get('class') or ''} {row.element.get('id') or ''}"
    return row.element.tag == "footer" or (names != " " and place_named(names) == "foot")


_MORE = re.compile(
    r"^[\[（(<>»+\s]*(?:查看|阅读)?(?:更多|more)[^\u4e00-\u9fff]{0,6}(?:信息|内容)?[\]）)>»\s]*$|^[>»›]{2,}$", re.I
)


_HINT_OF_MORE = frozenset("更eE>»›")


def is_more(anchor: Anchor) -> bool:
    """True for a 更多 link (as text, title or picture)."""
    if len(anchor.text) > 12 or (anchor.text and not _HINT_OF_MORE.intersection(anchor.text)):
        return False
    if _MORE.match(anchor.text) or (not anchor.text and _MORE.match(anchor.title)):
        return True
    if anchor.text:
        return False
    return any("more" in (image.get("src") or "").lower() for image in anchor.element.iterdescendants("img"))


def _mark_more(blocks: list[Block], anchors: Anchors) -> None:
    """Give each 更多 link to the block below it (or around it) in the smallest common box."""
    under: dict[HtmlElement, list[Block]] = {}
    for block in blocks:
        if all(is_more(row.anchors[0]) for row in block.rows):
            continue
        for above in (block.container, *block.container.iterancestors()):
            under.setdefault(above, []).append(block)
    for anchor in anchors.all:
        if not is_more(anchor):
            continue
        for above in anchor.element.iterancestors():
            near = under.get(above)
            if near:
                later = [block for block in near if block.rows[-1].anchors[-1].order > anchor.order]
                target = min(later, key=lambda block: block.order) if later else near[-1]
                target.more = target.more or anchor
                break
    _mark_headings(blocks, anchors)


_HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "dt", "caption"})
_LONGEST_EXTRACT = 12  # rows; a longer block under a linked heading is the page's own list


def _mark_headings(blocks: list[Block], anchors: Anchors) -> None:
    """A landing page may link the headings of its extracts in place of a 更多 beside them.

    One linked heading proves nothing (a list under the name of its parent column); two that lead to different columns
    do, with or without entries below them.
    """
    if len(linked_headings(anchors)) < 2:
        return
    by_element = {anchor.element: anchor for anchor in anchors.all}
    own = key_of(anchors.base) if anchors.base else ""
    found: list[tuple[Block, Anchor]] = []
    for block in blocks:
        anchor = _heading_link(block, by_element) if block.more is None and not block.place else None
        if anchor is None or key_of(anchor.url) == own or len(block.rows) > _LONGEST_EXTRACT:
            continue
        if shape_of(anchor.url) not in (Shape.ARTICLE, Shape.ATTACHMENT):
            found.append((block, anchor))
    for block, anchor in found:
        block.more = anchor


def linked_headings(anchors: Anchors) -> frozenset[str]:
    """Addresses of other columns that headings in the page's main part link to."""
    own = key_of(anchors.base) if anchors.base else ""
    found: set[str] = set()
    for anchor in anchors.all:
        parent = anchor.element.getparent()
        if anchor.url and parent is not None and parent.tag in _HEADING_TAGS and not place_of(anchor.element):
            whole = anchor.text == " ".join(parent.text_content().split())
            if whole and shape_of(anchor.url) not in (Shape.ARTICLE, Shape.ATTACHMENT):
                found.add(key_of(anchor.url))
    return frozenset(found - {own})


def _heading_link(block: Block, by_element: dict[HtmlElement, Anchor]) -> Anchor | None:
    """The link that is the whole heading right before the block, or right before the box that holds it alone."""
    box = block.container
    for _ in range(2):
        before = box.getprevious()
        if before is not None:
            links = list(before.iter("a")) if before.tag in _HEADING_TAGS else []
            anchor = by_element.get(links[0]) if len(links) == 1 else None
            whole = anchor is not None and anchor.text == " ".join(before.text_content().split())
            return anchor if whole and anchor is not None and anchor.url else None
        above = box.getparent()
        if above is None or above.tag in ("body", "html"):
            return None
        box = above
    return None
