"""What is wrong in a register, in the words of the page: the readers of registers speak English, to a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from gongkai.console.rooms.registers.fault_words import PATTERNS
from reports.registers.forms import FORMS
from reports.registers.problems import Problem

_READ = re.compile(r'read "(.*)"$', re.DOTALL)
_FIELD = re.compile(r"^(\w+) \((.+?)\)")

_COMPILED = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in PATTERNS)


_BY_WORDS = (
    ("needs a result", "result"),
    ("states its fee", "fee"),
    ("no day of the answer", "answered_on"),
    ("but no result", "result"),
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `field` is its English name where it has one, `label` as in the file, `read` what stands there."""

    row_no: int | None
    field: str | None
    label: str
    read: str
    words: str


def told(text: str) -> str:
    """A message in the words of the page; one that is not known stays as it is, which is better than silence."""
    for pattern, words in _COMPILED:
        if match := pattern.fullmatch(text.strip()):
            return str(words) % {key: value or "" for key, value in match.groupdict().items()}
    return text


def known(text: str) -> bool:
    """True if there are words for a message."""
    return any(pattern.fullmatch(text.strip()) for pattern, _words in _COMPILED)


def faults_of(problems: Iterable[Problem], name: str) -> list[Fault]:
    """Problems of a register, one fault for each thing that is wrong."""
    return [fault for problem in problems for fault in _faults(problem, name)]


def at_fields(faults: Iterable[Fault]) -> tuple[Mapping[str, list[str]], list[str]]:
    """(field → what is wrong with it, what is wrong with the whole row or file)."""
    fields: dict[str, list[str]] = {}
    whole: list[str] = []
    for fault in faults:
        (fields.setdefault(fault.field, []) if fault.field else whole).append(fault.words)
    return fields, whole


def _faults(problem: Problem, name: str) -> list[Fault]:
    form = FORMS.get(name)
    labels = {names[0]: field for field, names in form.labels.items()} if form else {}
    if problem.what == "the row does not fit together":
        parts = _parts(problem.fix)
        return [Fault(problem.row_no, _named(part, labels.values()), "", "", told(part)) for part in parts]
    label = problem.field or ""
    read = _READ.search(problem.what)
    text = problem.what if known(problem.what) or not known(problem.fix) else problem.fix
    words = told(text) if known(text) else _("%(what)s；%(fix)s", what=problem.what, fix=problem.fix)
    return [Fault(problem.row_no, labels.get(label), label, read[1] if read else "", words)]


def _parts(text: str) -> list[str]:
    """The sentences of a message about a whole row: each may itself have a semicolon before its advice."""
    parts: list[str] = []
    for piece in text.split("; "):
        if parts and piece.startswith(("write", "correct")):
            parts[-1] = f"{parts[-1]}; {piece}"
        else:
            parts.append(piece)
    return parts


def _named(part: str, fields: Iterable[str]) -> str | None:
    match = _FIELD.match(part)
    if match and match[1] in fields:
        return match[1]
    for words, field in (
        ("needs a result", "result"),
        ("states its fee", "fee"),
        ("no day of the answer", "answered_on"),
    ):
        if words in part and field in fields:
            return field
    return None
