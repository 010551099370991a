"""The login form."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField, SubmitField
from wtforms.validators import DataRequired, Length


class LoginForm(FlaskForm):  # type: ignore[misc]
    """Name and password."""

    name = StringField(
        _l("用户名"), validators=[DataRequired(), Length(max=40)], render_kw={"autocomplete": "username"}
    )
    password = PasswordField(
        _l("密码"), validators=[DataRequired(), Length(max=128)], render_kw={"autocomplete": "current-password"}
    )
    submit = SubmitField(_l("登录"))
