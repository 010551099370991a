"""What a question to the catalogue is asked about: a site, the crawl that counts, and the day it is looked at from.

A *question* is a function `question(conn, view, *args)` in a file of its own here. `checks.facts.SiteFacts.ask` puts
it once and keeps the answer, so that many rules may ask the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Concatenate, ParamSpec, TypeVar

from crawler.catalogue.link_states import known_until

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """One site as one crawl left it, seen from one day."""

    site: str
    run: int | None  # the crawl whose observations count; None: never crawled
    as_of: date  # the monitoring point: items dated later do not exist
    until: str | None = None  # UTC moment up to which later link checks may speak; None: no limit


Question = Callable[Concatenate[sqlite3.Connection, View, P], T]


def view_of(conn: sqlite3.Connection, site: str, run: int | None, as_of: date) -> View:
    """The view of a run: link checks made before the next run of the site belong to it."""
    return View(site, run, as_of, known_until(conn, site, run) if run is not None else None)
