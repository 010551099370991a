"""Bodies as HTML: as pasted from Word into the publicfiles editor, or as the TRS editor kept them."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from testbed.world.model import Block, Grid, Para, Picture

_OFFICE = '<?xml:namespace prefix = o ns = "urn:schemas-microsoft-com:office:office" />'
_ALIGN = {"centre": "center", "right": "right"}

Address = Callable[[str], str]


def word_body(blocks: tuple[Block, ...], picture: Callable[[int], str], target: Address) -> str:
    """Word noise: upper-case tags, MsoNormal, empty o:p, fonts in every span."""
    return "\n".join(_word_block(block, picture, target) for block in blocks)


def plain_body(blocks: tuple[Block, ...], picture: Callable[[int], str], target: Address) -> str:
    """Clean paragraphs with two ideographic blanks."""
    return "\n".join(_plain_block(block, picture, target) for block in blocks)


def _word_block(block: Block, picture: Callable[[int], str], target: Address) -> str:
    if isinstance(block, Para):
        text = escape(block.text)
        if block.role == "heading":
            text = f"<B>{text}</B>"
        align = f" align={_ALIGN[block.role]}" if block.role in _ALIGN else ""
        indent = "" if align else "TEXT-INDENT: 32pt; "
        return (
            f'<P class=MsoNormal style="{indent}LINE-HEIGHT: 28pt; mso-char-indent-count: 2.0"{align}>'
            f'<SPAN style="FONT-SIZE: 16pt; FONT-FAMILY: 仿宋_GB2312; mso-hansi-font-family: Times">{text}'
            f"<SPAN lang=EN-US>{_OFFICE}<o:p></o:p></SPAN></SPAN></P>"
        )
    if isinstance(block, Grid):
        return _pairs(block, upper=True) if block.form == "pairs" else _sheet(block)
    if isinstance(block, Picture):
        return f'<P align=center><IMG src="{picture(block.number)}" border=0></P>'
    link = f'<A href="{target(block.target)}" target=_blank>{escape(block.text)}</A>'
    return f"<P class=MsoNormal><SPAN>{escape(block.before)}{link}。</SPAN></P>"


def _plain_block(block: Block, picture: Callable[[int], str], target: Address) -> str:
    if isinstance(block, Para):
        text = escape(block.text)
        if block.role == "heading":
            return f"<p>　　<strong>{text}</strong></p>"
        if block.role in _ALIGN:
            return f'<p style="text-align:{_ALIGN[block.role]}">{text}</p>'
        return f"<p>　　{text}</p>"
    if isinstance(block, Grid):
        return _pairs(block, upper=False) if block.form == "pairs" else _sheet(block)
    if isinstance(block, Picture):
        return f'<p style="text-align:center"><img src="{picture(block.number)}" alt="" /></p>'
    return (
        f'<p>　　{escape(block.before)}<a href="{target(block.target)}" target="_blank">{escape(block.text)}</a>。</p>'
    )


def _pairs(grid: Grid, *, upper: bool) -> str:
    rows = "\n".join(
        f'<tr><td width="150" bgcolor="#eef4fb">{escape(label)}</td><td>{escape(value)}</td></tr>'
        for label, value in grid.rows
    )
    table = f'<table border="1" cellspacing="0" cellpadding="5" width="96%">\n{rows}\n</table>'
    return table.replace("<table", "<TABLE").replace("</table>", "</TABLE>") if upper else table


def _sheet(grid: Grid) -> str:
    """A table as pasted from a spreadsheet: colgroup, merged caption row, the header repeated in long ones."""
    head, *rows = grid.rows
    wide = len(head)
    columns = "".join(f'<col width={72 if n else 36} style="mso-width-source:userset">' for n in range(wide))
    lines = [_line(head, "xl66", 40)]
    for n, row in enumerate(rows):
        if n and n % 5 == 0:
            lines.append(lines[0])
        lines.append(_line(row, "xl67", 36))
    caption = f"<tr height=48><td colspan={wide} class=xl65 align=center>{escape(grid.caption)}</td></tr>"
    caption = caption if grid.caption else ""
    return (
        f'<table border=1 cellpadding=0 cellspacing=0 style="border-collapse:collapse;table-layout:fixed">'
        f"<colgroup>{columns}</colgroup>\n{caption}\n" + "\n".join(lines) + "\n</table>"
    )


def _line(cells: tuple[str, ...], style: str, height: int) -> str:
    filled = "".join(f"<td class={style}>{escape(cell) or '&nbsp;'}</td>" for cell in cells)
    return f"<tr height={height}>{filled}</tr>"
