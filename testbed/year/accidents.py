# ruff: noqa: E501  (prose is data)
"""Accidents: what is put up of one from the first news to the report."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from testbed.world.words import company
from testbed.year.clerk import Clerk, weekday
from testbed.year.model import Paper
from testbed.year.writing import CITY, PLACES, SHORT, TRADES, paragraph, paragraphs

_PARTS = (
    ("一、事故发生单位概况", "{firm}成立于2015年，主要从事{trade}生产经营，现有员工{a}人，证照齐全。"),
    ("二、事故发生经过和事故救援情况", "{day}{b}时许，{firm}作业人员在{place}厂区内作业时发生事故，接报后消防、医疗力量迅速赶赴现场救援。"),
    ("三、事故造成的人员伤亡和直接经济损失", "事故造成1人死亡，直接经济损失约{c}万元。"),
    ("四、事故发生的原因和事故性质", "作业人员违章操作是直接原因，企业安全管理缺失是间接原因。经调查认定，这是一起一般生产安全责任事故。"),
    ("五、事故责任的认定以及对事故责任者的处理建议", "建议由{short}对{firm}及其主要负责人依法给予行政处罚。"),
    ("六、事故防范和整改措施", "{place}各{trade}企业要深刻吸取教训，开展{a}项专项整治，落实{b}条防范措施。"),
)  # fmt: skip


def accident_body(
    firm: str, place: str, trade: str, day: date, n: int, *, without: tuple[int, ...] = ()
) -> tuple[str, ...]:
    """The report of an accident with its six parts, or without some (counted from 0)."""
    words = {
        "firm": firm,
        "place": place,
        "trade": trade,
        "day": f"{day.year}年{day.month}月{day.day}日",
        "a": 20 + n,
        "b": 9 + n % 8,
        "c": 110 + n * 7,
        "short": SHORT,
    }
    lines = [
        paragraph(
            f"{words['day']}，位于{place}的{firm}发生一起生产安全事故，造成1人死亡。依法成立事故调查组，现将调查情况公布如下。"
        )
    ]
    for part, (heading, line) in enumerate(_PARTS):
        if part not in without:
            lines += [f"<p>　　<strong>{heading}</strong></p>", paragraph(line.format(**words))]
    return tuple(lines)


def publish_accident(clerk: Clerk, n: int, happened: date, **more: Any) -> Paper:
    """An accident: the first news, the handling, the supervision, and the report within sixty days."""
    place, trade, firm = PLACES[(n * 7) % 20], TRADES[(n * 9) % 20], company(clerk.rng)
    name = f"{firm}“{happened.month}·{happened.day}”一般事故"
    when = f"{happened.year}年{happened.month}月{happened.day}日"
    clerk.publish(
        f"info-{n}",
        "key.info",
        f"{place}{name}快报",
        happened + timedelta(days=1),
        body=paragraphs(
            f"{when}，{place}{firm}发生一起{trade}事故，造成1人死亡。事故原因正在调查。",
            f"{SHORT}已派员赶赴现场，要求全市{trade}企业开展第{n + 30}次自查。",
        ),
    )
    clerk.publish(
        f"response-{n}",
        "key.response",
        f"{place}{name}应对处置情况",
        happened + timedelta(days=3),
        body=paragraphs(
            f"接报后，{SHORT}立即启动应急响应，出动救援人员{n + 20}人，事故现场已处置完毕。",
            f"涉事{trade}企业已停产整顿，善后工作有序进行，共慰问家属{n + 2}次。",
        ),
    )
    clerk.publish(
        f"watch-{n}",
        "key.watch",
        f"关于对{name}查处挂牌督办的通知",
        happened + timedelta(days=10),
        body=paragraphs(
            f"督办对象：{firm}",
            f"事故名称：{name}",
            "督办事项：依法查明事故原因，提出处理意见",
            "督办时限：60日",
            f"督办单位：{CITY}安全生产委员会办公室",
            f"督办日期：{(happened + timedelta(days=8)).isoformat()}",
        ),
    )
    done = weekday(happened + timedelta(days=50))
    body = more.pop("body", None) or accident_body(firm, place, trade, happened, n)
    return clerk.publish(f"report-{n}", "key.report", f"{place}{name}调查报告", done, body=body, **more)
