"""What is wrong in the city, and what only looks wrong. Each fault names the clause it breaks.

All faults hold on 2016-12-31. Together they stay below the veto thresholds of 2015: under five stale news and policy
columns, under five blank ones, under ten stale ones in all.
"""

from __future__ import annotations

from datetime import date
from random import Random

from testbed.world.articles import Weak
from testbed.world.calendar import working_day
from testbed.world.model import Column, Fault, Item, LookAlike

# key of a dead address → where it is shown, its link text
DEAD_LINKS = {
    "standard": ("home", "安全生产标准化"),
    "poster": ("home", "安全生产宣传画下载"),
    "chart": ("column", "网上办事流程图"),
    "appendix": ("article", "《安全生产违法行为行政处罚办法》全文"),
    "form": ("file", "登记表"),
}


def neglect(seed: int) -> Weak:
    """Choose the columns that this city neglects and the day each was last updated."""
    rng = Random(f"{seed}:neglect")
    stale: dict[str, date] = {}
    for key in rng.sample(["news.base.town", "news.base.trade", "news.base.state"], 2):
        stale[key] = working_day(date(2016, rng.randint(9, 11), rng.randint(10, 28)))
    for key in rng.sample(["gov.policy.law", "gov.policy.norm"], rng.randint(1, 2)):
        stale[key] = working_day(date(2016, rng.randint(4, 5), rng.randint(12, 28)))
    key = rng.choice(["gov.person.appoint", "gov.person.recruit", "gov.fin.plan"])
    stale[key] = working_day(date(2015, rng.randint(9, 11), rng.randint(10, 28)))
    blank = rng.sample(["talk.public.live", "topic.urgent.know", "gov.key.watch", "topic.urgent.plan"], 2)
    return Weak(stale, frozenset(blank))


_CLAUSES = {
    "stale_news": "c15.d.basic_news",
    "stale_policy": "c15.d.basic_policy",
    "stale_personnel": "c15.d.basic_plan",
    "blank_column": "colchk.blank",
    "missing_column": "colchk.missing",
    "dead_link_home": "c15.d.link_home",
    "dead_link": "c15.d.link_other",
    "undated_item": "colchk.undated",
    "date_conflict": "practice.date_conflict",
    "late_licence": "dp.window",
    "late_penalty": "dp.window",
    "unanswered_letter": "c15.v.reply",
    "outdated_guide": "oia.catalog_update",
    "channel_mismatch": "practice.channel_mismatch",
    "late_annual_report": "oia.report_dept",
}
_Row = tuple[str, tuple[str, str], str]  # kind, place, note


def list_faults(
    weak: Weak, missing: Column, marks: dict[str, str], undated: list[Item], conflicts: list[Item], orphans: list[str]
) -> tuple[Fault, ...]:
    """Every planted fault with its clause, numbered within its kind."""
    rows = _column_faults(weak, missing) + _page_faults(undated, conflicts) + _deed_faults(marks, orphans)
    seen: dict[str, int] = {}
    faults = []
    for kind, place, note in rows:
        seen[kind] = seen.get(kind, 0) + 1
        site = "municipal" if place[0] == "document" else "bureau"
        faults.append(Fault(f"{kind}-{seen[kind]}", kind, _CLAUSES[kind], site, place, note))
    return tuple(faults)


def _column_faults(weak: Weak, missing: Column) -> list[_Row]:
    rows: list[_Row] = [(_staleness(key), ("column", key), f"最新信息发布于{day}") for key, day in weak.stale.items()]
    rows += [("blank_column", ("column", key), "栏目没有任何信息") for key in sorted(weak.blank)]
    rows.append(("missing_column", ("id", missing.column_id or ""), f"没有“{missing.name}”或同类栏目"))
    rows.append(("outdated_guide", ("column", "gov.oia.guide"), "公开指南一年多未更新"))
    return rows


def _page_faults(undated: list[Item], conflicts: list[Item]) -> list[_Row]:
    rows: list[_Row] = [
        ("dead_link_home" if place == "home" else "dead_link", ("dead", key), f"链接“{text}”打不开（404）")
        for key, (place, text) in DEAD_LINKS.items()
    ]
    rows += [("undated_item", ("item", item.id), "列表和正文都没有日期") for item in undated]
    rows += [
        ("date_conflict", ("item", item.id), f"列表日期{item.listed_day}，正文日期{item.day}") for item in conflicts
    ]
    return rows


def _deed_faults(marks: dict[str, str], orphans: list[str]) -> list[_Row]:
    rows: list[_Row] = [
        ("late_licence", ("item", marks["late_licence"]), "2016-09-29决定，2016-10-14公示，第8个工作日"),
        ("late_penalty", ("item", marks["late_penalty"]), "2016-10-08决定，2016-10-18公示，第8个工作日"),
        ("unanswered_letter", ("letter", "900001"), "超过3个月没有答复"),
        ("late_annual_report", ("item", marks["late_report"]), "2015年年报在2016-03-31之后发布"),
    ]
    rows += [("channel_mismatch", ("document", key), "本单位网站没有这条信息") for key in orphans]
    return rows


def _staleness(key: str) -> str:
    if key.startswith("news."):
        return "stale_news"
    return "stale_policy" if key.startswith("gov.policy.") else "stale_personnel"


def list_lookalikes(weak: Weak, marks: dict[str, str]) -> tuple[LookAlike, ...]:
    """What must not be flagged, with the reason."""
    dead = next(iter(weak.stale))
    rows = (
        ("none_notice", ("column", "svc.dual.penalty"), "“本月无行政处罚信息”也是更新"),
        ("single_page", ("column", "gov.org.duty"), "单页栏目，职能未变，页面日期早不是问题"),
        ("request_no_items", ("column", "gov.oia.request"), "依申请公开没有文章是正常的"),
        ("archived_topic", ("column", "topic.hot.month"), "专题已归档，不要求更新"),
        ("footer_clock", ("column", dead), "页脚“今天是”“更新日期”不是信息日期：栏目仍应判为不更新"),
        ("young_letter", ("letter", "900002"), "来信尚未满3个月"),
        ("late_answer_pending", ("letter", "900003"), "监测时点尚未满3个月，次年在3个月内答复"),
        ("seventh_day", ("item", marks["seventh_licence"]), "跨国庆假期，正好第7个工作日公示"),
        ("seventh_day", ("item", marks["seventh_penalty"]), "跨国庆假期，正好第7个工作日公示"),
        ("repeated_title", ("column", "gov.fin.stats"), "每月同题，是不同的信息"),
    )
    return tuple(LookAlike(kind, "bureau", place, note) for kind, place, note in rows)
