"""What every row of every register has: its facts, its evidence, who filed it and when, and what it corrects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from reports.periods import Period
from reports.registers.values import Loose, MaybeDay

Labels = Mapping[str, tuple[str, ...]]
Choices = Mapping[str, tuple[str, ...]]

EVIDENCE: Labels = {"evidence": ("依据", "证明材料")}
BOOKKEEPING: Labels = {
    "files": ("佐证", "佐证文件", "附件"),
    "filed_by": ("填报人", "录入人", "登记人"),
    "filed_on": ("填报日期", "录入日期", "登记日期", "填报时间"),
    "corrects": ("更正", "更正行", "更正编号"),
    "voids": ("作废", "作废行", "作废编号"),
    "reason": ("原因", "更正原因", "作废原因"),
}
"""Fields that every register has beside its own; none of them need be there."""


class Form(BaseModel):
    """One row of a register. `labels` are the Chinese headers (the first is written, all are read).

    A row that `corrects` another takes its place, one that `voids` another strikes it out; both name the other row by
    its number or as 第5行.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)
    labels: ClassVar[Labels]
    example: ClassVar[tuple[str, ...]]  # one filled row, in the order of `labels`; what is missing is empty
    unique: ClassVar[tuple[str, ...]]  # two rows must not agree in all of these
    private: ClassVar[frozenset[str]] = frozenset()  # never printed, logged or exported
    choices: ClassVar[Choices] = {}  # words to choose from, for drop-down lists
    may_be_empty: ClassVar[frozenset[str]] = frozenset()  # must be in the header, but need not be filled in

    evidence: Loose = ""
    files: Loose = ""
    filed_by: Loose = ""
    filed_on: MaybeDay = None
    corrects: Loose = ""
    voids: Loose = ""
    reason: Loose = ""

    @classmethod
    def required_fields(cls) -> frozenset[str]:
        """English names of the fields that must be filled in in every row."""
        return frozenset(name for name, field in cls.model_fields.items() if field.is_required()) - cls.may_be_empty

    @property
    def key(self) -> tuple[object, ...]:
        """What no other row may repeat."""
        return tuple(getattr(self, name, None) for name in self.unique)

    @property
    def facts(self) -> dict[str, object]:
        """The row's own fields, without bookkeeping, by English name."""
        return {name: getattr(self, name, None) for name in self.labels if name not in BOOKKEEPING}

    @property
    def years(self) -> frozenset[int]:
        """The years that the row says something of."""
        values = self.facts.values()
        found = {value.year for value in values if isinstance(value, date)}
        found |= {value.first.year for value in values if isinstance(value, Period)}
        year = getattr(self, "year", None)
        return frozenset(found | ({year} if isinstance(year, int) else set()))

    @property
    def proof(self) -> str:
        """Evidence as it is shown beside the row: the words and the names of the files."""
        return "；".join(text for text in (self.evidence, self.files) if text)
