"""An old text stands there again with a newer date (旧稿重发).

What it sees
    Articles whose stated date moved on while their text stayed as it was, under the same address; and new addresses
    that show, digest for digest or title for title and word for word, a text which an earlier crawl read elsewhere on
    the site. Flagged only where the new date lies more than `days` after the day on which the old text was seen
    already: that text was not published on that date. Evidence is the capture of then and that of now; the finding
    says between which two days the date changed. Looks back for `look_back`.

Why it matters
    A column looks kept up while nothing new is in it. National bulletins name it as false correction (假整改) and as
    forged dates.

When it cannot tell
    Only the list shows another date; the date is now read from another place of the page; a word or two changed as
    well; the text now says that it was updated and how is not clear; the older copy stands in another column and is
    still listed; about a year lies in between (a notice of every year); the reader of pages was changed.
    Texts under `min_chars` characters (本月无行政处罚信息), and texts that stand on the site three times or more
    (templates) prove nothing and are clear. So is a new date beside a note of correction, or above a new text.

Example
    Read on 2016-01-11 with the date 2016-01-08; on 2016-03-28 the same text says 2016-03-25: flagged. The notice of
    every month under the same title with other names in it: clear.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say, the_rest
from checks.seeing.interval import Interval, last_whole_before
from checks.seeing.rewording import Change, is_note, rewording
from checks.window import Window
from crawler.catalogue.history import Appearance, appearances, merged_before, sightings
from crawler.catalogue.history_texts import Relisted, Rewritten, Twin, relisted, rewritten, rewritten_before, twins
from crawler.identity import normal_title

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”的正文{seen}已经看到（当时标注{old}），{interval}改以{new}的日期{how}，"
    "内容没有变化。旧稿不得改日期重发，请恢复原发布日期。",
    Verdict.CLEAR: "信息“{subject}”不是改日期重发的旧稿。",
    Verdict.UNSURE: "信息“{subject}”的日期由{old}变为{new}（{interval}），是否旧稿改日期重发无法判断：{reason}。",
}
_YEARLY = (330, 400)  # days: a notice of every year
_SERIES = 3  # copies of one text


class RedatedItemOptions(Options):
    """How far the new date must lie behind the day on which the text was there, and which texts prove nothing."""

    days: int = Field(default=7, ge=0)
    min_chars: int = Field(default=100, ge=1)
    look_back: WindowOption = Window(12, "months")


@dataclass(frozen=True, slots=True)
class _Case:
    """A text that got another date. `seen` is the first day on which it was there, `reason` why nothing is sure."""

    subject: Subject
    seen: date
    old: date
    new: date
    interval: Interval
    how: str
    reason: str | None
    evidence: tuple[int | None, ...]


def judge(facts: SiteFacts, options: RedatedItemOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item that was re-dated or may be; what was looked at otherwise in one batch."""
    since = options.look_back.first_day(facts.as_of)
    came = {seen.item_id: seen for seen in facts.ask(appearances) if seen.day >= since and seen.stated is not None}
    moved = facts.ask(merged_before, tuple(came))  # the same document under another address: judged where it stood
    came = {item: seen for item, seen in came.items() if item not in moved}
    alike = _pairs_of_texts(facts, came)
    same = [twin for twin, text in alike if _was_so(twin, came[twin.item_id], text)]
    for twin in same:  # judged where it stood, likewise
        came.pop(twin.item_id, None)
    stood = tuple(sorted({twin.other_id for twin in same}))
    changes = (*facts.ask(rewritten, since), *facts.ask(rewritten_before, since, stood))
    pairs = [pair for pair in changes if pair.old.published_on != pair.new.published_on]
    cases = [case for pair in pairs if (case := _same_address(pair, options)) is not None]
    cases += _new_addresses(facts, options, came, alike)
    told_by_article = {pair.key for pair in pairs}
    listed = (row for row in facts.ask(relisted, since) if row.key not in told_by_article)
    cases += [case for row in listed if (case := _list_only(row, options)) is not None]
    told: dict[str, Judgement] = {}
    for case in cases:
        found = _judgement(case, options)
        earlier = told.get(case.subject.key)
        if earlier is None or (earlier.verdict is Verdict.UNSURE and found.verdict is Verdict.FLAGGED):
            told[case.subject.key] = found
    yield from told.values()
    keys = frozenset({pair.key for pair in pairs} | {seen.key for seen in came.values()})
    yield from the_rest(Verdict.CLEAR, SubjectKind.ITEM, keys, told.values())


