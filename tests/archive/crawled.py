"""A crawled mini portal with its archive: pages, lists asked for by POST, robots.txt; sealed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from crawler.archive import seal
from crawler.catalogue.runs import SiteRow
from crawler.model import Fetched, Outcome, SiteKind
from crawler.posting import JSON, post_url
from tests.crawler.mini_site import HOME, HTML, Network, page, profile
from tests.crawler.test_recorder import Crawl

SITE = SiteRow("mini", "某某市某某局", SiteKind.BUREAU, HOME)
FORM_POST = post_url("http://portal.test/list.aspx?t=7", "page=2&name=%E5%B7%A5%E4%BD%9C")
JSON_POST = post_url("http://portal.test/rest", '{"page":1,"more":{"open":true,"ids":[3,4]}}', JSON)


def crawl(folder: Path, network: Network | None = None) -> sqlite3.Connection:
    """Crawl the portal once into `folder` (catalogue.db, archive/), and seal what was written."""
    network = network or Network()
    run = Crawl(folder, network, profile(name=SITE.name))
    status, headers, body = network.answers["/robots.txt"]
    run.recorder.keep(Fetched(f"{HOME}robots.txt", network.clock(), Outcome.OK, status, headers, body))
    for url in (FORM_POST, JSON_POST):
        run.recorder.keep(Fetched(url, network.clock(), Outcome.OK, 200, HTML, page("列表", url)))
    run.finish()
    seal(folder / "archive", run.archive.warc_file, network.clock())
    return run.conn
