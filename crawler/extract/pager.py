"""The pager of a list: which page this is, how many there are, how many entries, and the link to the next one.

The next page is only ever taken from the page's own pager (a link, or a pager call in script); seven conventions
of numbering exist, two off by one against each other and one running backwards, so nothing is counted up blindly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from posixpath import basename
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.extract.commented import page_in_comment
from crawler.extract.lastpage import last_page
from crawler.extract.links import Anchor, Anchors, key_of, text_of
from crawler.extract.nextlink import NEXT, NUMBER, PREVIOUS, is_next, target_of
from crawler.extract.plugins import read_plugin
from crawler.extract.xpaths import texts
from crawler.identity import resolve
from crawler.page import Page


@dataclass(frozen=True, slots=True)
class Pager:
    """What a page's pager says; None where it says nothing."""

    next_href: str | None = None
    next_url: str | None = None
    page: int | None = None
    pages: int | None = None
    total: int | None = None
    found: bool = False  # there is a pager at all
    stem: str | None = None  # file stem of a pager call: an article's own pages have `t2016…`
    links: tuple[Anchor, ...] = ()


_EDGE = re.compile(r"^[\[【<«\s]*(?:首页|第一页|尾页|末页|最后一?页|(?i:first|last))[\]】>»\s]*$")
_TOTAL = re.compile(
    r"(?:共有?|总共|合计|总计|总数[:：]?|总记录数?[:：]?|记录总数[:：]?|全部)\s*([\d,]{1,9})\s*(?:条|篇|个?记录|项|封|件|则)"
    r"|(?:总数|总记录数?|记录总数|共有?信息)\s?[:：]\s?([\d,]{1,9})|([\d,]{1,9})\s?条(?:信息|记录|数据)"
)
_PAGES = re.compile(
    r"(?:共有?|总共|/|总页数\s?[:：]?)\s*([\d,]{1,7})\s*页|页(?:次|码)\s?[:：]\s?\d{1,5}\s?/\s?(\d{1,5})"
)
_THIS = re.compile(
    r"第\s*(\d{1,5})\s*(?:页|/|\|)|当前(?:是?第|页码?\s?[:：]?)\s*(\d{1,5})|页(?:次|码)\s?[:：]\s?(\d{1,5})\s?/"
)
_SLASHED = re.compile(r"(?:^|\s)(\d{1,5})\s?/\s?(\d{1,5})(?=\s|页|$)")
_CALL = re.compile(r"(?<!function\s)(?:getC|c)reatePage(?:HTML\w*)?\s*\(([^()]{3,160})\)")
_COUNT_PAGE = re.compile(
    r"(?:var\s+)?(?:(?:countPage|nPageCount|totalPage|pageCount)\s*=\s*['\"]?|countPage\s*:\s*parseInt\(['\"])(\d{1,5})"
)
_CURRENT_PAGE = re.compile(
    r"(?:var\s+)?(?:currentPage|nCurrIndex|curPage)\s*(?:=\s*['\"]?(\d{1,5})\b|:\s*parseInt\(['\"](\d{1,5})['\"]\)\s*\+\s*1\b)"
)
_COUNT_ROWS = re.compile(
    r"(?:var\s+)?(?:countnum|totalData|recordCount|totalRecord|nRecordCount)\s*[=:]\s*['\"]?(\d{1,7})"
)
_WRITES_INDEX = re.compile(r"""["']?\s*(\w+)["']?\s*\+\s*["']_["']\s*\+""")
_STARTS_WITH_TOTAL = re.compile(r"(?:共|总|合计|当前|第\s*\d{1,5}\s*页|页[次码]|[\d,]{1,9}\s?条)")
_total_texts = texts(
    "//body//*[not(self::script or self::style or self::a or self::option or self::title)]/text()"
    "[string-length(.) < 90][contains(., '条') or contains(., '页') or contains(., '总')]"
)
_scripts = texts("//script[not(@src)]/text()")


