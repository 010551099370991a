"""Compiled XPath with honest types: lxml answers with one big union, we know which part of it to expect."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from lxml import etree
from lxml.html import HtmlElement


def elements(expression: str) -> Callable[[HtmlElement], list[HtmlElement]]:
    """A compiled expression that selects elements."""
    compiled = etree.XPath(expression)
    return lambda tree: cast("list[HtmlElement]", compiled(tree))


def texts(expression: str) -> Callable[[HtmlElement], list[str]]:
    """A compiled expression that selects text or attribute values, as plain strings without a parent."""
    compiled = etree.XPath(expression, smart_strings=False)
    return lambda tree: cast("list[str]", compiled(tree))


def string(expression: str) -> Callable[[HtmlElement], str]:
    """A compiled expression whose answer is one string."""
    compiled = etree.XPath(expression, smart_strings=False)
    return lambda tree: cast("str", compiled(tree))


def placed_texts(expression: str) -> Callable[[HtmlElement], list[tuple[str, HtmlElement, bool]]]:
    """A compiled expression that selects texts, each with its element and whether it stands behind that element."""
    compiled = etree.XPath(expression)

    def find(tree: HtmlElement) -> list[tuple[str, HtmlElement, bool]]:
        found = cast("list[etree._ElementUnicodeResult]", compiled(tree))
        return [
            (str(text), cast("HtmlElement", parent), bool(text.is_tail))
            for text in found
            if (parent := text.getparent()) is not None
        ]

    return find
