"""Which form a report follows and which year it is about, with what speaks for it and what against."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reports.audit.facts import facts_of
from reports.audit.paper import Paper
from reports.audit.tables.kinds import TableKind, edition_by_fields, kinds_of
from reports.audit.wording import compact
from reports.forms import StatForm, form_of_year, forms

NARRATIVE = "narrative-2008"
FORMS_IN_CHINESE = {
    NARRATIVE: "2008—2013年的文字报告",
    "stats-2014": "2014—2018年的报告（附政府信息公开情况统计表）",
    "oia-2019": "2019年试行格式（六个部分、三张表）",
    "oia-2021": "2021年格式（六个部分、三张表）",
}
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年?度?")
_CHINESE_YEAR = re.compile("(?:二[〇○零]|2[〇○零])[〇○零一二三四五六七八九]{2}")
_OTHER_PERIOD = re.compile(r"(20\d\d)[年.]1[月.]1(?!\d)日?.{0,16}?(?:(20\d\d)[年.])?12[月.]31")
_OWN = re.compile(r"(20\d\d)年?度?[^，。；]{0,40}?(?:信息公开|政务公开)[^，。；]{0,12}(?:年度?报告|年报)")
_MENTIONED = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a report is. `form` None where nothing tells; `evidence` and `doubts` in Chinese."""

    form: str | None
    year: int | None
    evidence: tuple[str, ...]
    doubts: tuple[str, ...]
    title_year: int | None
    period_years: tuple[int, ...]  # as stated: one, or two that differ

    @property
    def statistics(self) -> StatForm | None:
        """The form's tables, None for a form without."""
        return forms().get(self.form) if self.form else None


def with_digits(text: str) -> str:
    """Text without blanks, years in digits: 二〇一六年 → 2016年."""
    return _CHINESE_YEAR.sub(lambda found: found[0].translate(_DIGITS), compact(text))


def recognise(paper: Paper, *, year: int | None = None) -> Recognised:
    """The form and year of a report. `year` is what a person says it is; it wins."""
    text = [with_digits(line.text) for line in paper.lines()]
    title = _years(_YEAR, [with_digits(paper.title)])
    period = _period(paper)
    own = _years(_OWN, text[:5])
    evidence = [f"标题写的是{title[0]}年"] if title else []
    evidence += [f"统计期限是{'至'.join(map(str, period))}年"] if period else []
    evidence += [f"开头说明是{own[0]}年度的报告"] if own and not title else []
    stated = year or _first(title) or _first(own) or _first(period) or _guessed(text)
    if stated and not (year or title or own or period):
        evidence.append(f"正文多次提到{stated}年")
    form, more, doubts = _form(paper, stated, text)
    title_year = _first(title) or _first(own)
    if title_year and period and set(period) != {title_year}:
        doubts.append(f"标题是{title_year}年，统计期限是{'至'.join(map(str, period))}年")
    if paper.published is not None:
        evidence.append(f"页面上的发布日期是{paper.published}")
    return Recognised(form, stated, (*evidence, *more), tuple(doubts), title_year, period)


def _years(pattern: re.Pattern[str], texts: Iterable[str]) -> list[int]:
    return [int(found[1]) for text in texts if (found := pattern.search(text))]


def _period(paper: Paper) -> tuple[int, ...]:
    """The years of the statistical period: from a first of January to a 31 December."""
    told = [fact for fact in facts_of(paper) if fact.name.startswith("period.")]
    days = [fact.value for fact in told if fact.value.endswith(("-01-01", "-12-31"))]
    years = tuple(dict.fromkeys(int(day[:4]) for day in days))
    if years:
        return years
    lead = "".join(with_digits(line.text) for line in list(paper.lines())[:4])
    found = _OTHER_PERIOD.search(lead)
    return tuple(dict.fromkeys(int(one) for one in found.groups() if one)) if found else ()


def _first(years: Iterable[int]) -> int | None:
    return next(iter(years), None)


def _guessed(texts: Iterable[str]) -> int | None:
    """The year that is mentioned most, if it is mentioned more than once."""
    counted = Counter(int(one) for text in texts for one in _MENTIONED.findall(text))
    year, times = max(counted.items(), key=lambda pair: pair[1], default=(None, 0))
    return year if times > 1 else None


def _form(paper: Paper, year: int | None, text: list[str]) -> tuple[str | None, list[str], list[str]]:
    """The form with evidence and doubts: tables tell more than years, years more than headings."""
    by_year = _by_year(year)
    told = kinds_of(paper)
    kinds = {kind for _, kind in told if kind is not None}
    evidence: list[str] = []
    doubts: list[str] = []
    if by_year == NARRATIVE and kinds <= {TableKind.STATS}:
        form: str | None = NARRATIVE
        evidence.append("附有统计表，2013年以前各地的表格不同，不按格式核对" if kinds else "没有表格，按年份认定格式")
    elif TableKind.STATS in kinds:
        evidence.append("有政府信息公开情况统计表")
        form = "stats-2014"
    elif kinds:
        evidence.append(f"有表{'、表'.join(sorted(str(kind)[1:] for kind in kinds))}的格式")
        editions = [edition_by_fields(grid) for grid, kind in told if kind is TableKind.T1]
        edition = next((one for one in editions if one), None)
        if edition:
            evidence.append(f"表1的列是{FORMS_IN_CHINESE[edition]}的")
        form = edition or (by_year if by_year in ("oia-2019", "oia-2021") else "oia-2021")
    else:
        form = by_year or _by_headings(text)
        evidence += ["没有表格，按年份认定格式"] if by_year else ["按各部分的标题认定格式"] if form else []
    if by_year is not None and form != by_year:
        doubts.append(f"{year}年的报告应当是{FORMS_IN_CHINESE[by_year]}，表格却是{FORMS_IN_CHINESE[form or by_year]}")
    return form, evidence, doubts


def _by_year(year: int | None) -> str | None:
    if year is None:
        return None
    found = form_of_year(year)
    return found.id if found else NARRATIVE if 2008 <= year <= 2013 else None


def _by_headings(text: list[str]) -> str | None:
    heads = [line for line in text if len(line) <= 45]
    if any("收到和处理" in head for head in heads):
        return "oia-2021"
    return NARRATIVE if any("依申请公开" in head or "主动公开" in head for head in heads) else None
