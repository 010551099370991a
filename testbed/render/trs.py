"""The TRS WCM habits that both its sites share: relative links, list pages counted from index_1, dated file names."""

from __future__ import annotations

import posixpath
from datetime import date

PER_PAGE = 20


def relative(page: str, target: str) -> str:
    """The link to `target` as the system writes it on `page`: ./x, ../../x. A host's address stays whole."""
    if not target.startswith("/"):
        return target
    path = posixpath.relpath(target, posixpath.dirname(page))
    return path if path.startswith("../") else f"./{path}"


def normal(path: str) -> str:
    """A folder is its index.html."""
    return f"{path}index.html" if path.endswith("/") else path


def list_page(first: str, page: int) -> str:
    """The address of a list page: index.html, index_1.html for the second, and so on."""
    return first if page == 1 else first.replace("index.html", f"index_{page - 1}.html")


def article_name(day: date | None, number: int) -> str:
    """201603/t20160315_123.html; documents of the oldest kind have no date: t123.html"""
    return f"{day:%Y%m}/t{day:%Y%m%d}_{number}.html" if day else f"t{number}.html"


def file_name(day: date, number: int, ext: str) -> str:
    """P and 21 digits, beside the article."""
    return f"P0{day:%Y%m%d}{number:012d}.{ext}"
