"""Article pages read by us and by others: right, wrong, absent and invented facts, and milliseconds a page.

*Invented*: the page does not tell the fact and the reader names one. *Wrong*: it tells another. Titles are compared
without white space, days exactly; a text is right where it holds the first words of the article's body.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.extraction.corpus import load
from benchmarks.extraction.peers import Answer, Reader
from benchmarks.extraction.shapes.articles import articles
from crawler.page import Page

FIELDS = ("published", "title", "text", "source", "index_no", "doc_no", "written")
VERDICTS = ("right", "wrong", "absent", "invented")
_UNKNOWN = object()


@dataclass(frozen=True, slots=True)
class Case:
    """One page with what it tells. A field that is missing in `facts` is not measured."""

    name: str
    page: Page
    facts: dict[str, Any]


@dataclass(slots=True)
class Score:
    """What one reader made of all pages."""

    reader: str
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    milliseconds: float = 0.0
    mistakes: list[tuple[str, str, str, Any, Any]] = field(default_factory=list)

    def share(self, name: str) -> float | None:
        """The share of right answers for a field, None where it was never asked."""
        asked = sum(self.counts[name, verdict] for verdict in VERDICTS)
        return self.counts[name, "right"] / asked if asked else None


def shape_cases(seed: int = 2016) -> list[Case]:
    """The generated pages."""
    cases: list[Case] = []
    for shape in articles(seed):
        facts: dict[str, Any] = {
            "published": shape.published,
            "title": shape.title,
            "source": shape.source,
            "index_no": shape.index_no,
            "doc_no": shape.doc_no,
            "written": shape.written,
        }
        if shape.first_words:
            facts["text"] = shape.first_words
        cases.append(Case(shape.name, Page(shape.url, shape.body, shape.content_type), facts))
    return cases


def corpus_cases(corpus: Path) -> list[Case]:
    """The labelled real pages; what is not labelled is not measured."""
    names = {"pubdate": "published", "date_made": "written"}
    cases: list[Case] = []
    for entry, page in load(corpus):
        facts: dict[str, Any] = {}
        for label, value in entry["labels"].items():
            name = names.get(label, label)
            if name in FIELDS:
                facts[name] = date.fromisoformat(value) if name in ("published", "written") else value
        cases.append(Case(entry["file"], page, facts))
    return cases


def measure(cases: Sequence[Case], readers: Sequence[Reader], rounds: int = 3) -> list[Score]:
    """Read every page with every reader. The time of a page is its best of `rounds`; the sum is over all pages.

    In each round the readers take turns, each going over all pages as it would in use, so that whatever else the
    machine does meets all of them alike.
    """
    scores = [Score(reader.name) for reader in readers]
    best = {(reader.name, number): float("inf") for reader in readers for number in range(len(cases))}
    for turn in range(rounds):
        for reader, score in zip(readers, scores, strict=True):
            reader.forget()
            for number, case in enumerate(cases):
                page = Page(case.page.url, case.page.body, case.page.content_type)
                start = time.process_time()
                answer = reader.read(page)
                best[reader.name, number] = min(best[reader.name, number], time.process_time() - start)
                if turn == 0:
                    _judge(score, reader, case, answer)
    for reader, score in zip(readers, scores, strict=True):
        score.milliseconds = 1000 * sum(best[reader.name, n] for n in range(len(cases))) / max(len(cases), 1)
    return scores


def _judge(score: Score, reader: Reader, case: Case, answer: Answer) -> None:
    for name in FIELDS:
        expected = case.facts.get(name, _UNKNOWN)
        if expected is _UNKNOWN or name not in reader.fields:
            continue
        found = getattr(answer, name)
        verdict = verdict_of(name, expected, found)
        score.counts[name, verdict] += 1
        if verdict != "right":
            score.mistakes.append((case.name, name, verdict, expected, found))


def verdict_of(name: str, expected: Any, found: Any) -> str:
    """`right`, `wrong`, `absent` or `invented`."""
    if name == "text":
        return "right" if _bare(expected) in _bare(found) else "wrong" if found else "absent"
    if expected is None:
        return "right" if found is None else "invented"
    if found is None:
        return "absent"
    if isinstance(expected, str):
        return "right" if _bare(expected) == _bare(found) else "wrong"
    return "right" if expected == found else "wrong"


def _bare(text: str) -> str:
    return "".join(text.split())


def table(title: str, cases: Sequence[Case], scores: Sequence[Score]) -> str:
    """The figures side by side, a reader a line, ours first; times are whole readings, from bytes to answer."""
    names = [name for name in FIELDS if any(score.share(name) is not None for score in scores)]
    head = "".join(f"{name:>12}" for name in names)
    lines = [f"{title}: {len(cases)} pages", f"{'':20}{head}{'ms/page':>10}{'to ours':>10}"]
    ours = scores[0].milliseconds or 1.0
    for score in scores:
        shares = [score.share(name) for name in names]
        cells = "".join(f"{'–' if share is None else format(share, '.3f'):>12}" for share in shares)
        lines.append(f"{score.reader:20}{cells}{score.milliseconds:10.2f}{score.milliseconds / ours:10.1f}")
    lines.append(f"{'published:':20}" + "".join(f"{verdict:>12}" for verdict in VERDICTS))
    for score in scores:
        lines.append(f"{score.reader:20}" + "".join(f"{score.counts['published', verdict]:12}" for verdict in VERDICTS))
    return "\n".join(lines)
