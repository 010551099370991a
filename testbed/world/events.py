# ruff: noqa: E501  (prose is data)
"""Writers of events: accidents, supervision, warnings, exposed dangers, inspections."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from testbed.world.draft import Draft, cn, md, paras
from testbed.world.model import Grid
from testbed.world.words import BUREAU, SHORT, TRADES, WORKS, company, person, town

_KINDS = ("高处坠落", "机械伤害", "触电", "物体打击", "中毒和窒息", "坍塌", "车辆伤害", "灼烫", "容器爆炸", "火灾")


def _accident(rng: Random, day: date, low: int, high: int) -> tuple[date, str, str]:
    happened = day - timedelta(days=rng.randint(low, high))
    firm, kind = company(rng), rng.choice(_KINDS)
    return happened, firm, f"{firm}“{happened.month}·{happened.day}”一般{kind}事故"


def accident_news(rng: Random, day: date, n: int) -> Draft:
    """First news of an accident."""
    happened, firm, name = _accident(rng, day, 1, 4)
    title = rng.choice(
        (f"{name}快报", f"关于{name}的情况通报", f"{town(rng)}发生一起一般事故（{name[len('东莞市') :]}）")
    )
    body = paras(
        f"{cn(happened)}{rng.randint(7, 22)}时许，{firm}{rng.choice(WORKS)}内发生一起生产安全事故，造成{rng.randint(1, 2)}人死亡。",
        f"接报后，{SHORT}立即派员赶赴现场处置，事故原因正在进一步调查中。",
    )
    return Draft(title, body, source=f"{SHORT}应急救援指挥中心")


def response(rng: Random, day: date, n: int) -> Draft:
    """How an accident was handled."""
    happened, firm, name = _accident(rng, day, 2, 9)
    body = paras(
        f"{cn(happened)}，{firm}发生事故后，我市立即启动应急预案，组织公安消防、卫生等部门开展救援。",
        "目前，现场处置工作已经结束，善后工作有序进行。",
        f"{SHORT}已责令该企业停产整顿。",
    )
    return Draft(f"{name}应对处置情况（{n % 3 + 1}）", body)


def lesson(rng: Random, day: date, n: int) -> Draft:
    """Lessons from accidents elsewhere."""
    trade = rng.choice(TRADES)
    return Draft(
        f"{trade}事故警示教育片解说（{day.year}年第{n + 1}集）",
        paras(f"本集讲述一起{trade}事故的发生经过。", "事故教训：违章指挥、违章作业、违反劳动纪律必然付出代价。"),
    )


def investigation(rng: Random, day: date, n: int) -> Draft:
    """An investigation report with the six parts of article 30 of State Council decree 493."""
    happened, firm, name = _accident(rng, day, 30, 55)
    boss, loss = person(rng), rng.randint(60, 180)
    body = paras(
        f"{cn(happened)}，位于{town(rng)}的{firm}发生一起生产安全事故。依据《生产安全事故报告和调查处理条例》（国务院令第493号），市政府成立事故调查组进行调查，现将调查情况公布如下。",
        "#一、事故发生单位概况", f"{firm}，成立于{rng.randint(2001, 2013)}年，法定代表人{boss}，从业人员{rng.randint(20, 600)}人。",
        "#二、事故发生经过和事故救援情况", f"{md(happened)}{rng.randint(7, 22)}时许，作业人员在{rng.choice(WORKS)}作业时发生意外，现场人员立即报警，120到场后将伤者送医，经抢救无效死亡。",
        "#三、事故造成的人员伤亡和直接经济损失", f"事故造成1人死亡，直接经济损失约{loss}万元。",
        "#四、事故发生的原因和事故性质", "直接原因：作业人员违反操作规程。间接原因：企业安全教育培训不到位。经调查认定，这是一起一般生产安全责任事故。",
        "#五、事故责任的认定以及对事故责任者的处理建议", f"{boss}未履行安全生产管理职责，建议由市安监局依法给予行政处罚。",
        "#六、事故防范和整改措施", "企业应当深刻吸取事故教训，全面开展隐患排查，完善安全管理制度。",
    )  # fmt: skip
    return Draft(f"{name}调查报告", body, signed=n % 2 == 0, files=(("事故调查报告全文", "pdf"),) if n % 3 == 0 else ())


def watched(rng: Random, day: date, n: int) -> Draft:
    """Supervision orders on accidents."""
    _, firm, name = _accident(rng, day, 3, 7)
    rows = (
        ("督办对象", firm),
        ("事故名称", name),
        ("督办事项", "依法组织事故调查，查明原因，严肃追责"),
        ("督办时限", "60日"),
        ("督办单位", "东莞市安全生产委员会"),
        ("督办日期", cn(day - timedelta(days=1))),
    )
    return Draft(
        f"关于对{name}查处实行挂牌督办的通知",
        (*paras("现将有关挂牌督办事项公布如下："), Grid(rows, "pairs")),
        number="东安委",
        signed=True,
    )


def warning(rng: Random, day: date, n: int) -> Draft:
    """Warnings of the season and the weather."""
    trade, place = rng.choice(TRADES), town(rng)
    title = rng.choice(
        (
            f"{trade}安全生产风险提示（{day.year}年第{n + 1}号）",
            f"关于防御强降雨做好{place}{trade}安全工作的预警信息",
            f"{day.month}月份{trade}事故高发时段预警",
            f"高温天气{trade}安全提示（{place}）",
            f"节假日期间{trade}安全预警（第{n + 1}期）",
        )
    )
    return Draft(
        title,
        paras(
            f"据气象部门预报，{md(day)}起我市将出现不利天气，请{trade}企业加强值班值守，落实防范措施。",
            f"如遇紧急情况，请拨打12350或{place}安监分局值班电话。",
        ),
    )


def exposure(rng: Random, day: date, n: int) -> Draft:
    """The series of exposed dangers, one issue after the other."""
    rows = [("序号", "企业名称", "主要隐患", "处理情况")]
    for row in range(rng.randint(4, 9)):
        rows.append(
            (
                str(row + 1),
                company(rng),
                rng.choice(
                    ("未建立隐患排查台账", "配电箱未接地", "消防通道堵塞", "粉尘清扫不及时", "未配备气体检测仪")
                ),
                rng.choice(("责令限期整改", "立案查处", f"罚款{rng.randint(1, 5)}万元")),
            )
        )
    return Draft(
        f"东莞市企业安全生产隐患曝光（{day.year}年第{n + 1}期）",
        (
            *paras(
                f"{day.month}月上旬以来，{SHORT}共检查企业{rng.randint(100, 900)}家，现将部分隐患突出企业予以曝光。"
            ),
            Grid(tuple(rows), caption="隐患企业一览表"),
        ),
    )


def inspection(rng: Random, day: date, n: int) -> Draft:
    """Results of inspections."""
    trade, place = rng.choice(TRADES), town(rng)
    title = rng.choice(
        (
            f"{trade}“双随机”抽查结果公示（{day.year}年第{n + 1}批）",
            f"{day.month}月份{trade}执法检查情况（{place}）",
            f"关于{place}{trade}企业监督检查情况的通报（第{n + 1}期）",
        )
    )
    return Draft(
        title,
        paras(
            f"{SHORT}对{place}{rng.randint(5, 60)}家{trade}企业开展监督检查，发出责令限期整改指令书{rng.randint(2, 40)}份。",
            "被检查单位对结果有异议的，可在5日内向我局提出。",
        ),
        files=(("检查结果汇总表", "xls"),) if n % 4 == 0 else (),
    )


NO_PENALTY = Draft("本月无行政处罚信息", paras(f"经统计，{BUREAU}本月没有作出行政处罚决定，特此说明。"), repeated=True)
