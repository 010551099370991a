"""What a person reads in the console when an account cannot be made or changed as asked."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm

from gongkai.console.people.refusals import AccountError, Why

_SAYINGS = {
    Why.NAME: ("name", _l("用户名只能用字母、数字、点、短横和下划线，最多40个字符。")),
    Why.SHOWN_NAME: ("shown_name", _l("姓名最多40个字符，不能有换行等控制字符。")),
    Why.TAKEN: ("name", _l("已有这个用户名的账号。")),
    Why.UNKNOWN: ("name", _l("没有这个账号。")),
    Why.NOT_FIRST: ("name", _l("已有账号，请登录。")),
    Why.LENGTH: ("password", _l("密码须为12至128个字符。")),
    Why.HOLDS_NAME: ("password", _l("密码里不能有用户名。")),
    Why.REPEATS: ("password", _l("密码里重复的字符太多，请另选一个。")),
    Why.GUESSED: ("password", _l("这个密码很容易被猜到（常用词、键盘顺序或日期），请另选一个。")),
    Why.SAME: ("password", _l("新密码与现在的相同，请另选一个。")),
    Why.SEES_ALL: ("sites", _l("只有网站管理员才指定网站，其他角色能看全部网站。")),
    Why.NO_SITES: ("sites", _l("网站管理员至少要负责一个网站。")),
    Why.LAST: ("role", _l("这是最后一个管理员，请先设立另一个管理员。")),
    Why.EXPIRY: ("days", _l("有效期为1至366天。")),
    Why.TITLE: ("title", _l("请写明用途，最多40个字符。")),
    Why.TOO_MANY: ("title", _l("有效的令牌已有20个，请先撤销不用的。")),
}


def saying(error: AccountError) -> str:
    """The reason in the language of the page."""
    return str(_SAYINGS[error.why][1])


def put_on(form: FlaskForm, error: AccountError) -> None:
    """Put the reason at the field that it is about, or at the form's first one."""
    name = _SAYINGS[error.why][0]
    field = form[name] if name in form else next(iter(form))
    field.errors = [*field.errors, saying(error)]
