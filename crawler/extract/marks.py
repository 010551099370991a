"""The marks of a page: the national meta tags, the foot, the name in the head, and pages that are being built. Pure.

Runs on every page of a crawl: each part first asks whether the source holds its words at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from crawler.dates import parse_day
from crawler.extract.flow import plain
from crawler.extract.footer import read_footer
from crawler.model import Candidate, Reading
from crawler.page import Page
from crawler.sight import ALL_TAGS, Footer, FooterSeen, PageMarks, TimeForm

_TAG_PLACE = {tag: place for place, tag in enumerate(ALL_TAGS)}
_TEMPLATE_WORDS = {
    "sitename": ("网站名称", "政府网站名称"),
    "sitedomain": ("网站域名", "政府网站域名", "www.xxx.gov.cn"),
    "siteidcode": ("网站标识码", "政府网站标识码", "标识码"),
    "columnname": ("栏目名称",),
    "columndescription": ("栏目描述", "栏目说明"),
    "columnkeywords": ("栏目关键词", "栏目关键字"),
    "columntype": ("栏目类别", "栏目类型"),
    "articletitle": ("标题", "文章标题", "信息标题"),
    "pubdate": ("发布时间", "发布日期", "发稿时间"),
    "contentsource": ("来源", "信息来源", "稿件来源", "文章来源"),
    "keywords": ("关键词", "关键字"),
    "description": ("摘要", "描述", "内容摘要"),
    "author": ("作者",),
    "image": ("题图", "图片"),
    "url": ("网页地址", "链接地址"),
}
_UNFILLED = re.compile(
    r"^(?:\{[^}]*\}+|\$\{?[\w.]+\}?|#\{[^}]*\}|<%.*%>|\[!?--.*--\]|%[\w.]+%|\[\w+:[^\]]*\]|x{3,})$", re.I
)
_LONGEST_NAME = 40

_MINUTE = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d[ \u00a0\u3000]+\d\d:\d\d(?P<seconds>:\d\d)?(?![\d:])")
_DATE = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
_CLOCK = re.compile(r"\d{1,2}\s?[:：时点]\s?\d{1,2}")
_TIMED = (TimeForm.MINUTE, TimeForm.SECONDS)
_VISIBLE = ("line", "display", "block", "issued")  # labels of dates that a visitor sees, the surest first

_HEAD_AREA = 9_000  # characters of source behind `<body` in which the head area is
_FOOT = re.compile(
    r"主办单位|主办[：:]|承办单位|版权所有|网站标识码|copyright", re.I
)  # on a small page the foot is near
_SAID = re.compile("[<>\"']")
_BESIDE_NAME = 10  # characters: 欢迎访问…官方网站！
_BUILDING_WORDS = ("建设中", "敬请期待", "正在建设", "正在制作", "under construction")
_BUILDING = re.compile(
    r"(?:正在|尚在)?(?:建设|制作|完善|整理)(?:之)?中|敬请期待|正在(?:建设|制作)|under construction", re.I
)
_BUILDING_LINE = 40  # characters; a longer line tells of something that is being built
_LITTLE = 300  # characters of text outside links: a page that says more has a content


def read_marks(page: Page, reading: Reading, names: Sequence[str] = ()) -> PageMarks | None:
    """The marks of an HTML page; None for data and fragments. `names`: what the site is called."""
    if not (page.says("<html") or page.says("<body")):
        return None
    values = _meta(page)
    full = {name: value for name, value in values.items() if value}
    article = reading.article
    title = article.title if article is not None else None
    visible = _visible(article.candidates) if article is not None else None
    site_name = full.get("sitename")
    if site_name is not None and (len(site_name) > _LONGEST_NAME or site_name == title):
        site_name = None  # the template has something else there, on every page another thing
    ends = page.says("</html") or page.says("</body")
    return PageMarks(
        tags=_ordered(full),
        empty=_ordered(name for name, value in values.items() if not value),
        placeholders=_ordered(name for name, value in full.items() if _is_placeholder(name, value)),
        site_name=site_name,
        site_domain=_domain(full.get("sitedomain")),
        site_code=full["siteidcode"].lower()[:_LONGEST_NAME] if "siteidcode" in full else None,
        pub_form=form_of(full["pubdate"]) if "pubdate" in full else None,
        pub_agrees=_agrees(full.get("pubdate"), article.candidates) if article is not None else None,
        time_form=form_of(visible.raw) if visible is not None else None,
        name_shown=_shown_in_head(page, [*names, site_name or ""]),
        building=_is_building(page, reading),
        whole=ends,
        footer=_footer(page, whole=ends),
        kind=reading.kind,
    )


def _footer(page: Page, *, whole: bool) -> Footer:
    footer = read_footer(page)
    if whole or footer.seen is not FooterSeen.WHOLE:
        return footer
    return Footer(**{name: getattr(footer, name) for name in Footer.__slots__ if name != "seen"}, seen=FooterSeen.PART)


def _meta(page: Page) -> dict[str, str]:
    """Contents of the known tags by name in lower case; of several the first that is not blank."""
    found: dict[str, str] = {}
    for tag in page.tree.iter("meta"):
        name = (tag.get("name") or "").strip().lower()
        if name in _TAG_PLACE and not found.get(name):
            found[name] = plain(tag.get("content") or "")
    return found


def _ordered(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=_TAG_PLACE.__getitem__))


def _is_placeholder(name: str, value: str) -> bool:
    return value in _TEMPLATE_WORDS[name] or _UNFILLED.match(value) is not None


def _domain(value: str | None) -> str | None:
    """The host that SiteDomain names, whatever else is written around it."""
    if value is None or len(value) > 100:
        return None
    try:
        host = urlsplit(value if "//" in value else f"//{value}").netloc.lower()
    except ValueError:
        return None
    return host or None


def form_of(written: str) -> TimeForm:
    """How a moment is written, wherever it stands in the text."""
    match = _MINUTE.search(written)
    if match:
        return TimeForm.SECONDS if match["seconds"] else TimeForm.MINUTE
    return TimeForm.DATE if _DATE.search(written) and not _CLOCK.search(written) else TimeForm.OTHER


def _visible(candidates: Sequence[Candidate]) -> Candidate | None:
    """The date of publication as a visitor sees it; of several the one with the time, which answers for all of them."""
    shown = [entry for entry in candidates if entry.fact == "published" and entry.label in _VISIBLE and entry.value]
    return min(shown, key=lambda entry: (form_of(entry.raw) not in _TIMED, _VISIBLE.index(entry.label)), default=None)


def _agrees(pub_date: str | None, candidates: Sequence[Candidate]) -> bool | None:
    """True where PubDate's day is one that the page shows as its day of publication; None where one of both is not."""
    day = parse_day(pub_date) if pub_date else None
    shown = {entry.value for entry in candidates if entry.fact == "published" and entry.label in _VISIBLE}
    shown.discard(None)
    return day.isoformat() in shown if day is not None and shown else None


def _shown_in_head(page: Page, names: Sequence[str]) -> bool | None:
    text = page.text
    start = text.find("<body")
    area = _FOOT.split(text[max(0, start) : max(0, start) + _HEAD_AREA], maxsplit=1)[0]
    found = [name for name in names if len(name) > 3 and name in area]
    if not found:
        return None
    return True if any(_names(words, name) for name in found for words in _SAID.split(area)) else None


def _names(words: str, name: str) -> bool:
    """True where a text or an attribute says the name and little else, unlike the title of an article."""
    beside = "".join(words.replace(name, "", 1).split())
    return name in words and len(beside) <= _BESIDE_NAME and "关于" not in beside


def _is_building(page: Page, reading: Reading) -> bool:
    if not any(map(page.says, _BUILDING_WORDS)) or (reading.listing is not None and reading.listing.rows):
        return False
    length, said = 0, False
    for text in page.tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::a)]"):
        line = " ".join(text.split())
        length += len(line)
        said = said or (len(line) <= _BUILDING_LINE and _BUILDING.search(line) is not None)
    return said and length <= _LITTLE
