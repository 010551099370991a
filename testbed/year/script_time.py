"""What only time shows: items of an earlier date, silent edits, quiet deletions, old texts with a new date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from testbed.year.clerk import Clerk
from testbed.year.model import Year
from testbed.year.planting import NEVER, monday, plant, resemble
from testbed.year.writing import PLACES, TRADES, paragraph, text


def _words(seed: str, n: int) -> tuple[str, ...]:
    """A text that names no day of its own."""
    return text(Random(seed), day="近日", place=PLACES[n], trade=TRADES[n])


def backdated(year: Year, clerk: Clerk) -> None:
    """Items that appear weeks after their date, and some that only seem to."""
    for n, week in enumerate((5, 17, 47)):
        up = monday(week) - timedelta(days=2)
        stated = up - timedelta(days=24)
        clerk.publish(
            f"backdated-{n}",
            "gov.check",
            f"{PLACES[n + 4]}有限空间专项检查回头看情况",
            stated,
            up=up,
            body=_words(f"back-{n}", n + 4),
        )
        plant(year, f"backdated-{n}", "backdated_item", ("item", f"backdated-{n}"), "晚24天出现", (up, None))
    up = monday(18) - timedelta(days=3)
    clerk.publish(
        "six-days",
        "gov.check",
        f"{PLACES[8]}涉氨制冷企业检查情况",
        up - timedelta(days=6),
        up=up,
        body=_words("six", 8),
    )
    resemble(year, "backdated_item", ("item", "six-days"), "晚6天出现")
    up = monday(14) + timedelta(days=2)  # the week of the outage: nobody saw the list
    clerk.publish(
        "unwatched",
        "gov.check",
        f"{PLACES[9]}粉尘涉爆企业检查情况",
        up - timedelta(days=6),
        up=up,
        body=_words("unwatched", 9),
    )
    resemble(year, "backdated_item", ("item", "unwatched"), "停机期间发布")


def edits(year: Year, clerk: Clerk) -> None:
    """A text that is another one week, without a word; and a counter that is not an edit."""
    paper = year.papers["policy-3"]
    changed = (*paper.body[:1], *_words("edited", 11)[1:5], *paper.body[-1:])
    year.edit(paper.id, monday(19), body=changed)
    plant(year, "silent-edit", "silent_edit", ("item", paper.id), "正文改动而无说明", (monday(19), None))
    paper = year.papers["notice-9"]
    for n, week in enumerate(range(20, 40, 2)):
        year.edit(paper.id, monday(week), body=(*paper.body, paragraph(f"阅读次数：{341 + n * 57}")))
    resemble(year, "silent_edit", ("item", paper.id), "阅读次数变化")


def deletions(year: Year, clerk: Clerk) -> None:
    """An item taken away without a word; one moved to another column is not."""
    year.change("notice-10", down=monday(23))
    plant(year, "deleted", "quiet_deletion", ("item", "notice-10"), "通知被撤下", (monday(23), None))
    kept = ("document", "notice-10")
    plant(year, "deleted-here", "channel_mismatch", kept, "只在市级平台上还有", (monday(23), None))
    for week in (25, 45):
        period = (monday(week), monday(week + 1))
        plant(year, f"moved-{week}", "moved_address", ("site", ""), "地址变了，旧地址打不开", NEVER, (period[0], None))
    year.change("base-30", down=monday(35), down_how="home")
    plant(year, "deleted-home", "quiet_deletion", ("item", "base-30"), "地址转向首页", (monday(35), None))
    paper = year.papers["warn-2"]
    moved = replace(paper, id="warn-2-moved", number=9002, columns=("key.hidden",), up=monday(25))
    year.change("warn-2", down=monday(25))
    year.papers["warn-2-moved"] = moved
    resemble(year, "quiet_deletion", ("item", "warn-2"), "移到另一栏目")
    resemble(year, "redated_item", ("item", "warn-2-moved"), "移到另一栏目")
    resemble(year, "backdated_item", ("item", "warn-2-moved"), "移到另一栏目")


def redated(year: Year, clerk: Clerk) -> None:
    """An old text with a new date, under its old address and under a new one."""
    day = date(2022, 6, 14)
    year.edit("hidden-3", day, stated=day)
    plant(year, "redated", "redated_item", ("item", "hidden-3"), "同一地址换了日期", (day, None))
    old = year.papers["warn-5"]
    day = date(2022, 10, 20)
    clerk.publish("reposted", "key.warn", old.title, day, body=old.body, repeated=True)
    must = (day, monday(45))  # then both copies have other addresses
    plant(year, "reposted", "redated_item", ("item", "reposted"), "旧文换日期重发", must, (day, None))


def burst(year: Year, clerk: Clerk) -> None:
    """A column that rests for two months gets seven items in the week before the quarter's last one."""
    for n in range(7):
        day = date(2022, 9, 20) + timedelta(days=n % 5)
        clerk.publish(f"burst-{n}", "gov.plan", f"{TRADES[n + 9]}专项工作方案", day, body=_words(f"burst-{n}", n + 9))
    plant(year, "burst", "burst_before_deadline", ("column", "gov.plan"), "季末突击更新", (monday(38), None))


def twice(year: Year, clerk: Clerk) -> None:
    """The same notice stands twice in a list; the zero reports of each month only look so."""
    body, day = _words("twice", 12), date(2022, 5, 25)
    for name in ("once", "again"):
        clerk.publish(name, "news.base", "横江镇开展汛期安全大检查", day, body=body, repeated=True)
    others = (("item", "once"), ("column", "news.base"))
    plant(year, "twice", "repeated_item", ("item", "again"), "同题同日同文", (day, None), others=others)
    for n in range(3):
        resemble(year, "repeated_item", ("item", f"none-{n}"), "每月同题的零报告")


def redesign(year: Year, clerk: Clerk) -> None:
    """From the middle of November all articles have other addresses: nothing was deleted, nothing is new."""
    for rule in ("quiet_deletion", "redated_item", "backdated_item", "silent_edit", "accident_report_removed"):
        resemble(year, rule, ("item", "work-40"), "改版后地址变了")
