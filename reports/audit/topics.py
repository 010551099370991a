"""What is being spoken of: subjects carried from headings and from the sentences before."""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.audit.derived import Base
from reports.audit.words import Reader

_LABEL = 40
_PER_SENTENCE, _FROM_LINE, _FROM_HEADING = 1.5, 2.5, 3.0


@dataclass
class Topics:
    """The subjects of the headings above and of the sentences before, with how far back each was named."""

    reader: Reader
    headings: dict[int, dict[str, int]] = field(default_factory=dict)
    heading: str = ""
    before: dict[str, float] = field(default_factory=dict)
    bases: list[Base] = field(default_factory=list)
    claimed: set[str] = field(default_factory=set)

    def line(self, text: str, level: int | None, numbered: bool) -> None:
        """A new line begins: a heading (or a short line without a full stop) sets the topic, a paragraph keeps it."""
        label = level is not None or (len(text) <= _LABEL and not text.endswith(("。", ";")) and not numbered)
        self.before = {}
        self.bases = []
        self.claimed = set()
        if label:
            rank = level if level is not None else 9
            self.headings = {at: names for at, names in self.headings.items() if at < rank}
            self.headings[rank] = self.reader.subjects(text)
            self.heading = text

    def sentence(self, names: dict[str, int]) -> None:
        """A sentence has ended that named these subjects."""
        aged = {subject: back + _PER_SENTENCE for subject, back in self.before.items()}
        self.before = {
            **{subject: back for subject, back in aged.items() if back <= 4},
            **dict.fromkeys(names, _PER_SENTENCE),
        }

    def carried(self) -> dict[str, float]:
        """The subjects that are spoken of where a new sentence begins."""
        found: dict[str, float] = {}
        for names in self.headings.values():
            found.update(dict.fromkeys(names, _FROM_HEADING))
        return {**found, **{subject: min(back, found.get(subject, back)) for subject, back in self.before.items()}}
