"""The home page has no link to the site's yearly form (政府网站工作年度报表).

What it sees
    Links and entries of the home page whose text names the form, and links to a column that holds it. Where the text
    names years, the newest must be the year before the monitoring point. Before the due day of a year the form of the
    year before that is enough.

Why it matters
    Every government site publishes the form in a prominent place of its home page; whoever looks for it looks there.

When it cannot tell
    The home page was not read to its end, or it has links that are pictures without a word: one may lead to the form.
    Years before the first form are not asked.

Example
    On 2019-02-01 a home page with “2017年政府网站工作年度报表” only: flagged. “网站工作年度报表” without a year: clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.page_marks import home_page
from crawler.identity import canonical_key

MESSAGES = {
    Verdict.FLAGGED: "首页没有{year}年政府网站工作年度报表的链接：{observed}。请在首页显著位置设置。",
    Verdict.CLEAR: "首页有政府网站工作年度报表的链接（{observed}）。",
    Verdict.UNSURE: "首页有没有{year}年政府网站工作年度报表的链接无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "{year}年度不要求政府网站工作年度报表（自{first}年度起）。",
}
_FORM = re.compile(r"网站(?:工作)?年度(?:工作)?报表|网站年报|网站年度报告|网站工作年报")
_YEAR = re.compile(r"20\d\d")


class YearlyFormNotOnHomeOptions(Options):
    """The first year that has a form, the day of the next year by which it is due, and the column that holds it."""

    first_year: int = Field(ge=2000)
    due_month: int = Field(ge=1, le=12)
    due_day: int = Field(ge=1, le=31)
    identity: str = "col.wr"


def judge(facts: SiteFacts, options: YearlyFormNotOnHomeOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    due = date(facts.as_of.year, options.due_month, options.due_day)
    year = facts.as_of.year - (1 if facts.as_of > due else 2)
    verdict, text = _judged(facts, options, year)
    home = home_page(facts)
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=text,
        threshold="首页显著位置有链接",
        evidence=(home.capture,) if home else (),
        year=year,
        first=options.first_year,
        reason=text,
    )


def _judged(facts: SiteFacts, options: YearlyFormNotOnHomeOptions, year: int) -> tuple[Verdict, str]:
    if year < options.first_year:
        return Verdict.NOT_APPLICABLE, "不要求"
    if facts.blind_since is not None and facts.blind_since.year < facts.as_of.year:
        return Verdict.UNSURE, f"抓取于{facts.blind_since}，早于监测时间点"
    columns = {
        canonical_key(column.url) for column in facts.columns if column.identity == options.identity and column.url
    }
    texts = [row.title for row in facts.home_listings] + [text for text, _ in facts.home_links]
    named = [text for text in texts if _FORM.search(text)]
    led_to = [text or url for text, url in facts.home_links if canonical_key(url) in columns]
    stated = [max(int(found) for found in _YEAR.findall(text)) for text in named if _YEAR.search(text)]
    if led_to or len(stated) < len(named) or any(found >= year for found in stated):
        return Verdict.CLEAR, f"“{(led_to or named)[0].strip()}”"
    home = home_page(facts)
    if not facts.home_read or (home is not None and not home.marks.whole):
        return Verdict.UNSURE, "首页没有读完整"
    silent = sum(not text.strip() for text, _ in facts.home_links)
    if silent:
        return Verdict.UNSURE, f"首页有{silent}个没有文字的图片链接，其中可能有"
    return Verdict.FLAGGED, f"只有{max(stated)}年的" if stated else "没有相关链接"


RULE = Rule("首页缺少网站年度报表链接", SubjectKind.SITE, YearlyFormNotOnHomeOptions, judge, MESSAGES)
