"""The text of an article, and what stands below it: signature, attachments, neighbours, related news, comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from random import Random

from benchmarks.extraction.shapes import words


def text(rng: Random, paragraphs: Sequence[str], signed: str, *, old: bool) -> str:
    """The body with paragraphs in one of many markups; `signed` is the signature or empty."""
    style = rng.randrange(5)
    if style == 0:
        inner = "".join(f"<p>　　{escape(p)}</p>" for p in paragraphs)
    elif style == 1:
        inner = "<br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(p)}" for p in paragraphs)
    elif style == 2:
        inner = "".join(
            f'<P class=MsoNormal style="TEXT-INDENT: 28pt"><SPAN lang=EN-US>{escape(p[:9])}</SPAN><SPAN>{escape(p[9:])}</SPAN></P>'
            for p in paragraphs
        )
    elif style == 3:
        inner = "".join(f"<div>{escape(p)}</div>" for p in paragraphs)
    else:
        inner = f"<style>.a{{color:red}}</style><p>{'</p><p>'.join(escape(p) for p in paragraphs)}</p>"
    tail = f'<p style="text-align:right">{signed}</p>' if signed and style % 2 else f"<p>{signed}</p>" if signed else ""
    inner += tail
    if old:
        return rng.choice(
            (
                f'<td class="content" valign=top style="padding:10px">{inner}</td>',
                f"<tr><td><font size=3>{inner}</font></td></tr>",
                f'<div id="zoom"><FONT id=zoom>{inner}</FONT></div>',
                f'<table width="96%"><tr><td id="fontzoom">{inner}</td></tr></table>',
            )
        )
    return rng.choice(
        (
            f'<div class="TRS_Editor"><div class="TRS_Editor">{inner}</div></div>',
            f'<div id="zoom">{inner}</div>',
            f'<div id="vsb_content" class="v_news_content">{inner}</div>',
            f'<div class="article-content">{inner}</div>',
            f'<UCAPCONTENT><div id="UCAP-CONTENT">{inner}</div></UCAPCONTENT>',
            f'<div class="nr">{inner}</div>',
            f"<div>{inner}</div>",
            f'<div class="con_con"><!--ZJEG_RSS.content.begin--><meta name="ContentStart">{inner}<!--ZJEG_RSS.content.end--></div>',
        )
    )


def signature(rng: Random, organ: str, day: date) -> str:
    """Organ and day below the text: the day of writing."""
    shown = rng.choice((words.spoken(day), words.in_characters(day), f"{day.year}年{day.month:02d}月{day.day:02d}日"))
    return rng.choice((f"{organ}<br>{shown}", f"{organ}</p><p>{shown}", f"{organ}　　{shown}"))


def table_of_dates(rng: Random) -> str:
    """A table in the text with days of its own, some below tempting labels."""
    label = rng.choice(("受理日期", "决定日期", "发布日期", "检查时间", "有效期至"))
    rows = []
    for n in range(rng.randint(2, 9)):
        day = words.some_day(rng, 2011, 2016)
        rows.append(f"<tr><td>{n + 1}</td><td>{words.organ(rng)[:6]}第{n + 3}厂</td><td>{day.isoformat()}</td></tr>")
    return f"<table border=1><tr><td>序号</td><td>单位名称</td><td>{label}</td></tr>{''.join(rows)}</table>"


def attachments(rng: Random) -> str:
    """Files below the text; their names and addresses hold days."""
    day = words.some_day(rng, 2012, 2016)
    name = rng.choice(("申报表", "汇总表", "实施方案"))
    href = rng.choice((f"./P0{day:%Y%m%d}5678901234567.doc", f"/attach/0/{day:%y%m%d}1530.xls", "/download.asp?id=77"))
    return f'<p>附件：<a href="{href}">{name}（{day.isoformat()}）.doc</a></p>'


def below(rng: Random) -> str:
    """上一篇, related news with days, a box of comments, a disclaimer: nothing of it belongs to the article."""
    parts: list[str] = []
    if rng.random() < 0.5:
        before, after = words.some_day(rng, 2012, 2020), words.some_day(rng, 2012, 2020)
        parts.append(
            f'<div class="updown"><p>上一篇：<a href="/info/1/11.htm">{words.title(rng, 501, before)}</a> {before.isoformat()}</p>'
            f'<p>下一篇：<a href="/info/1/12.htm">{words.title(rng, 502, after)}</a> [{after.isoformat()}]</p></div>'
        )
    if rng.random() < 0.5:
        rows = []
        for n in range(rng.randint(2, 6)):
            day = words.some_day(rng, 2012, 2021)
            rows.append(
                f'<li><a href="/info/2/{n}.htm">{words.title(rng, 600 + n, day)}</a><span>{day.isoformat()}</span></li>'
            )
        parts.append(
            f"<div class='about'><h3>{rng.choice(('相关新闻', '相关信息', '相关链接'))}</h3><ul>{''.join(rows)}</ul></div>"
        )
    if rng.random() < 0.15:
        day = words.some_day(rng, 2016, 2020)
        parts.append(
            f'<div class="comments"><h4>网友评论</h4><p>网友 清风 发表于 {day.isoformat()} 20:11:03</p><p>支持！</p></div>'
        )
    if rng.random() < 0.4:
        parts.append(
            '<div class="tools">【<a href="javascript:print()">打印本页</a>】【<a href="javascript:close()">关闭窗口</a>】</div>'
        )
    if rng.random() < 0.15:
        parts.append("<p>声明：转载请注明来源，作者：管理员</p>")
    return "".join(parts)


def hidden(rng: Random, inner: str, way: str) -> str:
    """A text that the page keeps in a place from which script takes it: textarea, script or comment."""
    if way == "textarea":
        return f'<div id="show"></div><textarea id="src" style="display:none">{escape(inner)}</textarea><script>show.innerHTML=src.value</script>'
    if way == "template":
        return (
            f'<div id="show"></div><script type="text/template" id="body">{inner}</script><script>load("body")</script>'
        )
    if way == "comment":
        return f'<div id="show"><!--{inner}--></div><script>uncomment("show")</script>'
    quoted = inner.replace("\\", "\\\\").replace("'", "\\'").replace("/", "\\/").replace("\n", "\\n")
    return (
        f"<div id=show></div><script>var content='{quoted}';document.getElementById('show').innerHTML=content;</script>"
    )
