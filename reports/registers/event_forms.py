"""The forms of what was held, asked and answered in public: meetings, talks, surveys, trainings, proposals."""

from __future__ import annotations

from typing import Annotated, ClassVar

from reports.registers.base import BOOKKEEPING, EVIDENCE, Choices, Form, Labels
from reports.registers.values import Day, Loose, MaybeDay, MaybeNumber, MaybeYesNo, Number, Words, one_of
from reports.registers.vocabulary import ProposalKind, YesNo

_YES_NO = tuple(YesNo)
_HELD = {"held_on": ("召开日期", "日期", "时间"), "title": ("名称", "主题", "标题")}
_BY_HEAD = {"by_head": ("主要负责同志参加", "主要负责人参加")}


class Meeting(Form):
    """A hearing, forum or meeting that was held."""

    labels: ClassVar[Labels] = {**_HELD, "place": ("地点",), **EVIDENCE, **BOOKKEEPING}
    example: ClassVar[tuple[str, ...]] = ("2016-03-05", "某某公司行政处罚听证会", "局三楼听证室", "会议签到表")
    unique = ("held_on", "title", "place")

    held_on: Day
    title: Words
    place: Loose = ""


class PressConference(Meeting):
    """A press conference; `by_head`: the organ's head took part."""

    labels: ClassVar[Labels] = {**_HELD, "place": ("地点",), **_BY_HEAD, **EVIDENCE, **BOOKKEEPING}
    example: ClassVar[tuple[str, ...]] = (
        "2016-03-05",
        "安全生产形势新闻发布会",
        "市政府新闻发布厅",
        "否",
        "发布会通稿",
    )
    choices: ClassVar[Choices] = {"by_head": _YES_NO}

    by_head: MaybeYesNo = None


class Interview(Form):
    """A talk with the public on the site (在线访谈): messages that came in, and how many were answered."""

    labels: ClassVar[Labels] = {
        "held_on": ("访谈日期", "日期", "时间"),
        "title": ("名称", "主题", "标题"),
        **_BY_HEAD,
        "messages": ("网民留言数", "留言数"),
        "answers": ("答复数", "答复网民提问数"),
        **EVIDENCE,
        **BOOKKEEPING,
    }
    example: ClassVar[tuple[str, ...]] = ("2016-06-16", "安全生产月在线访谈", "是", "25", "18", "访谈实录网址")
    unique = ("held_on", "title")
    choices: ClassVar[Choices] = {"by_head": _YES_NO}

    held_on: Day
    title: Words
    by_head: MaybeYesNo = None
    messages: MaybeNumber = None
    answers: MaybeNumber = None


class Survey(Form):
    """A survey or consultation (征集调查) with its opinions and the day its outcome was published."""

    labels: ClassVar[Labels] = {
        "started_on": ("开始日期", "日期"),
        "ended_on": ("结束日期", "截止日期"),
        "title": ("名称", "主题", "标题"),
        "opinions": ("收到意见数", "意见数"),
        "published_on": ("公布结果日期", "结果公布日期"),
        **EVIDENCE,
        **BOOKKEEPING,
    }
    example: ClassVar[tuple[str, ...]] = (
        "2016-05-03",
        "2016-06-03",
        "《某某办法》征求意见",
        "12",
        "2016-06-20",
        "征集公告网址",
    )
    unique = ("started_on", "title")

    started_on: Day
    ended_on: MaybeDay = None
    title: Words
    opinions: MaybeNumber = None
    published_on: MaybeDay = None


class Training(Form):
    """A training course about disclosure."""

    labels: ClassVar[Labels] = {**_HELD, "people": ("参训人数", "人数", "培训人次"), **EVIDENCE, **BOOKKEEPING}
    example: ClassVar[tuple[str, ...]] = ("2016-04-20", "政府信息公开业务培训班", "45", "签到表")
    unique = ("held_on", "title")

    held_on: Day
    title: Words
    people: Number


class Proposal(Form):
    """A proposal of a deputy or committee member that the organ answers."""

    labels: ClassVar[Labels] = {
        "no": ("编号", "建议提案编号", "序号"),
        "kind": ("类别", "类型"),
        "title": ("名称", "标题", "题目"),
        "received_on": ("收到日期", "交办日期"),
        "answered_on": ("答复日期", "办结日期"),
        "published_on": ("公开日期", "答复公开日期"),
        **EVIDENCE,
        **BOOKKEEPING,
    }
    example: ClassVar[tuple[str, ...]] = (
        "第101号",
        "政协委员提案",
        "关于安全宣传的提案",
        "2016-03-01",
        "2016-06-15",
        "2016-07-01",
        "答复函文号",
    )
    unique = ("no",)
    choices: ClassVar[Choices] = {"kind": tuple(ProposalKind)}

    no: Words
    kind: Annotated[ProposalKind | None, one_of(ProposalKind)] = None
    title: Loose = ""
    received_on: Day
    answered_on: MaybeDay = None
    published_on: MaybeDay = None
