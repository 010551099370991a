"""The forms of this room: ordering a document, handing in a file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, IntegerField, SelectField, SelectMultipleField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from crawler.catalogue.queries import SiteRow
from crawler.model import SiteKind
from gongkai.console.documents.orders import Wish
from gongkai.rounds import quarter_of
from reports.forms import form_of_year
from reports.kinds import Kind
from reports.rounds.kind import RoundKind
from reports.snapshots.model import Snapshot

_YEARS = NumberRange(1990, 2100, _l("请写 1990 到 2100 之间的年份。"))
_WRONG_DAY = _l("请写成 2016-12-31 这样的日期。")


class _Boxes(SelectMultipleField):  # type: ignore[misc]
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _Day(DateField):  # type: ignore[misc]
    """A day; a wrong one is said in the language of the page, and kept as typed."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError:
            raise ValueError(str(_WRONG_DAY)) from None


class _Year(IntegerField):  # type: ignore[misc]
    """A year; the same."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError:
            raise ValueError(_("请写年份，例如 2016。")) from None


class OrderForm(FlaskForm):  # type: ignore[misc]
    """What to make. Fields that a kind does not know are taken away by `order_form`."""

    year = _Year(_l("统计年度"), validators=[InputRequired(_l("请写年份，例如 2016。")), _YEARS])
    quarter = SelectField(
        _l("季度"),
        choices=[
            SelectChoice("", _l("全年")),
            *(SelectChoice(str(n), _l("第 %(n)s 季度", n=n)) for n in (1, 2, 3, 4)),
        ],
        validators=[Optional()],
    )
    snapshot = SelectField(_l("数据来源"), validators=[Optional()])
    site = SelectField(_l("网站"), validators=[Optional()])
    portal = SelectField(_l("市级门户"), validators=[Optional()])
    sites = _Boxes(_l("只包括这些网站（不选为全部）"), validators=[Optional()])
    as_of = _Day(_l("监测时间点（可不填）"), validators=[Optional()])
    due = _Day(_l("整改反馈截止日（可不填）"), validators=[Optional()])
    formats = _Boxes(_l("格式"), validators=[InputRequired(_l("请至少选一种格式。"))])
    submit = SubmitField(_l("生成文书"))

    kind: Kind | RoundKind
    today: date
    snapshots: Sequence[Snapshot] = ()

    def validate_year(self, field: Any) -> None:
        """Some forms did not exist in every year."""
        if self.kind.name == "website-form" and field.data and form_of_year(field.data, "website-work") is None:
            raise ValidationError(_("这种报表 2017 年度起才有，请写 2017 或以后的年份。"))

    def validate_quarter(self, field: Any) -> None:
        """A quarter that has begun."""
        if field.data and self.year.data and 1990 <= self.year.data <= 2100:
            first, _last = quarter_of(self.year.data, int(field.data))
            if first > self.today and self.as_of.data is None:
                raise ValidationError(_("这个季度还没有开始。"))

    def validate_snapshot(self, field: Any) -> None:
        """A snapshot has a year, a day and sites of its own."""
        chosen = next((made for made in self.snapshots if str(made.id) == field.data), None)
        if chosen is None:
            return
        if self.year.data and self.year.data != chosen.state.year:
            raise ValidationError(_("这份核定数是 %(year)s 年的，请改年份或换一份。", year=chosen.state.year))
        if self.as_of.data is not None:
            raise ValidationError(_("核定数有自己的监测时间点，请把监测时间点留空。"))

    def wish(self) -> Wish:
        """What was ordered."""
        from_snapshot = "snapshot" in self and bool(self.snapshot.data)
        sites = tuple(self.sites.data or ()) if "sites" in self else tuple(filter(None, (_value(self, "site"),)))
        return Wish(
            kind=self.kind.name,
            year=int(self.year.data),
            formats=tuple(name for name in self.kind.formats if name in self.formats.data),
            quarter=int(self.quarter.data) if "quarter" in self and self.quarter.data else None,
            as_of=self.as_of.data,
            due=self.due.data if "due" in self else None,
            sites=() if from_snapshot else sites,
            portal=None if from_snapshot else _value(self, "portal"),
            snapshot=int(self.snapshot.data) if from_snapshot else None,
        )


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """(value, label) as the library wants them."""
    return [SelectChoice(value, label) for value, label in pairs]


def _value(form: OrderForm, name: str) -> str | None:
    return (form[name].data or None) if name in form else None


def order_form(
    kind: Kind | RoundKind,
    sites: Sequence[SiteRow],
    snapshots: Sequence[tuple[Snapshot, str]],
    today: date,
    frozen: int | None = None,
) -> OrderForm:
    """The form for one kind. `snapshots` come with the words by which they are chosen; `frozen` is chosen already."""
    form = OrderForm()
    form.kind, form.today, form.snapshots = kind, today, [made for made, _label in snapshots]
    form.formats.choices = choices((name, name.upper()) for name in kind.formats)
    if not form.is_submitted():
        form.formats.data = list(kind.formats)
        form.year.data = form.year.data or (today.year - 1 if today.month < 7 else today.year)
    bureaus = choices((site.id, site.name) for site in sites if site.kind is SiteKind.BUREAU)
    portals = choices((site.id, site.name) for site in sites if site.kind is SiteKind.MUNICIPAL)
    if isinstance(kind, RoundKind):
        for name in ("snapshot", "site", "portal"):
            del form[name]
        form.sites.choices = bureaus
        if len(bureaus) < 2:
            del form.sites
        if kind.name != "bulletin":
            del form.due
        return form
    for name in ("quarter", "sites", "due"):
        del form[name]
    offered = ((str(made.id), label) for made, label in snapshots)
    form.snapshot.choices = choices([("", _("目录库的现状")), *offered])
    form.site.choices, form.portal.choices = bureaus, portals
    chosen = next((made for made, _label in snapshots if made.id == frozen), None)
    if chosen is not None and not form.is_submitted():
        form.snapshot.data, form.year.data = str(chosen.id), chosen.state.year
    if len(bureaus) < 2:
        del form.site
    if len(portals) < 2:
        del form.portal
    return form


class VerifyForm(FlaskForm):  # type: ignore[misc]
    """A document of ours, handed in to be verified."""

    file = FileField(_l("文书"), render_kw={"accept": ".docx,.xlsx,.html"})
    submit = SubmitField(_l("核验"))


class AuditForm(FlaskForm):  # type: ignore[misc]
    """A published report to be audited: a file, or a page that was crawled. There is no field for an address."""

    file = FileField(_l("已发布的年度报告"), render_kw={"accept": ".docx,.pdf,.html,.htm,.txt"})
    capture = SelectField(_l("或者采集到的年度报告页面"), validators=[Optional()])
    year = _Year(_l("报告年度（可不填）"), validators=[Optional(), _YEARS])
    published = _Day(_l("发布日期（可不填）"), validators=[Optional()])
    site = SelectField(_l("与哪个网站的统计比较"), validators=[Optional()])
    submit = SubmitField(_l("核对"))
