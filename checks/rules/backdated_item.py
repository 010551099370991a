"""An item came to the web days after the date it states, although its list was looked at in between.

What it sees
    Items that stood in a list for the first time in a crawl, with a stated date (of list and article the later one)
    more than `days` before a moment at which the same list was seen whole without them. The evidence is both
    captures: the list without the item, and the list with it. The finding says between which two days it appeared.
    Only appearances of the last `look_back` are looked at.

Why it matters
    The date of an item is what every check of freshness rests on. A column that is filled with old dates before an
    inspection looks as if it had been kept up; national bulletins treat forged dates (伪造发稿日期) as fraud.

When it cannot tell
    The list was not seen whole between the date and the appearance (an outage, an update that stopped early); another
    column was unseen all that time, from which the item may have come; the list is cut or not in order of dates; the
    reader of pages was changed between the crawls; many old items came at once, or very old ones (补录); the stated
    date is that of writing or of the event told (成文日期、活动日期), which is late publication and no forged date.
    What the first crawl found, what a new column brought and what was known under another address did not appear.

Example
    Stated 2016-03-01; the list of 2016-03-21 was walked whole and does not hold it, that of 2016-03-28 does: flagged,
    it appeared between 2016-03-21 and 2016-03-28. With the list last seen on 2016-03-08 (seven days): not flagged.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, WindowOption, say, the_rest
from checks.seeing.interval import Interval, last_whole_before, seen_whole_between
from checks.window import Window
from crawler.catalogue.history import Appearance, Sighting, appearances, known_before, list_shapes, sightings

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”标注的发布日期是{stated}，但{absent}完整查看栏目“{column}”时还没有这条信息，"
    "实际出现在{interval}，比标注日期晚至少{late}天。请改为实际发布日期。",
    Verdict.CLEAR: "信息“{subject}”的发布日期与出现时间相符。",
    Verdict.NOT_APPLICABLE: "信息“{subject}”出现时没有可以比较的抓取。",
    Verdict.UNSURE: "信息“{subject}”标注的发布日期是{stated}，首次看到是{seen}，是否倒填日期无法判断：{reason}。",
}
_HEAD, _TAIL = 80, 60  # characters at the beginning and the end of a text where a date of its own stands


class BackdatedItemOptions(Options):
    """How many days late is still in order, and what is left to a person because it may be an archive being filled."""

    days: int = Field(default=7, ge=0)
    look_back: WindowOption = Window(12, "months")
    oldest: WindowOption = Window(12, "months")  # older than that on the day it appeared: an archive is being filled
    many: int = Field(default=20, ge=2)  # so many of one column in one crawl: likewise
    doubt_back: WindowOption = Window(3, "months")  # what nobody watched longer ago, nobody will find out about


@dataclass(frozen=True, slots=True)
class _Unseen:
    """A late item whose list nobody saw whole at the time that matters."""

    seen: Appearance


@dataclass(frozen=True, slots=True)
class _Late:
    """A late item with the list that shows it best: the last whole sighting without it."""

    seen: Appearance
    stated: date
    before: Sighting


def judge(facts: SiteFacts, options: BackdatedItemOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item that is late or may be; what appeared in time comes in one batch.

    Items of a column that was not looked at often enough come in one judgement on the column.
    """
    by_item: dict[int, list[Appearance]] = defaultdict(list)
    since = options.look_back.first_day(facts.as_of)
    for seen in facts.ask(appearances):
        if seen.day >= since and seen.stated is not None and facts.is_internal(seen.url):
            by_item[seen.item_id].append(seen)
    late = {
        item: places
        for item, places in by_item.items()
        if places[0].stated is not None and (places[0].day - places[0].stated).days > options.days
    }
    known = facts.ask(known_before, tuple(late))
    doubtful = {item: places for item, places in late.items() if item not in known}
    told, forgotten = _told(facts, options, doubtful)
    yield from told
    keys = frozenset(places[0].key for item, places in by_item.items() if item not in doubtful)
    yield from the_rest(Verdict.CLEAR, SubjectKind.ITEM, keys)
    yield from the_rest(Verdict.NOT_APPLICABLE, SubjectKind.ITEM, forgotten)


def _told(
    facts: SiteFacts, options: BackdatedItemOptions, late: Mapping[int, Sequence[Appearance]]
) -> tuple[list[Judgement], frozenset[str]]:
    """The judgements on late items, and the keys of those whose doubts are too old to be settled."""
    lists = facts.ask(sightings)
    told: list[Judgement] = []
    strong: list[_Late] = []
    unseen: dict[str, list[Appearance]] = defaultdict(list)
    forgotten: set[str] = set()
    for places in late.values():
        found = _best(places, lists, options)
        if isinstance(found, _Late):
            strong.append(found)
        elif isinstance(found, str):
            told.append(_unsure(places[0], found))
        elif found is None or found.seen.day < options.doubt_back.first_day(facts.as_of):
            forgotten.add(places[0].key)
        else:
            unseen[found.seen.path].append(found.seen)
    shapes = facts.ask(list_shapes, tuple(dict.fromkeys((one.before.run, one.before.column_id) for one in strong)))
    texts = facts.texts([one.seen.item_id for one in strong])
    crowd = Counter((one.seen.run, one.seen.column_id) for one in strong)
    for one in strong:
        shape = shapes[one.before.run, one.before.column_id]
        reason = (
            _from_elsewhere(one, lists)
            or _changed_reader(one, lists)
            or _out_of_sight(one, shape.oldest, shape.descending)
            or _archive(one, options, crowd[one.seen.run, one.seen.column_id])
            or _own_date(one, texts.get(one.seen.item_id, ""))
        )
        told.append(_unsure(one.seen, reason) if reason else _flagged(one, options))
    told += [_unwatched(path, items, options) for path, items in unseen.items()]
    return told, frozenset(forgotten)


