"""The forms of the registers (台账): which fields each has, and how they are called in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from reports.registers.base import BOOKKEEPING, EVIDENCE, Choices, Form, Labels
from reports.registers.event_forms import Interview, Meeting, PressConference, Proposal, Survey, Training
from reports.registers.figures import YearFigure
from reports.registers.results import results
from reports.registers.values import (
    Day,
    Extension,
    Loose,
    MaybeDay,
    Number,
    Result,
    Span,
    Words,
    Yuan,
    one_of,
    wrong,
)
from reports.registers.vocabulary import Applicant, CaseResult, Channel, Platform, SuitKind, YesNo

__all__ = [
    "FORMS",
    "TITLES",
    "Case",
    "Interview",
    "Media",
    "Meeting",
    "PressConference",
    "Proposal",
    "Request",
    "Suit",
    "Survey",
    "Training",
]


class Request(Form):
    """A request for disclosure (依申请公开). Fees are yuan; an answered request states its fee, 0 included.

    `extended`: whether the time for answering was extended (延期), or the day on which it was.
    """

    labels: ClassVar[Labels] = {
        "no": ("编号", "登记编号", "受理编号", "序号"),
        "received_on": ("收到日期", "受理日期", "申请日期"),
        "channel": ("申请方式", "申请渠道", "方式"),
        "kind": ("申请人类别", "申请人类型"),
        "answered_on": ("答复日期", "办结日期"),
        "result": ("答复结果", "办理结果", "结果"),
        "extended": ("延期", "是否延期", "延期日期"),
        "fee": ("收费（元）", "收费(元)", "收费", "费用"),
        "applicant": ("申请人", "申请人姓名", "申请人名称"),
        **EVIDENCE,
        **BOOKKEEPING,
    }
    example: ClassVar[tuple[str, ...]] = (
        "2016-001",
        "2016-03-05",
        "网络",
        "自然人",
        "2016-03-15",
        "同意公开",
        "否",
        "0",
        "张**",
        "答复书存档号",
    )
    unique = ("no",)
    private = frozenset({"applicant"})
    choices: ClassVar[Choices] = {
        "channel": tuple(Channel),
        "kind": tuple(Applicant),
        "result": tuple(results()),
        "extended": tuple(YesNo),
    }
    may_be_empty = frozenset({"answered_on", "result", "fee"})

    no: Words
    received_on: Day
    channel: Annotated[Channel | None, one_of(Channel)]
    kind: Annotated[Applicant | None, one_of(Applicant)] = None
    answered_on: MaybeDay
    result: Result
    extended: Extension = None
    fee: Yuan
    applicant: Loose = ""

    @model_validator(mode="after")
    def _whole_story(self) -> Self:
        faults: list[str] = []
        if self.channel is None:
            faults.append(f"channel (申请方式) is empty; write one of: {'、'.join(Channel)}")
        if self.answered_on is not None:
            if self.answered_on < self.received_on:
                faults.append("answered_on (答复日期) lies before received_on (收到日期); correct one of them")
            if self.result is None:
                faults.append(f"an answered request needs a result (答复结果); write one of: {'、'.join(results())}")
            if self.fee is None:
                faults.append("an answered request states its fee (收费); write 0 where nothing was charged")
        elif self.result is not None:
            faults.append("there is a result (答复结果) but no day of the answer (答复日期); write it")
        if faults:
            raise wrong("; ".join(faults))
        return self


class Case(Form):
    """A review (行政复议) or a suit (行政诉讼) about disclosure. An empty result means: not decided yet."""

    labels: ClassVar[Labels] = {
        "no": ("编号", "案号", "序号"),
        "received_on": ("收到日期", "受理日期", "立案日期"),
        "closed_on": ("审结日期", "办结日期"),
        "result": ("结果", "审理结果"),
        "title": ("事由", "案由", "名称"),
        **EVIDENCE,
        **BOOKKEEPING,
    }
    example: ClassVar[tuple[str, ...]] = (
        "复议2016-01",
        "2016-03-05",
        "2016-05-05",
        "维持",
        "对信息公开答复不服",
        "决定书文号",
    )
    unique = ("no",)
    choices: ClassVar[Choices] = {"result": tuple(CaseResult)}
    may_be_empty = frozenset({"result"})

    no: Words
    received_on: Day
    closed_on: MaybeDay = None
    result: Annotated[CaseResult | None, one_of(CaseResult)]
    title: Loose = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        faults: list[str] = []
        if self.closed_on is not None and self.closed_on < self.received_on:
            faults.append("closed_on (审结日期) lies before received_on (收到日期); correct one of them")
        if self.closed_on is not None and self.result in (None, CaseResult.PENDING):
            faults.append("there is a closed_on (审结日期) but no result (结果); write 维持, 纠正 or 其他")
        if faults:
            raise wrong("; ".join(faults))
        return self


class Suit(Case):
    """A suit: a case that was, or was not, reviewed before."""

    labels: ClassVar[Labels] = {
        "no": Case.labels["no"],
        "received_on": Case.labels["received_on"],
        "kind": ("诉讼类型", "类型"),
        "closed_on": Case.labels["closed_on"],
        "result": Case.labels["result"],
        "title": Case.labels["title"],
        **EVIDENCE,
        **BOOKKEEPING,
    }
    example: ClassVar[tuple[str, ...]] = (
        "行初1号",
        "2016-03-05",
        "未经复议直接起诉",
        "2016-05-05",
        "维持",
        "对信息公开答复不服",
        "判决书文号",
    )
    choices: ClassVar[Choices] = {"kind": tuple(SuitKind), "result": tuple(CaseResult)}

    kind: Annotated[SuitKind | None, one_of(SuitKind)] = None


class Media(Form):
    """What one account did in one period: posts in it, followers at its end."""

    labels: ClassVar[Labels] = {
        "platform": ("平台",),
        "account": ("账号", "账号名称", "名称"),
        "period": ("期间", "统计期间", "时间"),
        "posts": ("发布数", "发布条数", "信息发布量"),
        "followers": ("粉丝数", "关注数", "关注人数", "订阅数"),
        **EVIDENCE,
        **BOOKKEEPING,
    }
    example: ClassVar[tuple[str, ...]] = ("微博", "某某发布", "2016", "120", "3500", "后台统计截图")
    unique = ("platform", "account", "period")
    choices: ClassVar[Choices] = {"platform": ("微博", "微信")}

    platform: Annotated[Platform | None, one_of(Platform)]
    account: Words
    period: Span
    posts: Number
    followers: Number

    @model_validator(mode="after")
    def _named(self) -> Self:
        if self.platform is None:
            raise wrong("platform (平台) is empty; write microblog (微博) or wechat (微信)")
        return self


FORMS: Mapping[str, type[Form]] = {
    "figures": YearFigure,
    "hearings": Meeting,
    "forums": Meeting,
    "press_conferences": PressConference,
    "interviews": Interview,
    "surveys": Survey,
    "meetings": Meeting,
    "trainings": Training,
    "proposals": Proposal,
    "requests": Request,
    "reviews": Case,
    "suits": Suit,
    "media": Media,
}
"""Which form each register has, by file name without ending."""

TITLES: Mapping[str, str] = {
    "figures": "年度数据台账",
    "hearings": "听证会台账",
    "forums": "政务论坛台账",
    "press_conferences": "新闻发布会台账",
    "interviews": "在线访谈台账",
    "surveys": "征集调查台账",
    "meetings": "信息公开工作会议台账",
    "trainings": "信息公开培训台账",
    "proposals": "建议提案台账",
    "requests": "依申请公开台账",
    "reviews": "行政复议台账",
    "suits": "行政诉讼台账",
    "media": "政务新媒体台账",
}
