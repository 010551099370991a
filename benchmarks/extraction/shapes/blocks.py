"""The 索引号 block above a disclosed document, in the layouts that catalogues use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from random import Random

from benchmarks.extraction.shapes import words
from benchmarks.extraction.shapes.heads import padded

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the block states; None is shown as an empty value."""

    title: str
    index_no: str | None
    doc_no: str | None
    publisher: str
    published: date | None
    written: date | None


def block(rng: Random, facts: Facts) -> str:
    """The block with its labels, in any order and layout."""
    empty = rng.choice(("", "无", "-", "&nbsp;", "/"))
    pairs: list[tuple[str, str]] = [
        (rng.choice(("索引号", "信息索引", "索取号", "索引号")), facts.index_no or empty),
        (rng.choice(("文号", "发文字号", "文件编号")), facts.doc_no or empty),
        (rng.choice(("发布机构", "发文机关", "公开责任部门", "发布单位")), facts.publisher),
        (rng.choice(("名称", "标题", "信息名称", "文件名称")), escape(facts.title)),
        (
            rng.choice(("主题分类", "信息类别", "分类", "组配分类")),
            rng.choice(("安全生产、通知", "综合政务", "其他 / 公告")),
        ),
    ]
    if facts.published is not None:
        label = rng.choice(("发布日期", "公开日期", "发布时间", "信息公开日期"))
        pairs.append((label, facts.published.isoformat() + rng.choice(("", " 00:00", ""))))
    if facts.written is not None:
        pairs.append(("成文日期", rng.choice((words.spoken(facts.written), facts.written.isoformat()))))
    pairs.append((rng.choice(("主题词", "关键词", "有效性", "公开方式")), rng.choice((empty, "主动公开"))))
    if rng.random() < 0.3:
        pairs.append(("废止日期", empty))
    rng.shuffle(pairs)
    return rng.choice(LAYOUTS)(rng, pairs)


def _cells(rng: Random, pairs: Pairs) -> str:
    """Label cell, value cell; two or three pairs a row, the title across."""
    rows: list[str] = []
    line: list[str] = []
    width = rng.choice((2, 2, 3))
    sign = rng.choice(("：", ":", ""))
    tag = rng.choice(("td", "th"))
    for label, value in pairs:
        cell = f"<{tag}>{padded(rng, label)}{sign}</{tag}>"
        if len(value) > 20:
            rows.append(f'<tr>{cell}<td colspan="{2 * width - 1}">{value}</td></tr>')
            continue
        line.append(f"{cell}<td>{value}</td>")
        if len(line) == width:
            rows.append(f"<tr>{''.join(line)}</tr>")
            line = []
    if line:
        rows.append(f"<tr>{''.join(line)}</tr>")
    return f'<table class="xxgk_table" width=95% border=1><tbody>{"".join(rows)}</tbody></table>'


def _bold(rng: Random, pairs: Pairs) -> str:
    """Label in `<b>`, value behind it in the same cell."""
    cells = [f"<td><b>{padded(rng, label)}：</b>{value}</td>" for label, value in pairs]
    rows = [f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in range(0, len(cells), 2)]
    return f"<table class='head'>{''.join(rows)}</table>"


def _items(rng: Random, pairs: Pairs) -> str:
    """`<li><span>label</span>value</li>`."""
    sign = rng.choice(("：", "", ":"))
    items = "".join(f"<li><span>{padded(rng, label)}{sign}</span>{value}</li>" for label, value in pairs)
    return f'<div class="zwgk_comr1"><ul>{items}</ul></div>'


def _definitions(rng: Random, pairs: Pairs) -> str:
    """`<dl><dt><dd>`, one for all or one for each."""
    one = rng.random() < 0.5
    items = [f"<dt>{padded(rng, label)}：</dt><dd>{value}</dd>" for label, value in pairs]
    return f"<dl>{''.join(items)}</dl>" if one else "".join(f"<dl class=clearfix>{item}</dl>" for item in items)


def _lines(rng: Random, pairs: Pairs) -> str:
    """Paragraph lines `label：value`."""
    return "<div class=gk>" + "".join(f"<p>{padded(rng, label)}：{value}</p>" for label, value in pairs) + "</div>"


def _boxes(rng: Random, pairs: Pairs) -> str:
    """`<div><div>label</div><div>value</div></div>`."""
    rows = "".join(
        f'<div class="row"><div class="l">{padded(rng, label)}：</div><div class="r">{value}</div></div>'
        for label, value in pairs
    )
    return f'<div class="metabox">{rows}</div>'


def _bracketed(rng: Random, pairs: Pairs) -> str:
    """【label】 value."""
    return (
        "<table>"
        + "".join(f"<tr><td>【{padded(rng, label)}】 {value}</td></tr>" for label, value in pairs)
        + "</table>"
    )


def _header(rng: Random, pairs: Pairs) -> str:
    """A header row and one row of values."""
    head = "".join(f"<th>{padded(rng, label)}</th>" for label, _ in pairs)
    return f"<table border=1><tr>{head}</tr><tr>{''.join(f'<td>{value}</td>' for _, value in pairs)}</tr></table>"


LAYOUTS: tuple[Callable[[Random, Pairs], str], ...] = (
    _cells,
    _cells,
    _bold,
    _items,
    _definitions,
    _lines,
    _boxes,
    _bracketed,
    _header,
)
