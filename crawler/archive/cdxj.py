"""The index of a WACZ: CDXJ lines, sorted, in gzipped blocks with a table of blocks (`cdxj-gzip-1.0`).

Sources: the CDXJ and request-body-canonicalization specifications of Webrecorder; keys as wabac.js (ReplayWeb.page)
makes them when it looks an address up.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote_plus, urlencode, urlsplit

from crawler.posting import FORM

BLOCK = 1024  # lines
_MAX_QUERY = 4096
_WWW = re.compile(r"^(https?://)www\d*\.")
_PATH = "%/:@!$&'()*+,;=-._~[]|\\^"
_QUERY = _PATH + "?`{}"


def surt(url: str) -> str:
    """The sort key of an address: host reversed, all in lower case, parameters sorted."""
    if not url.startswith(("http://", "https://")):
        return url
    try:
        parts = urlsplit(_WWW.sub(r"\1", url).lower())
        port = parts.port
    except ValueError:
        return url
    host = ",".join(reversed((parts.hostname or "").split(".")))
    standard = {"http": 80, "https": 443}[parts.scheme]
    key = f"{host}{f':{port}' if port not in (None, standard) else ''}){quote(parts.path or '/', safe=_PATH)}"
    if parts.query:
        key += "?" + "&".join(sorted(quote(parts.query, safe=_QUERY).split("&")))
    return key


def method_query(method: str, body: bytes, content_type: str) -> str:
    """What a request's body adds to the address in the index, without `__wb_method`; empty for nothing."""
    kind = content_type.split(";")[0].strip().lower()
    if kind == FORM:
        try:
            query = unquote_plus(body.decode("utf-8"))
        except UnicodeDecodeError:
            query = _as_base64(body)
    elif kind == "application/json":
        query = _from_json(body) or ""
    elif kind == "text/plain":
        query = _from_json(body) or _as_base64(body)
    else:
        query = _as_base64(body)
    return query[:_MAX_QUERY]


def with_method(url: str, method: str, query: str) -> str:
    """The address under which the answer to a request that is no GET is found."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}__wb_method={method}{f'&{query}' if query else ''}"


def _as_base64(body: bytes) -> str:
    return "__wb_post_data=" + base64.b64encode(body).decode("ascii") if body else ""


def _from_json(body: bytes) -> str | None:
    """The leaves of a JSON body as parameters, names that repeat numbered; None where it is no JSON."""
    try:
        value = json.loads(body)
    except ValueError:
        return None
    pairs: list[tuple[str, str]] = []
    counts: dict[str, int] = {}
    for name, leaf in _leaves(value, ""):
        counts[name] = counts.get(name, 0) + 1
        pairs.append((name if counts[name] == 1 else f"{name}.{counts[name]}_", leaf))
    return urlencode(pairs)


def _leaves(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner, name)
    elif name:
        yield name, _as_in_javascript(value)


def _as_in_javascript(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class Index:
    """Lines are collected in a temporary SQLite file and come out sorted: memory stays flat."""

    def __init__(self) -> None:
        self._lines = sqlite3.connect("")  # a file that is gone when it is closed
        self._lines.execute("CREATE TABLE lines (line TEXT PRIMARY KEY) WITHOUT ROWID")

    def add(self, key: str, timestamp: str, facts: dict[str, object]) -> None:
        """Add one line. `timestamp` is `YYYYMMDDhhmmss`."""
        line = f"{key} {timestamp} {json.dumps(facts, ensure_ascii=False)}"
        self._lines.execute("INSERT OR IGNORE INTO lines VALUES (?)", (line,))

    def write(self, out: Callable[[bytes], object], name: str) -> Iterator[str]:
        """Write the gzipped blocks to `out`; yields the lines of the table of blocks, which lie in file `name`."""
        yield f"!meta 0 {json.dumps({'format': 'cdxj-gzip-1.0', 'filename': name})}\n"
        cursor = self._lines.execute("SELECT line FROM lines ORDER BY line")
        offset = 0
        while block := [row[0] for row in cursor.fetchmany(BLOCK)]:
            packer = zlib.compressobj(wbits=zlib.MAX_WBITS + 16)
            data = packer.compress("".join(f"{line}\n" for line in block).encode()) + packer.flush()
            out(data)
            facts = {"offset": offset, "length": len(data), "digest": f"sha256:{hashlib.sha256(data).hexdigest()}"}
            yield f"{' '.join(block[0].split(' ', 2)[:2])} {json.dumps(facts)}\n"
            offset += len(data)

    def close(self) -> None:
        """Forget the lines."""
        self._lines.close()
