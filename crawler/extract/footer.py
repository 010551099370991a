"""The foot of a page: 党政机关 mark, 网站标识码, ICP and police numbers, owner, contact, 找错 entry. Pure.

Read from the source, not from the tree: the marks are small, stand at the end, and some of them are written by script
(also percent-encoded in `document.write(unescape(…))`). Pages of one template have the same foot, which is read once.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from urllib.parse import parse_qs, unquote, urlsplit

from crawler.page import Page
from crawler.sight import Finder, Footer, FooterSeen

_TAIL = 24_000  # characters at the end in which the foot is looked for first
_GAP = 2_500  # between two words of one foot
_FRONT = 120  # before its first word
_BEHIND = 4_000  # behind its last word
_AROUND = 700  # around a script or picture of a mark that stands elsewhere

# A foot is where such words stand close together, with nothing behind them. Plain words are found in no time.
_WORDS = (
    "版权所有", "主办", "主 办", "承办", "ICP备", "ICP 备", "ICP证", "备案", "标识码", "公网安备", "技术支持",
    "opyright", "&copy;", "conac.cn", "_jiucuo_",
)  # fmt: skip
_STRONG = tuple(
    re.compile(word, re.I)
    for word in (r"版权所有|copyright|&copy;|©", r"ICP\s?[备证]", "标识码", "公网安备", r"conac\.cn", r"[主承]\s?办")
)
_WEAK = 1  # 主办 and 承办 stand in texts too
_SURE = 2  # so many of them, and the foot stands in the page itself
_LAST = 8_000  # characters of source that may stand behind a foot (scripts)
_NOT_SHOWN = re.compile(r"<!--.{0,6000}?-->|<(script|style|noscript)\b.{0,12000}?</\1\s*>", re.I | re.S)
_COMMENT = re.compile(r"<!--.{0,6000}?-->", re.S)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLANKS = re.compile(r"[\s\u00a0\u3000]+")

_ORGAN_LINK = re.compile(r"bszs\.conac\.cn/sitename\?method=show(?:&amp;|&|&#38;)id=[0-9a-f]{32}", re.I)
_ORGAN_SCRIPT = re.compile(r"dcs\.conac\.cn/js/", re.I)
_ORGAN_PICTURE = re.compile(
    r"<img\b[^>]{0,400}?(?:src\s?=\s?[\"']?[^\"'>\s]{0,200}?(?:conac|dzjg|jiguan)[^\"'>\s]{0,60}?\.(?:png|gif|jpe?g)|党政机关|事业单位)",
    re.I,
)
_COLOURS = ((re.compile(r"/?red\.png|党政机关", re.I), "red"), (re.compile(r"/?blue\.png|事业单位", re.I), "blue"))
_CODE = re.compile(r"标识码\s*(?:为|是)?\s*[:：]?\s*(?P<code>bm\d{8}|\d{10})(?!\d)", re.I)
_ICP = re.compile(r"[\u4e00-\u9fff]\s?ICP\s?[备证]\s?[（(]?\s?\d{5,10}\s?[)）]?\s?号?(?:\s?-\s?\d{1,3})?", re.I)
_POLICE = re.compile(r"[\u4e00-\u9fff]\s?公网安备\s?(?P<number>\d{11,14})\s?号?")
_POLICE_LINK = re.compile(r"beian\.(?:mps\.)?gov\.cn(?:[^\"'\s>]*?(?:recordcode|code)=(?P<number>\d{11,14}))?", re.I)
_OWNER = re.compile(r"主\s?办\s?(?:单\s?位|方)?\s?[:：]\s?(?P<name>[^\s:：|,，。;；]{2,40})|主\s?办\s?单\s?位")
_PHONE = re.compile(
    r"(?:电\s?话|热线|传真|Tel)[^\d]{0,12}[\d(（+][\d()（）\s*+—-]{5,}|(?<!\d)0\d{2,3}\s?[-—]\s?\d{7,8}(?!\d)", re.I
)
_ADDRESS = re.compile(r"(?:地\s?址|位于)\s?[:：]?\s?[\u4e00-\u9fff]{2}")
_EMAIL = re.compile(r"[\w.+-]+(?:@|＠|#|\(at\))[\w-]+\.[\w.-]{2,}|mailto:", re.I)
_FINDER_SCRIPT = re.compile(r"<script\b[^>]{0,400}?(?:id\s?=\s?[\"']?_jiucuo_|jiucuo\.js)[^>]{0,400}>", re.I)
_SITE_CODE = re.compile(r"sitecode\s*=\s*[\"']?(?P<code>\w+)", re.I)
_FINDER_LINK = re.compile(r"zfwzgl\.www\.gov\.cn/exposure/jiucuo\.html(?:\?(?P<query>[^\"'\s>]*))?", re.I)
_FINDER_OLD = re.compile(
    r"(?:zfwzxx\.www\.gov\.cn/check_web|pucha\.kaipuyun\.cn|/errorInfo/)[^\"'\s>?]*(?:\?(?P<query>[^\"'\s>]*))?", re.I
)
_FINDER_WORD = re.compile(r"(?:政府网站|我要|我来|为网站)找错|_span_jiucuo")
_SITEMAP = re.compile(r">\s*(?:网站|站点)(?:地图|导航)\s*<|站点地图|网站地图")
_STATEMENT = re.compile(r"(?:网站|版权|隐私|免责|法律|使用)(?:声明|保护|说明|条款)")

_SCRIPT_FILE = re.compile(r"<script\b[^>]{0,400}?\bsrc\s?=\s?[\"']?(?P<src>[^\"'\s>]{1,400})", re.I)
_FRAME = re.compile(r"<i?frame\b", re.I)
# Scripts that write nothing a visitor would call a mark: counters, libraries, players, sharing buttons.
_HARMLESS = re.compile(
    r"conac\.cn|jiucuo|hm\.baidu|cnzz|51\.la|google|analytics|stat(?:istic)?s?\b|count|tongji|hits|trace|track|piwik|sensors"
    r"|jquery|bootstrap|swiper|slide|superslide|layui|layer|vue|echarts|video|player|share|qrcode|pager?\b|page|lazy"
    r"|webdog|ctk|clipboard|modernizr|respond|html5|ie\d|polyfill|es\d|search|date|calendar|weather|marquee|scroll"
    r"|wza|barrier|accessib|canyou|dylexical|toolbar|gotop|backtop|animate|wow|print|font|voice|read|cookie|base64|md5",
    re.I,
)
_LOADED = re.compile(
    rb"(?:foot|bottom|banquan|copyright)[\w-]*[\"'`]?\s*\)?\s*\.(?:load|html|append|innerhtml)\b"
    rb"|(?:<script|<i?frame)\b[^>]{0,200}?src\s?=\s?[\"']?[^\"'\s>]{0,150}?(?:foot|bottom|banquan|copyright)"
)
_MOST_HINTS = 300  # of one word; style sheets speak of feet too
_LOADED_HINTS = (b"foot", b"bottom", b"banquan", b"copyright")
_INLINE = re.compile(r"<script\b[^>]{0,400}>(.{1,12000}?)</script", re.I | re.S)
_WRITES = re.compile(r"document\.write(?:ln)?\s*\(|\.innerHTML\s*=|\.(?:append|load)\(", re.I)
_YEAR = re.compile(r"getFullYear", re.I)


def read_footer(page: Page) -> Footer:
    """The marks of a page's foot, and how much of the foot was seen."""
    text = page.text
    start, end = _place(text)
    beside = "\n".join(
        text[max(0, place - _AROUND) : place + _AROUND]
        for word in ("conac.cn", "jiucuo")
        for place in (text.rfind(word, 0, start), text.find(word, end))
        if place >= 0 and not _commented(text, place)
    )
    inside = end + _LAST < len(text)  # the words stand in the page's text rather than at its end
    return _read(text[start:end], beside, inside or _is_loaded(page.lowered))


