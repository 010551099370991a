"""Captured pages shown again: everything that was said is there, nothing that acts is."""

from __future__ import annotations

import http.server
import re
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from crawler.archive.harmless import POLICY, Banner, harmless_page, harmless_text
from tests.archive.hostile_page import hostile

BANNER = Banner(
    "http://x.test/<b>", (("网址", 'http://x.test/?a="><script>alert(1)</script>'), ("SHA-256", "00ff")), "说明"
)
SERVER = "http://evil.test"
ACTIVE = {
    "script", "iframe", "frame", "frameset", "object", "embed", "applet", "form", "input", "button", "select",
    "textarea", "link", "base", "svg", "math", "video", "audio", "source", "track", "template", "noscript", "area",
    "map", "portal", "marquee", "bgsound", "layer", "isindex", "xmp", "plaintext", "dialog", "param", "picture",
    "title",
}  # fmt: skip
LOADS = {
    "href", "src", "srcset", "action", "formaction", "background", "poster", "data", "ping", "manifest", "xlink:href",
    "cite", "longdesc", "usemap", "codebase", "classid", "profile", "srcdoc", "target", "id", "class",
    "name", "autofocus",
}  # fmt: skip


def shown(markup: str | bytes, content_type: str = "text/html") -> lxml_html.HtmlElement:
    body = markup.encode() if isinstance(markup, str) else markup
    return lxml_html.document_fromstring(harmless_page(body, content_type, BANNER).encode(), parser=_PARSER)


_PARSER = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)


def assert_harmless(tree: lxml_html.HtmlElement) -> None:
    (main,) = tree.xpath("//main")
    for element in main.iter():
        assert isinstance(element.tag, str), "a comment survived"
        assert element.tag not in ACTIVE
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert name.lower() not in LOADS - {"src"} or element is main
            if name == "src":
                assert (element.tag, value[:11]) == ("img", "data:image/")
            if name == "style":
                assert not re.search(r"url|expression|position|import|behavior|\\|display|margin", value, re.IGNORECASE)
    head = tree.xpath("//head/*")
    assert [element.tag for element in head] == ["meta", "meta", "meta", "meta", "meta", "title", "style"]
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [POLICY]
    assert len(tree.xpath("//header[@class='capture']")) == 1
    assert not tree.xpath("//body/*[not(self::header or self::main)]")


def test_nothing_of_a_hostile_page_is_active(tmp_path: Path) -> None:
    tree = shown(hostile(SERVER))
    assert_harmless(tree)
    text = tree.xpath("string(//main)")
    for words in (
        "关于开展检查的通知",
        "链接文字",
        "格子",
        "绿字",
        "选项甲",
        "选项乙",
        "滚动",
        "摘要",
        "细节",
        "旧浏览器",
    ):
        assert words in text, words


def test_what_the_page_would_have_loaded_is_said_as_text() -> None:
    tree = shown(hostile(SERVER))
    text = tree.xpath("string(//main)")
    for place in ("img", "iframe", "form", "embed", "video"):
        assert f"{SERVER}/{place}" in text, place
    assert f"链接：{SERVER}/link" in tree.xpath("//main//@title")


def test_banner_cannot_be_broken_out_of() -> None:
    tree = shown("<p>x</p></main></body></html><header class=capture>假横幅</header>")
    assert_harmless(tree)
    (banner,) = tree.xpath("//header[@class='capture']")
    assert '"><script>alert(1)</script>' in banner.text_content()
    assert "假横幅" not in banner.text_content()
    assert tree.xpath("string(//title)") == "快照：http://x.test/<b>"


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("gb18030", "text/html"),
        ("gb18030", "text/html; charset=utf-8"),
        ("utf-8", "text/html; charset=gbk"),
        ("utf-16", "text/html"),
        ("big5", "text/html; charset=big5"),
    ],
)
def test_text_is_right_whatever_the_encoding(encoding: str, content_type: str) -> None:
    body = (
        f"<html><body><p>{'關於開展檢查的通知' if encoding == 'big5' else '关于开展检查的通知'}</p></body></html>" * 3
    )
    tree = shown(body.encode(encoding), content_type)
    assert re.search("关于开展检查的通知|關於開展檢查的通知", tree.xpath("string(//main)"))


def test_layout_of_an_old_page_stays_readable() -> None:
    tree = shown(
        '<table width="100%" border=1 bgcolor="#eee"><tr><td colspan=2 align=center><font color=red size=5>通知</font>'
        '</td></tr></table><p style="color:#333;text-align:center;position:absolute;background:url(x)">正文</p>'
    )
    assert tree.xpath("//td/@colspan") == ["2"]
    assert tree.xpath("//font/@color") == ["red"]
    (style,) = tree.xpath("//main//p/@style")
    assert re.sub(r"\s", "", style).strip(";") == "color:#333;text-align:center"


