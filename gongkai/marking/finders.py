"""Looking for one kind of place in the text of a page. Each finder gives the parts of the text that it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from urllib.parse import urljoin

from crawler.extract.personal import find_personal
from crawler.identity import canonical_key
from gongkai.marking.page_text import BREAK, PageText, Span, plain
from gongkai.marking.places import Place
from gongkai.marking.sought import Sought

MOST = 30  # parts of a page that are marked at most
_DIGITS = "〇一二三四五六七八九"
_SHORTEST = 8  # letters of a title that a list may have cut
_ELLIPSIS = r"\s?(?:…|\.{2,}|⋯)"
_ANSWER = re.compile(
    r"404|not found"
    r"|(?:页面|网页|文件|信息|您访问的[^\n]{0,9})?(?:不存在|找不到|未找到|已删除|已被删除|无法访问)[^\n]{0,9}",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"(?:暂无|没有|无|尚无)(?:相关|任何)?(?:信息|内容|数据|记录|文章)[^\n]{0,6}|(?:栏目|页面|网站|正在)?建设中[^\n]{0,6}|敬请期待|内容更新中"
    r"|(?:共|总计|合计) ?0 ?(?:条|篇|项|个)[^\n]{0,6}|处理中|办理中|待(?:回复|答复|处理|办理)|未(?:回复|答复|处理|办理)"
)
_NUMBERS = re.compile(
    r"[\u4e00-\u9fff()（）]{1,14}[〔\[(（【]?\d{4}[〕\])）】]?第?\d+号|\d{9}/\d{4}-\d{3,6}|[0-9A-HJ-NPQRTUWXY]{18}"
)
_NEAREST = re.compile(r"最接近的(?:栏目|是)?：([^。]+)")
_FOOT = re.compile(
    r"主办单位|主办[:：]|承办单位|版权所有|网站标识码|ICP备|公网安备|网站地图|联系我们|copyright", re.IGNORECASE
)
Finder = Callable[[PageText, Sought, str], list[Span]]


def phrase(page: PageText, words: str) -> list[Span]:
    """All places of a phrase, whatever its blanks, quotes, width and case."""
    letters = [letter for letter in plain(words) if letter != " "]
    if not letters:
        return []
    return _spans(page, " ?".join(map(re.escape, letters)))


def title(page: PageText, words: str) -> list[Span]:
    """The places of a title; where it stands nowhere whole, those of its beginning with an ellipsis behind it."""
    found = phrase(page, words)
    letters = [letter for letter in plain(words) if letter != " "]
    for length in range(len(letters) - 1, _SHORTEST - 1, -1):
        if found:
            break
        found = _spans(page, " ?".join(map(re.escape, letters[:length])) + _ELLIPSIS)
    return found


def day(page: PageText, wanted: date) -> list[Span]:
    """A day in all the ways in which pages write it; without its year only where it stands nowhere with it."""
    year, month, of_month = wanted.year, wanted.month, wanted.day
    full = (
        rf"(?<!\d){year} ?[-/.年] ?0?{month} ?[-/.月] ?0?{of_month}(?!\d) ?日?",
        rf"(?<!\d){year}{month:02}{of_month:02}(?!\d)",
        rf"{_in_chinese(year)}年{_small(month)}月{_small(of_month)}日".replace("〇", "[〇○零oO0]"),
    )
    short = (rf"(?<![\d/.-])(?:{year % 100:02}[-/.])?0?{month} ?[-/.月] ?0?{of_month}(?![\d/.-]) ?日?",)
    return _first(_all(page, full), lambda: _all(page, short))


def anchors(page: PageText, address: str | None, base: str) -> list[Span]:
    """The texts of the links to an address."""
    if not address:
        return []
    key = canonical_key(address)
    found = []
    for anchor in page.anchors:
        if anchor.end > anchor.start and canonical_key(_joined(base, anchor.href)) == key:
            found.append((anchor.start, anchor.end))
    return found


def _row(page: PageText, sought: Sought, base: str) -> list[Span]:
    found = anchors(page, sought.url, base) or title(page, sought.name)
    return [_with_day(page, span, sought) for span in found]


def _with_day(page: PageText, span: Span, sought: Sought) -> Span:
    """A row's title together with its day, where that stands close behind or before it."""
    near = page.text[span[1] : span[1] + 60]
    cut = near.find(BREAK, 1 + near.find(BREAK))
    found = _DAY_BEHIND.match(near if cut < 0 else near[:cut])
    return (span[0], span[1] + found.end()) if found else span


