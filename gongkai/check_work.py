"""Checking one site and recording it in the ledger, here or in a process of its own.

Sites do not depend on each other, so processes may share them: each opens the catalogue for itself, and SQLite lets
one write after the other.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path

from checks.basis import basis_of, packs_digest
from checks.engine import CheckResult, check_site
from checks.ledger import (
    Confirmed,
    FindingRow,
    RecordSummary,
    State,
    WaiverStanding,
    last_basis,
    last_decision,
    ledger_migrations,
    list_findings,
    read_waivers,
    record,
    waived,
    waivers_on,
)
from checks.model import Finding, Pack
from checks.pack import load_packs
from checks.seeing.words import WordLists
from crawler.catalogue.database import connect
from crawler.clock import day_in_shanghai
from crawler.failures import Failure
from gongkai import __version__


class FailOn(StrEnum):
    """From which findings on a check ends with exit code 4."""

    VETO = "veto"  # a 单项否决 clause
    DEDUCTION = "deduction"  # a clause that costs points, or a veto
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Checked:
    """One site's check with what the ledger made of it."""

    result: CheckResult
    summary: RecordSummary
    rows: Mapping[str, FindingRow]  # by fingerprint: number and state of every flagged finding
    waivers: tuple[WaiverStanding, ...]  # those that need a look

    @property
    def standing(self) -> tuple[Finding, ...]:
        """What stands against the site: flagged, and not waived by a person."""
        return tuple(finding for finding in self.result.findings if self.rows[finding.fingerprint].state.counts)

    def fails(self, level: FailOn) -> bool:
        """True if something that stands against the site is at or above the level."""
        return any(_reaches(finding, level) for finding in self.standing)


@dataclass(frozen=True, slots=True)
class Order:
    """What a check is to do with each site."""

    packs_folder: Path
    packs: tuple[str, ...]
    as_of: date
    now: datetime
    force: bool
    words: WordLists = field(default_factory=WordLists)  # the user's lists of expressions
    changed_only: bool = False  # leave out sites of which nothing new was seen since their last check

    def load(self) -> list[Pack]:
        """The packs. PackError where one is unknown or malformed."""
        return load_packs(self.packs_folder, ids=list(self.packs))


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A site that was not checked again, because nothing new was seen of it since its last check."""

    site: str


def still_fails(conn: sqlite3.Connection, site: str, level: FailOn) -> bool:
    """True if a finding of earlier checks that stands against a site is at or above the level."""
    rows = list_findings(conn, site=site, states=[state for state in State if state.counts])
    return any(
        level is FailOn.ANY or row.veto or (level is FailOn.DEDUCTION and row.points is not None) for row in rows
    )


def check_one(conn: sqlite3.Connection, order: Order, packs: Sequence[Pack], site: str) -> Checked | Unchanged:
    """Check one site and record the result."""
    today = day_in_shanghai(order.now)
    given = (packs_digest(packs), order.words.digest, *_decided(conn, site, today), str(order.force))
    basis = basis_of(conn, site, __version__, *given)
    if order.changed_only and last_basis(conn, site, order.as_of) == basis:
        return Unchanged(site)
    with _undisturbed():
        result = check_site(
            conn,
            site,
            packs=packs,
            as_of=order.as_of,
            now=order.now,
            force=order.force,
            waived=waived(conn, site, today),
            decided=Confirmed(conn, site),
            words=order.words,
        )
    summary = record(conn, result, order.now, basis=basis)
    rows = list_findings(conn, site=site)
    notes = [standing for standing in waivers_on(conn, today, site=site) if standing.needs_a_look]
    return Checked(result, summary, {row.fingerprint: row for row in rows}, tuple(notes))


def _decided(conn: sqlite3.Connection, site: str, today: date) -> list[str]:
    """What people have decided by that day: another decision may make another verdict."""
    holding = [f"waiver {waiver.id}" for waiver in read_waivers(conn, site) if waiver.holds(today)]
    return [*holding, f"decision {last_decision(conn, site)}"]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No search for unused objects meanwhile: a site's facts are many, all in use, and gone at its end."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def check_in_processes(catalogue: Path, order: Order, sites: Sequence[str], jobs: int) -> Iterator[Checked | Unchanged]:
    """Check the sites in so many processes; gives them in their order, each as soon as it and those before are done.

    An error in one of them is raised here when its turn comes; the others' results stand in the ledger.
    """
    with ProcessPoolExecutor(jobs, get_context("spawn"), _open, (catalogue, order)) as pool:
        for answer in pool.map(_work, sites):
            if isinstance(answer, Failure):
                pool.shutdown(wait=False, cancel_futures=True)
                raise answer.error()
            yield answer


@dataclass
class _Bench:
    """What a process keeps from site to site."""

    conn: sqlite3.Connection
    order: Order
    packs: Sequence[Pack]


_bench: _Bench


def _open(catalogue: Path, order: Order) -> None:
    global _bench
    conn = connect(catalogue, extra=(ledger_migrations,), create=False)
    _bench = _Bench(conn, order, order.load())


def _work(site: str) -> Checked | Unchanged | Failure:
    try:
        checked = check_one(_bench.conn, _bench.order, _bench.packs, site)
    except Exception as error:
        return Failure.of(error)
    return replace(checked, result=checked.result.light()) if isinstance(checked, Checked) else checked


def _reaches(finding: Finding, level: FailOn) -> bool:
    if level is FailOn.ANY or finding.clause.veto:
        return True
    return level is FailOn.DEDUCTION and finding.clause.points is not None
