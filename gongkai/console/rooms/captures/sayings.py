"""What is said of marks, damage and kinds of captures."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from gongkai.console.rooms.captures.look import Damage
from gongkai.marking import Marked, Place, Why

_PLACES = {
    Place.DATE: _l("页面上的日期"),
    Place.ROW: _l("列表中的这一条"),
    Place.LINK: _l("这个链接"),
    Place.TITLE: _l("这条信息的标题"),
    Place.NAME: _l("栏目名称"),
    Place.PHRASE: _l("问题中引用的文字"),
    Place.VALUE: _l("实际看到的内容"),
    Place.NUMBER: _l("编号或代码"),
    Place.PERSON: _l("个人号码"),
    Place.ANSWER: _l("网页不存在的提示"),
    Place.NEAREST: _l("名称最接近的栏目"),
    Place.STATE: _l("网页自己的状态说明"),
    Place.FOOT: _l("页面底部"),
    Place.HEAD: _l("栏目名称"),
}
_DAMAGE = {
    Damage.MISSING: _l("存档文件不见了，快照无法显示。请管理员从备份恢复后再看。"),
    Damage.CUT: _l("存档文件被截短，快照无法显示。请管理员从备份恢复后再看。"),
    Damage.UNREADABLE: _l("存档记录已损坏，快照无法显示。请管理员从备份恢复后再看。"),
}
_NOTHING = {
    Why.UNSEEN: _l("没有标记：问题在源代码、地址或服务器的应答里，页面上看不见。"),
    Why.ABSENT: _l("没有标记：问题在于应有的内容不在页面上。"),
    Why.TOO_DEEP: _l("没有标记：网页嵌套过深，只能显示源代码。"),
    Why.NOT_FOUND: _l("没有标记：在这个页面上没有找到对应的位置。"),
}


def marked_words(marked: Marked) -> str:
    """One sentence: what is marked, or why nothing is."""
    if marked.place is None:
        return str(_NOTHING.get(marked.why, _NOTHING[Why.NOT_FOUND]))
    what = _PLACES[marked.place]
    if marked.why is Why.ABSENT:
        return str(_("标出的是%(what)s，共 %(n)s 处；问题在于应有的内容不在页面上。", what=what, n=marked.count))
    return str(_("标出的是%(what)s，共 %(n)s 处。", what=what, n=marked.count))


def damage_words(damage: Damage) -> str:
    """What is wrong with the archive, and what to do."""
    return str(_DAMAGE[damage])
