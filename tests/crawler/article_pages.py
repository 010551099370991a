"""Made-up article pages in the layouts of real platforms, for the tests of the article reader."""

from __future__ import annotations

from crawler.page import Page

URL = "http://www.example.gov.cn/publicfiles/business/htmlfiles/anjian/s1/201603/159009.htm"
TITLE = "关于做好2016年春季安全生产工作的通知"
TEXT = (
    "<p>　　为贯彻落实国务院安委会的部署要求，切实做好当前安全生产工作，现将有关事项通知如下。</p>"
    "<p>　　一、提高认识，加强领导，落实责任，确保2016年2月1日起各项措施到位，联系电话0769-22223333。</p>"
)
SIGNED = f"{TEXT}<p align=right>某市安全生产监督管理局</p><p align=right>2016年3月9日</p>"
# A clock above, other articles' dates beside and a date in the footer: none of them is the article's.
TOP = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>'
    "<li><a href='/hdjl/'>互动交流</a></li></ul><span>今天是2018年7月28日 星期六</span></div>"
)
SIDE = (
    '<div class="right"><h3>热点新闻</h3><ul>'
    '<li><a href="/a/1.htm">市安委会召开全体会议部署国庆安全工作</a><span>2016-09-28</span></li>'
    '<li><a href="/a/2.htm">我局开展安全生产月活动</a><span>2016-06-01</span></li></ul></div>'
)
FOOT = (
    '<div class="footer">版权所有：某市安全生产监督管理局 更新日期：2018-07-28'
    ' <a href="http://www.example.cn">某ICP备05000000号</a> 网站标识码：4400000012</div>'
)


def page(
    inner: str, *, title: str = f"{TITLE}_通知公告_某市安全生产监督管理局", head: str = "", url: str = URL
) -> Page:
    """A whole page around an article, with everything around it that must not be taken for it."""
    html = (
        f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body>{TOP}{inner}{SIDE}{FOOT}</body></html>"
    )
    return Page(url, html.encode())


INDEX_CELLS = (
    "<table><tr><td>索 引 号：</td><td>007654321/2016-00123</td><td>分&nbsp;&nbsp;类：</td><td>安全生产、通知</td></tr>"
    "<tr><td>发布机构：</td><td>市安监局</td><td>发布日期：</td><td>2016-03-10 00:00</td></tr>"
    f'<tr><td>名　　称：</td><td colspan="3">{TITLE}</td></tr>'
    "<tr><td>文　　号：</td><td>某安监〔2016〕12号</td><td>主题词：</td><td></td></tr></table>"
)
BLOCKS = {
    "cells": INDEX_CELLS,
    "bold label in the cell": (
        "<table><tr><td><b>索 引 号：</b>007654321/2016-00123</td><td><b>分 类：</b>通知</td></tr>"
        f"<tr><td colspan=2><b>名　　称：</b>{TITLE}</td></tr>"
        "<tr><td><b>发布机构：</b>市安监局</td><td><b>发布日期：</b>2016-03-10</td></tr>"
        "<tr><td><b>文　　号：</b>某安监〔2016〕12号</td><td><b>有效性：</b></td></tr></table>"
    ),
    "list with spans": (
        "<ul><li><span>索 引 号</span>007654321/2016-00123</li>"
        f"<li><span>名　　称</span>{TITLE}</li><li><span>发布机构</span>市安监局</li>"
        "<li><span>文　　号</span>某安监〔2016〕12号</li><li><span>发布日期</span>2016-03-10</li></ul>"
    ),
    "definition list": (
        "<dl><dt>索引号：</dt><dd>007654321/2016-00123</dd><dt>发布机构：</dt><dd>市安监局</dd>"
        f"<dt>名称：</dt><dd>{TITLE}</dd>"
        "<dt>文号：</dt><dd>某安监〔2016〕12号</dd>"
        "<dt>公开日期：</dt><dd>2016-03-10 00:00</dd><dt>有效性：</dt><dd></dd></dl>"
    ),
    "lines": (
        "<div><p>索&nbsp;引&nbsp;号：007654321/2016-00123</p><p>发布机构：市安监局</p>"
        f"<p>名&nbsp;&nbsp;称：{TITLE}</p><p>文&nbsp;&nbsp;号：某安监〔2016〕12号</p><p>发布日期：2016-03-10</p></div>"
    ),
    "header row": (
        "<table border=1><tr><th>索引号</th><th>名称</th><th>文号</th><th>发布机构</th><th>发布日期</th></tr>"
        f"<tr><td>007654321/2016-00123</td><td>{TITLE}</td><td>某安监〔2016〕12号</td><td>市安监局</td>"
        "<td>2016-03-10</td></tr></table>"
    ),
    "boxes": (
        "<div class=row><div>【索引号】</div><div>007654321/2016-00123</div></div>"
        f"<div class=row><div>名称：</div><div>{TITLE}</div></div>"
        "<div class=row><div>发布机构：</div><div>市安监局</div></div>"
        "<div class=row><div>文号：</div><div>某安监〔2016〕12号</div></div>"
        "<div class=row><div>发布日期：</div><div>2016-03-10</div></div>"
    ),
}
LINES = {
    "old table layout": (
        '<table width=100%><tr><td>您的位置：<a href="/">首页</a> &gt; <a href="/tz/">通知公告</a></td></tr>'
        f"<tr><td align=center><b><font size=4>{TITLE}</font></b></td></tr>"
        "<tr><td align=center>发布时间：2016-3-10 9:05:06　　来源：市安监局　　点击数：123</td></tr>"
        f"<tr><td class=content>{SIGNED}</td></tr></table>"
    ),
    "publicfiles": (
        f'<div class="ttbg">{TITLE}</div><div class="content_subtitle">发布日期：2016-03-10　来源：市安监局'
        "　<a href='javascript:window.print()'>打印</a> 字体：[<a href=#>大</a> <a>中</a> <a>小</a>]</div>"
        f'<div id="zoomcon">{SIGNED}</div>'
    ),
    "label and value in spans": (
        f"<h1>{TITLE}</h1><p><span>发布时间：</span><span>2016-03-10 09:05</span><span>来源：</span>"
        f"<span>市安监局</span><span>【字号：<a>大</a> <a>中</a>】</span></p><div class=TRS_Editor>{SIGNED}</div>"
    ),
    "heading in two lines": (
        '<div class="tit">关于做好2016年春季<br>安全生产工作的通知</div>'
        f"<div>日期：2016年03月10日　来源：市安监局</div><div id=zoom>{SIGNED}</div>"
    ),
    "labels without gaps": (
        f"<h2>{TITLE}</h2><div>发布时间：2016-03-10来源：市安监局文章类型：原创</div><div>{SIGNED}</div>"
    ),
    "date without label": (
        f"<h2>{TITLE}</h2><div class=date>2016-03-10 09:05　来源：市安监局</div><div class=txt>{SIGNED}</div>"
    ),
    "date under the text": (
        f"<h1>{TITLE}</h1><div>来源：市安监局</div><div id=zoom>{SIGNED}</div><div>发布日期：2016-03-10</div>"
    ),
    "brackets": (
        f"<p align=center><strong>{TITLE}</strong></p>"
        f"<p align=center>（发布日期：2016-03-10　来源：市安监局）</p>{SIGNED}"
    ),
}
