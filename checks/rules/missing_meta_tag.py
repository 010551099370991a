"""Pages lack meta tags that the page rules demand, or carry the template's own words in them.

What it sees
    The meta tags of the pages of one level: `home`, `column` (a column's first page) or `content` (articles). Tag
    names are compared without regard to case and order. `fault = "missing"`: one of `tags` is not there, or blank.
    `fault = "placeholder"`: a tag's content is what the template writes in its place (网站名称). Every page that the
    crawl read is looked at, all levels where none is named. `published_since` leaves out articles that were published
    before the demand was made. One judgement on the site, with the tags, the number of pages and examples.

Why it matters
    Search services and the inspection itself find out from the tags what a page is, whose it is and how old it is.

When it cannot tell
    No page of the level was read; a page that lacks a tag was cut off before its end, or is neither list nor text: a
    system of its own may have made it.

Example
    12 of 340 content pages have no ContentSource: flagged, with three of them. `siteidcode` in lower case: clear.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Literal

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.page_marks import IN_CHINESE, LEVELS, Alike, Level, alike, captures, count, examples
from crawler.model import PageKind
from crawler.sight import PageMarks

MESSAGES = {
    Verdict.FLAGGED: "{level}{what}：{tags}。共看{looked}个页面，有问题的{number}个，如 {examples}。"
    "请在页面模板中补全。",
    Verdict.CLEAR: "{level}{looked}个页面的标签{observed}。",
    Verdict.UNSURE: "{level}的标签无法判断：{reason}。",
}


class MissingMetaTagOptions(Options):
    """The level of pages (none: all), the tags that must be there, and which fault is meant."""

    level: Level | None = None
    tags: tuple[str, ...] = ()
    fault: Literal["missing", "placeholder"] = "missing"
    published_since: date | None = Field(default=None)


def judge(facts: SiteFacts, options: MissingMetaTagOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    levels = (options.level,) if options.level else LEVELS
    groups = [group for level in levels for group in alike(facts, level, options.published_since)]
    wanted = {tag.lower(): tag for tag in options.tags}
    faulty = {group: faults for group in groups if (faults := _faults(group.marks, wanted, options))}
    sure = [group for group in faulty if _is_sure(group.marks)]
    level = IN_CHINESE[options.level] if options.level else "各类页面"
    what = "缺少必需的标签" if options.fault == "missing" else "标签内容是模板原文"
    if sure:
        verdict, reason = Verdict.FLAGGED, ""
    elif not groups:
        verdict, reason = Verdict.UNSURE, "没有读到这类页面"
    elif faulty:
        verdict, reason = (
            Verdict.UNSURE,
            f"{count(faulty)}个页面没有读完整，或不是网站的普通页面，如 {examples(list(faulty))}",
        )
    else:
        verdict, reason = Verdict.CLEAR, ""
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=_observed(sure, faulty, options) if sure else "齐全" if options.fault == "missing" else "内容正常",
        threshold="、".join(options.tags) or "填写实际内容",
        evidence=captures(sure or list(faulty) or groups),
        level=level,
        what=what,
        tags=_observed(sure, faulty, options),
        looked=count(groups),
        number=count(sure),
        examples=examples(sure),
        reason=reason,
    )


def _is_sure(marks: PageMarks) -> bool:
    return marks.whole and marks.kind is not PageKind.OTHER


def _faults(marks: PageMarks, wanted: dict[str, str], options: MissingMetaTagOptions) -> tuple[str, ...]:
    if options.fault == "placeholder":
        return tuple(wanted.get(tag, tag) for tag in marks.placeholders if not wanted or tag in wanted)
    return tuple(name for tag, name in wanted.items() if tag not in marks.tags)


def _observed(sure: list[Alike], faulty: dict[Alike, tuple[str, ...]], options: MissingMetaTagOptions) -> str:
    """The tags with the number of pages that have the fault, the most frequent first."""
    tally: Counter[str] = Counter()
    for group in sure:
        for tag in faulty[group]:
            tally[tag] += group.pages
    order = {tag: place for place, tag in enumerate(options.tags)}
    ranked = sorted(tally.items(), key=lambda pair: (-pair[1], order.get(pair[0], 0), pair[0]))
    return "、".join(f"{tag}（{number}个页面）" for tag, number in ranked)


RULE = Rule("缺少页面标签", SubjectKind.SITE, MissingMetaTagOptions, judge, MESSAGES)
