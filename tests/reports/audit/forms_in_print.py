"""The statistics forms as reports print them, filled with given numbers: for every format that `making` writes."""

from __future__ import annotations

from collections.abc import Mapping

from reports.forms import FormRow, StatForm, form
from tests.reports.audit.making import Cell, Tab

OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
Values = Mapping[str, object]


def statistics(values: Values, *, empty: str = "0") -> Tab:
    """The appendix of 2014-2018; cells that are not given hold `empty`."""
    rows: list[list[str | Cell]] = [["统计指标", "单位", "统计数"]]
    for row in form("stats-2014").tables[0].rows:
        rows.append([row.label, row.unit, "——" if row.heading else str(values.get(row.id, empty))])
    return Tab(rows, repeat=1)


def proactive(name: str, values: Values, *, empty: str = "0") -> Tab:
    """Table 1 of an edition: blocks of rows, each under its own head."""
    table = form(name).table("t1")
    width = 1 + max(len(table.fields_of(row)) for row in table.rows)
    rows: list[list[str | Cell]] = []
    shown: tuple[str, ...] = ()
    for row in table.rows:
        fields = table.fields_of(row)
        if row.groups != shown:
            shown = row.groups
            rows.append([Cell(row.groups[0], 1, width)])
            rows.append(["信息内容", *_spread([field.label for field in fields], width - 1)])
        cells = [str(values.get(table.cell(row, field), empty)) for field in fields]
        rows.append([row.label, *_spread(cells, width - 1)])
    return Tab(rows)


def _spread(texts: list[str], width: int) -> list[str | Cell]:
    """Texts over a number of fields: the last one takes what is left."""
    return [*texts[:-1], Cell(texts[-1], 1, width - len(texts) + 1)]


def applications(name: str, values: Values, *, empty: str = "0") -> Tab:
    """Table 2 of an edition, with its head of three rows and merged heads on the left."""
    table = form(name).table("t2")
    rows: list[list[str | Cell]] = [
        [Cell("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), Cell("申请人情况", 1, 7)],
        [Cell("自然人", 2), Cell("法人或其他组织", 1, 5), Cell("总计", 2)],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
    ]
    above: FormRow | None = None
    for row in table.rows:
        rows.append(
            [
                *_labels(row, above, table.rows),
                *(str(values.get(table.cell(row, field), empty)) for field in table.fields),
            ]
        )
        above = row
    return Tab(rows, repeat=3)


def _labels(row: FormRow, above: FormRow | None, rows: tuple[FormRow, ...]) -> list[str | Cell]:
    if not row.groups:
        return [Cell(row.label, 1, 3)]
    cells: list[str | Cell] = []
    if above is None or above.groups[:1] != row.groups[:1]:
        cells.append(Cell(row.groups[0], sum(one.groups[:1] == row.groups[:1] for one in rows)))
    if len(row.groups) == 1:
        return [*cells, Cell(row.label, 1, 2)]
    if above is None or above.groups != row.groups:
        cells.append(Cell(row.groups[1], sum(one.groups == row.groups for one in rows)))
    return [*cells, row.label]


def cases(values: Values, *, empty: str = "0") -> Tab:
    """Table 3."""
    table = form("oia-2021").table("t3")
    numbers = [str(values.get(table.cell(table.rows[0], field), empty)) for field in table.fields]
    return Tab(
        [
            [Cell("行政复议", 1, 5), Cell("行政诉讼", 1, 10)],
            [*(Cell(one, 2) for one in OUTCOMES), Cell("未经复议直接起诉", 1, 5), Cell("复议后起诉", 1, 5)],
            [*OUTCOMES, *OUTCOMES],
            numbers,
        ]
    )


def numbered(made: StatForm) -> dict[str, int]:
    """A different number for every cell of a form: whoever mixes two up is found out."""
    return {cell: 100 + place for place, cell in enumerate(made.cells)}


def report(year: int, values: Values, *, empty: str = "0", lead: str = "", problems: str = "") -> list[str | Tab]:
    """The paragraphs and tables of a report of a year, in its form."""
    begin = lead or (
        f"根据《中华人民共和国政府信息公开条例》编制本报告。统计期限自{year}年1月1日起至{year}年12月31日止。"
        "电子版可在本局网站（http://www.example.gov.cn）下载。如有疑问，请与本局办公室联系（地址：平安路1号；"
        "邮编：500000；电话：0700-1234567；传真：0700-1234568；电子邮箱：bgs@example.gov.cn）。"
    )
    troubles = problems or "公开的及时性还不够，部分栏目更新慢。下一步将逐月督促，改进更新机制，做好依申请公开的登记。"
    if year <= 2018:
        return [
            begin,
            "一、概述",
            "本年工作平稳，主动公开、依申请公开都有进展，未收取费用，也没有复议和诉讼。",
            "二、存在的问题和改进措施",
            troubles,
            "三、其他需要报告的事项",
            "没有其他需要报告的事项。",
            "附表：政府信息公开情况统计表",
            statistics(values, empty=empty),
        ]
    name = "oia-2019" if year <= 2020 else "oia-2021"
    return [
        begin,
        "一、总体情况",
        "本年各项工作有序开展。",
        "二、主动公开政府信息情况",
        proactive(name, values, empty=empty),
        "三、收到和处理政府信息公开申请情况",
        applications(name, values, empty=empty),
        "四、政府信息公开行政复议、行政诉讼情况",
        cases(values, empty=empty),
        "五、存在的主要问题及改进情况",
        troubles,
        "六、其他需要报告的事项",
        "本年没有收取信息处理费。",
    ]


def title(year: int, organ: str = "平安市安全生产监督管理局") -> str:
    """The title of a report."""
    return f"{organ}{year}年政府信息公开工作年度报告"
