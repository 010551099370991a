"""Filling a user's HTML template: jinja2 in its sandbox, everything escaped, unknown words refused."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import FileSystemLoader, TemplateError, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateNotFound
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from crawler.errors import ConfigError
from reports.document import Words
from reports.own.vocabulary import Blocks, Unknown, Vocabulary, ordinal
from reports.render import figures_folder, filled_template

_SOURCES = "<!-- gongkai sources -->"


def fill_html(path: Path, vocabulary: Vocabulary) -> str:
    """The page. Raises ConfigError naming template, line, what is unknown, and what there is.

    The source notes are put at the end where the template does not place them. The template may include others of its
    folder, and nothing else.
    """
    environment = sandbox()
    environment.loader = FileSystemLoader(path.parent)
    context = vocabulary.words(lambda words: _words(vocabulary, words), lambda blocks: _blocks(vocabulary, blocks))
    try:
        page = environment.get_template(path.name).render(context)
    except TemplateNotFound as error:
        fix = f"put it into {path.parent.name}/"
        raise ConfigError(f'includes "{error.name}", which is not there', where=str(path), fix=fix) from None
    except TemplateSyntaxError as error:
        message = error.message or "cannot be read"
        raise ConfigError(message, where=f"{error.filename or path}, line {error.lineno}", fix=_HELP) from None
    except SecurityError as error:
        raise ConfigError(f"is not allowed in a template: {error}", where=_place(path, error), fix=_HELP) from None
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise ConfigError(str(error), where=_place(path, error), fix=_HELP) from None
    sources = _sources(vocabulary)
    if _SOURCES in page:
        return page.replace(_SOURCES, sources)
    head, end, tail = page.rpartition("</body>")
    return f"{head}{sources}{end}{tail}" if end else f"{tail}\n{sources}"


_HELP = "`gongkai report templates` lists the words; docs/templates.md explains them"


def sandbox() -> SandboxedEnvironment:
    """Jinja without access to anything but what it is given."""
    environment = SandboxedEnvironment(autoescape=True, undefined=Unknown, trim_blocks=True, lstrip_blocks=True)
    environment.filters["numeral"] = ordinal
    return environment


def _place(path: Path, error: BaseException) -> str:
    """The template's file and line in which an error came up."""
    lines = [
        (frame.filename, frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).parent == path.parent
    ]
    return f"{lines[-1][0]}, line {lines[-1][1]}" if lines else str(path)


def _words(vocabulary: Vocabulary, words: Words) -> Markup:
    document = vocabulary.document
    page = filled_template("words.html.j2", document=document, folder=figures_folder(document), words=words)
    return Markup(page.strip())  # noqa: S704 - our own template, which escapes


def _blocks(vocabulary: Vocabulary, blocks: Blocks) -> Markup:
    if blocks.sources:
        return Markup(_SOURCES)  # noqa: S704 - a constant
    document = vocabulary.document
    page = filled_template(
        "blocks.html.j2",
        document=document,
        folder=figures_folder(document),
        shown=blocks.blocks,
        offset=blocks.offset,
    )
    return Markup(page)  # noqa: S704 - our own template, which escapes


def _sources(vocabulary: Vocabulary) -> str:
    document = vocabulary.document
    if not document.sources:
        return ""
    return filled_template("sources.html.j2", document=document, folder=figures_folder(document))
