"""Which sites of the catalogue a command is about."""

from __future__ import annotations

import difflib
import sqlite3

from crawler.catalogue.queries import SiteRow, sites
from crawler.errors import ConfigError
from crawler.model import SiteKind


def crawled_site(conn: sqlite3.Connection, site_id: str) -> SiteRow:
    """The site of this id as the catalogue knows it. Raises ConfigError where it was never crawled."""
    known = {site.id: site for site in sites(conn)}
    if site_id in known:
        return known[site_id]
    near = difflib.get_close_matches(site_id, known, n=1, cutoff=0.5)
    fix = f'did you mean "{near[0]}"?' if near else f"crawled so far: {', '.join(known) or 'none'}; run `gongkai crawl`"
    raise ConfigError(f"the catalogue has no site {site_id!r}", fix=fix)


def sites_to_check(conn: sqlite3.Connection, ids: list[str] | None) -> list[SiteRow]:
    """The named sites, or all bureau sites (a municipal portal is looked at through its partners)."""
    if ids:
        return [crawled_site(conn, site_id) for site_id in ids]
    known = sites(conn)
    if not known:
        raise ConfigError("nothing was crawled yet", fix="run `gongkai crawl` first")
    bureaus = [site for site in known if site.kind is SiteKind.BUREAU]
    return bureaus or known
