"""The world of a seed, put together from its parts in a fixed order."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from random import Random

from testbed.world.articles import plant_items
from testbed.world.calendar import working_day
from testbed.world.columns import plant_columns
from testbed.world.dealings import plant_letters, plant_registers, plant_singles
from testbed.world.docs import undated_drafts
from testbed.world.faults import DEAD_LINKS, list_faults, list_lookalikes, neglect
from testbed.world.model import File, Item, Pointer, World
from testbed.world.municipal import ORGANS, plant_documents
from testbed.world.placing import place
from testbed.world.words import BUREAU

VARIANTS = ("outage", "blocked")


@lru_cache(maxsize=8)
def make_world(seed: int = 2016, variant: str | None = None) -> World:
    """Everything that ever happens in the city of this seed.

    `variant` outage: one news column always answers 503; blocked: a guard stands before it.
    """
    if variant is not None and variant not in VARIANTS:
        raise ValueError(f"unknown variant {variant!r}; known: {', '.join(VARIANTS)}")
    columns, missing = plant_columns(seed)
    weak = neglect(seed)
    classes = {column.key: column.cls for column in columns}
    items, marks = plant_items(seed, [column.key for column in columns], classes, weak)
    items, conflicts = _with_conflicts(seed, items, weak.stale)
    items, holders = _with_dead_links(seed, items)
    reserved = {*marks.values(), *holders, *(item.id for item in conflicts)}
    reserved |= {item.id for item in items if item.records}
    items = place(seed, items, reserved)
    documents, shown = plant_documents(seed, items, reserved)
    items = [shown.get(item.id, item) for item in items]
    undated = _undated(seed)
    orphans = [doc.item.id for doc in documents if doc.organ == "aj" and doc.twin is None]
    return World(
        seed=seed,
        variant=variant,
        columns=columns,
        items=tuple(sorted([*items, *undated], key=lambda item: (item.day, item.number))),
        singles=plant_singles(seed, {column.key: column.name for column in columns}),
        letters=plant_letters(seed),
        organs=ORGANS,
        documents=documents,
        faults=list_faults(weak, missing, marks, undated, conflicts, orphans),
        lookalikes=list_lookalikes(weak, marks),
        registers=plant_registers(seed),
        dead=DEAD_LINKS,
        spare=(missing,),
        outages=("news.work",) if variant else (),
    )


def _with_conflicts(seed: int, items: list[Item], stale: dict[str, date]) -> tuple[list[Item], list[Item]]:
    """Two items whose list says another day than their page, within the same year."""
    rng = Random(f"{seed}:conflicts")
    pool = [
        item
        for item in items
        if item.columns[0] in ("news.work", "gov.key.warn", "svc.check")
        and date(2016, 2, 15) <= item.day <= date(2016, 10, 31)
    ]
    chosen = {
        item.id: item.but(listed_day=item.day + timedelta(days=rng.choice((-11, -8, 6, 9))))
        for item in rng.sample(pool, 2)
    }
    return [chosen.get(item.id, item) for item in items], list(chosen.values())


def _with_dead_links(seed: int, items: list[Item]) -> tuple[list[Item], set[str]]:
    """One article with a dead link in its text, one form whose file is gone."""
    rng = Random(f"{seed}:dead")
    year = [item for item in items if item.day.year == 2016 and not item.listed_day]
    notice = rng.choice([item for item in year if item.columns[0] == "gov.notice" and item.day.month < 11])
    form = rng.choice([item for item in year if item.columns[0] == "svc.forms"])
    pointer = Pointer("相关规定详见", DEAD_LINKS["appendix"][1], "appendix")
    changed = {
        notice.id: notice.but(body=(*notice.body[:2], pointer, *notice.body[2:])),
        form.id: form.but(files=(*form.files, File(9041, DEAD_LINKS["form"][1], "doc", dead=True))),
    }
    return [changed.get(item.id, item) for item in items], set(changed)


def _undated(seed: int) -> list[Item]:
    rng = Random(f"{seed}:undated")
    return [
        Item(
            id=f"u{n}",
            number=70_100 + 17 * n,
            title=draft.title,
            columns=(key,),
            body=draft.body,
            dated=False,
            day=working_day(date(2016, rng.randint(2, 9), rng.randint(10, 27))),
            publisher=BUREAU,
        )
        for n, (key, draft) in enumerate(undated_drafts(), start=1)
    ]
