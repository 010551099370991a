"""Annual reports, guides and catalogues of disclosure for tests, whole or with a part left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crawler.model import ColumnClass
from tests.builders import column, row

_FILLER = "各科室按照职责分工落实公开要求，完善审查机制，规范公开流程，做到应公开尽公开。" * 8

# What a report up to 2018 says, part by part, without headings: the part's clause → its paragraph.
REPORT_2015: Mapping[str, str] = {
    "ar.lead.basis": "根据《中华人民共和国政府信息公开条例》编制。",
    "ar.lead.period": "时间为2015年1月1日至2015年12月31日。",
    "ar.lead.where": "可在http://bureau.example/下载。",
    "ar.lead.contact": "地址：东城八一路1号，邮编523123，电话23308677，传真22114073，邮箱a@bureau.example。",
    "ar08.1": "一、基本情况",
    "ar08.2": "全年主动公开813条。",
    "ar08.3": "收到依申请4件，均已答复。",
    "ar08.4": "未收取任何费用。",
    "ar08.5": "没有行政复议、行政诉讼。",
    "ar08.6": "二、存在的问题是更新不够及时，下一步将改进。",
    "ar08.7": "没有其他说明。",
    "ar08.8": "统计表：指标、单位、数量。",
}
# And under its six headings from 2019: heading, text.
REPORT_2019: Mapping[str, tuple[str, str]] = {
    "ar19.1": ("一、总体情况", _FILLER),
    "ar19.2": ("二、主动公开政府信息情况", f"行政规范性文件2件。{_FILLER}"),
    "ar19.3": ("三、收到和处理政府信息公开申请情况", "新收4件。"),
    "ar19.4": ("四、政府信息公开行政复议、行政诉讼情况", "均为0。"),
    "ar19.5": ("五、存在的主要问题及改进情况", "解读形式单一，今后增加图解。"),
    "ar19.6": ("六、其他需要报告的事项", "没有收取信息处理费。"),
}
GUIDE: Mapping[str, str] = {
    "导言": "为方便公民、法人和其他组织获取信息，编制本指南。" * 10,
    "信息的分类": "公开的信息分类如下。",
    "编排体系": "编排体系由索引号、名称等组成。",
    "工作机构名称": "工作机构：信息公开领导小组办公室。",
    "办公地址": "地址：东城八一路1号。",
    "办公时间": "办公时间：8:30至12:00。",
    "联系电话": "电话：0769-23308677。",
    "传真号码": "传真：22114073。",
    "电子邮箱": "邮箱：a@bureau.example。",
}
BLOCK: Mapping[str, str] = {
    "索引号": "00733451-2/2016-00123",
    "名称": "关于检查的通知",
    "内容概述": "检查安排",
    "生成日期": "2016-03-01",
    "主题分类": "安全生产",
    "发布机构": "东莞市安全生产监督管理局",
    "发布日期": "2016-03-05",
    "文号": "",
    "主题词": "",
    "有效性": "",
}


def report_text_2015(without: str = "", instead: str = "") -> str:
    """A report up to 2018; one part left out or replaced."""
    parts = {**REPORT_2015, without: instead} if without else REPORT_2015
    return "\n".join([*parts.values(), _FILLER])


def report_text_2019(without: str = "", instead: tuple[str, str] | None = None) -> str:
    """A report from 2019 on; one part left out or replaced."""
    parts: dict[str, tuple[str, str]] = dict(REPORT_2019)
    if without:
        parts.pop(without)
    if instead is not None:
        parts[without] = instead
    return "\n".join([*REPORT_2015.values()][:4] + [f"{heading}\n{text}" for heading, text in parts.values()])


def report(year: int, text: str, published: str | None = None, **more: Any) -> column:
    """The column of annual reports with the report of one year."""
    day = published or f"{year + 1}-01-20"
    entry = row(f"{year}年政府信息公开工作年度报告", day, day, text=text, **more)
    return column("政府信息公开/年度报告", ColumnClass.ANNUAL, rows=[entry], identity="oip.report")


def guide(without: str = "", **more: Any) -> column:
    """The guide as a page of its own; one element left out."""
    text = "\n".join(text for name, text in GUIDE.items() if name != without)
    return column(
        "政府信息公开/指南",
        ColumnClass.STATIC,
        kind="page",
        identity="oip.guide",
        text=text,
        **{"published": None, **more},
    )


def catalogued(**changed: str) -> column:
    """A column with one document that shows the block of the catalogue; labels may be changed."""
    entry = row("关于检查的通知", "2016-03-05", "2016-03-05", fields={**BLOCK, **changed})
    return column("政府信息公开/目录/文件", ColumnClass.POLICY, rows=[entry])
