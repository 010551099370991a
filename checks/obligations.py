"""The obligations calendar: what an organ must publish by when, as data, and what is due on which day.

`obligations()` reads `obligations.toml`; `calendar_of` lists the periods of one site whose due day lies in a span of
days. Whether something was published is a question to the site's facts: `checks.seeing.fulfilment`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from checks.calendar import Due
from checks.model import Confidence
from checks.periods import Kind, Period, due_day, periods
from checks.seeing.organs import Organs, bound
from checks.window import Window
from crawler.catalogue.queries import SiteRow
from crawler.errors import ConfigError

SHIPPED = Path(__file__).with_name("obligations.toml")


def _readable(due: str) -> str:
    if due != "0 days" and not (len(due) == 5 and due[2] == "-" and due.replace("-", "").isdigit()):
        Window.parse(due)
    elif due != "0 days":
        date(2001, int(due[:2]), int(due[3:]))
    return due


class Obligation(BaseModel):
    """Something that is to be published once a period."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    period: Kind
    due: Annotated[str, AfterValidator(_readable)]
    first: int = 2008
    last: int | None = None
    valid_from: date | None = Field(default=None, alias="from")
    valid_to: date | None = Field(default=None, alias="to")
    organs: Organs = "any"
    organ_words: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    titles: tuple[tuple[str, ...], ...] = ()
    not_titles: tuple[str, ...] = ()
    needs_title: tuple[tuple[str, ...], ...] = ()  # also in its column an item must be named so
    any_title: bool = False  # in its column any item of the period counts
    missing: Literal["flagged", "unsure"]
    doubt: str = ""
    source: str = Field(min_length=1)
    confidence: Confidence

    def binds(self, site: SiteRow) -> bool:
        """True if the organ of this site has the obligation."""
        return bound(site, self.organs, self.organ_words)


@dataclass(frozen=True, slots=True)
class Task:
    """One period of one obligation, and its due day."""

    obligation: Obligation
    period: Period
    due: Due

    @property
    def title(self) -> str:
        """2016年政府网站工作年度报表."""
        return f"{self.period.chinese}{self.obligation.title}"

    @property
    def key(self) -> str:
        """website_form:2016."""
        return f"{self.obligation.id}:{self.period.key}"


@cache
def obligations(path: Path = SHIPPED) -> Mapping[str, Obligation]:
    """All obligations by id. ConfigError names file, obligation and key of what cannot be read."""
    where = f"{path.parent.name}/{path.name}"
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("obligations", [])
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"cannot be read ({error})", where=where, fix="mend the file") from error
    found: dict[str, Obligation] = {}
    for number, entry in enumerate(entries, 1):
        name = str(entry.get("id", f"no. {number}"))
        try:
            obligation = Obligation.model_validate(entry)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(map(str, first["loc"]))
            raise ConfigError(f'obligation "{name}": {key}: {first["msg"]}', where=where, fix="mend it") from error
        if obligation.id in found:
            raise ConfigError(f'obligation "{name}" is there twice', where=where, fix="keep one of them")
        found[obligation.id] = obligation
    return found


def calendar_of(
    site: SiteRow,
    since: date,
    until: date,
    *,
    ids: Sequence[str] | None = None,
    known: Mapping[str, Obligation] | None = None,
) -> list[Task]:
    """What binds this site and has its due day in a span of days (both included), by due day.

    `ids` narrows to some obligations (ConfigError where one of them does not exist); `known` is another calendar than
    the shipped one.
    """
    calendar = obligations() if known is None else known
    for wanted in ids or ():
        if wanted not in calendar:
            raise ConfigError(f'there is no obligation "{wanted}"', fix=f"use one of {', '.join(calendar)}")
    chosen = [calendar[key] for key in (ids if ids is not None else calendar)]
    found = [entry for one in chosen if one.binds(site) for entry in _dues(one, since, until)]
    return sorted(found, key=lambda entry: (entry.due.day, entry.key))


def _dues(obligation: Obligation, since: date, until: date) -> Iterator[Task]:
    last = until.year if obligation.last is None else min(until.year, obligation.last)
    for period in periods(obligation.period, max(since.year - 2, obligation.first), last):
        due = due_day(period, obligation.due)
        if obligation.valid_from is not None and due.day < obligation.valid_from:
            continue
        if obligation.valid_to is not None and due.day > obligation.valid_to:
            continue
        if since <= due.day <= until:
            yield Task(obligation, period, due)
