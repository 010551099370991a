"""From texts to items: how many each column gets in which year, on which days, and under which numbers.

The counts of 2016 add up to 813 for every seed: the bureau's news column takes what the others leave.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from testbed.world import docs, events, news
from testbed.world.calendar import is_working, spread, working_day, working_days_after
from testbed.world.draft import Draft, Writer, cn
from testbed.world.model import Block, File, Item, Para
from testbed.world.records import decided_before, licence_record, penalty_record, single_article, wide_article
from testbed.world.words import BUREAU

YEAR_TOTAL = 813
YEAR_START, YEAR_END = date(2016, 1, 4), date(2016, 12, 30)
ORGAN_CODE = "007334512"

# column: writer, items of 2014, 2015, 2016 and January 2017
_PLAN: dict[str, tuple[Writer, int, int, int, int]] = {
    "news.base.town": (news.town_news, 15, 20, 120, 8),
    "news.base.trade": (news.trade_news, 6, 8, 36, 3),
    "news.base.state": (news.state_news, 6, 10, 44, 3),
    "gov.oia.rules": (docs.disclosure_rule, 2, 1, 2, 0),
    "gov.notice": (docs.notice, 12, 22, 105, 6),
    "gov.policy.law": (docs.law, 3, 5, 14, 0),
    "gov.policy.norm": (docs.normative, 4, 6, 18, 0),
    "gov.policy.read": (docs.interpretation, 0, 3, 14, 1),
    "gov.fin.plan": (docs.plan, 1, 3, 5, 0),
    "gov.fin.budget": (docs.budget, 2, 2, 4, 0),
    "gov.fin.stats": (docs.statistics, 6, 8, 14, 1),
    "gov.person.appoint": (docs.appointment, 2, 4, 7, 0),
    "gov.person.recruit": (docs.recruitment, 1, 3, 5, 0),
    "gov.key.info": (events.accident_news, 2, 4, 22, 1),
    "gov.key.response": (events.response, 1, 3, 10, 1),
    "gov.key.lesson": (events.lesson, 1, 3, 10, 1),
    "gov.key.report": (events.investigation, 1, 3, 15, 0),
    "gov.key.watch": (events.watched, 0, 2, 7, 0),
    "gov.key.warn": (events.warning, 2, 6, 28, 2),
    "gov.key.hidden": (events.exposure, 0, 6, 24, 1),
    "svc.guide": (docs.guide_item, 4, 5, 14, 0),
    "svc.forms": (docs.form_item, 2, 4, 10, 0),
    "svc.check": (events.inspection, 2, 6, 30, 2),
    "talk.public.survey": (docs.survey, 1, 2, 6, 0),
    "talk.public.faq": (docs.question, 2, 3, 6, 0),
    "talk.public.live": (docs.interview, 1, 2, 6, 0),
    "topic.hot.smart": (docs.platform_topic, 0, 3, 12, 0),
    "topic.urgent.plan": (docs.emergency_plan, 1, 2, 5, 0),
    "topic.urgent.know": (docs.knowledge, 2, 4, 10, 1),
}
_NEWS = (news.bureau_news, 24, 34, 0, 8)  # 2016 is what is left
_DOMESTIC = {"doc": "wps", "xls": "et", "pdf": "ofd"}
_SERIES = {"gov.key.hidden", "gov.fin.stats"}  # one issue a day at most: some of them repeat their title
_NO_PENALTY_MONTHS = (2, 11, 12)
_TIME_OF_DAY = ("08:50", "09:20", "10:05", "11:32", "14:48", "15:15", "16:40", "17:26")


@dataclass(frozen=True)
class Weak:
    """Which columns this city neglects; chosen by the seed in `faults`."""

    stale: dict[str, date]  # column → last day of its newest item
    blank: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A draft with its column and its day."""

    key: str
    day: date
    draft: Draft
    mark: str = ""  # what the planted faults look it up by


def plant_items(seed: int, keys: list[str], classes: dict[str, str], weak: Weak) -> tuple[list[Item], dict[str, str]]:
    """All dated articles of the bureau's site, oldest first, and the ids of the marked ones."""
    titles: set[str] = set()
    sheets = _annual_reports(seed) + _closed_topic(seed, titles) + _records(seed)
    for key in keys:
        if key in _PLAN and key not in weak.blank:
            sheets += _column(seed, key, _PLAN[key], classes[key], weak, titles)
    left = YEAR_TOTAL - sum(sheet.day.year == 2016 for sheet in sheets)
    plan = (*_NEWS[:3], left, _NEWS[4])
    sheets += _column(seed, "news.work", plan, "dynamic", weak, titles)
    return _numbered(seed, sorted(sheets, key=lambda sheet: (sheet.day, sheet.key, sheet.draft.title)))


