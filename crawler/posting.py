"""Requests that have to be made by POST, written as an address (the convention of web archives, as pywb has it).

Some list services answer only a POST: a JSON list, the next page of a view-state pager. So that identity, frontier,
archive and replay need no second shape, such a request is one address, and the download turns it into a real POST:

    http://x.gov.cn/list.aspx?t=7&__wb_method=POST&__EVENTTARGET=pager&__EVENTARGUMENT=2        a form body
    http://x.gov.cn/rest/list?__wb_method=POST&__wb_post_type=application%2Fjson&__wb_post_data=eyJ…   base64

Everything behind the mark belongs to the body. Only a platform adapter makes such addresses, and only for a list
transport that it names: no form that a person would fill in is ever submitted. A link on a page that carries the
mark leads nowhere (`identity.resolve`), so that no page can make us send one.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote, urlencode

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
_MARK = "__wb_method=POST"
_DATA = re.compile(r"__wb_post_type=([^&]*)&__wb_post_data=([^&]*)\Z")
_PLAIN = re.compile(rb"[!$'()*,\-./0-9:;?@A-Z_a-z~%+&=]*\Z")  # what may stand in a query as it is


class Ask(NamedTuple):
    """How an address is asked for. `body` is empty for a GET."""

    url: str
    method: str = "GET"
    body: bytes = b""
    content_type: str = ""


def post_url(url: str, body: bytes | str, content_type: str = FORM) -> str:
    """The address that stands for a POST of `body` to `url`.

    A form body that is already percent-encoded is kept readable; anything else is kept as base64.
    """
    data = body.encode() if isinstance(body, str) else body
    plain = url.split("#", 1)[0]
    joint = "&" if "?" in plain else "?"
    if content_type == FORM and data and _PLAIN.match(data) and b"__wb_post_data=" not in data:
        return f"{plain}{joint}{_MARK}&{data.decode('ascii')}"
    packed = quote(base64.b64encode(data).decode("ascii"), safe="")
    return f"{plain}{joint}{_MARK}&__wb_post_type={quote(content_type, safe='')}&__wb_post_data={packed}"


def form_body(fields: Mapping[str, object] | Sequence[tuple[str, object]], encoding: str = "utf-8") -> bytes:
    """The fields of a form as its body; characters are percent-encoded in the page's own encoding."""
    pairs = fields.items() if isinstance(fields, Mapping) else fields
    return urlencode([(name, str(value)) for name, value in pairs], encoding=encoding, errors="replace").encode("ascii")


def split_post(url: str) -> Ask:
    """(url, method, body, content type) of an address; one without the mark is a plain GET of itself."""
    at = mark_in(url)
    if at is None:
        return Ask(url)
    real, rest = url[: at - 1], url[at + len(_MARK) :].removeprefix("&")
    packed = _DATA.match(rest)
    if packed is None:
        return Ask(real, "POST", rest.encode("utf-8"), FORM)
    try:
        body = base64.b64decode(unquote(packed[2]), validate=True)
    except (binascii.Error, ValueError):
        return Ask(real, "POST", rest.encode("utf-8"), FORM)
    return Ask(real, "POST", body, unquote(packed[1]))


def mark_in(url: str) -> int | None:
    """Where the mark of a POST stands in an address, or None."""
    at = url.find(_MARK)
    if at <= 0 or url[at - 1] not in "?&":
        return None
    return at if url[at + len(_MARK) : at + len(_MARK) + 1] in ("", "&") else None


def is_post(url: str) -> bool:
    """True if the address stands for a POST."""
    return mark_in(url) is not None
