"""大汉 JCMS habits that both its sites share: numbered columns, dates without zeros in addresses, downfile.jsp."""

from __future__ import annotations

import hashlib
from datetime import date
from urllib.parse import parse_qs, quote, urlsplit

from testbed.render.files import media_type
from testbed.render.site import Answer

DOWNLOAD = "/module/download/downfile.jsp"


def normal(path: str) -> str:
    """A folder is its index.html."""
    return f"{path}index.html" if path.endswith("/") else path


def column_path(number: int) -> str:
    """/col/col123/index.html"""
    return f"/col/col{number}/index.html"


def article_path(day: date | None, column: int, number: int) -> str:
    """/art/2016/3/15/art_123_456.html; what an import brought without a day keeps its old place: /html/456.html"""
    return f"/art/{day.year}/{day.month}/{day.day}/art_{column}_{number}.html" if day else f"/html/{number}.html"


def download_path(number: int, name: str, ext: str) -> str:
    """downfile.jsp with a hash for a file name; every other one without its extension."""
    code = hashlib.blake2s(f"{number}".encode(), digest_size=16).hexdigest()
    tail = f".{ext}" if number % 2 else ""
    return f"{DOWNLOAD}?classid=0&filename={code}{tail}&showname={quote(f'{name}.{ext}')}"


def download(target: str, content: bytes) -> Answer:
    """The file behind a download address: its type is in the header only where the address has it."""
    fields = parse_qs(urlsplit(target).query)
    name = fields["showname"][0]
    kind = media_type(fields["filename"][0])
    return Answer(200, content, kind, (("Content-Disposition", f"attachment; filename*=UTF-8''{quote(name)}"),))
