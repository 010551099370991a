"""Two versions of an item beside each other: what was added, what was removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, render_template, request
from flask_babel import lazy_gettext as _l

from crawler.catalogue.item_pages import Version, versions_of
from gongkai.console.access import needs
from gongkai.console.here import catalogue
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.items import blueprint
from gongkai.console.rooms.items.one import item_or_404
from gongkai.differing import Kind, Part, differences

_NAMES = {
    "title": _l("标题"),
    "subtitle": _l("副标题"),
    "published_on": _l("发布日期"),
    "written_on": _l("成文日期"),
    "source": _l("来源"),
    "publisher": _l("发布机构"),
    "index_no": _l("索引号"),
    "doc_no": _l("文号"),
    "sent_on": _l("来信日期"),
    "replied_on": _l("答复日期"),
    "letter_status": _l("办理状态"),
}
_LONG, _SHOWN = 400, 120  # characters of unchanged text from which its middle is left out, and what stays at each end


@dataclass(frozen=True, slots=True)
class Row:
    """A fact that differs."""

    name: object
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Left:
    """So many characters of unchanged text that are not shown."""

    kind: str
    number: int


@blueprint.get("/<int:number>/versions")
@needs(Permission.READ)
def compare(number: int) -> str:
    """Any two versions; by default the newest and the one before it. `?whole=1` leaves nothing out."""
    item = item_or_404(number)
    versions = versions_of(catalogue(), item.id)
    if not versions:
        abort(404)
    new = _chosen(versions, request.args.get("new", type=int)) or versions[-1]
    place = versions.index(new)
    old = _chosen(versions, request.args.get("old", type=int)) or versions[max(0, place - 1)]
    whole = request.args.get("whole") == "1"
    parts = differences(old.text, new.text)
    return render_template(
        "items/compare.html",
        item=item,
        versions=list(reversed(versions)),
        numbers={version.id: place for place, version in enumerate(versions, 1)},
        old=old,
        new=new,
        rows=_rows(old, new),
        parts=parts if whole else _shortened(parts),
        added=sum(len(part.text) for part in parts if part.kind is Kind.ADDED),
        removed=sum(len(part.text) for part in parts if part.kind is Kind.REMOVED),
        whole=whole,
    )


def _chosen(versions: Sequence[Version], wanted: int | None) -> Version | None:
    if wanted is None:
        return None
    return next((version for version in versions if version.id == wanted), None) or abort(404)


def _rows(old: Version, new: Version) -> list[Row]:
    rows = [
        Row(name, getattr(old, field) or "", getattr(new, field) or "")
        for field, name in _NAMES.items()
        if (getattr(old, field) or "") != (getattr(new, field) or "")
    ]
    before, after = ("、".join(file.name for file in version.files) for version in (old, new))
    return [*rows, *([Row(_l("附件"), before, after)] if before != after else [])]


def _shortened(parts: Sequence[Part]) -> list[Part | Left]:
    """Long unchanged text without its middle."""
    found: list[Part | Left] = []
    for part in parts:
        if part.kind is not Kind.SAME or len(part.text) <= _LONG:
            found.append(part)
            continue
        found += (
            Part(Kind.SAME, part.text[:_SHOWN]),
            Left("left", len(part.text) - 2 * _SHOWN),
            Part(Kind.SAME, part.text[-_SHOWN:]),
        )
    return found
