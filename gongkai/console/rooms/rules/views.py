"""Standards, their clauses, and what stands under each now."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from checks.comparing import demands
from checks.ledger.counting import count_by_clause
from checks.rule import rules
from checks.rulebook import doc_parts, summary, way
from gongkai.console.access import needs, visible_ids
from gongkai.console.here import catalogue, place, today
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.rules import blueprint
from gongkai.console.rooms.rules.standards import (
    WAYS,
    ClauseLine,
    all_packs,
    clause_lines,
    clause_or_404,
    counting,
    elsewhere,
    lines,
    matching,
    pack_or_404,
    validity,
)

VERDICTS = {"flagged": _l("有问题"), "clear": _l("没有问题"), "unsure": _l("无法判断"), "not_applicable": _l("不适用")}
_PLACE = re.compile(r"\{[a-z_]+\}")  # in a message: what is filled in when something was seen
_ASKED: dict[str, Callable[[ClauseLine], bool]] = {
    "veto": lambda line: line.clause.veto,
    "unverified": lambda line: line.clause.unverified,
    "standing": lambda line: line.standing > 0,
}


@blueprint.get("/")
@needs(Permission.READ)
def index() -> str:
    """All standards; with words, the clauses in which they stand."""
    words = request.args.get("q", "").strip()[:100]
    standing = count_by_clause(catalogue(), visible_ids())
    found = matching(clause_lines(all_packs(place()), standing), words) if words else []
    return render_template(
        "rules/index.html", standards=lines(place(), today(), standing), words=words, found=found, ways=WAYS
    )


@blueprint.get("/packs/<pack>")
@needs(Permission.READ)
def pack(pack: str) -> str:
    """One standard: its clauses in a table that can be narrowed."""
    chosen = pack_or_404(place(), pack)
    standing = count_by_clause(catalogue(), visible_ids(), pack=chosen.id)
    asked: dict[str, Any] = {
        "q": request.args.get("q", "").strip()[:100],
        "way": request.args.get("way", ""),
        "only": request.args.get("only", ""),
    }
    found = matching(clause_lines([chosen], standing), asked["q"])
    if asked["way"] in WAYS:
        found = [line for line in found if line.way == asked["way"]]
    if asked["only"] in _ASKED:
        found = [line for line in found if _ASKED[asked["only"]](line)]
    return render_template(
        "rules/pack.html",
        pack=chosen,
        validity=validity(chosen, today()),
        used=chosen.id in place().settings.check.packs,
        lines=found,
        asked=asked,
        ways=WAYS,
    )


@blueprint.get("/packs/<pack>/<clause>")
@needs(Permission.READ)
def clause(pack: str, clause: str) -> str:
    """One clause: what it demands, how it is seen, what stands under it now."""
    chosen = pack_or_404(place(), pack)
    entry = clause_or_404(chosen, clause)
    unit = rules().get(entry.rule) if entry.rule else None
    packs = all_packs(place())
    standing = count_by_clause(catalogue(), visible_ids())
    return render_template(
        "rules/clause.html",
        pack=chosen,
        clause=entry,
        validity=validity(chosen, today()),
        way=way(entry),
        ways=WAYS,
        verdicts=VERDICTS,
        demands=demands(entry),
        unit=unit,
        summary=summary(unit) if unit else "",
        parts={name: _paragraphs(text) for name, text in doc_parts(unit).items()} if unit else {},
        messages={verdict: _PLACE.sub("…", text) for verdict, text in unit.rule.messages.items()} if unit else {},
        states=standing.get((chosen.id, entry.id), {}),
        others=[
            (other, found, counting(standing.get((other.id, found.id), {})))
            for other, found in elsewhere(packs, chosen, entry)
        ],
    )


def _paragraphs(text: str) -> Sequence[str]:
    """A docstring without the line breaks of its file."""
    return [" ".join(part.split()) for part in text.split("\n\n")]
