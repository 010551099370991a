"""What a pack's TOML file may say: its keys, their types and defaults. `checks.pack` reads files by these."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from checks.model import Confidence
from checks.rule import WindowOption
from checks.window import Window


class Strict(BaseModel):
    """Unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ClauseFile(Strict):
    """A clause, or an entry of the bonus list."""

    id: str = Field(pattern=r"^[a-z][a-z0-9]*(\.[a-z0-9_]+)+$")
    title: str = Field(min_length=1)
    rule: str | None = None
    source: str = Field(min_length=1)
    clause: str = Field(min_length=1)
    text: str = Field(min_length=1)
    confidence: Confidence
    basis: Literal["rule", "practice"] = "rule"
    window: WindowOption | None = None
    options: dict[str, Any] = Field(default_factory=dict)
    veto: bool = False
    points: float | None = Field(default=None, gt=0)
    points_confidence: Confidence | None = None
    automatable: Literal["yes", "partly", "no"] = "yes"
    needs: Literal["crawl", "probe", "person"] = "crawl"
    advice: str = ""
    law: str = ""
    look: str = ""
    group: str = ""
    indicator: str = ""
    cap: float | None = Field(default=None, gt=0)
    once: bool = False
    residual: bool = False
    replaces: tuple[str, ...] = ()
    by_person: bool = False
    part: str = Field(default="网站", min_length=1)
    valid_from: date | None = None
    valid_to: date | None = None


class NoServiceFile(Strict):
    """`[score.no_service]`: for organs without a service function."""

    group: str = Field(min_length=1)
    sites: tuple[str, ...] = ()


class ScoreFile(Strict):
    """`[score]`: the arithmetic of a standard that gives a verdict on the whole site."""

    base: float = 100
    fail_below: float = 60
    floor: float = 0
    min_coverage: float = Field(default=0.9, ge=0, le=1)
    source: str
    confidence: Confidence
    groups: dict[str, float] = Field(default_factory=dict)
    bonus_above: float | None = None
    bonus_max: float = Field(default=0, ge=0)
    no_service: NoServiceFile | None = None


class DeadlinesFile(Strict):
    """`[deadlines]`: how long a correction may take."""

    veto: WindowOption = Window(5, "working days")
    other: WindowOption = Window(10, "working days")


class PackFile(Strict):
    """A whole pack."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    issuer: str
    document: str
    number: str = ""
    valid_from: date
    valid_to: date | None = None
    note: str = ""
    region: str = ""
    deadlines: DeadlinesFile = DeadlinesFile()
    score: ScoreFile | None = None
    clauses: list[ClauseFile] = Field(min_length=1)
    bonus: list[ClauseFile] = Field(default_factory=list)
