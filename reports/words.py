"""Closed lists of the crawler in the words that reports print."""

from __future__ import annotations

from collections.abc import Mapping

from crawler.model import ColumnClass

COLUMN_CLASSES: Mapping[ColumnClass, str] = {
    ColumnClass.DYNAMIC: "动态要闻",
    ColumnClass.POLICY: "通知政策",
    ColumnClass.INTERPRETATION: "政策解读",
    ColumnClass.PERSONNEL_PLAN: "人事规划",
    ColumnClass.STATIC: "固定内容",
    ColumnClass.STATS_SERVICE: "办事统计",
    ColumnClass.MESSAGES: "互动留言",
    ColumnClass.SURVEY_TALK: "调查访谈",
    ColumnClass.ANNUAL: "年度公开",
    ColumnClass.EVENT: "事件公开",
    ColumnClass.ARCHIVE: "归档专题",
    ColumnClass.UNKNOWN: "未归类",
}
LEVELS: Mapping[int, str] = {1: "一级", 2: "二级", 3: "三级", 4: "四级", 5: "五级"}

_SELVES = (("委员会", "我委"), ("局", "我局"), ("办公室", "我办"), ("厅", "我厅"), ("委", "我委"), ("中心", "我中心"))


def self_name(organ: str | None) -> str:
    """How an organ speaks of itself: 我局, 我委, …; 本机关 where its name does not tell."""
    return next((self for ending, self in _SELVES if organ and organ.endswith(ending)), "本机关")


def numeral(number: int) -> str:
    """A small number in Chinese numerals, 1 to 99."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
