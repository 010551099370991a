"""Content pages do not show when they were published, to the minute.

What it sees
    The visible time of publication on content pages and its form. The forms of `accept` pass: to the minute and with
    seconds by default. One judgement on the site, with the number of pages and examples. Pages that show no time
    which the crawl could read are counted apart.

Why it matters
    A reader must see how old an item is; the page rules want the time to the minute.

When it cannot tell
    No content page was read, or pages show no time that could be read: it may stand in a picture or come by script.

Example
    Pages show “2022-04-17” only: flagged. “发布时间：2022-04-17 14:46”: clear.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.page_marks import alike, captures, chosen, count, examples
from crawler.sight import TimeForm

MESSAGES = {
    Verdict.FLAGGED: "{looked}个内容页中有{observed}显示的发布时间没有精确到时、分，如 {examples}。"
    "请按“年-月-日 时:分”显示。",
    Verdict.CLEAR: "{looked}个内容页都显示发布时间，精确到时、分。",
    Verdict.UNSURE: "内容页的发布时间无法判断：{reason}。",
}


class TimeNotShownOptions(Options):
    """The forms that pass, and the day from which articles are looked at."""

    accept: tuple[TimeForm, ...] = (TimeForm.MINUTE, TimeForm.SECONDS)
    published_since: date | None = None


def judge(facts: SiteFacts, options: TimeNotShownOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    pages = alike(facts, "content", options.published_since)
    silent = chosen(pages, lambda marks: marks.time_form is None)
    short = chosen(pages, lambda marks: marks.time_form is not None and marks.time_form not in options.accept)
    reason = ""
    if short:
        verdict = Verdict.FLAGGED
    elif not pages:
        verdict, reason = Verdict.UNSURE, "没有读到内容页"
    elif silent:
        verdict, reason = Verdict.UNSURE, f"{count(silent)}个页面没有读到发布时间，如 {examples(silent)}"
    else:
        verdict = Verdict.CLEAR
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=f"{count(short)}个" if short else "已显示",
        threshold="年-月-日 时:分",
        evidence=captures(short or silent or list(pages)),
        looked=count(pages),
        examples=examples(short),
        reason=reason,
    )


RULE = Rule("发布时间未精确显示", SubjectKind.SITE, TimeNotShownOptions, judge, MESSAGES)
