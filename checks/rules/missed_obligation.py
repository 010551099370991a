"""Something that an organ publishes once a year, quarter or month did not appear by its due day.

What it sees
    The obligations of the clause (see `checks/obligations.toml`) that bind this organ, for every period whose due day
    lies in the past year: an item in the column for it, or anywhere by its title, that names the period, and the day
    it was published. The due day itself is in time.

Why it matters
    Reports, forms and accounts have days by which they are due; what is missing on that day is noticed by everyone who
    keeps the same list.

When it cannot tell
    Nothing was found and the site was not seen whole, its disclosure column leads to another site, or a link of the
    home page or an entry in the right place may be it but names no period; the entry has no date; the due day rests
    on working days outside the holiday calendar; or the duty is a convention, or binds organs by a function that a
    crawl does not see. Then *unsure* says why.

Example
    No 2017年政府网站工作年度报表 on 2018-02-01, the whole site read: flagged. Published 2018-01-31: clear.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.obligations import Task, calendar_of
from checks.rule import Options, Rule, WindowOption, say
from checks.seeing.fulfilment import Fulfilment, fulfilment, linked
from checks.seeing.places import leads_away
from checks.window import Window

MESSAGES = {
    Verdict.FLAGGED: "{subject}{how}，应在{due}前公布（{source}）。",
    Verdict.CLEAR: "{subject}已于{published}公布，期限是{due}。",
    Verdict.UNSURE: "{subject}（期限{due}）是否按期公布无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "监测时间点前{look_back}内没有到期的事项。",
}


class MissedObligationOptions(Options):
    """Which obligations, by their ids in the calendar, and how far back due days are looked at."""

    obligations: tuple[str, ...] = Field(min_length=1)
    look_back: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: MissedObligationOptions) -> Iterator[Judgement]:
    """One judgement for each obligation and period whose due day has passed within the period looked at."""
    since = options.look_back.first_day(facts.as_of)
    tasks = calendar_of(facts.site, since, facts.as_of - timedelta(days=1), ids=options.obligations)
    if not tasks:
        yield say(MESSAGES, Verdict.NOT_APPLICABLE, facts.site_subject, look_back=options.look_back.chinese)
    for task in tasks:
        yield _judgement(facts, task)


def _judgement(facts: SiteFacts, task: Task) -> Judgement:
    found = fulfilment(facts, task)
    verdict, how, reason = _verdict(facts, task, found)
    first = found.first
    published = first.published_on if first else None
    return say(
        MESSAGES,
        verdict,
        Subject(SubjectKind.SITE, f"obligation:{task.key}", task.title, first.url if first else facts.site.home),
        observed=f"{published}公布" if published else "未见公布",
        threshold=f"{task.due.day}前公布",
        since=task.due.day if verdict is Verdict.FLAGGED else None,
        evidence=(first.capture_id,) if first else (),
        how=how,
        due=task.due.day,
        published=published,
        source=task.obligation.source,
        reason=reason,
    )


def _verdict(facts: SiteFacts, task: Task, found: Fulfilment) -> tuple[Verdict, str, str]:
    """Verdict, what is wrong, and why nothing can be said; both in Chinese."""
    first = found.first
    if first is not None and first.published_on is not None:
        if first.published_on <= task.due.day:
            return Verdict.CLEAR, "", ""
        return _blamed(task, f"到{first.published_on}才公布", f"看到的公布日期是{first.published_on}")
    if first is not None:
        return Verdict.UNSURE, "", "找到了，但没有公布日期"
    if not facts.content_whole:
        return Verdict.UNSURE, "", f"没有找到，但{facts.why_not_whole}"
    if facts.blind_since is not None:
        return Verdict.UNSURE, "", f"没有找到，但抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    link = linked(facts, task)
    if link is not None:
        return Verdict.UNSURE, "", f"没有找到，但首页有链接“{link}”"
    away = leads_away(facts)
    if away is not None:
        return Verdict.UNSURE, "", f"没有找到，但公开栏目“{away.path}”指向其他网站"
    if found.nameless:
        return Verdict.UNSURE, "", f"没有找到，但“{found.nameless[0].title}”没有写明所属时期"
    return _blamed(task, "没有找到", "没有找到")


def _blamed(task: Task, how: str, seen: str) -> tuple[Verdict, str, str]:
    if task.obligation.missing == "unsure":
        return Verdict.UNSURE, "", f"{seen}，但{task.obligation.doubt}"
    if not task.due.exact:
        return Verdict.UNSURE, "", f"{seen}，但没有当年的放假安排，期限按自然日计"
    return Verdict.FLAGGED, how, ""


RULE = Rule("到期未公布", SubjectKind.SITE, MissedObligationOptions, judge, MESSAGES)
