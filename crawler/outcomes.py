"""How a visit ended, from the status and from the page itself. Pure.

A page that says 'no such page' with status 200 is a soft 404; a page that asks for a slider, a login or
JavaScript proof is a challenge or a login: an outcome, never content.
"""

from __future__ import annotations

import re

from crawler.extract.data import data_of
from crawler.model import Outcome, PageKind, Reading
from crawler.page import Page

_BY_STATUS = {
    304: Outcome.NOT_MODIFIED,
    401: Outcome.LOGIN,
    403: Outcome.FORBIDDEN,
    404: Outcome.NOT_FOUND,
    407: Outcome.LOGIN,
    408: Outcome.TIMEOUT,
    410: Outcome.GONE,
    412: Outcome.CHALLENGE,  # 瑞数 and other script challenges
    429: Outcome.THROTTLED,
    451: Outcome.FORBIDDEN,
    521: Outcome.CHALLENGE,  # 加速乐
}
REDIRECTS = frozenset({301, 302, 303, 307, 308})


def by_status(status: int) -> Outcome:
    """The outcome that a status alone means. Unknown 4xx are errors of ours, 5xx errors of the server."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status in REDIRECTS:
        return Outcome.REDIRECT
    if 200 <= status < 300:
        return Outcome.OK
    if 400 <= status < 500:
        return Outcome.CLIENT_ERROR
    return Outcome.SERVER_ERROR


_SHORT = 600  # characters of text: longer pages say more than an error message
_TITLE = re.compile(r"<title[^>]*>(.{0,200}?)</title>", re.IGNORECASE | re.DOTALL)
_GONE_TITLE = re.compile(
    r"^\W*(?:404|error\s*404)\b|\b404\b.{0,12}(?:not found|错误|页面)|not found|页面不存在"
    r"|找不到(?:您|你)?.{0,8}(?:页面|网页)"
    r"|(?:页面|网页|信息|内容|文章)(?:已|已经)?(?:不存在|被删除|丢失|走丢|找不到|未找到)|出错(?:了|啦)|错误(?:提示|页面|信息)",
    re.IGNORECASE,
)
_GONE_TEXT = re.compile(
    r"(?:页面|网页|文件|信息|内容|文章|栏目)[^。\n]{0,10}(?:不存在|找不到|未找到|已(?:经)?(?:被)?删除|走丢|丢失)"
    r"|(?:无法|没有|没)(?:能)?找到[^。\n]{0,12}(?:页面|网页|文件|内容)|404\s*not\s*found|404\s*错误|HTTP\s*(?:错误\s*)?404",
    re.IGNORECASE,
)
_REFUSED = re.compile(
    r"\W*(?:提示[信息]*\W*|错误[提示信息]*\W*|对不起\W*|抱歉\W*|很抱歉\W*)*"
    r"(?:参数(?:错误|不正确|有误|丢失)|非法(?:参数|操作|访问)|(?:您|你)?(?:所)?(?:访问|查看|请求|要找)的[^。]{0,10}(?:不存在|已删除|找不到)"
    r"|(?:该|此|本)?(?:信息|文章|记录|页面|内容)(?:不存在|已(?:被)?删除|未找到))"
)
_CHALLENGE = re.compile(
    r"滑块|拖动(?:下方|左侧|滑块)|安全验证|人机验证|请完成(?:下方|以下)?验证|点击按钮(?:继续|进行)验证|访问验证|验证码.{0,20}继续访问"
    r"|(?:访问|请求|操作|刷新)(?:速度)?(?:过于频繁|太频繁|过快|次数过多)|频繁访问|访问(?:已)?被(?:拦截|阻断|拒绝)|请求(?:已)?被(?:拦截|阻断|拒绝)"
    r"|疑似(?:网络)?攻击|存在(?:安全)?(?:威胁|风险)[^。]{0,12}(?:拦截|阻断)|网站防火墙|waf_|WZWS|yunsuo_session|security_session_"
    r"|正在(?:进行)?(?:浏览器)?安全检查|checking your browser|请开启\s*JavaScript"
    r"|请启用\s*JavaScript|_\$_ts|__jsl_clearance|acw_sc__v2",
    re.IGNORECASE,
)
_LOGIN_TITLE = re.compile(r"登录|登陆|统一身份认证|log ?in|sign ?in", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input[^>]{0,200}type\s*=\s*[\"']?password", re.IGNORECASE)


def by_content(page: Page, reading: Reading) -> Outcome:
    """The outcome of a page that came with status 200, seen from what it says."""
    if reading.refresh_url:
        return Outcome.REDIRECT
    if reading.error:
        return Outcome.SERVER_ERROR  # whatever the status says; it may be better next time
    if reading.kind is PageKind.ARTICLE and reading.article is not None and len(reading.article.text) > _SHORT:
        return Outcome.OK
    if reading.listing is not None and reading.listing.rows:
        return Outcome.OK
    if reading.kind in (PageKind.HOME, PageKind.CATALOGUE) and reading.nav:
        return Outcome.OK
    if is_told(reading):
        return Outcome.OK  # whatever a <noscript> beside it asks for
    title = _title(page.text)
    if _PASSWORD.search(page.body) and _LOGIN_TITLE.search(title):
        return Outcome.LOGIN
    if _GONE_TITLE.search(title):
        return Outcome.SOFT_404
    if len(page.body) < 65536 and _CHALLENGE.search(page.text) and len(_visible(page)) < _SHORT:
        return Outcome.CHALLENGE
    text = _visible(page)
    if reading.kind is PageKind.ARTICLE and len(text) < _SHORT and _REFUSED.match(text):
        return Outcome.SOFT_404  # the address is an article's, the page is an answer to it
    if reading.kind in (PageKind.ARTICLE, PageKind.LIST, PageKind.CATALOGUE):
        return Outcome.OK
    return Outcome.SOFT_404 if len(text) < _SHORT and _GONE_TEXT.search(text) else Outcome.OK


_ENTITIES = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_DECLARED = 65_536  # bytes in which a document type is looked for
_GZIP = b"\x1f\x8b\x08"


def unreadable(page: Page, reading: Reading | None = None) -> str:
    """Why the page cannot be read as what it claims to be; an empty text where it can.

    Before reading: XML that declares entities is never read, and what is still packed is no page. After it: a service
    whose JSON broke off has told nothing, which is not the same as an empty list.
    """
    head = page.body[:_DECLARED]
    if _ENTITIES.search(head) and b"<!DOCTYPE" in head.upper():
        return "declares entities"
    if head.startswith(_GZIP) and "html" in page.content_type.lower():
        return "is packed once more"
    if reading is not None and "json" in page.content_type.lower():
        silent = reading.listing is None and reading.article is None and not reading.nav and not reading.error
        start = page.body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
        if silent and start in (b"{", b"[") and data_of(page) is None:
            return "is JSON that cannot be read"
    return ""


def is_told(reading: Reading) -> bool:
    """True where an adapter found what a shell hides: an article with its day, or the address of a list's data."""
    if reading.listing is not None and reading.listing.elsewhere:
        return True
    article = reading.article
    dated = article is not None and article.published is not None and article.published.via not in ("list", "url")
    return article is not None and dated and bool(article.title and article.text)


def _title(text: str) -> str:
    match = _TITLE.search(text, 0, 20000)
    return match[1].strip() if match else ""


def _visible(page: Page) -> str:
    """The text of the body without scripts, styles and links (menus say nothing about the page)."""
    parts = page.tree.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::a)]")
    return " ".join(part.strip() for part in parts if part.strip())


_HTML_TYPES = ("html", "xml", "text/plain", "json", "javascript")


def is_readable(content_type: str | None, body: bytes, url: str) -> bool:
    """True if a reader should look at the bytes: a page, a data file behind a list; not a document or a picture."""
    kind = (content_type or "").lower()
    start = body[:256].lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if not kind or "octet-stream" in kind:
        return start == b"<"
    if not any(word in kind for word in _HTML_TYPES):
        return False
    return not (start and start not in (b"<", b"{", b"[") and b"\x00" in body[:512])
