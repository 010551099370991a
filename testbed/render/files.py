"""Attachments: small files whose first bytes are what their type says. The same name always gives the same bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cache

_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "zip": "application/zip",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "css": "text/css",
    "js": "application/javascript",
    "txt": "text/plain",
}
# The smallest GIF; browsers and file(1) go by content, and so did the editors.
_GIF = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")


def media_type(path: str) -> str:
    """The Content-Type a web server of the time sent for this name."""
    return _TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")


def picture() -> bytes:
    """A small picture."""
    return _GIF


@cache
def attachment(ext: str, name: str) -> bytes:
    """A file of this type that names itself inside."""
    if ext == "pdf":
        return _pdf(name)
    if ext in ("zip", "ofd"):  # an OFD is a packed folder too
        return _zip(name)
    return _compound(name)


def _pdf(name: str) -> bytes:
    text = f"BT /F1 18 Tf 40 780 Td ({zlib.crc32(name.encode()):08x}) Tj ET".encode()
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(text), text),
    )
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _zip(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("readme.txt", date_time=(2016, 1, 1, 0, 0, 0))
        archive.writestr(entry, name)
    return buffer.getvalue()


def _compound(name: str) -> bytes:
    """The header of an OLE2 compound file (doc, wps, xls, et), one empty sector table and some text."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900") + bytes(480)
    return header + b"\xff" * 512 + name.encode("utf-16-le").ljust(1024, b"\0")
