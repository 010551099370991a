"""Something that was published is gone without a word.

What it sees
    Articles that stood in a list, are in none of their lists any more although these were seen whole, and whose
    address answers that nothing is there (404, 410) or leads to the home page. The finding says between which two
    days the page was taken down: the last on which it opened, and the first on which it did not. Deletions of the
    last `look_back`.

Why it matters
    What was to be made public stays public. A report of an accident, a penalty or a budget that disappears quietly
    is withheld after all; where something must be taken down, a word in its place costs little. Our own practice.

When it cannot tell
    The address was not asked, failed for another reason, or answered so in one check of links only; the list shows
    the newest items only and this one was older; many items left at once, or the column itself is gone (redesign);
    something with nearly the same title came in its place. Clear is what stands elsewhere under the same text, title
    or number, what still opens, and what ends by its nature (`ending`: 公示、招聘、招标 …). Letters are not asked.

Example
    In the list of 2016-06-06, and its page opened; the list of 2016-06-13 was walked whole without it, and its
    address answers 404: flagged, taken down between the two days. Moved to another column: clear.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say, the_rest
from checks.seeing.interval import Interval
from checks.seeing.outcomes import outcome_in_chinese
from checks.window import Window
from crawler.catalogue.history import Sighting, list_shapes, sightings
from crawler.catalogue.history_departures import (
    Answer,
    Departure,
    Titled,
    answers,
    departures,
    same_text_elsewhere,
    titles_there,
)
from crawler.identity import normal_title

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”（发布日期{stated}）在{interval}被撤下：栏目“{column}”{absent}完整列表中已没有，"
    "原网址{answer}，站内没有找到替代页面。确需撤下的，请说明原因；否则请恢复。",
    Verdict.CLEAR: "信息“{subject}”仍可打开，或已移到别处，或依其性质到期撤下。",
    Verdict.UNSURE: "信息“{subject}”已不在列表中（最后一次看到是{last}），是否被悄然撤下无法判断：{reason}。",
}
_SHARE, _AT_LEAST = 0.3, 5  # of a list left at once, and so many at least: a redesign
_ALIKE, _NEAR = 0.82, 31  # similarity of titles, and days after the last sighting, with which one replaced the other


class QuietDeletionOptions(Options):
    """What ends by its nature, how far back is looked, and how many deletions at once are a redesign."""

    look_back: WindowOption = Window(12, "months")
    many: int = Field(default=20, ge=2)
    ending: tuple[str, ...] = (
        "公示",
        "招聘",
        "招考",
        "招录",
        "招标",
        "采购",
        "竞价",
        "拍卖",
        "报名",
        "征求意见",
        "征集",
        "预警信号",
    )


@dataclass(frozen=True, slots=True)
class _Left:
    """An item that left its lists: `absent` is the first whole sighting of a list without it."""

    item: Departure
    absent: Sighting


def judge(facts: SiteFacts, options: QuietDeletionOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item that was deleted or may be; those that moved or ended in one batch."""
    lists = facts.ask(sightings)
    since = options.look_back.first_day(facts.as_of)
    left = [
        _Left(item, absent)
        for item in facts.ask(departures)
        if (absent := _absent(item, lists)) is not None and absent.day >= since and facts.is_internal(item.url)
    ]
    ids = tuple(one.item.item_id for one in left)
    moved = facts.ask(same_text_elsewhere, ids) if ids else frozenset()
    there: Mapping[str, list[Titled]] = _by_title(facts.ask(titles_there)) if ids else {}
    missing = [one for one in left if not _is_elsewhere(one.item, moved, there) and not _ends(one.item, options)]
    said = facts.ask(answers, tuple(one.item.key for one in missing))
    shapes = facts.ask(list_shapes, tuple(dict.fromkeys((one.absent.run, one.absent.column_id) for one in missing)))
    crowd = Counter((one.absent.run, one.absent.column_id) for one in left)
    crowd.update((one.absent.run, 0) for one in left)  # of all columns together
    told: list[Judgement] = []
    for one in missing:
        replies = said.get(one.item.key, ())
        if replies and replies[-1].opens and replies[-1].day >= one.absent.day:
            continue
        broken = _taken_down(replies, one.item)
        reason = (
            _redesigned(one, crowd, options)
            or _fell_off(one, shapes[one.absent.run, one.absent.column_id].oldest)
            or _replaced(one.item, there)
            or _unproven(broken, replies, lists)
        )
        told.append(_unsure(one, reason) if reason or broken is None else _flagged(one, broken, replies))
    yield from told
    yield from the_rest(Verdict.CLEAR, SubjectKind.ITEM, frozenset(one.item.key for one in left), told)


def _absent(item: Departure, lists: Mapping[int, Sequence[Sighting]]) -> Sighting | None:
    """The sighting that shows the last of its lists without the item; None while one of them was not seen whole."""
    found: list[Sighting] = []
    for column_id, run in item.columns:
        later = next((one for one in lists.get(column_id, ()) if one.run > run and one.whole), None)
        if later is None:
            return None
        found.append(later)
    return max(found, key=lambda one: one.at, default=None)


