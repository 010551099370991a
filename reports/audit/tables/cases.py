"""Table 3: one row of fifteen numbers under heads of two or three rows; sometimes printed the other way round."""

from __future__ import annotations

from reports.audit.grids import heads_above
from reports.audit.paper import Grid
from reports.audit.tables.found import Found
from reports.audit.values import CellState, state_of
from reports.audit.wording import compact

_OUTCOMES = (("维持", "upheld"), ("纠正", "corrected"), ("审结", "pending"), ("其他", "other"))
_TOTALS = ("总计", "合计", "小计", "总数")


def read_cases(found: Found, grid: Grid) -> None:
    """The cells of table 3."""
    for turned in (grid, _turned(grid)):
        row = _numbers_row(turned)
        if row is not None and _read(found, turned, row):
            return
    found.unknown.append(f"{grid.place}（复议、诉讼）的列与格式不同，未读")


def _turned(grid: Grid) -> Grid:
    return Grid(
        tuple(zip(*grid.rows, strict=True)), grid.place, grid.caption, frozenset((f, r) for r, f in grid.merged)
    )


def _numbers_row(grid: Grid) -> int | None:
    """The row with most numbers (slashes and blanks count behind them)."""

    def weight(row: int) -> tuple[int, int]:
        states = [state_of(text) for text in grid.rows[row]]
        words = states.count(CellState.WORDS)
        return states.count(CellState.NUMBER), len(states) - 2 * words

    best = max(range(len(grid.rows)), key=weight)
    states = [state_of(text) for text in grid.rows[best]]
    words = states.count(CellState.WORDS)
    return best if len(states) - words >= 4 and words <= 1 else None


def _read(found: Found, grid: Grid, row: int) -> bool:
    table = found.form.table("t3")
    fields = [place for place, text in enumerate(grid.rows[row]) if state_of(text) is not CellState.WORDS]
    heads = heads_above(grid, row, fields)
    named = [_name(texts, grid.caption) for texts in heads]
    if len(set(named)) != len(named) or None in named:
        if len(fields) != len(table.fields):
            return False
        named = [field.id for field in table.fields]  # heads that span are not told: by position
    known = {field.id for field in table.fields}
    if not any(name in known for name in named):
        return False
    for place, name in zip(fields, named, strict=True):
        if name in known:
            found.add(table.cell(table.rows[0], table.field(name)), grid, row, grid.rows[row][place])
    return True


def _name(texts: tuple[str, ...], caption: str) -> str | None:
    """The form's name of a field by its heads: 行政诉讼 / 复议后起诉 / 结果维持 → after.upheld."""
    if not texts:
        return None
    above, leaf = compact("".join(texts[:-1])), compact(texts[-1])
    whole = above or compact(caption)
    group = next((name for words, name in _GROUPS if any(word in whole for word in words)), None)
    outcome = "total" if any(word in leaf for word in _TOTALS) else None
    outcome = outcome or next((name for word, name in _OUTCOMES if word in leaf), None)
    return f"{group}.{outcome}" if group and outcome else None


_GROUPS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("未经复议", "直接起诉"), "direct"),
    (("复议后", "经复议"), "after"),
    (("行政复议", "复议"), "review"),
)
