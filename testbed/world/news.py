"""Writers of news: the bureau, its towns, the trades and the upper levels."""

from __future__ import annotations

from datetime import date
from random import Random

from testbed.world.draft import Draft, md, paras, pick
from testbed.world.model import Picture
from testbed.world.words import (
    CAMPAIGNS,
    LEADERS,
    MEETINGS,
    OFFICES,
    SHORT,
    SOURCES,
    TOWNS,
    TRADES,
    VERBS,
    WORKS,
    company,
    town,
)  # fmt: skip

_MEASURES = (
    "一是落实责任。严格按照“党政同责、一岗双责、失职追责”的要求，把任务分解到科室、分局和网格，层层传导压力。",
    "二是突出重点。紧盯危险化学品、粉尘涉爆、有限空间、涉氨制冷等行业领域，逐企建立台账，实行闭环管理。",
    "三是强化执法。对检查发现的隐患能当场整改的当场整改，不能当场整改的下达责令限期整改指令书，并按时复查。",
    "四是加强宣传。通过微博、微信、宣传栏和“开放日”等形式普及安全常识，营造全社会关注安全的浓厚氛围。",
    "五是严格问责。对工作不力、整改不到位的单位予以通报，对构成违法的依法立案查处，决不姑息。",
    "六是完善预案。各单位要修订应急预案，落实二十四小时值班和领导带班制度，遇有情况及时报告、妥善处置。",
)
_CLOSINGS = (
    "下一步，{who}将继续保持高压态势，确保全市安全生产形势持续稳定好转。",
    "会议要求，与会单位会后要迅速传达贯彻，结合实际抓好落实，有关情况于月底前报{who}汇总。",
    "通过此次活动，进一步压实了企业主体责任，消除了一批事故隐患，达到了预期效果。",
    "据了解，今年以来该镇共检查企业{n}家次，发现隐患{m}项，已督促整改{k}项，整改率达{p}%。",
)


def _ending(rng: Random) -> str:
    found = rng.randint(300, 2800)
    fixed = found - rng.randint(3, 90)
    return rng.choice(_CLOSINGS).format(
        who=SHORT, n=rng.randint(120, 1900), m=found, k=fixed, p=round(100 * fixed / found, 1)
    )


def _story(rng: Random, title: str, lead: str) -> Draft:
    body = paras(lead, *pick(rng, _MEASURES, rng.randint(1, 3)), _ending(rng))
    if rng.random() < 0.2:
        body = (body[0], Picture(rng.randint(1, 40)), *body[1:])
    source = rng.choice(SOURCES) if rng.random() < 0.75 else None
    return Draft(title, body, source=source)


def bureau_news(rng: Random, day: date, _: int) -> Draft:
    """News of the bureau itself."""
    who, place, trade = rng.choice(LEADERS), town(rng), rng.choice(TRADES)
    campaign, meeting, office = rng.choice(CAMPAIGNS), rng.choice(MEETINGS), rng.choice(OFFICES)
    title = rng.choice(
        (
            f"{SHORT}{who}带队到{place}{rng.choice(VERBS)}{trade}安全生产工作",
            f"{SHORT}召开{trade}领域{campaign}{meeting}",
            f"我市举办{trade}企业负责人安全生产培训（{place}专场）",
            f"{SHORT}{office}赴{place}开展{trade}专项执法检查",
            f"全市{campaign}{meeting}在{place}召开",
            f"{SHORT}深入{place}{rng.choice(WORKS)}开展{campaign}督查",
            f"{SHORT}组织开展{trade}事故应急演练 {place}等{rng.randint(3, 12)}个镇街观摩",
            f"{SHORT}约谈{place}{rng.randint(2, 9)}家{trade}企业负责人",
            f"省安监局督查组到我市{place}督导{trade}工作",
            f"{SHORT}党组书记主持召开“两学一做”学习教育暨{campaign}{meeting}",
        )
    )
    lead = (
        f"{md(day)}，{SHORT}{who}率{office}有关人员，围绕{trade}领域{campaign}，深入{place}{rng.choice(WORKS)}"
        f"及{company(rng)}等单位，采取查阅资料、听取汇报和现场察看的方式，详细了解企业落实安全生产主体责任的情况。"
        f"{place}党委（党工委）、安监分局负责同志陪同。"
    )
    return _story(rng, title, lead)


