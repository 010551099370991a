"""The statistics forms as data: every row, field and relation of the tables that reports print and that are audited.

A form is a TOML file in this folder. Each cell has a name that metrics (`Metric.places`), registers and the audit
share: "1.1" (stats-2014), "t1.penalties.decided", "t2.r3.3.1.natural", "t3.review.upheld" (oia-2019, oia-2021),
"publish.total" (website-work). What is unverified is marked by `confidence`, as in the fact sheets: A to D.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from crawler.errors import ConfigError
from reports.forms.model import Cell, FormField, FormRow, FormTable, Relation, StatForm
from reports.forms.relations import Breach, Equation, breaches, equations

__all__ = [
    "Breach",
    "Cell",
    "Equation",
    "FormField",
    "FormRow",
    "FormTable",
    "Relation",
    "StatForm",
    "breaches",
    "equations",
    "form",
    "form_of_year",
    "forms",
    "read_form",
]


@cache
def forms() -> Mapping[str, StatForm]:
    """All forms of this folder by id."""
    found = {path.stem: read_form(path) for path in sorted(Path(__file__).parent.glob("*.toml"))}
    wrong = [stem for stem, made in found.items() if made.id != stem]
    if wrong:
        raise ConfigError(f'has the id "{found[wrong[0]].id}"', where=f"{wrong[0]}.toml", fix="name it as its file")
    return found


def form(name: str) -> StatForm:
    """One form. Raises ConfigError for an unknown name, naming those that exist."""
    if name not in forms():
        raise ConfigError(f'there is no statistics form "{name}"', fix=f"known forms: {', '.join(forms())}")
    return forms()[name]


def form_of_year(year: int, family: str = "annual") -> StatForm | None:
    """The form of a family ("annual", "website-work", "website-supervision") for a report year, None before any."""
    return next((made for made in forms().values() if made.family == family and made.fits(year)), None)


def read_form(path: Path) -> StatForm:
    """Read one form. Raises ConfigError naming the file and the key that is wrong."""
    try:
        return StatForm.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is not TOML: {error}", where=path.name) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{place}: {first['msg']}", where=path.name) from None
