"""Writing inline words into a DOCX paragraph."""

from __future__ import annotations

from docx.text.paragraph import Paragraph as WordParagraph

from reports.document import Blank, Figure, Link, Words
from reports.printing import docx_parts as parts
from reports.sealing import mark_figure
from reports.typography import printable, web_address


def write(paragraph: WordParagraph, words: Words, *, quiet: bool = False) -> None:
    """Write words into a paragraph. Quiet figures lead to their source themselves, without a number beside them."""
    for word in words:
        if isinstance(word, Figure):
            if quiet:
                link = parts.add_anchor_link(paragraph, printable(word.shown), anchor(word.note), raised=False)
                mark_figure(link, word)
                continue
            mark_figure(paragraph.add_run(printable(word.shown))._r, word)
            parts.add_anchor_link(paragraph, f"[{word.note}]", anchor(word.note))
        elif isinstance(word, Link):
            address = web_address(word.url)
            text = printable(word.text)
            if address:
                parts.add_web_link(paragraph, text, address)
            else:
                paragraph.add_run(text)
        elif isinstance(word, Blank):
            parts.highlight(paragraph.add_run(printable(word.text)))
        else:
            paragraph.add_run(printable(word.text)).bold = word.bold or None


def anchor(note: int) -> str:
    """The bookmark of a source note."""
    return f"source_{note}"
