"""A workspace: one folder with the settings, site profiles, registers, catalogue and archive of one inspection.

gongkai.toml   sites/<id>.toml   registers/<name>.csv   packs/<id>.toml   words/<list>.txt|csv   templates/   reports/
catalogue.sqlite   archive/
"""

from __future__ import annotations

import difflib
import sqlite3
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from crawler.errors import ConfigError
from gongkai.schedules.settings import Schedule, first_twice

if TYPE_CHECKING:
    from crawler.profiles.profile import Profile

CONFIG_NAME = "gongkai.toml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Organ(_Strict):
    """The organ that is inspected, as its annual report introduces it. Empty: not known, printed as 【待填】."""

    name: str = ""
    office: str = ""
    address: str = ""
    postcode: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""


class Inspection(_Strict):
    """Who sends the documents of an inspection round, to whom. Empty: printed as 【待填】."""

    issuer: str = ""
    area: str = ""  # 全市, 全省, 本系统: whose sites
    addressees: str = ""
    contact: str = ""
    phone: str = ""


class Fetch(_Strict):
    """How we introduce ourselves to the sites, and which networks we may enter."""

    contact: str = ""
    allow_net: tuple[str, ...] = ()


class Paths(_Strict):
    """Where the catalogue and the archive lie; relative to the workspace."""

    catalogue: str = "catalogue.sqlite"
    archive: str = "archive"


class Check(_Strict):
    """Which rule packs `gongkai check` uses where none is named."""

    packs: tuple[str, ...] = (
        "census-2015",
        "guideline-2017",
        "inspection-2019",
        "oia-2008",
        "oia-2019",
        "dual-publicity",
        "safety",
        "website-form",
        "practice",
    )  # all that are national; of each clause the days on which it is in force decide


class Console(_Strict):
    """How long one stays logged in at the review console."""

    idle_minutes: int = Field(default=60, ge=5, le=720)  # without any request
    session_hours: int = Field(default=12, ge=1, le=72)  # at most


class Settings(_Strict):
    """The content of gongkai.toml."""

    organ: Organ = Field(default_factory=Organ)
    inspection: Inspection = Field(default_factory=Inspection)
    fetch: Fetch = Field(default_factory=Fetch)
    paths: Paths = Field(default_factory=Paths)
    check: Check = Field(default_factory=Check)
    console: Console = Field(default_factory=Console)
    schedule: tuple[Schedule, ...] = ()

    @field_validator("schedule")
    @classmethod
    def _names(cls, value: tuple[Schedule, ...]) -> tuple[Schedule, ...]:
        if twice := first_twice(value):
            raise ValueError(f'two schedules have the name "{twice}"')
        return value


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace folder with its settings."""

    root: Path
    settings: Settings

    @property
    def catalogue(self) -> Path:
        return self.root / self.settings.paths.catalogue

    @property
    def archive(self) -> Path:
        return self.root / self.settings.paths.archive

    @property
    def sites(self) -> Path:
        return self.root / "sites"

    @property
    def registers(self) -> Path:
        return self.root / "registers"

    @property
    def packs(self) -> Path:
        return self.root / "packs"

    @property
    def words(self) -> Path:
        return self.root / "words"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    def profiles(self, ids: list[str] | None = None) -> list[Profile]:
        """The site profiles of these ids, or all of them, by id. Raises ConfigError where an id is not known."""
        from crawler.profiles.profile import load_profile

        known = {path.stem: path for path in sorted(self.sites.glob("*.toml"))}
        for wanted in ids or ():
            if wanted not in known:
                raise ConfigError(
                    f"there is no site {wanted!r}", where=str(self.sites), fix=_which(wanted, list(known))
                )
        if not known:
            raise ConfigError(
                "there is no site profile", where=str(self.sites), fix='write sites/<id>.toml with home = "http://…"'
            )
        return [load_profile(path) for name, path in known.items() if not ids or name in ids]

    def open_catalogue(self, *, create: bool = False) -> sqlite3.Connection:
        """The catalogue with findings, schedules and snapshots. Raises CatalogueError where it cannot be used."""
        from checks.ledger import ledger_migrations
        from crawler.catalogue.database import connect
        from gongkai.schedules.schema import schedule_migrations
        from reports.snapshots import snapshot_migrations

        extra = (ledger_migrations, schedule_migrations, snapshot_migrations)
        return connect(self.catalogue, extra=extra, create=create)


def find_workspace(folder: Path | None) -> Workspace:
    """The workspace in `folder`, or in the nearest folder from here upward. Raises ConfigError if there is none."""
    if folder is not None:
        root = folder.resolve()
        if not (root / CONFIG_NAME).is_file():
            raise ConfigError(
                f"no {CONFIG_NAME} in this folder", where=str(folder), fix=f"run `gongkai init {folder} --home URL`"
            )
        return load_workspace(root)
    here = Path.cwd()
    for root in (here, *here.parents):
        if (root / CONFIG_NAME).is_file():
            return load_workspace(root)
    raise ConfigError(
        f"no {CONFIG_NAME} here or in any folder above",
        where=str(here),
        fix="run `gongkai init DIR --home URL`, or name the folder with --workspace DIR",
    )


def load_workspace(root: Path) -> Workspace:
    """The workspace in exactly this folder. Raises ConfigError that names file, key and fix."""
    path = root / CONFIG_NAME
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", where=str(path), fix="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"is not valid TOML: {error}", where=str(path)) from error
    try:
        return Workspace(root, Settings.model_validate(data))
    except ValidationError as error:
        # A misspelled key is also a missing one: the misspelling says more.
        problems = sorted(error.errors(), key=lambda problem: problem["type"] != "extra_forbidden")
        raise _config_error(path, problems[0]) from error


def _config_error(path: Path, problem: Any) -> ConfigError:
    place = [str(part) for part in problem["loc"]]
    key = ".".join(place)
    if problem["type"] == "extra_forbidden":
        return ConfigError(f'unknown key "{key}"', where=str(path), fix=_which(place[-1], _keys(problem["loc"][:-1])))
    if problem["type"] == "missing":
        return ConfigError(f'"{key}" is missing', where=str(path), fix="write it, or remove the table")
    message = problem["msg"].removeprefix("Value error, ")
    if isinstance(problem["input"], dict | tuple | list):  # a whole table: its content would drown the message
        return ConfigError(f'"{key}": {message}', where=str(path))
    return ConfigError(f'"{key}" = {problem["input"]!r} is wrong: {message}', where=str(path))


def _keys(place: tuple[str | int, ...]) -> list[str]:
    model: Any = Settings
    for part in place:
        # The number of a table in a list ([[schedule]]): all tables of a list are alike.
        model = get_args(model)[0] if isinstance(part, int) else model.model_fields[part].annotation
    return list(model.model_fields)


def _which(wanted: str, known: list[str]) -> str:
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
    if near:
        return f'did you mean "{near[0]}"?'
    return f"known are: {', '.join(known)}" if known else "there is none yet"