def read_pager(page: Page, anchors: Anchors, rows: int = 0) -> Pager:
    """The pager of a page. `rows` is the number of entries on it (to tell a page size from a total).

    A pager call in script wins over links, since a saved page may show links that script once wrote.
    """
    linked = _from_links(page, anchors)
    called = _from_call(page, anchors.base, rows)
    if called is None and not linked.found:
        hidden = page_in_comment(page, anchors.base)
        called = _from_call(hidden, anchors.base, rows) if hidden is not None else None
    if called is None and linked.next_url is None:
        called = _from_plugin(page, anchors.base, rows)
    if called is None:
        return linked
    if called.stem is None and called.next_url is not None and linked.next_url is not None:
        # The script tells the numbers, the link the file.
        called = replace(called, next_href=linked.next_href, next_url=linked.next_url)
    return replace(
        called,
        total=called.total if called.total is not None else linked.total,
        pages=called.pages if called.pages is not None else linked.pages,
        links=linked.links,
    )


# --- links and words --------------------------------------------------------------------------------


def _from_links(page: Page, anchors: Anchors) -> Pager:
    members = _members(anchors.all)
    words = _words(members)
    next_anchor = next((anchor for anchor in members if is_next(anchor)), None)
    this = _this_page(page.url, words, members)
    if next_anchor is None and this is not None:
        following = str(this + 1)
        numbered = (a for a in members if (m := NUMBER.match(a.text)) and m[1] == following)
        next_anchor = next(numbered, None)
    href, url = target_of(next_anchor, anchors.base) if next_anchor else (None, None)
    if not url or key_of(url) == key_of(page.url):
        href, url = None, None
    total, pages = _stated(words) if words else _told(page)
    numbers = [int(match[1]) for anchor in members if (match := NUMBER.match(anchor.text))]
    if pages is None:
        pages = last_page(members, numbers, this)
    return Pager(href, url, this, pages, total, found=bool(members), links=tuple(members))


def _told(page: Page) -> tuple[int | None, int | None]:
    """(entries, pages) of a pager without links: 共12条 第1页/共1页, or 共76条 in front of a drop-down box."""
    for text in _total_texts(page.tree):
        bare = text.strip()
        if _STARTS_WITH_TOTAL.match(bare):
            total, pages = _stated([("", bare)])
            if total is not None or pages is not None:
                return total, pages
    return None, None


def _members(all_anchors: Sequence[Anchor]) -> list[Anchor]:
    """The links of the pager: those in the smallest box around 下一页, 上一页 or a run of numbers."""
    seeds = [a for a in all_anchors if NEXT.match(a.text) or PREVIOUS.match(a.text)]
    seeds = seeds or [a for a in all_anchors if a.text and is_next(a)]
    if not seeds:
        seeds = _numbered(all_anchors)
    if not seeds:
        return []
    box = seeds[0].element.getparent()
    for _ in range(4):
        if box is None or box.tag in ("body", "html"):
            break
        below = set(box.iterdescendants())
        inside = [a for a in all_anchors if a.element in below]
        alien = [a for a in inside if not _belongs(a)]
        if len(alien) > 2:
            break
        found = [a for a in inside if _belongs(a)]
        if len(found) >= 2 or (len(found) == 1 and _TOTAL.search(text_of(box))):
            return found
        box = box.getparent()
    return seeds


def _belongs(anchor: Anchor) -> bool:
    text = anchor.text or anchor.title
    known = any(pattern.match(text) for pattern in (NEXT, PREVIOUS, _EDGE, NUMBER))
    return known or "total" in anchor.title.lower() or is_next(anchor)


def _numbered(all_anchors: Sequence[Anchor]) -> list[Anchor]:
    """A run of at least two page numbers side by side, or one number beside 首页/尾页."""
    run: list[Anchor] = []
    for anchor in all_anchors:
        if NUMBER.match(anchor.text) or (run and _EDGE.match(anchor.text)):
            run.append(anchor)
            continue
        if len(run) >= 2 and _counts_pages(run):
            return run
        run = []
    return run if len(run) >= 2 and _counts_pages(run) else []


def _counts_pages(run: Sequence[Anchor]) -> bool:
    """True for page numbers; a menu of years (2016, 2015, 2014) looks like them and is none."""
    numbers = [int(match[1]) for anchor in run if (match := NUMBER.match(anchor.text))]
    return bool(numbers) and not all(1990 <= number <= 2100 for number in numbers)


