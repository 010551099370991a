"""What was published by class and month: a chart, and beside it the table with the figures."""

from __future__ import annotations

from collections.abc import Mapping

from reports.document import Blank, Block, Cell, Chart, Grid, Paragraph, Series, words
from reports.figures import Figures
from reports.summaries import percent

MONTHS = tuple(f"{month}月" for month in range(1, 13))
SHOWN = 7  # series of the chart that can be told apart; more classes share the last one
REST = "其余类别"


def month_blocks(figures: Figures) -> list[Block]:
    """The chart and its table, or a blank where nobody knows."""
    made = figures.count("published.by_class_month")
    if made.value is None:
        return [Paragraph((Blank(f"各类栏目各月公开政府信息数（{made.note}）"),))]
    table = by_class(made.parts)
    if not table:
        return []
    year = figures.scope.year
    chart = Chart(f"{year}年各月公开政府信息数{caveat(figures)}", "条", MONTHS, _series(table), summary(table))
    return [chart, _grid(figures, table)]


def by_class(parts: Mapping[str, object]) -> dict[str, tuple[int, ...]]:
    """The numbers of the twelve months of each class (parts as 动态要闻/3月), largest class first."""
    found: dict[str, list[int]] = {}
    for part, value in parts.items():
        name, _, month = part.rpartition("/")
        if month in MONTHS:
            found.setdefault(name, [0] * 12)[MONTHS.index(month)] = int(str(value))
    return {name: tuple(found[name]) for name in sorted(found, key=lambda name: (-sum(found[name]), name))}


def summary(table: Mapping[str, tuple[int, ...]]) -> str:
    """What the chart shows, in words."""
    sums = [sum(numbers[month] for numbers in table.values()) for month in range(12)]
    most, least = max(sums), min(sums)
    largest = next(iter(table))
    share = percent(sum(table[largest]), sum(sums))
    return (
        f"全年{sum(sums)}条；{_named(sums, most)}最多，{most}条，{_named(sums, least)}最少，{least}条；"
        f"{largest}类最多，{sum(table[largest])}条，占{share}%。"
    )


def _named(sums: list[int], value: int) -> str:
    return "、".join(MONTHS[month] for month, number in enumerate(sums) if number == value)


def _series(table: Mapping[str, tuple[int, ...]]) -> tuple[Series, ...]:
    names = list(table)
    if len(names) <= SHOWN:
        return tuple(Series(name, table[name]) for name in names)
    alone, together = names[: SHOWN - 1], names[SHOWN - 1 :]
    rest = tuple(sum(table[name][month] for name in together) for month in range(12))
    return (*(Series(name, table[name]) for name in alone), Series(REST, rest))


def caveat(figures: Figures) -> str:
    """Said once above a table of small numbers, where 不完整 beside each of them could not be read."""
    complete, _ = figures.scope.coverage(("bureau",))
    return "" if complete else "（采集不完整，仅为已查实的数量）"


def _grid(figures: Figures, table: Mapping[str, tuple[int, ...]]) -> Grid:
    heads = ("类别", *MONTHS, "合计")
    rows = [tuple(Cell(words(head), head="col") for head in heads)]
    for name in table:
        parts = [f"{name}/{month}" for month in MONTHS]
        months = tuple(Cell((figures.figure("published.by_class_month", part, complete=True),)) for part in parts)
        total = Cell((figures.figure("published.by_class", name, complete=True),))
        rows.append((Cell(words(name), head="row", align="left"), *months, total))
    sums = [sum(numbers[month] for numbers in table.values()) for month in range(12)]
    all_of_them = Cell((figures.figure("published.own_site", complete=True),))
    rows.append((Cell(words("合计"), head="row"), *(Cell(words(str(number))) for number in sums), all_of_them))
    title = f"{figures.scope.year}年本单位网站各类栏目各月公开政府信息数（单位：条）{caveat(figures)}"
    return Grid(title, tuple(rows), (0.14, *[0.065] * 12, 0.08), whole=True)
