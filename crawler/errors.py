"""The error tree. Every error says what is wrong, where, and what to do next.

GongkaiError
├── ConfigError        the user's file or argument is wrong            exit code 2
│   ├── ProfileError   a site profile
│   ├── PackError      a rule pack
│   └── RegisterError  a register (台账)
├── CatalogueError     the catalogue cannot be used                     exit code 2
└── ArchiveError       evidence could not be written or read            exit code 1
"""

from __future__ import annotations


class GongkaiError(Exception):
    """Any failure we can explain. `exit_code` is what the command line returns for it."""

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what = what
        self.where = where
        self.fix = fix
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"; {self.fix}" if self.fix else ""
        return f"{place}{self.what}{advice}"


class ConfigError(GongkaiError):
    """A file or argument given by the user is wrong."""

    exit_code = 2


class ProfileError(ConfigError):
    """A site profile is wrong."""


class PackError(ConfigError):
    """A rule pack is wrong."""


class RegisterError(ConfigError):
    """A register (台账) is wrong."""


class CatalogueError(GongkaiError):
    """The catalogue cannot be used as it is."""

    exit_code = 2


class ArchiveError(GongkaiError):
    """Evidence could not be written or read."""
