"""How the problem section groups and words what the rules find. The grouping is data: groups.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from crawler.errors import ConfigError

_DATA = Path(__file__).with_name("groups.toml")


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Fault(_Model):
    """One kind of fault within a group, and its words; see the head of the data file."""

    rules: tuple[str, ...]
    name: str
    says: str
    remedy: str
    unit: str = ""
    each: Literal["subject", "clause"] = "subject"
    examples: bool = True
    observed: bool = False
    unsure: str = ""

    @property
    def counted(self) -> bool:
        """False where it is said once of the whole site."""
        return "{}" in self.says

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.counted != bool(self.unit):
            raise ValueError(f'fault "{self.name}": a number needs a unit, and a unit a number')
        return self


class Group(_Model):
    """One paragraph of the problem section, and one of the measures."""

    name: str
    heading: str  # 信息更新不够及时
    faults: tuple[Fault, ...] = Field(alias="fault")

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of all its faults."""
        return tuple(rule for fault in self.faults for rule in fault.rules)


@cache
def groups() -> tuple[Group, ...]:
    """All groups in the order of a report."""
    data = tomllib.loads(_DATA.read_text(encoding="utf-8"))
    return tuple(Group.model_validate(each) for each in data["group"])


def fault_of(rule: str) -> tuple[Group, Fault]:
    """The group and the fault of a rule. Raises ConfigError for a rule that stands in none."""
    if rule not in fault_of_rule():
        raise ConfigError(
            f'the rule "{rule}" stands in no group', where=_DATA.name, fix="name it in the rules of one fault"
        )
    return fault_of_rule()[rule]


@cache
def fault_of_rule() -> Mapping[str, tuple[Group, Fault]]:
    """The group and the fault of each rule."""
    return {rule: (group, fault) for group in groups() for fault in group.faults for rule in fault.rules}
