"""Behaviours of the body: bombs, nesting, entities, encodings."""

from __future__ import annotations

import gzip
import zlib
from functools import cache

from testbed.hostile.model import HTML, SINGLE, Answer, Exchange, Expected, Stage, behaviour
from testbed.hostile.portal import NOTICE, NOTICES, notices, single

_RATIO = "a body may unpack to 200 times its size (and 1 MB), and to 20 MB"
_TOO_LARGE = Expected("too_large", {"too_large": 1})
_UNREADABLE = Expected("unreadable", {"unreadable": 1})


@cache
def _bomb(megabytes: int = 100) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    zeros = bytes(1024 * 1024)
    return b"".join(packer.compress(zeros) for _ in range(megabytes)) + packer.flush()


def _packed(stage: Stage, body: bytes, coding: str = "gzip", *, chunked: bool = False) -> None:
    async def send(exchange: Exchange) -> None:
        length = ("Transfer-Encoding", "chunked") if chunked else ("Content-Length", str(len(body)))
        await exchange.head(200, ("Content-Type", HTML), ("Content-Encoding", coding), length)
        if not chunked:
            await exchange.raw(body)
            return
        for at in range(0, len(body), 8192):
            part = body[at : at + 8192]
            await exchange.raw(f"{len(part):x}\r\n".encode(), part, b"\r\n")
        await exchange.raw(b"0\r\n\r\n")

    stage.pages[SINGLE] = send


@behaviour("body", "100 KB of gzip that unpack to 100 MB", _RATIO, _TOO_LARGE)
def gzip_bomb(stage: Stage) -> None:
    _packed(stage, _bomb())


@behaviour("body", "the same in chunks, without a length", _RATIO, _TOO_LARGE)
def gzip_bomb_chunked(stage: Stage) -> None:
    _packed(stage, _bomb(), chunked=True)


@behaviour("body", "the same as deflate", _RATIO, _TOO_LARGE)
def deflate_bomb(stage: Stage) -> None:
    _packed(stage, zlib.compress(bytes(100 * 1024 * 1024), 9), "deflate")


@behaviour("body", "gzip inside gzip, one layer declared", "one layer is unpacked; the rest is no page", _UNREADABLE)
def gzip_nested(stage: Stage) -> None:
    _packed(stage, gzip.compress(_bomb()))


@behaviour("body", "two layers declared", "only gzip or deflate, once, is unpacked", _UNREADABLE)
def gzip_twice(stage: Stage) -> None:
    _packed(stage, gzip.compress(_bomb()), "gzip, gzip")


@behaviour("body", "an encoding that nobody asked for", "only gzip or deflate, once, is unpacked", _UNREADABLE)
def unasked_encoding(stage: Stage) -> None:
    _packed(stage, b"\x0b\x02\x80html\x03", "br")


@behaviour("body", "gzip that breaks off, with a right length", "a body must unpack to its end", _UNREADABLE)
def gzip_cut(stage: Stage) -> None:
    _packed(stage, gzip.compress(single().encode())[:-40])


@behaviour("body", "gzip by name only", "a body must unpack", _UNREADABLE)
def gzip_by_name(stage: Stage) -> None:
    _packed(stage, single().encode())


@behaviour("body", "twenty thousand gzip members", "1,000 members", _TOO_LARGE)
def gzip_members(stage: Stage) -> None:
    _packed(stage, gzip.compress(b"<p>x</p>") * 20_000)


@behaviour("body", "a page of 200,000 nested elements", "a depth beyond which a page is not read", _UNREADABLE)
def deep_html(stage: Stage) -> None:
    depth = 200_000
    stage.pages[SINGLE] = Answer(single("<div>" * depth + "<p>内</p>" + "</div>" * depth).encode())


@behaviour("body", "200,000 nested brackets of JSON where a page should be", "readers do not recurse", _UNREADABLE)
def deep_json(stage: Stage) -> None:
    body = b'{"data":' + b"[" * 200_000 + b"]" * 200_000 + b"}"
    stage.pages[SINGLE] = Answer(body, headers=(("Content-Type", "application/json"),))


@behaviour(
    "body",
    "a list behind 400 elements that were never closed, as old pages have them",
    "2,048 levels; what stands behind them is read",
    Expected("ok", path=NOTICES, items=10),
)
def unclosed_elements(stage: Stage) -> None:
    text = notices([("关于开展专项检查的通知", NOTICE, "2016-11-01")])
    stage.pages[NOTICES] = Answer(
        text.replace('<div class="list">', "<font color=red>" * 400 + '<div class="list">').encode()
    )


@behaviour(
    "body",
    "a picture of twelve megabytes inside the page, before its list",
    "20 MB for a page; what stands behind is read",
    Expected("ok", path=NOTICES, items=10, megabytes=160),
)
def inline_picture(stage: Stage) -> None:
    text = notices([("关于开展专项检查的通知", NOTICE, "2016-11-01")])
    picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 1_100_000}">'
    stage.pages[NOTICES] = Answer(text.replace('<div class="list">', picture + '<div class="list">').encode())


_LAUGHS = "".join(
    f'<!ENTITY l{n} "{("&l" + str(n - 1) + ";") * 10 if n else "哈哈"}">' for n in range(10)
)  # fmt: skip
_XML = (("Content-Type", "text/xml; charset=utf-8"),)


@behaviour(
    "body",
    "XML whose entities grow to 10^10 words",
    "XML that declares entities is not read",
    _UNREADABLE,
)
def entity_bomb(stage: Stage) -> None:
    body = f'<?xml version="1.0"?><!DOCTYPE r [{_LAUGHS}]><r><record>&l9;</record></r>'
    stage.pages[SINGLE] = Answer(body.encode(), headers=_XML)


@behaviour(
    "body",
    "XML with an external DTD and external entities: a file of ours, and an address inside",
    "XML that declares entities is not read; nothing is fetched for a parser",
    _UNREADABLE,
)
def external_entity(stage: Stage) -> None:
    inside = f"http://127.0.0.9:{stage.watched}/evil"
    body = (
        f'<?xml version="1.0"?><!DOCTYPE r SYSTEM "{inside}.dtd" [<!ENTITY f SYSTEM "file:///etc/passwd">'
        f'<!ENTITY % p SYSTEM "{inside}">%p;<!ENTITY x SYSTEM "{inside}">]><r><record>&f;&x;</record></r>'
    )
    stage.pages[SINGLE] = Answer(body.encode(), headers=_XML)


@behaviour(
    "body",
    "header says ISO-8859-1, meta says GB2312, half the page is UTF-8 and half GBK",
    "the bytes decide",
    Expected("ok", items=10, title="机构职能"),
)
def mixed_charset(stage: Stage) -> None:
    text = single("<p>下半部分由另一个系统生成，编码不同。</p>\n" * 20).replace('charset="utf-8"', 'charset="gb2312"')
    text = text.replace("</p>", "</p>\n").replace("<div", "\n<div")
    head, tail = text.split("<p>下半部分", 1)
    body = head.encode() + ("<p>下半部分" + tail).encode("gbk")
    stage.pages[SINGLE] = Answer(body, headers=(("Content-Type", "text/html; charset=iso-8859-1"),))


@behaviour(
    "body",
    "an attribute of five megabytes and a line of ten",
    "20 MB for a page",
    Expected("ok", items=10, megabytes=160),
)
def long_attribute(stage: Stage) -> None:
    stage.pages[SINGLE] = Answer(single(f'<p title="{"长" * 1_700_000}">{"字" * 3_300_000}</p>').encode())
