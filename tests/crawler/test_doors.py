"""A column without a page of its own, whose address forwards to its first child (redirect_firstChannel)."""

from __future__ import annotations

from crawler.identity import canonical_key
from crawler.model import PageKind, Role
from crawler.placing import place
from tests.crawler.mini_site import task

from .test_placing import known, listing, reading, url

DOOR, CHILD = "c100124/redirect_firstChannel.shtml", "ghjh/list.shtml"


def test_page_behind_a_door_belongs_to_the_child_and_the_column_stays_what_it_is() -> None:
    page = reading(
        PageKind.LIST,
        listing=listing(["a.htm"]),
        breadcrumb=("政务公开", "规划财务", "工作计划"),
        breadcrumb_urls=(url("zwgk/"), url(DOOR), None),
    )
    before = known((7, "政务公开/规划财务", url(DOOR)))
    plan = place(url(CHILD), task(Role.COLUMN, url(DOOR), column_id=7), page, before)
    assert plan.door
    assert plan.own is not None
    assert (plan.own.column, len(plan.own.rows)) == (canonical_key(url(CHILD)), 1)
    found = {"/".join(column.path): column.url for column in plan.columns}
    assert found["政务公开/规划财务/工作计划"] == url(CHILD)
    assert found["政务公开/规划财务"] == url(DOOR)


def test_column_that_merely_moved_is_no_door() -> None:
    page = reading(
        PageKind.LIST,
        listing=listing(["a.htm"]),
        breadcrumb=("政务公开", "工作动态"),
        breadcrumb_urls=(url("zwgk/"), None),
    )
    before = known((7, "政务公开/工作动态", url("old/")))
    plan = place(url("new/"), task(Role.COLUMN, url("old/"), column_id=7), page, before)
    assert not plan.door
    assert plan.own is not None
    assert plan.own.column == canonical_key(url("old/"))
