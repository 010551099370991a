"""What has to be fetched so that a finding can be judged again: by what it is about, unless its rule says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from checks.model import SubjectKind


class Need(StrEnum):
    """The least that shows whether a fault is still there."""

    COLUMN = "column"  # the column's list and those of the columns below it
    ITEM = "item"  # the item's page, and the pages that were the evidence
    ITEM_AND_LISTS = "item_and_lists"  # and the lists that show the item, to their end
    PAGE = "page"  # the pages that were the evidence, in full: a link check would not read them
    LINK = "link"  # whether the link opens
    HOME = "home"  # the home page
    SITE = "site"  # the home page and the first page of every column; columns that no crawl has seen
    PROBE = "probe"  # one visit to the home page, timed


_BY_SUBJECT: Mapping[SubjectKind, Need] = {
    SubjectKind.SITE: Need.SITE,
    SubjectKind.COLUMN: Need.COLUMN,
    SubjectKind.COLUMN_ID: Need.SITE,
    SubjectKind.ITEM: Need.ITEM,
    SubjectKind.LINK: Need.LINK,
}


def need_of(kind: SubjectKind, own: Need | None) -> Need:
    """The need of a finding: that of its rule, or the one that goes with its subject."""
    return own or _BY_SUBJECT[kind]
