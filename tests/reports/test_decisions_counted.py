"""双公示 decisions: published, and in time."""

from __future__ import annotations

import sqlite3
from datetime import date

from crawler.model import ColumnClass, Record
from reports.count import count
from tests.reports.small_city import BUREAU, MUNICIPAL, ORGAN, SiteBuilder, empty, scope_of


def decided(number: str | None, day: str | None, kind: str = "penalty") -> Record:
    return Record(kind, {"决定书文号": number or ""}, number, date.fromisoformat(day) if day else None)


def shown(*papers: tuple[str, str, tuple[Record, ...]]) -> sqlite3.Connection:
    """A site with a column of penalties; each paper is (title, day of publication, decisions on its page)."""
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    column = own.column("政务公开/行政处罚", ColumnClass.EVENT, identity="col.penalty")
    for number, (title, day, records) in enumerate(papers):
        own.item(title, day, column, name=f"p{number}", records=records)
    own.finish()
    return conn


def test_table_of_three_decisions_counts_three() -> None:
    table = tuple(decided(f"东安监罚〔2016〕{number}号", "2016-03-01") for number in (1, 2, 3))
    made = count(scope_of(shown(("三月处罚公示", "2016-03-04", table))), "penalties.published")
    assert made.value == 3
    assert made.rows[0].evidence == "东安监罚〔2016〕1号，2016-03-01决定"


def test_decision_that_stands_in_two_items_counts_once_in_the_year_of_the_first() -> None:
    again = decided("东安监罚〔2015〕9号", "2015-12-25")
    other_brackets = decided("东安监罚[2015]9号", "2015-12-25")
    conn = shown(("处罚决定", "2015-12-30", (again,)), ("处罚决定汇总", "2016-01-05", (other_brackets,)))
    assert count(scope_of(conn), "penalties.published").value == 0


def test_licences_are_no_penalties() -> None:
    conn = shown(("许可公示", "2016-03-04", (decided("东安许〔2016〕1号", "2016-03-01", "licence"),)))
    scope = scope_of(conn)
    assert (count(scope, "licences.published").value, count(scope, "penalties.published").value) == (1, 0)


def test_seventh_working_day_is_in_time_and_the_eighth_is_not() -> None:
    holiday = decided("东安监罚〔2016〕1号", "2016-09-29"), decided("东安监罚〔2016〕2号", "2016-09-29")
    conn = shown(("第七日", "2016-10-13", holiday[:1]), ("第八日", "2016-10-14", holiday[1:]))
    made = count(scope_of(conn), "penalties.on_time")
    assert made.value == 1 and made.rows[0].title == "第七日"
    assert made.note == "另有1件超过7个工作日"


def test_decision_without_a_day_is_neither_in_time_nor_late() -> None:
    conn = shown(
        ("有日期", "2016-03-04", (decided("东安监罚〔2016〕1号", "2016-03-01"),)),
        ("无日期", "2016-03-04", (decided("东安监罚〔2016〕2号", None),)),
        ("日期矛盾", "2016-03-04", (decided("东安监罚〔2016〕3号", "2016-04-01"),)),
    )
    made = count(scope_of(conn), "penalties.on_time")
    assert made.value == 1 and made.note == "另有2件无法计算是否按期"


def test_in_time_is_not_known_where_no_decision_shows_its_day() -> None:
    made = count(scope_of(shown(("无日期", "2016-03-04", (decided("一号", None),)))), "penalties.on_time")
    assert made.value is None and "没有写明决定日期" in made.note


def test_no_decisions_at_all_is_none_and_not_unknown() -> None:
    scope = scope_of(shown(("处罚工作动态", "2016-03-04", ())))
    assert count(scope, "penalties.published").value == count(scope, "penalties.on_time").value == 0


def test_item_without_a_readable_decision_is_said_and_a_notice_of_none_is_not() -> None:
    conn = shown(("处罚决定书（见附件）", "2016-03-04", ()), ("本月无行政处罚信息", "2016-04-01", ()))
    assert count(scope_of(conn), "penalties.published").note.startswith("另有1条列入相应栏目的信息没有读出")


def test_earlier_day_on_the_portal_makes_a_decision_in_time() -> None:
    late = decided("东安监罚〔2016〕1号", "2016-03-01")
    conn = shown(("处罚决定", "2016-04-01", (late,)))
    portal = SiteBuilder(conn, MUNICIPAL)
    portal.item("处罚决定", "2016-03-03", portal.column(f"目录/{ORGAN}"), publisher=ORGAN, records=(late,))
    portal.finish()
    assert count(scope_of(conn), "penalties.on_time").value == 1


def test_coercions_are_told_by_their_titles_and_laws_about_them_are_not() -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    column = own.column("政务公开/行政执法", ColumnClass.EVENT)
    for title in (
        "查封扣押决定书（东安监强〔2016〕1号）",
        "行政强制措施决定书公示",
        "关于对某公司实施行政强制执行的公告",
    ):
        own.item(title, "2016-05-01", column)
    for title in ("行政强制事项目录公示", "《行政强制法》培训班通知", "本月无行政强制决定公示", "行政强制流程图"):
        own.item(title, "2016-05-02", column)
    own.finish()
    rows = count(scope_of(conn), "coercions.published").rows
    assert {row.on for row in rows} == {date(2016, 5, 1)} and len(rows) == 3
