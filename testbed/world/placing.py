"""Where items appear beyond their own column: cross-lists, second addresses, pins, shortened titles."""

from __future__ import annotations

from random import Random

from testbed.world.model import Item

# source column → the second list that shows some of its items, and how many
_CROSS = (
    ("news.base.town", "news.work", 12), ("gov.key.warn", "gov.notice", 5), ("svc.check", "news.work", 8),
    ("gov.policy.norm", "gov.notice", 5), ("gov.key.report", "gov.notice", 3),
)  # fmt: skip
# source column → the column in which the same document was put up again under an address of its own
_COPIES = (
    ("news.base.town", "news.work", 3), ("gov.key.hidden", "svc.check", 3), ("gov.policy.norm", "gov.notice", 3),
    ("news.work", "topic.hot.smart", 3), ("gov.key.warn", "gov.notice", 2),
)  # fmt: skip
_PINNED = (("gov.notice", 2016, 2), ("news.work", 2016, 1), ("gov.notice", 2015, 1), ("svc.guide", 2016, 1))
LONG_TITLE = 24


def place(seed: int, items: list[Item], reserved: set[str]) -> list[Item]:
    """Spread some items over several lists. `reserved` ids are left as they are."""
    rng = Random(f"{seed}:places")
    by_id = {item.id: item for item in items}
    free = [item.id for item in items if item.id not in reserved]

    def some(column: str, count: int, year: int | None = None) -> list[str]:
        fitting = [
            key for key in free
            if by_id[key].columns[0] == column and (year is None or by_id[key].day.year == year)
        ]  # fmt: skip
        chosen = rng.sample(fitting, min(count, len(fitting)))
        free[:] = [key for key in free if key not in chosen]
        return chosen

    for source, target, count in _CROSS:
        for key in some(source, count):
            by_id[key] = by_id[key].but(columns=(source, target))
    for source, target, count in _COPIES:
        for key in some(source, count):
            item = by_id[key]
            by_id[key] = item.but(copy_in=target, copy_number=item.number + 40_000)
    for column, year, count in _PINNED:
        for key in some(column, count, year):
            by_id[key] = by_id[key].but(pinned=True)
    for key, item in by_id.items():
        if len(item.title) > LONG_TITLE and key not in reserved and rng.random() < 0.12:
            by_id[key] = item.but(cut=True)
    return list(by_id.values())