def _words(members: Sequence[Anchor]) -> list[tuple[str, str]]:
    """The texts of the pager's box as (tag, text); for lists without links the totals are found elsewhere."""
    if not members:
        return []
    box = members[0].element.getparent()
    for _ in range(3):
        if box is None or box.tag in ("body", "html", "form"):
            break
        above = box.getparent()
        if above is None or len("".join(above.itertext())) > 600:
            break
        box = above
    return _words_in(box) if box is not None else []


def _words_in(box: HtmlElement) -> list[tuple[str, str]]:
    words: list[tuple[str, str]] = []
    skipped: set[object] = set()
    for element in box.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "option"):
            continue
        told = f"{element.tag} {element.get('class') or ''} {element.get('title') or ''}"
        if "total" in (element.get("title") or "").lower() and (digits := re.search(r"\d+", element.text_content())):
            words.append(("total", f"共{digits.group()}条"))
            skipped.update(element.iterdescendants())
        elif element.text and element.text.strip() and element not in skipped:
            words.append((told, element.text.strip()))
        if element.tail and element.tail.strip() and element is not box:
            words.append(("tail", element.tail.strip()))
    return words


def _stated(words: Sequence[tuple[str, str]]) -> tuple[int | None, int | None]:
    """(entries, pages) as the pager words them."""
    text = " ".join(word for _, word in words)
    total = _first_number(_TOTAL.search(text))
    pages = _first_number(_PAGES.search(text))
    if pages is None and (slashed := _SLASHED.search(text)):
        pages = int(slashed[2])
    return total, pages


def _this_page(url: str, words: Sequence[tuple[str, str]], members: Sequence[Anchor]) -> int | None:
    text = " ".join(word for _, word in words)
    stated = _first_number(_THIS.search(text))
    if stated is not None:
        return stated
    if slashed := _SLASHED.search(text):
        return int(slashed[1])
    core = _core(members)
    beside = [] if core is None else [(told, word) for told, word in _words_in(core) if not word.startswith("0")]
    for told, word in (*beside, *words):
        tag, _, names = told.partition(" ")
        plain = tag in ("b", "strong", "span", "em", "font", "i", "li") or re.search(
            r"cur|active|\bon\b|now|_no_d", names
        )
        if plain and tag != "a" and word.isdigit() and len(word) < 5 and "total" not in names.lower():
            number = _unless_total(int(word), words)
            if number is None or _is_beside(number, members):
                return number
    own = key_of(url)
    for anchor in members:
        match = NUMBER.match(anchor.text)
        if match and (anchor.url and key_of(anchor.url) == own):
            return int(match[1])
    return None


def _core(members: Sequence[Anchor]) -> HtmlElement | None:
    """The smallest box that holds all links of the pager; the current page's number stands among them."""
    box = members[0].element.getparent() if members else None
    while box is not None and any(box not in anchor.element.iterancestors() for anchor in members):
        box = box.getparent()
    return box


def _is_beside(number: int, members: Sequence[Anchor]) -> bool:
    """True where the number can be the current page: its neighbour is a link, or the pager has no number links.

    The box of a pager may hold the rows as well, and a row's date the day alone (`<b>27</b>`).
    """
    linked = {int(match[1]) for anchor in members if (match := NUMBER.match(anchor.text))}
    return not linked or bool({number - 1, number, number + 1} & linked)


def _unless_total(number: int, words: Sequence[tuple[str, str]]) -> int | None:
    """The number printed without a link is the current page, unless it is the first of two: the total."""
    total, _ = _stated(words)
    if number != total:
        return number
    plain = [w for told, w in words if not told.startswith("a ") and w.isdigit() and len(w) < 6]
    return int(plain[1]) if len(plain) > 1 else None


