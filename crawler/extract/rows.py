"""One row of a list: its title, its date, whatever else it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from lxml.html import HtmlElement

from crawler.dates import day_in_url, parse_day
from crawler.extract.cards import title_in
from crawler.extract.grouping import PAGER_WORD, RowBox, is_more
from crawler.extract.labels import FACTS, Fact
from crawler.extract.links import Anchor, Shape, shape_of, squeeze
from crawler.model import Row

_FULL = re.compile(r"\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}(?!\d)\s?日?(?:\s\d{1,2}:\d{2}(?::\d{2})?)?")
_MONTH_DAY = re.compile(r"^[\[(（【\s]*(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?[\])）】\s]*$")
_YEAR_MONTH = re.compile(r"^(\d{4})\s?[-/.年]\s?(\d{1,2})\s?月?$")
_DAY = re.compile(r"^(\d{1,2})日?$")
_MONTH = re.compile(r"^(\d{1,2})月$")
_YEAR = re.compile(r"^((?:19|20)\d{2})年?$")
_LABELLED = re.compile(r"(发布|公开|发文|公布|刊登|更新)(?:日期|时间)\s?[:：]\s?(?=\d)")
_PIN = re.compile(r"[\[【(（]?\s?置顶\s?[\]】)）]?")
_LEAD = re.compile(r"^[\s·•▪◆■●◇○★☆→>»*、-]+")
_CUT = re.compile(r"\s?(?:…+|\.{2,}|。{2,})$")
_TAG = re.compile(r"^[\[【〔(（][^\]】〕)）]{1,12}[\]】〕)）]$")
_TAGS = re.compile(r"(?:[\[【〔(（][^\]】〕)）]{1,12}[\]】〕)）]\s*)+")
_LABELS = (
    "索引号|文号|发文字号|发布机构|发文机关|发布单位|成文日期|生成日期|发布日期|公开日期|发布时间|主题分类|名称|来源"
)
_FIELD = re.compile(rf"({_LABELS})\s?[:：]\s?(.*?)(?=\s?(?:{_LABELS})\s?[:：]|$)")
_DATE_LABELS = (
    "发布日期",
    "发布时间",
    "公开日期",
    "公开时间",
    "信息公开日期",
    "公布日期",
    "发文日期",
    "日期",
    "时间",
    "更新时间",
    "更新日期",
)
# What stands beside a clock or in a footer and is no entry of any list, however many dates are near.
_TOOL = re.compile(
    r"^(?:网站地图|站点地图|网站首页|首页|设为首页|加入收藏|收藏本站|关于我们|联系我们|隐私(?:声明|保护)|网站声明|版权声明|手机版|无障碍(?:浏览|阅读)?"
    r"|旧版(?:网站)?|English|繁[體体](?:中文|版)?|简体(?:中文|版)?|登[录陆]|注册|搜索|网站管理|后台管理|邮箱)$",
    re.IGNORECASE,
)
_SKIP = frozenset({"script", "style"})
_NOT_PLAIN = frozenset({"script", "style", "ul", "ol"})
# Systems of 2005 to 2012 (and their heirs) write a small card into the attribute: 文章标题：… 作者：… 更新时间：…
_CARD = re.compile(
    r"^(?:文章|信息|新闻|公告)?标\s?题\s?[:：]\s?(?P<title>.+?)"
    r"(?=\s*(?:作\s*者|点击数?|人\s?气|来\s*源|转贴自|(?:发表|更新|发布|录入|添加)(?:时间|日期))\s?[:：]|$)"
)


def read_row(box: RowBox, base: str, header: Sequence[str] = ()) -> Row | None:
    """The row as listed, or None where it is no entry (pager, 更多, no text, no address).

    `header` holds the labels of a table's cells. A date without a year gets one only where the address proves it.
    """
    anchor = _title_anchor(box)
    if anchor is None:
        return None
    inner, outer = _pieces(box.element, anchor.element)
    dated_inner = any(_is_date(piece) for piece in inner) and (len(inner) > 1 or _is_title(anchor.title))
    text = title_in(anchor.element, _is_date) if len(inner) > 1 or dated_inner else anchor.text
    pinned = any("置顶" in piece for piece in (text, *outer)) or _pinned_image(box.element)
    card = _CARD.match(anchor.title)
    title, truncated = _title(text, card["title"].strip() if card else anchor.title)
    if not title or _TOOL.match(title):
        return None
    fields = _cells(box.element, header) if header else _fields(outer)
    listed_on, raw = _row_date([*inner, *outer] if dated_inner else outer, fields, anchor.url)
    if listed_on is None and card and (told := _full_date(anchor.title[card.end() :])):
        listed_on, raw = told
    hint = next(
        (a.text.strip("[]【】〔〕()（） ") for a in box.anchors if a is not anchor and _TAG.match(a.text)), None
    )
    return Row(
        title=title,
        href=anchor.href,
        url=anchor.url or base,
        listed_on=listed_on,
        raw_date=raw,
        pinned=pinned,
        truncated=truncated,
        column_hint=hint or None,
        fields=fields,
    )


def _title_anchor(box: RowBox) -> Anchor | None:
    usable = [
        anchor
        for anchor in box.anchors
        if anchor.label
        and (anchor.url or anchor.href.strip().startswith("#"))
        and not is_more(anchor)
        and not PAGER_WORD.match(anchor.text or anchor.title)
    ]
    if not usable:
        return None
    if len(usable) == 1:
        return usable[0]
    return max(usable, key=lambda a: (shape_of(a.url) is Shape.ARTICLE, len(a.label), -a.order))


def _pieces(row: HtmlElement, anchor: HtmlElement) -> tuple[list[str], list[str]]:
    """The texts inside the title's link and those outside of it."""
    plain = _plain_pieces(row, anchor)
    if plain is not None:
        return plain
    inner: list[str] = []
    outer: list[str] = []
    above = set(anchor.iterancestors())

    ahead: list[tuple[HtmlElement | str | None, list[str]]] = [(row, outer)]  # a stack: rows may be nested deeply
    while ahead:
        element, out = ahead.pop()
        if element is None or isinstance(element, str):
            if element and not element.isspace():
                out.append(squeeze(element))
            continue
        if element is anchor:
            out = inner
        if not isinstance(element.tag, str) or element.tag in _SKIP:
            continue
        own_list = element.tag in ("ul", "ol") and element is not row and element not in above
        if own_list and element.find(".//a") is not None:
            continue  # a small list of the entry's own: 解读, 附件
        for child in reversed(element):
            ahead += ((child.tail, out), (child, out))
        ahead.append((element.text, out))
    if row is anchor:
        outer.extend(_behind(anchor))
    elif row.tag in ("td", "th"):
        following = next(row.itersiblings("td", "th"), None)
        if following is not None and following.find(".//a") is None:
            outer.append(squeeze(following.text_content()))  # its date, where two entries share a table row
    return inner, outer


