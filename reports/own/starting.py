"""Templates to begin with: what a document prints of itself, as a page or a Word file that a user then changes."""

from __future__ import annotations

import docx

from reports.printing.docx_printer import settled
from reports.printing.docx_styles import STYLES, set_up

_HTML = """{# 本文件是“TITLE”（NAME）的模板：存为 templates/NAME.html.j2 后，gongkai report NAME 用它生成网页。
   可用的词见 gongkai report templates；说明见 docs/templates.md。花括号以外的文字可以任意修改。 #}
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{{ title }}</title>
<style>
body { max-width: 21cm; margin: 2cm auto; font-family: "仿宋", FangSong, serif; font-size: 16pt; line-height: 28pt; }
h1 { text-align: center; }
table { border-collapse: collapse; width: 100%; font-size: 10.5pt; line-height: 16pt; }
th, td { border: 1px solid #000; padding: 2pt 4pt; }
.blank { background: #ff0; }
</style>
</head>
<body>
<h1>{{ title }}</h1>
<p>{{ organ.NAMEFIELD or blank("单位名称") }}　{{ dates.as_of_chinese }}</p>
{{ body }}
{{ sources }}
</body>
</html>
"""


def starting_html(name: str, title: str, *, of_round: bool) -> str:
    """A template of a page that prints the whole document."""
    field = "issuer" if of_round else "name"
    return _HTML.replace("NAMEFIELD", field).replace("NAME", name).replace("TITLE", title)


def starting_docx(*, landscape: bool, of_round: bool) -> bytes:
    """A template of a Word file that prints the whole document, in our styles. The same bytes each time."""
    word = docx.Document()
    set_up(word, landscape=landscape)
    word.add_paragraph("{{ title }}", style=STYLES.title)
    field = "issuer" if of_round else "name"
    word.add_paragraph(
        "{{ organ." + field + ' or blank("单位名称") }}　{{ dates.as_of_chinese }}', style=STYLES.subtitle
    )
    word.add_paragraph("{{ body }}")
    word.add_paragraph("{{ sources }}")
    word.core_properties.comments = ""
    word.core_properties.title = "模板"
    return settled(word)
