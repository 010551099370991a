"""A bureau and its portal crawled at the ends of two years, with something of everything that is counted."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

from crawler.model import ColumnClass, Letter, Record
from tests.reports.small_city import BUREAU, MUNICIPAL, ORGAN, SiteBuilder, empty, pair

FIRST, LAST = datetime(2016, 1, 4, 1, tzinfo=UTC), datetime(2017, 1, 9, 1, tzinfo=UTC)


def whole_city() -> sqlite3.Connection:
    """The catalogue after both crawls."""
    conn = empty()
    _before(SiteBuilder(conn, BUREAU, now=FIRST))
    twins = _after(SiteBuilder(conn, BUREAU, now=LAST))
    _portal(conn, twins)
    return conn


def _before(own: SiteBuilder) -> None:
    news, towns = own.column("新闻中心/工作动态"), own.column("新闻中心/镇街动态")
    own.column("专题专栏/旧活动", ColumnClass.ARCHIVE)
    own.item("去年的消息", "2015-11-01", news, name="old1", text="11月1日，召开会议。")
    own.item("去年镇街的消息", "2015-11-02", towns, name="old2", text="10月30日，检查企业。")
    own.item("去年的通知", "2015-12-01", own.column("政务公开/通知公告", ColumnClass.POLICY), name="old3")
    own.finish()


def _after(own: SiteBuilder) -> list[int]:
    news = own.column("新闻中心/工作动态", identity="col.news")
    notices = own.column("政务公开/通知公告", ColumnClass.POLICY, identity="col.notice")
    rules = own.column("政务公开/规范性文件", ColumnClass.POLICY, identity="col.policy")
    reading = own.column("政务公开/政策解读", ColumnClass.INTERPRETATION, identity="col.interpret")
    penalties = own.column("政务公开/行政处罚", ColumnClass.EVENT, identity="col.penalty")
    licences = own.column("政务公开/行政许可", ColumnClass.EVENT, identity="col.licence")
    accidents = own.column("政务公开/事故调查报告", ColumnClass.EVENT, identity="col.acc_report")
    survey = own.column("互动交流/民意征集", ColumnClass.SURVEY_TALK, identity="col.survey")
    mail = own.column("互动交流/局长信箱", ColumnClass.MESSAGES)
    own.column("专题专栏", ColumnClass.ARCHIVE, identity="col.topic", kind="group")
    own.column("专题专栏/智慧安监", ColumnClass.ARCHIVE)
    own.item("去年的消息", "2015-11-01", news, name="old1", text="11月1日，召开会议。")
    own.item("去年镇街的消息", "2015-11-02", news, name="old2", text="10月30日，检查企业。")
    made = []
    for number, (day, text) in enumerate(
        (("2016-03-05", "3月5日，召开会议。"), ("2016-04-08", "4月5日，检查企业。"), ("2016-05-05", "近日，检查企业。"))
    ):
        made.append(own.item(f"今年的消息{number}", day, news, name=f"n{number}", text=text, source="东莞日报"))
    own.item("两处都列的通知", "2016-06-01", news, notices, name="both", written="2016-05-31")
    own.item(f"{ORGAN}关于印发办法的通知", "2016-07-04", rules, written="2016-07-01", doc_no="东安监〔2016〕5号")
    own.item(f"{ORGAN}关于印发迟发的通知", "2016-09-30", rules, written="2016-07-01", doc_no="东安监〔2016〕6号")
    own.item("办法解读", "2016-07-05", reading)
    for number, (decided, shown) in enumerate((("2016-03-01", "2016-03-04"), ("2016-03-01", "2016-05-04"))):
        made_on = date.fromisoformat(decided)
        for kind, column in (("penalty", penalties), ("licence", licences)):
            record = Record(kind, {}, f"东安{kind}〔2016〕{number}号", made_on)
            own.item(f"{kind}公示{number}", shown, column, name=f"{kind}{number}", records=(record,))
    text = "2016年3月5日，某公司发生机械伤害事故。2016年5月6日，市政府批复同意该事故调查报告结案。"
    own.item("某公司“3·5”机械伤害事故调查报告", "2016-05-20", accidents, text=text)
    own.item("征求意见公告", "2016-08-01", survey)
    for sent, replied in (("2016-03-01", "2016-03-04"), ("2016-05-01", "2016-09-01"), ("2016-12-20", None)):
        letter = Letter(date.fromisoformat(sent), date.fromisoformat(replied) if replied else None)
        own.item(f"来信{sent}", sent, mail, kind="letter", letter=letter)
    own.finish()
    return made


def _portal(conn: sqlite3.Connection, twins: list[int]) -> None:
    portal = SiteBuilder(conn, MUNICIPAL, now=LAST)
    ours = portal.column(f"信息公开目录/{ORGAN}", ColumnClass.POLICY)
    other = portal.item("今年的消息0", "2016-03-05", ours, name="m0", publisher=ORGAN)
    portal.item("只在市级平台的信息", "2016-05-01", ours, name="m1", publisher=ORGAN)
    portal.finish()
    pair(conn, twins[0], other)