def _best(
    places: Sequence[Appearance], lists: Mapping[int, Sequence[Sighting]], options: BackdatedItemOptions
) -> _Late | _Unseen | str | None:
    """The proof that an item is late; why there is none, in Chinese; None where it is no question (a new column)."""
    found: list[_Late] = []
    for seen in _lowest(places):
        assert seen.stated is not None
        earlier = [one for one in lists.get(seen.column_id, ()) if one.run < seen.run]
        if not earlier:
            continue  # the column itself is new
        before = last_whole_before(earlier, seen.at)
        if before is None or (before.day - seen.stated).days <= options.days:
            return _Unseen(seen)
        found.append(_Late(seen, seen.stated, before))
    if not found:
        return None
    if len(found) < len(_lowest(places)):
        return "它同时列在新出现的栏目中，可能由别处移来"
    return max(found, key=lambda one: one.before.at)


def _lowest(places: Sequence[Appearance]) -> list[Appearance]:
    """The places without those that only collect what stands below them."""
    return [
        one for one in places if not any(other.path.startswith(f"{one.path}/") for other in places if other is not one)
    ]


def _from_elsewhere(late: _Late, lists: Mapping[int, Sequence[Sighting]]) -> str | None:
    """A column of the site that was not seen whole once since the stated date: the item may have stood there."""
    for column_id, seen in lists.items():
        if seen[0].run >= late.seen.run or any(one.whole or one.gone for one in seen if one.run == late.before.run):
            continue
        if all(one.day <= late.stated for one in seen):
            continue  # the column was closed before
        if not seen_whole_between(lists, column_id, late.stated, late.seen.at):
            return f"其间栏目“{seen[0].path}”一直没有看全，信息可能由该栏目移来"
    return None


def _changed_reader(late: _Late, lists: Mapping[int, Sequence[Sighting]]) -> str | None:
    now = next((one for one in lists[late.seen.column_id] if one.run == late.seen.run), None)
    if now is None or now.software != late.before.software:
        return "两次抓取之间程序换了版本，列表的读法可能不同"
    return None


def _out_of_sight(late: _Late, oldest: date | None, descending: bool) -> str | None:
    if late.before.rows == 0:
        return None
    if not descending:
        return "列表不按日期排列，可能只显示一部分"
    if oldest is None or oldest >= late.stated:
        return "当时列表中没有更早的信息，列表可能只显示最新的一部分"
    return None


def _archive(late: _Late, options: BackdatedItemOptions, crowd: int) -> str | None:
    if late.stated < options.oldest.first_day(late.seen.day):
        return (
            "标注日期早于首次看到一年以上，可能是补录历史信息" if str(options.oldest) == "12 months" else "可能是补录"
        )
    return f"同时出现{crowd}条，可能是补录或迁移历史信息" if crowd >= options.many else None


def _own_date(late: _Late, text: str) -> str | None:
    """The stated date is one that the document itself bears: when it was written, or when what it tells happened."""
    if late.seen.written_on == late.stated:
        return "标注日期与成文日期相同，可能是以成文日期为准，属发布迟缓"
    day = late.stated
    pattern = re.compile(rf"(?<!\d)(?:{day.year}年0?{day.month}月0?{day.day}日|0?{day.month}月0?{day.day}日)")
    bare = "".join(text.split())
    if pattern.search(bare[:_HEAD]) or pattern.search(bare[-_TAIL:]):
        return "标注日期是文中所写的日期（活动或落款日期），可能属发布迟缓"
    return None


def _subject(seen: Appearance) -> Subject:
    return Subject(SubjectKind.ITEM, seen.key, seen.title, seen.url)


def _flagged(late: _Late, options: BackdatedItemOptions) -> Judgement:
    interval = Interval(late.before.day, late.seen.day)
    return say(
        MESSAGES,
        Verdict.FLAGGED,
        _subject(late.seen),
        observed=f"标注{late.stated}，出现于{interval.chinese}",
        threshold=f"出现时间不晚于标注日期{options.days}天",
        since=late.before.day,
        evidence=(late.before.capture_id, late.seen.capture_id),
        stated=late.stated,
        absent=late.before.day,
        column=late.seen.path,
        interval=interval.chinese,
        late=(late.before.day - late.stated).days,
    )


def _unsure(seen: Appearance, reason: str) -> Judgement:
    return say(
        MESSAGES,
        Verdict.UNSURE,
        _subject(seen),
        observed=f"标注{seen.stated}，首次看到{seen.day}",
        evidence=(seen.capture_id,),
        stated=seen.stated,
        seen=seen.day,
        reason=reason,
    )


def _unwatched(path: str, items: Sequence[Appearance], options: BackdatedItemOptions) -> Judgement:
    """Items of a column that was not seen whole between the date and the appearance: an outage, or crawls too rare."""
    example = items[0]
    return Judgement(
        Verdict.UNSURE,
        Subject(SubjectKind.COLUMN, path, path),
        f"栏目“{path}”有{len(items)}条信息首次看到时已超过标注日期{options.days}天，如“{example.title}”"
        f"（标注{example.stated}，首次看到{example.day}）；其间没有完整查看过该栏目，是否倒填日期无法判断。",
        observed=f"{len(items)}条未能核对",
        threshold=f"出现时间不晚于标注日期{options.days}天",
        evidence=tuple(one.capture_id for one in items[:1] if one.capture_id is not None),
    )


RULE = Rule("倒填发布日期", SubjectKind.ITEM, BackdatedItemOptions, judge, MESSAGES)
