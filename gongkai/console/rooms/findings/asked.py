"""What the address of a list asks for: read from it, said in words, and written back into links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import abort, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from checks.ledger import DoubtState, State
from checks.ledger.asking import Order, Wanted
from gongkai.console.shown import state_word

PAGE = 50
ALL = "all"
STANDING = tuple(state.value for state in State if state.counts)
_LONGEST = 200  # characters of a text that is looked for
_NAMES = ("q", "site", "state", "clause", "pack", "rule", "column", "veto", "verified", "overdue", "back", "since",
          "sort")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that narrows a list, and the address of the list without it."""

    text: str
    without: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A list as its address asks for it. `given` are the words of the address, in a fixed order, without the page."""

    endpoint: str
    wanted: Wanted
    order: Order
    falling: bool
    page: int
    given: tuple[tuple[str, str], ...]
    wrong: tuple[str, ...]  # what could not be understood, and was left out
    names: Mapping[str, str]  # of the sites that the person sees

    @property
    def query(self) -> str:
        """The list as one word for other addresses; empty for the list as it first appears."""
        return urlencode(self.given)

    def value(self, name: str) -> str:
        """What the address gives for a name."""
        return next((value for key, value in self.given if key == name), "")

    def link(self, **changes: str | int | None) -> str:
        """The address of this list with some things changed; None leaves a thing out, and so does "".

        What is changed begins at the first page.
        """
        kept = [(name, value) for name, value in self.given if name not in changes]
        new = [(name, str(value)) for name, value in changes.items() if value not in (None, "")]
        asked: dict[str, Any] = {}
        for name, value in kept + new:
            asked.setdefault(name, []).append(value)
        return url_for(self.endpoint, **asked)

    def sorted_by(self, order: str) -> str:
        """The address of this list sorted by something: falling where it rises by that already."""
        falling = self.order == order and not self.falling
        return self.link(sort=f"-{order}" if falling else order)

    def direction(self, order: str) -> str:
        """For `aria-sort`: ascending, descending or none."""
        if self.order != order:
            return "none"
        return "descending" if self.falling else "ascending"

    def chips(self, clauses: Mapping[str, str]) -> list[Chip]:
        """What narrows this list, in words; `clauses` are the titles that are known."""
        return [
            Chip(_words(name, value, clauses, self.names), self.link(**{name: None}))
            for name, value in self.given
            if name != "sort" and (name != "state" or value != ALL)
        ]


def asked_from(
    args: MultiDict[str, str], sites: Mapping[str, str], today: date, *, endpoint: str = "findings.index"
) -> Asked:
    """What an address asks for. `sites` (id and name) are those that the person sees; 404 for any other one.

    What cannot be understood is left out and said so.
    """
    wrong: list[str] = []
    doubts = endpoint == "findings.doubts"
    given = [
        (name, value.strip()[:_LONGEST])
        for name in _NAMES
        for value in dict.fromkeys(args.getlist(name))
        if value.strip()
    ]
    of: dict[str, list[str]] = {}
    for name, value in given:
        of.setdefault(name, []).append(value)
    chosen = of.get("site", [])
    if any(site not in sites for site in chosen):
        abort(404)
    states = _states(of.get("state", []), wrong, doubts)
    order, falling = _order(_one(of, "sort"), wrong)
    wanted = Wanted(
        sites=tuple(chosen or sites),
        states=states,
        clause=_one(of, "clause") or None,
        pack=_one(of, "pack") or None,
        rule=_one(of, "rule") or None,
        column=_one(of, "column").strip("/") or None,
        text=_one(of, "q"),
        veto=_yes_no(_one(of, "veto")),
        verified=_yes_no(_one(of, "verified")),
        overdue=today if _yes_no(_one(of, "overdue")) else None,
        came_back=bool(_yes_no(_one(of, "back"))),
        since=_day(_one(of, "since"), wrong),
    )
    page = args.get("page", 1, type=int) or 1
    return Asked(endpoint, wanted, order, falling, min(max(page, 1), 10**6), tuple(given), tuple(wrong), sites)


def asked_within(query: str, sites: Mapping[str, str], today: date) -> Asked:
    """The list that a finding was opened from: `Asked.query` of it."""
    return asked_from(MultiDict(parse_qsl(query[:2000])), sites, today)


def _one(of: Mapping[str, Sequence[str]], name: str) -> str:
    return of.get(name, [""])[0]


def _states(values: Sequence[str], wrong: list[str], doubts: bool) -> tuple[str, ...]:
    known = [state.value for state in (DoubtState if doubts else State)]
    found = tuple(value for value in values if value in known)
    wrong += [_("没有“%(value)s”这种状态", value=value) for value in values if value not in (*known, ALL)]
    if found or ALL in values:
        return () if ALL in values else found
    return (DoubtState.OPEN.value,) if doubts else STANDING


def _order(value: str, wrong: list[str]) -> tuple[Order, bool]:
    name = value.removeprefix("-")
    if name and name not in list(Order):
        wrong.append(_("不能按“%(value)s”排序", value=name))
        return Order.SEVERITY, False
    return Order(name or Order.SEVERITY), value.startswith("-")


def _yes_no(value: str) -> bool | None:
    return None if not value else value in ("1", "yes", "true", "on")


def _day(value: str, wrong: list[str]) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        wrong.append(_("“%(value)s”不是日期，请写成 2016-12-31 的样子", value=value))
        return None


def _words(name: str, value: str, clauses: Mapping[str, str], sites: Mapping[str, str]) -> str:
    if name == "state":
        known = [*State, *DoubtState]
        return str(state_word(next((state for state in known if state.value == value), value)))
    if name in ("veto", "verified", "overdue", "back"):
        yes = _yes_no(value)
        words: dict[str, str] = {
            "veto": _("单项否决") if yes else _("扣分项"),
            "verified": _("条文已核实") if yes else _("条文未核实"),
            "overdue": _("已逾期") if yes else _("不论是否逾期"),
            "back": _("曾经回潮") if yes else _("不论是否回潮"),
        }
        return words[name]
    if name == "q":
        return f"“{value}”"
    if name == "site":
        return sites.get(value, value)
    if name == "clause":
        return clauses.get(value, value)
    titles = {"pack": _("规则包"), "rule": _("规则"), "column": _("栏目"), "since": _("首次发现不早于")}
    return f"{titles[name]} {value}"