def _plain_pieces(row: HtmlElement, anchor: HtmlElement) -> tuple[list[str], list[str]] | None:
    """`_pieces` of the usual row, a link and a date side by side without tags inside; None for any other."""
    if anchor.getparent() is not row or row.tag != "li":
        return None
    inner: list[str] = []
    outer: list[str] = [row.text]
    for child in row:
        if len(child) or child.tag in _NOT_PLAIN or not isinstance(child.tag, str):
            return None
        (inner if child is anchor else outer).append(child.text)
        outer.append(child.tail)
    return [squeeze(text) for text in inner if text and not text.isspace()], [
        squeeze(text) for text in outer if text and not text.isspace()
    ]


def _behind(anchor: HtmlElement) -> list[str]:
    """What stands behind a link that is a row by itself, up to the next line or the next link."""
    found = [squeeze(anchor.tail)] if anchor.tail and not anchor.tail.isspace() else []
    following = anchor.getnext()
    while following is not None and following.tag in ("span", "font", "em", "i", "b", "small"):
        found.append(squeeze(following.text_content()))
        if following.tail and not following.tail.isspace():
            found.append(squeeze(following.tail))
        following = following.getnext()
    return found


def _is_date(piece: str) -> bool:
    bare = piece.strip("[]()（）【】 ")
    return _FULL.fullmatch(bare) is not None or _MONTH_DAY.match(piece) is not None


def _is_title(attribute: str) -> bool:
    """True for a `title` attribute that says more than a date: the link's text may be the date alone."""
    return attribute != "" and not _is_date(attribute)


def _bare(text: str) -> str:
    """A title without 置顶 and the dot in front of it."""
    return _LEAD.sub("", _PIN.sub("", text) if "置顶" in text else text).strip()


