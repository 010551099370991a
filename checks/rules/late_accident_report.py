"""An accident was investigated for longer than the law allows.

What it sees
    Published accident reports that name the day of the accident and bear, under the name of the investigating group or
    as 成文日期, the day on which they were made. Sixty days are allowed, and up to sixty more where the government
    extends them (`first`, `extended`); the last day is in time.

Why it matters
    The period protects those concerned; a report after it shows that an extension was not asked for, or not in time.

When it cannot tell
    One of the days is not told, the report was made within the possible extension and does not mention one, or it
    mentions an appraisal, whose time does not count. A report made public within the first period was made in it.

Example
    Accident of 5 March, report of 20 July of the same year, no word of an appraisal: 137 days, flagged. Report of
    4 May: sixty days, clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.accident_papers import Paper, PaperKind, papers
from checks.seeing.accidents import accident_day, signed_day
from checks.window import Window

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”：事故发生于{happened}，调查报告形成于{made}，历时{observed}，超过{threshold}。"
    "请核对期限和延期批准文件。",
    Verdict.CLEAR: "“{subject}”在期限内完成调查。",
    Verdict.UNSURE: "“{subject}”是否在期限内完成调查无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”早于检查范围。",
}
_GROUP = re.compile(r"调查组|事故调查")
_EXTENDED = re.compile(r"延长.{0,12}期限|延期|延长.{0,6}日")
_APPRAISAL = re.compile(r"鉴定|检验检测|技术检测|尸检|司法检验")


class LateAccidentReportOptions(Options):
    """The period in days, its extension, and how far back reports are looked at."""

    first: int = 60
    extended: int = 60
    happened_from: date = date(2007, 6, 1)
    look_back: WindowOption = Window(36, "months")


def judge(facts: SiteFacts, options: LateAccidentReportOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each report that is late or cannot be judged; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    oldest = options.look_back.first_day(facts.as_of)
    for paper in papers(facts):
        if paper.kind is not PaperKind.REPORT:
            continue
        judged = _judgement(facts, options, paper, oldest)
        if not rest.takes(judged.verdict, paper.item.key):
            yield judged
    yield from rest.batches()


def _judgement(facts: SiteFacts, options: LateAccidentReportOptions, paper: Paper, oldest: date) -> Judgement:
    happened = accident_day(paper.text, paper.name.month_day)
    made = signed_day(paper.text, _GROUP) or paper.item.written_on
    verdict, reason = _verdict(options, paper, happened, made, oldest)
    late = verdict is Verdict.FLAGGED and happened is not None and made is not None
    return say(
        MESSAGES,
        verdict,
        facts.item_subject(paper.item),
        observed=f"{(made - happened).days}天" if happened and made else "",
        threshold=f"{options.first}日（经批准最多再延长{options.extended}日）",
        since=happened + timedelta(days=options.first + options.extended) if late and happened else None,
        evidence=(paper.item.capture_id,),
        happened=happened or "",
        made=made or "",
        reason=reason,
    )


def _verdict(
    options: LateAccidentReportOptions, paper: Paper, happened: date | None, made: date | None, oldest: date
) -> tuple[Verdict, str]:
    published = paper.item.published_on
    if published is not None and published < oldest:
        return Verdict.NOT_APPLICABLE, ""
    if happened is None:
        return Verdict.UNSURE, "没有读到事故发生日期"
    if happened < options.happened_from:
        return Verdict.NOT_APPLICABLE, ""
    first, last = happened + timedelta(days=options.first), happened + timedelta(days=options.first + options.extended)
    known = min((day for day in (made, published) if day is not None), default=None)
    if known is not None and known < happened:
        return Verdict.UNSURE, f"报告日期{known.isoformat()}早于事故发生日期{happened.isoformat()}"
    if known is not None and known <= first:
        return Verdict.CLEAR, ""
    if made is None:
        return Verdict.UNSURE, "没有读到报告形成日期，只知道公布日期"
    if made <= last:
        extended = _EXTENDED.search(paper.text) is not None
        return (
            (Verdict.CLEAR, "") if extended else (Verdict.UNSURE, f"用了{(made - happened).days}天，是否经批准延期不详")
        )
    if _APPRAISAL.search(paper.text) or _EXTENDED.search(paper.text):
        return Verdict.UNSURE, f"用了{(made - happened).days}天，文中提到鉴定或延期，鉴定时间不计入期限"
    return Verdict.FLAGGED, ""


RULE = Rule("事故调查超期", SubjectKind.ITEM, LateAccidentReportOptions, judge, MESSAGES)
