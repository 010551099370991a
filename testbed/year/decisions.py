# ruff: noqa: E501  (prose is data)
"""双公示: licences and penalties, each an article of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from testbed.world.words import company, credit_code
from testbed.year.clerk import Clerk
from testbed.year.model import Paper
from testbed.year.writing import BUREAU, TRADES, paragraphs


def publish_licence(clerk: Clerk, paper_id: str, n: int, decided: date, day: date, **more: Any) -> Paper:
    """A licence decision as an article of its own."""
    firm, trade = company(clerk.rng), TRADES[n % 4]
    number = _number(clerk, "云应急许", decided, more)
    cells = {
        "行政许可决定书文号": number, "项目名称": f"{firm}{trade}经营许可", "许可类别": "普通", "许可内容": f"准予{trade}经营许可",
        "行政相对人名称": firm, "统一社会信用代码": credit_code(clerk.rng), "许可决定日期": decided.isoformat(),
        "有效期至": decided.replace(year=decided.year + 3, day=min(decided.day, 28)).isoformat(), "许可机关": BUREAU, "当前状态": "有效",
    }  # fmt: skip
    cells |= more.pop("cells", {})
    pairs = tuple((label, value) for label, value in cells.items() if value is not None)
    return clerk.publish(
        paper_id,
        "gov.licence",
        f"{firm}{trade}经营许可决定（{n + 1}）",
        day,
        pairs=pairs,
        body=paragraphs("现将行政许可决定公示如下。"),
        **more,
    )


def publish_penalty(clerk: Clerk, paper_id: str, n: int, decided: date, day: date, **more: Any) -> Paper:
    """A penalty decision as an article of its own."""
    firm, fine = company(clerk.rng), f"{1 + n % 5}.{n % 10}"
    number = _number(clerk, "云应急罚", decided, more)
    cells = {
        "行政处罚决定书文号": number, "处罚名称": f"{firm}未按规定开展教育培训案（{n + 1}）", "处罚类别": "罚款", "处罚事由": "未按照规定对从业人员进行安全生产教育和培训",
        "处罚依据": "《中华人民共和国安全生产法》第九十七条第三项", "行政相对人名称": firm, "统一社会信用代码": credit_code(clerk.rng),
        "处罚结果": f"罚款人民币{fine}万元", "处罚决定日期": decided.isoformat(), "处罚机关": BUREAU, "当前状态": "正常",
    }  # fmt: skip
    cells |= more.pop("cells", {})
    pairs = tuple((label, value) for label, value in cells.items() if value is not None)
    return clerk.publish(
        paper_id,
        "gov.penalty",
        f"{firm}行政处罚决定（{n + 1}）",
        day,
        pairs=pairs,
        body=paragraphs("现将行政处罚决定公示如下。"),
        **more,
    )


def _number(clerk: Clerk, word: str, decided: date, more: dict[str, Any]) -> str:
    """The given number, the first one of a `series` of its own, or the next of the ordinary series."""
    series, number = more.pop("series", None), more.pop("number", None)
    return str(number or (f"{word}{series}〔{decided.year}〕1号" if series else clerk.doc_no(word, decided.year)))
