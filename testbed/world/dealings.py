# ruff: noqa: E501  (prose is data)
"""What is not an article: public letters, the single pages, and the registers no crawl can see."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from testbed.world.calendar import spread, working_day, working_days_after
from testbed.world.model import Grid, Item, Letter, Para
from testbed.world.words import BUREAU, OFFICES, SHORT, TRADES, company, masked, person, town

_ASKS = (
    (
        "咨询{trade}许可证办理需要哪些材料",
        "您好，我公司准备从事{trade}经营，请问办理许可证需要准备哪些材料，多长时间可以办好？",
        "您好！您可登录我局网站“办事指南”栏目查询，或到政务大厅安监窗口咨询，自受理之日起20个工作日内作出决定。",
    ),
    (
        "投诉{place}某工厂噪音粉尘大、没有防护用品",
        "{place}有一家工厂车间粉尘很大，老板不发口罩，希望领导派人查一查。",
        "您好！接信后我局立即转{place}安监分局核查，执法人员已责令该厂限期整改并配发劳动防护用品。",
    ),
    (
        "安全员证什么时候可以领取",
        "本人上半年参加安全管理人员考试，至今未领到证书，请问什么时候可以领？",
        "您好！证书已经制好，请携带身份证到原报名点领取。",
    ),
    (
        "建议加强{place}{trade}安全检查",
        "建议节假日期间加强{place}{trade}的安全检查，保障居民安全。",
        "感谢您的建议！我局将结合专项行动加强检查，欢迎继续监督。",
    ),
    (
        "请问特种作业操作证如何复审",
        "我的电工操作证快到期了，请问复审要去哪里报名？",
        "您好！请于有效期届满前60日内向原考核发证机关提出申请。",
    ),
)


def plant_letters(seed: int) -> tuple[Letter, ...]:
    """Public letters; all answered within three months but the planted one and a young one.

    Numbers 900001 (unanswered), 900002 (young) and 900003 (answered after the new year) are the marked ones.
    """
    rng = Random(f"{seed}:letters")
    days = spread(rng, 44, date(2015, 3, 2), date(2017, 1, 12))
    letters = []
    for n, sent in enumerate(days):
        replied = working_day(sent + timedelta(days=rng.choice((4, 5, 8, 12, 16, 25, 48, 80))))
        letters.append(_letter(rng, 20_150_010 + n * 3, sent, max(replied, sent)))
    letters.append(_letter(rng, 900_001, date(2016, rng.randint(7, 8), rng.randint(4, 26)), None))
    letters.append(_letter(rng, 900_002, date(2016, 11, rng.randint(14, 25)), None))
    letters.append(_letter(rng, 900_003, date(2016, 10, rng.randint(17, 21)), date(2017, 1, rng.randint(9, 12))))
    return tuple(sorted(letters, key=lambda letter: (letter.sent, letter.number)))


def _letter(rng: Random, number: int, sent: date, replied: date | None) -> Letter:
    title, text, answer = rng.choice(_ASKS)
    place, trade = town(rng), rng.choice(TRADES)
    return Letter(
        number=number, title=title.format(place=place, trade=trade), writer=masked(rng),
        text=text.format(place=place, trade=trade), sent=sent, replied=replied,
        answer=answer.format(place=place, trade=trade), unit=rng.choice(OFFICES),
    )  # fmt: skip


_GUIDE = (
    "为了方便公民、法人和其他组织获取本局政府信息，根据《中华人民共和国政府信息公开条例》，编制本指南。",
    "#一、公开信息的分类", "本局公开的信息分为机构信息、政策法规、规划计划、工作动态、办事服务、应急管理等类别。",
    "#二、编排体系", "每条信息由索引号、名称、内容概述、生成日期等要素组成。",
    "#三、获取方式", "本局通过门户网站、《安全生产导刊》、官方微博、微信、政务公开栏等方式主动公开，也可向本局提出申请。",
    "#四、政府信息公开工作机构", f"工作机构名称：{SHORT}信息公开领导小组办公室", "办公地址：东莞市东城八一路1号机关二号大院8号楼政务大厅",
    "办公时间：工作日上午8:30至12:00，下午14:30至17:30", "联系电话：0769-23308677", "传真号码：0769-22114073", "电子邮箱：dgajjzbs@163.com",
)  # fmt: skip
_SINGLES = {
    "gov.org.duty": (date(2014, 5, 20), (f"{BUREAU}是市人民政府主管安全生产工作的组成部门，主要职责是：", "（一）贯彻执行国家、省有关安全生产的方针政策和法律法规；", "（二）承担全市安全生产综合监督管理责任，指导协调、监督检查有关部门和镇街安全生产工作；", "（三）负责危险化学品、烟花爆竹、非煤矿山的安全监督管理和职业卫生监督检查；", "（四）组织指挥和协调安全生产应急救援工作，依法组织事故调查处理。")),
    "gov.org.leader": (date(2016, 6, 12), ("局长、党组书记：主持全面工作。", "副局长：分管危险化学品监督管理、执法监察工作。", "副局长：分管职业健康、宣传教育、信息公开工作。", "总工程师：分管应急救援指挥中心和信息化建设。")),
    "gov.org.inner": (date(2015, 3, 2), tuple(f"{name}：负责本科室职责范围内的工作，办公电话0769-2233{n:04d}。" for n, name in enumerate(OFFICES, start=1001))),
    "gov.org.contact": (date(2016, 1, 15), ("地址：东莞市东城八一路1号机关二号大院8号楼", "邮编：523123", "电话：0769-23308677、22228986", "传真：0769-22114073", "举报投诉电话：12350", "电子邮箱：dgajjzbs@163.com")),
    "gov.oia.guide": (date(2015, 6, 18), _GUIDE),
    "gov.oia.catalog": (date(2016, 4, 11), ("根据《中华人民共和国政府信息公开条例》规定，本局编制了政府信息公开目录。", "目录包括政策法规、规划财务、人事信息、重点领域信息公开、应急管理等内容，每条信息列明索引号、名称、内容概述和生成日期。", "目录同时在市政府信息公开门户网站发布。")),
}  # fmt: skip


def plant_singles(seed: int, keys: dict[str, str]) -> tuple[Item, ...]:
    """The pages of the single columns: key → title is the column's name. Only the guide is out of date."""
    rng = Random(f"{seed}:singles")
    pages = []
    for n, (key, (day, texts)) in enumerate(sorted(_SINGLES.items())):
        shifted = working_day(day + timedelta(days=rng.randint(0, 20)))
        body = tuple(Para(text[1:], "heading") if text.startswith("#") else Para(text) for text in texts)
        pages.append(Item(f"s{n + 1:02d}", 80_000 + n, keys[key], shifted, (key,), body, publisher=BUREAU))
    return tuple(pages)


