"""The demo offers every family in which the city can be shown."""

from __future__ import annotations

from gongkai.commands.demo import Family
from testbed.render.families import FAMILIES


def test_the_demo_knows_the_families_of_the_testbed() -> None:
    assert {family.value for family in Family} == set(FAMILIES)
