"""An article says something else than before, under the same address and date, and does not say that it was changed.

What it sees
    Articles of which two crawls read different texts, with one and the same stated date. Blanks, counters of readers,
    buttons, neighbouring and related articles do not count as text. Flagged where figures changed or at least
    `min_chars` characters, and nothing in what was put in says so (更正、勘误、修订于、更新时间 …). The message gives
    the two days between which the text changed and how much of it stayed. Looks back for `look_back`.

Why it matters
    What a government site has said is relied on. A figure of an accident or a condition of a permit that changes
    without a word leaves readers with two truths; a note of correction costs one line. No standard demands it: this
    is our own practice.

When it cannot tell
    Only a word or two changed; something was added at the end (a table grew, a result was appended); words may or may
    not be a note (调整、补充、延期); most of the text is missing, as on a page that was not sent whole; the text went
    back to an older one; the article states no date; the reader of pages was changed; many articles changed in one
    crawl (改版). Letters, single pages and columns that are to be kept up to date are not asked.

Example
    On 2016-03-07 “造成3人死亡”, on 2016-03-14 “造成2人死亡” under the same date: flagged, changed between the two days.
    The same with a line “更正：…”: clear. Another number of readers: clear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say, the_rest
from checks.seeing.interval import Interval
from checks.seeing.rewording import Change, Rewording, is_note, rewording
from checks.window import Window
from crawler.catalogue.history_texts import Rewritten, read_articles, rewritten
from crawler.extract.personal import mask
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”的正文在{interval}被修改，发布日期仍为{stated}，页面没有更正说明；"
    "修改前后相似度{observed}，原文“{old}”，现为“{new}”。请注明更正内容和时间。",
    Verdict.CLEAR: "信息“{subject}”的正文没有实质改动，或已注明更正。",
    Verdict.UNSURE: "信息“{subject}”的正文在{interval}有改动（相似度{observed}），"
    "是否属未注明的修改无法判断：{reason}。",
}
# What these columns show is meant to be changed: 机构职能, 办事统计, letters with their answers, surveys with results.
_LIVING = frozenset({ColumnClass.STATIC, ColumnClass.STATS_SERVICE, ColumnClass.MESSAGES, ColumnClass.SURVEY_TALK})
_TOO_SHORT = 50  # characters; of a shorter text nobody knows whether it was all
_SHARE, _AT_LEAST = 0.3, 5  # of what a crawl read changed, and so many at least: a new design
_QUOTE = 40


class SilentEditOptions(Options):
    """How much must change, how far back is looked, and how many changes at once are a new design."""

    min_chars: int = Field(default=10, ge=1)
    look_back: WindowOption = Window(12, "months")
    many: int = Field(default=20, ge=2)


def judge(facts: SiteFacts, options: SilentEditOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each article that changed without a note or may have; the others in one batch."""
    pairs = [
        pair
        for pair in facts.ask(rewritten, options.look_back.first_day(facts.as_of))
        if not pair.classes & _LIVING and pair.old.published_on == pair.new.published_on
    ]
    changes = {
        pair.new.id: rewording(pair.old.text, pair.new.text, min_chars=options.min_chars)
        for pair in pairs
        if pair.old.text != pair.new.text
    }
    redesigned = _redesigned(facts, options, pairs, changes)
    flickering = {pair.key for pair in pairs if pair.seen_before}
    newest: dict[str, Judgement] = {}
    for pair in pairs:
        change = changes.get(pair.new.id)
        if change is None or change.change is Change.NONE or change.noted or is_note(pair.new.title):
            continue
        reason = _reason(pair, change)
        if pair.new.run in redesigned:
            reason = "本次抓取中大量信息同时变化，可能是改版"
        elif pair.key in flickering:
            reason = "正文曾回到更早的内容，可能有两台服务器内容不一"
        found = _unsure(pair, change, reason) if reason else _flagged(pair, change)
        earlier = newest.get(pair.key)
        if earlier is None or reason is None or earlier.verdict is Verdict.UNSURE:
            newest[pair.key] = found
    yield from newest.values()
    yield from the_rest(Verdict.CLEAR, SubjectKind.ITEM, frozenset(pair.key for pair in pairs), newest.values())


def _redesigned(
    facts: SiteFacts, options: SilentEditOptions, pairs: list[Rewritten], changes: Mapping[int, Rewording]
) -> frozenset[int]:
    """The crawls in which so much changed at once that no person can have edited it."""
    changed: Counter[int] = Counter()
    for pair in pairs:
        if pair.new.id in changes and changes[pair.new.id].change is not Change.NONE:
            changed[pair.new.run] += 1
    read: Mapping[int, int] = facts.ask(read_articles) if changed else defaultdict(int)
    return frozenset(
        run
        for run, count in changed.items()
        if count >= options.many or (count >= _AT_LEAST and count >= _SHARE * read.get(run, 0))
    )


def _reason(pair: Rewritten, change: Rewording) -> str | None:
    """Why a change is left to a person, in Chinese; None where it is plain."""
    old, new = pair.old.text, pair.new.text
    if not pair.same_reader:
        return "两次抓取之间程序换了版本，正文的读法可能不同"
    if min(len(old), len(new)) < _TOO_SHORT:
        return "正文过短，可能没有读全"
    if len(new) * 2 < len(old):
        return "正文大幅缩短，可能是页面没有显示完整"
    if len(old) * 2 < len(new):
        return "正文大幅变长，此前可能没有读全"
    if change.change is Change.ADDED:
        return "只增加了内容，可能是补充结果或附表"
    if change.hinted:
        return "新增文字中有“调整”“补充”一类字样，可能就是说明"
    if change.change is Change.SMALL:
        return "只改动了个别字词"
    return "页面没有标明日期" if pair.new.published_on is None else None


def _flagged(pair: Rewritten, change: Rewording) -> Judgement:
    return say(
        MESSAGES,
        Verdict.FLAGGED,
        _subject(pair),
        observed=change.percent,
        threshold="正文改动须有说明",
        since=pair.last_read,
        evidence=(pair.old.capture_id, pair.new.capture_id),
        interval=Interval(pair.last_read, pair.new.day).chinese,
        stated=pair.new.published_on,
        old=_quote(change.removed),
        new=_quote(change.added),
    )


def _unsure(pair: Rewritten, change: Rewording, reason: str) -> Judgement:
    return say(
        MESSAGES,
        Verdict.UNSURE,
        _subject(pair),
        observed=change.percent,
        threshold="正文改动须有说明",
        evidence=(pair.old.capture_id, pair.new.capture_id),
        interval=Interval(pair.last_read, pair.new.day).chinese,
        reason=reason,
    )


def _subject(pair: Rewritten) -> Subject:
    return Subject(SubjectKind.ITEM, pair.key, pair.new.title or pair.url, pair.url)


def _quote(lines: tuple[str, ...]) -> str:
    """The beginning of what changed, without the numbers of persons that may stand in it."""
    return mask("；".join(lines))[:_QUOTE] or "（无）"


RULE = Rule("悄然修改正文", SubjectKind.ITEM, SilentEditOptions, judge, MESSAGES)
