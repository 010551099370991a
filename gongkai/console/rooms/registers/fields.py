"""The form of a row, made from the register's own form: labels, notes, closed lists, what must be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.metrics.base import Source, metrics
from reports.registers.entering import own_fields
from reports.registers.forms import FORMS
from reports.registers.templates import notes_of
from reports.registers.values import read_day
from reports.typography import printable

LONGEST = 2000  # characters of a field


@dataclass(frozen=True, slots=True)
class Field:
    """One field to fill in. `kind`: day, choice, list (a text with suggestions) or text."""

    name: str
    label: str
    note: str
    needed: bool
    kind: str
    choices: tuple[str, ...]
    value: str
    private: bool
    errors: tuple[str, ...]

    @property
    def shows_as_day(self) -> bool:
        """True where the browser's own calendar can show what was typed."""
        return self.kind == "day" and (not self.value or _is_iso(self.value))


def fields_of(name: str, values: Mapping[str, str], errors: Mapping[str, list[str]]) -> list[Field]:
    """The fields of a register with what was typed, and what is wrong with it."""
    form = FORMS[name]
    return [
        Field(
            name=field,
            label=form.labels[field][0],
            note=_note(name, field),
            needed=field in form.required_fields(),
            kind=_kind(name, field),
            choices=_choices(name, field),
            value=values.get(field, ""),
            private=field in form.private,
            errors=tuple(errors.get(field, ())),
        )
        for field in own_fields(name)
    ]


def typed(name: str, sent: Mapping[str, str]) -> dict[str, str]:
    """What a person typed, by field, without control characters; a private field that was left empty is not named."""
    found = {field: " ".join(printable(sent.get(f"f-{field}", "")).split())[:LONGEST] for field in own_fields(name)}
    return {field: text for field, text in found.items() if text or field not in FORMS[name].private}


def iso_if_day(text: str) -> str:
    """A day as the browser's calendar wants it, anything else as it is."""
    day = read_day(text) if text else None
    return day.isoformat() if day else text


def _note(name: str, field: str) -> str:
    """What is said of a field, unless it only repeats its label; of private ones the page says it itself."""
    form, note = FORMS[name], notes_of(name).get(field, "")
    return "" if note == form.labels[field][0] or field in form.private else note


def _kind(name: str, field: str) -> str:
    kind = FORMS[name].model_fields[field].annotation
    if kind is date or kind == date | None:
        return "day"
    if (name, field) == ("figures", "indicator") or (field in FORMS[name].choices and kind == date | bool | None):
        return "list"
    return "choice" if field in FORMS[name].choices else "text"


def _choices(name: str, field: str) -> tuple[str, ...]:
    if (name, field) == ("figures", "indicator"):
        return tuple(metric.title for metric in metrics().values() if metric.source is not Source.CRAWL)
    return tuple(map(str, FORMS[name].choices.get(field, ())))


def _is_iso(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
