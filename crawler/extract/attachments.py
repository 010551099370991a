"""Files an article offers: by extension, by the address of a download servlet, or by the word 附件."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from crawler.extract.flow import Flow, compact, plain
from crawler.model import Attachment

_EXTENSIONS = (
    "pdf|docx?|wps|xlsx?|xlsm|et|pptx?|dps|zip|rar|7z|txt|ofd|ceb|cebx|tiff?|csv|rtf|mp4|mp3|wmv|flv|avi|dwg|xml"
)
_FILE = re.compile(rf"\.({_EXTENSIONS})$", re.I)
_PICTURE = re.compile(r"\.(jpe?g|png|gif|bmp)$", re.I)
_SERVLET = re.compile(
    r"/module/download/|/_content/download\.jsp|download\.(?:jsp|asp|aspx|do|php)\b|downfile|/api/attachments?/"
    r"|/attachments?/(?:view|download)|fileDownload|/e/DownSys/",
    re.I,
)
_NAME_IN_QUERY = re.compile(r"(?:filename|showname|name|file)=([^&]+)", re.I)
_SAYS_ATTACHMENT = re.compile(
    rf"^(?:附件|附表|附图|下载)|[（(]?(?:点击)?下载[）)]?$|\.(?:{_EXTENSIONS}|jpe?g|png|gif|bmp)$",
    re.I,
)
_MAY_BE_FILE = re.compile(rf"\.(?:{_EXTENSIONS}|jpe?g|png|gif|bmp)\b|{_SERVLET.pattern}|附|下\s*载", re.I)
_BLANKS = re.compile(r"[\t\r\n]+")


def read_attachments(flow: Flow, base: str, start: int, end: int) -> tuple[Attachment, ...]:
    """Attachments linked from the lines `start` to `end`, in order, each address once.

    The name is the link's text, else its title, else the file's own name. `media_type` is the extension in
    lower case where the address or the name tells one.
    """
    found: dict[str, Attachment] = {}
    for anchor in flow.anchors:
        if start <= anchor.line <= end:
            attachment = _attachment(anchor.element, base)
            if attachment:
                found.setdefault(attachment.url, attachment)
    return tuple(found.values())


def resolve(base: str, href: str) -> str | None:
    """An absolute http(s) address, with stray blanks, line breaks and backslashes mended; None for scripts."""
    cleaned = _BLANKS.sub("", href).strip().replace("\\", "/")
    if not cleaned or cleaned.startswith(("#", "javascript:", "mailto:", "tel:", "data:", "file:")):
        return None
    try:
        url = urljoin(base, cleaned)
        scheme = urlsplit(url).scheme
    except ValueError:
        return None
    return url if scheme in ("http", "https", "ftp", "") else None


def _attachment(link: HtmlElement, base: str) -> Attachment | None:
    href = link.get("href")
    if not href or not _MAY_BE_FILE.search(f"{unquote(href) if '%' in href else href} {''.join(link.itertext())}"):
        return None  # most links of a page: no name of a file and no word of one
    url = resolve(base, href)
    if url is None:
        return None
    parts = urlsplit(url)
    text = plain("".join(link.itertext()))
    title = plain(link.get("title") or "")
    path = unquote(parts.path)
    extension = _FILE.search(path)
    if extension is None and _SERVLET.search(url):
        named = _NAME_IN_QUERY.search(unquote(parts.query))
        extension = next((hit for hit in map(_FILE.search, (named[1] if named else "", text, title)) if hit), None)
    elif extension is None:
        if not _SAYS_ATTACHMENT.search(compact(text)) or not (_PICTURE.search(path) or _FILE.search(text)):
            return None
        extension = _FILE.search(text) or _PICTURE.search(path)
    own_name = path.rsplit("/", 1)[-1]
    return Attachment(url, text or title or own_name, extension[1].lower() if extension else None)
