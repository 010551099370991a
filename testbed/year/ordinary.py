# ruff: noqa: E501  (prose is data)
"""The ordinary life of the bureau, from 2021 to the end of 2022: everything on time, complete and in order."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from testbed.world.words import person
from testbed.year.accidents import publish_accident
from testbed.year.bodies import report_body, service_body
from testbed.year.clerk import LAST, Clerk, every, weekday
from testbed.year.columns import all_columns
from testbed.year.decisions import publish_licence, publish_penalty
from testbed.year.model import Letter, Paper, Year
from testbed.year.writing import BUREAU, CITY, PLACES, SHORT, TRADES, paragraphs, text


def ordinary_year(seed: int = 2022) -> tuple[Year, Clerk]:
    """The year without a fault, and the clerk who may publish more."""
    year = Year(columns=all_columns())
    clerk = Clerk(year, seed)
    _news(clerk)
    _documents(clerk)
    _decisions(clerk)
    _safety(clerk)
    _plans(clerk)
    _disclosure(clerk)
    _services(clerk)
    _talk(year, clerk)
    _topics(clerk)
    for paper in list(year.papers.values()):
        if paper.columns[0] in ("notice", "gov.policy"):
            year.documents[paper.id] = paper  # the same stands on the portal
    return year, clerk


def _news(clerk: Clerk) -> None:
    for n, day in enumerate(every(date(2021, 12, 1), LAST, 4)):
        place, trade = PLACES[n % 20], TRADES[(n * 7) % 20]
        clerk.publish(f"work-{n}", "news.work", f"{SHORT}第{n + 1}检查组到{place}督导{trade}安全工作", day)
    for n, day in enumerate(every(date(2021, 12, 2), LAST, 4)):
        place, trade = PLACES[(n * 3 + 1) % 20], TRADES[(n * 11 + 5) % 20]
        clerk.publish(f"base-{n}", "news.base", f"{place}举办第{n + 1}场{trade}安全知识宣讲", day, source=place)
    for n, day in enumerate(every(date(2021, 11, 2), LAST, 8)):
        clerk.publish(f"photo-{n}", "news.topics", f"图片新闻：{PLACES[(n * 9) % 20]}应急演练掠影（{n + 1}）", day)


def _documents(clerk: Clerk) -> None:
    """Notices and documents; numbers rise with the day over all columns, so they are given in order."""
    days = sorted(
        [(day, "notice", n) for n, day in enumerate(every(date(2021, 9, 7), LAST, 15))]
        + [(day, "policy", n) for n, day in enumerate(every(date(2021, 8, 12), LAST, 31))]
        + [(day, "person", n) for n, day in enumerate(every(date(2021, 9, 23), LAST, 45))]
    )
    for day, what, n in days:
        trade, place = TRADES[(n * 3 + 2) % 20], PLACES[(n * 5) % 20]
        if what == "notice":
            clerk.publish(
                f"notice-{n}",
                "notice",
                f"关于做好{place}{trade}第{n + 1}轮安全防范工作的通知",
                day,
                **clerk.official("云应急", day),
            )
        elif what == "policy":
            title = f"{BUREAU}关于印发《{CITY}{trade}安全管理办法（{n + 1}）》的通知"
            policy = clerk.publish(f"policy-{n}", "gov.policy", title, day, **clerk.official("云应急规", day))
            _interpretation(clerk, policy, n, trade, day)
        else:
            clerk.publish(
                f"person-{n}",
                "gov.person",
                f"关于{person(clerk.rng)}等同志职务任免的通知（第{n + 1}批）",
                day,
                **clerk.official("云应急人", day),
            )
    for n, day in enumerate(every(date(2021, 7, 9), LAST, 60)):
        clerk.publish(
            f"law-{n}", "gov.law", f"广东省{TRADES[n]}安全条例（第{n + 1}次修正）", day, source="省人大常委会"
        )


def _interpretation(clerk: Clerk, policy: Paper, n: int, trade: str, day: date) -> None:
    """A reading of each document, put up with it; the two lead to each other."""
    link = f'<p>　　相关文件：<a href="{{{policy.id}}}">{policy.title}</a></p>'
    body = (*text(Random(f"read:{n}"), day=f"{day.month}月{day.day}日", place=PLACES[n % 20], trade=trade), link)
    clerk.publish(f"read-{n}", "gov.read", f"《{CITY}{trade}安全管理办法（{n + 1}）》解读", day, body=body)
    back = f'<p>　　相关解读：<a href="{{read-{n}}}">《{CITY}{trade}安全管理办法（{n + 1}）》解读</a></p>'
    clerk.year.change(policy.id, body=(*policy.body, back))


def _decisions(clerk: Clerk) -> None:
    for n, day in enumerate(every(date(2021, 10, 13), LAST, 14)):
        decided = weekday(day - timedelta(days=5))
        publish_licence(clerk, f"licence-{n}", n, decided, day)
    for n, day in enumerate(every(date(2021, 10, 20), LAST, 14)):
        if date(2022, 6, 1) < day < date(2022, 9, 1):
            continue  # a summer without a penalty; see `script_columns.none_notices`
        decided = weekday(day - timedelta(days=5))
        publish_penalty(clerk, f"penalty-{n}", n, decided, day)


def _safety(clerk: Clerk) -> None:
    for n, day in enumerate(every(date(2021, 10, 11), LAST, 30)):
        trade = TRADES[(n * 13) % 20]
        clerk.publish(f"check-{n}", "gov.check", f"{trade}执法检查情况通报（第{n + 1}期）", day)
        clerk.publish(f"warn-{n}", "key.warn", f"{trade}安全风险预警提示（第{n + 1}号）", day + timedelta(days=1))
        clerk.publish(f"hidden-{n}", "key.hidden", f"企业事故隐患曝光（第{n + 1}期）", day + timedelta(days=2))
    for n, happened in enumerate(every(date(2021, 6, 8), date(2022, 9, 1), 70)):
        publish_accident(clerk, n, happened)


def _plans(clerk: Clerk) -> None:
    for n, (day, title) in enumerate((
        (date(2021, 2, 3), f"{SHORT}2021年工作要点"), (date(2021, 7, 20), f"{CITY}应急管理“十四五”规划"),
        (date(2022, 1, 25), f"{SHORT}2021年工作总结和2022年工作计划"), (date(2022, 7, 12), f"{SHORT}2022年下半年重点工作安排"),
    )):  # fmt: skip
        clerk.publish(f"plan-{n}", "gov.plan", title, day)
    for n, (day, title) in enumerate((
        (date(2021, 2, 8), f"{BUREAU}2021年部门预算"), (date(2021, 9, 3), f"{BUREAU}2020年部门决算"),
        (date(2022, 2, 9), f"{BUREAU}2022年部门预算"), (date(2022, 9, 2), f"{BUREAU}2021年部门决算"),
    )):  # fmt: skip
        clerk.publish(
            f"finance-{n}",
            "gov.finance",
            title,
            day,
            body=paragraphs(
                f"根据市财政局批复，现将{title}公开如下。",
                f"收入总计{4000 + n * 311}.{n + 12}万元，其中“三公”经费支出{31 + n}.{n}万元。",
            ),
        )
    for n, day in enumerate(
        (
            date(2021, 7, 14),
            date(2021, 10, 14),
            date(2022, 1, 14),
            date(2022, 4, 14),
            date(2022, 7, 14),
            date(2022, 10, 14),
        )
    ):
        quarter = (day.month - 1) // 3 or 4
        of = day.year if quarter < 4 else day.year - 1
        clerk.publish(
            f"stats-{n}",
            "gov.stats",
            f"{of}年第{quarter}季度{CITY}安全生产统计数据",
            day,
            body=paragraphs(
                f"{of}年第{quarter}季度，全市发生生产安全事故{n + 3}起，同比下降{n + 2}.{n}%。",
                f"其中工矿商贸{n + 1}起，道路运输{n + 2}起。",
            ),
        )
    for n, title in enumerate(("行政许可权责清单", "行政处罚权责清单", "行政检查权责清单")):
        clerk.publish(f"duties-{n}", "gov.duties", f"{BUREAU}{title}（2022年版）", date(2021, 12, 6 + n))
    for n, day in enumerate((date(2020, 1, 20), date(2021, 1, 22), date(2022, 1, 21))):
        clerk.publish(f"wr-{n}", "gov.wr", f"{BUREAU}政府网站工作年度报表（{day.year - 1}年度）", day)


def _disclosure(clerk: Clerk) -> None:
    for day in (date(2019, 1, 25), date(2020, 1, 21), date(2021, 1, 20), date(2022, 1, 18)):
        clerk.publish(
            f"report-of-{day.year - 1}",
            "oia.report",
            f"{BUREAU}{day.year - 1}年政府信息公开工作年度报告",
            day,
            body=report_body(day.year - 1),
        )
    for n, title in enumerate(("主动公开工作制度", "依申请公开工作制度", "公开属性源头认定制度", "保密审查制度")):
        clerk.publish(f"rule-{n}", "oia.rules", f"{BUREAU}政府信息公开{title}", date(2021, 8, 10 + n))


def _services(clerk: Clerk) -> None:
    for n in range(6):
        clerk.publish(
            f"guide-{n}",
            "svc.guide",
            f"{TRADES[n]}经营许可证核发办事指南",
            date(2021, 9, 6 + n),
            body=service_body(n, TRADES[n]),
        )
        clerk.publish(
            f"form-{n}",
            "svc.forms",
            f"{TRADES[n]}经营许可证申请表下载",
            date(2021, 9, 13 + n),
            files=((f"{TRADES[n]}经营许可证申请表.doc", True),),
        )
    for n, day in enumerate(every(date(2021, 10, 8), LAST, 30)):
        clerk.publish(
            f"svcstats-{n}",
            "svc.stats",
            f"{day.year}年{day.month}月办事统计（第{n + 1}期）",
            day,
            body=paragraphs(f"本月受理事项{n + 70}件，办结{n + 66}件，按期办结率100%。"),
        )


_ASKS = (
    "咨询{trade}许可证办理材料",
    "反映{place}{trade}企业安全隐患",
    "建议加强{place}{trade}宣传",
    "询问{trade}从业资格证领取时间",
)


def _talk(year: Year, clerk: Clerk) -> None:
    for n, day in enumerate(every(date(2021, 9, 1), LAST, 16)):
        place, trade = PLACES[n % 20], TRADES[(n * 3) % 20]
        title = _ASKS[n % 4].format(place=place, trade=trade) + f"（{n + 1}）"
        year.letters.append(
            Letter(
                70_000 + n,
                title,
                f"您好，我是{place}居民，想就{trade}问题反映情况，请予答复。编号{n + 40}。",
                day,
                day + timedelta(days=4),
            )
        )
    for n, day in enumerate(every(date(2021, 3, 10), LAST, 58)):
        clerk.publish(
            f"survey-{n}",
            "talk.survey",
            f"关于征求《{CITY}{TRADES[(n * 3 + 1) % 20]}安全管理规定（征求意见稿）》意见的公告",
            day,
        )
        clerk.publish(
            f"live-{n}", "talk.live", f"在线访谈：{SHORT}谈{TRADES[(n * 3 + 2) % 20]}安全", day + timedelta(days=7)
        )


def _topics(clerk: Clerk) -> None:
    for n, day in enumerate(every(date(2021, 12, 1), LAST, 20)):
        clerk.publish(f"month-{n}", "topic.month", f"安全生产月活动报道：{PLACES[(n * 11) % 20]}专场（{n + 1}）", day)
    for n in range(5):
        clerk.publish(
            f"old-{n}", "topic.old", f"2020年安全生产月活动之{n + 1}：{PLACES[n]}咨询日", date(2020, 6, 10 + n)
        )
    for n in range(4):
        clerk.publish(f"emergency-{n}", "urgent.plan", f"{CITY}{TRADES[n + 8]}事故应急预案", date(2021, 5, 10 + n))
        clerk.publish(f"know-{n}", "urgent.know", f"{TRADES[n + 4]}避险自救常识", date(2021, 6, 14 + n))
