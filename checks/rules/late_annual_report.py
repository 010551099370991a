"""The annual report on disclosure of the past year was published late, or is not there.

What it sees
    In columns that hold the annual reports (or anywhere on the site, by title): the report for the year before the
    monitoring point and the day it was published, against the due day of the clause.

Why it matters
    Every organ must publish it by a day the regulation names: 31 March under the text of 2008, 31 January for
    departments under the text of 2019.

When it cannot tell
    The report shows no publishing date; or none was found and the report columns, or the site, were not seen whole.
    Before the due day there is nothing to judge.

Example
    “2015年政府信息公开工作年度报告” published 2016-04-20, due 2016-03-31: flagged. Published 2016-03-31: clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "{year}年政府信息公开年度报告{how}，应在{due}前公布。{advice}",
    Verdict.CLEAR: "{year}年政府信息公开年度报告已于{published}公布(“{subject}”)，期限是{due}。",
    Verdict.UNSURE: "{year}年政府信息公开年度报告是否按期公布无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "{year}年政府信息公开年度报告的公布期限({due})在监测时间点之后。",
}
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_REPORT = re.compile(r"(?:年度报告|年报)(?:全文)?[)】》”]*")
_OTHER_REPORT = re.compile(r"网站(?:工作)?年(?:度|报)|决算|预算|编制|通知")


class LateAnnualReportOptions(Options):
    """The day of the following year by which the report is due (that day is still in time)."""

    due_month: int = Field(ge=1, le=12)
    due_day: int = Field(ge=1, le=31)
    identities: tuple[str, ...] = ("oip.report",)


def judge(facts: SiteFacts, options: LateAnnualReportOptions) -> Iterator[Judgement]:
    """One judgement: on the report of the last year whose due day has passed, if it is of this year."""
    year = facts.as_of.year - 1
    due = date(facts.as_of.year, options.due_month, options.due_day)
    if facts.as_of <= due:
        yield _say(facts, Verdict.NOT_APPLICABLE, _absent(facts, year), year, due)
        return
    reports = _reports(facts, options, year)
    dated = sorted((item for item in reports if item.published_on), key=lambda item: (item.published_on, item.id))
    if dated:
        first = dated[0]
        on_time = first.published_on is not None and first.published_on <= due
        yield _say(facts, Verdict.CLEAR if on_time else Verdict.FLAGGED, facts.item_subject(first), year, due, first)
    elif reports:
        subject = facts.item_subject(reports[0])
        yield _say(facts, Verdict.UNSURE, subject, year, due, reports[0], "找到了报告，但没有读到公布日期")
    elif facts.content_whole and facts.blind_since is None:
        yield _say(facts, Verdict.FLAGGED, _absent(facts, year), year, due)
    else:
        reason = facts.why_not_whole if not facts.content_whole else "抓取早于监测时间点"
        yield _say(facts, Verdict.UNSURE, _absent(facts, year), year, due, reason=f"没有找到，但{reason}")


def _reports(facts: SiteFacts, options: LateAnnualReportOptions, year: int) -> list[ItemRow]:
    """Items that are the report of that year: those in the report columns, else those whose full title says so."""
    homes = {column.path for column in facts.columns if column.identity in options.identities}
    inside, outside = [], []
    for item in facts.items.values():
        title = (item.title or "").translate(_DIGITS).strip()
        named = _REPORT.search(title)
        if named is None or str(year) not in title or _OTHER_REPORT.search(title):
            continue
        if homes.intersection(item.columns):
            inside.append(item)
        elif "信息公开" in title and named.end() == len(title):  # not “关于编制…年度报告的通知”
            outside.append(item)
    return inside or outside


def _absent(facts: SiteFacts, year: int) -> Subject:
    return Subject(SubjectKind.SITE, f"annual-report:{year}", f"{year}年政府信息公开年度报告", facts.site.home)


def _say(
    facts: SiteFacts,
    verdict: Verdict,
    subject: Subject,
    year: int,
    due: date,
    item: ItemRow | None = None,
    reason: str = "",
) -> Judgement:
    published = item.published_on if item else None
    return say(
        MESSAGES,
        verdict,
        subject,
        observed=f"{published}公布" if published else "未见公布",
        threshold=f"{due}前公布",
        since=due if verdict is Verdict.FLAGGED else None,
        evidence=(item.capture_id,) if item else (),
        year=year,
        due=due.isoformat(),
        published=published,
        how=f"于{published}才公布(“{subject.label}”)" if published else "没有找到",
        advice="请今后按期公布。" if published else "请尽快公布。",
        reason=reason,
    )


RULE = Rule("年度报告逾期公布", SubjectKind.ITEM, LateAnnualReportOptions, judge, MESSAGES)
