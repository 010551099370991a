"""Where a page states the facts of its article: the 索引号 block, and the lines around the title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.extract.block import Pair
from crawler.extract.body import is_end, is_prose
from crawler.extract.flow import Flow, Line
from crawler.extract.labels import WEAK, Fact
from crawler.extract.titles import Title

_CLOCK_WORDS = (
    r"今天是|今日是|现在是|(?:现在|当前|北京|系统|服务器)时间|页面生成|版权|Copyright|备案|ICP|农历|网站更新"
    r"|最后更新|建站时间|开通日期"
)
CLOCK = re.compile(rf"{_CLOCK_WORDS}|星期[一二三四五六日天]", re.I)
_SURE_CLOCK = re.compile(_CLOCK_WORDS, re.I)
TIME = re.compile(r"\d{1,2}[:：∶]\d{2}")
INFO_WORD = re.compile(r"来源|点击|浏览|阅读|字体|字号|作者|编辑|人气|访问量|次数|打印|发布|分享|视力保护")
_BAR_NAMES = (
    "作者 浏览次数 浏览量 点击数 点击次数 点击量 点击率 字体 字号 打印 分享 分享到 视力保护色 责任编辑 阅读次数"
    " 文章来源 稿件来源"
)
_BAR = frozenset(_BAR_NAMES.split())  # labels of the line under the title, which the block never has
# The line under the title never has these: where they stand near it, the text itself is made of labels (办事指南).
_TEXT_NAMES = "电话 联系电话 联系人 联系方式 邮箱 地址 传真 邮编 办理时间 受理时间 服务对象"
_OF_THE_TEXT = frozenset(_TEXT_NAMES.split())
_ABOVE, _BELOW = 8, 25  # how far from the title a line of facts may stand


def lines_of(pair: Pair) -> range:
    """The numbers of the lines a pair covers, label and value."""
    return range(pair.line, pair.last + 1)


def first_date_line(flow: Flow, pairs: Sequence[Pair]) -> int | None:
    """Where the line of facts under the title probably is: the first labelled 发布 date or 来源 that is no clock."""
    for wanted in ((Fact.PUBLISHED, Fact.UPDATED), (Fact.SOURCE,)):
        for pair in pairs:
            if pair.fact in wanted and pair.layout == "line" and believable(flow.lines[pair.line], pair):
                return pair.line
    return None


def believable(line: Line, pair: Pair) -> bool:
    """False for clocks, footers, links, and weak labels (日期, 时间) that stand in other text."""
    # A day of the week may stand behind a date that is labelled 发布时间; behind 时间 it is a clock's.
    told = INFO_WORD.search(line.compact) is not None
    clock = CLOCK if pair.label in WEAK and not told else _SURE_CLOCK
    if clock.search(line.plain) or (line.mostly_link and not signed_with_link(line)):
        return False
    if pair.label in WEAK and not (told or TIME.search(pair.value)):
        return len(line.compact) <= len(pair.label) + 16  # 日期：2016-03-10 and nothing else
    return pair.fact is Fact.SOURCE or len(pair.value) < 80


def signed_with_link(line: Line) -> bool:
    """True for a line of facts that has the site's name as a link: `<a>某县门户网站</a> 2018-04-19 17:32 来源：…`."""
    if line.element.tag in ("li", "td", "th", "dd"):
        return False
    return "来源" in line.compact and TIME.search(line.plain) is not None and line.linked <= 40


def zone_of(flow: Flow, title: Title, pairs: Sequence[Pair]) -> tuple[int, int]:
    """The lines in which an article states its own facts: around the title, up to the first running text."""
    if title.first is None or title.last is None:
        end = next((n for n, line in enumerate(flow.lines) if is_prose(line)), len(flow.lines))
        return 0, min(end, len(flow.lines))
    noted = {pair.line for pair in pairs if pair.fact in (Fact.PUBLISHED, Fact.SOURCE, Fact.UPDATED, Fact.ISSUED)}
    end = title.last + 1
    while end < min(len(flow.lines), title.last + _BELOW):
        if end not in noted and (is_prose(flow.lines[end]) or is_end(flow.lines[end])):
            break
        end += 1
    return max(0, title.first - _ABOVE), end


def _is_cell(pair: Pair) -> bool:
    return pair.layout == "cell"


def block_of(pairs: Sequence[Pair], title: Title) -> frozenset[int]:
    """The pairs of the 索引号 block: those that stand together with an 索引号, or with 文号 and an issuer."""
    groups: list[list[int]] = []
    bars = {pair.line for pair in pairs if pair.layout == "line" and pair.label in _BAR}
    for number, pair in enumerate(pairs):
        if pair.line in bars:
            continue
        before = pairs[groups[-1][-1]] if groups else None
        # A table of facts and the line under the title are two things, however near they stand.
        apart = before and title.last is not None and before.last < title.last < pair.line
        if before and not apart and pair.line - before.line <= 3 and _is_cell(pair) is _is_cell(before):
            groups[-1].append(number)
        else:
            groups.append([number])
    chosen: set[int] = set()
    for group in groups:
        facts = {pairs[n].fact for n in group}
        if Fact.INDEX_NO in facts or {Fact.DOC_NO, Fact.PUBLISHER} <= facts or {Fact.DOC_NO, Fact.WRITTEN} <= facts:
            chosen.update(n for n in group if not (pairs[n].fact is Fact.SOURCE and pairs[n].label == "来源"))
    return frozenset(chosen)


def info_of(flow: Flow, pairs: Sequence[Pair], zone: tuple[int, int]) -> frozenset[int]:
    """Pairs in the lines of facts around the title, clocks and links left out.

    A line that labels a publishing date together with a source is such a line wherever it stands, except in lists.
    What tells how to reach an office belongs to the text.
    """
    published = {pair.line for pair in pairs if pair.fact is Fact.PUBLISHED and pair.layout == "line"}
    sourced = {pair.line for pair in pairs if pair.fact is Fact.SOURCE}
    whole = {n for n in published & sourced if flow.lines[n].element.tag != "li" and not flow.lines[n].linked}
    return frozenset(
        number
        for number, pair in enumerate(pairs)
        if (zone[0] <= pair.line < zone[1] or pair.line in whole)
        and pair.label not in _OF_THE_TEXT
        and believable(flow.lines[pair.line], pair)
    )


def is_head(pair: Pair) -> bool:
    """True for a pair of the line of facts, behind which the text begins."""
    return pair.fact in (Fact.PUBLISHED, Fact.SOURCE, Fact.UPDATED) and pair.layout == "line"


def title_lines(title: Title) -> frozenset[int]:
    """The numbers of the lines that show the title."""
    if title.first is None or title.last is None:
        return frozenset()
    return frozenset(range(title.first, title.last + 1))
