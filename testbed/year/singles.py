# ruff: noqa: E501  (prose is data)
"""The bureau's single pages: what stands under 机构职能, 信息公开指南 and the like on a day."""

from __future__ import annotations

from datetime import date

from testbed.year.model import Year
from testbed.year.writing import BUREAU, CITY, SHORT, paragraphs

_GUIDE = (
    "为方便公民、法人和其他组织获取本局政府信息，根据《中华人民共和国政府信息公开条例》，编制本指南。",
    "一、信息分类", "本局公开的政府信息分为机构职能、政策文件、规划计划、行政许可、行政处罚、应急管理等类别。",
    "二、编排体系", "政府信息按照索引号、名称、内容概述、生成日期等要素编排。",
    "三、获取方式", "（一）主动公开：通过本局网站、政务新媒体和信息查阅点公开。（二）依申请公开：填写申请表，向本局公开工作机构提出。",
    "四、政府信息公开工作机构", f"机构名称：{BUREAU}办公室", f"办公地址：{CITY}府前路8号", "办公时间：工作日上午8:30至12:00，下午14:30至17:30",
    "联系电话：0766-8812345", "传真号码：0766-8812346", "互联网联系方式：电子邮箱yjj@yunpu.gov.cn",
)  # fmt: skip
TEXTS: dict[str, tuple[date, tuple[str, ...]]] = {
    "gov.about": (date(2021, 8, 16), (f"{BUREAU}是市人民政府工作部门，为正处级，内设10个科室，在编人员62名。", f"{BUREAU}贯彻落实党中央关于应急管理工作的方针政策和决策部署。")),
    "gov.duty": (date(2021, 8, 17), ("主要职责：", "（一）负责应急管理工作，指导各镇街应对安全生产类、自然灾害类等突发事件和综合防灾减灾救灾工作。", "（二）组织编制全市应急总体预案和安全生产类、自然灾害类专项预案。", "内设机构：办公室、应急指挥中心、危险化学品监督管理科、执法监督科。")),
    "gov.leader": (date(2021, 12, 20), ("陈志强，局长、党委书记，主持全面工作。", "李伟明，副局长，分管危险化学品安全监督管理、执法监督工作。")),
    "gov.contact": (date(2021, 8, 18), (f"办公地址：{CITY}府前路8号", "联系电话：0766-8812345", "值班电话：0766-8812350", "安全生产举报投诉电话：12350", "邮编：527300", "办公时间：工作日8:30至12:00，14:30至17:30")),
    "oia.guide": (date(2021, 12, 10), _GUIDE),
    "oia.catalog": (date(2021, 12, 13), ("根据《中华人民共和国政府信息公开条例》，本局编制了政府信息公开目录，每条信息列明索引号、名称、内容概述和生成日期。", "目录包括机构职能、政策文件、规划计划、人事信息、财政信息、行政许可、行政处罚、监督检查、应急管理等类别。")),
    "oia.content": (date(2021, 12, 15), ("本局法定主动公开内容包括：机构职能、规划计划、统计信息、行政许可、行政处罚、财政信息、应急管理。",)),
    "oia.request": (date(2021, 12, 14), (f"公民、法人或者其他组织可以向{SHORT}申请获取政府信息。", "受理机构：局办公室；联系电话：0766-8812345；答复期限：自收到申请之日起20个工作日。")),
}  # fmt: skip


def single_body(year: Year, key: str, day: date) -> str:
    """The text of a single page, with the day it claims to be from."""
    stated, lines = TEXTS[key]
    changed = [change for change in year.pages.get(key, ()) if change[0] <= day]
    if changed:
        _, stated, lines = changed[-1]
    info = f'<div class="info">发布时间：{stated} 09:00　来源：本局办公室</div>'
    form = (
        '<form action="/apply" method="post"><input name="xm"><input type="submit" value="网上申请"></form>'
        if key == "oia.request"
        else ""
    )
    return f'<div class="article"><h1>{year.columns[key].name}</h1>{info}<div class="content" id="zoom">{"".join(paragraphs(*lines))}</div>{form}</div>'


def guide_without(*words: str) -> tuple[str, ...]:
    """The lines of the guide but those that contain one of the words."""
    return tuple(line for line in _GUIDE if not any(word in line for word in words))
