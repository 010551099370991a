"""Reading a published report, whatever file it came in: what kind it is, whether it can be read, and its paper."""

from __future__ import annotations

import re
from pathlib import Path

from crawler.errors import ConfigError
from crawler.extract.charset import decode
from reports.audit.paper import Paper
from reports.audit.readers.page import read_html
from reports.audit.readers.plain import read_plain

LARGEST_PAGE = 20 * 1024 * 1024  # bytes of HTML or plain text
LARGEST_FILE = 100 * 1024 * 1024  # bytes of anything else

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_SAVE_AS_DOCX = "open it in WPS or Word, save it as .docx, and audit that file"
_MARKUP = re.compile(rb"<!doctype html|<html|<head|<body|<table|<div|<p[\s>]|<h[1-6][\s>]|<meta|<span|<article", re.I)
_HEAD = 4096


def read_paper(source: Path | str | bytes, *, name: str = "", content_type: str = "") -> Paper:
    """Read a report from a file, or from bytes that came under a `name` (an address, a file's name).

    The bytes decide what it is, not the name. Raises ConfigError for what cannot be read (too large, encrypted,
    broken, a format without text), saying what to do instead.
    """
    if isinstance(source, bytes):
        body, name = source, name or "report"
    else:
        name = name or str(source)
        body = _bytes_of(Path(source), name)
    kind = kind_of(body, name)
    limit = LARGEST_PAGE if kind in ("html", "text") else LARGEST_FILE
    if len(body) > limit:
        raise ConfigError(
            f"is larger than {limit // 1024 // 1024} MB", where=name, fix="take pictures out, or audit its text alone"
        )
    if kind == "docx":
        from reports.audit.readers.word import read_docx  # python-docx and pdfplumber cost time to import

        return read_docx(body, name)
    if kind == "pdf":
        from reports.audit.readers.pdf import read_pdf

        return read_pdf(body, name)
    return read_html(body, name, content_type=content_type) if kind == "html" else read_plain(body, name)


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            raise ConfigError("is larger than 100 MB", where=name, fix="take pictures out, or audit its text alone")
        return path.read_bytes()
    except FileNotFoundError:
        raise ConfigError("no such file", where=name, fix="check the path, or give an address") from None
    except IsADirectoryError:
        raise ConfigError("is a folder", where=name, fix="name one report") from None
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=name, fix="check the path") from error


def kind_of(body: bytes, name: str) -> str:
    """What the bytes are: "text", "html", "docx" or "pdf". Raises ConfigError for every other kind of file."""
    if not body.strip():
        raise ConfigError("is empty", where=name, fix="download it again")
    if body[:_HEAD].lstrip()[:5] == b"%PDF-" or b"%PDF-" in body[:1024]:
        return "pdf"
    if body.startswith(b"PK\x03\x04"):
        return _kind_of_zip(body, name)
    if body.startswith(_OLE):
        if _ENCRYPTED in body:
            raise ConfigError("is protected by a password", where=name, fix="save a copy without password")
        raise ConfigError("is a file of old Word, Excel or WPS", where=name, fix=_SAVE_AS_DOCX)
    if body.startswith(_PICTURES) or body[:4] == b"RIFF":
        raise ConfigError("is a picture", where=name, fix="ask for the text of the report, or type it into a text file")
    if body.startswith(b"{\\rtf"):
        raise ConfigError("is an RTF file", where=name, fix=_SAVE_AS_DOCX)
    if body.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise ConfigError("is a packed archive", where=name, fix="unpack it and audit the report inside")
    if _MARKUP.search(body[:_HEAD].replace(b"\x00", b"")):
        return "html"
    if b"\x00" in body[:_HEAD] and not _is_wide_text(body):
        raise ConfigError("is no text and of no known format", where=name, fix="audit .txt, .html, .docx or .pdf")
    return "text"


def _is_wide_text(body: bytes) -> bool:
    """True for UTF-16, the only text with zero bytes in it."""
    text, encoding = decode(body[:_HEAD])
    return (
        encoding.startswith("utf-16")
        and sum(char.isprintable() or char in "\r\n\t" for char in text) * 10 >= len(text) * 9
    )


def _kind_of_zip(body: bytes, name: str) -> str:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as box:
            inside = set(box.namelist())
    except zipfile.BadZipFile as error:
        raise ConfigError("is damaged", where=name, fix="download it again") from error
    if "word/document.xml" in inside:
        return "docx"
    if "OFD.xml" in inside:
        raise ConfigError("is an OFD file", where=name, fix="export it as PDF with text, and audit that")
    if any(entry.startswith("xl/") for entry in inside):
        raise ConfigError("is a spreadsheet", where=name, fix="save the report itself as .docx or .html")
    raise ConfigError("is a packed archive", where=name, fix="unpack it and audit the report inside")
