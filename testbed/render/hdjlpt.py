"""The Guangdong platform for letters: an empty shell, a list by POST with token and cookie, a page for each letter."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from testbed.render.gkmlpt import json_answer
from testbed.render.site import Answer, Posted
from testbed.view import View
from testbed.world.model import Letter

SHELL = "/hdjlpt/published"
LIST = "/hdjlpt/letter/pubList"
_MOST = 20


def letter_path(letter: Letter) -> str:
    """/hdjlpt/detail?pid=3000123; the same page answers with &via=pc."""
    return f"/hdjlpt/detail?pid={letter.number}"


@dataclass
class Sessions:
    """Tokens change with each load of the shell; one is good only together with the cookie of its own load."""

    salt: str
    loads: int = 0
    tokens: dict[str, str] = field(default_factory=dict)  # session → token

    def start(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """A new token and the cookies that belong to it."""
        self.loads += 1
        session = hashlib.blake2s(f"{self.salt}:{self.loads}".encode(), digest_size=20).hexdigest()
        token = hashlib.blake2s(session.encode(), key=b"csrf", digest_size=20).hexdigest()
        self.tokens[session] = token
        while len(self.tokens) > 1000:
            del self.tokens[next(iter(self.tokens))]
        lasting = "path=/; Max-Age=7200"
        cookies = (
            ("Set-Cookie", f"XSRF-TOKEN={token}; {lasting}"),
            ("Set-Cookie", f"szxx_session={session}; {lasting}; HttpOnly"),
        )
        return token, cookies

    def knows(self, posted: Posted) -> bool:
        """True where the header's token belongs to the cookie's session."""
        cookies = dict(
            part.strip().partition("=")[::2] for part in posted.headers.get("cookie", "").split(";") if "=" in part
        )
        token = self.tokens.get(cookies.get("szxx_session", ""))
        return token is not None and token == posted.headers.get("x-csrf-token")


def letters_answer(view: View, posted: Posted, sid: str, sessions: Sessions) -> Answer:
    """Twenty letters from `offset`. Without token and cookie 419, for another site none."""
    if not sessions.knows(posted):
        return json_answer({"errcode": 419, "message": "CSRF token mismatch."}, 419)
    form = posted.form()
    if form.get("site_id") != sid:
        return json_answer({"errcode": 0, "data": {"total": 0, "list": []}})
    offset, limit = (int(form.get(name) or 0) for name in ("offset", "limit"))
    part = view.letters[offset : offset + min(limit or _MOST, _MOST)]
    rows = [_row(letter) for letter in part]
    return json_answer({"errcode": 0, "data": {"total": len(view.letters), "list": rows}})


def _row(letter: Letter) -> dict[str, Any]:
    return {
        "id": letter.number,
        "handle_code": f"AJ{letter.number:08d}",
        "title": letter.title,
        "nickname": letter.writer,
        "org_name": letter.unit,
        "summary": letter.text[:30],
        "time": str(letter.sent),
    }
