"""Words of the items' pages: where a date comes from, and what follows from the moments of crawls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from crawler.catalogue.item_pages import Place, Version
from gongkai.console.rooms.items import blueprint
from reports.typography import printable, web_address

VIA = {
    "line": _l("标题下注明的日期"),
    "block": _l("索引号表格"),
    "display": _l("标题下未注名称的日期"),
    "updated": _l("标题下的更新时间"),
    "issued": _l("表格中的发文日期"),
    "script": _l("页面脚本中的日期"),
    "meta": _l("网页元数据"),
    "list": _l("栏目列表"),
    "reply": _l("答复日期"),
    "url": _l("网址中的日期"),
    "signature": _l("正文末尾落款"),
    "sent": _l("来信日期"),
    "head": _l("正文开头"),
    "title": _l("标题"),
    "record": _l("行政许可、处罚表格"),
    "heading": _l("页面标题"),
    "near": _l("正文附近"),
}
FACTS = {
    "published": _l("发布日期"),
    "written": _l("成文日期"),
    "title": _l("标题"),
    "source": _l("来源"),
    "publisher": _l("发布机构"),
    "index_no": _l("索引号"),
    "doc_no": _l("文号"),
}


@blueprint.app_template_filter("as_written")
def as_written(text: str | None) -> str:
    """A text from outside, without its control characters and otherwise unchanged: it is evidence."""
    return printable(text or "")


@blueprint.app_template_filter("web")
def web(url: str | None) -> str:
    """The address where a browser may follow it, else nothing."""
    return web_address(url) or ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence for a date; `won`: it is the one that counts."""

    fact: str
    label: str
    place: str
    raw: str
    value: str | None
    won: bool


def date_evidence(version: Version | None, places: Sequence[Place], day: str | None, via: str | None) -> list[Evidence]:
    """Every date that page and lists state, by what they say of, those that count first."""
    found: list[Evidence] = []
    for candidate in version.candidates if version else ():
        fact, label, value = (candidate.get(name) for name in ("fact", "label", "value"))
        if fact not in ("published", "written"):
            continue
        winner = (day, via) if fact == "published" else (version.written_on, version.written_via) if version else None
        place, raw = str(candidate.get("place") or ""), str(candidate.get("raw") or "")
        found.append(Evidence(str(fact), str(label), place, raw, value, (value, label) == winner))
    known = {(each.label, each.value) for each in found}
    for place_ in places:
        if place_.listed_on and ("list", place_.listed_on) not in known:
            known.add(("list", place_.listed_on))
            won = via == "list" and place_.listed_on == day
            found.append(Evidence("published", "list", place_.column, place_.listed_on, place_.listed_on, won))
    return sorted(found, key=lambda each: (each.fact != "published", not each.won))
