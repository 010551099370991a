"""The forms for crawls, checks and new sites."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, FloatField, HiddenField, RadioField, StringField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp


class CrawlForm(FlaskForm):  # type: ignore[misc]
    """What kind of crawl."""

    mode = RadioField(
        _l("方式"),
        choices=[
            SelectChoice("update", _l("更新采集：只看上次以来可能变了的，几分钟")),
            SelectChoice("full", _l("完整采集：全站重走一遍，可能要几小时")),
            SelectChoice("links", _l("链接检查：逐个打开首页和各栏目的链接")),
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


class SiteForm(FlaskForm):  # type: ignore[misc]
    """A site that is to be added."""

    home = StringField(
        _l("首页网址"),
        validators=[
            InputRequired(_l("请写首页网址，如 http://www.example.gov.cn/")),
            Regexp(r"\s*https?://[^\s/]+\S*\s*$", message=_l("请写完整的网址，如 http://www.example.gov.cn/")),
            Length(max=300),
        ],
        render_kw={"inputmode": "url", "autocomplete": "url", "placeholder": "http://www.example.gov.cn/"},
    )
    kind = RadioField(
        _l("种类"),
        choices=[
            SelectChoice("bureau", _l("部门网站：一个单位自己的网站")),
            SelectChoice("municipal", _l("政府门户：各单位共用的网站")),
        ],
        default="bureau",
    )
    organ = StringField(
        _l("只采集这个单位的部分"),
        validators=[Optional(), Length(max=100)],
        description=_l("政府门户才填；写单位名称，与门户上的写法一致。"),
    )
    name = StringField(
        _l("网站名称"), validators=[Optional(), Length(max=100)], description=_l("不填时取首页上的名称。")
    )
    id = StringField(
        _l("标识"),
        validators=[
            Optional(),
            Regexp(r"[a-z0-9][a-z0-9-]{0,39}$", message=_l("只用小写字母、数字和短横，最多 40 个")),
        ],
        description=_l("小写字母、数字和短横；不填时取自网址。以后不能改。"),
        render_kw={"autocomplete": "off"},
    )
    contact = StringField(
        _l("联系方式"),
        validators=[Optional(), Length(max=100), Regexp(r"[^\r\n]*$")],
        description=_l("写进请求头，让网站管理员能找到您；不填时用工作目录的设置。"),
    )
    delay = FloatField(
        _l("两次访问的间隔（秒）"),
        default=1.0,
        validators=[
            InputRequired(_l("请写秒数，如 1")),
            NumberRange(0, 600, message=_l("请写 0 到 600 之间的秒数")),
        ],
    )
    submit = SubmitField(_l("勘察"))


class ConfirmForm(FlaskForm):  # type: ignore[misc]
    """What was seen is right."""

    mark = HiddenField()
    crawl = BooleanField(_l("随即开始完整采集"), default=True)
    submit = SubmitField(_l("确认，加入站点"))
