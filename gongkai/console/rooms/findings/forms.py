"""The forms of decisions. Their fields have plain names; their ids are unique on a page with several forms."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from checks.ledger import Scope
from checks.ledger.granting import LONGEST_DAYS
from gongkai.console.here import today

_LONGEST = 2000


class Written:
    """Something must be written; blanks are nothing."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: FlaskForm, field: Field) -> None:
        if not (field.data or "").strip():
            raise StopValidation(str(self.message))


def _short() -> Length:
    return Length(max=_LONGEST, message=_l("请不要超过%(max)d个字"))


def _not_past(form: FlaskForm, field: Field) -> None:
    if field.data is not None and field.data < today():
        raise ValidationError(_("这一天已经过去了"))


def _day(label: Any, *, required: bool = False, description: Any = "") -> DateField:
    return DateField(
        label,
        validators=[InputRequired(_l("请选择日期")) if required else Optional(), _not_past],
        description=description,
    )


class DecisionForm(FlaskForm):  # type: ignore[misc]
    """A decision. `seen` is the newest entry of the history that stood on the page."""

    seen = HiddenField()

    def __init__(self, deed: str, **values: Any) -> None:
        super().__init__(**values)
        self.deed = deed
        for field in self:
            field.id = f"{deed}-{field.short_name}"
            field.label.field_id = field.id

    @property
    def expected(self) -> int:
        """The entry as a number; what is none is older than every entry."""
        return int(self.seen.data) if (self.seen.data or "").isdecimal() and len(self.seen.data) < 16 else 0

    @property
    def written(self) -> list[tuple[str, str]]:
        """What the person filled in, label and words."""
        return [(str(field.label.text), _said(field)) for field in self.asked if _said(field)]

    @property
    def asked(self) -> list[Field]:
        """The fields that a person sees."""
        return [field for field in self if field.type not in ("CSRFTokenField", "HiddenField")]


def _said(field: Field) -> str:
    if isinstance(field, SelectField):
        return next((str(choice.label) for choice in field.choices or () if choice.value == field.data), "")
    return str(field.data or "").strip()


class ConfirmForm(DecisionForm):
    """It is right."""

    note = TextAreaField(_l("说明"), validators=[_short()])
    deadline = _day(_l("另定整改期限"), description=_l("不填则按规则包的期限；另定时须写说明"))

    def validate_deadline(self, field: Field) -> None:
        """Another deadline needs a word of why."""
        if field.data is not None and not (self.note.data or "").strip():
            raise ValidationError(_("另定期限须在“说明”里写明理由"))


class DisputeForm(DecisionForm):
    """It is wrong, and why."""

    reason = TextAreaField(_l("异议理由"), validators=[Written(_l("请写明为什么认为这个问题不成立")), _short()])


class ResolveForm(DecisionForm):
    """A dispute is decided."""

    accept = RadioField(
        _l("处理结果"),
        choices=[SelectChoice("yes", _l("异议成立，作误报处理")), SelectChoice("no", _l("异议不成立，维持问题"))],
        validators=[InputRequired(_l("请选择处理结果"))],
    )
    reason = TextAreaField(_l("理由"), validators=[Written(_l("请写明理由")), _short()])
    deadline = _day(_l("另定整改期限"), description=_l("只在异议不成立时有用"))


class ClaimForm(DecisionForm):
    """It is mended."""

    note = TextAreaField(_l("做了哪些整改"), validators=[Written(_l("请写明做了什么，便于复核")), _short()])


class VerifyForm(DecisionForm):
    """A person looked."""

    mended = RadioField(
        _l("查看结果"),
        choices=[SelectChoice("yes", _l("已整改")), SelectChoice("no", _l("仍然存在"))],
        validators=[InputRequired(_l("请选择查看结果"))],
    )
    reason = TextAreaField(_l("看到了什么"), validators=[Written(_l("请写明看到了什么")), _short()])


class DeadlineForm(DecisionForm):
    """It has more time, or less."""

    deadline = _day(_l("新的整改期限"), required=True)
    reason = TextAreaField(_l("理由"), validators=[Written(_l("请写明理由")), _short()])


class WaiveForm(DecisionForm):
    """It shall not count until a day. `column` has the columns that the finding stands in."""

    reason = TextAreaField(_l("豁免理由"), validators=[Written(_l("请写明豁免理由")), _short()])
    approver = StringField(_l("批准人"), validators=[Written(_l("请写明由谁批准")), Length(max=100)])
    document = StringField(_l("批准文号"), validators=[Length(max=100)], description=_l("没有书面决定可以不填"))
    until = _day(_l("豁免到"), required=True, description=_l("含当日；到期后自动恢复计算"))
    scope = RadioField(
        _l("范围"),
        choices=[
            SelectChoice(Scope.FINDING.value, _l("只豁免这一个问题")),
            SelectChoice(Scope.COLUMN.value, _l("本条款在一个栏目及其子栏目的全部问题")),
            SelectChoice(Scope.SITE.value, _l("本条款在全站的全部问题")),
        ],
        default=Scope.FINDING.value,
    )
    column = SelectField(_l("栏目"), choices=[], validate_choice=False)

    def offer(self, columns: list[str]) -> None:
        """Offer these columns; without any there is no such scope."""
        self.column.choices = [SelectChoice(path, path) for path in columns]
        if not columns:
            del self.column
            self.scope.choices = [choice for choice in self.scope.choices if choice.value != Scope.COLUMN.value]

    def validate_until(self, field: Field) -> None:
        """Not for ever: what shall hold longer is granted anew."""
        last: date = today() + timedelta(days=LONGEST_DAYS)
        if field.data is not None and field.data > last:
            raise ValidationError(_("最长到%(day)s；到期仍需要的，届时重新批准", day=last))

    def validate_column(self, field: Field) -> None:
        """One of those that the finding stands in."""
        if self.scope.data == Scope.COLUMN.value and field.data not in [choice.value for choice in field.choices or ()]:
            raise ValidationError(_("请选择栏目"))

    @property
    def chosen(self) -> tuple[Scope, str | None]:
        """The scope, and the column where it is one."""
        scope = Scope(self.scope.data)
        return scope, str(self.column.data) if scope is Scope.COLUMN else None


class WaiveSeveralForm(WaiveForm):
    """The same for several findings: each alone."""

    scope = None
    column = None

    def offer(self, columns: list[str]) -> None:
        """Nothing to offer."""

    @property
    def chosen(self) -> tuple[Scope, str | None]:
        """Each finding alone."""
        return Scope.FINDING, None


class ReasonForm(DecisionForm):
    """Why: a doubt is decided, a waiver is taken back."""

    reason = TextAreaField(_l("理由"), validators=[Written(_l("请写明理由")), _short()])