def town_news(rng: Random, day: date, _: int) -> Draft:
    """News sent in by the branches in the towns."""
    place, trade, campaign = town(rng), rng.choice(TRADES), rng.choice(CAMPAIGNS)
    title = rng.choice(
        (
            f"{place}召开{campaign}{rng.choice(MEETINGS)}",
            f"{place}安监分局突击检查{rng.randint(5, 48)}家{trade}企业",
            f"{place}：{trade}整治再加力 {rng.randint(2, 30)}家企业被责令整改",
            f"{place}开展{trade}“回头看”行动",
            f"{place}{rng.randint(80, 900)}名企业安全管理人员参加{trade}知识培训",
            f"{place}以“四个强化”推进{campaign}",
            f"{place}安监分局联合消防、住建部门清查{trade}隐患",
            f"{place}举行{trade}事故综合应急演练",
            f"{place}建立{trade}企业“一企一档”",
            f"{place}启动“安全&健康”{trade}主题活动",  # a bare ampersand: islands of the time were not well-formed
        )
    )
    lead = (
        f"为深入推进{campaign}，{md(day)}，{place}安监分局组织执法人员对辖区{trade}企业开展检查，"
        f"先后来到{company(rng)}、{company(rng)}，重点检查安全设施设备、教育培训和应急救援器材配备情况。"
    )
    return _story(rng, title, lead)


def trade_news(rng: Random, day: date, _: int) -> Draft:
    """News of the trades."""
    trade, other = rng.sample(TRADES, 2)
    title = rng.choice(
        (
            f"{trade}行业协会发布{day.year}年第{(day.month + 2) // 3}季度自律检查情况",
            f"{trade}企业安全生产标准化达标{rng.randint(12, 260)}家",
            f"全市{trade}行业开展“安全在我心中”技能竞赛",
            f"{rng.choice(TOWNS)}{trade}示范企业接待同行{rng.randint(30, 200)}人参观学习",
            f"{trade}与{other}行业联合开展互查互检",
            f"{trade}从业人员{rng.randint(200, 4000)}人完成继续教育",
        )
    )
    lead = f"近日，市{trade}行业有关单位在{town(rng)}组织会员企业开展交流活动，{company(rng)}介绍了做法和经验。"
    return _story(rng, title, lead)


def state_news(rng: Random, day: date, _: int) -> Draft:
    """News from the province and the state, reprinted."""
    trade, campaign = rng.choice(TRADES), rng.choice(CAMPAIGNS)
    title = rng.choice(
        (
            f"全国安全生产电视电话会议强调 深入推进{trade}{campaign}",
            f"国务院安委办部署{trade}领域{campaign}",
            f"国家安全监管总局：{day.month}月起开展{trade}专项督查",
            f"省安委办通报{day.year}年{rng.randint(1, 12)}起{trade}典型事故案例",
            f"省政府召开{day.year}年第{(day.month + 2) // 3}次防范重特大安全事故会议 部署{trade}工作",
            f"全省{trade}{campaign}{rng.choice(MEETINGS)}在广州召开",
        )
    )
    lead = (
        f"{md(day)}，有关方面就{trade}领域{campaign}作出部署，要求各地区、各部门牢固树立安全发展理念，"
        "坚持人民利益至上，严格落实企业主体责任和部门监管责任，坚决遏制重特大事故发生。"
    )
    draft = _story(rng, title, lead)
    return Draft(
        draft.title, draft.body, source=rng.choice(("新华社", "中国安全生产报", "南方日报", "广东省安全生产监督管理局"))
    )
