"""The exam reports as web pages, in the markups that such pages are found in."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from tests.reports.audit.forty_source import Report, Table, Text


def html_page(report: Report) -> str:
    """The page of a report in the markup that its truth names."""
    writers: dict[str, Callable[[Report], str]] = {
        "paragraphs": _paragraphs,
        "nbsp": _nbsp,
        "divs": _divs,
        "font": _font,
        "page": _page,
        "layout": _layout,
        "sections": _sections,
        "editor": _editor,
    }
    return writers[report.make["markup"]](report)


def _head(report: Report) -> str:
    charset = "gb2312" if report.make["encoding"] == "gb18030" else "utf-8"
    title = escape(next(block.text for block in report.blocks if isinstance(block, Text)))
    return f'<head><meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{title}</title></head>'


def _grid(block: Table, *, inside: str = "{}", attributes: str = 'border="1" cellspacing="0"') -> str:
    rows: list[list[str]] = [[] for _ in block.rows]
    for row, _, high, wide, text in block.spans():
        span = (f' rowspan="{high}"' if high > 1 else "") + (f' colspan="{wide}"' if wide > 1 else "")
        rows[row].append(f"<td{span}>{inside.format(escape(text))}</td>")
    lines = "\n".join("<tr>" + "".join(cells) + "</tr>" for cells in rows)
    caption = f"<p style='text-align:center'>{escape(block.caption)}</p>\n" if block.caption else ""
    return f"{caption}<table {attributes}><tbody>\n{lines}\n</tbody></table>"


def _paragraphs(report: Report) -> str:
    parts = []
    for block in report.blocks:
        if isinstance(block, Table):
            parts.append(_grid(block))
        elif block.level == 0:
            parts.append(f"<h1>{escape(block.text)}</h1>")
        elif block.level:
            parts.append(f"<h2>{escape(block.text)}</h2>")
        else:
            parts.append(f'<p style="text-indent:2em">{escape(block.text)}</p>')
    return f"<!DOCTYPE html>\n<html>{_head(report)}\n<body>\n" + "\n".join(parts) + "\n</body></html>\n"


def _nbsp(report: Report) -> str:
    """Indents and gaps between numbers and units are non-breaking spaces; headings are bold paragraphs."""
    parts = []
    for block in report.blocks:
        if isinstance(block, Table):
            parts.append(_grid(block, inside="&nbsp;{}&nbsp;"))
        elif block.level == 0:
            parts.append(f'<p align="center"><strong>{escape(block.text)}</strong></p>')
        elif block.level:
            parts.append(f"<p>&nbsp;&nbsp;&nbsp; <b>{escape(block.text)}</b></p>")
        else:
            text = re.sub(r"(\d)([件条次人])", r"\1&nbsp;\2", escape(block.text).replace("　", "&emsp;"))
            parts.append(f"<p>&nbsp;&nbsp;&nbsp; {text}</p>")
    return f"<html>{_head(report)}<body><div id='zoom'>\n" + "\n".join(parts) + "\n</div></body></html>"


def _divs(report: Report) -> str:
    """No paragraph elements: nested boxes, lines parted by <br>."""
    parts: list[str] = []
    lines: list[str] = []
    title = ""

    def flush() -> None:
        if lines:
            parts.append(
                "<div class='txt'><div>" + "<br/>\n<br/>\n".join(f"　　{line}" for line in lines) + "</div></div>"
            )
            lines.clear()

    for block in report.blocks:
        if isinstance(block, Table):
            flush()
            parts.append(f"<div><div>{_grid(block, attributes='width=100% class=tb')}</div></div>")
        elif block.level == 0:
            title = f"<div class='bt'>{escape(block.text)}</div>"
        else:
            lines.append(escape(block.text))
    flush()
    body = "\n".join(parts)
    inner = f"<div class='w'><div class='c'>{title}<div class='nr'>{body}</div></div></div>"
    return f"<html>{_head(report)}<body>{inner}</body></html>"


def _font(report: Report) -> str:
    """As a word processor saves a page: fonts and spans everywhere, the digits of a number in spans of their own."""

    def runs(text: str) -> str:
        cut = re.sub(r"\d(?=\d)|\d", lambda found: f"<span lang=EN-US>{found.group()}</span>", escape(text))
        return f"<span style='font-size:16.0pt;font-family:仿宋_GB2312'>{cut}<o:p></o:p></span>"

    parts = []
    for block in report.blocks:
        if isinstance(block, Table):
            parts.append(_grid(block, inside="<p class=MsoNormal><font size=3>{}</font></p>"))
        elif block.level is not None:
            parts.append(f"<p class=MsoNormal align=center><b><font face=黑体 size=5>{runs(block.text)}</font></b></p>")
        else:
            parts.append(
                f"<p class=MsoNormal style='text-indent:32.0pt'><font color=#333333>{runs(block.text)}</font></p>"
            )
    body = "\n".join(parts)
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">'
        f"{_head(report)}<body lang=ZH-CN><div class=Section1>\n{body}\n</div></body></html>"
    )


def _page(report: Report) -> str:
    """A whole page of a government site: navigation, breadcrumb, meta line, article, related links, footer."""
    title = ""
    parts = []
    for block in report.blocks:
        if isinstance(block, Table):
            parts.append(_grid(block, inside="<p>{}</p>"))
        elif block.level == 0:
            title = escape(block.text)
        elif block.level or block.bold:
            parts.append(f"<p><strong>　　{escape(block.text)}</strong></p>")
        else:
            parts.append(f"<p>　　{escape(block.text)}</p>")
    body = "\n".join(parts)
    published = report.truth["published"]
    organ = re.split(r"\d{4}年", title)[0]
    menu = "".join(
        f'<li><a href="/{n}/">{name}</a></li>' for n, name in enumerate(("首页", "政务公开", "办事服务", "互动交流"))
    )
    related = "".join(
        f'<li><a href="/nb/{report.year - n}.html">{organ}{report.year - n}年政府信息公开工作年度报告</a>'
        f"<span>{report.year - n + 1}-03-1{n}</span></li>"
        for n in (1, 2, 3)
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">
<html xmlns="http://www.w3.org/1999/xhtml">{_head(report)}
<body>
<div class="header"><div class="top">今天是星期三　天气：多云 12℃~21℃　<a href="/rss">订阅</a></div>
<ul class="nav">{menu}</ul></div>
<div class="position">您当前的位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt;
<a href="/nb/">年度报告</a> &gt; 正文</div>
<div class="main">
<div class="article">
<h1 class="title">{title}</h1>
<div class="info">发布日期：{published} 09:30　来源：{organ}　浏览次数：<span id="hits">1286</span>次
字体：<a href="#">大</a> <a href="#">中</a></div>
<div class="TRS_Editor" id="zoom">
{body}
</div>
<div class="share">扫一扫在手机打开当前页　<a href="#">打印本页</a> <a href="#">关闭窗口</a></div>
</div>
<div class="related"><h3>相关链接</h3><ul>{related}</ul></div>
</div>
<div class="footer"><p>主办：{organ}　网站标识码：3301000018　备案号：某ICP备05000001号　公网安备33010002000123号</p>
<p>您是第 3,265,871 位访问者　建议使用1024×768分辨率浏览</p></div>
</body></html>
"""


