"""What `gongkai archive` says in Chinese: kinds of damage and what to do about them, and a capture to look at."""

from __future__ import annotations

import codecs
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from crawler.archive.harmless import Banner, harmless_page, harmless_text
from crawler.archive.verify import DamageKind
from crawler.clock import SHANGHAI
from crawler.errors import ConfigError
from crawler.extract.charset import decode
from crawler.outcomes import is_readable

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from crawler.catalogue.captures import CaptureRow
    from crawler.model import Fetched

DAMAGE: dict[DamageKind, str] = {
    DamageKind.MISSING_FILE: "存档文件不见了",
    DamageKind.CUT_FILE: "存档文件被截短",
    DamageKind.UNREADABLE: "存档记录无法读取",
    DamageKind.WRONG_DIGEST: "记录与其自带的摘要不符",
    DamageKind.WRONG_BODY: "记录与目录库登记的摘要不符",
    DamageKind.WRONG_URL: "记录与目录库登记的网址不符",
    DamageKind.BROKEN_SEAL: "封存链不符",
}
_RESTORE = "从备份恢复该文件后再核验；没有备份的，该证据已失，用 gongkai crawl --fresh 重新采集（时间为新的采集时间）"
_TOGETHER = "目录库与存档不是同一时点的：从同一次备份同时恢复 catalogue.sqlite 和 archive/，再核验"
FIX: dict[DamageKind, str] = {
    DamageKind.MISSING_FILE: _RESTORE,
    DamageKind.CUT_FILE: _RESTORE,
    DamageKind.UNREADABLE: _RESTORE,
    DamageKind.WRONG_DIGEST: _RESTORE,
    DamageKind.WRONG_BODY: _TOGETHER,
    DamageKind.WRONG_URL: _TOGETHER,
    DamageKind.BROKEN_SEAL: "封存之后有改动：用封存时的副本比对；在查明之前，该网站的存档不宜作为证据",
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF 文件"),
    (b"PK\x03\x04", "ZIP 压缩包（含 docx、xlsx、ofd）"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office 97–2003 文件（doc、xls、ppt）"),
    (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"{\\rtf", "RTF 文件"),
    (b"MZ", "Windows 程序"),
    (b"\x7fELF", "Linux 程序"),
)
_NOTE = "以下内容由存档还原：脚本、样式表、图片和框架未载入，链接和表单已停用，地址写作文字。"
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|frameset|title|meta|div|table)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A capture, ready to be looked at. `page` is harmless HTML; None for what is no text.

    `is_html`: it was a web page, not another text. `cut`: it was longer than what is shown.
    """

    row: CaptureRow
    status: int | None
    media_type: str
    kind: str  # what the bytes are, in words
    name: str  # what the file is called: only to be named, never a place to write to
    body: bytes
    page: str | None
    is_html: bool = False
    cut: bool = False


def find_capture(conn: sqlite3.Connection, wanted: str, at: datetime | None) -> CaptureRow:
    """The capture of this number, place (`file:offset`) or address. Raises ConfigError where there is none."""
    from crawler.catalogue.captures import capture_at, capture_of_url, capture_with_id

    if wanted.isdecimal():
        row = capture_with_id(conn, int(wanted))
    elif re.search(r"\.warc(?:\.gz)?:\d+\Z", wanted):
        warc_file, _, offset = wanted.rpartition(":")
        row = capture_at(conn, warc_file, int(offset))
    else:
        row = capture_of_url(conn, wanted, until=at)
    if row is not None:
        return row
    when = f" at or before {at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if at is not None else ""
    raise ConfigError(
        f"there is no capture of {wanted!r}{when}",
        fix="write an address in full, a capture's number, or FILE:OFFSET as `gongkai export` and `findings show` do",
    )


def last_moment(text: str) -> datetime:
    """A day (its last second) or a moment, in Asia/Shanghai where it names no zone. Raises ValueError."""
    if len(text) == 10:
        return datetime.combine(date.fromisoformat(text), time(23, 59, 59), SHANGHAI)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def shown(
    row: CaptureRow,
    fetched: Fetched,
    *,
    banner: Banner | None = None,
    mark: Callable[[HtmlElement], object] | None = None,
    largest: int | None = None,
    cut_note: str = "网页很长，以下只是开头部分。",
) -> Shown:
    """A capture as a person may look at it, with our banner unless another one is given.

    `mark` is that of `harmless_page`; `largest` the number of characters behind which a page is cut.
    """
    media_type = fetched.header("content-type") or ""
    readable = is_readable(media_type, fetched.body, row.url) and not _magic(fetched.body)
    name = _file_name(fetched.header("content-disposition"), row.url)
    if not readable:
        kind = _magic(fetched.body) or "其他文件"
        return Shown(row, fetched.status, media_type, kind, name, fetched.body, None)
    banner = banner or Banner(title=row.url, lines=_facts(row, fetched, media_type), note=_NOTE)
    body, source, cut = fetched.body, media_type, False
    if largest is not None and len(body) > largest:
        text = decode(body, media_type)[0]
        cut = len(text) > largest
        body, source = codecs.BOM_UTF8 + text[:largest].encode("utf-8", "replace"), "text/html; charset=utf-8"
    if cut:
        banner = replace(banner, note=f"{cut_note}{banner.note}")
    is_html = _is_html(media_type, fetched.body)
    page = harmless_page(body, source, banner, mark) if is_html else harmless_text(decode(body, source)[0], banner)
    return Shown(row, fetched.status, media_type, "网页" if is_html else "文本", name, fetched.body, page, is_html, cut)


def local(stamp: str) -> str:
    """A stored moment (UTC) as people of the place read it."""
    return datetime.fromisoformat(stamp).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


def _facts(row: CaptureRow, fetched: Fetched, media_type: str) -> tuple[tuple[str, str], ...]:
    return (
        ("网址", row.url),
        ("存档时间", f"{local(row.at)}（北京时间）"),
        ("状态码", str(fetched.status)),
        ("类型", media_type or "未注明"),
        ("SHA-256", row.sha256),
        ("存档位置", f"{row.warc_file}:{row.offset}"),
    )


def _is_html(media_type: str, body: bytes) -> bool:
    if "html" in media_type.lower():
        return True
    if any(word in media_type.lower() for word in ("json", "javascript", "xml", "svg")):
        return False
    return _HTML.search(body[:2048]) is not None


def _magic(body: bytes) -> str:
    return next((words for start, words in _MAGIC if body.startswith(start)), "")


def _file_name(disposition: str | None, url: str) -> str:
    """What the site calls the file; letters, digits and a few signs only, its end kept."""
    found = re.search(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", disposition or "", re.IGNORECASE)
    name = unquote(found[1]) if found else unquote(urlsplit(url).path)
    return re.sub(r"[^\w.\-()（）]+", "_", PurePosixPath(name.replace("\\", "/")).name)[-80:] or "未命名"