def _column(
    seed: int, key: str, plan: tuple[Writer, int, int, int, int], cls: str, weak: Weak, titles: set[str]
) -> list[Sheet]:
    writer, *counts = plan
    rng = Random(f"{seed}:{key}")
    sheets = []
    for year, count in zip((2014, 2015, 2016, 2017), counts, strict=True):
        days = _days(rng, year, count, cls, weak.stale.get(key))
        for n, day in enumerate(_distinct(days) if key in _SERIES else days):
            draft = _fresh_draft(writer, rng, day, n, titles)
            sheets.append(Sheet(key, day, draft))
    return sheets


def _distinct(days: list[date]) -> list[date]:
    """The days, each later one moved to a working day of its own."""
    own: list[date] = []
    for day in days:
        own.append(day if not own or day > own[-1] else working_days_after(own[-1], 1))
    return own


def _fresh_draft(writer: Writer, rng: Random, day: date, n: int, titles: set[str]) -> Draft:
    """A text whose title is new to the site, unless it belongs to a series that repeats its title on purpose."""
    for _ in range(200):
        draft = writer(rng, day, n)
        if draft.repeated or draft.title not in titles:
            titles.add(draft.title)
            return draft
    raise ValueError(f"{writer.__name__} runs out of titles")


def _days(rng: Random, year: int, count: int, cls: str, last: date | None) -> list[date]:
    if not count or (last and last.year < year):
        return []
    first = date(year, 1, 2) if year != 2017 else date(2017, 1, 3)
    end = {2016: YEAR_END, 2017: date(2017, 1, 19)}.get(year, date(year, 12, 30))
    if last and last.year == year:
        return [*spread(rng, count - 1, first, last - timedelta(days=3)), last]
    days = spread(rng, count, first, end)
    if year == 2016 and cls == "dynamic":
        days[-1] = working_day(date(2016, 12, rng.randint(21, 30)))
    elif year == 2016 and cls in ("policy", "interpretation", "personnel_plan"):
        days[-1] = working_day(date(2016, rng.randint(9, 12), rng.randint(10, 25)))
    return sorted(days)


def _annual_reports(seed: int) -> list[Sheet]:
    rng = Random(f"{seed}:reports")
    late = working_day(date(2016, 4, rng.randint(18, 27)))
    days = (date(2014, 3, 18), date(2015, 3, 20), late)
    return [
        Sheet("gov.oia.report", day, docs.annual_report(rng, day, 0), "late_report" if day == late else "")
        for day in days
    ]


def _closed_topic(seed: int, titles: set[str]) -> list[Sheet]:
    rng = Random(f"{seed}:topic")
    sheets = []
    for n, day in enumerate(spread(rng, 14, date(2014, 5, 26), date(2014, 7, 4))):
        draft = docs.month_topic(rng, day, n)
        titles.add(draft.title)
        sheets.append(Sheet("topic.hot.month", day, draft))
    return sheets


def _records(seed: int) -> list[Sheet]:
    rng = Random(f"{seed}:records")
    serial = iter(range(1, 10_000))
    sheets = _marked_records(rng)
    days = [*spread(rng, 42, date(2016, 1, 18), YEAR_END), *spread(rng, 2, date(2017, 1, 9), date(2017, 1, 19))]
    sheets += _decisions(rng, "licence", days, serial)
    busy = [month for month in range(1, 13) if month not in _NO_PENALTY_MONTHS]
    days = [working_day(date(2016, month, day)) for month in busy for day in (14, 18, 22, 27)][:33]
    sheets += _decisions(rng, "penalty", [*days, date(2017, 1, 18)], serial)
    for month in _NO_PENALTY_MONTHS:
        last = date(2016, month, 29 if month == 2 else 30)
        sheets.append(Sheet("svc.dual.penalty", working_day(last), events.NO_PENALTY))
    return sheets


