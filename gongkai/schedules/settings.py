"""`[[schedule]]`: what is to be run, when, on which sites. Strict: an unknown key is an error."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from importlib.util import find_spec
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from crawler.modes import MODES
from gongkai.schedules.cron import Cron, Window, next_planned

_ANY_DAY = datetime(2024, 1, 1, tzinfo=UTC)


class Action(StrEnum):
    """What a schedule runs: a command of the same name."""

    CRAWL = "crawl"
    CHECK = "check"
    PROBE = "probe"

    @property
    def walks(self) -> bool:
        """True where it goes through a whole site, which only one run may do at a time."""
        return self is Action.CRAWL


class Schedule(BaseModel):
    """One `[[schedule]]` table of gongkai.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^\w[\w-]{0,39}$")]
    cron: str  # five fields, Asia/Shanghai
    action: Action
    mode: str = "full"  # of a crawl
    sites: tuple[str, ...] | Literal["all"] = "all"
    window: str | None = None  # "22:00-06:00", Asia/Shanghai
    grace_minutes: Annotated[int, Field(ge=1, le=7 * 24 * 60)] = 60  # a start later than this is a missed one
    paused: bool = False  # planned, but not started and not missed either

    @field_validator("cron")
    @classmethod
    def _expression(cls, value: str) -> str:
        return Cron(value).text

    @field_validator("window")
    @classmethod
    def _window(cls, value: str | None) -> str | None:
        if value is not None:
            Window.parse(value)
        return value

    @field_validator("action")
    @classmethod
    def _command(cls, value: Action) -> Action:
        if find_spec(f"gongkai.commands.{value}") is None:
            raise ValueError(f"this version has no command `gongkai {value}`")
        return value

    @field_validator("mode")
    @classmethod
    def _mode(cls, value: str) -> str:
        if value not in MODES:
            raise ValueError(f'"{value}" is not a mode; write one of {", ".join(MODES)}')
        return value

    @field_validator("sites", mode="before")
    @classmethod
    def _some(cls, value: object) -> object:
        ids = isinstance(value, list | tuple) and value and all(isinstance(site, str) for site in value)
        if value != "all" and not ids:
            raise ValueError('write site ids in brackets, for example ["bureau"], or "all"')
        return value

    @model_validator(mode="after")
    def _happens(self) -> Self:
        if self.mode != "full" and self.action is not Action.CRAWL:
            raise ValueError(f"only a crawl has a mode; leave out mode, or write action = {Action.CRAWL.value!r}")
        if next_planned(self.times, self.opening, _ANY_DAY) is None:
            within = f" inside the window {self.window}" if self.window else ""
            raise ValueError(f"cron = {self.cron!r} never comes{within}")
        return self

    @cached_property
    def times(self) -> Cron:
        """The planned times."""
        return Cron(self.cron)

    @property
    def opening(self) -> Window | None:
        """The window in which it may run; None: the whole day."""
        return Window.parse(self.window) if self.window else None

    @property
    def grace(self) -> timedelta:
        """How late a start may be."""
        return timedelta(minutes=self.grace_minutes)


def first_twice(schedules: tuple[Schedule, ...]) -> str | None:
    """The first name that two schedules have, or None."""
    seen: set[str] = set()
    for schedule in schedules:
        if schedule.name in seen:
            return schedule.name
        seen.add(schedule.name)
    return None
