"""The forms for crawls and checks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, RadioField, SubmitField
from wtforms.validators import InputRequired


class CrawlForm(FlaskForm):  # type: ignore[misc]
    """What kind of crawl."""

    mode = RadioField(
        _l("方式"),
        choices=[
            ("update", _l("更新采集：只看上次以来可能变了的，几分钟")),
            ("full", _l("完整采集：全站重走一遍，可能要几小时")),
            ("links", _l("链接检查：逐个打开首页和各栏目的链接")),
        ],
        default="update",
    )
    fresh = BooleanField(_l("从头开始，不接着上次中断的采集"))
    submit = SubmitField(_l("开始采集"))


class CheckForm(FlaskForm):  # type: ignore[misc]
    """As of which day."""

    as_of = DateField(
        _l("监测时间点"), validators=[InputRequired(_l("请写日期，如 2016-12-31"))], render_kw={"autocomplete": "off"}
    )
    submit = SubmitField(_l("开始检查"))
