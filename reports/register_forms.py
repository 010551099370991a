"""The forms of the registers (台账): which fields each has, what may stand in them, and how they are called in Chinese.

Result categories of requests follow rows 3.10 to 3.23 of the statistics appendix of 2014-2018
(政府信息公开情况统计表, 国办发〔2014〕32号), those of reviews and suits rows 4.1-4.3 and 5.1-5.3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from crawler.dates import parse_day
from reports.periods import Period, parse_period


class Channel(StrEnum):
    """How a request came in (appendix rows 3.2-3.5)."""

    DESK = "当面"
    FAX = "传真"
    NETWORK = "网络"
    LETTER = "信函"


class RequestResult(StrEnum):
    """How a request was answered (appendix rows 3.10-3.23)."""

    ALREADY_PUBLIC = "已主动公开"
    GRANTED = "同意公开"
    PARTLY = "部分公开"
    STATE_SECRET = "不同意公开：国家秘密"  # noqa: S105 - a category, not a password
    TRADE_SECRET = "不同意公开：商业秘密"  # noqa: S105
    PRIVACY = "不同意公开：个人隐私"
    SAFETY = "不同意公开：危及安全稳定"
    NO_INFORMATION = "不同意公开：非政府信息"
    OTHER_LAW = "不同意公开：其他情形"
    NOT_OURS = "不属于本机关"
    NOT_EXISTING = "信息不存在"
    AMEND = "告知更改补充"
    ELSEWHERE = "告知其他途径"


class CaseResult(StrEnum):
    """How a review or a suit ended (appendix rows 4.1-4.3, 5.1-5.3)."""

    UPHELD = "维持"
    CORRECTED = "纠正"
    OTHER = "其他"


class Platform(StrEnum):
    """A social medium."""

    MICROBLOG = "microblog"
    WECHAT = "wechat"


_ALIASES: Mapping[type[StrEnum], Mapping[str, str]] = {
    Channel: {
        "当面申请": "当面",
        "现场": "当面",
        "网上": "网络",
        "网上申请": "网络",
        "网络申请": "网络",
        "电子邮件": "网络",
        "邮寄": "信函",
        "信件": "信函",
        "信函申请": "信函",
        "传真申请": "传真",
    },
    RequestResult: {
        "予以公开": "同意公开",
        "同意部分公开": "部分公开",
        "属于已主动公开范围": "已主动公开",
        "不属于本机关公开": "不属于本机关",
        "不属于本行政机关公开": "不属于本机关",
        "申请信息不存在": "信息不存在",
        "不存在": "信息不存在",
        "告知作出更改补充": "告知更改补充",
        "告知通过其他途径办理": "告知其他途径",
    },
    CaseResult: {
        "维持具体行政行为": "维持",
        "驳回": "维持",
        "驳回原告诉讼请求": "维持",
        "被依法纠错": "纠正",
        "其他情形": "其他",
    },
    Platform: {
        "微博": "microblog",
        "政务微博": "microblog",
        "官方微博": "microblog",
        "微信": "wechat",
        "微信公众号": "wechat",
    },
}


def _wrong(fix: str) -> PydanticCustomError:
    return PydanticCustomError("register", "{fix}", {"fix": fix})


def _day(value: Any) -> date | None:
    text = str(value).strip()
    if not text:
        return None
    day = parse_day(text) if len(text) <= 25 else None
    if day is None:
        raise _wrong("write a real day, for example 2016-03-05")
    return day


def _number(value: Any) -> Decimal | None:
    text = str(value).replace(",", "").replace(",", "").strip()
    if not text:
        return None
    if not re.fullmatch(r"\d+(\.\d{1,2})?", text):
        raise _wrong("write a plain number, for example 0 or 12.50, without a unit")
    return Decimal(text)


def _whole(value: Any) -> int:
    text = str(value).replace(",", "").replace(",", "").strip()
    if not re.fullmatch(r"\d+", text, re.ASCII):
        raise _wrong("write a whole number, for example 82")
    return int(text)


def _text(value: Any) -> str:
    text = str(value).strip()
    if not text:
        raise _wrong("this field must not be empty")
    return text


def _one_of(kind: type[StrEnum]) -> BeforeValidator:
    def read(value: Any) -> StrEnum | None:
        text = str(value).strip().replace(":", "：")
        if not text:
            return None
        try:
            return kind(_ALIASES[kind].get(text, text))
        except ValueError:
            raise _wrong(f"write one of: {'、'.join(kind)}") from None

    return BeforeValidator(read)


def _span(value: Any) -> Period:
    period = parse_period(str(value))
    if period is None:
        raise _wrong("write a year, quarter or month, for example 2016, 2016Q1 or 2016-03")
    return period


Day = Annotated[date, BeforeValidator(_day)]
MaybeDay = Annotated[date | None, BeforeValidator(_day)]
Number = Annotated[int, BeforeValidator(_whole)]
Yuan = Annotated[Decimal | None, BeforeValidator(_number)]
Words = Annotated[str, BeforeValidator(_text)]
Loose = Annotated[str, BeforeValidator(lambda value: str(value).strip())]


class Form(BaseModel):
    """One row of a register. `labels` are the Chinese headers (the first is written, all are read)."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    labels: ClassVar[Mapping[str, tuple[str, ...]]]
    example: ClassVar[tuple[str, ...]]  # one filled row, in the order of `labels`
    unique: ClassVar[tuple[str, ...]]  # two rows must not agree in all of these