def _layout(report: Report) -> str:
    """A page of the years of layout tables: capital tags, the article in a field, lines parted by <BR>, data within."""
    lines: list[str] = []
    for block in report.blocks:
        if isinstance(block, Table):
            lines.append(_grid(block, inside="<FONT size=2>{}</FONT>", attributes="border=1 width='95%' align=center"))
        elif block.level == 0:
            lines.append(f"<CENTER><FONT size=5><B>{escape(block.text)}</B></FONT></CENTER><HR>")
        elif block.level or block.bold:
            lines.append(f"<BR><B>{escape(block.text)}</B><BR>")
        else:
            lines.append(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(block.text)}<BR>")
    body = "\n".join(lines)
    return (
        f"<HTML>{_head(report)}<BODY bgColor=#ffffff><TABLE width=760 border=0 align=center><TR><TD colSpan=2>"
        "<TABLE width='100%' border=0><TR><TD>首页</TD><TD>机构设置</TD><TD>政策法规</TD></TR></TABLE></TD></TR>"
        f"<TR><TD width=140 vAlign=top>栏目导航</TD><TD vAlign=top>\n{body}\n</TD></TR></TABLE></BODY></HTML>"
    )


def _sections(report: Report) -> str:
    """Parts in <section>; a table has a caption of its own and a head in <thead>."""
    parts: list[str] = []
    for block in report.blocks:
        if isinstance(block, Table):
            rows = ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows]
            head = "".join(f"<tr>{''.join(f'<th>{escape(cell)}</th>' for cell in row)}</tr>" for row in block.rows[:1])
            parts.append(
                f"<table><caption>{escape(block.caption)}</caption><thead>{head}</thead>"
                f"<tbody>{''.join(rows[1:])}</tbody></table>"
            )
        elif block.level == 0:
            parts.append(f"<header><h2>{escape(block.text)}</h2></header><section>")
        elif block.level:
            parts.append(f"</section><section><h4>{escape(block.text)}</h4>")
        else:
            parts.append(f"<p>{escape(block.text)}</p>")
    return f"<!DOCTYPE html><html>{_head(report)}<body><article>{''.join(parts)}</section></article></body></html>"


def _editor(report: Report) -> str:
    """As an online editor leaves it: styled spans, empty paragraphs, columns' widths, line breaks within labels."""
    parts: list[str] = []
    for block in report.blocks:
        if isinstance(block, Table):
            table = _grid(block, inside="<p style='margin:0'><span style='font-size:9pt'>{}</span></p>")
            parts.append(re.sub("((?:上一年|本年|处理决定))(?=项目|增/减|数量)", r"\1<br/>", table))
            continue
        style = "text-align:center;font-size:22px" if block.level == 0 else "text-indent:32px;line-height:2"
        text = f"<strong>{escape(block.text)}</strong>" if block.level is not None else escape(block.text)
        parts.append(
            f'<p style="{style}"><span style="color:rgb(0,0,0);font-family:宋体">{text}</span></p><p><br/></p>'
        )
    return (
        f"<!DOCTYPE html><html>{_head(report)}<body><div class='view'>"
        + "\n".join(parts)
        + "<p><br/></p></div><script>var hits = 3021;</script></body></html>"
    )
