"""What goes wrong with records and documents: late, incomplete, misnumbered, gone; and what only seems so."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from testbed.world.words import credit_code
from testbed.year.bodies import report_body, service_body
from testbed.year.clerk import Clerk
from testbed.year.decisions import publish_licence, publish_penalty
from testbed.year.model import Letter, Year
from testbed.year.planting import NEVER, YEAR_ROUND, monday, plant, resemble, silence, switch
from testbed.year.writing import BUREAU, PLACES, TRADES, paragraph, text


def decisions(year: Year, clerk: Clerk) -> None:
    """双公示: a late decision, one on the seventh working day and one on the eighth, one without grounds."""
    day = date(2022, 3, 31)
    publish_licence(clerk, "late", 60, date(2022, 3, 1), day, series="甲")
    plant(year, "late-licence", "late_publication", ("item", "late"), "决定后第22个工作日公示", (day, None))
    publish_licence(clerk, "seventh", 61, date(2022, 9, 29), date(2022, 10, 13), series="乙")
    resemble(year, "late_publication", ("item", "seventh"), "跨国庆调休，正好第7个工作日")
    day = date(2022, 10, 14)
    publish_penalty(clerk, "eighth", 62, date(2022, 9, 29), day, series="丙")
    plant(year, "eighth-day", "late_publication", ("item", "eighth"), "跨国庆调休，第8个工作日", (day, None))

    day = date(2022, 4, 20)
    publish_penalty(clerk, "groundless", 63, date(2022, 4, 18), day, series="丁", cells={"处罚依据": None})
    plant(year, "no-grounds", "missing_record_fields", ("item", "groundless"), "没有处罚依据", (day, None))

    day = date(2022, 5, 11)
    publish_licence(
        clerk,
        "wrong-code",
        64,
        date(2022, 5, 9),
        day,
        series="戊",
        cells={"统一社会信用代码": _wrong_code()},
    )
    plant(year, "wrong-code", "bad_credit_code", ("item", "wrong-code"), "校验码不对", (day, None))


def numbers(year: Year, clerk: Clerk) -> None:
    """Document numbers: of no possible year, used twice; the same decision in two columns is no fault."""
    day = date(2022, 2, 16)
    publish_penalty(clerk, "year-2202", 65, date(2022, 2, 14), day, number="云应急罚〔2202〕4号")
    plant(year, "impossible-year", "broken_doc_no", ("item", "year-2202"), "年份2202", (day, None))
    day = date(2022, 6, 8)
    publish_penalty(clerk, "twice-1", 66, date(2022, 5, 30), date(2022, 6, 1), number="云应急罚告〔2022〕3号")
    publish_penalty(clerk, "twice-2", 67, date(2022, 6, 6), day, number="云应急罚告〔2022〕3号")
    plant(
        year,
        "same-number",
        "duplicate_doc_no",
        ("item", "twice-1"),
        "文号重复",
        (day, None),
        others=(("item", "twice-2"),),
        doubt=True,
    )
    publish_penalty(
        clerk,
        "shown-twice",
        68,
        date(2022, 8, 1),
        date(2022, 8, 3),
        series="己",
        also=("gov.check",),
    )
    resemble(year, "duplicate_doc_no", ("item", "shown-twice"), "同一决定列在两个栏目")
    day = date(2022, 8, 18)
    paper = clerk.publish(
        "same-index",
        "notice",
        f"关于{PLACES[3]}森林火险等级调整的通告",
        day,
        index_no="",
        block=True,
        written=day - timedelta(days=2),
    )
    other = year.papers["notice-20"]
    year.change(paper.id, index_no=other.index_no)
    plant(
        year,
        "same-index",
        "duplicate_index_no",
        ("item", paper.id),
        "索引号重复",
        (day, None),
        others=(("item", other.id), ("text", "index-no:")),
    )
    day = date(2022, 3, 16)
    clerk.publish(
        "no-index",
        "gov.policy",
        f"{BUREAU}关于印发《安全生产网格化管理办法》的通知",
        day,
        block=True,
        index_no="",
        doc_no="",
        written=None,
    )
    plant(year, "no-index", "catalogue_row_without_elements", ("item", "no-index"), "索引号、生成日期为空", (day, None))


def _wrong_code() -> str:
    right = credit_code(Random("wrong"))
    return right[:-1] + ("A" if right[-1] != "A" else "B")


def reports(year: Year, clerk: Clerk) -> None:
    """The annual report: late, and without a part; an older one is gone."""
    day = date(2022, 2, 24)
    year.change("report-of-2021", stated=day, up=day, body=report_body(2021, without=(3,)))
    late = (date(2022, 2, 1), None)
    plant(
        year,
        "late-report",
        "late_annual_report",
        ("site", ""),
        "2021年年报晚于1月31日",
        late,
        others=(("item", "report-of-2021"),),
    )
    plant(year, "cut-report", "incomplete_annual_report", ("item", "report-of-2021"), "没有复议诉讼部分", (day, None))
    year.change("report-of-2020", body=report_body(2020, period=2019))
    plant(year, "old-figures", "mismatched_report_year", ("item", "report-of-2020"), "统计期限是2019年", YEAR_ROUND)
    del year.papers["report-of-2019"]
    plant(year, "lost-report", "gap_in_annual_reports", ("text", "2019"), "2019年年报不见了", YEAR_ROUND)


def letters(year: Year, clerk: Clerk) -> None:
    """A letter that is never answered, and one that is answered in time after long."""
    title = "反映沙湖镇仓储物流企业夜间违规作业（补充材料）"
    year.letters.append(Letter(79_001, title, "您好，夜间叉车违规作业，请派人查一查。", date(2022, 3, 10), None))
    plant(
        year, "unanswered", "unanswered_letter", ("letter", "79001"), "三个月没有答复", (date(2022, 6, 11), monday(50))
    )
    title = "咨询青石镇粉尘涉爆企业验收流程（急件）"
    year.letters.append(Letter(79_002, title, "请问验收需要提交什么材料？", date(2022, 4, 13), date(2022, 7, 8)))
    resemble(year, "unanswered_letter", ("letter", "79002"), "三个月内答复")


def services(year: Year, clerk: Clerk) -> None:
    """A service guide without most of its elements."""
    day = date(2022, 3, 21)
    clerk.publish(
        "cut-service",
        "svc.guide",
        "烟花爆竹零售经营许可变更办事指南",
        day,
        body=service_body(8, TRADES[1], without=(0, 1, 2, 3, 5)),
    )
    plant(year, "cut-service", "incomplete_service_guide", ("item", "cut-service"), "缺五类要素", (day, None))


def portal(year: Year, clerk: Clerk) -> None:
    """What stands on the portal only."""
    day = date(2022, 5, 6)
    words = text(Random("orphan"), day="5月6日", place=PLACES[9], trade=TRADES[6])
    paper = clerk.publish(
        "orphan",
        "notice",
        f"关于举办{PLACES[9]}地震应急避险培训班的通知",
        day,
        body=words,
        index_no="MB2K00318/2022-90001",
    )
    year.documents["orphan"] = paper
    del year.papers["orphan"]
    plant(year, "orphan", "channel_mismatch", ("document", "orphan"), "只在市级平台上有", (day, None))


def privacy(year: Year, clerk: Clerk) -> None:
    """A full identity number in a notice; masked ones, credit codes and the organ's own telephone are none."""
    day = date(2022, 9, 7)
    clerk.publish(
        "leak",
        "notice",
        "关于特种作业人员考核合格名单的公示",
        day,
        body=(
            paragraph(f"合格人员：张建国，身份证号{identity_number('445381', '19850713', '217')}，手机13800138000。"),
            *text(Random("leak"), day="9月上旬", place=PLACES[2], trade=TRADES[9]),
        ),
    )
    plant(year, "leak", "privacy_leak", ("item", "leak"), "公民身份号码没有遮蔽", (day, None))
    clerk.publish(
        "masked",
        "notice",
        "关于安全管理人员考核合格名单的公示",
        day,
        body=(
            paragraph(
                "合格人员：李伟明，身份证号445381********2179，单位代码91441900MA4UQ8Y39X，考号20220907000123456。"
            ),
            paragraph("咨询电话：0766-8812345，联系人手机：13922331100。"),
            *text(Random("masked"), day="9月上旬", place=PLACES[3], trade=TRADES[10]),
        ),
    )
    resemble(year, "privacy_leak", ("item", "masked"), "已遮蔽，信用代码、考号和对外联系手机")


