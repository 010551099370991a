"""Words for tests about accidents: a whole report of one accident, and columns that hold such papers."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.model import ColumnClass
from tests.builders import column, row

PARTS = (
    "一、事故发生单位概况\n甲五金制品有限公司成立于2010年，主要从事五金制品加工，现有员工八十余人，证照齐全有效，未发生过同类情形。",
    "二、事故发生经过和事故救援情况\n当日下午，冲压车间操作工在检修设备时未切断电源，设备突然启动，同班人员随即报警并组织抢救。",
    "三、人员伤亡和直接经济损失\n造成1人死亡，直接经济损失98.5万元。",
    "四、事故原因和事故性质\n操作工违章检修是直接原因，企业教育培训不到位是间接原因。",
    "五、责任认定以及对责任者的处理建议\n建议由安全生产监督管理部门对甲公司及其主要负责人依法给予行政处罚。",
    "六、防范和整改措施\n各企业要吸取教训，落实检修作业的审批和监护，开展全员培训，按月组织检查并建立台账，如实记录整改情况。",
)
HAPPENED = "2016年3月5日14时许，位于长安镇的甲五金制品有限公司发生一起机械伤害，"


def report_text(
    *, toll: str = "造成1人死亡。", without: Sequence[int] = (), more: str = "", signed: str = "2016年4月20日"
) -> str:
    """The text of a report with its six parts, or without some (counted from 0)."""
    parts = [part for number, part in enumerate(PARTS) if number not in without]
    end = f"\n甲五金制品有限公司“3·5”事故调查组\n{signed}" if signed else ""
    return f"{HAPPENED}{toll}现将调查情况公布如下。\n" + "\n".join(parts) + f"\n{more}{end}"


def report(
    title: str = "甲五金制品有限公司“3·5”一般事故调查报告",
    published: str | None = "2016-05-20",
    text: str | None = None,
) -> row:
    """A report on the web, by default whole and in time."""
    return row(title, published, published, text=report_text() if text is None else text)


def reports(*rows: row, pages: int = 1) -> column:
    """The column of accident reports."""
    return column("事故调查报告", ColumnClass.EVENT, rows=rows, identity="col.acc_report", pages=pages)
