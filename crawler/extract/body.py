"""Where the text of an article begins and ends, and what it says at its edges (文号 on top, date at the foot)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lxml.html import HtmlElement

from crawler.dates import find_days
from crawler.extract.flow import Flow, Line, joined

_KNOWN_NAMES = (
    "zoom zoomcon trs_editor trs_ueditor trs_editor_view custom_unionstyle ucap-content v_news_content"
    " vsb_content vsb_content_2 vsb_content_4 vsb_content_501 pages_content article-content"
    " articlecontent article_content artcontent newscontent news_content newstext detailcontent"
    " detail-content detail_content contenttext content_text textbox text_content concen_04 tzxq"
    " conert_nr nr_con articlecon article_con art_con news_con xxgk_content easysite-news-text"
    " info_content contentbox news-content article-body articlebody view_content xl_content bt-content"
    " zw_content"
)
_KNOWN = frozenset(_KNOWN_NAMES.split())
_HARDLY_ANY = 60.0  # weight of a page that shows a picture or a file and some buttons
_LEAST = 5.0
_SENTENCE_SIGN = re.compile("[，。；！？]")  # headings and lines of facts have colons too
_PROSE_SIGN = re.compile("[，。；：、！？]")
# Without re.I, and each branch with a letter in front: so `re` looks at the first letters only.
_FOOT = re.compile(
    r"版权所有|主办单位\s*[：:]|ICP备|icp备|Icp备|网站标识码|公网安备|技术支持|[Cc]opyright|COPYRIGHT|CopyRight|您是第\S*位|网站地图"
)
_CONTACT = re.compile(
    r"地址[：:].{2,60}(?:电话|邮编)|网站\S{0,4}更新|最后\S{0,4}更新|本页\S{0,4}更新|建站时间|页面生成|开通日期"
)
_TRAILER = re.compile(
    r"^[【\[（(\s]*(?:上一篇|下一篇|上一条|下一条|上篇|下篇|相关(?:新闻|链接|文章|信息|稿件|阅读|文档|附件|推荐|解读|报道)"
    r"|分享|打印|关闭|我要打印|返回|扫一扫|手机扫|用微信|责任编辑|网站编辑|编辑\s*[：:]|版权与免责|免责声明|网友评论"
    r"|您访问的链接|相关文件|推荐阅读|热点|字体|收藏|微信|附件信息[：:]?$|浏览次数)"
)
_TRAILER_FIRST = frozenset("【[（(上下相分打关我返扫手用责网编版免您推热字收微附浏延")
_END = re.compile(r"^[【\[（(\s]*(?:[上下]一[篇条]|[上下]篇|相关\S{2}|推荐阅读|热点|网友评论|延伸阅读)")
_DATE_ONLY = re.compile(
    r"^[（(]?\s*(?P<date>[\d〇○◯零ＯO一二三四五六七八九十廿卅０-９]{4,12}\s*[年\-./].{2,14}?)[）)]?$"
)
_ORGAN_DATE = re.compile(
    r"^\S{2,30}?(?:局|府|委|办|会|厅|部|院|处|站|中心|公司|组|队|室|所|校|馆|署|科)[\s　]+(?P<date>\S.{5,16})$"
)
_TOP_DATE = re.compile(r"^[（(].{5,16}[）)]$")
_YEAR = r"[〔﹝［\[（(【]\s?(?:19|20)\d\d\s?[〕﹞］\]）)】]"
_DOC_NO = rf"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z\d]{{0,19}}\s?{_YEAR}\s?(?:第\s?)?\d{{1,5}}\s?号"
_ANNOUNCED = (  # 某总局公告2021年第5号, 某部令第108号
    r"[\u4e00-\u9fff]{2,40}(?:公告|通告|令)\s?(?:[（(]?(?:19|20)\d\d\s?年[）)]?\s?)?第\s?\d{1,5}\s?号"
)
_DOC_NO_LINE = re.compile(rf"^[（(]?\s*(?P<no>{_DOC_NO}|{_ANNOUNCED})\s*[）)]?$")
DOC_NO_IN_TITLE = re.compile(rf"[（(](?P<no>{_DOC_NO})[）)]\s*$")


@dataclass(frozen=True, slots=True)
class Body:
    """The lines from `start` to `end` (not included) are the article's text."""

    start: int
    end: int
    container: HtmlElement | None