def _same_address(pair: Rewritten, options: RedatedItemOptions) -> _Case | None:
    """The case of an article whose date moved on; None where it did not, or where it is another article by now."""
    old, new = pair.old, pair.new
    if old.published_on is None or new.published_on is None or new.published_on <= old.published_on:
        return None
    if (new.published_on - old.day).days <= options.days or len(old.text) < options.min_chars:
        return None
    if normal_title(old.title) != normal_title(new.title) or is_note(new.title):
        return None
    change = rewording(old.text, new.text)
    if change.change is Change.REWRITTEN or change.noted:
        return None
    reason = None
    if change.hinted or change.change is not Change.NONE:
        reason = "正文同时有少量改动，可能是更新后重新发布"
    elif old.published_via != new.published_via:
        reason = "两次日期取自页面的不同位置"
    elif not pair.same_reader:
        reason = "两次抓取之间程序换了版本，日期的读法可能不同"
    return _Case(
        subject=Subject(SubjectKind.ITEM, pair.key, new.title or pair.url, pair.url),
        seen=old.day,
        old=old.published_on,
        new=new.published_on,
        interval=Interval(pair.last_read, new.day),
        how="显示",
        reason=reason,
        evidence=(old.capture_id, new.capture_id),
    )


def _pairs_of_texts(facts: SiteFacts, came: Mapping[int, Appearance]) -> list[tuple[Twin, str]]:
    """Older items that may be what came under new addresses, with the text of the newer."""
    found = facts.ask(twins, tuple(came))
    texts = facts.texts([twin.item_id for twin in found])
    return [(twin, texts.get(twin.item_id, "")) for twin in found]


def _was_so(twin: Twin, seen: Appearance, text: str) -> bool:
    """True where the older bore the date and the text before: only the address is new."""
    said = (twin.other_stated, twin.other_listed)
    return (
        any(day is not None and day == seen.stated for day in said)
        and normal_title(twin.other_title) == normal_title(seen.title)
        and rewording(twin.other_text, text).change is Change.NONE
    )


def _new_addresses(
    facts: SiteFacts, options: RedatedItemOptions, came: Mapping[int, Appearance], found: list[tuple[Twin, str]]
) -> Iterator[_Case]:
    """The cases of old texts that came again under new addresses."""
    lists = facts.ask(sightings)
    for twin, text in found:
        if twin.item_id not in came:
            continue
        seen = came[twin.item_id]
        assert seen.stated is not None
        if (seen.stated - twin.other_day).days <= options.days or len(text) < options.min_chars:
            continue
        if twin.other_stated is None or twin.copies >= _SERIES:
            continue
        if max(twin.other_stated, twin.other_listed or twin.other_stated) >= seen.stated:
            continue
        if not twin.same_text and rewording(twin.other_text, text).change is not Change.NONE:
            continue
        before = last_whole_before(lists.get(seen.column_id, ()), seen.at)
        yield _Case(
            subject=Subject(SubjectKind.ITEM, seen.key, seen.title, seen.url),
            seen=twin.other_day,
            old=twin.other_stated,
            new=seen.stated,
            interval=Interval(before.day if before is not None else twin.other_day, seen.day),
            how="在新网址再次发布",
            reason=_why_not_again(twin, seen),
            evidence=(twin.capture_id, seen.capture_id),
        )


def _why_not_again(twin: Twin, seen: Appearance) -> str | None:
    assert seen.stated is not None and twin.other_stated is not None
    if normal_title(twin.other_title) != normal_title(seen.title):
        return f"旧稿标题是“{twin.other_title}”，可能是两条信息用同一附件或同一正文"
    if _YEARLY[0] <= (seen.stated - twin.other_stated).days <= _YEARLY[1]:
        return "相隔约一年，可能是每年例行发布"
    if twin.listed_still and seen.path not in twin.other_columns:
        return f"旧稿仍在栏目“{twin.other_columns[0] if twin.other_columns else '—'}”，可能是在另一栏目再次发布"
    return None


def _list_only(row: Relisted, options: RedatedItemOptions) -> _Case | None:
    """The case of a list row that shows a later date; the article itself tells more, where it was read again."""
    if (row.new - row.first_day).days <= options.days:
        return None
    return _Case(
        subject=Subject(SubjectKind.ITEM, row.key, row.title, row.url),
        seen=row.first_day,
        old=row.old,
        new=row.new,
        interval=Interval(row.last_seen, row.seen),
        how="列出",
        reason=f"只在栏目“{row.path}”的列表中看到日期变化",
        evidence=(row.old_capture, row.new_capture),
    )


def _judgement(case: _Case, options: RedatedItemOptions) -> Judgement:
    verdict = Verdict.FLAGGED if case.reason is None else Verdict.UNSURE
    return say(
        MESSAGES,
        verdict,
        case.subject,
        observed=f"{case.old}改为{case.new}",
        threshold=f"新日期不晚于首次看到之日{options.days}天",
        since=case.interval.after if case.reason is None else None,
        evidence=case.evidence,
        seen=case.seen,
        old=case.old,
        new=case.new,
        interval=case.interval.chinese,
        how=case.how,
        reason=case.reason,
    )


RULE = Rule("旧稿改日期重发", SubjectKind.ITEM, RedatedItemOptions, judge, MESSAGES)
