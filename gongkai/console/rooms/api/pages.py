"""The API for people who write programs: what there is, and its document."""

from __future__ import annotations

from flask import Response, jsonify, render_template
from flask_babel import lazy_gettext as _l

from gongkai.console.access import public
from gongkai.console.rooms.api import blueprint
from gongkai.console.rooms.api.declaring import OPERATIONS
from gongkai.console.rooms.api.document import BASE, document

WORDS = {
    "findings": _l("问题，分页"),
    "finding": _l("一个问题，连同证据和经过"),
    "doubts": _l("待人工判断的事项，分页"),
    "doubt": _l("一个待人工判断的事项，连同证据和经过"),
    "counts": _l("一年的全部统计数"),
    "one_count": _l("一个统计数，连同它背后的各行"),
    "items": _l("搜索信息，分页"),
    "item": _l("一条信息"),
    "versions": _l("一条信息的所有版本"),
    "sites": _l("账号看得到的网站"),
    "runs": _l("抓取记录，最新的在前"),
    "run": _l("一次抓取，连同没有抓到的"),
}
"""What each operation is, for people."""


@blueprint.get("/")
@public
def index() -> str:
    """A short description."""
    return render_template("api/index.html", operations=OPERATIONS, words=WORDS, base=BASE)


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """The document: it says what may be asked, and nothing of what is known."""
    return jsonify(document())
