"""Questions as people type them, from words that stand in most items to words that stand in none."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from benchmarks.searching.city import Words


@dataclass(frozen=True)
class Asked:
    """A question and what it is narrowed by; `sort` names the row of the table that it belongs to."""

    sort: str
    text: str
    narrowed: dict[str, object] = field(default_factory=dict)


_COMMON = (
    "通知",
    "安全",
    "检查",
    "安全生产",
    "监督管理",
    "的",
    "企业 检查",
    "安全生产 通知",
    "title:通知",
    "工作 -会议",
)
_USUAL = (
    "粉尘", "烟花爆竹", "危险化学品", "春节", "行政处罚决定", "title:年度报告", "“隐患排查”", "道路交通 施工",
    "国庆 值守", "招聘考试", "预算 决算", "安监〔2016〕12号", "2016年12月", "督",
)  # fmt: skip
_NARROWED: tuple[tuple[str, dict[str, object]], ...] = (
    ("安全生产", {"year": 2015}),
    ("通知", {"sites": ("site007",)}),
    ("检查", {"columns": (72,), "sites": ("site007",)}),
    ("安全", {"vanished": True}),
    ("", {}),
    ("", {"sites": ("site042",)}),
    ("", {"year": 2012}),
)


def questions(seed: int) -> list[Asked]:
    """All questions, in an order that favours none."""
    rng = Random(seed)
    words = Words(seed, size=12_000).words
    rare = ["".join(rng.choices(words[800:], k=2)) for _ in range(5)]
    middle = [rng.choice(words[100:3000]) for _ in range(25)]
    title = Words(2016).title()
    found = [
        *(Asked("words that stand in most items", text) for text in _COMMON),
        *(Asked("words of the trade", text) for text in _USUAL),
        *(Asked("any word of the vocabulary", text) for text in middle),
        *(Asked("hardly any hit", text) for text in (*rare, "没有这样的词语", title, "粉尘涉爆 挂牌 销号 -的")),
        *(Asked("narrowed, or without words", text, narrowed) for text, narrowed in _NARROWED),
    ]
    rng.shuffle(found)
    return found
