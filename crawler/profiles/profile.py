"""The site profile: `sites/<id>.toml`, strict about keys and values, generous about what may be left out."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from crawler.errors import ProfileError
from crawler.model import ColumnClass, SiteKind
from crawler.retrying import PAUSES

_STRICT = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
_WINDOW = re.compile(r"^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$")


_Pause = Annotated[float, Field(ge=0, le=3600)]


class Fetch(BaseModel):
    """`[fetch]`: how the site is fetched. Times are seconds."""

    model_config = _STRICT

    delay_seconds: Annotated[float, Field(ge=0, le=600)] = 1.0
    concurrency: Annotated[int, Field(ge=1, le=16)] = 2
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 30.0
    retry_seconds: tuple[_Pause, _Pause] = PAUSES  # before the second and the third try
    allow_net: tuple[str, ...] = ()  # CIDR networks that are private but may be crawled (intranets)
    allow_unverified_tls: bool = False  # go on, after the failure was recorded, where a certificate does not verify
    night_window: str | None = None  # "22:00-06:00", Asia/Shanghai: outside of it nothing is fetched
    contact: str = ""
    max_pages: Annotated[int, Field(ge=1)] | None = None

    @field_validator("allow_net")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for network in value:
            try:
                ipaddress.ip_network(network, strict=False)
            except ValueError:
                raise ValueError(f'"{network}" is not a network; write, for example, "10.0.0.0/8"') from None
        return value

    @field_validator("night_window")
    @classmethod
    def _window(cls, value: str | None) -> str | None:
        if value is not None and not _WINDOW.match(value):
            raise ValueError(f'"{value}" is not a window; write, for example, "22:00-06:00"')
        return value

    def open_at(self, moment: time) -> bool:
        """True if the night window (or its absence) allows fetching at this time of day in Asia/Shanghai."""
        match = _WINDOW.match(self.night_window or "")
        if match is None:
            return True
        first, last = (time(int(match[i]), int(match[i + 1])) for i in (1, 3))
        if first <= last:
            return first <= moment < last
        return moment >= first or moment < last


class ColumnOverride(BaseModel):
    """`[columns."政务公开/工作动态"]`: what a person knows better than the crawler."""

    model_config = _STRICT

    column_class: ColumnClass | None = Field(default=None, alias="class")
    identity: str | None = None  # col.news, …
    ignore: bool = False  # neither fetched nor catalogued, nor anything below it
    archived: bool | None = None


class Expect(BaseModel):
    """`[expect]`: a run that brings less than this is incomplete, so that a quiet loss is loud."""

    model_config = _STRICT

    columns: Annotated[int, Field(ge=0)] = 0
    items: Annotated[int, Field(ge=0)] = 0


class Profile(BaseModel):
    """One site as its profile file describes it."""

    model_config = _STRICT

    id: str
    home: str
    name: str = ""
    kind: SiteKind = SiteKind.BUREAU
    organ: str | None = None  # municipal: the organ whose share of the portal is crawled
    hosts: tuple[str, ...] = ()  # further hosts of the same site, without scheme
    platform: str | None = None  # force one adapter
    fetch: Fetch = Fetch()
    columns: dict[str, ColumnOverride] = Field(default_factory=dict)
    expect: Expect = Expect()

    @field_validator("id")
    @classmethod
    def _identifier(cls, value: str) -> str:
        if not re.fullmatch(r"[\w-][\w.-]{0,63}", value):
            raise ValueError(f'"{value}" cannot be an id; use letters, digits, "-" and "_"')
        return value

    @field_validator("home")
    @classmethod
    def _address(cls, value: str) -> str:
        parts = urlsplit(value.strip())
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f'"{value}" is not a web address; write, for example, "http://www.example.gov.cn/"')
        return value.strip() if parts.path else f"{value.strip()}/"

    @field_validator("hosts")
    @classmethod
    def _bare_hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for host in value:
            if "/" in host or not host:
                raise ValueError(f'"{host}" is not a host name; leave out "http://" and the path')
        return tuple(host.lower().removeprefix("www.") for host in value)

    @property
    def title(self) -> str:
        """The name people read; the id where none is given."""
        return self.name or self.id


def load_profile(path: Path) -> Profile:
    """Read one profile file. Raises ProfileError, which names the file, the key and the fix."""
    where = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ProfileError(
            "there is no such profile", where=where, fix="run `gongkai init`, or check the name"
        ) from None
    except OSError as error:
        raise ProfileError(f"cannot be read ({error.strerror})", where=where, fix="check its permissions") from error
    except UnicodeDecodeError:
        raise ProfileError("is not UTF-8 text", where=where, fix="save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"is not valid TOML: {error}", where=where, fix="mend that line") from error
    return profile_from(data, where=where, default_id=path.stem)


def profile_from(data: dict[str, Any], *, where: str, default_id: str) -> Profile:
    """Make a profile of parsed TOML. Raises ProfileError."""
    try:
        return Profile.model_validate({"id": default_id, **data})
    except ValidationError as error:
        raise ProfileError(
            "; ".join(_in_words(entry) for entry in sorted(error.errors(), key=_unknown_first)), where=where
        ) from error


_TABLES: dict[str, type[BaseModel]] = {"fetch": Fetch, "expect": Expect, "columns": ColumnOverride}


def _unknown_first(entry: Any) -> bool:
    # A misspelt key explains why the right one is missing, so it is told first.
    return bool(entry["type"] != "extra_forbidden")


def _in_words(entry: Any) -> str:
    place = [str(part) for part in entry["loc"]]
    key = ".".join(place) or "the file"
    if entry["type"] == "extra_forbidden":
        table = _TABLES.get(place[0], Profile) if len(place) > 1 else Profile
        known = [field.alias or name for name, field in table.model_fields.items()]
        close = [name for name in known if place[-1] in name.split("_")]
        close = close or get_close_matches(place[-1], known, n=1, cutoff=0.6)
        advice = f'did you mean "{close[0]}"?' if close else f"known keys: {', '.join(known)}"
        return f'unknown key "{key}"; {advice}'
    if entry["type"] == "missing":
        return f'"{key}" is missing; add, for example, home = "http://www.example.gov.cn/"'
    return f"{key}: {entry['msg'].removeprefix('Value error, ')} (found {entry['input']!r})"
