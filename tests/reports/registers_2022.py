"""Registers of the years 2021 and 2022 and what the three tables must say of them, written down by hand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reports.registers import Registers, read_registers, write_register

# no, received, kind of applicant, answered, result, row of table 2 in 2022 ("" where it was answered in 2021)
REQUESTS = (
    ("2021-9", "2021-12-20", "自然人", "2022-01-10", "同意公开", "r3.1"),
    ("2022-1", "2022-01-05", "自然人", "2022-01-20", "同意公开", "r3.1"),
    ("2022-2", "2022-02-05", "自然人", "2022-02-20", "部分公开", "r3.2"),
    ("2022-3", "2022-03-05", "商业企业", "2022-03-20", "不同意公开：国家秘密", "r3.3.1"),
    ("2022-4", "2022-04-05", "法律服务机构", "2022-04-20", "不予公开：行政执法案卷", "r3.3.7"),
    ("2022-5", "2022-05-05", "科研机构", "2022-05-20", "无法提供：没有现成信息", "r3.4.2"),
    ("2022-6", "2022-06-05", "自然人", "2022-06-20", "不予处理：重复申请", "r3.5.2"),
    ("2022-7", "2022-07-05", "社会公益组织", "2022-07-20", "其他处理：逾期不补正", "r3.6.1"),
    ("2022-8", "2022-12-25", "其他", "", "", "r4"),
)
FIELDS = {
    "自然人": "natural",
    "商业企业": "company",
    "科研机构": "research",
    "社会公益组织": "public",
    "法律服务机构": "legal",
    "其他": "other",
}
TABLE_ONE_2022 = {
    "t1.regulations.made": "0",
    "t1.regulations.abolished": "0",
    "t1.regulations.in_force": "1",
    "t1.normative.made": "3",
    "t1.normative.abolished": "2",
    "t1.normative.in_force": "27",
    "t1.licences.decided": "1204",
    "t1.penalties.decided": "318",
    "t1.coercions.decided": "0",
    "t1.charges.collected": "12.5",
}
TABLE_ONE_2020 = {
    "t1.regulations.made": "0",
    "t1.regulations.published": "0",
    "t1.regulations.public_total": "1",
    "t1.normative.made": "2",
    "t1.normative.public_total": "26",
    "t1.licences.projects_before": "14",
    "t1.licences.change": "-2",
    "t1.licences.decided": "998",
    "t1.services.projects_before": "6",
    "t1.services.change": "0",
    "t1.services.decided": "45",
    "t1.penalties.projects_before": "80",
    "t1.penalties.change": "3",
    "t1.penalties.decided": "207",
    "t1.coercions.projects_before": "4",
    "t1.coercions.change": "0",
    "t1.coercions.decided": "1",
    "t1.charges.projects_before": "1",
    "t1.charges.change": "0",
    "t1.procurement.purchases": "5",
    "t1.procurement.spent": "103.25",
}


def table_two() -> Mapping[str, int]:
    """Every cell of table 2 of 2022 that is more than 0: counted from the list above, by hand rules of the form."""
    found: dict[str, int] = {}
    for _, received, kind, answered, _, row in REQUESTS:
        rows = [row] + (["r2"] if received < "2022" else ["r1"]) + (["r3.7"] if answered else [])
        for name in rows:
            for field in (FIELDS[kind], "total"):
                found[f"t2.{name}.{field}"] = found.get(f"t2.{name}.{field}", 0) + 1
    return found


TABLE_THREE_2022 = {
    "t3.review.upheld": 1,
    "t3.review.total": 1,
    "t3.direct.corrected": 1,
    "t3.direct.total": 1,
    "t3.after.pending": 1,
    "t3.after.total": 1,
}


def registers_2022(folder: Path, *, year: int = 2022, table_one: Mapping[str, str] = TABLE_ONE_2022) -> Registers:
    """The registers; with `year` 2020 only the yearly figures are of that year."""
    requests = [
        {
            "no": no,
            "received_on": received,
            "channel": "网络",
            "kind": kind,
            "answered_on": answered,
            "result": result,
            "fee": 0 if answered else "",
            "applicant": "某某",
        }
        for no, received, kind, answered, result, _ in REQUESTS
    ]
    write_register(folder, "requests", requests)
    write_register(
        folder,
        "reviews",
        [{"no": "复1", "received_on": "2022-03-01", "closed_on": "2022-04-20", "result": "维持"}],
    )
    suits = [
        {
            "no": "诉1",
            "received_on": "2022-02-01",
            "kind": "未经复议直接起诉",
            "closed_on": "2022-06-20",
            "result": "纠正",
        },
        {"no": "诉2", "received_on": "2022-11-01", "kind": "复议后起诉", "closed_on": "", "result": ""},
    ]
    write_register(folder, "suits", suits)
    units = {"t1.charges.collected": "万元", "t1.procurement.spent": "万元"}
    figures = [
        {"year": year, "indicator": cell, "value": value, "unit": units.get(cell, "")}
        for cell, value in table_one.items()
    ]
    write_register(folder, "figures", figures)
    return read_registers(folder)