def _by_title(items: Sequence[Titled]) -> dict[str, list[Titled]]:
    found: dict[str, list[Titled]] = defaultdict(list)
    for item in items:
        found[normal_title(item.title)].append(item)
    return found


def _is_elsewhere(item: Departure, moved: frozenset[int], there: Mapping[str, list[Titled]]) -> bool:
    same = there.get(normal_title(item.title), ())
    return item.still_there or item.item_id in moved or any(one.last_run > item.last_run for one in same)


def _ends(item: Departure, options: QuietDeletionOptions) -> bool:
    return any(word in item.title for word in options.ending)


def _taken_down(replies: Sequence[Answer], item: Departure) -> Answer | None:
    """The first of the broken answers with which the address has answered ever since the item left its lists."""
    first: Answer | None = None
    for reply in replies:
        if reply.opens:
            first = None
        elif reply.broken and first is None:
            first = reply
    last = replies[-1] if replies else None
    return first if last is not None and last.day >= item.last_listed and last.broken else None


def _redesigned(one: _Left, crowd: Mapping[tuple[int, int], int], options: QuietDeletionOptions) -> str | None:
    count = crowd[one.absent.run, 0]
    if count >= options.many:
        return f"全站同时有{count}条离开列表，可能是改版或迁移"
    count = crowd[one.absent.run, one.absent.column_id]
    if count >= _AT_LEAST and count >= _SHARE * (one.absent.rows + count):
        return f"该栏目同时有{count}条离开列表，可能是改版或迁移"
    if one.absent.rows == 0:
        return "该栏目已没有任何信息，可能是栏目归并或改版"
    return None


def _fell_off(one: _Left, oldest: date | None) -> str | None:
    """A list that keeps the newest only loses its oldest rows by itself."""
    if one.item.stated is None or oldest is None:
        return "没有日期可比，列表可能只保留最新的一部分"
    return "它不晚于列表中最早的信息，列表可能只保留最新的一部分" if one.item.stated <= oldest else None


def _replaced(item: Departure, there: Mapping[str, list[Titled]]) -> str | None:
    """Something new with nearly the same title, found at about the time when the item left."""
    mine = normal_title(item.title)
    latest = item.last_listed + timedelta(days=_NEAR)
    for title, others in there.items():
        new = [one for one in others if item.last_listed <= one.first_day <= latest and one.last_run > item.last_run]
        if not new or _numbers(title) != _numbers(mine):  # 第31场 and 第71场 are two, however alike
            continue
        if SequenceMatcher(None, mine, title, autojunk=False).ratio() >= _ALIKE:
            return f"其后出现题目相近的“{new[0].title}”，可能已被替换"
    return None


def _numbers(title: str) -> list[str]:
    return re.findall(r"\d+|[一二三四五六七八九十〇零]+", title)


def _unproven(broken: Answer | None, replies: Sequence[Answer], lists: Mapping[int, Sequence[Sighting]]) -> str | None:
    if broken is None:
        later = replies[-1] if replies else None
        return "原网址没有再访问" if later is None or later.opens else f"原网址{outcome_in_chinese(later.outcome)}"
    after = [reply for reply in replies if reply.broken and reply.at >= broken.at]
    seen = {one.run for found in lists.values() for one in found if one.whole}
    if any(reply.crawl and reply.run in seen for reply in after) or len({reply.day for reply in after}) > 1:
        return None
    return "原网址只检查过一次"


def _flagged(one: _Left, broken: Answer, replies: Sequence[Answer]) -> Judgement:
    opened = max((reply.day for reply in replies if reply.opens and reply.at < broken.at), default=one.item.last_listed)
    interval = Interval(min(opened, broken.day), broken.day)
    return say(
        MESSAGES,
        Verdict.FLAGGED,
        _subject(one.item),
        observed="转到首页" if broken.home else outcome_in_chinese(broken.outcome),
        threshold="已公开的信息不悄然撤下",
        since=interval.after,
        evidence=(one.item.capture_id, one.absent.capture_id, broken.capture_id),
        stated=one.item.stated or "未标明",
        interval=interval.chinese,
        column=one.absent.path,
        absent=one.absent.day,
        answer="转到首页" if broken.home else outcome_in_chinese(broken.outcome),
    )


def _unsure(one: _Left, reason: str | None) -> Judgement:
    return say(
        MESSAGES,
        Verdict.UNSURE,
        _subject(one.item),
        observed=f"{one.absent.day}起不在列表中",
        threshold="已公开的信息不悄然撤下",
        evidence=(one.item.capture_id, one.absent.capture_id),
        last=one.item.last_listed,
        reason=reason,
    )


def _subject(item: Departure) -> Subject:
    return Subject(SubjectKind.ITEM, item.key, item.title, item.url)


RULE = Rule("悄然撤下信息", SubjectKind.ITEM, QuietDeletionOptions, judge, MESSAGES)
