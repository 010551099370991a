"""A workspace over the mini portal, crawled into a real archive, with registers and documents of 2016."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.crawler.mini_site import Network, article, page, pages, rows
from tests.crawler.test_recorder import Crawl
from tests.reports.samples import registers_2016

SETTINGS = """
[organ]
name = "某某市某某局"
phone = "22228986"
[paths]
catalogue = "catalogue.db"
"""
LATER = datetime(2017, 3, 1, 1, tzinfo=UTC)


def make_workspace(folder: Path, network: Network | None = None) -> Path:
    """A workspace whose one site was crawled whole on 2017-01-20."""
    folder.mkdir(parents=True)
    (folder / "gongkai.toml").write_text(SETTINGS, "utf-8")
    registers_2016(folder / "registers")
    crawl(folder, network or Network())
    return folder


def crawl(folder: Path, network: Network) -> None:
    """Crawl the portal (again)."""
    made = Crawl(folder, network)
    made.finish()
    made.conn.close()


def grown() -> Network:
    """The portal six weeks later: one news item of 2016 more, one with another title."""
    answers = pages()
    crumb = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/tzgg/">通知公告</a>'
    new = ("补登的通知", "/xwzx/tzgg/201612/t20161230_91.html", "2016-12-30")
    old = ("关于开展专项检查的通知（修订）", "/xwzx/tzgg/201611/t20161101_90.html", "2016-11-01")
    html = answers["/"][1]
    answers["/xwzx/tzgg/"] = (200, html, page("通知公告", rows([new, old]), crumb))
    for title, href, day in (new, old):
        answers[href] = (200, html, article(title, day, crumb))
    return Network(answers, now=LATER)


def catalogue(folder: Path) -> sqlite3.Connection:
    """The catalogue as another program opens it."""
    path = next(path for name in ("catalogue.db", "catalogue.sqlite") if (path := folder / name).exists())
    return sqlite3.connect(path, isolation_level=None)


def trace_in(path: Path) -> dict[str, Any]:
    """The trace of an HTML document."""
    found = re.search(r'id="gongkai-trace">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert found is not None
    trace: dict[str, Any] = json.loads(found[1])
    return trace


def with_trace(path: Path, trace: dict[str, Any]) -> None:
    """Put another trace into an HTML document, as somebody who knows the format would."""
    text = path.read_text("utf-8")
    start = text.index('id="gongkai-trace">') + len('id="gongkai-trace">')
    end = text.index("</script>", start)
    made = json.dumps(trace, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    path.write_text(text[:start] + made + text[end:], "utf-8")