def _first_number(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    digits = next((group for group in match.groups() if group), "").replace(",", "")
    return int(digits) if digits else None


def stated_totals(text: str) -> tuple[int | None, int | None]:
    """(entries, pages) stated in any text, e.g. 共813条 or 第1页/共34页."""
    return _stated([("", text)])


# --- calls in script --------------------------------------------------------------------------------


def _from_call(page: Page, base: str, rows: int) -> Pager | None:
    if "reatePage" in page.text:
        for script in _scripts(page.tree):
            for match in _CALL.finditer(script):
                pager = read_call(match[1], base, rows)
                if pager is not None:
                    return pager
    if "countPage" in page.text or "nPageCount" in page.text:
        return _from_variables(page, base)
    return None


def _from_plugin(page: Page, base: str, rows: int) -> Pager | None:
    found = read_plugin(page, rows)
    if found is None:
        return None
    url = resolve(base, found.next_href) if found.next_href else None
    return Pager(found.next_href if url else None, url, found.page, found.pages, found.total, found=True)


def read_call(arguments: str, base: str, rows: int = 0) -> Pager | None:
    """The pager that a `createPageHTML(…)` call describes, or None where the arguments do not fit.

    Two signatures go by this name and are told apart by type. With a number first: pages, current page (0-based),
    stem, extension, and perhaps page size and total. With an element id first: pages, current page (1-based), stem,
    extension, and perhaps the total. In both, the next page's file is stem_{current + 1}.
    """
    parts = [part.strip() for part in arguments.split(",")]
    quoted = [part[:1] in "\"'" for part in parts]
    values = [part.strip("\"' ") for part in parts]
    offset = 1 if quoted and quoted[0] and not values[0].isdigit() else 0
    if len(values) - offset < 4 or not (values[offset].isdigit() and values[offset + 1].isdigit()):
        return None
    pages, current = int(values[offset]), int(values[offset + 1])
    stem, extension = values[offset + 2], values[offset + 3].lstrip(".")
    numbers = [int(value) for value in values[offset + 4 :] if value.isdigit()]
    last = pages if offset else pages - 1
    href = f"{stem}_{current + 1}.{extension}" if current < last and stem and extension else None
    return Pager(
        next_href=href,
        next_url=resolve(base, href) if href else None,
        page=current if offset else current + 1,
        pages=pages,
        total=_total_of(numbers, pages, rows),
        found=True,
        stem=stem,
    )


def _total_of(numbers: Sequence[int], pages: int, rows: int) -> int | None:
    """Which trailing argument is the total: the second of two (size, total), or a lone one that is no size."""
    if len(numbers) >= 2:
        size, total = numbers[0], numbers[1]
        return total if size and (pages - 1) * size < total <= max(pages, 1) * size else max(numbers[:2])
    if len(numbers) == 1:
        lone = numbers[0]
        if pages <= 1:
            return lone if rows and lone == rows else None
        if rows and (pages - 1) * rows < lone <= pages * rows:
            return lone
        return lone if lone > pages * 5 and (not rows or lone > rows) else None
    return None


def _own_stem(url: str) -> str:
    """The file name of a list page without extension and number: home.htm and home_2.htm are both home."""
    name = basename(urlsplit(url).path).rpartition(".")[0]
    return re.sub(r"_\d+$", "", name) or "index"


def _from_variables(page: Page, base: str) -> Pager | None:
    """Old TRS templates write the pager with `var countPage = 56; var currentPage = 0` and document.write."""
    for script in _scripts(page.tree):
        source = script
        count, current = _COUNT_PAGE.search(source), _CURRENT_PAGE.search(source)
        if count is None or current is None:
            continue
        pages, index = int(count[1]), int(current[1] or current[2])
        stem = _WRITES_INDEX.search(source)
        extension = basename(urlsplit(page.url).path).rpartition(".")[2] or "html"
        if "." not in basename(urlsplit(page.url).path):
            written = re.search(r"""["']\.?["']?\s*\+\s*["']\.?(s?html?|jsp)""", source)
            extension = written[1] if written else "html"
        name = stem[1] if stem else _own_stem(page.url)
        href = f"{name}_{index + 1}.{extension}" if index < pages - 1 else None
        total = _COUNT_ROWS.search(source)
        return Pager(
            next_href=href,
            next_url=resolve(base, href) if href else None,
            page=index + 1,
            pages=pages,
            total=int(total[1]) if total else None,
            found=True,
            stem=stem[1] if stem else None,
        )
    return None
