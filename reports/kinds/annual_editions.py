"""The editions of the annual report: which parts and tables it has in which report years. Data in the TOML file."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from crawler.errors import ConfigError

_DATA = Path(__file__).with_name("annual_editions.toml")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(_Model):
    """A section of a part: its heading without number, and the names of what stands in it."""

    heading: str
    contents: tuple[str, ...]


class Part(_Model):
    """A part of the report: contents, then a table of the year's statistics form, then sections."""

    heading: str
    contents: tuple[str, ...] = ()
    table: str = ""
    sections: tuple[Section, ...] = Field(default=(), alias="section")


class Edition(_Model):
    """The form of the report for the report years `years` (first, last).

    `title` knows {year}, `lead` knows {parts} (the headings). `appendix` is the title of an appendix that holds the
    form's only table; `contents_after` stands there where there is no form for the whole country.
    """

    id: str
    years: tuple[int, int]
    title: str
    lead: str
    appendix: str = ""
    contents_after: tuple[str, ...] = ()
    parts: tuple[Part, ...] = Field(alias="part")


@cache
def editions() -> tuple[Edition, ...]:
    """All editions, oldest first."""
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return tuple(Edition.model_validate(each) for each in data["edition"])


def edition_of(year: int) -> Edition:
    """The edition for a report year. Raises ConfigError for years before the first report."""
    for edition in editions():
        if edition.years[0] <= year <= edition.years[1]:
            return edition
    first = editions()[0].years[0]
    raise ConfigError(
        f"there was no annual report on disclosure for {year}",
        where="--year",
        fix=f"the regulation came into force on 2008-05-01: write {first} or a later year",
    )
