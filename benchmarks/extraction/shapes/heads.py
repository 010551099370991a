"""How a page shows its title and the line of facts below it."""

from __future__ import annotations

from datetime import date
from html import escape
from random import Random

from benchmarks.extraction.shapes import words

LABELS = (
    "发布时间",
    "发布日期",
    "时间",
    "日期",
    "公开日期",
    "信息时间",
    "录入时间",
    "添加时间",
    "发表时间",
    "发文时间",
    "发布于",
    "上传时间",
    "更新日期",
    "更新时间",
    "公布日期",
    "发稿时间",
    "加入时间",
    "信息发布日期",
    "创建时间",
    "编辑日期",
    "刊登日期",
    "发布",
    "上网时间",
    "提供日期",
)


def date_text(rng: Random, day: date, *, plain: bool = False) -> str:
    """A day as sites print it. `plain` leaves out forms that only make sense behind a label."""
    clock = f"{rng.randint(8, 18):02d}:{rng.randint(0, 59):02d}"
    year, month, number = day.year, day.month, day.day
    forms = [
        day.isoformat(),
        f"{day.isoformat()} {clock}",
        f"{day.isoformat()} {clock}:{rng.randint(0, 59):02d}",
        f"{year}年{month}月{number}日",
        f"{year}年{month:02d}月{number:02d}日 {clock}",
        f"{year}/{month}/{number} {clock}:00",
        f"{year}-{month}-{number}",
        f"{day.isoformat()} {clock.replace(':', '∶')}",
        f"{year}.{month:02d}.{number:02d}",
        f"[{day.isoformat()}]",
        f"{day.isoformat()}&nbsp;{clock}",
    ]
    if not plain:
        forms += [
            words.in_characters(day),
            f"{year} 年 {month} 月 {number} 日",
            f"{year:04d}{month:02d}{number:02d}",
            f"{day.isoformat()} 00:00:00.0",
            f"{day.isoformat()}T{clock}:00",
            "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in f"{year}年{month}月{number}日"),
            f"{year}<span>年</span>{month}<span>月</span>{number}<span>日</span>",
            f"<i>{year}</i>-<i>{month:02d}</i>-<i>{number:02d}</i>",
            f"{day:%y}-{month:02d}-{number:02d}",
            f"星期{'一二三四五六日'[day.weekday()]} {day.isoformat()}",
        ]
    return rng.choice(forms)


def padded(rng: Random, label: str) -> str:
    """A label as sites pad it: 来 源, 来　源, 来&nbsp;源."""
    if len(label) > 4 or rng.random() < 0.75:
        return label
    return rng.choice((" ", "　", "&nbsp;", "&nbsp;&nbsp;")).join(label)


def colon(rng: Random) -> str:
    """The colon behind a label."""
    return rng.choice(("：", "：", ":", "： ", " : ", "∶"))


def title_box(rng: Random, title: str, *, old: bool) -> str:
    """The title as a heading, in one of many markups; sometimes broken over lines."""
    text = escape(title)
    if len(title) > 24 and rng.random() < 0.2:
        middle = len(title) // 2
        text = f"{escape(title[:middle])}<br>{escape(title[middle:])}"
    if old:
        return rng.choice(
            (
                f"<p align=center><font size=5 color=red><b>{text}</b></font></p>",
                f'<div align="center" class="bt"><strong>{text}</strong></div>',
                f'<td align="center" height="50" class="title">{text}</td></tr><tr>',
                f"<h2 align=center>{text}</h2>",
                f"<CENTER><FONT class=f18 face=黑体>{text}</FONT></CENTER>",
            )
        )
    return rng.choice(
        (
            f"<h1>{text}</h1>",
            f'<h1 class="article-title">\n   {text}\n</h1>',
            f'<div class="title"><h2>{text}</h2></div>',
            f'<div class="xl-tit">{text}</div>',
            f'<p class="con_title">{text}</p>',
            f'<h3 class="zw-title"><!--bt-->{text}<!--/bt--></h3>',
            f'<div class="bt-article-y"><UCAPTITLE>{text}</UCAPTITLE></div>',
            f'<div class="nr_bt"><span id="zoomtitle">{text}</span></div>',
            f"<h4>{text}</h4>",
        )
    )


def info_line(rng: Random, day: date | None, source: str | None, *, old: bool) -> str:
    """The line of facts below the title: date, source, clicks, author, type size; any of them may be missing."""
    parts: list[str] = []
    if day is not None:
        if rng.random() < 0.8:
            label = rng.choice(LABELS)
            parts.append(f"{padded(rng, label)}{colon(rng)}{date_text(rng, day)}")
        else:
            parts.append(date_text(rng, day, plain=True))
    if source is not None:
        label = rng.choice(("来源", "信息来源", "文章来源", "稿件来源", "来源"))
        parts.append(f"{padded(rng, label)}{colon(rng)}{source}")
    elif rng.random() < 0.2:
        parts.append("来源：")
    extras = [
        "作者：",
        "点击数：<script>hits(12)</script>",
        f"浏览次数：{rng.randint(10, 9000)}",
        "字体：【<a href='javascript:s(16)'>大</a> <a href='javascript:s(14)'>中</a> <a href='javascript:s(12)'>小</a>】",
        "【<a href='javascript:window.print()'>打印</a>】",
        "责任编辑：李四",
        "分享到：",
        "视力保护色：<span style='background:#fff'>&nbsp;</span>",
    ]
    parts += rng.sample(extras, rng.randint(0, 3))
    if rng.random() < 0.4:
        rng.shuffle(parts)
    style = rng.randrange(6)
    if not parts:
        return ""
    if style == 0:
        inner = "".join(f"<span>{part}</span>" for part in parts)
    elif style == 1:
        inner = "".join(f"<li>{part}</li>" for part in parts)
        inner = f"<ul>{inner}</ul>"
    elif style == 2:
        inner = "　　".join(parts)
    elif style == 3:
        inner = " | ".join(parts)
    elif style == 4:
        inner = "".join(f"<p>{part}</p>" for part in parts)
    else:
        inner = "&nbsp;&nbsp;&nbsp;".join(parts)
    if old:
        return rng.choice((f"<p align=center>{inner}</p>", f'<div align="center" class="ly">{inner}</div>'))
    return f'<div class="{rng.choice(("info", "xx", "article-info", "pages-date", "content_subtitle", "sub"))}">{inner}</div>'
