"""What goes wrong with columns: rest, emptiness, absence; and the times in which the site cannot be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from testbed.year.clerk import Clerk, every
from testbed.year.model import Column, Kind, Year
from testbed.year.planting import YEAR_ROUND, days_after, monday, outage, plant, resemble, silence
from testbed.year.writing import TRADES, paragraphs


def outages(year: Year, clerk: Clerk) -> None:
    """Two weeks with the server down, one of errors, one of a guard, one of silence; the portal once."""
    outage(year, "down", 14)
    outage(year, "hangs", 20, "tzgg")
    outage(year, "down", 24, site="municipal")
    outage(year, "down", 26)
    outage(year, "error", 36)
    outage(year, "challenge", 40, "xzcf")


def stale_columns(year: Year, clerk: Clerk) -> None:
    """A column of each class that rests too long, and is taken up again."""
    last, following = silence(year, "news.topics", date(2022, 3, 1), date(2022, 5, 4))
    assert following is not None
    window = (days_after(last, 15), following.up)
    plant(year, "stale-news", "stale_column", ("column", "news.topics"), f"{last.stated}之后没有更新", window)

    last, following = silence(year, "gov.law", date(2022, 2, 1), date(2022, 10, 20))
    assert following is not None and last.stated == date(2022, 1, 5)
    window = (date(2022, 7, 6), following.up)
    plant(year, "stale-policy", "stale_column", ("column", "gov.law"), "半年没有更新", window)

    year.change("plan-0", stated=date(2021, 2, 3))
    year.change("plan-1", stated=date(2021, 5, 10), up=date(2021, 5, 10))
    del year.papers["plan-2"]
    window = (date(2022, 5, 11), date(2022, 7, 12))
    plant(year, "stale-plan", "stale_column", ("column", "gov.plan"), "一年没有更新", window)

    last, following = silence(year, "svc.stats", date(2022, 4, 20), date(2022, 8, 20))
    assert following is not None and last.stated is not None
    since = date(last.stated.year, last.stated.month + 3, last.stated.day + 1)
    window = (since, following.up)
    plant(year, "stale-service", "stale_column", ("column", "svc.stats"), "三个月没有更新", window)
    resemble(year, "stale_column", ("column", "topic.old"), "专题已归档")
    resemble(year, "stale_column", ("column", "gov.duty"), "单页栏目")
    resemble(year, "blank_column", ("column", "oia.request"), "依申请公开没有文章是正常的")


def opened_and_closed(year: Year, clerk: Clerk) -> None:
    """A column opened without content, and one that every bureau must have taken off the menu."""
    opened, filled = monday(22), monday(30)
    column = Column("urgent.drill", "urgent", "应急演练", "yjyl", Kind.LIST, (opened, None))
    year.columns = {**year.columns, "urgent.drill": column}
    for n, day in enumerate(every(filled, date(2022, 12, 20), 30)):
        clerk.publish(f"drill-{n}", "urgent.drill", f"{TRADES[n]}综合应急演练（第{n + 1}场）举行", day)
    plant(year, "blank-drill", "blank_column", ("column", "urgent.drill"), "新开栏目没有内容", (opened, filled))

    closed = monday(31)
    year.columns["talk.survey"] = replace(year.columns["talk.survey"], open=(date(2000, 1, 1), closed))
    plant(year, "missing-survey", "missing_column", ("column_id", "col.survey"), "意见征集栏目下线", (closed, None))


def none_notices(year: Year, clerk: Clerk) -> None:
    """Months without a penalty are told by a notice of the same title: an update, no repetition."""
    silence(year, "gov.penalty", date(2022, 6, 1), date(2022, 9, 1))
    for n, day in enumerate((date(2022, 6, 30), date(2022, 7, 29), date(2022, 8, 31))):
        text = paragraphs(f"{day.year}年{day.month}月，我局无行政处罚信息。")
        clerk.publish(f"none-{n}", "gov.penalty", "本月无行政处罚信息", day, body=text, repeated=True)
    for rule in ("stale_column", "missing_record_fields", "redated_item"):
        resemble(year, rule, ("column", "gov.penalty"), "“本月无行政处罚信息”也是更新")
    for n in range(3):
        resemble(year, "redated_item", ("item", f"none-{n}"), "每月同题的零报告")


def archived_topic(year: Year, clerk: Clerk) -> None:
    """A topic that is over and says so."""
    note = "【已归档】本专题活动已经结束，内容已归档，不再更新。"
    year.columns["topic.old"] = replace(year.columns["topic.old"], notes=((YEAR_ROUND, note),))
    resemble(year, "stale_topic", ("column", "topic.old"), "专题已归档")
