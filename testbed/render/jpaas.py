"""大汉 jpaas habits that both its sites share: lists come from a unit service, as HTML inside JSON."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from testbed.render.files import media_type
from testbed.render.site import Answer, raw

SERVICE = "/api-gateway/jpaas-publish-server/front/page/build/unit"
SCRIPT = "/api-gateway/jpaas-web-server/front/script/unitbuild.js"
MIGRATED = date(2015, 7, 1)  # what is older came with an import, and carries the day of the import beside its own


def code(kind: str, number: object) -> str:
    """32 hex digits."""
    return hashlib.blake2s(f"{kind}:{number}".encode(), digest_size=16).hexdigest()


def normal(path: str) -> str:
    """A folder is its index.html."""
    return f"{path}index.html" if path.endswith("/") else path


def article_path(folder: str, day: date | None, number: int) -> str:
    """{column}/art/2016/art_{32hex}.html: the year is that of the system, not that of an imported document."""
    year = max(day, MIGRATED).year if day else 2016
    return f"{folder}art/{year}/art_{code('art', number)}.html"


def stated_day(day: date) -> date:
    """What the meta tag says of a document of this day."""
    return max(day, MIGRATED)


def file_path(number: int, ext: str) -> str:
    """A hash with its type or, every other one, without."""
    return f"/attach/0/{code('file', number)}.{ext}" if number % 2 else f"/api/attachments/view/{code('file', number)}"


def file_answer(path: str, content: bytes) -> Answer:
    """A file; where its address has no type, its header has none either."""
    kind = media_type(path) if path.startswith("/attach/") else "application/octet-stream"
    return Answer(200, content, kind)


@dataclass(frozen=True, slots=True)
class Unit:
    """A list block of a page, as its script describes it."""

    site: str
    page: str
    tag: str

    def fields(self) -> dict[str, str]:
        """The fields of the request, `bulidstatic` misspelt as it is."""
        return {
            "parseType": "bulidstatic",
            "webId": code("web", self.site),
            "tplSetId": code("tpl", self.site)[:22],
            "pageType": "column",
            "tagId": self.tag,
            "editType": "null",
            "pageId": code("page", self.page)[:22],
        }

    def query_data(self, *, quotes: bool) -> Markup:
        """The attribute of the script: with single quotes, or with escaped double ones."""
        text = json.dumps(self.fields(), ensure_ascii=False, separators=(",", ":"))
        return raw(text.replace('"', "&quot;" if quotes else "'"))


def wanted_page(query: dict[str, str]) -> int:
    """The page in `paramJson`; `pageNo` of its own is ignored."""
    try:
        page = json.loads(query.get("paramJson", "{}")).get("pageNo", 1)
    except (ValueError, AttributeError):
        return 1
    return int(page) if str(page).isdigit() and int(page) > 0 else 1


def answer(html: str | None) -> Answer:
    """HTML inside JSON; None: there is no such unit."""
    body = {"success": html is not None, "code": "200" if html is not None else "500", "message": ""}
    data = {"html": html} if html is not None else None
    text = json.dumps({**body, "data": data}, ensure_ascii=False)
    return Answer(200, text.encode(), "application/json;charset=UTF-8")
