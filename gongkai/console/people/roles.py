"""Roles, and what each of them may do. The one place where that is decided."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """Something that not everybody may do. Every view names one, or is public."""

    READ = "read"  # overview, site, findings, items, captures, rules: of the sites one may see
    ANSWER = "answer"  # dispute a finding, say that it is mended, ask for a recheck
    DECIDE = "decide"  # confirm, resolve, waive, deadlines, doubts
    CRAWL = "crawl"  # add sites, start crawls and checks, plan schedules
    COUNT = "count"  # see figures, registers and documents
    REGISTER = "register"  # enter and correct registers, decide on pairs
    SIGN = "sign"  # freeze and sign figures
    WRITE = "write"  # make documents, verify them, audit reports
    MANAGE = "manage"  # accounts, and the log of what people did


class Role(StrEnum):
    """What somebody is here for."""

    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"
    WEBMASTER = "webmaster"
    WRITER = "writer"

    @property
    def chinese(self) -> str:
        """The word that people read."""
        return _WORDS[self]

    @property
    def permissions(self) -> frozenset[Permission]:
        """What somebody with this role may do."""
        return _MAY[self]

    @property
    def sees_all_sites(self) -> bool:
        """False where the sites are named in the account."""
        return self is not Role.WEBMASTER


_WORDS = {
    Role.ADMINISTRATOR: "系统管理员",
    Role.INSPECTOR: "检查员",
    Role.WEBMASTER: "网站管理员",
    Role.WRITER: "年报撰写人",
}
_MAY = {
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.INSPECTOR: frozenset(Permission) - {Permission.SIGN, Permission.MANAGE},
    Role.WEBMASTER: frozenset({Permission.READ, Permission.ANSWER}),
    Role.WRITER: frozenset({Permission.READ, Permission.COUNT, Permission.REGISTER, Permission.SIGN, Permission.WRITE}),
}