_DAY_BEHIND = re.compile(r"[\s\[\](（)）·|]*\d{2,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?[\])）]?")


def _dates(page: PageText, sought: Sought, _: str) -> list[Span]:
    observed = [span for each in sought.dates() for span in day(page, each)]
    return observed or [span for each in sought.all_dates() for span in day(page, each)]


def _title(page: PageText, sought: Sought, _: str) -> list[Span]:
    return title(page, sought.name)


def _link(page: PageText, sought: Sought, base: str) -> list[Span]:
    return anchors(page, sought.url, base) or anchors(page, sought.key, base) or phrase(page, sought.name)


def _phrases(page: PageText, sought: Sought, _: str) -> list[Span]:
    found = (phrase(page, each) for each in sought.quoted())
    return next((spans for spans in found if spans), [])


def _values(page: PageText, sought: Sought, _: str) -> list[Span]:
    words = [re.sub(r"\s*\d+(?:次|处|个|条)$", "", each) for each in re.split(r"[、；;,，]", sought.observed)]
    return [span for each in words if len(each) > 1 for span in phrase(page, each.strip("“”《》等 "))]


def _numbers(page: PageText, sought: Sought, _: str) -> list[Span]:
    named = [each for source in (sought.observed, sought.label, sought.message) for each in _NUMBERS.findall(source)]
    found = [span for each in dict.fromkeys(named) for span in phrase(page, each)]
    if found or not sought.label:
        return found
    series = " ?".join(re.escape(letter) for letter in plain(sought.label) if letter != " ")
    return _spans(page, series + r" ?第? ?\d+ ?号?")


def _persons(page: PageText, _: Sought, __: str) -> list[Span]:
    upper = page.text.upper() if len(page.text.upper()) == len(page.text) else page.text
    return [(number.start, number.end) for number in find_personal(upper) if not number.contact]


def _nearest(page: PageText, sought: Sought, _: str) -> list[Span]:
    named = _NEAREST.search(sought.message)
    return [span for each in named[1].split("、") for span in phrase(page, each.strip("“”"))] if named else []


def _head(page: PageText, sought: Sought, _: str) -> list[Span]:
    """Whichever of the names in the message stands on this page last: behind the menus, in the trail or the heading."""
    names = [each.rpartition("/")[2] for each in re.split(r"[、：:“”；]", sought.message) if 1 < len(each) < 60]
    found = [spans[-1] for each in names if (spans := phrase(page, each))]
    return [max(found)] if found else []


def _name(page: PageText, sought: Sought, _: str) -> list[Span]:
    """The name of a column where the page is about it: the last place, behind the menus."""
    return phrase(page, sought.name)[-1:]


def _foot(page: PageText, _: Sought, __: str) -> list[Span]:
    found = list(_FOOT.finditer(page.text))
    return [page.block(found[-1].start())] if found else []


def _pattern(pattern: re.Pattern[str], page: PageText, _: Sought, __: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(page.text)][:3]


FINDERS: dict[Place, Finder] = {
    Place.DATE: _dates,
    Place.ROW: _row,
    Place.LINK: _link,
    Place.TITLE: _title,
    Place.NAME: _name,
    Place.PHRASE: _phrases,
    Place.VALUE: _values,
    Place.NUMBER: _numbers,
    Place.PERSON: _persons,
    Place.ANSWER: partial(_pattern, _ANSWER),
    Place.STATE: partial(_pattern, _STATE),
    Place.NEAREST: _nearest,
    Place.FOOT: _foot,
    Place.HEAD: _head,
}


def _spans(page: PageText, pattern: str) -> list[Span]:
    return [match.span() for _, match in zip(range(MOST), re.finditer(pattern, page.text), strict=False)]


def _all(page: PageText, patterns: Iterable[str]) -> list[Span]:
    return [span for pattern in patterns for span in _spans(page, pattern)]


def _first(found: list[Span], otherwise: Callable[[], list[Span]]) -> list[Span]:
    return found or otherwise()


def _joined(base: str, href: str) -> str:
    try:
        return urljoin(base, href.strip())
    except ValueError:
        return href


def _in_chinese(year: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(year))


def _small(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
