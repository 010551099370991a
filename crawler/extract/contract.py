"""A reading as the JSON object that `gongkai extract --json` promises."""

from __future__ import annotations

from typing import Any

from crawler.model import Article, DateFact, HomePage, ListPage, NavNode, PageKind, Reading
from crawler.page import Page


def as_json(file: str, page: Page, reading: Reading) -> dict[str, Any]:
    """One page as plain JSON values. Only the part that fits the kind is present; absent facts are null."""
    found: dict[str, Any] = {
        "file": file,
        "url": page.url or None,
        "kind": reading.kind.value,
        "platform": reading.platform,
        "encoding": reading.encoding,
    }
    if reading.kind is PageKind.ARTICLE and reading.article:
        found["article"] = _article(reading.article, reading.breadcrumb)
    elif reading.kind in (PageKind.LIST, PageKind.CATALOGUE) and reading.listing:
        found["list"] = _list(reading.listing)
    elif reading.kind is PageKind.HOME and reading.home:
        found["home"] = _home(reading.home)
    return found


def _article(article: Article, breadcrumb: tuple[str, ...]) -> dict[str, Any]:
    return {
        "title": article.title,
        "published": _date(article.published),
        "written": _date(article.written),
        "source": article.source,
        "publisher": article.publisher,
        "index_no": article.index_no,
        "doc_no": article.doc_no,
        "column_path": list(article.column_path or breadcrumb),
        "attachments": [{"url": file.url, "name": file.name} for file in article.attachments],
        "text_chars": len("".join(article.text.split())),
    }


def _date(fact: DateFact | None) -> dict[str, str] | None:
    return None if fact is None else {"value": fact.value.isoformat(), "via": fact.via, "raw": fact.raw}


def _list(listing: ListPage) -> dict[str, Any]:
    rows = [
        {"title": row.title, "date": row.listed_on.isoformat() if row.listed_on else None, "href": row.href}
        for row in listing.rows
    ]
    return {"rows": rows, "next": listing.next_href, "pages": listing.pages, "total": listing.total}


def _home(home: HomePage) -> dict[str, Any]:
    return {
        "site_name": home.site_name,
        "site_id_code": home.site_id_code,
        "icp": home.icp,
        "nav": [_node(node) for node in home.nav],
    }


def _node(node: NavNode) -> dict[str, Any]:
    return {"name": node.name, "href": node.href, "children": [_node(child) for child in node.children]}
