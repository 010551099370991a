"""An article's title: what the page calls itself, cleaned of site and column names, as the reader sees it."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from crawler.extract.block import Pair
from crawler.extract.flow import Flow, Line, compact, plain
from crawler.extract.headings import (
    CRUMB,
    SUBTITLE_NAME,
    Locator,
    centred_lines,
    first_prose,
    headings_of,
    join_lines,
    names_of,
)
from crawler.extract.labels import Fact, fact_of, mentions
from crawler.extract.metadata import TITLE_NAMES, first_of
from crawler.model import Candidate

PRECEDENCE = ("meta", "block", "heading", "title", "near", "list")
"""Labels of title candidates, most sure first.

`meta`: ArticleTitle. `block`: 名称 of the 索引号 block. `heading`: h1–h3 or a box named title. `title`: the part of
`<title>` that is no site or column name. `near`: the line above the date line. `list`: as the list has it. A
candidate that the page also shows as a line, or that another confirms, goes before one that stands alone.
"""
_CONFIDENCE = {"meta": 0.95, "block": 0.9, "heading": 0.85, "title": 0.8, "near": 0.5, "list": 0.6}

_SPLIT = re.compile(
    r"(\s*[_|｜»]+\s*|\s*::\s*|\s+[-–—]+\s+|(?<![—\-\d])[-–](?![—\-\d])|(?<=[\u4e00-\u9fff）])-(?=\d)|\s*>{1,2}\s*)"
)
_CUT = re.compile(r"(?:…+|\.{2,})\s*$")
_SITE_ENDS = ("网", "网站", "官网", "公开平台", "公开目录", "人民政府", "在线", "之窗")
_CHINA = re.compile(r"^中国\S{2,6}$")
_ORGAN_WORDS = "局 委 厅 办 部 院 署 会 处 所 站 市 县 区 镇 乡 街道 中心 办公室 平台 频道 专栏 栏目 首页"
_ORGAN_ENDS = tuple(_ORGAN_WORDS.split())
_ORGAN = re.compile(rf"^[^关《]{{2,24}}(?:{'|'.join(_ORGAN_ENDS)})$")
_NEVER = re.compile(rf"{CRUMB.pattern}|今天是|星期[一二三四五六日]|欢迎|您是第|搜索")
_SEPARATED = re.compile("[>＞»]")
_PLACEHOLDER_WORDS = (
    "正文 详细信息 信息详情 文章内容 内容页 文章正文 首页 信息公开 政务公开 详情 详细内容 内容 新闻中心"
    " 通知公告 标题 目录项的基本信息 基本信息 无标题文档 无标题页 信息浏览 文章 新闻 网站首页 公告 title"
    " Title"
)
_BOX_NAMES = re.compile(
    r"^(?:相关|热点|热门|最新|推荐|友情|图文|图片|精彩|本周|本月|网友|点击|猜你|延伸|专题|站内|快速)\S{2,4}$|^[\d\W年月日]+$"
)
_PLACEHOLDERS = frozenset(_PLACEHOLDER_WORDS.split())
_LONGEST_TITLE, _MOST_PARTS = 300, 8
_SHORTEST_TAIL = 13  # names of columns are shorter
_BLOCK_FACTS = frozenset({Fact.INDEX_NO, Fact.DOC_NO, Fact.PUBLISHER, Fact.WRITTEN, Fact.ISSUED, Fact.PUBLISHED})
_NO_BLOCK = frozenset({"主办单位"})  # the footer's
_BLOCK_REACH = 8  # lines
_LETTER_TITLES = frozenset(
    ("信件标题", "来信标题", "信件主题", "咨询标题", "来信主题", "咨询主题", "留言主题", "留言标题")
)


@dataclass(frozen=True, slots=True)
class Title:
    """The chosen title, the line where it stands (None if it is shown nowhere), and all candidates."""

    value: str | None
    first: int | None
    last: int | None
    candidates: tuple[Candidate, ...]
    crumbs: tuple[str, ...]


def read_title(
    flow: Flow,
    meta: Mapping[str, str],
    document: str,
    pairs: Sequence[Pair],
    listed: str | None,
    date_line: int | None,
) -> Title:
    """Gather all candidates, choose by `PRECEDENCE`, and spell the winner as the page shows it."""
    locator = Locator(flow.lines)
    crumbs = _crumbs(flow)
    names = {compact(name) for name in (meta.get("sitename", ""), meta.get("columnname", ""), *crumbs)} - {""}
    found = _gather(flow, meta, document, pairs, listed, date_line, locator, names)
    chosen = _choose(found, locator, names)
    if chosen is None:
        return Title(None, None, None, tuple(found), crumbs)
    value = _whole(chosen, found)
    place = locator.find(value)
    if place and not (place[1] > place[0] and compact(value) == value):  # a break inside 2015 is no blank
        value = join_lines(flow.lines[place[0] : place[1] + 1])
    first, last = place or (None, None)
    return Title(value, first, last, tuple(found), crumbs)


def read_subtitle(flow: Flow, title: Title, before: int) -> str | None:
    """The 副标题: a box of that name, or a line that begins with a dash right under the title."""
    if title.last is None:
        return None
    for line in flow.lines[title.last + 1 : min(before, title.last + 4)]:
        named = SUBTITLE_NAME.search(names_of(line.element)) and not line.mostly_link
        dashed = line.plain.startswith(("—", "--", "－－"))
        if (named or dashed) and len(line.plain) < 100 and fact_of(line.plain) is None and "：" not in line.plain[:8]:
            return line.plain
    return None


def _gather(
    flow: Flow,
    meta: Mapping[str, str],
    document: str,
    pairs: Sequence[Pair],
    listed: str | None,
    date_line: int | None,
    locator: Locator,
    names: set[str],
) -> list[Candidate]:
    found: list[Candidate] = []

    def add(label: str, raw: str, place: str) -> None:
        value = plain(raw)
        if value and value not in _PLACEHOLDERS and len(value) <= 300 and not _BOX_NAMES.match(value):
            found.append(Candidate("title", label, raw, value, place, _CONFIDENCE[label]))

    tag = first_of(meta, TITLE_NAMES)
    if tag:
        add("meta", tag[1], tag[0])
    for pair in pairs:
        if pair.value and (pair.label in _LETTER_TITLES or (pair.fact is Fact.TITLE and _in_block(pair, pairs))):
            add("block", pair.value, pair.label)
    part = cut_document_title(document, locator, names)
    for text, place in headings_of(flow, date_line):
        add("heading", text, place)
    if part:
        add("title", part, "<title>")
    prose = first_prose(flow)
    near = _above(flow, date_line) if date_line and date_line <= prose else None
    if near:
        add("near", near, "above the date")
    for text in centred_lines(flow, prose):
        if len(text) >= 5 and not _NEVER.search(text) and not next(iter(mentions(text)), None):
            add("near", text, "in the middle")
    if listed:
        add("list", listed, "list")
    return found


def _in_block(pair: Pair, pairs: Sequence[Pair]) -> bool:
    """True where a 名称 or 标题 stands among the facts of a document; in a text it names a buyer, a firm, a thing."""
    return any(
        other.fact in _BLOCK_FACTS and other.label not in _NO_BLOCK and abs(other.line - pair.line) <= _BLOCK_REACH
        for other in pairs
        if other.fact is not Fact.PUBLISHED or other.layout == "cell" == pair.layout or 0 <= other.line - pair.line <= 3
    )


def _choose(found: Sequence[Candidate], locator: Locator, names: set[str]) -> str | None:
    """The first by precedence among the confirmed; among the lonely ones where none is confirmed."""
    keys = [compact(_CUT.sub("", candidate.value or "")) for candidate in found]
    ranked: list[tuple[int, int, int, str]] = []
    for number, candidate in enumerate(found):
        key = keys[number]
        if not candidate.value or not key or (key in names and keys.count(key) == 1 and candidate.label != "list"):
            continue
        others = {
            other.label
            for other, other_key in zip(found, keys, strict=True)
            if other.label != candidate.label and (other_key.startswith(key) or key.startswith(other_key)) and other_key
        }
        doubtful = key in names or _ends_as_site(key)
        if doubtful and not others and candidate.label in ("heading", "near"):
            continue  # the site's name over the page
        shown = candidate.label != "near" and (candidate.label == "heading" or locator.find(candidate.value))
        support = 0 if others and not doubtful else 1 if others or (shown and not doubtful) else 2
        ranked.append((support, PRECEDENCE.index(candidate.label), number, candidate.value))
    return min(ranked)[3] if ranked else None


def _whole(value: str, found: Sequence[Candidate]) -> str:
    """The whole title where the chosen one is cut with dots."""
    if not _CUT.search(value):
        return value
    key = compact(_CUT.sub("", value))
    longer = [c.value for c in found if c.value and compact(c.value).startswith(key) and not _CUT.search(c.value)]
    return max(longer, key=len, default=value)


def cut_document_title(document: str, locator: Locator | None = None, names: Container[str] = ()) -> str | None:
    """The article's own part of `<title>`: 标题_栏目_站点, 站点-栏目-标题, 标题 | 站点; None where nothing is left.

    A stretch of parts that the page shows as a line is the surest; otherwise site names, column names and
    breadcrumb names are dropped and the longest part that is left is taken.
    """
    pieces = _SPLIT.split(document[:_LONGEST_TITLE], maxsplit=_MOST_PARTS)  # an unclosed <title> swallows a page
    if len(pieces) == 1:
        return document if _is_own(document, names) else None
    parts = len(pieces) // 2 + 1
    stretches = sorted(
        ((first, last) for first in range(parts) for last in range(first, parts)), key=lambda s: (s[0] - s[1], s[0])
    )
    texts = {s: "".join(pieces[2 * s[0] : 2 * s[1] + 1]).strip() for s in stretches}
    if locator:
        for stretch in stretches:
            text = texts[stretch]
            if _is_own(text, names) and len(text) > 4 and locator.find(text):
                return text
    left = [texts[n, n] for n in range(parts) if _is_own(texts[n, n], names)]
    return max(left, key=len, default=None)


def _is_own(text: str, names: Container[str]) -> bool:
    """True for a part of `<title>` that is neither the site's, an organ's nor a column's name."""
    if not text or compact(text) in names or _is_site(text):
        return False
    return not (text.endswith(_ORGAN_ENDS) and _ORGAN.match(text))


