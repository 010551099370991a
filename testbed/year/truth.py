"""What is planted, in addresses: what a check of a day has to find, may find, and must not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from testbed.year.model import Period

if TYPE_CHECKING:
    from testbed.year.town import Town


def truth_of(town: Town) -> dict[str, Any]:
    """Plantings, look-alikes and outages with subjects as a visitor names them: address, column path, column id."""
    return {
        "as_of": town.day.isoformat(),
        "planted": [
            {
                "id": one.id, "rule": one.rule, "clauses": list(one.clauses), "note": one.note,
                "subjects": [name for subject in one.subjects for name in _subject(town, *subject)],
                "must": _days(one.must), "may": _days(one.may), "doubt": one.doubt,
            }
            for one in town.year.planted
        ],
        "lookalikes": [
            {"rule": one.rule, "note": one.note, "subjects": _subject(town, *one.subject)}
            for one in town.year.lookalikes
        ],
        "outages": [
            {"kind": one.kind, "site": one.site, "period": _days(one.period), "slug": one.slug}
            for one in town.year.outages
        ],
    }  # fmt: skip


def _days(period: Period) -> list[str | None]:
    return [period[0].isoformat(), period[1].isoformat() if period[1] else None]


def _subject(town: Town, what: str, key: str) -> list[dict[str, str]]:
    """How a judgement may name the subject: a paper has an address before the redesign and one after it."""
    base, portal = town.bases["bureau"].rstrip("/"), town.bases["municipal"].rstrip("/")
    if what == "item":
        paper = town.year.papers[key]
        slug = town.year.columns[paper.columns[0]].slug
        return [{"kind": "item", "key": f"{base}/{slug}/{form}{paper.number}.html"} for form in "dc"]
    if what == "letter":
        return [{"kind": "item", "key": f"{base}/jzxx/x{key}.html"}]
    if what == "document":
        return [{"kind": "item", "key": f"{portal}/gk/yjglj/z{town.year.documents[key].number}.html"}]
    if what == "column":
        return [{"kind": "column", "key": path_of_column(town, key)}]
    if what == "link":
        return [{"kind": "link", "key": base + key}]
    return [{"kind": what, "key": key}]


def path_of_column(town: Town, key: str) -> str:
    """Names from the first level down."""
    column = town.year.columns[key].on(town.day)
    return f"{path_of_column(town, column.parent)}/{column.name}" if column.parent else column.name
