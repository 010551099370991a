"""Habits of systems of 2005 to 2012: GB18030, addresses without regard to case, error pages with status 200."""

from __future__ import annotations

import base64
import hashlib
from functools import cached_property
from typing import Any

from testbed.render.files import media_type
from testbed.render.site import Answer, Site, templates
from testbed.view import View

_DYNAMIC = (".asp", ".aspx", ".jsp")
STATE_BYTES = 1500


class LegacySite(Site):
    """Every page is sent in GB18030; what it declares is the template's affair, and the header says nothing."""

    charset = "gb18030"

    @cached_property
    def _cases(self) -> dict[str, str]:
        paths = {route.partition("?")[0] for route in (*self.routes, *self.posts)}
        return {path.lower(): path for path in paths}

    def normal(self, path: str) -> str:
        """/article_show.asp is /Article_Show.asp; a folder is its default document."""
        return self.home if path == "/" else self._cases.get(path.lower(), path)

    def html(self, template: str, status: int = 200, **context: Any) -> Answer:
        """A rendered template in GB18030."""
        text = templates().get_template(template).render(**context)
        return Answer(status, text.encode(self.charset), "text/html")

    def answer(self, target: str, view: View) -> Answer:
        """A dynamic page that does not exist says so, with status 200."""
        answer = super().answer(target, view)
        path = target.partition("?")[0].lower()
        if answer.status == 404 and path.endswith(_DYNAMIC) and "download" not in path:
            return self.html("legacy_error.html", home=self.home)
        return answer

    def download(self, name: str, content: bytes) -> Answer:
        """A file by number: its name stands in the header, in the bytes of the system."""
        raw_name = name.encode(self.charset).decode("latin-1")
        kind = media_type(name) if len(name) % 2 else "application/octet-stream"
        return Answer(200, content, kind, (("Content-Disposition", f'attachment; filename="{raw_name}"'),))


def view_state(form: str, page: int) -> tuple[str, str]:
    """__VIEWSTATE and __EVENTVALIDATION of a form that shows a page."""
    key = f"{form}:{page}".encode()
    padding = hashlib.shake_128(key).digest(STATE_BYTES)
    check = hashlib.blake2s(key, digest_size=24).digest()
    return base64.b64encode(b"\xff\x01\x0f" + key + b"\x00" + padding).decode(), base64.b64encode(check).decode()


def shown_page(form: str, state: str, check: str) -> int | None:
    """The page that a form showed when it was sent; None if state and check do not belong to it and each other."""
    try:
        key = base64.b64decode(state, validate=True)[3:].partition(b"\x00")[0].decode()
    except ValueError:
        return None
    name, _, page = key.rpartition(":")
    if name != form or not page.isdigit() or view_state(form, int(page)) != (state, check):
        return None
    return int(page)
