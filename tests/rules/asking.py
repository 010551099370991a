"""Putting one rule to a catalogue: the answers by subject."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from checks.engine import partners_of
from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, Verdict
from checks.rule import rules
from crawler.catalogue import queries

FLAGGED, CLEAR, UNSURE, NOT_APPLICABLE = Verdict
POINT = "2016-12-31"


def ask(
    conn: sqlite3.Connection, rule: str, as_of: str = POINT, site: str = "bureau", **options: object
) -> dict[str, Judgement]:
    """The judgements of a rule by the label of their subject."""
    unit = rules()[rule]
    sites = {row.id: row for row in queries.sites(conn)}
    facts = SiteFacts(
        conn,
        sites[site],
        date.fromisoformat(as_of),
        run=queries.last_run(conn, site),
        partners=partners_of(sites[site], list(sites.values())),
    )
    judged = list(told_singly(facts, unit.rule.judge(facts, unit.rule.options.model_validate(options))))
    answers = {judgement.subject.label: judgement for judgement in judged}
    assert len(answers) == len(judged), "two judgements on one subject"
    return answers


def told_singly(facts: SiteFacts, found: Iterable[Judgement | Batch]) -> Iterator[Judgement]:
    """The judgements, and those of batches one by one, labelled as the catalogue labels them."""
    labels = {target.key: target.text or target.url for target in facts.targets}
    labels |= {item.key: item.title or item.url for item in (*facts.items.values(), *facts.letters)}
    labels |= {partner.item.key: partner.item.title or partner.item.url for partner in facts.partner_items}
    for entry in found:
        if isinstance(entry, Judgement):
            yield entry
            continue
        for key in entry.keys:
            subject = Subject(entry.kind, key, labels.get(key, key))
            if subject in entry:
                yield Judgement(entry.verdict, subject, "")


def verdicts(
    conn: sqlite3.Connection, rule: str, as_of: str = POINT, site: str = "bureau", **options: object
) -> dict[str, Verdict]:
    """The verdicts of a rule by the label of their subject."""
    return {label: found.verdict for label, found in ask(conn, rule, as_of, site, **options).items()}
