# ruff: noqa: E501  (prose is data)
"""The municipal disclosure portal: organs, dotted classes, and which documents of whom it holds.

Of this bureau it has exactly 378 items of 2016, each also on the bureau's own site.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from testbed.world.calendar import spread
from testbed.world.draft import cn, md, paras
from testbed.world.model import Document, File, Item, Organ, Para
from testbed.world.words import BUREAU

MUNICIPAL_TOTAL = 378
YEARS = {2014: 40, 2015: 62, 2016: MUNICIPAL_TOTAL, 2017: 12}
OWN = "aj"
# bureau column → dotted class on the portal; a class joins columns so that none of them is neglected there
CLASS_OF = {
    "gov.policy.law": "2.1", "gov.policy.norm": "2.1", "gov.policy.read": "2.1", "gov.fin.plan": "3.1", "gov.fin.stats": "3.1",
    "gov.fin.budget": "3.2", "gov.person.appoint": "4.1", "gov.person.recruit": "4.1", "gov.notice": "5.1", "news.work": "5.2",
    "news.base.town": "5.2", "svc.guide": "6.1", "gov.key.warn": "7.1", "gov.key.info": "7.1", "gov.key.response": "7.1",
    "gov.key.lesson": "7.1", "svc.check": "7.2", "gov.key.hidden": "7.2", "gov.key.report": "7.2",
}  # fmt: skip
_OWN_CLASSES = (
    ("2.1", "政策文件"),
    ("3.1", "规划统计"),
    ("3.2", "财政预决算"),
    ("4.1", "人事信息"),
    ("5.1", "通知公告"),
    ("5.2", "工作动态"),
    ("6.1", "办事指南"),
    ("7.1", "应急管理"),
    ("7.2", "监督检查"),
)
_COMMON = (("2.1", "政策文件"), ("4.1", "人事信息"), ("5.1", "通知公告"))
ORGANS = (
    Organ("fg", "0501", "东莞市发展和改革局", "市发展和改革局", "007330213", "fgj", _COMMON),
    Organ("jx", "0503", "东莞市经济和信息化局", "市经济和信息化局", "007330571", "jxj", _COMMON),
    Organ("jy", "0506", "东莞市教育局", "市教育局", "007331144", "jyj", _COMMON),
    Organ("ga", "0508", "东莞市公安局", "市公安局", "007330918", "gaj", _COMMON),
    Organ("rl", "0512", "东莞市人力资源局", "市人力资源局", "007331670", "rlzyj", _COMMON),
    Organ("hb", "0517", "东莞市环境保护局", "市环境保护局", "007332243", "hbj", _COMMON),
    Organ(OWN, "0526", BUREAU, "市安全生产监督管理局", "007334512", "ajj", _OWN_CLASSES),
    Organ("gh", "0531", "东莞市城乡规划局", "市城乡规划局", "007333828", "ghj", _COMMON),
)  # fmt: skip
_SUBJECTS = [
    "中小学校",
    "重点项目",
    "工业企业",
    "排污单位",
    "出租屋",
    "养老保险",
    "技能人才",
    "公共停车场",
    "节能降耗",
    "民办教育",
    "建设用地",
    "机动车",
    "环境监测",
    "创业扶持",
    "价格收费",
]


def plant_documents(
    seed: int, items: Iterable[Item], reserved: set[str]
) -> tuple[tuple[Document, ...], dict[str, Item]]:
    """All documents of the portal, and the bureau items whose page changes because they have a twin (they show the block)."""
    rng = Random(f"{seed}:municipal")
    pool = [item for item in items if item.columns[0] in CLASS_OF and item.id not in reserved and item.dated]
    chosen: list[Item] = []
    for year, count in YEARS.items():
        chosen += _choice(rng, [item for item in pool if item.day.year == year], count)
    shown = {
        item.id: item.but(block=True, written=item.written or item.day)
        for item in chosen
        if not item.block and rng.random() < 0.6
    }
    twins = [
        _twin(rng, n, shown.get(item.id, item))
        for n, item in enumerate(sorted(chosen, key=lambda item: (item.day, item.id)))
    ]
    twins = _with_differences(rng, twins, {item.id: shown.get(item.id, item) for item in chosen})
    return (*twins, *_orphans(rng), *_others(seed, chosen)), shown


def _choice(rng: Random, pool: list[Item], count: int) -> list[Item]:
    """Documents before news; always the newest news and reading, so that no class of the portal looks neglected."""
    must = [
        max((item for item in pool if item.columns[0] == key), key=lambda item: item.day)
        for key in ("news.work", "gov.policy.read")
        if any(item.columns[0] == key for item in pool)
    ]
    first = [item for item in pool if not item.columns[0].startswith("news.") and item not in must]
    rest = [item for item in pool if item.columns[0].startswith("news.") and item not in must]
    chosen = must + rng.sample(first, min(len(first), count - len(must)))
    return chosen + rng.sample(rest, count - len(chosen))


def _twin(rng: Random, n: int, item: Item) -> Document:
    copy = item.but(
        id=f"m{n + 1:04d}", number=300_000 + 11 * n + rng.randint(0, 9), columns=(), copy_in=None, copy_number=None,
        pinned=False, cut=False, block=True, source=None, clock=None, files=(), written=item.written or item.day,
    )  # fmt: skip
    return Document(copy, OWN, CLASS_OF[item.columns[0]], twin=item.id)


def _with_differences(rng: Random, twins: list[Document], originals: dict[str, Item]) -> list[Document]:
    """About ten titles are worded a little differently and about ten dates lie a day apart, as happens in life."""
    year = [
        n
        for n, doc in enumerate(twins)
        if doc.item.day.year == 2016 and doc.item.title not in ("全市各类生产安全事故情况",)
    ]
    named = [
        n
        for n in year
        if _reworded(twins[n].item.title) != twins[n].item.title
        and (originals[twins[n].twin or ""].block or twins[n].item.doc_no)
    ]
    for n in rng.sample(named, 10):
        twins[n] = Document(
            twins[n].item.but(title=_reworded(twins[n].item.title)), OWN, twins[n].catalogue, twins[n].twin
        )
        year.remove(n)
    inner = [n for n in year if date(2016, 1, 5) <= twins[n].item.day <= date(2016, 12, 15)]
    for n in rng.sample(inner, 10):
        item = twins[n].item
        moved = item.day + timedelta(days=rng.choice((1, 1, 1, -1)))
        twins[n] = Document(
            item.but(day=moved, written=min(item.written or moved, moved)), OWN, twins[n].catalogue, twins[n].twin
        )
    return twins


def _reworded(title: str) -> str:
    """The same title as another clerk would type it."""
    for old, new in (
        (f"{BUREAU}关于", "关于"),
        ("《", "“"),
        ("市安监局", BUREAU),
        ("关于做好", "做好"),
        ("的通知", "通知"),
    ):
        if old in title:
            return title.replace(old, new).replace("》", "”") if old == "《" else title.replace(old, new)
    return title


def _orphans(rng: Random) -> tuple[Document, ...]:
    """Two documents of 2015 that the bureau's own site does not have."""
    day = date(2015, rng.randint(3, 10), rng.randint(9, 24))
    other = day + timedelta(days=23)
    texts = (
        ("关于东莞市小型加油站安全间距核查结果的公告", "经核查，现将全市小型加油站安全间距核查结果予以公告。", day),
        ("东莞市高温作业场所职业卫生专项检查情况通报", "现将高温作业场所职业卫生专项检查有关情况通报如下。", other),
    )
    return tuple(
        Document(
            Item(f"m9{n:03d}", 390_001 + n, title, when, (), paras(text, "特此公告。"), written=when, index_no=f"007334512/2015-09{n:03d}", block=True, publisher=BUREAU),
            OWN, "5.1",
        )
        for n, (title, text, when) in enumerate(texts, start=1)
    )  # fmt: skip


