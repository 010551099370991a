"""What goes wrong with the papers of accidents: parts that lack, delays, a report taken down or never put up."""

from __future__ import annotations

from datetime import date, timedelta

from testbed.year.accidents import accident_body
from testbed.year.clerk import Clerk
from testbed.year.model import Year
from testbed.year.planting import NEVER, monday, plant
from testbed.year.writing import PLACES, TRADES, paragraph, paragraphs


def accidents(year: Year, clerk: Clerk) -> None:
    """A report without one of its six parts, and one that is taken down."""
    paper = year.papers["report-3"]
    happened = paper.up - timedelta(days=50)
    year.change(
        paper.id, body=accident_body("云浦市恒达五金制品有限公司", PLACES[1], TRADES[7], happened, 3, without=(4,))
    )
    plant(year, "cut-accident", "accident_report_parts", ("item", paper.id), "没有责任认定部分", (paper.up, None))
    gone = monday(29)
    year.change("report-1", down=gone)
    plant(year, "removed-accident", "accident_report_removed", ("item", "report-1"), "报告被撤下", (gone, None))
    plant(year, "removed-quietly", "quiet_deletion", ("item", "report-1"), "报告被撤下", NEVER, (gone, None))


def slow_accidents(year: Year, clerk: Clerk) -> None:
    """A report made half a year after its accident."""
    happened, done = date(2021, 12, 3), date(2022, 7, 1)
    firm = "云浦市永兴化工有限公司"
    body = (
        *accident_body(firm, PLACES[14], TRADES[0], happened, 40),
        paragraph("事故调查组"),
        paragraph("2022年6月28日"),
    )
    clerk.publish("slow-report", "key.report", f"{PLACES[14]}{firm}“12·3”一般事故调查报告", done, body=body)
    plant(year, "slow-report", "late_accident_report", ("item", "slow-report"), "事故后207天", (done, None))


def accident_papers(year: Year, clerk: Clerk) -> None:
    """Papers that tell a late reply, a late publication, a wrong grade, an excerpt, and a report that is nowhere."""
    happened, firm = date(2021, 11, 8), "云浦市联益仓储有限公司"
    told = "2022年1月4日，调查组向市政府提交了事故调查报告。2022年3月1日，市政府批复同意结案。"
    body = (*accident_body(firm, PLACES[15], TRADES[18], happened, 41), paragraph(told))
    day = date(2022, 5, 18)
    clerk.publish("slow-reply", "key.report", f"{PLACES[15]}{firm}“11·8”一般事故调查报告", day, body=body)
    item = ("item", "slow-reply")
    plant(year, "slow-reply", "late_accident_reply", item, "提交后56天才批复", (day, None), doubt=True)
    plant(year, "slow-public", "late_accident_publication", item, "批复后两个多月才公开", (day, None), doubt=True)

    happened, firm = date(2022, 4, 12), "云浦市鑫达气体有限公司"
    body = tuple(
        line.replace("造成1人死亡", "造成4人死亡").replace("一般生产安全", "较大生产安全")
        for line in accident_body(firm, PLACES[16], TRADES[1], happened, 42)
    )
    day = date(2022, 6, 7)
    clerk.publish("wrong-grade", "key.report", f"{PLACES[16]}{firm}“4·12”一般事故调查报告", day, body=body)
    plant(year, "wrong-grade", "accident_grade_mismatch", ("item", "wrong-grade"), "4人死亡称一般事故", (day, None))

    happened, firm = date(2022, 7, 11), "云浦市正源模具有限公司"
    body = accident_body(firm, PLACES[17], TRADES[2], happened, 43)
    day = date(2022, 9, 6)
    title = f"{PLACES[17]}{firm}“7·11”较大事故调查报告（摘要）"
    clerk.publish("excerpt", "key.report", title, day, body=body)
    plant(year, "excerpt", "accident_report_excerpt", ("item", "excerpt"), "只公布摘要", (day, None), doubt=True)

    day, firm = date(2022, 8, 16), "云浦市宏宇涂料有限公司"
    title = f"关于{PLACES[18]}{firm}“5·20”一般事故调查报告的批复"
    body = paragraphs(
        f"同意{PLACES[18]}{firm}“5·20”一般事故调查报告，请按报告意见依法处理，落实整改措施。", "2022年8月15日"
    )
    clerk.publish("reply-only", "key.watch", title, day, body=body)
    item = ("item", "reply-only")
    due = date(2022, 10, 3)
    plant(
        year, "reply-only", "accident_report_unpublished", item, "批复后没有报告", (due, None), (day, None), doubt=True
    )