def identity_number(region: str, born: str, serial: str) -> str:
    """An identity number with its right check character (GB 11643-1999)."""
    body = region + born + serial
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(char) * weight for char, weight in zip(body, weights, strict=True)) % 11]


def undated(year: Year, clerk: Clerk) -> None:
    """A decision without its day, and a document that was written long before it was published."""
    day = date(2022, 7, 6)
    publish_licence(clerk, "dayless", 69, date(2022, 7, 4), day, series="庚", cells={"许可决定日期": None})
    plant(year, "dayless", "undated_decision", ("item", "dayless"), "没有决定日期", (day, None))
    plant(year, "dayless-field", "missing_record_fields", ("item", "dayless"), "没有决定日期", NEVER, (day, None))
    paper = year.papers["policy-9"]
    assert paper.stated is not None
    year.change(paper.id, written=paper.stated - timedelta(days=70))
    year.documents[paper.id] = year.papers[paper.id]
    plant(year, "late-document", "late_disclosure", ("item", paper.id), "成文后70天才公开", (paper.stated, None))


def gaps(year: Year, clerk: Clerk) -> None:
    """A number of the bureau's documents that was never published; which may be an internal one."""
    day = date(2022, 12, 1)
    clerk.doc_no("云应急", 2022)
    clerk.index_no(2022)
    clerk.publish("after-gap", "notice", "关于开展今冬明春火灾防控工作的通知", day, **clerk.official("云应急", day))
    for rule in ("doc_no_gap", "index_no_gap"):
        plant(year, f"gap-{rule}", rule, ("text", ""), "缺一个号", (day, None), doubt=True)


def external_column(year: Year, clerk: Clerk) -> None:
    """An entry of the menu that leads to the province's platform."""
    switch(year, "platform", YEAR_ROUND)
    plant(year, "platform", "external_column", ("text", "政务服务网"), "菜单指向省平台", YEAR_ROUND, doubt=True)


def no_talks(year: Year, clerk: Clerk) -> None:
    """For a year nobody talked: the last interview was in March 2021."""
    last, following = silence(year, "talk.live", date(2021, 3, 20), date(2022, 6, 1))
    assert following is not None and last.stated is not None
    window = (date(2022, last.stated.month, last.stated.day + 1), following.up)
    plant(
        year,
        "no-talks",
        "few_events",
        ("column_id", "col.talk"),
        "一年没有访谈",
        window,
        others=(("column", "talk.live"), ("site", "")),
    )