def test_picture_in_the_page_itself_stays() -> None:
    dot = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="
    tree = shown(f'<img src="{dot}" alt="点"><img src="data:text/html;base64,PHNjcmlwdD4=">')
    assert tree.xpath("//main//img/@src") == [dot]
    assert_harmless(tree)


def test_page_that_is_nested_too_deep_is_shown_as_its_source() -> None:
    tree = shown("<div>" * 100_000 + "<script>深</script>" + "</div>" * 100_000)
    assert_harmless(tree)
    assert "嵌套过深" in tree.xpath("string(//header)")
    assert "<script>深</script>" in tree.xpath("string(//pre)")


def test_page_that_closes_itself_early_is_shown_to_its_end() -> None:
    """An included header closes the document in the middle of the page."""
    tree = shown("<html><body><p>页头</p></body></html><p>正文</p><a href=x>附件</a></body></html>")
    assert "页头正文附件" in tree.xpath("string(//main)")


def test_empty_page_is_shown_as_empty() -> None:
    for nothing in ("", " ", "<!-- -->", "\x00\x01"):
        assert_harmless(shown(nothing))


def test_text_is_shown_as_it_is() -> None:
    tree = lxml_html.document_fromstring(harmless_text('{"a": "<script>alert(1)</script>"}', BANNER).encode())
    assert_harmless(tree)
    assert tree.xpath("string(//pre)") == '{"a": "<script>alert(1)</script>"}'


_PIECES = st.lists(
    st.one_of(
        st.sampled_from(re.findall(r"<[^>]*>?|[^<]+", hostile(SERVER))),
        st.sampled_from(["<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "&lt;", "\x00", "'", '"', "`", "=", "/"]),
        st.text(max_size=8),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(_PIECES)
def test_no_broken_markup_lets_anything_through(pieces: list[str]) -> None:
    assert_harmless(shown("".join(pieces).encode("utf-8", "surrogatepass")))


class _Listener(http.server.BaseHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *arguments: object) -> None:
        """Quiet."""


@pytest.mark.browser
def test_browser_asks_nobody_anything(tmp_path: Path) -> None:
    """Chromium shows the page from the disk; a server that would be called by any attempt hears nothing."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Debian's chromium is not installed")
    asked: list[str] = []
    listener = type("Listener", (_Listener,), {"asked": asked})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        here = f"http://127.0.0.1:{server.server_port}"
        raw, safe = tmp_path / "raw.html", tmp_path / "safe.html"
        raw.write_text(hostile(here), encoding="utf-8")
        safe.write_text(harmless_page(hostile(here).encode(), "text/html", BANNER), encoding="utf-8")
        for page in (safe, raw):
            heard = len(asked)
            subprocess.run(
                [
                    chromium,
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    f"--user-data-dir={tmp_path / page.stem}",
                    "--virtual-time-budget=3000",
                    f"--screenshot={tmp_path / 'page.png'}",
                    page.as_uri(),
                ],
                capture_output=True,
                timeout=120,
                check=True,
            )
            if page is safe:
                assert asked == []
            else:  # the page is as bad as we think, or the test would show nothing
                assert len(asked) - heard > 3, asked
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "style",
    [
        "color:url(http://evil.test/x)",
        "background-color:u\\72l(http://evil.test/x)",
        "font-family:x;background-color:red/*;*/url(//evil.test/x)",
        "color:var(--x, url(//evil.test))",
        "border:image-set('//evil.test/x' 1x) 1px",
        "color:expression(alert(1))",
    ],
)
def test_no_value_of_a_style_loads_or_hides_anything(style: str) -> None:
    tree = shown(f'<p style="{style}">字</p>')
    assert_harmless(tree)
    assert "evil" not in str(tree.xpath("//main//@style"))


def test_only_our_own_marks_are_marks() -> None:
    def mark(tree: lxml_html.HtmlElement) -> None:
        for found in tree.iter("p"):
            made = found.makeelement("mark", {"id": "here", "onclick": "x()", "class": "y"})
            made.text, found.text = found.text, ""
            found.insert(0, made)

    page = "<b><mark id=here>假的</mark></b><p>真的</p>".encode()
    tree = lxml_html.document_fromstring(harmless_page(page, "text/html", BANNER, mark).encode(), parser=_PARSER)
    assert [(each.text, dict(each.attrib)) for each in tree.iter("mark")] == [("真的", {"id": "here"})]
    assert tree.xpath("string(//main)") == "假的真的"
    (unmarked,) = shown(page).iter("mark")
    assert dict(unmarked.attrib) == {}
