"""Filling a user's DOCX template: docxtpl with a sandboxed jinja2; figures and blocks are put in afterwards.

The template is filled with marks (characters of the private use area) where figures and blocks stand. These become
runs with their notes, and blocks printed as ours are, in the styles of the user's document.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from crawler.errors import ConfigError
from reports.document import Words
from reports.own.html_template import sandbox
from reports.own.vocabulary import Blocks, Vocabulary
from reports.printing.docx_printer import print_block, print_sources, set_properties, settled
from reports.printing.docx_styles import add_missing_styles
from reports.printing.docx_words import write
from reports.sealing import wrap_figures

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_HELP = "`gongkai report templates` lists the words; docs/templates.md explains them"
_LARGEST = 50 << 20  # bytes of a template, unpacked


def fill_docx(path: Path, vocabulary: Vocabulary) -> tuple[bytes, bool]:
    """(the document, whether it shows any figure).

    The source notes are put at the end where the template does not place them. Raises ConfigError naming template,
    paragraph, what is unknown, and what there is.
    """
    marks: list[Words | Blocks] = []

    def mark(thing: Words | Blocks) -> str:
        marks.append(thing)
        return f"{_OPEN}{len(marks) - 1}{_CLOSE}"

    template = _opened(path)
    try:
        template.render(vocabulary.words(mark, mark), jinja_env=sandbox())
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, etree.XMLSyntaxError) as error:
        raise ConfigError(str(error), where=_place(path, error), fix=_HELP) from None
    word: WordDocument = template.docx
    _refuse_in_headers(word, path)
    add_missing_styles(word)
    used = _put_in(word, path, marks, vocabulary)
    if vocabulary.all_sources and not used:
        print_sources(word, vocabulary.document)
    set_properties(word, vocabulary.document)
    wrap_figures(word.element.body)
    shown = next(word.element.body.iter(qn("w:sdt")), None) is not None
    return settled(word), shown


def _opened(path: Path) -> DocxTemplate:
    try:
        with zipfile.ZipFile(path) as package:
            if sum(info.file_size for info in package.infolist()) > _LARGEST:
                raise ConfigError("is larger than 50 MB unpacked", where=str(path), fix="take pictures out")
        template = DocxTemplate(path)
        template.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ConfigError(
            f"is no DOCX file ({error})", where=str(path), fix="save it as .docx in Word or WPS"
        ) from None
    return template


def _place(path: Path, error: BaseException) -> str:
    """The paragraph that the error is about: the first one that names the unknown word."""
    import docx

    named = re.findall(r'"([^"]+)"', str(error))
    texts = [_text(paragraph) for paragraph in docx.Document(str(path)).element.body.iter(qn("w:p"))]
    for number, text in enumerate(texts, start=1):
        inside = " ".join(re.findall(r"\{[{%](.*?)[}%]\}", text))
        if any(name and name in inside for name in named):
            return f"{path}, paragraph {number} ({text.strip()[:60]})"
    return str(path)


def _refuse_in_headers(word: WordDocument, path: Path) -> None:
    """Notes cannot lead out of headers and footers: figures and blocks may not stand there."""
    mark = _OPEN.encode("utf-8")
    for relation in word.part.rels.values():
        beside = relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER, RELATIONSHIP_TYPE.FOOTNOTES)
        if beside and mark in relation.target_part.blob:
            raise ConfigError(
                "a figure or a block stands in a header, footer or footnote",
                where=str(path),
                fix="put it into the text; title, organ and dates may stand there",
            )


def _put_in(word: WordDocument, path: Path, marks: list[Words | Blocks], vocabulary: Vocabulary) -> bool:
    """Put figures and blocks where their marks stand; True if the source notes were among them."""
    used = False
    for paragraph in list(_paragraphs(word)):
        text = _text(paragraph)
        found = [marks[int(number)] for number in _MARK.findall(text)]
        blocks = [thing for thing in found if isinstance(thing, Blocks)]
        if blocks:
            if _MARK.sub("", text).strip() or len(found) > 1:
                raise ConfigError(
                    f'blocks stand among other words: "{_MARK.sub("…", text).strip()[:60]}"',
                    where=str(path),
                    fix="give body, part(…), table(…) and sources a paragraph of their own",
                )
            used = used or blocks[0].sources
            _print_at(word, paragraph, blocks[0], vocabulary)
        elif found:
            for run in list(paragraph.iter(qn("w:r"))):
                _fill_run(word, run, marks)
    return used


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def _paragraphs(word: WordDocument) -> Iterator[Any]:
    return iter(list(word.element.body.iter(qn("w:p"))))


def _print_at(word: WordDocument, paragraph: Any, blocks: Blocks, vocabulary: Vocabulary) -> None:
    """Print blocks at the end of the document, and move them to where the paragraph stands."""
    body = word.element.body
    before = set(body)
    if blocks.sources:
        print_sources(word, vocabulary.document)
    for block in blocks.blocks:
        print_block(word, block)
    for element in [child for child in body if child not in before]:
        paragraph.addprevious(element)
    parent = paragraph.getparent()
    alone = parent.tag == qn("w:tc") and parent[-1] is paragraph
    if alone:  # a cell of a table must end with a paragraph
        for run in paragraph.findall(qn("w:r")):
            paragraph.remove(run)
    else:
        parent.remove(paragraph)


def _fill_run(word: WordDocument, run: Any, marks: list[Words | Blocks]) -> None:
    """Make of one run with marks: the words around them, and the runs of the figures in the same look."""
    text = "".join(node.text or "" for node in run.findall(qn("w:t")))
    if not _MARK.search(text):
        return
    look = run.find(qn("w:rPr"))
    for number, piece in enumerate(_MARK.split(text)):
        if number % 2 == 0:
            made = [_text_run(run, piece)] if piece else []
        else:
            thing = marks[int(piece)]
            made = _runs_of(word, thing) if isinstance(thing, tuple) else []
        for each in made:
            _dress(each, look)
            run.addprevious(each)
    run.getparent().remove(run)


def _text_run(run: Any, text: str) -> Any:
    made = deepcopy(run)
    kept = made.findall(qn("w:t"))
    for node in kept[1:]:
        made.remove(node)
    kept[0].text = text
    kept[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _runs_of(word: WordDocument, words: Words) -> list[Any]:
    """The runs that inline words are printed as."""
    paragraph: WordParagraph = word.add_paragraph()
    write(paragraph, words)
    made = [child for child in paragraph._p if child.tag != qn("w:pPr")]
    word.element.body.remove(paragraph._p)
    return made


def _dress(made: Any, look: Any) -> None:
    """Give runs the look of the run that they stand in, beside what they have of their own (a raised note)."""
    if look is None:
        return
    for run in [made] if made.tag == qn("w:r") else made.iter(qn("w:r")):
        own = run.find(qn("w:rPr"))
        if own is None:
            run.insert(0, deepcopy(look))
            continue
        there = {child.tag for child in own}
        for place, child in enumerate(child for child in look if child.tag not in there):
            own.insert(place, deepcopy(child))