def _title(text: str, attribute: str) -> tuple[str, bool]:
    """Full title where the list cuts it and the `title` attribute has it; True if it stays cut."""
    shown = _bare(text)
    stem = _CUT.sub("", shown)
    whole = _bare(attribute)
    if not shown:
        return whole, False
    if whole and len(whole) > len(stem) and whole.replace(" ", "").startswith(stem.replace(" ", "")):
        return _CUT.sub("", whole) if whole == shown else whole, False
    if whole and shown.endswith(whole) and _TAGS.fullmatch(shown[: -len(whole)]):
        return whole, False  # [某县][正在报名] in front of the title is the list's, not the entry's
    return shown, bool(stem) and stem != shown


def _row_date(pieces: Sequence[str], fields: Mapping[str, str], url: str) -> tuple[date | None, str]:
    if fields and (found := _date_of_fields(fields)):
        return found
    joined = " ".join(pieces)
    labelled = _LABELLED.search(joined) if "日期" in joined or "时间" in joined else None
    if labelled:
        found = _full_date(joined[labelled.end() :])
        if found:
            return found
    exact = next((piece for piece in reversed(pieces) if _is_date(piece)), "")
    found = _full_date(exact) or _full_date(joined)
    if found:
        return found
    day, raw = _split_date(pieces, url)
    return day, raw or (exact if _FULL.search(exact) else "")  # 2016-02-30 is no day, and still what the list says


def _date_of_fields(fields: Mapping[str, str]) -> tuple[date, str] | None:
    """The labelled date of a row. A table of letters dates each by its sending; the reply may stand beside it."""
    for label in _DATE_LABELS:
        value = fields.get(label)
        if value and (found := _full_date(value)):
            return found
    return _full_date(next((value for label, value in fields.items() if FACTS.get(label) is Fact.SENT), ""))


def _full_date(text: str) -> tuple[date, str] | None:
    match = _FULL.search(text)
    if match:
        day = parse_day(match.group())
        return (day, match.group()) if day else None
    if "年" in text and "月" in text and len(text) < 24:
        day = parse_day(text)
        return (day, text) if day else None
    return None


def _split_date(pieces: Sequence[str], url: str) -> tuple[date | None, str]:
    """Day and month (or month and year) in two tags, or a date without a year, which only the address can give."""
    days = [match for piece in pieces if (match := _DAY.match(piece))]
    months = [match for piece in pieces if (match := _YEAR_MONTH.match(piece))]
    if len(days) == 1 and len(months) == 1:
        raw = f"{months[0][1]}-{int(months[0][2]):02d}-{int(days[0][1]):02d}"
        return parse_day(raw), raw
    short = next((match for piece in pieces if (match := _MONTH_DAY.match(piece))), None)
    years = [match for piece in pieces if (match := _YEAR.match(piece))]
    if short and len(years) == 1:
        raw = f"{years[0][1]}-{int(short[1]):02d}-{int(short[2]):02d}"
        return parse_day(raw), raw
    if short:
        month, day, raw = int(short[1]), int(short[2]), short.group().strip("[]()（）【】 ")
    else:
        named = [match for piece in pieces if (match := _MONTH.match(piece))]
        if len(days) != 1 or len(named) != 1:
            return None, ""
        month, day = int(named[0][1]), int(days[0][1])
        raw = f"{month:02d}-{day:02d}"
    hint = day_in_url(url) if url else None
    if hint and (hint[0].month, hint[0].day) == (month, day):
        return hint[0], raw
    return None, raw


def _fields(pieces: Sequence[str]) -> dict[str, str]:
    """Labelled facts of a hover block: 索引号, 文号, 发布机构, …"""
    joined = " ".join(pieces)
    if ":" not in joined and "：" not in joined:
        return {}
    return {match[1]: match[2].strip() for match in _FIELD.finditer(joined) if match[2].strip()}


def _cells(row: HtmlElement, header: Sequence[str]) -> dict[str, str]:
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) != len(header):
        return {}
    return {
        label: value
        for label, cell in zip(header, cells, strict=True)
        if label and (value := squeeze(cell.text_content()))
    }


def _pinned_image(row: HtmlElement) -> bool:
    for image in row.iterdescendants("img"):
        told = f"{image.get('alt') or ''} {image.get('title') or ''} {image.get('src') or ''}".lower()
        if "置顶" in told or "zhiding" in told or "settop" in told:
            return True
    return False
