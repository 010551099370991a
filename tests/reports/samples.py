"""Registers with the figures of the 2016 report, and findings as a check gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from checks.model import Clause, Confidence, Finding, Judgement, Subject, SubjectKind, Verdict
from reports.registers import Registers, read_registers, write_register

CONTACT: Mapping[str, str] = {
    "name": "东莞市安全生产监督管理局",
    "office": "东莞市安全生产监督管理局信息公开领导小组办公室",
    "address": "东莞市东城八一路1号机关二号大院8号楼政务大厅",
    "postcode": "523123",
    "phone": "23308677、22228986",
    "fax": "22114073",
    "email": "dgajjzbs@163.com",
}


def registers_2016(folder: Path) -> Registers:
    """The registers behind the figures of the 2016 report."""
    hearings = [{"held_on": f"2016-{n % 12 + 1:02d}-1{n % 9}", "title": f"第{n + 1}次听证会"} for n in range(14)]
    forums = [{"held_on": f"2016-0{n + 5}-01", "title": f"第{n + 1}场论坛"} for n in range(2)]
    requests = [
        {"no": "1", "received_on": "2016-02-01", "channel": "网络", "answered_on": "2016-02-10", "result": "同意公开"},
        {"no": "2", "received_on": "2016-04-01", "channel": "信函", "answered_on": "2016-04-11", "result": "部分公开"},
        {
            "no": "3",
            "received_on": "2016-07-01",
            "channel": "当面",
            "answered_on": "2016-07-12",
            "result": "信息不存在",
        },
        {"no": "4", "received_on": "2016-10-10", "channel": "网络", "answered_on": "2016-10-20", "result": "同意公开"},
    ]
    media = [
        {"platform": "microblog", "account": "安全东莞", "posts": 3466, "followers": 10143},
        {"platform": "wechat", "account": "东莞安监", "posts": 82, "followers": 505},
    ]
    write_register(folder, "hearings", hearings)
    write_register(folder, "forums", forums)
    write_register(folder, "requests", [{**row, "fee": 0} for row in requests])
    write_register(folder, "media", media, year=2016)
    for name in ("press_conferences", "reviews", "suits"):
        write_register(folder, name, [])
    return read_registers(folder)


def finding(
    rule: str,
    key: str,
    *,
    kind: SubjectKind = SubjectKind.COLUMN,
    verdict: Verdict = Verdict.FLAGGED,
    label: str | None = None,
    observed: str = "",
    message: str = "请处理。",
    since: date | None = None,
    site: str = "bureau",
    veto: bool = False,
) -> Finding:
    """One judgement under a clause of its own."""
    clause = Clause(
        id=f"test.{rule}",
        title=f"{rule}条款",
        rule=rule,
        subject=kind,
        source="检查标准",
        clause="第1条",
        text="",
        confidence=Confidence.A,
        veto=veto,
    )
    url = f"http://dgsafety.test/{key}" if kind in (SubjectKind.ITEM, SubjectKind.LINK) else None
    subject = Subject(kind, key, label or key, url)
    judgement = Judgement(verdict, subject, message, observed=observed, since=since)
    return Finding(f"{rule}-{key}", site, "test", clause, judgement, None)


def findings_2016() -> list[Finding]:
    """One or more findings of each group."""
    item, link = SubjectKind.ITEM, SubjectKind.LINK
    return [
        finding(
            "stale_column", "新闻中心/工作动态", observed="最新2016-11-02，距监测时间点59天", since=date(2016, 11, 2)
        ),
        finding(
            "stale_column", "政务公开/通知公告", observed="最新2016-03-02,距监测时间点304天", since=date(2016, 3, 2)
        ),
        finding("outdated_guide", "政务公开/信息公开指南", observed="最新2015-06-18", since=date(2015, 6, 18)),
        finding("blank_column", "专题专栏/应急知识", observed="0条信息"),
        finding("missing_column", "col.survey", kind=SubjectKind.COLUMN_ID, label="征集调查", observed="未找到"),
        finding("late_publication", "a/1.html", kind=item, label="行政许可决定公示〔2016〕12号", observed="9个工作日"),
        finding("late_annual_report", "a/2.html", kind=item, label="2015年度报告", observed="2016-04-20公布"),
        finding("undated_item", "a/3.html", kind=item, label="没有日期的通知", observed="无日期"),
        *(
            finding("dead_link", f"x{n}.html", kind=link, label=f"旧链接{n}", observed="页面不存在（404）")
            for n in range(5)
        ),
        finding("unanswered_letter", "a/4.html", kind=item, label="请问培训时间", observed="未答复"),
        finding("channel_mismatch", "m/1.html", kind=item, label="关于开展检查的通知", observed="本单位网站未见"),
        finding("stale_column", "政务公开/通知公告/政策解读", verdict=Verdict.CLEAR),
        finding("stale_column", "互动交流/局长信箱", verdict=Verdict.UNSURE),
    ]