@dataclass(frozen=True, slots=True)
class Signature:
    """A date that stands alone in the text: the day the document was written."""

    day: date
    raw: str


def is_prose(line: Line) -> bool:
    """True for a line of running text, as opposed to a heading, a menu or a line of facts."""
    return len(line.compact) >= 30 and not line.mostly_link and _SENTENCE_SIGN.search(line.compact) is not None


def find_body(flow: Flow, after: int | None, facts: frozenset[int] = frozenset()) -> Body:
    """The article's text: a container known by name, else the one with most prose, after the title and date lines.

    The container grows to its parents as long as they hold neither the title nor a footer, so that a table and
    the sentences around it stay together. `facts` are lines of labels and values, which are no text.
    """
    head = -1 if after is None else after
    weights = _weights(flow.lines, head, facts)
    container = _known(flow, weights, head)
    if container is None:
        container = _densest(flow, weights)
    if container is None:
        return Body(head + 1, head + 1, None)
    container = _grown(flow, container, head, facts)
    start, end = flow.spans[container]
    start = max(start, head + 1)
    return Body(start, max(start, _cut(flow.lines, start, end, facts)), container)


def text_of_body(flow: Flow, body: Body, leave_out: frozenset[int]) -> str:
    """The text of the article, a line a paragraph, without the lines of facts."""
    return joined(
        line for number, line in enumerate(flow.lines[body.start : body.end], body.start) if number not in leave_out
    )


def signature(flow: Flow, body: Body) -> Signature | None:
    """The date under the text: alone on its line, or behind the organ's name; failing that, in brackets on top."""
    top: Signature | None = None
    seen_text = False
    for line in flow.lines[body.start : body.end]:
        text = line.plain
        if is_prose(line):
            seen_text = True
            continue
        if len(text) > 50:
            continue
        match = _DATE_ONLY.match(text) or _ORGAN_DATE.match(text)
        day = _whole_day(match["date"]) if match else None
        if day is None or match is None or _in_table(line.element, body.container):
            continue
        found = Signature(day, match["date"])
        if seen_text:
            return found
        if _TOP_DATE.match(text) or _DATE_ONLY.match(text):
            top = top or found
    return top


def doc_no_at_head(flow: Flow, body: Body, title_last: int | None, facts: frozenset[int]) -> str | None:
    """A 文号 that has a line of its own among the first lines of the text or right under the title."""
    start = body.start if title_last is None else min(body.start, title_last + 1)
    looked_at = 0
    for number in range(start, len(flow.lines)):
        line = flow.lines[number]
        if number in facts or _in_table(line.element, body.container):
            continue
        match = _DOC_NO_LINE.match(line.plain)
        if match:
            return match["no"]
        looked_at += 1
        if looked_at > 8 or is_prose(line):
            return None
    return None


def _whole_day(text: str) -> date | None:
    """A day that is all there is: 2016年3月5日起 is none."""
    found = next(find_days(text.strip()), None)
    if found is None:
        return None
    day, raw, start = found
    return day if start == 0 and len(text.strip()) - len(raw) <= 1 else None


def _in_table(element: HtmlElement, container: HtmlElement | None) -> bool:
    """True inside a table that is itself part of the text (a layout table that holds the text does not count)."""
    current: HtmlElement | None = element
    while current is not None and current is not container:
        if current.tag in ("td", "th") and (current.getnext() is not None or current.getprevious() is not None):
            return True
        current = current.getparent()
    return False


