"""When are two addresses the same page, two titles the same title, two numbers the same number?

Rules of address equality come from the survey of address dialects: query strings matter (many portals live
on `?id=`), a handful of parameters never do, slashes repeat, and one platform has an alias for its root.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from posixpath import normpath
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urljoin, urlsplit

from crawler.posting import is_post, split_post

# Parameters that name a session, a referrer or a moment, never a document.
_NOISE_PARAMETERS = frozenset(
    {
        "via",
        "from",
        "jsessionid",
        "phpsessid",
        "v",
        "t",
        "_",
        "timestamp",
        "spm",
        "r",
        "rnd",
        "random",
        "utm_source",
    }
)
_INDEX_NAMES = re.compile(r"/(?:index|default)\.(?:html?|shtml|jsp|php|aspx?)$", re.IGNORECASE)
# Session ids: in the path after a semicolon, or in brackets as ASP.NET writes them; in the query by name, or by a name
# that may mean other things (a site's number is `sid` too) with a value that only a session has.
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*|(?<=/)\((?:[A-Z]\([A-Za-z0-9_-]+\))+\)/", re.IGNORECASE)
_SESSION_NAME = re.compile(r"^(?:[a-z]{0,3}sessionid|session_?id|sess_?id|aspsessionid\w*|phpsessid|cfid|cftoken)$")
_SESSION_VALUE = re.compile(r"^(?:[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$", re.IGNORECASE)
_SLASHES = re.compile(r"/{2,}")
_PUBLICFILES = re.compile(r"^/business/htmlfiles/", re.IGNORECASE)
_MOBILE_POST = re.compile(r"/mpost_(\d+\.)")


@lru_cache(maxsize=65536)
def canonical_key(url: str) -> str:
    """The key under which an address is known: equal keys mean the same page.

    Scheme, `www.`, default port, fragment, session ids, slash noise, `/index.html` and the order and noise
    of parameters do not count; everything else does. The key is for comparing, not for fetching.
    """
    if is_post(url):  # a body may be a view state of 300 KB; every field of it counts
        ask = split_post(url.strip())
        return f"{canonical_key(ask.url)} POST {sha256(ask.body).hexdigest()[:32]}"
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").lower()
    host = host.removeprefix("www.")
    port = f":{parts.port}" if _port(parts) not in (None, 80, 443) else ""
    path = _quoted(_SESSION.sub("", parts.path))
    path = _SLASHES.sub("/", path) or "/"
    path = _PUBLICFILES.sub("/publicfiles/business/htmlfiles/", path)
    path = _MOBILE_POST.sub(r"/post_\1", path)
    if "/." in path:
        folder = path.endswith(("/", "/.", "/.."))
        path = normpath(path)
        path += "/" if folder and not path.endswith("/") else ""
    path = _INDEX_NAMES.sub("/", path)
    query = _query(parts.query, _noise_of(path))
    return f"{host}{port}{path}{'?' + query if query else ''}"


def _port(parts: object) -> int | None:
    try:
        return parts.port  # type: ignore[attr-defined, no-any-return]
    except ValueError:
        return None


def _quoted(path: str) -> str:
    # One spelling for %e4, %E4 and the raw character; bytes that are not UTF-8 stay as they are.
    return quote(unquote_to_bytes(path), safe="/:@!$&'()*+,;=~-._")


_HANWEB_COLUMN = re.compile(r"/col/col\d+/")
_SCRIPT = re.compile(r"\.(?:aspx?|jsp|php|do|action)$", re.IGNORECASE)
_SHORT_NAMES = frozenset({"t", "v", "r"})


def _noise_of(path: str) -> frozenset[str]:
    """Parameters that do not count on this path.

    `News_List.aspx?t=77` is a column: on a page made by a script the one-letter names may be anything. The pager of
    a Hanweb column writes `uid` and `pageNum` for the browser alone; the server always answers page 1.
    """
    if _SCRIPT.search(path):
        return _NOISE_PARAMETERS - _SHORT_NAMES
    if _HANWEB_COLUMN.search(path):
        return _NOISE_PARAMETERS | {"uid", "pagenum"}
    return _NOISE_PARAMETERS


def _query(query: str, noise: frozenset[str]) -> str:
    if not query:
        return ""
    # latin-1 keeps escaped bytes of any encoding as they are; raw characters are escaped first, as browsers do.
    pairs = parse_qsl(quote(query, safe="%&=+;/?:@!$'()*,~-._|"), keep_blank_values=True, encoding="latin-1")
    if not pairs:
        return query
    kept = [
        (name, value)
        for name, value in pairs
        if (name.lower() not in noise or _is_choice(name.lower(), value)) and not _is_session(name.lower(), value)
    ]
    return urlencode(sorted(kept), encoding="latin-1")


def _is_session(name: str, value: str) -> bool:
    """True for `PHPSESSID=…` whatever its value, and for `sid=` with 16 hexadecimal digits or more."""
    if _SESSION_NAME.match(name):
        return True
    return name in ("sid", "session", "sess") and _SESSION_VALUE.match(value) is not None


def _is_choice(name: str, value: str) -> bool:
    """True for a one-letter name with a word for a value: `?t=policies` chooses, `?t=1469000000` is a moment."""
    return name in _SHORT_NAMES and re.match(r"[A-Za-z]{3}", value) is not None


def resolve(base: str, href: str) -> str | None:
    """The absolute http(s) address of a link as written, or None where it leads nowhere (script, mail, empty).

    Blanks and line breaks inside, and backslashes for slashes, are repaired as browsers do.
    """
    written = re.sub(r"[\t\r\n]", "", href).strip().replace("\\", "/")
    if not written or written.startswith("#") or re.match(r"(?i)(?:javascript|mailto|tel|data|about|file):", written):
        return None
    try:
        absolute = urljoin(base, written)
        parts = urlsplit(absolute)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return None
        _ = parts.port
    except ValueError:
        return None
    if is_post(absolute):  # no page makes us send a POST: only a platform adapter writes such an address
        return None
    return absolute.split("#", 1)[0].replace(" ", "%20")


def header_text(value: str) -> str:
    """A header that names an address, as it was meant: raw bytes are UTF-8, as browsers take them."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return value


