"""The annual report on disclosure of the past year was published late, or is not there.

What it sees
    In columns that hold the annual reports (or, by title, anywhere on the site or among the organ's items on the
    municipal portal): the report for the year before the monitoring point and the day it was published, against the
    due day of the clause. A clause may bind departments or governments only, and only reports of certain years: the
    days of 2019 are no measure for the report of 2018.

Why it matters
    Every organ must publish it by a day the regulation names: 31 March under the text of 2008, 31 January for
    departments under the text of 2019.

When it cannot tell
    The report shows no publishing date; or none was found and the site was not seen whole, or its disclosure column
    leads to another site. Before the due day there is nothing to judge. The due day itself is in time.

Example
    “2015年政府信息公开工作年度报告” published 2016-04-20, due 2016-03-31: flagged. Published 2016-03-31: clear.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.annual_reports import reports, reports_on_portal
from checks.seeing.organs import CHINESE, Organs, bound
from checks.seeing.places import leads_away
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "{year}年政府信息公开年度报告{how}，应在{due}前公布。{advice}",
    Verdict.CLEAR: "{year}年政府信息公开年度报告已于{published}公布(“{subject}”)，期限是{due}。",
    Verdict.UNSURE: "{year}年政府信息公开年度报告是否按期公布无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "{year}年政府信息公开年度报告不按本条款检查：{reason}。",
}


class LateAnnualReportOptions(Options):
    """The day of the following year by which the report is due (that day is still in time)."""

    due_month: int = Field(ge=1, le=12)
    due_day: int = Field(ge=1, le=31)
    identities: tuple[str, ...] = ("oip.report",)
    organs: Organs = "any"
    first_year: int | None = None  # report years that the clause speaks of, both ends included
    last_year: int | None = None


def judge(facts: SiteFacts, options: LateAnnualReportOptions) -> Iterator[Judgement]:
    """One judgement: on the report of the last year whose due day has passed, if it is of this year."""
    year = facts.as_of.year - 1
    due = date(facts.as_of.year, options.due_month, options.due_day)
    excuse = _excuse(facts, options, year, due)
    if excuse is not None:
        yield _say(facts, Verdict.NOT_APPLICABLE, _absent(facts, year), year, due, reason=excuse)
        return
    found = reports(facts, options.identities).get(year) or reports_on_portal(facts).get(year, [])
    dated = [item for item in found if item.published_on]
    if dated:
        first = dated[0]
        on_time = first.published_on is not None and first.published_on <= due
        yield _say(facts, Verdict.CLEAR if on_time else Verdict.FLAGGED, facts.item_subject(first), year, due, first)
    elif found:
        subject = facts.item_subject(found[0])
        yield _say(facts, Verdict.UNSURE, subject, year, due, found[0], "找到了报告，但没有读到公布日期")
    elif reason := _doubt(facts):
        yield _say(facts, Verdict.UNSURE, _absent(facts, year), year, due, reason=f"没有找到，但{reason}")
    else:
        yield _say(facts, Verdict.FLAGGED, _absent(facts, year), year, due)


def _doubt(facts: SiteFacts) -> str:
    """Why a report that was not found may be there all the same, in Chinese; empty where nothing speaks for it."""
    away = leads_away(facts)
    if not facts.content_whole:
        return facts.why_not_whole
    if facts.blind_since is not None:
        return "抓取早于监测时间点"
    return f"公开栏目“{away.path}”指向其他网站，可能在那里公布" if away is not None else ""


def _excuse(facts: SiteFacts, options: LateAnnualReportOptions, year: int, due: date) -> str | None:
    """Why the clause does not ask for this year's report, in Chinese; None where it does."""
    if not bound(facts.site, options.organs):
        return f"该期限适用于{CHINESE[options.organs]}"
    if options.first_year is not None and year < options.first_year:
        return f"该期限自{options.first_year}年的报告起适用"
    if options.last_year is not None and year > options.last_year:
        return f"该期限适用至{options.last_year}年的报告"
    return f"公布期限（{due}）在监测时间点之后" if facts.as_of <= due else None


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
