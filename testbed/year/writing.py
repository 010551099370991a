# ruff: noqa: E501, SIM905  (prose is data)
"""Writers of the year's papers: every title is its own, every text has words of its own."""

from __future__ import annotations

from html import escape
from random import Random

CITY = "云浦市"
BUREAU = "云浦市应急管理局"
SHORT = "市应急管理局"
PLACES = "白沙镇 东岭镇 河口镇 莲塘镇 石桥镇 上洲镇 北埔镇 龙潭镇 南湾街道 西关街道 清源街道 梅岗镇 大坪镇 青石镇 沙湖镇 横江镇 柳溪镇 凤台镇 金坑镇 平山镇".split()
TRADES = "危险化学品 烟花爆竹 有限空间作业 粉尘涉爆 涉氨制冷 非煤矿山 金属冶炼 加油站 仓储物流 特种作业 工贸企业 森林防火 防汛抗旱 地震应急 校园周边 建筑施工 城镇燃气 道路运输 人员密集场所 水上交通".split()
_OPENINGS = (
    "{day}，{who}到{place}开展{trade}安全专项工作，实地了解第{n}号网格的落实情况。",
    "为进一步压实{place}{trade}安全生产责任，{who}于{day}组织了第{n}次专题部署。",
    "近日，{place}{trade}安全监管工作取得新进展，{who}就下一阶段的{n}项任务作出安排。",
)
_SENTENCES = (
    "检查组先后走访了{a}家企业，查阅台账{b}份，发现问题隐患{c}处，当场督促整改。",
    "会议通报了{place}前期排查情况，要求各责任单位在{a}日内完成{b}项整改任务。",
    "{trade}领域点多面广，必须坚持问题导向，建立隐患清单{b}份并逐一销号。",
    "{place}已组织培训{a}场次，覆盖从业人员{b}人，发放宣传资料{c}份。",
    "下一步，将围绕{trade}的{a}个关键环节加强执法检查，对屡查屡犯的依法处理。",
    "有关负责人表示，要把{trade}风险防控与{place}基层治理结合起来，形成{b}条可推广的做法。",
    "活动现场设置咨询点{a}个，接受群众咨询{b}人次，收集意见{c}条。",
    "各单位要严格值班值守，{trade}突发情况须在{a}分钟内上报，并做好第{b}号预案的启动准备。",
    "本次行动出动执法人员{a}人次，车辆{c}台次，立案{b}宗。",
    "专家组结合{place}实际，从{a}个方面提出整改建议，并约定第{b}周复查。",
)


def text(rng: Random, *, day: str, place: str, trade: str, who: str = SHORT, length: int = 5) -> tuple[str, ...]:
    """Paragraphs of an ordinary article, as markup."""
    words = {"day": day, "place": place, "trade": trade, "who": who}
    lines = [rng.choice(_OPENINGS).format(n=rng.randint(11, 999), **words)]
    for sentence in rng.sample(_SENTENCES, length):
        lines.append(sentence.format(a=rng.randint(3, 99), b=rng.randint(3, 999), c=rng.randint(3, 999), **words))
    return tuple(paragraph(line) for line in lines)


def paragraph(words: str) -> str:
    """A paragraph of plain words."""
    return f"<p>　　{escape(words)}</p>"


def paragraphs(*lines: str) -> tuple[str, ...]:
    """Paragraphs of plain words."""
    return tuple(paragraph(line) for line in lines)
