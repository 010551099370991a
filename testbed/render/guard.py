"""What a guard in front of a site answers: the page is blocked, not broken. Made up after the two common products."""

from __future__ import annotations

import hashlib

from testbed.render.site import Answer

_STEM = "FSSBBIl1UgzbN7N"


def challenge(status: int) -> Answer:
    """412: a page of a few KB with a meaningless meta and two scripts; 521: nothing but a script that sets a cookie."""
    noise = "".join(hashlib.blake2s(f"{n}".encode()).hexdigest() for n in range(40))
    if status == 521:
        script = f"document.cookie='__jsl_clearance={noise[:40]};max-age=3600;path=/';location.href=location.pathname"
        cookie = ("Set-Cookie", f"__jsluid={noise[40:72]}; max-age=31536000; path=/; HttpOnly")
        return Answer(521, f"<script>{script}</script>".encode(), headers=(cookie,))
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><meta http-equiv="pragma" content="no-cache"/>'
        f'<meta id="9DhefwqGPrzGxEp9hPaoag" content="{noise[:1800]}" r="m">'
        f"<script>$_ts=window['$_ts'];if(!$_ts)$_ts={{}};$_ts.nsd={int(noise[:4], 16)};$_ts.cd='{noise[1800:2400]}';"
        '</script><script src="/4QbVtADbnLVIc/c.FxJzG50F.a7b3a1f.js" r="m"></script></head><body></body></html>'
    )
    cookie = ("Set-Cookie", f"{_STEM}S={noise[:43]}; path=/; expires=Thu, 18 Nov 2027 06:00:00 GMT; HttpOnly")
    return Answer(412, page.encode(), headers=(cookie,))
