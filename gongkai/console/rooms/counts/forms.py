"""Forms of this room: freezing, signing, taking a signature back."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from reports.snapshots.signing import LONGEST, STATEMENT

_WORDS = Length(max=LONGEST, message=_l("最多%(max)d个字。"))


class FreezeForm(FlaskForm):  # type: ignore[misc]
    """What a snapshot is for; `reason` where it is frozen although not everything was seen."""

    note = StringField(_l("用途"), validators=[_WORDS], description=_l("例如：年度报告报送稿"))
    force = BooleanField(_l("采集不完整，仍然冻结（数字会标明“不完整”）"))
    reason = TextAreaField(_l("仍然冻结的理由"), validators=[_WORDS])

    def validate_reason(self, field: Any) -> None:
        """Who freezes what was not seen whole says why."""
        if self.force.data and not (field.data or "").strip():
            raise ValidationError(_l("请写明理由。"))


class SignForm(FlaskForm):  # type: ignore[misc]
    """In which function, and in which words. `seen`: the last entry that the page showed."""

    role = StringField(_l("职务"), validators=[Length(max=60, message=_l("最多%(max)d个字。"))])
    statement = TextAreaField(_l("声明"), default=STATEMENT, validators=[DataRequired(message=_l("请填写。")), _WORDS])
    seen = HiddenField()


class WithdrawForm(FlaskForm):  # type: ignore[misc]
    """Which signature, and why."""

    number = HiddenField()
    reason = StringField(_l("撤回理由"), validators=[DataRequired(message=_l("请写明理由。")), _WORDS])
    seen = HiddenField()
