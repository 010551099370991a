# ruff: noqa: E501  (prose is data)
"""Mending: how the city changes when its webmaster repairs a planted fault. What is history cannot be repaired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from testbed.world.draft import paras
from testbed.world.model import Fault, Item, World
from testbed.world.words import BUREAU

HISTORY = frozenset({"late_licence", "late_penalty", "late_annual_report"})


def apply(world: World, fault: Fault, day: date) -> World:
    """The world after a fault was mended on a day. ValueError where only history could be rewritten."""
    if fault.kind in HISTORY:
        raise ValueError(f"{fault.id}: what was published late stays late; it can only be explained")
    return _MENDERS[fault.kind](world, fault, day)


def _publish(world: World, fault: Fault, day: date) -> World:
    """New items in a stale or blank column, dated on the day of the repair."""
    return _with_items(world, _new_items(world, fault.place[1], day, 3 if fault.kind == "blank_column" else 2))


def _new_items(world: World, key: str, day: date, count: int) -> list[Item]:
    name = world.by_key[key].name
    start = max(item.number for item in world.items if item.number < 120_000) + 11
    return [
        Item(
            id=f"n{start + 7 * n}", number=start + 7 * n, title=f"“{name}”栏目整改后更新信息之{n + 1}（{day.year}年{day.month}月）", day=day,
            columns=(key,), body=paras(f"根据检查意见，我局及时对“{name}”栏目进行了更新，这是第{n + 1}条。"), publisher=BUREAU,
        )
        for n in range(count)
    ]  # fmt: skip


def _open_column(world: World, fault: Fault, day: date) -> World:
    """The missing column is opened beside its siblings, with two items."""
    column = world.spare[0]
    opened = replace(world, columns=(*world.columns, column), spare=())
    return _with_items(opened, _new_items(opened, column.key, day, 2))


def _revive(world: World, fault: Fault, day: date) -> World:
    """The dead address answers; a lost file is there again."""
    key = fault.place[1]
    if world.dead[key][0] == "file":
        items = [
            item.but(files=tuple(replace(file, dead=False) for file in item.files))
            for item in world.items
            if any(file.dead for file in item.files)
        ]
        world = _with_items(world, items)
    return replace(world, dead={**world.dead, key: ("mended", world.dead[key][1])})


def _date(world: World, fault: Fault, day: date) -> World:
    """The date that was missing, or wrong in the list, is put right."""
    item = next(item for item in world.items if item.id == fault.place[1])
    return _with_items(world, [item.but(dated=True, listed_day=None)])


def _answer(world: World, fault: Fault, day: date) -> World:
    """The letter is answered on the day."""
    letters = tuple(
        replace(letter, replied=day) if str(letter.number) == fault.place[1] else letter for letter in world.letters
    )
    return replace(world, letters=letters)


def _renew(world: World, fault: Fault, day: date) -> World:
    """The single page is revised on the day."""
    singles = tuple(page.but(day=day) if page.columns[0] == fault.place[1] else page for page in world.singles)
    return replace(world, singles=singles)


def _supply(world: World, fault: Fault, day: date) -> World:
    """The document of the portal is put up on the bureau's own site as well, under its own date."""
    doc = next(doc for doc in world.documents if doc.item.id == fault.place[1])
    own = doc.item.but(id=f"b-{doc.item.id}", columns=("gov.notice",), block=True)
    documents = tuple(replace(one, twin=own.id) if one is doc else one for one in world.documents)
    return _with_items(replace(world, documents=documents), [own])


def _with_items(world: World, items: list[Item]) -> World:
    changed = {item.id: item for item in items}
    kept = [changed.pop(item.id, item) for item in world.items]
    return replace(world, items=tuple(sorted([*kept, *changed.values()], key=lambda item: (item.day, item.number))))


_MENDERS: dict[str, Callable[[World, Fault, date], World]] = {
    "stale_news": _publish,
    "stale_policy": _publish,
    "stale_personnel": _publish,
    "blank_column": _publish,
    "missing_column": _open_column,
    "dead_link_home": _revive,
    "dead_link": _revive,
    "undated_item": _date,
    "date_conflict": _date,
    "unanswered_letter": _answer,
    "outdated_guide": _renew,
    "channel_mismatch": _supply,
}