def _is_foot(line: Line) -> bool:
    return len(line.compact) < 400 and _FOOT.search(line.plain) is not None


def _is_trailer(line: Line) -> bool:
    return len(line.compact) < 60 and line.compact[0] in _TRAILER_FIRST and _TRAILER.match(line.plain) is not None


def is_end(line: Line) -> bool:
    """True for a line behind which nothing of the article stands: 上一篇, 相关新闻, a footer."""
    near = len(line.compact) < 60 and line.compact[0] in _TRAILER_FIRST
    return (near and _END.match(line.plain) is not None) or _is_foot(line)


def _weights(lines: Sequence[Line], head: int, facts: frozenset[int]) -> list[float]:
    """Running totals of how much text each line adds; links, footers and what precedes the title add nothing."""
    totals = [0.0]
    for number, line in enumerate(lines):
        weight = 0.0
        if (
            number > head
            and number not in facts
            and not line.mostly_link
            and not _is_foot(line)
            and not _is_trailer(line)
            and not _CONTACT.search(line.plain)
        ):
            size = len(line.compact)
            weight = size if _PROSE_SIGN.search(line.compact) else size * 0.3
        totals.append(totals[-1] + weight)
    return totals


def _known(flow: Flow, weights: Sequence[float], head: int) -> HtmlElement | None:
    """The container known by name that holds most text; one without text only where the page has hardly any."""
    best, most = None, -1.0
    for element, (start, end) in flow.spans.items():
        weight = weights[end] - weights[start]
        if weight <= most or (end <= head and weight <= 0):
            continue
        name, names = element.get("id"), element.get("class")
        if not name and not names:
            continue
        if not _KNOWN.isdisjoint(f"{name or ''} {names or ''}".lower().split()):
            best, most = element, weight
    total = weights[-1]
    return best if most * 4 > total or total < _HARDLY_ANY else None


def _densest(flow: Flow, weights: Sequence[float]) -> HtmlElement | None:
    """The container with most text of its own, counting a part of what its inner containers hold."""
    scores: dict[HtmlElement, float] = {}
    inner: dict[HtmlElement, float] = {}
    for element, (start, end) in flow.spans.items():  # inner containers come first
        whole = weights[end] - weights[start]
        own = whole - inner.get(element, 0.0)
        scores[element] = own + scores.get(element, 0.0)
        parent = element.getparent()
        while parent is not None and parent not in flow.spans:
            parent = parent.getparent()
        if parent is not None:
            inner[parent] = inner.get(parent, 0.0) + whole
            scores[parent] = scores.get(parent, 0.0) + 0.6 * scores[element]
    best = max(scores, key=lambda element: scores[element], default=None)
    return best if best is not None and scores[best] >= _LEAST else None


def _grown(flow: Flow, container: HtmlElement, head: int, facts: frozenset[int]) -> HtmlElement:
    while True:
        parent = container.getparent()
        while parent is not None and parent not in flow.spans:
            parent = parent.getparent()
        if parent is None or parent.tag == "body":
            return container
        start, end = flow.spans[parent]
        inner_start, inner_end = flow.spans[container]
        added = [flow.lines[n] for n in (*range(start, inner_start), *range(inner_end, end)) if n not in facts]
        if start <= head or any(line.mostly_link or _is_foot(line) for line in added):
            return container
        container = parent


def _cut(lines: Sequence[Line], start: int, end: int, facts: frozenset[int]) -> int:
    """Where the text really ends: before 上一篇, 打印, 相关新闻 or a footer.

    A bar of buttons in front of the text ends nothing, 上一篇 does; buttons and nothing else are no text.
    """
    begun = False
    for number in range(start, end):
        line = lines[number]
        if number in facts:
            continue
        trailer = _is_trailer(line)
        if is_end(line) or (trailer and begun):
            return number if begun else start
        begun = begun or not trailer
    return end if begun else start
