"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    widgets,
)
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, NumberRange, Optional

from gongkai.console.people.accounts import LONGEST_NAME
from gongkai.console.people.roles import Role
from gongkai.console.people.tokens import MOST_DAYS, USUAL_DAYS
from gongkai.console.shown import state_word

_ROLES = [role.value for role in Role]


class _Boxes(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, each with a box of its own."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


def _password(label: Any, autocomplete: str = "new-password", **more: Any) -> PasswordField:
    return PasswordField(label, validators=[InputRequired()], render_kw={"autocomplete": autocomplete}, **more)


def _again() -> PasswordField:
    same = EqualTo("password", _l("两次输入的密码不一样。"))
    return PasswordField(
        _l("再输一次密码"), validators=[InputRequired(), same], render_kw={"autocomplete": "new-password"}
    )


class RightsForm(FlaskForm):  # type: ignore[misc]
    """What an account may do, where, and how it is named. `stand`: what the page showed."""

    stand = HiddenField()
    shown_name = StringField(
        _l("姓名"),
        validators=[Length(max=LONGEST_NAME)],
        description=_l("写入问题经过和日志。不填则用用户名。"),
        render_kw={"autocomplete": "off"},
    )
    role = SelectField(_l("角色"), choices=_ROLES, validators=[DataRequired()])
    sites = _Boxes(_l("负责的网站"), description=_l("只对网站管理员：只看得到这些网站。其他角色不选。"))
    submit = SubmitField(_l("保存"))

    def __init__(self, sites: dict[str, str], **more: Any) -> None:
        super().__init__(**more)
        self.role.choices = [(role.value, state_word(role)) for role in Role]
        chosen = self.sites.data or []
        self.sites.choices = [*sites.items(), *((site, site) for site in sorted(set(chosen) - set(sites)))]

    @property
    def chosen_role(self) -> Role:
        """The role, once the form is valid."""
        return Role(self.role.data)

    @property
    def chosen_sites(self) -> list[str]:
        """The sites of a webmaster; boxes that were left ticked for another role say nothing."""
        return [] if self.chosen_role.sees_all_sites else [str(site) for site in self.sites.data or ()]


class AddForm(RightsForm):
    """A new account."""

    name = StringField(
        _l("用户名"),
        validators=[DataRequired(), Length(max=LONGEST_NAME)],
        description=_l("登录用，字母、数字、点、短横和下划线。"),
        render_kw={"autocomplete": "off"},
    )
    password = _password(_l("临时密码"), description=_l("7天内有效；本人第一次登录时必须改掉。"))
    again = _again()
    submit = SubmitField(_l("建立账号"))


class ResetForm(FlaskForm):  # type: ignore[misc]
    """A temporary password for somebody who forgot the own one."""

    password = _password(_l("临时密码"), description=_l("7天内有效；本人第一次登录时必须改掉。"))
    again = _again()
    submit = SubmitField(_l("重设密码"))


class RenewForm(FlaskForm):  # type: ignore[misc]
    """The own password."""

    current = _password(_l("现在的密码"), "current-password")
    password = _password(_l("新密码"), description=_l("12至128个字符，任何字符都可以；一句话最好记。"))
    again = _again()
    submit = SubmitField(_l("更改密码"))


class TokenForm(FlaskForm):  # type: ignore[misc]
    """A new token."""

    title = StringField(_l("用途"), validators=[DataRequired(), Length(max=LONGEST_NAME)])
    days = IntegerField(
        _l("有效天数"), default=USUAL_DAYS, validators=[InputRequired(), NumberRange(min=1, max=MOST_DAYS)]
    )
    submit = SubmitField(_l("生成令牌"))


class LogForm(FlaskForm):  # type: ignore[misc]
    """What is looked for in the log."""

    class Meta:
        csrf = False  # it only looks

    who = SelectField(_l("谁"), validators=[Optional()], choices=[])
    action = SelectField(_l("做了什么"), validators=[Optional()], choices=[])
    site = SelectField(_l("网站"), validators=[Optional()], choices=[])
    day = DateField(_l("日期"), validators=[Optional()])

    def __init__(self, who: list[str], actions: list[str], sites: list[str], **more: Any) -> None:
        super().__init__(**more)
        for field, known in ((self.who, who), (self.action, actions), (self.site, sites)):
            field.choices = [("", _l("全部")), *((value, value) for value in known)]
