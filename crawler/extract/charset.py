"""Bytes to text for pages whose declared encoding is often wrong.

The bytes decide, the declaration only breaks ties: a page that is valid UTF-8 is UTF-8 whatever its header or
meta tag says, and `gb2312` or `gbk` always means GB18030, their superset.
"""

from __future__ import annotations

import codecs
import re

_HEAD_BYTES = 4096  # where a declaration is looked for; the HTML standard looks at 1024

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is a prefix of it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
_META = re.compile(rb"\s*=\s*[\"']?\s*([\w.:-]+)")
_META_WORDS = (b"charset", b"encoding")
_GB_NAMES = frozenset(
    {
        "gb2312",
        "gbk",
        "gb18030",
        "gb_2312-80",
        "gb_2312",
        "gb2312-80",
        "x-gbk",
        "cp936",
        "936",
        "euc-cn",
        "hz",
    }
)
_CJK = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")  # in UTF-8, as all Chinese is
# Python's codec is the edition of 2000; the other 18 changes of 2022 concern four-byte codes of the same characters.
_EDITION_2022 = {
    **{0xE78D + n: code for n, code in enumerate((0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A)))},
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE832: 0x9FB8,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE864: 0x9FBB,
}
_NOT_ASCII = bytes(range(128, 256))
_PRIVATE = re.compile("[\ue78d-\ue864]")
_NOISE = 20  # one broken character in this many good ones is noise, not another encoding


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """Decode a page and tell the encoding that really fitted, e.g. `utf-8` or `gb18030`; never raises.

    Tried in this order: byte order mark; UTF-16 without a mark; strict UTF-8; UTF-8 with a little noise
    (a character cut in two); where a page is pieced together from parts in both encodings, line by line;
    another declared encoding that decodes strictly; GB18030. Bytes that fit nothing become U+FFFD.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    wide = _utf16_without_mark(body)
    if wide:
        return body.decode(wide, "replace"), wide
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(body, content_type)
    if _accidental_utf8(text, body, content_type):
        return _gb18030(body), "gb18030"
    return text, "utf-8"


def _gb18030(body: bytes) -> str:
    """GB18030 in its edition of 2022: 18 two-byte codes are characters of Unicode now, not of the private area."""
    text = body.decode("gb18030", "replace")
    # The private area is 0xEE and two more bytes in UTF-8: looking there is faster than looking for a range.
    private = b"\xee" in text.encode("utf-8", "replace") and _PRIVATE.search(text)
    return text.translate(_EDITION_2022) if private else text


def declared(body: bytes, content_type: str = "") -> tuple[str, ...]:
    """Encodings claimed by the header, then by the page itself, as normalised names Python knows."""
    names: list[str] = []
    header = _HEADER.search(content_type)
    if header:
        names.append(header.group(1))
    names.extend(_claims_of_page(body[:_HEAD_BYTES].lower()))
    known = (_normalise(name) for name in names)
    return tuple(dict.fromkeys(name for name in known if name))


def _claims_of_page(head: bytes) -> list[str]:
    """What follows `charset` and `encoding`, in order; plain looks, since a pattern tries every place."""
    found: list[tuple[int, str]] = []
    for word in _META_WORDS:
        place = head.find(word)
        while place >= 0:
            claim = _META.match(head, place + len(word))
            if claim:
                found.append((place, claim[1].decode("ascii", "ignore")))
            place = head.find(word, place + 1)
    return [name for _, name in sorted(found)]


def _normalise(name: str) -> str | None:
    lowered = name.strip().lower()
    if lowered in _GB_NAMES:
        return "gb18030"
    try:
        info = codecs.lookup(lowered)
    except (LookupError, ValueError):
        return None
    # Codecs such as `hex` or `rot13` are no text encodings and cannot be meant.
    return info.name if getattr(info, "_is_text_encoding", True) else None


def _utf16_without_mark(body: bytes) -> str | None:
    head = body[:400]
    if len(head) < 4 or head.count(0) < len(head) // 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _accidental_utf8(text: str, body: bytes, content_type: str) -> bool:
    """True for a short GBK text that is valid UTF-8 by chance (the famous 联通): two-byte characters only."""
    if len(text) == len(body) or _THREE_BYTES.search(text) or "gb18030" not in declared(body, content_type):
        return False
    foreign = [char for char in text if char > "\x7f"]
    try:
        chinese = body.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return len(_CJK.findall(chinese)) * 2 > len(foreign)


def _decode_other(body: bytes, content_type: str) -> tuple[str, str]:
    as_utf8 = body.decode("utf-8", "replace")
    bad = as_utf8.count("\ufffd")
    foreign = len(as_utf8) - bad - len(body.translate(None, _NOT_ASCII))  # the most that can be good
    good = len(_CJK.findall(as_utf8)) if foreign * _NOISE > bad else 0
    if bad * _NOISE <= good or (bad == 1 and as_utf8.endswith("\ufffd") and good):
        return as_utf8, "utf-8"
    claims = declared(body, content_type)
    if good * _NOISE > bad:
        return _decode_lines(body)
    for name in claims:
        # Latin-1 and its kin decode anything, so their success proves nothing.
        if name in ("utf-8", "gb18030") or name.startswith(("iso8859", "cp125", "utf-16", "utf-32", "ascii")):
            continue
        try:
            return body.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    as_gb = _gb18030(body)
    noise = as_gb.count("\ufffd") * _NOISE
    if noise and noise > len(_CJK.findall(as_gb)):
        western = next((name for name in claims if name.startswith(("iso8859", "cp125"))), None)
        if western:
            return body.decode(western, "replace"), western
    return as_gb, "gb18030"


def _decode_lines(body: bytes) -> tuple[str, str]:
    """A page whose header or footer was included in another encoding: each line speaks for itself."""
    parts: list[str] = []
    weight = {"utf-8": 0, "gb18030": 0}
    for line in body.splitlines(keepends=True):
        try:
            part, name = line.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            part, name = _gb18030(line), "gb18030"
        parts.append(part)
        weight[name] += len(line) if not line.isascii() else 0
    return "".join(parts), max(weight, key=lambda name: weight[name])
