"""Visual SiteBuilder habits that both its sites share: slug files, list pages that count backwards, download.jsp."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from testbed.render.site import Answer

OWNER = 1744186045
DOWNLOAD = "/system/_content/download.jsp"


def relative(page: str, target: str) -> str:
    """The link to `target` as the system writes it on `page`: info/1/2.htm, ../info/1/2.htm. Others stay whole."""
    if not target.startswith("/") or target.startswith(("/system/", "/__local/")):
        return target
    return posixpath.relpath(target, posixpath.dirname(page))


def list_path(first: str, page: int, pages: int) -> str:
    """Page 1 is tzgg.htm; page k of n is tzgg/{n-k+1}.htm, so that the oldest page is 1.htm."""
    return first if page == 1 else f"{first.removesuffix('.htm')}/{pages - page + 1}.htm"


def pager(page: str, first: str, number: int, pages: int) -> list[tuple[str, str | None]]:
    """Link texts and addresses of a pager: 首页 上页 1 2 3 … 下页 尾页; None for what is not a link."""

    def to(n: int) -> str:
        return relative(page, list_path(first, n, pages))

    links: list[tuple[str, str | None]] = [("首页", to(1)), ("上页", to(number - 1))] if number > 1 else []
    near = range(max(1, number - 4), min(pages, max(1, number - 4) + 5) + 1)
    links += [(str(n), None if n == number else to(n)) for n in near]
    if near[-1] < pages:
        links += [("...", None), (str(pages), to(pages))]
    if number < pages:
        links += [("下页", to(number + 1)), ("尾页", to(pages))]
    return links


def download_path(number: int) -> str:
    """The type of the file cannot be seen."""
    return f"{DOWNLOAD}?urltype=news.DownloadAttachUrl&owner={OWNER}&wbfileid={number}"


def download(name: str, content: bytes) -> Answer:
    """The file, without a type but with a name."""
    header = f"attachment;filename={quote(name)}"
    return Answer(200, content, "application/octet-stream", (("Content-Disposition", header),))
