"""Guangdong's ordinary sites (NFCMS): `post_123.html`, `index_2.html` for page 2, `NFCMS_PUB_TYPE` in each page.

The generic readers know its markup; what is left is what its inline script says, the catalogue columns that its
menus name by fragment, and its phone twins (`mpost_`, `mindex`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from crawler.extract.kind import Verdict
from crawler.model import PageKind, Reading, Role
from crawler.page import Page
from crawler.platforms.base import NO_HINT, Hint
from crawler.platforms.generic import View, assemble, view_of
from crawler.platforms.guangdong import catalogue_links, site_number, with_columns_resolved

_TYPE = re.compile(r"NFCMS_PUB_TYPE\s*=\s*[\"'](\w+)[\"']")
_POST = re.compile(r"/content/m?post_\d+\.html$")
_PHONE = re.compile(r"/m(?:post_\d+|index(?:_\d+)?)\.html$")


class Nfcms:
    """Reads NFCMS pages."""

    name = "nfcms"
    usual_rows = 15

    def recognises(self, page: Page) -> float:
        """By the inline script, or by the address of an article."""
        if "NFCMS_SITE_ID" in page.text or "NFCMS_PUB_TYPE" in page.text:
            return 0.85
        return 0.7 if _POST.search(urlsplit(page.url).path) else 0.0

    def read(self, page: Page, hint: Hint = NO_HINT) -> Reading:
        """Everything the page says."""
        resolved = with_columns_resolved(page)
        view = _judged(page, view_of(resolved, hint), hint)
        reading = assemble(resolved, hint, self.name, view)
        links = tuple(link for link in reading.links if not _PHONE.search(urlsplit(link.url).path))
        links = (*links, *catalogue_links(page, resolved))
        return replace(reading, encoding=page.encoding, links=links, site_number=site_number(page.text))


def _judged(page: Page, view: View, hint: Hint) -> View:
    """The view with the kind that the page's script states: `post` is an article, whatever else stands on it.

    A page may hold the script twice, of itself and of an included fragment: `post` counts.
    """
    types = set(_TYPE.findall(page.text))
    if hint.role is Role.HOME or view.verdict.kind in (PageKind.ARTICLE, PageKind.HOME):
        return view
    if "post" in types or _POST.search(urlsplit(page.url).path):
        return replace(view, verdict=Verdict(PageKind.ARTICLE, "NFCMS_PUB_TYPE is post"))
    return view


PLATFORM = Nfcms()
