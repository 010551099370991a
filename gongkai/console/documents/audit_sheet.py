"""An audit as a workbook: what is wrong, what ought to be there, every number. No cell can act as a formula."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from reports.audit.comparing import STANDINGS_IN_CHINESE, Standing
from reports.typography import printable

_VERDICTS = {"flagged": "问题", "unsure": "未能核对", "clear": "相符", "not_applicable": "不适用"}
_STATES = {"present": "有", "missing": "缺", "unclear": "未认出"}
_LONGEST = 32_000  # characters of a cell; a workbook knows no more


def audit_workbook(facts: Mapping[str, Any]) -> bytes:
    """The workbook of an audit, from what `gongkai audit --json` prints."""
    out = BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    _sheet(book, "结论", ("结论", "内容", "位置", "报告写", "应为", "依据"), (14, 70, 24, 18, 18, 40), _remarks(facts))
    _sheet(book, "应有的内容", ("内容", "情况", "位置", "说明"), (34, 10, 24, 50), _parts(facts))
    fields = (
        "指标",
        "年份",
        "报告数",
        "单位",
        "统计数",
        "相差",
        "结论",
        "理由",
        "清单条数",
        "清单SHA-256",
        "位置",
        "原文",
    )
    _sheet(book, "报告的数字", fields, (26, 8, 12, 8, 12, 12, 10, 40, 10, 20, 20, 70), _claims(facts))
    _sheet(book, "未读到", ("内容",), (100,), [(text,) for text in facts["unread"]])
    book.close()
    return out.getvalue()


def _remarks(facts: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
    order = list(_VERDICTS)
    for one in sorted(facts["remarks"], key=lambda one: order.index(one["verdict"])):
        clause = one["clause"]
        basis = f"{clause['reference']}" if clause else one["check"]
        yield _VERDICTS[one["verdict"]], one["sentence"], one["place"], one["says"], one["should"], basis


def _parts(facts: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
    for part in facts["parts"]:
        yield part["title"], _STATES.get(part["state"], part["state"]), part["place"], part["why"]


def _claims(facts: Mapping[str, Any]) -> Iterable[Sequence[Any]]:
    for claim in facts["claims"]:
        ours = claim["ours"] or {}
        standing = STANDINGS_IN_CHINESE[Standing(ours["standing"])] if ours else ""
        yield (
            claim["title"] or "其他数字", claim["year"] or facts["form"]["year"], claim["value"], claim["unit"],
            ours.get("value"), ours.get("difference"), standing, ours.get("why"), ours.get("rows"), ours.get("sha256"),
            claim["place"], claim["sentence"],
        )  # fmt: skip


def _sheet(book: Any, name: str, fields: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#E8ECF0", "border": 1})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 0)
    for column, (field, width) in enumerate(zip(fields, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, field, head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int | float):
                sheet.write_number(last, column, value, body)
            elif value:
                sheet.write_string(last, column, printable(str(value))[:_LONGEST], body)
    sheet.autofilter(0, 0, max(last, 1), len(fields) - 1)
