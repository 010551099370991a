"""双公示 tables: licences and penalties, one record a row, or one record as label and value rows.

Real tables come out of spreadsheets: merged header cells, headers repeated half-way, a title row on top, serial
numbers for dates. Labels and values are kept as shown; only the decision's number and day are understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from lxml.html import HtmlElement

from crawler.dates import parse_day
from crawler.extract.flow import compact, plain
from crawler.model import Record

Grid = list[list[str]]

_KNOWN = re.compile(
    r"决定书?文?书?号|文书号|文书名称|决定日期|决定时间|决定书日期|相对人|许可内容|许可类别|审批类别|许可编号|许可证(?:书)?(?:编)?号"
    r"|许可机关|处罚机关|处罚结果|处罚内容|处罚依据|处罚事由|处罚名称|处罚类别|处罚种类|处罚决定|违法(?:行为|事实|违规)|案件名称"
    r"|被处罚|罚款金额|许可决定|行政许可|行政处罚|法定代表人|作出.{0,8}机关|有效期|截止期|当事人名称|项目名称|当前状态"
)
_NUMBER = re.compile(r"(?:决定)?文?书?文号|决定书.{0,2}号|文书号|处罚.*文号|许可.*文号")
_OTHER_NUMBER = re.compile(r"许可(?:证书?)?编?号|证书?编号")
_DAY = re.compile(
    r"(?:决定|处罚|许可|作出|核准|批准|发证|颁发|登记|签发).{0,10}(?:日期|时间)$|(?:决定|处罚|许可).{0,3}日$"
)
_NOT_DAY = re.compile(r"有效|截止|公示|受理|期限|更新|自$|至$")
_SERIAL = re.compile(r"[34]\d{4}(?:\.0+)?")
_EXCEL_EPOCH = date(1899, 12, 30)
_MOST_ROWS, _MOST_COLUMNS = 3000, 80


def read_records(tree: HtmlElement) -> tuple[Record, ...]:
    """All licence and penalty records in the tables of a page, in order; empty where no table is a 双公示 table.

    `doc_no` comes from 决定书文号 or 文书号, else from the licence's number; `decided_on` from 决定日期 in any of
    the forms dates have, Excel's serial numbers (days since 1899-12-30) included.
    """
    found: list[Record] = []
    seen: list[list[Record]] = []
    for table in tree.iter("table"):
        if _KNOWN.search("".join(table.itertext())) is None or not any(map(_KNOWN.search, _sample(table))):
            continue
        if any(_KNOWN.search(text) for inner in table.iterdescendants("table") for text in _sample(inner)):
            continue  # a layout table around the real one
        grid = _grid(table)
        records = _wide(grid) or _narrow(grid)
        if records in seen:
            continue  # a copy for print or for another theme
        seen.append(records)
        found.extend(records)
    return tuple(found)


def day_of_cell(text: str) -> date | None:
    """The day in a table cell: any written form, or an Excel serial between 1982 and 2036."""
    cleaned = compact(text)
    if _SERIAL.fullmatch(cleaned):
        return _EXCEL_EPOCH + timedelta(days=int(float(cleaned)))
    return parse_day(text)


def _sample(table: HtmlElement) -> Iterator[str]:
    for row in list(table.iter("tr"))[:40]:
        for cell in row:
            if cell.tag in ("td", "th"):
                text = compact("".join(cell.itertext()))
                if 2 <= len(text) <= 30:
                    yield text


def _grid(table: HtmlElement) -> Grid:
    """The table as a rectangle: merged cells repeat their text in every place they cover."""
    rows: Grid = []
    pending: dict[int, tuple[int, str]] = {}  # column → rows still covered, text
    for row in table.iter("tr"):
        if len(rows) >= _MOST_ROWS:
            break
        line: list[str] = []
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        for cell in cells:
            _fill(line, pending)
            text = plain(" ".join(cell.itertext())) if len(cell) else plain(cell.text or "")
            for _ in range(_span(cell, "colspan")):
                down = _span(cell, "rowspan")
                if down > 1:
                    pending[len(line)] = (down - 1, text)
                line.append(text)
        _fill(line, pending)
        if cells:
            rows.append(line[:_MOST_COLUMNS])
    return rows


def _fill(line: list[str], pending: dict[int, tuple[int, str]]) -> None:
    while len(line) in pending and len(line) < _MOST_COLUMNS:
        left, text = pending.pop(len(line))
        if left > 1:
            pending[len(line)] = (left - 1, text)
        line.append(text)


def _span(cell: HtmlElement, name: str) -> int:
    raw = (cell.get(name) or "1").strip()
    return min(int(raw), _MOST_COLUMNS) if raw.isdecimal() and raw.isascii() and int(raw) > 0 else 1


# --- one record a row -------------------------------------------------------------------------------


def _wide(grid: Grid) -> list[Record]:
    found: list[Record] = []
    labels: list[str] | None = None
    title = " ".join(grid[0][:1]) if grid else ""
    number = 0
    while number < len(grid):
        row = grid[number]
        if _is_header(row):
            labels = [compact(text) for text in row]
            if number + 1 < len(grid) and _continues_header(row, grid[number + 1]):
                number += 1
                labels = [_joint(upper, compact(lower)) for upper, lower in zip(labels, grid[number], strict=False)]
        elif labels and len(set(row)) > 1 and abs(len(row) - len(labels)) <= 1:
            record = _record(dict(_pairs(labels, row)), title)
            if record:
                found.append(record)
        number += 1
    return found


def _is_header(row: Sequence[str]) -> bool:
    cells = {compact(text) for text in row} - {""}
    known = sum(
        1 for text in cells if len(text) <= 30 and _KNOWN.search(text) and not any(c.isdigit() for c in text[:4])
    )
    return len(cells) >= 3 and known >= 2 and known * 3 >= len(cells) and all(len(text) <= 40 for text in cells)


def _continues_header(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """A second header row under merged cells: it repeats what spans both rows and splits what spans columns."""
    if len(upper) != len(lower):
        return False
    shared = sum(1 for a, b in zip(upper, lower, strict=True) if a and a == b)
    merged = len(upper) - len(set(upper))
    return shared > 0 and merged > 0 and all(len(text) <= 30 for text in lower)


def _joint(upper: str, lower: str) -> str:
    return upper if upper == lower or not lower else lower if not upper or upper in lower else f"{upper}{lower}"


def _pairs(labels: Sequence[str], row: Sequence[str]) -> Iterator[tuple[str, str]]:
    used: dict[str, int] = {}
    for label, value in zip(labels, row, strict=False):
        if label:
            used[label] = used.get(label, 0) + 1
            yield (label if used[label] == 1 else f"{label}_{used[label]}"), value


# --- one record as label and value rows -------------------------------------------------------------


def _narrow(grid: Grid) -> list[Record]:
    found: list[Record] = []
    fields: dict[str, str] = {}
    for row in grid:
        cells = [text for number, text in enumerate(row) if number == 0 or text != row[number - 1]]
        if len(cells) % 2 and len(cells) > 1 and compact(cells[0]).isdecimal():
            cells = cells[1:]
        if len(cells) < 2 or len(cells) > 6:
            continue
        for label, value in zip(cells[::2], cells[1::2], strict=False):
            name = compact(label).strip("：:")
            if not name or len(name) > 30:
                continue
            if name in fields and _NUMBER.search(name):
                found.extend(_finished(fields))
                fields = {}
            fields.setdefault(name, value)
    found.extend(_finished(fields))
    return found


def _finished(fields: dict[str, str]) -> list[Record]:
    if sum(1 for label in fields if _KNOWN.search(label)) < 2:
        return []
    record = _record(dict(fields), "")
    return [record] if record else []


# --- one record -------------------------------------------------------------------------------------


def _record(fields: dict[str, str], title: str) -> Record | None:
    number = _first(fields, _NUMBER) or _first(fields, _OTHER_NUMBER)
    day = next(
        (
            found
            for label, value in fields.items()
            if _DAY.search(label) and not _NOT_DAY.search(label) and (found := day_of_cell(value))
        ),
        None,
    )
    if not number and day is None and not any(value for value in fields.values()):
        return None
    return Record(_kind(fields, title), fields, number, day)


def _first(fields: dict[str, str], pattern: re.Pattern[str]) -> str | None:
    for label, value in fields.items():
        if pattern.search(label) and any(char.isdigit() for char in value):
            return value
    return None


def _kind(fields: dict[str, str], title: str) -> str:
    labels = title + "".join(fields)
    return "penalty" if labels.count("处罚") + labels.count("违法") > labels.count("许可") else "licence"
