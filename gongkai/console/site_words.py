"""Words for what the catalogue says of sites: kinds, verdicts, classes, outcomes and modes, in the page's language."""

from __future__ import annotations

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from checks.score import SiteVerdict
from checks.seeing.outcomes import OUTCOMES_IN_CHINESE
from crawler.model import ColumnClass, SiteKind
from gongkai.console.words import english_of

_KINDS = {SiteKind.BUREAU: _l("部门网站"), SiteKind.MUNICIPAL: _l("市级公开平台")}
_VERDICTS = {
    SiteVerdict.FAILED_VETO.value: _l("不合格（单项否决）"),
    SiteVerdict.FAILED_SCORE.value: _l("不合格（低于60分）"),
    SiteVerdict.PASSED.value: _l("合格"),
    SiteVerdict.UNDECIDED.value: _l("无法判定"),
}
_CLASSES = {
    ColumnClass.DYNAMIC: _l("动态要闻类"),
    ColumnClass.POLICY: _l("通知政策类"),
    ColumnClass.INTERPRETATION: _l("政策解读类"),
    ColumnClass.PERSONNEL_PLAN: _l("人事规划类"),
    ColumnClass.STATIC: _l("固定内容类"),
    ColumnClass.STATS_SERVICE: _l("办事统计类"),
    ColumnClass.MESSAGES: _l("留言公开类"),
    ColumnClass.SURVEY_TALK: _l("征集访谈类"),
    ColumnClass.ANNUAL: _l("年报预决算类"),
    ColumnClass.EVENT: _l("事项公示类"),
    ColumnClass.ARCHIVE: _l("专题归档类"),
    ColumnClass.UNKNOWN: _l("未归类"),
}
_SHAPES = {
    "list": _l("列表"),
    "page": _l("单页"),
    "group": _l("分组"),
    "external": _l("站外"),
    "heading": _l("标题"),
    "door": _l("跳转"),
    "unread": _l("没读到"),
}
_MODES = {
    "full": _l("全量"),
    "update": _l("增量"),
    "replay": _l("重放"),
    "links": _l("检查链接"),
    "recheck": _l("复查"),
}


def kind_word(kind: str) -> str:
    """The kind of a site."""
    return str(_KINDS.get(SiteKind(kind), kind))


def verdict_word(verdict: str | None) -> str:
    """The verdict on a site."""
    return str(_VERDICTS.get(verdict or "", verdict or "—"))


def class_word(column_class: str) -> str:
    """The class of a column."""
    return str(_CLASSES.get(ColumnClass(column_class), column_class))


def shape_word(kind: str) -> str:
    """What a column's page is."""
    return str(_SHAPES.get(kind, kind))


def mode_word(mode: str) -> str:
    """The mode of a run."""
    return str(_MODES.get(mode, mode))


def outcome_word(outcome: str | None) -> str:
    """How a visit ended."""
    if outcome in ("ok", "not_modified"):
        return str(_("正常"))
    locale = get_locale()
    if locale is not None and locale.language == "en":
        return english_of(outcome or "not_tried")
    return OUTCOMES_IN_CHINESE.get(outcome or "not_tried", str(outcome))


FILTERS = {
    "kind": kind_word,
    "verdict": verdict_word,
    "column_class": class_word,
    "shape": shape_word,
    "mode": mode_word,
    "outcome": outcome_word,
}
"""Filters for templates, by name."""
