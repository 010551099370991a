"""What a sentence has said so far, for the numbers that lean on it: 共14人, 2015年为414条, 、行政处罚36条."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reports.audit.vocabulary import Indicator, Vocabulary
from reports.audit.words import Reader

COMMA = 0.4
_SENTENCE = 1.3  # what is said in the same sentence is never farther away than this
_CHANNELS = ("microblog", "wechat")


@dataclass(frozen=True, slots=True)
class Said:
    """A claim with its place in the folded paragraph."""

    indicator: str
    value: Decimal
    unit: str
    start: int
    end: int
    bound: str = ""
    year: int | None = None
    doubts: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The first half of the indicator's name."""
        return self.indicator.partition(".")[0]


@dataclass(slots=True)
class Told:
    """`last` are the words of the number before (its place as NUMBER), `verbs` its verbs where it meant something."""

    given: list[Said] = field(default_factory=list)
    last: str = ""
    verbs: str = ""
    meant: bool = False
    families: dict[str, int] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The indicators given so far."""
        return frozenset(said.indicator for said in self.given)

    def add(self, found: list[Said], clause: int) -> None:
        """Keep what a clause said."""
        known = [said for said in found if said.indicator != "other"]
        self.given += known
        self.families.update({said.family: clause for said in known})

    def number(self, reader: Reader, text: str, *, meant: bool) -> None:
        """Keep the words of a number."""
        self.last, self.meant = text, meant
        verbs = reader.vocabulary.lists["verbs"]
        self.verbs = (verbs_in(reader, text, verbs) or self.verbs) if meant else ""

    @property
    def subjects(self) -> frozenset[str]:
        """The subjects of what was said; a channel's figure speaks of publishing."""
        return frozenset("published" if family in _CHANNELS else family for family in self.families)

    def spoken_of(self, clause: int) -> Mapping[str, float]:
        """The subjects of what was said, with how far back before a clause; a channel's figure speaks of publishing."""
        found: dict[str, float] = {}
        for family, at in self.families.items():
            subject = "published" if family in _CHANNELS else family
            found[subject] = min(found.get(subject, 9.0), back(clause - at))
        return found

    def sum_of(self, vocabulary: Vocabulary, value: Decimal) -> Indicator | None:
        """The indicator that a sum is of, where it is the sum of the last figures that add up to one."""
        parts: list[Decimal] = []
        goal = ""
        for said in reversed(self.given):
            adds_to = vocabulary.indicators[said.indicator].adds_to
            if not adds_to or (goal and adds_to != goal):
                break
            goal = adds_to
            parts.append(said.value)
            if len(parts) > 1 and sum(parts, Decimal(0)) == value:
                return vocabulary.indicators[goal]
        return None


def back(clauses: int) -> float:
    """How far back so many commas are, in the same sentence."""
    return min(COMMA * clauses, _SENTENCE)


def verbs_in(reader: Reader, text: str, verbs: frozenset[str]) -> str:
    """The verbs of a text."""
    return "".join(sorted(word for word in reader.words(text) if word in verbs))
