"""What is due on a site in the next days, and what of it is there already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from checks.facts import SiteFacts
from checks.obligations import Task, calendar_of
from checks.seeing.fulfilment import fulfilment
from crawler.catalogue.queries import ItemRow, SiteRow


@dataclass(frozen=True, slots=True)
class DueEntry:
    """A task of the calendar, with the item that meets it; `looked` is False where no crawl was there to ask."""

    task: Task
    days_left: int
    looked: bool
    item: ItemRow | None

    @property
    def state(self) -> str:
        """已公布, 未见公布 or 没有抓取."""
        if self.item is not None:
            return "已公布"
        return "未见公布" if self.looked else "没有抓取"


def due_list(site: SiteRow, as_of: date, within_days: int, facts: SiteFacts | None = None) -> list[DueEntry]:
    """What must be published from `as_of` up to so many days later (both included), soonest first.

    With `facts` of a crawl each entry says whether it is there already; an item that shows no day counts as there.
    """
    return [
        DueEntry(
            task,
            (task.due.day - as_of).days,
            looked=facts is not None and facts.run is not None,
            item=fulfilment(facts, task).first if facts is not None and facts.run is not None else None,
        )
        for task in calendar_of(site, as_of, as_of + timedelta(days=within_days))
    ]
