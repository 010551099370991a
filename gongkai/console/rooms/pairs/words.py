"""The words of pairs, translated where they are shown."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gongkai.pairing import Point, Sign

# The words of `gongkai.pairing`, marked for translation.
METHODS = {
    "index_no": _l("索引号相同"),
    "doc_no": _l("文号相同"),
    "title_date_text": _l("标题相同、日期相近、正文相同或相近"),
    "close_title_same_text": _l("标题相近、正文相同"),
    "cut_title_same_text": _l("一方标题被截短、正文相同"),
    "close_title": _l("标题相同或相近，正文不同或未读到"),
    "cut_title": _l("一方标题被截短，正文不同或未读到"),
    "files_differ": _l("标题和正文相同，附件不同"),
    "numbers_differ": _l("标题、日期和正文相同，编号不同"),
    "same_text": _l("同一网站内标题、日期和正文相同"),
    "stated": _l("由人指明"),
}
STATES = {
    "review": _l("待人工确认"),
    "auto": _l("程序认定为同一信息"),
    "confirmed": _l("人工确认为同一信息"),
    "rejected": _l("人工认定为不同信息"),
}


def said_of(sign: Sign) -> str:
    """A sign in words."""
    match sign.point:
        case Point.INDEX_NO:
            words = _("索引号相同") if sign.favours else _("索引号不同")
        case Point.DOC_NO:
            words = _("文号相同") if sign.favours else _("文号不同")
        case Point.TITLE:
            words = _("标题相同") if sign.favours else _("标题不完全相同")
        case Point.DAY:
            words = _("日期相同") if not sign.value else _("日期相差%(n)s天", n=int(sign.value))
        case Point.BODY:
            words = _("正文相同") if sign.value >= 1 else _("正文相似%(n)s%%", n=int(sign.value * 100))
        case Point.FILES:
            words = _("附件名称相同") if sign.favours else _("附件名称不同")
    return str(words)