def _decisions(rng: Random, kind: str, days: list[date], serials: object) -> list[Sheet]:
    """Every third publishing day a batch in one table, otherwise one article per decision."""
    write = licence_record if kind == "licence" else penalty_record
    serial, batch, sheets = 20, Counter[int](), []
    for n, day in enumerate(sorted(days)):
        if n % 3 == 0:
            batch[day.year] += 1
            records = tuple(write(rng, decided_before(rng, day), serial + k) for k in range(rng.randint(3, 7)))
            serial += len(records)
            draft = wide_article(kind, day, batch[day.year], records)
        else:
            draft = single_article(kind, write(rng, decided_before(rng, day), serial))
            serial += 1
        sheets.append(Sheet(f"svc.dual.{kind}", day, draft))
    return sheets


def _marked_records(rng: Random) -> list[Sheet]:
    """Two late decisions and two published on the very last day, all around the holiday of October 2016.

    1 to 7 October were free, 8 and 9 October (a weekend) were worked. So 29 September to 14 October is eight working
    days, 28 September to 12 October seven; 8 to 18 October is eight, though only seven of them are Monday to Friday.
    """
    cases = (
        ("licence", date(2016, 9, 29), date(2016, 10, 14), "late_licence"),
        ("licence", date(2016, 9, 28), date(2016, 10, 12), "seventh_licence"),
        ("penalty", date(2016, 10, 8), date(2016, 10, 18), "late_penalty"),
        ("penalty", date(2016, 9, 29), date(2016, 10, 13), "seventh_penalty"),
    )
    sheets = []
    for serial, (kind, decided, day, mark) in enumerate(cases, start=1):
        record = (licence_record if kind == "licence" else penalty_record)(rng, decided, serial)
        sheets.append(Sheet(f"svc.dual.{kind}", day, single_article(kind, record), mark))
    return sheets


def _numbered(seed: int, sheets: list[Sheet]) -> tuple[list[Item], dict[str, str]]:
    rng = Random(f"{seed}:numbers")
    doc_serial: Counter[tuple[str, int]] = Counter()
    index_serial: Counter[int] = Counter()
    files = 100
    items: list[Item] = []
    marks: dict[str, str] = {}
    for n, sheet in enumerate(sheets):
        draft, day = sheet.draft, sheet.day
        index_serial[day.year] += 1
        written, doc_no = _written(rng, draft, day), None
        if draft.number and written:
            doc_serial[draft.number, written.year] += 1
            doc_no = f"{draft.number}〔{written.year}〕{doc_serial[draft.number, written.year]}号"
        attached = tuple(File(files + k, name, _type(files + k, ext)) for k, (name, ext) in enumerate(draft.files))
        files += len(attached)
        item = Item(
            id=f"b{n + 1:04d}",
            number=85_000 + 7 * n + rng.randint(0, 5),
            title=draft.title,
            day=day,
            columns=(sheet.key,),
            body=draft.body,
            clock=f"{rng.choice(_TIME_OF_DAY)}:{rng.randint(10, 59)}" if rng.random() < 0.45 else None,
            written=written,
            source=draft.source,
            index_no=_index_no(sheet.key, day, index_serial[day.year]),
            doc_no=doc_no,
            block=draft.block,
            signed=draft.signed,
            files=attached,
            records=draft.records,
            publisher=BUREAU,
        )
        items.append(replace(item, body=_finished(item)))
        if sheet.mark:
            marks[sheet.mark] = item.id
    return items, marks


def _index_no(key: str, day: date, serial: int) -> str:
    """Organ, year and serial; normative documents have a number that looks like a date."""
    return f"{day:%Y-%m}-{serial:05d}" if key == "gov.policy.norm" else f"{ORGAN_CODE}/{day.year}-{serial:05d}"


def _type(number: int, ext: str) -> str:
    """Every fifth file was made with the domestic office."""
    return _DOMESTIC.get(ext, ext) if number % 5 == 0 else ext


def _written(rng: Random, draft: Draft, day: date) -> date | None:
    """成文日期: a few days before publication, in the same year, on a working day."""
    if not (draft.number or draft.signed or draft.block):
        return None
    written = working_day(day - timedelta(days=rng.choice((0, 0, 1, 2, 3, 5, 8, 12))))
    return written if written.year == day.year and is_working(written) else day


def _finished(item: Item) -> tuple[Block, ...]:
    """The body with its 文号 line on top and its signature below, where the document has them."""
    body = item.body
    if item.doc_no:
        body = (Para(item.doc_no, "centre"), *body)
    if item.signed and item.written:
        body = (*body, Para(BUREAU, "right"), Para(cn(item.written), "right"))
    return body