def _place(text: str) -> tuple[int, int]:
    """Where the foot begins and ends: around the words that stand together at the end of the source."""
    places = _places(text, max(0, len(text) - _TAIL))
    if not places:
        last = max(text.rfind(word) for word in _WORDS)
        places = _places(text, max(0, last - _TAIL)) if last >= 0 else []
    if not places:
        return len(text), len(text)
    first = places[-1]
    for place in reversed(places):
        if first - place > _GAP:
            break
        first = place
    begin = text.find("<", max(0, first - _FRONT), first)
    return (begin if begin >= 0 else first), min(len(text), places[-1] + _BEHIND)


def _places(text: str, base: int) -> list[int]:
    found: list[int] = []
    for word in _WORDS:
        place = text.find(word, base)
        while place >= 0:
            found.append(place)
            place = text.find(word, place + 1)
    return sorted(found)


def _is_loaded(lowered: bytes) -> bool:
    """True where a script or frame named after the foot may bring it, or more of it."""
    for hint in _LOADED_HINTS:
        place = -1
        for _ in range(_MOST_HINTS):
            place = lowered.find(hint, place + 1)
            if place < 0:
                break
            if _LOADED.search(lowered, max(0, place - 160), place + 60):
                return True
    return False


def _commented(text: str, place: int) -> bool:
    return text.rfind("<!--", max(0, place - 5000), place) > text.rfind("-->", max(0, place - 5000), place)


