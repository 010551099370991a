"""Words for tests about licences and penalties: whole records, from which a test takes away what it is about.

page("处罚公示", "2016-03-10", penalty("东安监罚〔2016〕12号", "2016-03-05", 处罚依据=None))
"""

from __future__ import annotations

from collections.abc import Sequence

from crawler.model import ColumnClass, Outcome, Record
from tests.builders import column, record, row

PENALTY = {
    "行政相对人名称": "东莞市甲五金制品有限公司",
    "处罚类别": "罚款",
    "处罚事由": "未对从业人员进行安全生产教育和培训",
    "处罚依据": "《中华人民共和国安全生产法》第九十四条",
    "处罚结果": "罚款2万元",
    "处罚机关": "东莞市安全生产监督管理局",
}
LICENCE = {
    "行政相对人名称": "东莞市乙化工有限公司",
    "许可类别": "普通",
    "许可内容": "危险化学品经营",
    "许可机关": "东莞市安全生产监督管理局",
}


def penalty(number: str | None, decided: str | None = "2016-03-05", **changed: str | None) -> Record:
    """A penalty with all its fields; a changed field that is None is not there at all, number and day likewise."""
    return _whole("penalty", "处罚决定书文号", "处罚决定日期", PENALTY, number, decided, changed)


def licence(number: str | None, decided: str | None = "2016-03-05", **changed: str | None) -> Record:
    """A licence with all its fields; a changed field that is None is not there at all, number and day likewise."""
    return _whole("licence", "许可决定书文号", "许可决定日期", LICENCE, number, decided, changed)


def _whole(
    kind: str,
    number_label: str,
    day_label: str,
    usual: dict[str, str],
    number: str | None,
    decided: str | None,
    changed: dict[str, str | None],
) -> Record:
    fields = {number_label: number, day_label: decided, **usual, **changed}
    shown = {label: value for label, value in fields.items() if value is not None}
    return record(kind, number if number and any(map(str.isdigit, number)) else None, decided, shown)


def page(title: str, published: str | None, *records: Record, text: str = "", files: Sequence[str] = ()) -> row:
    """A page of the list with these records in its table."""
    return row(title, published, published, records=records, text=text, files=files)


def decisions(
    *rows: row, path: str = "行政处罚", identity: str = "col.penalty", outcome: Outcome = Outcome.OK, pages: int = 1
) -> column:
    """A column of decisions."""
    return column(path, ColumnClass.EVENT, rows=rows, identity=identity, outcome=outcome, pages=pages)
