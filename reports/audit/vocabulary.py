"""The words of `indicators.toml`: what the numbers of a report can mean, and which words say so."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from crawler.errors import ConfigError

FILE = Path(__file__).with_name("indicators.toml")

Words = frozenset[str]

FARTHEST = 4.0
"""How far back a subject may have been named, in the measure of `meanings.Subjects`."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One way to mean an indicator; the fields are described in `indicators.toml`."""

    indicator: str
    near: tuple[Words, ...]
    subject: str | None = None
    without: Words = frozenset()
    base: bool = False
    pure: bool = False
    whole: bool = False
    weight: float = 0.0
    once: bool = False
    bare: bool = False
    head: bool = False
    within: float = FARTHEST
    units: Words = frozenset()

    def subject_words(self, vocabulary: Vocabulary) -> Words:
        """The words of its subject, none where it needs none."""
        return vocabulary.subjects[self.subject] if self.subject else frozenset()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a number can mean. `cells` gives, by form, the cells whose sum it equals (in the forms' own unit)."""

    name: str
    title: str
    unit: str
    units: Words
    senses: tuple[Sense, ...]
    metric: str | None = None
    cells: Mapping[str, tuple[str, ...]] | None = None
    stock: bool = False
    none: Words = frozenset()
    none_words: Words = frozenset()
    dimension: str = ""
    adds_to: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All indicators with the words that they share. `lexicon` holds every word, for finding the longest ones."""

    indicators: Mapping[str, Indicator]
    subjects: Mapping[str, Words]
    lists: Mapping[str, Words]
    lexicon: Words

    def cells(self) -> Mapping[tuple[str, str], str]:
        """Which indicator a (form, cell) equals, for cells that stand alone."""
        return {
            (form, cells[0]): indicator.name
            for indicator in self.indicators.values()
            for form, cells in (indicator.cells or {}).items()
            if len(cells) == 1
        }


_FIELDS = {"near", "subject", "without", "base", "pure", "whole", "weight", "once", "units", "bare", "head", "within"}
_KEYS = {
    "name",
    "title",
    "unit",
    "units",
    "senses",
    "metric",
    "cells",
    "stock",
    "none",
    "none_words",
    "dimension",
    "adds_to",
}


@cache
def vocabulary(path: Path = FILE) -> Vocabulary:
    """Read the vocabulary. Raises ConfigError naming what is wrong in it."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    named = {**data["groups"], **data["subjects"]}
    subjects = {name: _words(text, named, path) for name, text in data["subjects"].items()}
    indicators: dict[str, Indicator] = {}
    for entry in data["indicator"]:
        made = _indicator(entry, named, path)
        if made.name in indicators:
            raise ConfigError(f'indicator "{made.name}" stands there twice', where=str(path), fix="join the two")
        indicators[made.name] = made
    lists = {name: _words(text, named, path) for name, text in data["words"].items()}
    lists["reach"] = lists.pop("reaching")
    senses = [sense for indicator in indicators.values() for sense in indicator.senses]
    lexicon = frozenset(word for sense in senses for group in sense.near for word in group) | lists["hides"]
    unknown = {sense.subject for sense in senses if sense.subject} - subjects.keys()
    if unknown:
        raise ConfigError(f"no such subject: {', '.join(sorted(unknown))}", where=str(path), fix="add it to [subjects]")
    return Vocabulary(indicators, subjects, lists, lexicon)


@lru_cache(maxsize=512)
def longest_first(words: Words) -> tuple[str, ...]:
    """Words in an order that is always the same, longer ones first."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _indicator(entry: Mapping[str, Any], named: Mapping[str, str], path: Path) -> Indicator:
    name = str(entry.get("name", "?"))
    if extra := set(entry) - _KEYS:
        raise ConfigError(
            f'indicator "{name}" has unknown keys: {", ".join(sorted(extra))}', where=str(path), fix="see its head"
        )
    return Indicator(
        name=name,
        title=entry["title"],
        unit=entry["unit"],
        units=frozenset(entry["units"].split("|")),
        senses=tuple(_sense(name, sense, named, path) for sense in entry["senses"]),
        metric=entry.get("metric"),
        cells={form: tuple(cells) for form, cells in entry.get("cells", {}).items()},
        stock=bool(entry.get("stock", False)),
        none=_words(entry.get("none", ""), named, path),
        none_words=_words(entry.get("none_words", ""), named, path),
        adds_to=str(entry.get("adds_to", "")),
        dimension=str(entry.get("dimension", "")),
    )


def _sense(name: str, entry: Mapping[str, Any], named: Mapping[str, str], path: Path) -> Sense:
    if extra := set(entry) - _FIELDS:
        raise ConfigError(
            f'a sense of "{name}" has unknown fields: {", ".join(sorted(extra))}', where=str(path), fix="see its head"
        )
    return Sense(
        indicator=name,
        near=tuple(_words(text, named, path) for text in entry["near"]),
        subject=entry.get("subject"),
        without=_words(entry.get("without", ""), named, path),
        base=bool(entry.get("base", False)),
        pure=bool(entry.get("pure", False)),
        whole=bool(entry.get("whole", False)),
        weight=float(entry.get("weight", 0.0)),
        bare=bool(entry.get("bare", False)),
        head=bool(entry.get("head", False)),
        within=float(entry.get("within", FARTHEST)),
        once=bool(entry.get("once", False)),
        units=frozenset(filter(None, entry.get("units", "").split("|"))),
    )


def _words(text: str, named: Mapping[str, str], path: Path) -> Words:
    """Alternatives of "a|b|@group", groups replaced by their words."""
    found: set[str] = set()
    for word in filter(None, text.split("|")):
        if not word.startswith("@"):
            found.add(word)
        elif word[1:] in named:
            found |= _words(named[word[1:]], named, path)
        else:
            raise ConfigError(f'there is no group "{word}"', where=str(path), fix="add it to [groups] or [subjects]")
    return frozenset(found)
