"""The form of a schedule, in fields that people know."""

from __future__ import annotations

from datetime import UTC, datetime, time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, RadioField, SelectMultipleField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from crawler.modes import FULL
from gongkai.console.rooms.schedules.timing import CRON, DAILY, HOURLY, MONTHLY, WEEKLY, Timing, timing_of
from gongkai.schedules.cron import Cron, Window, next_planned
from gongkai.schedules.settings import Action, Schedule

_ANY_DAY = datetime(2024, 1, 1, tzinfo=UTC)


class Boxes(SelectMultipleField):  # type: ignore[misc]
    """Some of many, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ScheduleForm(FlaskForm):  # type: ignore[misc]
    """Everything about one schedule."""

    name = StringField(
        _l("名称"),
        validators=[
            InputRequired(_l("请写名称")),
            Length(max=40, message=_l("最多 40 个字")),
            Regexp(r"\w[\w-]*$", message=_l("只用汉字、字母、数字、下划线和短横，不要空格")),
        ],
        render_kw={"autocomplete": "off"},
    )
    action = RadioField(
        _l("做什么"),
        choices=[
            SelectChoice("crawl-update", _l("更新采集：只看可能变了的")),
            SelectChoice("crawl-full", _l("完整采集：全站重走一遍")),
            SelectChoice("crawl-links", _l("链接检查")),
            SelectChoice("check", _l("检查：用最近的采集，不访问网站")),
            SelectChoice("probe", _l("首页探测：看首页能否打开")),
        ],
        default="crawl-update",
    )
    scope = RadioField(
        _l("站点"),
        choices=[
            SelectChoice("all", _l("所有站点（以后加入的也算）")),
            SelectChoice("some", _l("只是下面勾选的")),
        ],
        default="all",
    )
    sites = Boxes(_l("勾选站点"), validate_choice=True)
    way = RadioField(
        _l("什么时候"),
        choices=[
            SelectChoice(DAILY, _l("每天")),
            SelectChoice(WEEKLY, _l("每周，在下面勾选的日子")),
            SelectChoice(MONTHLY, _l("每月一次")),
            SelectChoice(HOURLY, _l("每小时，在下面时间的那一分")),
            SelectChoice(CRON, _l("按时间表达式")),
        ],
        default=DAILY,
    )
    at = TimeField(_l("时间"), default=time(22, 0), validators=[Optional()])
    weekdays = Boxes(_l("星期（每周时）"), coerce=int, validate_choice=True)
    day = IntegerField(
        _l("几日（每月时）"), default=1, validators=[Optional(), NumberRange(1, 31, message=_l("请写 1 到 31"))]
    )
    cron = StringField(
        _l("时间表达式（按时间表达式时）"),
        validators=[Length(max=100)],
        description=_l("五段：分 时 日 月 星期，如 0 22 * * 1-5。"),
        render_kw={"autocomplete": "off"},
    )
    window_from = TimeField(_l("只在这个时段运行：从"), validators=[Optional()])
    window_to = TimeField(
        _l("到"), validators=[Optional()], description=_l("到点没做完就停下，下次接着做。不填就是全天。")
    )
    grace = IntegerField(
        _l("最多晚多少分钟启动"),
        default=60,
        validators=[InputRequired(_l("请写分钟数")), NumberRange(1, 10080, message=_l("请写 1 到 10080"))],
        description=_l("再晚就算漏跑，会告警。"),
    )
    mark = HiddenField()
    seen = HiddenField()

    def fill(self, schedule: Schedule) -> None:
        """Show a schedule that is there."""
        timing = timing_of(schedule.cron)
        self.name.data = schedule.name
        self.action.data = f"crawl-{schedule.mode}" if schedule.action is Action.CRAWL else schedule.action.value
        self.scope.data = "all" if schedule.sites == "all" else "some"
        self.sites.data = [] if schedule.sites == "all" else list(schedule.sites)
        self.way.data, self.at.data, self.day.data = timing.way, timing.at, timing.day
        self.weekdays.data, self.cron.data = list(timing.weekdays), timing.text
        if schedule.opening is not None:
            self.window_from.data, self.window_to.data = schedule.opening.first, schedule.opening.last
        self.grace.data = schedule.grace_minutes

    def schedule(self, *, paused: bool = False) -> Schedule | None:
        """The schedule that was written down; None where something does not fit, which its field then says."""
        chosen = self.action.data.partition("-")
        window = self._window()
        cron = self._cron()
        if self.scope.data == "some" and not self.sites.data:
            _blame(self.sites, _("请至少勾选一个站点"))
        if cron is not None and not self.window_to.errors and next_planned(cron, window, _ANY_DAY) is None:
            _blame(self.window_from if window else self.cron, _("这样永远轮不到，请改时间或时段"))
        if self.errors or cron is None:
            return None
        return Schedule(
            name=self.name.data,
            cron=cron.text,
            action=Action(chosen[0]),
            mode=chosen[2] or FULL,
            sites="all" if self.scope.data == "all" else tuple(self.sites.data),
            window=f"{window.first:%H:%M}-{window.last:%H:%M}" if window else None,
            grace_minutes=self.grace.data,
            paused=paused,
        )

    def _cron(self) -> Cron | None:
        way = self.way.data
        if way == WEEKLY and not self.weekdays.data:
            _blame(self.weekdays, _("请至少勾选一天"))
            return None
        if way != CRON and self.at.data is None:
            _blame(self.at, _("请写时间，如 22:00"))
            return None
        if way == MONTHLY and self.day.data is None:
            _blame(self.day, _("请写 1 到 31"))
            return None
        timing = Timing(
            way,
            self.at.data or time(0, 0),
            tuple(self.weekdays.data or ()),
            self.day.data or 1,
            self.cron.data or "",
        )
        try:
            return Cron(timing.cron())
        except ValueError:
            _blame(self.cron, _("不是有效的时间表达式；请写五段，如 0 22 * * 1-5"))
            return None

    def _window(self) -> Window | None:
        first, last = self.window_from.data, self.window_to.data
        if first is None and last is None:
            return None
        if first is None or last is None:
            _blame(self.window_to, _("时段要写开始和结束，或都不写"))
            return None
        if first == last:
            _blame(self.window_to, _("时段的开始和结束不能相同；全天请都不写"))
            return None
        return Window(first, last)


def _blame(field: object, message: str) -> None:
    field.errors = [*field.errors, message]  # type: ignore[attr-defined]
