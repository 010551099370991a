"""The sums that a filled form must keep, reckoned from the truth of the forty alone: what is wrong was planted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from tests.reports.audit.forty_source import APPLICANTS, number

Miss = tuple[str, str, Decimal, Decimal]  # check, cell, what it says, what it should say

SUMS_2014 = (
    ("ar14.sum.received", "3.1", ("3.2", "3.3", "3.4", "3.5")),
    ("ar14.sum.closed", "3.6", ("3.7", "3.8")),
    ("ar14.sum.answered", "3.9", ("3.10", "3.11", "3.12", "3.13", "3.20", "3.21", "3.22", "3.23")),
    ("ar14.sum.refused", "3.13", tuple(f"3.{n}" for n in range(14, 20))),
    ("ar14.sum.review", "4", ("4.1", "4.2", "4.3")),
    ("ar14.sum.suit", "5", ("5.1", "5.2", "5.3")),
    ("ar14.sum.staff", "8.3", ("8.4", "8.5")),
)
LIMITS_2014 = (
    ("ar14.le.normative", "1.2", "1.1"),
    ("ar14.le.normative", "2.4", "2.3"),
    ("ar14.le.normative", "2.6", "2.5"),
    ("ar14.web_le_total", "1.6", "1.1"),
)


def misses(cells: Mapping[str, str], last: Mapping[str, str] | None = None) -> Iterator[Miss]:
    """Every sum that does not hold. An empty cell or a slash counts as 0. Only checks whose total is a number."""
    value = {name: number(raw) or Decimal(0) for name, raw in cells.items()}
    filled = {name for name, raw in cells.items() if number(raw) is not None}
    if "3.1" in cells:
        yield from _misses_2014(value, filled)
    if "t2.r1.total" in cells:
        yield from _misses_2019(value, filled)
        if last:
            for who in APPLICANTS:
                carried = number(last[f"t2.r4.{who}"]) or Decimal(0)
                if value[f"t2.r2.{who}"] != carried:
                    yield "ar19.carry", f"t2.r2.{who}", value[f"t2.r2.{who}"], carried


def _misses_2014(value: Mapping[str, Decimal], filled: Iterable[str]) -> Iterator[Miss]:
    for check, total, parts in SUMS_2014:
        should = sum((value[part] for part in parts), Decimal(0))
        if total in filled and value[total] != should:
            yield check, total, value[total], should
    for check, low, high in LIMITS_2014:
        if value[low] > value[high]:
            yield check, low, value[low], value[high]


def _misses_2019(value: Mapping[str, Decimal], filled: Iterable[str]) -> Iterator[Miss]:
    rows = sorted({name.rsplit(".", 1)[0] for name in value if name.startswith("t2.")})
    results = [row for row in rows if row.startswith("t2.r3.") and row != "t2.r3.7"]
    for who in APPLICANTS:
        came, went = value[f"t2.r1.{who}"] + value[f"t2.r2.{who}"], value[f"t2.r3.7.{who}"] + value[f"t2.r4.{who}"]
        if came != went:
            yield "ar19.sum.flow", f"t2.r4.{who}", went, came
        should = sum((value[f"{row}.{who}"] for row in results), Decimal(0))
        if value[f"t2.r3.7.{who}"] != should:
            yield "ar19.sum.result", f"t2.r3.7.{who}", value[f"t2.r3.7.{who}"], should
    for row in rows:
        should = sum((value[f"{row}.{who}"] for who in APPLICANTS[:-1]), Decimal(0))
        if f"{row}.total" in filled and value[f"{row}.total"] != should:
            yield "ar19.sum.total", row, value[f"{row}.total"], should
    for case in ("review", "direct", "after"):
        should = sum((value[f"t3.{case}.{end}"] for end in ("upheld", "corrected", "other", "pending")), Decimal(0))
        if f"t3.{case}.total" in filled and value[f"t3.{case}.total"] != should:
            yield "ar19.sum.case", f"t3.{case}.total", value[f"t3.{case}.total"], should


STATS_CELLS = {
    "published.total": "1.1",
    "normative.published": "1.2",
    "normative.issued": "1.3",
    "published.gazette": "1.5",
    "published.own_site": "1.6",
    "microblog.posts": "1.7",
    "wechat.posts": "1.8",
    "published.other_ways": "1.9",
    "responses.made": "2.1",
    "press_conferences.held": "2.3",
    "interviews.held": "2.5",
    "interpretations.published": "2.7",
    "requests.received": "3.1",
    "requests.desk": "3.2",
    "requests.fax": "3.3",
    "requests.network": "3.4",
    "requests.letter": "3.5",
    "requests.answered": "3.6",
    "requests.on_time": "3.7",
    "requests.extended": "3.8",
    "requests.already_public": "3.10",
    "requests.granted": "3.11",
    "requests.partly": "3.12",
    "requests.refused": "3.13",
    "requests.not_available": "3.21",
    "reviews.received": "4",
    "reviews.upheld": "4.1",
    "reviews.corrected": "4.2",
    "reviews.other": "4.3",
    "suits.received": "5",
    "suits.upheld": "5.1",
    "suits.corrected": "5.2",
    "suits.other": "5.3",
    "complaints.received": "6",
    "fees.charged": "7",
    "offices.special": "8.1",
    "reading_points.total": "8.2",
    "staff.total": "8.3",
    "staff.full_time": "8.4",
    "staff.part_time": "8.5",
    "funds.special": "8.6",
    "meetings.held": "9.1",
    "trainings.held": "9.2",
    "trainees.total": "9.3",
}
OIA_CELLS: dict[str, tuple[str, ...]] = {
    "normative.issued": ("t1.normative.made",),
    "normative.abolished": ("t1.normative.abolished",),
    "normative.in_force": ("t1.normative.in_force",),
    "licences.decided": ("t1.licences.decided",),
    "penalties.decided": ("t1.penalties.decided",),
    "coercions.decided": ("t1.coercions.decided",),
    "charges.collected": ("t1.charges.collected",),
    "requests.received": ("t2.r1.total",),
    "requests.natural": ("t2.r1.natural",),
    "requests.carried_in": ("t2.r2.total",),
    "requests.granted": ("t2.r3.1.total",),
    "requests.partly": ("t2.r3.2.total",),
    "requests.refused": tuple(f"t2.r3.3.{n}.total" for n in range(1, 9)),
    "requests.not_available": tuple(f"t2.r3.4.{n}.total" for n in range(1, 4)),
    "requests.not_handled": tuple(f"t2.r3.5.{n}.total" for n in range(1, 6)),
    "requests.answered": ("t2.r3.7.total",),
    "requests.carried_out": ("t2.r4.total",),
    "reviews.received": ("t3.review.total",),
    "reviews.upheld": ("t3.review.upheld",),
    "reviews.corrected": ("t3.review.corrected",),
    "reviews.other": ("t3.review.other",),
    "reviews.pending": ("t3.review.pending",),
    "suits.received": ("t3.direct.total", "t3.after.total"),
}
IN_WAN = {"fees.charged": "7", "funds.special": "8.6", "charges.collected": "t1.charges.collected"}


def in_table(indicator: str, cells: Mapping[str, str]) -> Decimal | None:
    """What the table says of an indicator, in its unit. None where the table has no cell for it, or an empty one."""
    names = (STATS_CELLS[indicator],) if "3.1" in cells and indicator in STATS_CELLS else OIA_CELLS.get(indicator, ())
    values = [number(cells[name]) for name in names if name in cells]
    known = [value for value in values if value is not None]
    if not values or len(known) != len(values):
        return None
    return sum(known, Decimal(0)) * (10000 if indicator in IN_WAN else 1)
