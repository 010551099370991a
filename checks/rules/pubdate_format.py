"""The PubDate tag of content pages is not written in the form that the page rules want.

What it sees
    How `PubDate` is written on content pages: to the minute (2022-04-17 14:46), with seconds, as a date only, or
    otherwise. The forms of `accept` pass; the wanted form and the one with seconds do by default. A small fault of its
    own: rules that read dates take all of these.

Why it matters
    Programs that sort by time cannot order the items of one day by a date alone, and cannot read odd forms at all.

When it cannot tell
    No content page with PubDate was read; whether the tag is there at all is another rule's question.

Example
    `<meta name="PubDate" content="2022-04-17">` on all content pages: flagged. `2022-04-17 14:46:00`: clear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.page_marks import alike, captures, chosen, count, examples
from crawler.sight import TimeForm

FORMS = {
    TimeForm.MINUTE: "年-月-日 时:分",
    TimeForm.SECONDS: "带秒",
    TimeForm.DATE: "只有日期",
    TimeForm.OTHER: "其他写法",
}
MESSAGES = {
    Verdict.FLAGGED: "内容页的 PubDate 标签写法不规范：{observed}，应为“{threshold}”，如 {examples}。请修改页面模板。",
    Verdict.CLEAR: "{looked}个内容页的 PubDate 标签写法可以接受。",
    Verdict.UNSURE: "没有读到带 PubDate 标签的内容页，写法无法判断。",
}


class PubdateFormatOptions(Options):
    """The forms that pass, and the day from which articles are looked at."""

    accept: tuple[TimeForm, ...] = (TimeForm.MINUTE, TimeForm.SECONDS)
    published_since: date | None = None


def judge(facts: SiteFacts, options: PubdateFormatOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    pages = chosen(alike(facts, "content", options.published_since), lambda marks: marks.pub_form is not None)
    odd = chosen(pages, lambda marks: marks.pub_form not in options.accept)
    tally: Counter[TimeForm] = Counter()
    for group in odd:
        tally[group.marks.pub_form or TimeForm.OTHER] += group.pages
    verdict = Verdict.FLAGGED if odd else Verdict.CLEAR if pages else Verdict.UNSURE
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed="、".join(f"{FORMS[form]}{number}个页面" for form, number in tally.most_common()) or "规范",
        threshold=FORMS[TimeForm.MINUTE],
        evidence=captures(odd or pages),
        looked=count(pages),
        examples=examples(odd),
    )


RULE = Rule("PubDate 标签写法不规范", SubjectKind.SITE, PubdateFormatOptions, judge, MESSAGES)