def _others(seed: int, chosen: list[Item]) -> tuple[Document, ...]:
    """About 250 documents of other organs; a few carry the very title of one of the bureau's."""
    documents = []
    for organ in ORGANS:
        if organ.key == OWN:
            continue
        rng = Random(f"{seed}:{organ.key}")
        shared = [item.title for item in rng.sample([item for item in chosen if item.columns[0] == "gov.notice"], 2)]
        days = [
            *spread(rng, 8, date(2014, 2, 1), date(2015, 12, 20)),
            *spread(rng, 25, date(2016, 1, 6), date(2016, 12, 29)),
            *spread(rng, 3, date(2017, 1, 4), date(2017, 1, 19)),
        ]
        for n, day in enumerate(days):
            number, _ = organ.classes[n % len(organ.classes)]
            subject = rng.choice(_SUBJECTS)
            title = (
                shared.pop()
                if n in (14, 20) and number != "4.1" and shared
                else _other_title(rng, organ, subject, day, n, number)
            )
            written = day - timedelta(days=rng.randint(0, 6))
            doc_no = f"东{organ.slug[:2]}〔{written.year}〕{n + 3}号" if number == "2.1" else None
            body = paras(
                f"根据工作安排，{organ.name}就{subject}有关事项于{md(day)}公布如下。",
                f"本通知自{cn(day)}起执行，由{organ.short}负责解释。",
            )
            item = Item(
                id=f"o-{organ.key}{n:03d}", number=500_000 + int(organ.number) * 100 + n, title=title, day=day, columns=(),
                body=(Para(doc_no, "centre"), *body) if doc_no else body, written=written, doc_no=doc_no, block=True,
                index_no=f"{organ.code}/{day.year}-{n + 11:05d}", publisher=organ.name,
                files=(File(700_000 + int(organ.number) * 100 + n, f"{subject}名单", "doc"),) if n % 9 == 0 else (),
            )  # fmt: skip
            documents.append(Document(item, organ.key, number))
    return tuple(documents)


def _other_title(rng: Random, organ: Organ, subject: str, day: date, n: int, number: str) -> str:
    if number == "4.1":
        return f"{organ.name}{day.year}年第{n + 1}批人事任免通知"
    if number == "2.1":
        return f"{organ.name}关于印发《东莞市{subject}管理{rng.choice(('办法', '细则', '规定'))}》的通知（{day.year}年第{n + 1}号）"
    return rng.choice(
        (
            f"关于{day.year}年{subject}名单的公示（第{n + 1}批）",
            f"{organ.short}关于{subject}工作的通告（{n + 1}）",
            f"关于开展{subject}专项检查的通知（第{n + 1}期）",
        )
    )
