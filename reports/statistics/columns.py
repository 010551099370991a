"""The columns of the site: which published most, which nothing, and what changed since the year before."""

from __future__ import annotations

from crawler.catalogue.queries import ColumnRow
from reports.document import Blank, Block, Cell, Grid, Paragraph, Words, words
from reports.figures import Figures
from reports.prose import Clause, enumerated, known, say_clause
from reports.statistics.months import caveat
from reports.typography import chinese_dates
from reports.words import self_name

MOST = 10  # columns in the table of the largest
_NAMED = 20  # empty columns that are named


def column_blocks(figures: Figures) -> list[Block]:
    """Numbers by level, changes, the largest columns, and those in which nothing was published in the year."""
    blocks: list[Block] = [Paragraph(each) for each in (_levels(figures), _changes(figures)) if each]
    if known(figures, "published.by_column"):
        blocks += [block for block in (_largest(figures), _empty(figures)) if block is not None]
    return blocks


def list_columns(figures: Figures) -> list[ColumnRow]:
    """The columns of the site that hold a list of items and could be read."""
    return [column for column in figures.scope.columns if column.kind == "list" and column.readable]


def _levels(figures: Figures) -> Words:
    clauses = [
        Clause(f"columns.level{level}", f"{name}级栏目{{columns.level{level}}}个", "")
        for level, name in enumerate("一二三", start=1)
    ]
    said = [made for made in (say_clause(figures, clause) for clause in clauses) if made]
    if not said or not known(figures, "columns.total"):
        return ()
    start = figures.say(f"{self_name(figures.scope.organ_name)}网站共有栏目{{columns.total}}个，其中")
    return start + enumerated(said) + words("。")


def _changes(figures: Figures) -> Words:
    names = {"opened": "新开设", "merged": "归并", "closed": "撤销", "moved": "迁移"}
    if not all(known(figures, f"columns.{name}") for name in names):
        why = chinese_dates(figures.count("columns.merged").note)
        return (Blank(f"与上年末相比栏目新开设、归并、撤销、迁移情况（{why}）"),)
    said = [figures.say(f"{shown}栏目{{columns.{name}}}个") for name, shown in names.items()]
    return words("与上年末相比，") + enumerated(said) + words("。")


def _largest(figures: Figures) -> Grid | None:
    parts = figures.count("published.by_column").parts
    top = [path for path in sorted(parts, key=lambda path: (-parts[path], path)) if parts[path]][:MOST]
    if not top:
        return None
    rows = [tuple(Cell(words(head), head="col") for head in ("序号", "栏目", "信息数（条）"))]
    rows += [
        (
            Cell(words(str(number))),
            Cell(words(path), head="row", align="left"),
            Cell((figures.figure("published.by_column", path, complete=True),)),
        )
        for number, path in enumerate(top, start=1)
    ]
    title = f"{figures.scope.year}年公开信息最多的{len(top)}个栏目{caveat(figures)}"
    return Grid(title, tuple(rows), (0.1, 0.7, 0.2), small=False, whole=True)


def _empty(figures: Figures) -> Paragraph | None:
    """Columns without anything of the year; those not walked whole are left out, for nobody knows."""
    parts = figures.count("published.by_column").parts
    empty = [column.path for column in list_columns(figures) if column.complete and not parts.get(column.path)]
    if not empty:
        return None
    named = "、".join(f"“{path}”" for path in empty[:_NAMED])
    more = "等" if len(empty) > _NAMED else ""
    return Paragraph(words(f"本年没有公开信息的栏目有{len(empty)}个：{named}{more}。"))
