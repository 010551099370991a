"""Rows of a list in the markups that sites use. Each writer takes rows and gives markup and what a reader sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from random import Random

from benchmarks.extraction.shapes import words
from benchmarks.extraction.shapes.model import RowShape

Rows = list[RowShape]
Writer = Callable[[Random, Rows], tuple[str, Rows]]


@dataclass(frozen=True, slots=True)
class Markup:
    """One way of writing a list."""

    name: str
    write: Writer
    fewest: int = 0  # rows below which nobody writes it so


def shown(rng: Random, day: date) -> str:
    """A day as lists print it, with a year."""
    return rng.choice(
        (
            day.isoformat(),
            day.isoformat(),
            f"[{day.isoformat()}]",
            f"({day.isoformat()})",
            f"{day.year}年{day.month:02d}月{day.day:02d}日",
            f"{day.year}/{day.month}/{day.day}",
            f"{day.year}.{day.month:02d}.{day.day:02d}",
            f"{day.isoformat()} 08:30",
            f"发布时间：{day.isoformat()}",
            f"{day.year}-{day.month}-{day.day}",
        )
    )


def _one_style(rng: Random, rows: Rows) -> list[str]:
    """All rows of a list print their days alike."""
    state = rng.getstate()
    found = []
    for row in rows:
        rng.setstate(state)
        found.append(shown(rng, row.day) if row.day else "")
    return found


def _link(row: RowShape, extra: str = "", text: str | None = None) -> str:
    return f'<a href="{escape(row.href)}" target="_blank"{extra}>{escape(row.title) if text is None else text}</a>'


def items(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """`<ul><li><a>…</a><span>date</span></li>`, date on either side."""
    name = rng.choice(("list", "news_list", "xxgk-list", "lb", "gl-list", ""))
    first = rng.random() < 0.3
    tag = rng.choice(("span", "em", "i", "font", "b"))
    out = []
    for row, day in zip(rows, _one_style(rng, rows), strict=True):
        told = f"<{tag}>{day}</{tag}>"
        dot = rng.choice(("", "·", "&middot;", "<img src='/images/dot.gif'>"))
        out.append(f"<li>{told}{dot}{_link(row)}</li>" if first else f"<li>{dot}{_link(row)}{told}</li>")
    return f'<ul class="{name}">{"".join(out)}</ul>', rows


def bare_text(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """The date stands behind the link as bare text."""
    out = [f"<li>{_link(row)} {day}</li>" for row, day in zip(rows, _one_style(rng, rows), strict=True)]
    return f"<div class=con><ul>{''.join(out)}</ul></div>", rows


def table(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """A table without a header: dot, title, date."""
    out = [
        f'<tr><td width=20><img src="/images/d.gif"></td><td>{_link(row)}</td><td width=90>{day}</td></tr>'
        for row, day in zip(rows, _one_style(rng, rows), strict=True)
    ]
    return f"<table width=100% cellspacing=0>{''.join(out)}</table>", rows


def own_tables(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """A table for each row, as page builders of 2005 wrote it."""
    out = [
        f"<table width=96% border=0 class=winstyle123><tr><td>{_link(row)}</td><td align=right><span class=timestyle123>{day}</span></td></tr></table>"
        for row, day in zip(rows, _one_style(rng, rows), strict=True)
    ]
    return f"<div>{''.join(out)}</div>", rows


def headed(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """A table with a header row."""
    label = rng.choice(("发布日期", "日期", "发布时间", "公开日期"))
    out = [
        f"<tr><td>{n}</td><td>{_link(row)}</td><td>{words.ORGANS[n % 9]}</td><td>{row.day.isoformat() if row.day else ''}</td></tr>"
        for n, row in enumerate(rows, 1)
    ]
    head = f"<tr><th>序号</th><th>标题</th><th>发布机构</th><th>{label}</th></tr>"
    return f"<table class=tab border=1><tbody>{head}{''.join(out)}</tbody></table>", rows


def indexed(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """A disclosure catalogue: 索引号, 名称, 文号, days of making and of publishing."""
    out = []
    for row in rows:
        day = row.day or words.some_day(rng)
        made = words.some_day(rng, 2003, 2006)
        out.append(
            f"<tr><td>{words.index_no(rng, day)}</td><td>{_link(row)}</td><td>{words.doc_no(rng, day.year)}</td>"
            f"<td>{made.isoformat()}</td><td>{day.isoformat()}</td></tr>"
        )
    head = "<tr><td>索引号</td><td>名称</td><td>文号</td><td>成文日期</td><td>发布日期</td></tr>"
    return f"<table border=1>{head}{''.join(out)}</table>", rows


def boxes(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """`<div class=item>`, some with a summary below the title."""
    summary = rng.random() < 0.5
    out = []
    for row, day in zip(rows, _one_style(rng, rows), strict=True):
        text = f'<p class="desc">{words.paragraphs(rng, 1, 1)[0][:60]}…</p>' if summary else ""
        out.append(f'<div class="item"><h3>{_link(row)}</h3><span class="time">{day}</span>{text}</div>')
    return f'<div class="listbox">{"".join(out)}</div>', rows


def definitions(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """`<dl><dt>title</dt><dd>date</dd>`, one for each row."""
    out = [
        f"<dl><dt>{_link(row)}</dt><dd>{day}</dd></dl>" for row, day in zip(rows, _one_style(rng, rows), strict=True)
    ]
    return f"<div class=dllist>{''.join(out)}</div>", rows


def inside(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """Title and date both inside the link."""
    out = [
        f'<li><a href="{escape(row.href)}"><span class="t">{escape(row.title)}</span><span class="d">{day}</span></a></li>'
        for row, day in zip(rows, [r.day.isoformat() if r.day else "" for r in rows], strict=True)
    ]
    return f"<ul>{''.join(out)}</ul>", rows


def split(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """Day and month in boxes of their own."""
    form = rng.randrange(2)
    out = []
    for row in rows:
        day = row.day or words.some_day(rng)
        if form:
            told = f'<div class="date"><b>{day.day:02d}</b><i>{day.year}-{day.month:02d}</i></div>'
        else:
            told = f"<div class=date><span>{day.day}</span><em>{day.year}.{day.month:02d}</em></div>"
        out.append(f"<li>{told}<p>{_link(row)}</p></li>")
    return f"<ul class=imglist>{''.join(out)}</ul>", rows


def cut(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """Titles cut with dots, whole in the `title` attribute."""
    dots = rng.choice(("...", "…", "……"))
    out = [
        f'<li>{_link(row, f""" title="{escape(row.title)}" """, escape(row.title[:9]) + dots)}<span>{day}</span></li>'
        for row, day in zip(rows, _one_style(rng, rows), strict=True)
    ]
    return f"<ul class=list>{''.join(out)}</ul>", rows


def tagged(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """A link to the category in front of each title."""
    out = [
        f'<li>[<a href="/c{n % 3}/">{("通知", "公告", "公示")[n % 3]}</a>] {_link(row)} <span>{day}</span></li>'
        for n, (row, day) in enumerate(zip(rows, _one_style(rng, rows), strict=True))
    ]
    return f"<ul>{''.join(out)}</ul>", rows


def fives(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """Cut into pieces of five, a list for each piece or a line between."""
    lists = rng.random() < 0.5
    days = _one_style(rng, rows)
    cells = [f"<li>{_link(row)}<span>{day}</span></li>" for row, day in zip(rows, days, strict=True)]
    pieces = ["".join(cells[n : n + 5]) for n in range(0, len(cells), 5)]
    if lists:
        return "<div class=box>" + "<div class=line></div>".join(
            f"<ul class=l>{piece}</ul>" for piece in pieces
        ) + "</div>", rows
    return "<ul>" + '<li class="line"></li>'.join(pieces) + "</ul>", rows


def pinned(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """The first rows are pinned: out of order, and marked."""
    mark = rng.choice(('<img src="/images/zhiding.gif" alt="置顶">', "<font color=red>[置顶]</font>", "【置顶】"))
    days = _one_style(rng, rows)
    out = [
        f"<li>{mark if n < 2 else ''}{_link(row)}<span>{day}</span></li>"
        for n, (row, day) in enumerate(zip(rows, days, strict=True))
    ]
    return f"<ul class=newslist>{''.join(out)}</ul>", rows


def yearless(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """`[03-15]` without a year: only an address with the day proves one."""
    proven = rng.random() < 0.5
    seen: Rows = []
    out = []
    for row in rows:
        day = row.day or words.some_day(rng)
        number = hash_of(row.href)
        href = f"./{day:%Y%m}/t{day:%Y%m%d}_{number}.html" if proven else f"../info/1002/{number}.htm"
        kept = replace(row, href=href, day=day if proven else None)
        seen.append(kept)
        out.append(f"<li>{_link(kept)}<span>[{day:%m-%d}]</span></li>")
    return f"<ul>{''.join(out)}</ul>", seen


def hash_of(text: str) -> int:
    """A number that is the same in every process."""
    return sum(ord(char) * (n + 7) for n, char in enumerate(text)) % 1_000_000 + 100


def pairs(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """Two entries side by side in each row of a table."""
    cells = [f"<td>·{_link(row)}</td><td>{day}</td>" for row, day in zip(rows, _one_style(rng, rows), strict=True)]
    out = [f"<tr>{''.join(cells[n : n + 2])}</tr>" for n in range(0, len(cells), 2)]
    return f"<table width=100%>{''.join(out)}</table>", rows


def paragraphs(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """`<p>` or `<br>` lines without any list markup."""
    days = _one_style(rng, rows)
    if rng.random() < 0.5:
        return "".join(f"<p>{_link(row)}　{day}</p>" for row, day in zip(rows, days, strict=True)), rows
    return "<div class=nr>" + "".join(
        f"{_link(row)} {day}<br>" for row, day in zip(rows, days, strict=True)
    ) + "</div>", rows


def commented(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """The list stands in a comment, from which script takes it."""
    markup, seen = items(rng, rows)
    return f'<div id="box"><!--{markup}--></div><script>show("box")</script>', seen


def script_array(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """An array of objects in script."""
    names = rng.choice(
        (("title", "url", "date"), ("TITLE", "LINKURL", "PUBDATE"), ("docTitle", "docUrl", "docPubTime"))
    )
    out = ",".join(
        '{"%s":"%s","%s":"%s","%s":"%s"}'  # noqa: UP031
        % (names[0], row.title, names[1], row.href, names[2], row.day.isoformat() if row.day else "")
        for row in rows
    )
    return f'<div id="list"></div><script>var listData=[{out}];render(listData,"list");</script>', rows


def xml_island(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """The whole column as an XML island."""
    out = "".join(
        f"<INFO><InfoID>{n}</InfoID><Title><![CDATA[{row.title}]]></Title><PublishedTime>{row.day}</PublishedTime>"
        f"<ParentCateId></ParentCateId><InfoURL>{row.href}</InfoURL></INFO>"
        for n, row in enumerate(rows, 1)
    )
    return (
        f'<xml id="DocumentsDataSrc12"><RECS totalRecs="{len(rows)}">{out}</RECS></xml><div id="CP1"></div>'
        "<script>new toPage(1)</script>"
    ), rows


def datastore(rng: Random, rows: Rows) -> tuple[str, Rows]:
    """The first group of a column in a datastore."""
    out = "".join(f"<record><![CDATA[<li>{_link(row)}<span>{row.day}</span></li>]]></record>" for row in rows)
    return (
        f'<div id="456"></div><script type="text/xml"><datastore><recordset>{out}</recordset></datastore></script>'
    ), rows


MARKUPS = (
    Markup("items", items),
    Markup("bare text", bare_text),
    Markup("table", table),
    Markup("own tables", own_tables),
    Markup("headed table", headed),
    Markup("indexed table", indexed),
    Markup("boxes", boxes),
    Markup("definitions", definitions),
    Markup("inside the link", inside),
    Markup("split days", split),
    Markup("cut titles", cut),
    Markup("tagged", tagged),
    Markup("fives", fives, 6),
    Markup("pinned", pinned, 4),
    Markup("yearless", yearless),
    Markup("pairs", pairs, 4),
    Markup("paragraphs", paragraphs, 2),
    Markup("commented", commented, 1),
    Markup("script array", script_array, 1),
    Markup("XML island", xml_island, 1),
    Markup("datastore", datastore, 1),
)
