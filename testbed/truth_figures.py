"""More figures of the year, and how they part by month and class: from the world's own facts, never from pages."""

from __future__ import annotations

from collections import Counter
from datetime import date

from testbed.city import City
from testbed.truth_rows import YEAR, counts
from testbed.world.calendar import working_days_between
from testbed.world.model import Document, Item

_IN_TIME = 7  # working days from a decision to its publication
_BUREAU = "aj"

# An item in columns of several classes counts in the first of these.
_CLASSES = (
    ("interpretation", "政策解读"),
    ("event", "事件公开"),
    ("policy", "通知政策"),
    ("personnel_plan", "人事规划"),
    ("annual", "年度公开"),
    ("stats_service", "办事统计"),
    ("survey_talk", "调查访谈"),
    ("messages", "互动留言"),
    ("static", "固定内容"),
    ("dynamic", "动态要闻"),
    ("archive", "归档专题"),
    ("unknown", "未归类"),
)


def more_figures(city: City) -> dict[str, int]:
    """Counts of channels, decisions, reports, documents and letters, by the names of metrics."""
    own = [item for item in city.view.items if counts(item)]
    ids = {item.id for item in own}
    both = {doc.twin for doc in _documents(city) if doc.twin in ids}
    licences, penalties = _decisions(city, "licence"), _decisions(city, "penalty")
    replies = [city.view.replied(letter) for letter in city.view.letters]
    return {
        "columns.total": len(city.world.columns),
        "published.both_channels": len(both),
        "published.own_site_only": len(own) - len(both),
        "published.municipal_only": sum(doc.twin not in ids for doc in _documents(city)),
        "licences.published": len(licences),
        "licences.on_time": sum(licences.values()),
        "penalties.published": len(penalties),
        "penalties.on_time": sum(penalties.values()),
        "accident_reports.published": sum(item.columns[0] == "gov.key.report" for item in own),
        "normative.published": sum("gov.policy.norm" in _keys(item) and bool(item.doc_no) for item in own),
        "interpretations.published": sum("interpretation" in _class_names(city, item) for item in own),
        "news.published": sum("dynamic" in _class_names(city, item) for item in own),
        "letters.received": sum(letter.sent.year == YEAR for letter in city.view.letters),
        "letters.answered": sum(reply is not None and reply.year == YEAR for reply in replies),
    }


def parts(city: City) -> dict[str, dict[str, int]]:
    """How the items of the year part: metric → part → number; parts without items are left out."""
    own = [item for item in city.view.items if counts(item)]
    months = [f"{item.day.month}月" for item in own]
    classes = [_one_class(city, item) for item in own]
    pairs = [f"{name}/{month}" for name, month in zip(classes, months, strict=True)]
    return {
        "published.by_month": dict(Counter(months)),
        "published.by_class": dict(Counter(classes)),
        "published.by_class_month": dict(Counter(pairs)),
    }


def _documents(city: City) -> list[Document]:
    return [doc for doc in city.view.documents if doc.organ == _BUREAU and counts(doc.item)]


def _keys(item: Item) -> tuple[str, ...]:
    return (*item.columns, *([item.copy_in] if item.copy_in else []))


def _class_names(city: City, item: Item) -> set[str]:
    return {city.world.by_key[key].cls for key in _keys(item)}


def _one_class(city: City, item: Item) -> str:
    there = _class_names(city, item)
    return next(chinese for name, chinese in _CLASSES if name in there)


def _decisions(city: City, kind: str) -> dict[str, bool]:
    """Number of each decision that first came up in the year → whether it was in time, on either site."""
    first: dict[str, tuple[date, date]] = {}
    for item in city.view.items:
        for record in item.records if item.dated else ():
            if record.kind == kind:
                day = min(item.day, first.get(record.doc_no, (item.day,))[0])
                first[record.doc_no] = (day, record.decided)
    elsewhere: dict[str, date] = {}
    for doc in city.view.documents:
        for record in doc.item.records:
            elsewhere[record.doc_no] = min(doc.item.day, elsewhere.get(record.doc_no, doc.item.day))
    return {
        number: working_days_between(decided, min(day, elsewhere.get(number, day))) <= _IN_TIME
        for number, (day, decided) in first.items()
        if day.year == YEAR
    }
