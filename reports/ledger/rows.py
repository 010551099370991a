"""The correction ledger (整改台账) as rows and columns: what CSV, XLSX and HTML files hold.

The columns are those that inspection programs have in common, in the order in which the work goes: what was seen
where, against which clause, who mends it by when, what became of it. Names and phone numbers of those responsible are
not known to a crawl; their cells stay empty for the office.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from checks.ledger import EventRow, FindingRow, State, histories, times_seen
from crawler.catalogue.captures import CaptureRow
from crawler.catalogue.ledger_places import Place, captures_with, places_of, site_numbers
from crawler.catalogue.queries import SiteRow, sites
from crawler.clock import SHANGHAI

HEADERS = (
    "序号",
    "问题编号",
    "监测时间",
    "网站名称",
    "网站标识码",
    "监测栏目",
    "问题链接",
    "父页面",
    "问题类型",
    "条款",
    "问题描述",
    "检查标准",
    "依据",
    "快照",
    "扣分/单项否决",
    "责任单位",
    "责任人",
    "联系电话",
    "整改建议",
    "整改措施",
    "整改时限",
    "是否逾期",
    "首次预警时间",
    "预警次数",
    "整改状态",
    "回潮次数",
    "复核时间",
    "复核人",
    "复核结果",
    "销号时间",
    "豁免",
    "备注",
)

# The finer states that correction ledgers use.
_STATES = {
    State.OPEN: "待核实",
    State.CONFIRMED: "整改中",
    State.DISPUTED: "申诉",
    State.WAIVED: "已豁免",
    State.CLAIMED: "已整改待复核",
    State.FIXED: "已销号",
    State.REOPENED: "回潮，整改中",
    State.FALSE_ALARM: "误报",
}
_SNAPSHOTS = 3  # that a cell names
_LOOKED = {"seen_fixed": "已整改", "claim_refused": "未整改", "rechecked": "", "reopened": "问题重现"}


STATES = tuple(_STATES.values())


@dataclass(frozen=True, slots=True)
class Ledger:
    """Findings as the ledger has them on a day, and all that its rows are made of."""

    rows: tuple[FindingRow, ...]
    sites: Mapping[str, SiteRow]
    numbers: Mapping[str, str]  # site numbers (标识码), by site
    places: Mapping[tuple[str, str], Place]  # by site and key of the subject
    events: Mapping[int, Sequence[EventRow]]
    seen: Mapping[int, int]
    captures: Mapping[int, CaptureRow]
    today: date


def open_ledger(conn: sqlite3.Connection, rows: Sequence[FindingRow], today: date) -> Ledger:
    """Gather what the rows of these findings need, in a few questions."""
    keys: dict[str, set[str]] = {}
    for row in rows:
        if row.subject_kind in ("item", "link"):
            keys.setdefault(row.site, set()).add(row.subject_key)
    return Ledger(
        rows=tuple(rows),
        sites={site.id: site for site in sites(conn)},
        numbers=site_numbers(conn),
        places={(site, key): place for site, wanted in keys.items() for key, place in places_of(conn, site, wanted)},
        events=histories(conn),
        seen=times_seen(conn),
        captures=captures_with(conn, {number for row in rows for number in row.evidence}),
        today=today,
    )


def cells_of(ledger: Ledger, row: FindingRow, number: int) -> dict[str, str | int | date | None]:
    """One row of the ledger, by the names of its columns."""
    site = ledger.sites.get(row.site)
    events = ledger.events.get(row.id, ())
    looked = next((event for event in reversed(events) if event.kind in _LOOKED), None)
    claimed = next((event for event in reversed(events) if event.kind == "claimed"), None)
    place = ledger.places.get((row.site, row.subject_key))
    return {
        "序号": number,
        "问题编号": row.number,
        "监测时间": moment_of(row.last_flagged),
        "网站名称": site.name if site else row.site,
        "网站标识码": ledger.numbers.get(row.site, ""),
        "监测栏目": _column(row, place),
        "问题链接": row.subject_url or (site.home if site else ""),
        "父页面": place.parent or "" if place else "",
        "问题类型": row.clause_title,
        "条款": row.clause,
        "问题描述": row.message,
        "检查标准": row.threshold,
        "依据": row.source + ("（未经核实）" if row.unverified else ""),
        "快照": _shown(ledger, row),
        "扣分/单项否决": _weight(row),
        "责任单位": (site.organ or site.name) if site else "",
        "责任人": "",
        "联系电话": "",
        "整改建议": row.advice,
        "整改措施": claimed.note if claimed else "",
        "整改时限": row.deadline,
        "是否逾期": "逾期" if row.overdue(ledger.today) else "",
        "首次预警时间": moment_of(row.first_flagged),
        "预警次数": ledger.seen.get(row.id, 0),
        "整改状态": _STATES[row.state],
        "回潮次数": row.reopened,
        "复核时间": moment_of(looked.at) if looked else "",
        "复核人": looked.who if looked else "",
        "复核结果": (_LOOKED[looked.kind] or looked.note) if looked else "",
        "销号时间": moment_of(row.fixed_at) if row.fixed_at else "",
        "豁免": _waiver(row),
        "备注": _remark(row, events),
    }


def _column(row: FindingRow, place: Place | None) -> str:
    if row.subject_kind in ("column", "column_id"):
        return row.subject_label
    return "；".join(place.columns) if place else ""


def _shown(ledger: Ledger, row: FindingRow) -> str:
    found = [ledger.captures[number] for number in row.evidence if number in ledger.captures]
    words = [f"{moment_of(capture.at)} {capture.warc_file}:{capture.offset}" for capture in found[:_SNAPSHOTS]]
    words += [f"等{len(found)}个"] if len(found) > _SNAPSHOTS else []
    return "；".join(words)


def _weight(row: FindingRow) -> str:
    if row.veto:
        return "单项否决"
    return f"{row.points:g}分" if row.points is not None else ""


def _waiver(row: FindingRow) -> str:
    waiver = row.waiver
    if waiver is None or row.state is not State.WAIVED:
        return ""
    parts = [waiver.number, waiver.reason, waiver.approver, waiver.document or ""]
    parts += [f"至{waiver.until.isoformat()}"] if waiver.until else []
    return " ".join(part for part in parts if part)


def _remark(row: FindingRow, events: Sequence[EventRow]) -> str:
    words = ["人工认定"] if row.origin == "person" else []
    disputes = [event for event in events if event.kind in ("disputed", "dispute_accepted", "dispute_rejected")]
    words += [f"{event.who}：{event.note}" for event in disputes[-2:]]
    words += [f"报告整改后复核未通过{row.refused}次"] if row.refused else []
    return "；".join(words)


def moment_of(stamp: str) -> str:
    """A UTC stamp as the local time that people read."""
    return datetime.fromisoformat(stamp).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
