"""The decision on a pair."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, Regexp


class DecideForm(FlaskForm):  # type: ignore[misc]
    """`seen`: the newest decision that the page showed; `state`: the button that was pressed."""

    note = TextAreaField(_l("说明（可不填）"), validators=[Length(max=500, message=_l("最多500个字。"))])
    seen = HiddenField(validators=[Regexp(r"^\d{1,12}$")])
    state = HiddenField(
        validators=[InputRequired(), AnyOf(("confirmed", "rejected"), message=_l("请选“是同一信息”或“不是同一信息”。"))]
    )
