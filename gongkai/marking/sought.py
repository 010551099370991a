"""What is looked for on a page: the words of a finding or a doubt, taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from checks.ledger import DoubtRow, FindingRow

_DATE = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
_NOT_OF_THE_PAGE = re.compile(r"监测时间(?:点)?\s*\d{4}-\d{2}-\d{2}|(?:应在|期限)\s*\d{4}-\d{2}-\d{2}(?:前)?")
_QUOTED = re.compile(r"“((?:[^“”]|“[^“”]*”)+)”|《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Sought:
    """What a finding says of its place."""

    rule: str | None
    kind: str  # of its subject
    key: str
    label: str
    url: str | None
    observed: str
    threshold: str
    message: str

    @property
    def name(self) -> str:
        """The last part of a column's path, or the whole label."""
        return self.label.rpartition("/")[2] if self.kind == "column" else self.label

    def dates(self) -> list[date]:
        """The days that were observed; where the observation names none, those of the message."""
        return _dates(self.observed) or _dates(_NOT_OF_THE_PAGE.sub("", self.message))

    def all_dates(self) -> list[date]:
        """The days of observation and message."""
        return list(dict.fromkeys((*_dates(self.observed), *_dates(_NOT_OF_THE_PAGE.sub("", self.message)))))

    def quoted(self) -> list[str]:
        """What the observation quotes, or the message, without the subject's own name; longest first."""
        own = (self.label, self.name)
        found = _quotes(self.observed) or [each for each in _quotes(self.message) if each not in own]
        return sorted(found, key=len, reverse=True)


def sought(row: FindingRow | DoubtRow) -> Sought:
    """What is to be looked for."""
    return Sought(
        row.rule,
        row.subject_kind,
        row.subject_key,
        row.subject_label,
        row.subject_url,
        row.observed,
        row.threshold,
        row.message,
    )


def _dates(words: str) -> list[date]:
    found = []
    for year, month, day in _DATE.findall(words):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:  # a day that no calendar has: it is looked for as it is written
            continue
    return list(dict.fromkeys(found))


def _quotes(words: str) -> list[str]:
    return list(dict.fromkeys(inner or title for inner, title in _QUOTED.findall(words)))
