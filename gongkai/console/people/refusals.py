"""Why an account cannot be made or changed as asked; the console has words of its own for each reason."""

from __future__ import annotations

from enum import StrEnum

from crawler.errors import ConfigError


class Why(StrEnum):
    """The closed list of reasons."""

    NAME = "name"
    SHOWN_NAME = "shown_name"
    TAKEN = "taken"
    UNKNOWN = "unknown"
    NOT_FIRST = "not_first"
    LENGTH = "length"
    HOLDS_NAME = "holds_name"
    REPEATS = "repeats"
    GUESSED = "guessed"
    SAME = "same"
    SEES_ALL = "sees_all"
    NO_SITES = "no_sites"
    LAST = "last"
    EXPIRY = "expiry"
    TITLE = "title"
    TOO_MANY = "too_many"


class AccountError(ConfigError):
    """What was asked of an account cannot be done."""

    def __init__(self, why: Why, what: str, *, where: str = "", fix: str = "") -> None:
        self.why = why
        super().__init__(what, where=where, fix=fix)
