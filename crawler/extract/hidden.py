"""A text that the page keeps where only script finds it: a textarea, a template, a comment, a string in script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from crawler.extract.flow import Flow, read_flow
from crawler.page import Page

_COMMENT = re.compile(r"<!--(?!\[if)(.*?)-->", re.S)
_TEXTAREA = re.compile(r"<textarea\b[^>]*>(.*?)</textarea", re.I | re.S)
_TEMPLATE = re.compile(
    r"""<(?:script\b[^>]*type\s*=\s*["']?text/(?:html|template|plain|x-[\w-]+)[^>]*|template\b[^>]*)>(.*?)</(?:script|template)""",
    re.I | re.S,
)
_STRING = re.compile(
    r"""=\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")|["'](?:content|detail|body)["']\s*:\s*"((?:[^"\\]|\\.)*)\""""
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.S)
_PLAIN_ESCAPES = {"n": "\n", "r": "", "t": " "}
_CHINESE = re.compile("[\u4e00-\u9fff]")
_MARKUP = re.compile(r"</?(?:p|div|span|br|table|td)\b", re.I)
_LEAST = 40  # Chinese characters; less is a word in a script, not a text


def hidden_flow(page: Page) -> Flow | None:
    """The longest such text as a flow of its own, or None. Asked only where the page shows hardly any text."""
    best, most = "", _LEAST - 1
    for markup in _candidates(page.text):
        size = len(_CHINESE.findall(markup))
        if size > most and _MARKUP.search(markup):
            best, most = markup, size
    if not best:
        return None
    inner = Page(page.url, f"<html><body><div>{best}</div></body></html>".encode(), "text/html; charset=utf-8")
    return read_flow(inner.tree)


def _candidates(source: str) -> Iterator[str]:
    for pattern in (_COMMENT, _TEMPLATE):
        yield from (match[1] for match in pattern.finditer(source))
    for match in _TEXTAREA.finditer(source):
        yield unescape(match[1])
    for match in _STRING.finditer(source):
        text = next(group for group in match.groups() if group is not None)
        if len(text) > 2 * _LEAST:
            yield _ESCAPE.sub(_undone, text)


def _undone(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return _PLAIN_ESCAPES.get(match[2], match[2])
