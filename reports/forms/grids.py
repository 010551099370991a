"""The tables of a statistics form as grids: heads, spans and labels as the form prints them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reports.document import INDENT, Cell, Grid, words
from reports.forms import FormField, FormRow, FormTable
from reports.forms.values import FormValues

_INFORMATION = "信息内容"
_APPLICANTS = "申请人情况"


def list_grid(values: FormValues, table: FormTable) -> Grid:
    """One number a row, with its unit (政府信息公开情况统计表); a heading row has a dash."""
    rows = [tuple(Cell(words(head), head="col") for head in table.heads)]
    for row in table.rows:
        shown = words("——") if row.heading else values.words(table.cell(row))
        label = Cell(words(INDENT * row.indent + row.label), head="row", align="left")
        rows.append((label, Cell(words(row.unit or "——")), Cell(shown)))
    return Grid(table.title, tuple(rows), (0.66, 0.12, 0.22), small=False)


def blocks_grid(values: FormValues, table: FormTable) -> Grid:
    """Rows in blocks, each under an item of the regulation and with heads of its own (table 1)."""
    width = max(len(table.fields_of(row)) for row in table.rows)
    rows: list[tuple[Cell, ...]] = []
    for group, members in groupby(table.rows, key=lambda row: row.groups):
        block = list(members)
        fields = table.fields_of(block[0])
        if not fields:  # single numbers between the blocks (网站监管年度报表)
            rows += [_single(values, table, row, width) for row in block]
            continue
        spans = _shares(width, len(fields))
        rows.append((Cell(words(*group), columns=1 + width, head="col"),))
        heads = [Cell(words(each.label), columns=span, head="col") for each, span in zip(fields, spans, strict=True)]
        rows.append((Cell(words(_INFORMATION), head="col"), *heads))
        for row in block:
            cells = [
                Cell(values.words(table.cell(row, each)), columns=span)
                for each, span in zip(fields, spans, strict=True)
            ]
            rows.append((Cell(words(row.label), head="row"), *cells))
    return Grid("", tuple(rows), (0.28, *[0.72 / width] * width), heads=0, small=False, whole=True)


def _single(values: FormValues, table: FormTable, row: FormRow, width: int) -> tuple[Cell, ...]:
    shown = words("——") if row.heading else values.words(table.cell(row))
    return Cell(words("".join((*row.groups, row.label))), head="row"), Cell(shown, columns=width)


def matrix_grid(values: FormValues, table: FormTable) -> Grid:
    """Rows under up to two heads at the side, fields under groups (table 2)."""
    deep = 1 + max(len(row.groups) for row in table.rows)
    corner = words(f"（{table.note}）" if table.note else "")
    top = (
        Cell(corner, rows=3, columns=deep, head="col"),
        Cell(words(_APPLICANTS), columns=len(table.fields), head="col"),
    )
    rows = [top, *_field_heads(table.fields, 2)]
    for number, row in enumerate(table.rows):
        heads = list(_side_heads(table.rows, number, deep))
        rows.append((*heads, *(Cell(values.words(table.cell(row, each))) for each in table.fields)))
    side = (0.09, 0.115, 0.265) if deep == 3 else (0.47 / deep,) * deep
    return Grid("", tuple(rows), (*side, *[0.53 / len(table.fields)] * len(table.fields)), heads=3, whole=True)


def line_grid(values: FormValues, table: FormTable) -> Grid:
    """A single row of numbers under heads of several rows (table 3)."""
    deep = 1 + max(len(each.groups) for each in table.fields)
    (row,) = table.rows
    rows = [
        *_field_heads(table.fields, deep),
        tuple(Cell(values.words(table.cell(row, each))) for each in table.fields),
    ]
    return Grid("", tuple(rows), (1 / len(table.fields),) * len(table.fields), heads=deep, whole=True)


def grid_of(values: FormValues, table: FormTable) -> Grid:
    """A table of a form in the shape that its data asks for."""
    if not table.fields:
        return list_grid(values, table)
    if any(row.fields is not None for row in table.rows):
        return blocks_grid(values, table)
    return line_grid(values, table) if len(table.rows) == 1 else matrix_grid(values, table)


def _shares(width: int, number: int) -> list[int]:
    """How many of `width` columns each of `number` cells takes, the first ones more where it does not divide."""
    each, more = divmod(width, number)
    return [each + (index < more) for index in range(number)]


def _field_heads(fields: Sequence[FormField], deep: int) -> Iterator[tuple[Cell, ...]]:
    """The head rows above fields: groups over their members, a field without group reaching down."""
    for level in range(deep):
        cells: list[Cell] = []
        for _, members in groupby(enumerate(fields), key=lambda pair: _above(pair, level)):
            same = [field for _, field in members]
            depth = len(same[0].groups)
            if level < depth:
                last = level == depth - 1 and depth < deep - 1
                rows = deep - 1 - level if last and not _parted(fields, same[0].groups) else 1
                cells.append(Cell(words(same[0].groups[level]), rows=rows, columns=len(same), head="col"))
            elif level == _label_level(fields, same[0], deep):
                cells += [Cell(words(field.label), rows=deep - level, head="col") for field in same]
        yield tuple(cells)


def _above(pair: tuple[int, FormField], level: int) -> tuple[object, ...]:
    """What makes neighbours share a head: the groups down to a level, or nothing where there are no more."""
    number, field = pair
    return field.groups[: level + 1] if level < len(field.groups) else (number,)


def _parted(fields: Sequence[FormField], groups: tuple[str, ...]) -> bool:
    """True where a group has groups of its own below it."""
    return any(field.groups[: len(groups)] == groups and len(field.groups) > len(groups) for field in fields)


def _label_level(fields: Sequence[FormField], field: FormField, deep: int) -> int:
    """The head row in which a field's own label begins: right below its groups, however deep the others are."""
    return len(field.groups) if not field.groups or len(field.groups) == deep - 1 else deep - 1


def _side_heads(rows: Sequence[FormRow], number: int, deep: int) -> Iterator[Cell]:
    """The heads to the left that begin in a row: groups over their rows, then the label over what is left."""
    row = rows[number]
    before = rows[number - 1].groups if number else ()
    for level, group in enumerate(row.groups):
        key = row.groups[: level + 1]
        if before[: level + 1] == key:
            continue
        length = next((count for count, other in enumerate(rows[number:]) if other.groups[: level + 1] != key), None)
        yield Cell(words(group), rows=length or len(rows) - number, head="row")
    yield Cell(words(row.label), columns=deep - len(row.groups), head="row", align="left")
