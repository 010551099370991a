"""An annual report names one year in its title and another in its text, or was published before its year was over.

What it sees
    The year in the title of each annual report of the last two years, the statistical period that its text states
    (1 January to 31 December of a year), and the year in which it was published.

Why it matters
    A report made from last year's file keeps last year's period, and then last year's figures too.

When it cannot tell
    The text was not read or states no period; or the report appeared more than a year late, which may as well be a
    move of the site to other software. A report in a file is not read.

Example
    “2015年政府信息公开工作年度报告”, 统计期限2014年1月1日至2014年12月31日: flagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.annual_reports import DIGITS, reports
from crawler.catalogue.queries import ItemRow

MESSAGES = {
    Verdict.FLAGGED: "《{subject}》的年份前后不一致：{observed}。请核对报告的年份和数据。",
    Verdict.CLEAR: "《{subject}》的标题、统计期限和公布日期的年份一致。",
    Verdict.UNSURE: "《{subject}》的年份是否一致无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "没有可以核对的年度报告：{reason}。",
}
_PERIOD = re.compile(r"(20\d\d)年1月1日起?[至到—－~-]+(?:(20\d\d)年)?12月31日")


class MismatchedReportYearOptions(Options):
    """Where the reports are, by the ids of the column sheet."""

    identities: tuple[str, ...] = ("oip.report",)


def judge(facts: SiteFacts, options: MismatchedReportYearOptions) -> Iterator[Judgement]:
    """One judgement for each report of the last two years."""
    found = reports(facts, options.identities)
    recent = {item.id: (year, item) for year, items in found.items() if year >= facts.as_of.year - 2 for item in items}
    if not recent:
        subject = Subject(SubjectKind.SITE, "annual-report", "政府信息公开年度报告", facts.site.home)
        whole = facts.content_whole
        reason = "没有找到，另按未公布处理" if whole else facts.why_not_whole
        yield say(MESSAGES, Verdict.NOT_APPLICABLE if whole else Verdict.UNSURE, subject, reason=reason)
    texts = facts.texts(recent)
    for year, item in recent.values():
        yield _judgement(facts, year, item, texts.get(item.id, ""))


def _judgement(facts: SiteFacts, year: int, item: ItemRow, text: str) -> Judgement:
    plain = re.sub(r"\s+", "", text).translate(DIGITS)
    stated = {int(year) for match in _PERIOD.findall(plain) for year in match if year}
    published = item.published_on.year if item.published_on else None
    verdict, observed, reason = Verdict.CLEAR, f"统计期限{year}年", ""
    if stated and year not in stated:
        verdict, observed = Verdict.FLAGGED, f"标题是{year}年，统计期限是{'、'.join(map(str, sorted(stated)))}年"
    elif published is not None and published <= year:
        verdict, observed = Verdict.FLAGGED, f"标题是{year}年，公布日期是{item.published_on}，当年尚未结束"
    elif not stated:
        verdict, reason = Verdict.UNSURE, "正文没有读到统计期限"
    elif published is None:
        verdict, reason = Verdict.UNSURE, "没有公布日期"
    elif published > year + 1:
        verdict, reason = Verdict.UNSURE, f"公布日期是{item.published_on}，可能是迁移或重发"
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(item),
        observed=observed,
        threshold=f"统计期限为{year}年，{year + 1}年公布",
        since=item.published_on if verdict is Verdict.FLAGGED else None,
        evidence=(item.capture_id,),
        reason=reason,
    )


RULE = Rule("年度报告年份不一致", SubjectKind.ITEM, MismatchedReportYearOptions, judge, MESSAGES)
