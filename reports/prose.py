"""Sentences with figures: a number, words for none, or a blank to fill in; 未填报 never stands in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.document import Blank, Inline, Words, words
from reports.figures import Figures


@dataclass(frozen=True, slots=True)
class Clause:
    """Part of a sentence about one metric.

    `some` is its template where there is a number, `none` the words where the number is 0 (empty: the number is said
    as any other), `asks` what the writer must fill in where it is not known.
    """

    metric: str
    some: str
    asks: str
    none: str = ""


def known(figures: Figures, name: str) -> bool:
    """True where a metric has a value."""
    return figures.count(name).value is not None


def say_clause(figures: Figures, clause: Clause, **more: str | Inline) -> Words:
    """The words of a clause, none where its metric is not known."""
    if not known(figures, clause.metric):
        return ()
    if clause.none and figures.count(clause.metric).value == 0:
        return (figures.figure(clause.metric, shown=clause.none),)
    return figures.say(clause.some, **more)


def sentence(
    figures: Figures, start: str, clauses: Sequence[Clause], *, joint: str = "，", end: str = "。", **more: str | Inline
) -> Words:
    """A sentence of those clauses that are known, then one blank that asks for the others; empty without clauses."""
    said = [made for made in (say_clause(figures, clause, **more) for clause in clauses) if made]
    asks = [clause.asks for clause in clauses if not known(figures, clause.metric)]
    joined: Words = ()
    for index, part in enumerate(said):
        joined += (words(joint) if index else words(start)) + part
    if said:
        joined += words(end)
    return joined + ((Blank("、".join(asks)),) if asks else ())


def enumerated(parts: Sequence[Words], *, joint: str = "、") -> Words:
    """Words of several parts with a mark between them."""
    joined: Words = ()
    for index, part in enumerate(parts):
        joined += (words(joint) if index else ()) + part
    return joined