_EVIDENCE = ("依据", "佐证", "证明材料")


class Meeting(Form):
    """A hearing, forum or press conference that was held."""

    labels = {
        "held_on": ("召开日期", "日期", "时间"),
        "title": ("名称", "主题", "标题"),
        "place": ("地点",),
        "evidence": _EVIDENCE,
    }
    example = ("2016-03-05", "某某公司行政处罚听证会", "局三楼听证室", "会议签到表")
    unique = ("held_on", "title", "place")

    held_on: Day
    title: Words
    place: Loose = ""
    evidence: Loose = ""


class Request(Form):
    """A request for disclosure (依申请公开). Fees are yuan; an answered request states its fee, 0 included."""

    labels = {
        "no": ("编号", "登记编号", "受理编号", "序号"),
        "received_on": ("收到日期", "受理日期", "申请日期"),
        "channel": ("申请方式", "申请渠道", "方式"),
        "answered_on": ("答复日期", "办结日期"),
        "result": ("答复结果", "办理结果", "结果"),
        "fee": ("收费（元）", "收费(元)", "收费", "费用"),
        "applicant": ("申请人",),
        "evidence": _EVIDENCE,
    }
    example = ("2016-001", "2016-03-05", "网络", "2016-03-15", "同意公开", "0", "张**", "答复书存档号")
    unique = ("no",)

    no: Words
    received_on: Day
    channel: Annotated[Channel | None, _one_of(Channel)]
    answered_on: MaybeDay
    result: Annotated[RequestResult | None, _one_of(RequestResult)]
    fee: Yuan
    applicant: Loose = ""
    evidence: Loose = ""

    @model_validator(mode="after")
    def _whole_story(self) -> Self:
        if self.channel is None:
            raise _wrong(f"channel (申请方式) is empty; write one of: {'、'.join(Channel)}")
        if self.answered_on is None:
            return self
        if self.answered_on < self.received_on:
            raise _wrong("answered_on (答复日期) lies before received_on (收到日期); correct one of them")
        if self.result is None:
            raise _wrong(f"an answered request needs a result (答复结果); write one of: {'、'.join(RequestResult)}")
        if self.fee is None:
            raise _wrong("an answered request states its fee (收费); write 0 where nothing was charged")
        return self


class Case(Form):
    """A review (行政复议) or a suit (行政诉讼) about disclosure. An empty result means: not decided yet."""

    labels = {
        "no": ("编号", "案号", "序号"),
        "received_on": ("收到日期", "受理日期", "立案日期"),
        "closed_on": ("审结日期", "办结日期"),
        "result": ("结果", "审理结果"),
        "title": ("事由", "案由", "名称"),
        "evidence": _EVIDENCE,
    }
    example = ("复议2016-01", "2016-03-05", "2016-05-05", "维持", "对信息公开答复不服", "决定书文号")
    unique = ("no",)

    no: Words
    received_on: Day
    closed_on: MaybeDay = None
    result: Annotated[CaseResult | None, _one_of(CaseResult)]
    title: Loose = ""
    evidence: Loose = ""


class Media(Form):
    """What one account did in one period: posts in it, followers at its end."""

    labels = {
        "platform": ("平台",),
        "account": ("账号", "账号名称", "名称"),
        "period": ("期间", "统计期间", "时间"),
        "posts": ("发布数", "发布条数", "信息发布量"),
        "followers": ("粉丝数", "关注数", "关注人数", "订阅数"),
        "evidence": _EVIDENCE,
    }
    example = ("微博", "某某发布", "2016", "120", "3500", "后台统计截图")
    unique = ("platform", "account", "period")

    platform: Annotated[Platform | None, _one_of(Platform)]
    account: Words
    period: Annotated[Period, BeforeValidator(_span)]
    posts: Number
    followers: Number
    evidence: Loose = ""

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.platform is None:
            raise _wrong("platform (平台) is empty; write microblog (微博) or wechat (微信)")
        return self


FORMS: Mapping[str, type[Form]] = {
    "hearings": Meeting,
    "forums": Meeting,
    "press_conferences": Meeting,
    "requests": Request,
    "reviews": Case,
    "suits": Case,
    "media": Media,
}
"""Which form each register has, by file name without `.csv`."""

TITLES: Mapping[str, str] = {
    "hearings": "听证会台账",
    "forums": "政务论坛台账",
    "press_conferences": "新闻发布会台账",
    "requests": "依申请公开台账",
    "reviews": "行政复议台账",
    "suits": "行政诉讼台账",
    "media": "政务新媒体台账",
}
