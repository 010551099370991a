# ruff: noqa: E501  (table heads are data)
"""双公示: licences and penalties, in wide tables or one article per decision.

The publishing day is never later than the seventh working day after each decision, except where a fault is planted.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from testbed.world.calendar import is_working, working_days_between
from testbed.world.draft import Draft, cn, paras
from testbed.world.model import Grid, Record
from testbed.world.words import BUREAU, company, credit_code, person

WINDOW = 7
_LICENCES = (
    "危险化学品经营许可",
    "烟花爆竹零售许可",
    "危险化学品建设项目安全条件审查",
    "易制毒化学品经营备案",
    "非煤矿山安全生产许可",
)
_BREACHES = (
    ("未按规定对从业人员进行安全生产教育培训", "《安全生产法》第九十四条第三项"),
    ("未在有较大危险因素的场所设置明显的安全警示标志", "《安全生产法》第九十六条第一项"),
    ("未将事故隐患排查治理情况如实记录", "《安全生产法》第九十四条第五项"),
    ("特种作业人员未取得相应资格上岗作业", "《安全生产法》第九十四条第七项"),
    ("未取得许可经营危险化学品", "《危险化学品安全管理条例》第七十七条第三款"),
)


def decided_before(rng: Random, day: date) -> date:
    """A day of decision within the window before a publishing day."""
    while True:
        decided = day - timedelta(days=rng.randint(1, 10))
        if is_working(decided) and 1 <= working_days_between(decided, day) <= WINDOW - 1:
            return decided


def licence_record(rng: Random, decided: date, serial: int) -> Record:
    """One licence decision."""
    kind, number = rng.choice(_LICENCES), f"粤东安许〔{decided.year}〕{serial}号"
    firm = company(rng)
    cells = (
        ("行政许可决定书文号", number), ("项目名称", f"{firm}{kind}"), ("审批类别", "普通"), ("许可内容", f"准予{kind}"), ("行政相对人名称", firm),
        ("行政相对人代码_1（统一社会信用代码）", credit_code(rng)), ("法定代表人姓名", person(rng)), ("许可决定日期", _form(serial, decided)),
        ("许可截止期", _form(serial, decided.replace(year=decided.year + 3, day=min(decided.day, 28)))), ("许可机关", BUREAU), ("当前状态", "正常"), ("地方编码", "441900"), ("备注", ""),
    )  # fmt: skip
    return Record("licence", number, decided, cells)


def penalty_record(rng: Random, decided: date, serial: int) -> Record:
    """One penalty decision."""
    breach, basis = rng.choice(_BREACHES)
    firm, number, fine = (
        company(rng),
        f"（东）安监罚〔{decided.year}〕{serial}号",
        rng.choice(("0.5", "1", "1.5", "2", "3", "4.9")),
    )
    cells = (
        ("行政处罚决定书文号", number), ("处罚名称", f"{firm}{breach}案"), ("处罚类别1", "罚款"), ("处罚事由", breach), ("处罚依据", basis), ("行政相对人名称", firm),
        ("行政相对人代码_1（统一社会信用代码）", credit_code(rng)), ("法定代表人姓名", person(rng)), ("处罚结果", f"罚款人民币{fine}万元"), ("罚款金额（万元）", fine),
        ("处罚决定日期", _form(serial, decided)), ("处罚机关", BUREAU), ("当前状态", "正常"), ("地方编码", "441900"), ("备注", ""),
    )  # fmt: skip
    return Record("penalty", number, decided, cells)


def _form(serial: int, day: date) -> str:
    """The day as this clerk writes it: tables mix forms."""
    return (f"{day.year}/{day.month}/{day.day}", day.isoformat(), cn(day))[serial % 3]


def wide_article(kind: str, day: date, batch: int, records: tuple[Record, ...]) -> Draft:
    """A batch of decisions in one wide table, as pasted from a spreadsheet."""
    head = ("序号", *(label for label, _ in records[0].cells))
    rows = (head, *((str(n + 1), *(value for _, value in record.cells)) for n, record in enumerate(records)))
    word = "许可" if kind == "licence" else "处罚"
    title = f"{BUREAU}行政{word}信息公示（{day.year}年第{batch}批）"
    grid = Grid(rows, caption=f"{BUREAU}行政{word}信息公示表")
    return Draft(title, (*paras(f"现将我局近期作出的行政{word}决定予以公示。"), grid), records=records)


def single_article(kind: str, record: Record) -> Draft:
    """One decision as a label and value table."""
    cells = dict(record.cells)
    word, name = ("许可", cells.get("项目名称")) if kind == "licence" else ("处罚", cells.get("处罚名称"))
    return Draft(f"行政{word}决定：{name}", (Grid(record.cells, "pairs"),), records=(record,))