@lru_cache(maxsize=512)
def _read(foot: str, beside: str, loaded: bool) -> Footer:
    source = _written_out(_COMMENT.sub(" ", foot))
    marks = f"{source}\n{_written_out(_COMMENT.sub(' ', beside))}"
    shown = _BLANKS.sub(" ", unescape(_TAG.sub(" ", _NOT_SHOWN.sub(" ", foot))))
    code = _last(_CODE, shown)
    icp = _last(_ICP, shown)
    owner = _last(_OWNER, shown)
    organ = _organ_mark(marks)
    return Footer(
        seen=_seen(foot, source, loaded),
        organ_mark=organ,
        organ_colour=_colour(marks) if organ else None,
        code=code["code"].lower() if code else None,
        icp=_BLANKS.sub("", icp.group()) if icp else None,
        police=_police(shown, source),
        owner=(owner["name"] or "") if owner else None,
        phone=_PHONE.search(shown) is not None,
        address=_ADDRESS.search(shown) is not None,
        email=_EMAIL.search(shown) is not None or "mailto:" in source,
        finder=_finder(marks),
        sitemap=_SITEMAP.search(source) is not None,
        statement=_STATEMENT.search(shown) is not None,
    )


def _last(pattern: re.Pattern[str], shown: str) -> re.Match[str] | None:
    """The last match: in front of it may stand a text that speaks of other sites' numbers."""
    found = None
    for found in pattern.finditer(shown):  # noqa: B007 - the last one counts
        pass
    return found


def _seen(foot: str, source: str, loaded: bool) -> FooterSeen:
    found = [word.search(foot) is not None for word in _STRONG]
    strong = sum(found)
    if not any(found[:-_WEAK]):
        return FooterSeen.UNKNOWN
    if loaded or _FRAME.search(source):
        return FooterSeen.PART
    scripts = [match["src"] for match in _SCRIPT_FILE.finditer(source)]
    inline = [match[1] for match in _INLINE.finditer(foot) if _WRITES.search(match[1])]
    others = not all(map(_HARMLESS.search, scripts)) or not all(map(_writes_no_mark, inline))
    return FooterSeen.PART if others and strong < _SURE else FooterSeen.WHOLE


def _writes_no_mark(script: str) -> bool:
    return _HARMLESS.search(script) is not None or _YEAR.search(script) is not None


def _written_out(source: str) -> str:
    """The source with what scripts hold in percent-encoded form in plain words."""
    return unquote(source) if "%3C" in source or "%3c" in source else source


def _organ_mark(source: str) -> str | None:
    if _ORGAN_LINK.search(source):
        return "link"
    if _ORGAN_SCRIPT.search(source):
        return "script"
    return "image" if _ORGAN_PICTURE.search(source) else None


def _colour(source: str) -> str | None:
    found = {colour for pattern, colour in _COLOURS if pattern.search(source)}
    return found.pop() if len(found) == 1 else None


def _police(shown: str, source: str) -> str | None:
    match = _last(_POLICE, shown)
    if match:
        return _BLANKS.sub("", match.group())
    link = _POLICE_LINK.search(source)
    return (link["number"] or "") if link else None


def _finder(source: str) -> Finder | None:
    script = _FINDER_SCRIPT.search(source)
    if script:
        code = _SITE_CODE.search(script.group())
        return Finder("script", code["code"].lower() if code else None)
    for kind, pattern in (("link", _FINDER_LINK), ("old", _FINDER_OLD)):
        link = pattern.search(source)
        if link:
            query = parse_qs(unescape(link["query"] or ""))
            code_given = next(iter(query.get("site_code", ())), "").strip().lower()
            return Finder(kind, code_given or None, _host(next(iter(query.get("url", ())), "")))
    return Finder("old") if _FINDER_WORD.search(source) else None


def _host(url: str) -> str | None:
    """The host of the address that a link hands over, which may be encoded twice and lack its scheme."""
    address = unquote(url).strip()
    if not address:
        return None
    try:
        return (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower() or None
    except ValueError:
        return None
