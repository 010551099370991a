"""Titles and bodies of invented documents: enough variety that two of them are alike only where a case says so."""

from __future__ import annotations

from datetime import date
from random import Random

TOWNS = [
    "石龙",
    "虎门",
    "长安",
    "厚街",
    "寮步",
    "塘厦",
    "凤岗",
    "樟木头",
    "常平",
    "横沥",
    "企石",
    "石排",
    "茶山",
    "大朗",
    "黄江",
    "清溪",
    "麻涌",
    "望牛墩",
    "中堂",
    "高埗",
]
TRADES = [
    "鞋业",
    "五金",
    "电子",
    "纸品",
    "家具",
    "塑胶",
    "化工",
    "仓储",
    "玩具",
    "食品",
    "印刷",
    "电镀",
    "服饰",
    "光电",
    "建材",
]
NAMES = [
    "宏达",
    "永盛",
    "嘉华",
    "恒丰",
    "瑞祥",
    "新力",
    "金旺",
    "泰和",
    "联创",
    "顺昌",
    "骏业",
    "博雅",
    "天诚",
    "海纳",
    "信诺",
    "广源",
    "利民",
    "正德",
    "百川",
    "久安",
]
TOPICS = [
    "危险化学品",
    "有限空间",
    "粉尘防爆",
    "职业健康",
    "高温作业",
    "涉氨制冷",
    "烟花爆竹",
    "消防通道",
    "特种作业",
    "应急演练",
    "隐患排查",
    "冬季用电",
]
ACTS = [
    "专项检查",
    "宣传教育",
    "培训考核",
    "联合执法",
    "督查督办",
    "评估验收",
    "整治行动",
    "现场会议",
    "安全承诺",
    "经验交流",
]
CLAUSES = (
    "各镇街、园区要按照职责分工抓好{topic}工作，逐家建立台账，{n}家重点企业须在{d}日前完成自查",
    "检查组先后到{town}{name}{trade}有限公司等{n}家单位，查阅资料{m}份，发现问题{k}处，当场下达整改指令",
    "会议通报了前一阶段{topic}{act}的进展，{town}等{k}个镇街进度较慢，要求限期赶上",
    "对拒不整改的单位依法从严处理，已立案{k}宗，拟处罚款合计{m}万元，涉及{trade}、{trade2}等行业",
    "本次{act}历时{k}周，出动执法人员{n}人次，覆盖{town}、{town2}、{town3}三地企业{m}家",
    "有关负责人表示，{topic}事关群众切身利益，下一步将把{act}与信用评价结合起来",
    "参训人员{n}名，考试合格{m}名，不合格的{k}名将于下月补考，补考地点设在{town}",
    "联系人在工作时间内接听咨询，材料一式{k}份，逾期未交的视为放弃，不再另行通知",
    "根据气象部门预测，{town2}一带仍有强降雨，在建工地{n}处要落实值班制度，{m}台塔吊停止作业",
    "{name}{trade}有限公司因未按规定组织{topic}培训，被责令在{k}个工作日内改正，并约谈其主要负责人",
)


def body(random: Random, sentences: int = 0) -> str:
    """A body of its own."""
    chosen = random.sample(CLAUSES, sentences or random.randint(4, 7))
    return "。".join(_filled(random, clause) for clause in chosen) + "。"


def _filled(random: Random, clause: str) -> str:
    town, town2, town3 = random.sample(TOWNS, 3)
    trade, trade2 = random.sample(TRADES, 2)
    return clause.format(
        topic=random.choice(TOPICS),
        act=random.choice(ACTS),
        town=town,
        town2=town2,
        town3=town3,
        trade=trade,
        trade2=trade2,
        name=random.choice(NAMES),
        n=random.randint(12, 989),
        m=random.randint(12, 989),
        k=random.randint(2, 11),
        d=random.randint(2, 28),
    )


def title(random: Random, serial: int) -> str:
    """A title that hardly any other document bears."""
    town, topic, act = random.choice(TOWNS), random.choice(TOPICS), random.choice(ACTS)
    kind = random.choice(
        (
            f"关于在{town}开展{topic}{act}工作的通知",
            f"{town}镇举行{topic}{act}，{random.choice(NAMES)}等{serial % 97 + 3}家企业参加",
            f"关于公布{topic}{act}（{town}片区）结果的公告",
            f"{town}{topic}{act}情况通报",
        )
    )
    return (
        f"{kind}（{random.choice(NAMES)}{random.choice(TRADES)}、{serial}）"
        if serial % 3
        else f"{serial}家企业：{kind}"
    )


def company(random: Random) -> str:
    """The name of a firm."""
    return f"{random.choice(TOWNS)}{random.choice(NAMES)}{random.choice(TRADES)}有限公司"


def penalty(firm: str, amount: int, day: date) -> str:
    """A decision as a template prints it: only firm, sum and day change."""
    return (
        f"被处罚单位{firm}，经查，该单位未按照国家有关规定为从业人员提供符合标准的劳动防护用品，其行为违反了"
        f"《中华人民共和国安全生产法》有关规定，依据该法有关条款决定给予人民币{amount}元罚款的行政处罚。被处罚单位"
        f"应当自收到本决定书之日起十五日内将罚款缴至指定银行账户，逾期不缴纳的每日按罚款数额的百分之三加处罚款。"
        f"如不服本决定，可以在六十日内向本级人民政府申请行政复议，或者在六个月内向人民法院提起行政诉讼。{day.isoformat()}"
    )
