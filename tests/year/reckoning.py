"""What the checks of a year found, against what was planted: by rule, subject and week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from checks.model import Finding, Pack, Verdict
from crawler.identity import canonical_key
from tests.year.crawling import Week


@dataclass(frozen=True, order=True)
class Flag:
    """A finding without its words."""

    rule: str
    clause: str
    kind: str
    key: str


@dataclass
class Tally:
    """The account of one rule. `weeks`: in how many weeks each kind of thing happened, by what it was."""

    planted: set[str] = field(default_factory=set)
    found: set[str] = field(default_factory=set)
    doubted: set[str] = field(default_factory=set)  # planted, and put before a person
    missed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    false: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @property
    def precision(self) -> float | None:
        """Share of what was flagged that was planted; None where nothing was."""
        hits = len(self.found)
        return hits / (hits + len(self.false)) if hits or self.false else None

    @property
    def recall(self) -> float | None:
        """Share of what was planted that was flagged in every week in which it had to be; None without plantings."""
        return len(self.planted - set(self.missed)) / len(self.planted) if self.planted else None


@dataclass
class Reckoning:
    """The account of the year, week by week."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    automatic: set[str] = field(default_factory=set)  # rules with a clause that decides alone
    examples: dict[str, str] = field(default_factory=dict)
    tempted: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # look-alikes that were flagged
    seconds: float = 0.0

    def add(self, week: Week, packs: Iterable[Pack], judged: Iterable[Finding]) -> set[Flag]:
        """Account for a week's check under these packs; returns what it flagged."""
        clauses = [clause for pack in packs for clause in pack.clauses if clause.rule is not None]
        asked = {str(clause.rule) for clause in clauses}
        self.automatic |= {str(clause.rule) for clause in clauses if clause.automatable == "yes"}
        judged = list(judged)
        told = {verdict: flags(judged, verdict) for verdict in (Verdict.FLAGGED, Verdict.UNSURE)}
        flagged = told[Verdict.FLAGGED]
        for one in judged:
            if one.verdict is Verdict.FLAGGED:
                self.examples.setdefault(f"{one.clause.id} {one.subject.key}", one.message)
        planted = [one for one in week.truth["planted"] if one["rule"] in asked]
        self._false(week, flagged, planted)
        self._missed(week, told, planted)
        for one in week.truth["lookalikes"]:
            if any(matches(flag, one) for flag in flagged):
                self.tempted[f"{one['rule']}: {one['note']}"].append(week.number)
        return flagged

    def _false(self, week: Week, flagged: set[Flag], planted: list[dict[str, Any]]) -> None:
        for flag in flagged:
            hits = [one for one in planted if matches(flag, one) and _during(week, one["may"])]
            for one in hits:
                self.tallies[flag.rule].found.add(one["id"])
            if not hits:
                self.tallies[flag.rule].false[f"{flag.clause} {flag.key}"].append(week.number)

    def _missed(self, week: Week, told: Mapping[Verdict, set[Flag]], planted: list[dict[str, Any]]) -> None:
        for one in planted:
            tally = self.tallies[one["rule"]]
            tally.planted.add(one["id"])
            if _during(week, one["may"]) and any(matches(flag, one) for flag in told[Verdict.UNSURE]):
                tally.doubted.add(one["id"])
            if not _during(week, one["must"]) or not seen_whole(week):
                continue
            enough = told[Verdict.FLAGGED] | (told[Verdict.UNSURE] if one["doubt"] else set())
            if not any(matches(flag, one) for flag in enough):
                tally.missed[one["id"]].append(week.number)

    def table(self) -> str:
        """Rule, planted, found, missed, false, precision, recall: a line each."""
        head = f"{'rule':32} auto planted found unsure missed false precision recall"
        lines = [head]
        for rule in sorted(set(self.tallies) | self.automatic):
            tally = self.tallies.get(rule, Tally())
            lines.append(
                f"{rule:32} {'yes' if rule in self.automatic else 'part':4} {len(tally.planted):7} "
                f"{len(tally.found):5} {len(tally.doubted - tally.found):6} "
                f"{len(tally.missed):6} {len(tally.false):5} {_share(tally.precision):>9} {_share(tally.recall):>6}"
            )
        return "\n".join(lines)

    def details(self, *, automatic_only: bool = False) -> str:
        """Every missed and false thing with its weeks, for whoever has to mend it."""
        lines = []
        for rule, tally in sorted(self.tallies.items()):
            if automatic_only and rule not in self.automatic:
                continue
            lines += [f"missed {rule} {key}: weeks {weeks}" for key, weeks in sorted(tally.missed.items())]
            lines += [
                f"false {rule} {key}: weeks {weeks}: {self.examples[key]}" for key, weeks in sorted(tally.false.items())
            ]
        return "\n".join(lines)


def flags(judged: Iterable[Finding], verdict: Verdict = Verdict.FLAGGED) -> set[Flag]:
    """The judgements of rules with this verdict, without their words."""
    return {
        Flag(one.clause.rule, one.clause.id, one.subject.kind.value, one.subject.key)
        for one in judged
        if one.verdict is verdict and one.clause.rule is not None
    }


def matches(flag: Flag, one: Mapping[str, Any]) -> bool:
    """True if a flag is about what the truth names."""
    if flag.rule != one["rule"] or (one.get("clauses") and flag.clause not in one["clauses"]):
        return False
    return any(_is_about(flag, subject) for subject in one["subjects"])


def _is_about(flag: Flag, subject: Mapping[str, str]) -> bool:
    if subject["kind"] == "text":
        return subject["key"] in flag.key
    if subject["kind"] == "site":
        return flag.kind == "site"
    if subject["kind"] in ("item", "link"):
        return flag.key == canonical_key(subject["key"])
    return flag.key == subject["key"]


def seen_whole(week: Week) -> bool:
    """True where nothing was in the way of the week's crawl: only then a fault has to be found."""
    return week.run.complete and not week.outages and week.mode == "full"


def _during(week: Week, period: list[str | None]) -> bool:
    day = week.day.isoformat()
    return str(period[0]) <= day and (period[1] is None or day < period[1])


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