def _is_site(text: str) -> bool:
    return len(text) <= 25 and _ends_as_site(text)


def _ends_as_site(text: str) -> bool:
    return text.endswith(_SITE_ENDS) or (text.startswith("中国") and _CHINA.match(text) is not None)


def _above(flow: Flow, date_line: int) -> str | None:
    for number in range(date_line - 1, max(-1, date_line - 4), -1):
        line = flow.lines[number]
        if line.mostly_link or _NEVER.search(line.plain) or "：" in line.plain[:6]:
            continue
        if _starts_with_fact(line):
            continue
        first = number
        while first > 0 and flow.lines[first - 1].element is line.element:  # a title broken by <br>
            first -= 1
        text = join_lines(flow.lines[first : number + 1]) if number - first < 4 else line.plain
        if 5 <= len(text) <= 120 and not text.endswith(("。", "；")):
            return text
    return None


def _starts_with_fact(line: Line) -> bool:
    label = next(iter(mentions(line.text)), None)
    return label is not None and not compact(line.text[: label.start])


def _crumbs(flow: Flow) -> tuple[str, ...]:
    """Names in the breadcrumb, so that a column's name is not taken for a title."""
    names: list[str] = []
    for number, line in enumerate(flow.lines):
        if ("位置" not in line.plain and "首页" not in line.plain) or not CRUMB.search(line.plain):
            continue
        for part in flow.lines[number : number + 8]:
            if part is not line and not _SEPARATED.search(part.plain):
                break
            names.extend(re.split(r"[>＞»/：:\x1f]+", part.text))
        break
    path = [name for name in (plain(name) for name in names) if 1 < len(name) <= 30]
    if len(path) > 1 and len(path[-1]) >= _SHORTEST_TAIL:
        path.pop()  # the article's own title ends the path
    return tuple(path)