def same_site(url: str, home: str, hosts: frozenset[str] = frozenset()) -> bool:
    """True if the address belongs to the site whose home is given, or to one of its further hosts."""
    first, second = _host(url), _host(home)
    return first == second or first in hosts


@lru_cache(maxsize=65536)
def _host(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().removeprefix("www.")
    port = _port(parts)
    return host if port in (None, 80, 443) else f"{host}:{port}"


# --- titles and numbers -----------------------------------------------------------------------------

_PREFIX = re.compile(r"^(?:\[[^\]]{1,8}\]|【[^】]{1,8}】|〔[^〕]{1,8}〕|置顶[::])+")
_DROP = re.compile(r"[\s\u200b\u3000\"'“”‘’《》<>〈〉「」『』.,,。、;;::!!??·•—–\-_~…()()\[\]【】〔〕{}]+")


def normal_title(title: str) -> str:
    """A title for comparing: width-folded, without blanks, quotes, punctuation and `[通知]`-like prefixes.

    Numbers stay: 第1期 and 第2期, 2016年1月 and 2016年2月 are different titles.
    """
    folded = unicodedata.normalize("NFKC", title)
    folded = _PREFIX.sub("", folded.strip())
    return unicodedata.normalize("NFKC", _DROP.sub("", folded).casefold())


_DOC_NO = re.compile(
    r"^(?P<word>[^\d\[〔((【﹝{]+?)[\[〔((【﹝{]?(?P<year>(?:19|20)\d\d)[\]〕))】﹞}]?第?0*(?P<no>\d+)号?$"
)


def normal_doc_no(number: str | None) -> str | None:
    """A 文号 for comparing, `东安监〔2016〕5号` whatever the brackets; None for 无, `-` and blanks."""
    if number is None:
        return None
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number))
    if not text or text in {"无", "-", "--", "/", "暂无"}:
        return None
    match = _DOC_NO.match(text)
    return f"{match['word']}〔{match['year']}〕{int(match['no'])}号" if match else text


def normal_index_no(number: str | None) -> str | None:
    """A 索引号 for comparing: no blanks, upper case; None where empty or 无."""
    if number is None:
        return None
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", number)).upper()
    return None if not text or text in {"无", "-", "--", "/", "暂无"} else text
