"""The login form, and that of the first administrator."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length

from gongkai.console.people.accounts import LONGEST, LONGEST_NAME


class LoginForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    name = StringField(
        _l("用户名"), validators=[DataRequired(), Length(max=LONGEST_NAME)], render_kw={"autocomplete": "username"}
    )
    password = PasswordField(
        _l("密码"),
        validators=[InputRequired(), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    submit = SubmitField(_l("登录"))


class FirstForm(FlaskForm):  # type: ignore[misc]
    """The first administrator."""

    name = StringField(
        _l("用户名"),
        validators=[DataRequired(), Length(max=LONGEST_NAME)],
        description=_l("登录用，字母、数字、点、短横和下划线。"),
        render_kw={"autocomplete": "username"},
    )
    shown_name = StringField(
        _l("姓名"),
        validators=[Length(max=LONGEST_NAME)],
        description=_l("写入问题经过和日志。不填则用用户名。"),
        render_kw={"autocomplete": "name"},
    )
    password = PasswordField(
        _l("密码"),
        validators=[InputRequired()],
        description=_l("12至128个字符，任何字符都可以；一句话最好记。"),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _l("再输一次密码"),
        validators=[InputRequired(), EqualTo("password", _l("两次输入的密码不一样。"))],
        render_kw={"autocomplete": "new-password"},
    )
    submit = SubmitField(_l("建立管理员账号"))
