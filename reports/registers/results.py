"""Results of requests for disclosure (答复结果) and their rows in the forms; the list itself is results.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

OTHER_BEFORE_2021 = "r3.6"  # the trial form of 2019 has one row for all that 2021 tells apart


class RequestResult(BaseModel):
    """One way in which a request may end. `stats` and `oia` are rows of the forms, None where a form has none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    word: str
    aliases: tuple[str, ...] = ()
    stats: str | None = None
    oia: str | None = None
    confidence: Literal["A", "B", "C"] | None = None
    refused: bool = False


@cache
def results() -> Mapping[str, RequestResult]:
    """All results by the word that a register holds, in the order of the forms."""
    text = (Path(__file__).parent / "results.toml").read_text(encoding="utf-8")
    return {made.word: made for made in map(RequestResult.model_validate, tomllib.loads(text)["result"])}


@cache
def result_aliases() -> Mapping[str, str]:
    """Every word that means a result, with the word that is kept."""
    return {alias: made.word for made in results().values() for alias in (made.word, *made.aliases)}


@cache
def words_of_2014() -> Mapping[str, str]:
    """Row of the appendix of 2014-2018 → the result that stands in it."""
    return {made.stats: made.word for made in results().values() if made.stats}


def row_since_2019(word: str) -> str | None:
    """The row of table 2 for a result, None where the form has none that surely means it."""
    return results()[word].oia
