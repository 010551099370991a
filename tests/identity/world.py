"""Some 20,000 documents of a bureau and a portal, with every case in which a title or a number misleads.

Each document knows which one it is (`of`): two of the two sites are the same item if and only if these are equal.
`undecidable` marks what nobody can tell from the two pages (one was never read): it must be listed, not joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random

from tests.identity import words

FIRST = date(2016, 1, 4)


@dataclass(frozen=True, slots=True)
class Document:
    """One page of one site."""

    of: int
    case: str
    title: str
    day: date
    text: str
    index_no: str | None = None
    doc_no: str | None = None
    files: tuple[str, ...] = ()
    undecidable: bool = False


@dataclass(frozen=True, slots=True)
class World:
    """What the two sites published."""

    bureau: tuple[Document, ...]
    portal: tuple[Document, ...]


class _Maker:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.serials = count(1)
        self.bureau: list[Document] = []
        self.portal: list[Document] = []

    def fresh(self, case: str, **facts: object) -> Document:
        """A document with title, body and day of its own."""
        serial = next(self.serials)
        day = FIRST + timedelta(days=self.random.randrange(350))
        made = Document(serial, case, words.title(self.random, serial), day, words.body(self.random))
        return replace(made, **facts)  # type: ignore[arg-type]

    def both(self, document: Document, **there: object) -> None:
        """On both sites; `there` is how the portal differs."""
        self.bureau.append(document)
        self.portal.append(replace(document, **there))  # type: ignore[arg-type]


def world(seed: int = 2016, size: float = 1.0) -> World:
    """The world of a seed; `size` 1.0 gives some 20,000 documents."""
    maker = _Maker(seed)
    for case, number in _CASES:
        for _ in range(round(number * size)):
            case(maker)
    maker.random.shuffle(maker.bureau)
    maker.random.shuffle(maker.portal)
    return World(tuple(maker.bureau), tuple(maker.portal))


def _plain(maker: _Maker) -> None:
    maker.both(maker.fresh("plain"))


def _alone(maker: _Maker) -> None:
    maker.bureau.append(maker.fresh("bureau alone"))


def _portal_alone(maker: _Maker) -> None:
    maker.portal.append(maker.fresh("portal alone"))


def _prefixed(maker: _Maker) -> None:
    document = maker.fresh("prefixed")
    mark = maker.random.choice(("[通知]", "【公告】", "[公示公告]", "【图文】"))
    maker.both(document, title=mark + document.title)


def _cut(maker: _Maker) -> None:
    document = maker.fresh("cut")
    length = maker.random.randint(14, max(15, len(document.title) - 3))
    maker.both(document, title=document.title[:length] + "…")


def _marks(maker: _Maker) -> None:
    document = maker.fresh("marks")
    wide = document.title.replace("（", "(").replace("）", ")").replace("、", ",").replace("：", ":")
    maker.both(document, title=f"《{wide}》 ")


def _days(maker: _Maker) -> None:
    document = maker.fresh("days apart")
    maker.both(document, day=document.day + timedelta(days=maker.random.choice((-2, -1, 1, 2, 3))))


def _wrapped(maker: _Maker) -> None:
    document = maker.fresh("wrapped")
    maker.both(document, text=f"发布机构：本局。字体：大中小。{document.text}打印本页。责任编辑：管理员。")


def _numbered(maker: _Maker) -> None:
    document = maker.fresh("index number")
    number = f"007333434/2016-{document.of:05d}"
    short = document.title[: max(12, len(document.title) - 6)]
    maker.both(replace(document, index_no=number), title=short, day=document.day + timedelta(days=9))


def _two_systems(maker: _Maker) -> None:
    document = maker.fresh("two systems of index numbers")
    maker.both(replace(document, index_no=f"AJ-2016-{document.of}"), index_no=f"007333434/2016-{document.of + 7:05d}")


def _document_number(maker: _Maker) -> None:
    document = maker.fresh("document number")
    maker.both(replace(document, doc_no=f"东安监〔2016〕{document.of}号"), doc_no=f"东安监[2016]0{document.of} 号")


def _corrected(maker: _Maker) -> None:
    # One digit and one word mended on one site only.
    document = maker.fresh("corrected", text=words.body(maker.random, 7))
    at = next(index for index, char in enumerate(document.text) if char.isdigit())
    mended = document.text[:at] + str((int(document.text[at]) + 1) % 10) + document.text[at + 1 :]
    maker.both(document, text=mended.replace("要求限期", "要求限时", 1))


def _monthly(maker: _Maker) -> None:
    name = f"{words.company(maker.random)}周边{maker.random.choice(words.TOPICS)}月度情况"
    for month in range(1, 13):
        maker.both(maker.fresh("monthly", title=name, day=date(2016, month, 25)))


def _weekly(maker: _Maker) -> None:
    name = f"{maker.random.choice(words.TOWNS)}一周{maker.random.choice(words.TOPICS)}动态"
    for week in range(48):
        document = maker.fresh("weekly", title=name, day=FIRST + timedelta(days=7 * week))
        if maker.random.random() < 0.3:
            maker.bureau.append(document)
        else:
            maker.both(document, day=document.day + timedelta(days=maker.random.choice((0, 1))))


def _daily(maker: _Maker) -> None:
    # One template every day, the portal a day late, three in ten never there: the neighbour must not take its place.
    name, place = f"{maker.random.choice(words.TRADES)}企业每日安全提示", maker.random.choice(words.TOWNS)
    for offset in range(120):
        day = FIRST + timedelta(days=offset)
        text = (
            f"截至{day.month}月{day.day}日，{place}共有{maker.random.randint(100, 999)}家企业开工，其中重点企业"
            f"{maker.random.randint(10, 99)}家，当日巡查{maker.random.randint(10, 99)}次，整改隐患"
            f"{maker.random.randint(1, 9)}处。请各企业继续落实班前会制度，做好设备点检，特殊作业须办理审批手续，"
            "严禁违章指挥、违章操作，严格执行值班值守和信息报送要求，确保安全生产形势平稳。"
        )
        document = maker.fresh("daily", title=name, day=day, text=text)
        if maker.random.random() < 0.3:
            maker.bureau.append(document)
        else:
            maker.both(document, day=day + timedelta(days=1))


def _series(maker: _Maker) -> None:
    # 第1期 … 第6期 put up on one day; the portal cuts the titles before the number.
    name = f"{words.company(maker.random)}{maker.random.choice(words.TOPICS)}排查整治工作简报"
    day = FIRST + timedelta(days=maker.random.randrange(350))
    for number in range(1, 7):
        document = maker.fresh("series", title=f"{name}（第{number}期）", day=day)
        cut = maker.random.random() < 0.5
        maker.both(document, title=f"{name}…" if cut else document.title)


def _tables(maker: _Maker) -> None:
    # Four decisions of one template under one title on one day; the portal has some of them.
    day = FIRST + timedelta(days=maker.random.randrange(350))
    for _ in range(4):
        text = words.penalty(words.company(maker.random), maker.random.randint(10, 99) * 1000, day)
        document = maker.fresh("tables of one template", title="行政处罚信息公示表", day=day, text=text)
        if maker.random.random() < 0.6:
            maker.both(document)
        else:
            maker.bureau.append(document)


def _lookalike_tables(maker: _Maker) -> None:
    # One decision on each site, of one template, under one title, on neighbouring days: two different ones.
    place = f"{maker.random.choice(words.TOWNS)}分局{maker.random.choice(words.TOPICS)}"
    title = f"{place}行政处罚决定书（{next(maker.serials)}）"
    for site in (maker.bureau, maker.portal):
        document = maker.fresh("two decisions of one template", title=title)
        day = FIRST + timedelta(days=100 + len(site) % 2)
        site.append(replace(document, day=day, text=words.penalty(words.company(maker.random), len(site) + 1000, day)))


def _attached(maker: _Maker) -> None:
    # 详见附件 twice on one day; only the files tell them apart.
    day = FIRST + timedelta(days=maker.random.randrange(350))
    for _ in range(2):
        name = f"{words.company(maker.random)}{next(maker.serials)}.pdf"
        maker.both(
            maker.fresh("body in a file", title="行政许可公示", day=day, text="现予公示，详见附件。", files=(name,))
        )


def _reissued(maker: _Maker) -> None:
    # The same notice again two days later with another term; the portal has one of the two.
    first = maker.fresh("issued again")
    second = replace(
        first,
        of=next(maker.serials),
        day=first.day + timedelta(days=2),
        text=first.text.replace("。", "，原定时间顺延。", 1) + "请以本通知为准，原通知废止，报名截止时间延长五日。",
    )
    maker.bureau += [first, second]
    maker.portal.append(maker.random.choice((first, second)))


def _correction(maker: _Maker) -> None:
    # A notice, and a notice that corrects it; the portal has the correction alone.
    first = maker.fresh("correction")
    maker.bureau.append(first)
    note = maker.fresh("correction", title=f"关于{first.title}的更正公告", day=first.day + timedelta(days=1))
    maker.both(note)


def _misprinted(maker: _Maker) -> None:
    # One number on two decisions by a slip of the pen, one on each site.
    serial = next(maker.serials)
    day = FIRST + timedelta(days=serial % 350)
    for site in (maker.bureau, maker.portal):
        firm = words.company(maker.random)
        document = maker.fresh("misprinted number", title=f"关于对{firm}作出行政处罚的决定", day=day)
        amount = maker.random.randint(10, 99) * 1000
        site.append(replace(document, doc_no=f"东安监罚〔2016〕{serial}号", text=words.penalty(firm, amount, day)))


def _same_headline(maker: _Maker) -> None:
    # One headline over two different reports, a day or two apart.
    title = (
        f"{maker.random.choice(words.TOWNS)}镇召开{maker.random.choice(words.TOPICS)}工作会议（{next(maker.serials)}）"
    )
    first = maker.fresh("one headline, two reports", title=title)
    maker.bureau.append(first)
    other = maker.fresh(
        "one headline, two reports", title=title, day=first.day + timedelta(days=maker.random.randint(0, 2))
    )
    maker.portal.append(other)


def _rewritten(maker: _Maker) -> None:
    document = maker.fresh("slip in the title")
    at = maker.random.randrange(4, len(document.title) - 4)
    mended = document.title[:at] + "的" + document.title[at:]
    maker.both(document, title=mended)


def _unread(maker: _Maker) -> None:
    maker.both(maker.fresh("never read", undecidable=True), text="")


_CASES = (
    (_plain, 2400), (_alone, 2400), (_portal_alone, 500), (_prefixed, 550), (_cut, 550), (_marks, 450), (_days, 650),
    (_wrapped, 450), (_numbered, 350), (_two_systems, 250), (_document_number, 400), (_corrected, 150),
    (_monthly, 12), (_weekly, 6), (_daily, 3), (_series, 40), (_tables, 120), (_lookalike_tables, 120),
    (_attached, 60), (_reissued, 120), (_correction, 100), (_misprinted, 100), (_same_headline, 120),
    (_rewritten, 150), (_unread, 120),
)  # fmt: skip


def truth(made: World) -> Iterator[tuple[Document, Document]]:
    """The pairs that are one item."""
    ours = {document.of: document for document in made.bureau}
    return ((ours[there.of], there) for there in made.portal if there.of in ours)
