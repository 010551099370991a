"""The outcome of a verification or an audit, in the order in which a person asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

Facts = Mapping[str, Any]

_EDITED = ("edited", "removed", "copied", "strange", "number", "words", "trace")
_RECOUNT = ("recount", "list", "snapshot")
_EVIDENCE = ("capture", "page")

VERDICTS = {
    "holds": _l("核验通过：数字、明细和存档都相符。"),
    "not_all_seen": _l("没有发现不符，但没有全部核对。"),
    "differs": _l("核验不通过。"),
}
LEVELS = {"wrong": _l("不符"), "unseen": _l("未能核对"), "note": _l("说明")}


@dataclass(frozen=True, slots=True)
class Group:
    """Remarks of one sort, the wrong ones first."""

    id: str
    title: Any
    remarks: Sequence[Facts]
    wrong: int


def verify_outcome(facts: Facts) -> Sequence[Group]:
    """What was edited by hand, does not recount, is missing as evidence; then all that is only worth knowing."""
    sorts: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("edited", _l("被手工改动"), _EDITED),
        ("recount", _l("重新统计不符"), _RECOUNT),
        ("evidence", _l("存档证据"), _EVIDENCE),
    )
    sort_of = {about: name for name, _title, abouts in sorts for about in abouts}
    sorted_in: dict[str, list[Facts]] = {}
    for one in facts["remarks"]:
        name = "notes" if one["level"] == "note" else sort_of.get(one["about"], "notes")
        sorted_in.setdefault(name, []).append(one)
    titles = {**{name: title for name, title, _abouts in sorts}, "notes": _l("其他说明")}
    return [_group(name, title, sorted_in.get(name, [])) for name, title in titles.items()]


def _group(name: str, title: Any, remarks: list[Facts]) -> Group:
    order = list(LEVELS)
    remarks.sort(key=lambda one: order.index(one["level"]))
    return Group(name, title, remarks, sum(one["level"] == "wrong" for one in remarks))


PARTS = {"present": _l("有"), "missing": _l("缺"), "unclear": _l("未认出")}


@dataclass(frozen=True, slots=True)
class AuditOutcome:
    """An audit: what is wrong, what ought to be there, which numbers hold, what could not be looked at."""

    faults: Sequence[Facts]
    unsure: Sequence[str]  # each reason once
    parts: Sequence[Facts]
    differing: Sequence[Facts]
    holding: Sequence[Facts]
    unknowable: Sequence[Facts]  # beside our counts
    uncompared: Sequence[Facts]  # numbers that no metric means


def audit_outcome(facts: Facts) -> AuditOutcome:
    """The same, from what the command prints as JSON."""

    def standing(name: str) -> list[Facts]:
        return [claim for claim in facts["claims"] if claim["ours"] and claim["ours"]["standing"] == name]

    return AuditOutcome(
        faults=[one for one in facts["remarks"] if one["verdict"] == "flagged"],
        unsure=tuple(dict.fromkeys(one["sentence"] for one in facts["remarks"] if one["verdict"] == "unsure")),
        parts=facts["parts"],
        differing=standing("differs"),
        holding=standing("holds"),
        unknowable=standing("not_knowable"),
        uncompared=[claim for claim in facts["claims"] if not claim["ours"]],
    )