def plant_registers(seed: int) -> dict[str, list[dict[str, object]]]:
    """The organ's own books for 2016: 14 hearings, 2 forums, 4 requests, no press conference, review or suit."""
    rng = Random(f"{seed}:registers")
    halls = ("局三楼听证室", "机关二号大院8号楼会议室", "南城安监分局会议室")
    hearings: list[dict[str, object]] = [
        {"held_on": day.isoformat(), "title": f"{company(rng)}行政处罚听证会", "place": rng.choice(halls)}
        for day in spread(rng, 14, date(2016, 1, 11), date(2016, 12, 20))
    ]
    forums: list[dict[str, object]] = [
        {"held_on": day.isoformat(), "title": title, "place": "东莞市民中心"}
        for day, title in zip(
            spread(rng, 2, date(2016, 5, 1), date(2016, 11, 1)),
            ("安全生产主体责任政务论坛", "“智慧安监”政务论坛"),
            strict=True,
        )
    ]
    channels = ("网上申请", "信函", "当面申请", "网上申请")
    results = ("同意公开", "部分公开", "信息不存在", "同意公开")
    requests: list[dict[str, object]] = []
    for n, received in enumerate(spread(rng, 4, date(2016, 2, 22), date(2016, 11, 20))):
        answered = working_days_after(received, rng.randint(4, 14))
        requests.append(
            {
                "no": f"2016-{n + 1:03d}",
                "applicant": person(rng)[0] + "**",
                "received_on": received.isoformat(),
                "channel": channels[n],
                "answered_on": answered.isoformat(),
                "result": results[n],
                "fee": 0,
            }
        )
    media: list[dict[str, object]] = [
        {"platform": "microblog", "account": "安全东莞", "posts": 3466, "followers": 10143},
        {"platform": "wechat", "account": "东莞安监", "posts": 82, "followers": 505},
    ]
    return {
        "hearings": hearings,
        "forums": forums,
        "press_conferences": [],
        "requests": requests,
        "reviews": [],
        "suits": [],
        "media": media,
    }


REQUEST_TEXT = (
    "公民、法人和其他组织可以向本局申请获取除主动公开以外的政府信息。",
    "申请人应当填写《东莞市安全生产监督管理局政府信息公开申请表》，通过信函、传真、电子邮件或者当面提交。",
    "本局收到申请后，能够当场答复的当场答复；不能当场答复的，自收到申请之日起15个工作日内予以答复。",
)
REQUEST_GRID = Grid(
    (
        ("受理机构", f"{SHORT}信息公开领导小组办公室"),
        ("受理时间", "工作日8:30-12:00，14:30-17:30"),
        ("联系电话", "0769-23308677"),
    ),
    "pairs",
)
