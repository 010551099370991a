"""The only thing a rule sees: what one crawl knew of one site, looked at from one day.

Every question is a named query of the catalogue, asked at most once. `as_of` is the monitoring point (监测时间点);
items dated later do not exist for the rules. `run` is the crawl whose observations count.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import ParamSpec, TypeVar, cast

from checks.model import Batch, Judgement, Subject, SubjectKind
from checks.seeing.outcomes import is_broken, outcome_in_chinese
from checks.seeing.titles import Titles
from checks.seeing.words import WordLists
from crawler.availability import Availability
from crawler.catalogue import queries
from crawler.catalogue.queries import (
    ColumnRow,
    ItemRow,
    LinkStateRow,
    ListingRow,
    RecordRow,
    RunRow,
    SiteRow,
    TargetRow,
    VisitRow,
)
from crawler.catalogue.view import Question, View, view_of
from crawler.clock import day_in_shanghai
from crawler.identity import same_site
from crawler.model import Outcome

P = ParamSpec("P")
T = TypeVar("T")
HOME_PATH = "首页"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the site the judgements rest on."""

    run_complete: bool
    columns_known: int
    columns_read: int  # seen whole: every page of their lists
    items_listed: int
    items_read: int  # their articles were read
    failures: Mapping[str, int]

    @property
    def columns_share(self) -> float:
        """Share of the known columns that were seen whole, 0 to 1; 0 for a site without columns."""
        return self.columns_read / self.columns_known if self.columns_known else 0.0


@dataclass(frozen=True, slots=True)
class PartnerItem:
    """An item of the organ on the municipal portal, and what is known of it on the organ's own site."""

    item: ItemRow
    own: int | None  # id of the item on the own site
    in_review: bool  # a doubtful pair awaits a person


class SiteFacts:
    """Facts of one site as of one day, read lazily and kept."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        site: SiteRow,
        as_of: date,
        *,
        run: RunRow | None,
        partners: Sequence[SiteRow] = (),
        words: WordLists | None = None,
    ) -> None:
        self._conn = conn
        self.site = site
        self.as_of = as_of
        self.run = run
        self.partners = tuple(partners)
        self.words = words or WordLists()  # the user's lists of wrong and sensitive expressions
        self._answers: dict[tuple[object, ...], object] = {}
        self.told: dict[tuple[str, str], tuple[Judgement | Batch, ...]] = {}  # what rules said, by rule and options

    # --- questions ------------------------------------------------------------------------------------

    @cached_property
    def view(self) -> View:
        """What questions are asked about."""
        return view_of(self._conn, self.site.id, self.run.id if self.run else None, self.as_of)

    def ask(self, question: Question[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer of a named question of the catalogue; the same question is put only once.

        `question(conn, view, *args)` lives in a file of `crawler/catalogue`; its further arguments must be hashable.
        """
        key = (question, args, tuple(sorted(kwargs.items())))
        if key not in self._answers:
            self._answers[key] = question(self._conn, self.view, *args, **kwargs)
        return cast(T, self._answers[key])

    def derived(self, work: Callable[[SiteFacts], T]) -> T:
        """What a pure function makes of these facts; worked out once, for all rules and clauses that want it."""
        key = (work,)
        if key not in self._answers:
            self._answers[key] = work(self)
        return cast(T, self._answers[key])

    def texts(self, ids: Iterable[int]) -> Mapping[int, str]:
        """The current texts of these items, in one question; those that were never read are missing."""
        asked = tuple(dict.fromkeys(ids))
        wanted = [item for item in asked if item not in self._texts]
        if wanted:
            self._texts |= dict.fromkeys(wanted)
            self._texts.update(queries.texts_of(self._conn, wanted, run=self._run_id))
        return {item: text for item in asked if (text := self._texts.get(item)) is not None}

    @property
    def _run_id(self) -> int | None:
        return self.run.id if self.run else None

    @cached_property
    def _texts(self) -> dict[int, str | None]:
        return {}

    def attachments(self, ids: Iterable[int]) -> Mapping[int, Sequence[tuple[str, str]]]:
        """(address, name) of the attachments of these items, in one question."""
        return queries.attachments_of(self._conn, list(ids), run=self._run_id)

    @property
    def site_subject(self) -> Subject:
        """The subject that stands for the whole site."""
        return Subject(SubjectKind.SITE, self.site.id, self.site.name, self.site.home)

    # --- columns --------------------------------------------------------------------------------------

    @cached_property
    def columns(self) -> tuple[ColumnRow, ...]:
        """All columns of level 1 and deeper, by path."""
        if self.run is None:
            return ()
        rows = queries.columns(self._conn, self.site.id, as_of=self.as_of, run=self.run.id)
        return tuple(row for row in rows if row.level > 0)

    @cached_property
    def column_by_path(self) -> Mapping[str, ColumnRow]:
        return {column.path: column for column in self.columns}

    def below(self, column: ColumnRow) -> list[ColumnRow]:
        """All columns under this one, at any depth."""
        return [other for other in self.columns if other.path.startswith(f"{column.path}/")]

    def column_subject(self, column: ColumnRow) -> Subject:
        """The subject that stands for a column."""
        return Subject(SubjectKind.COLUMN, column.path, column.path, column.url)

    # --- items and lists ------------------------------------------------------------------------------

    @cached_property
    def items(self) -> Mapping[int, ItemRow]:
        """All items dated up to `as_of` or not dated, by id; vanished ones left out."""
        return {row.id: row for row in self._all_items if row.published_on is None or row.published_on <= self.as_of}

    @cached_property
    def _all_items(self) -> tuple[ItemRow, ...]:
        rows = queries.items(self._conn, self.site.id, run=self.run.id if self.run else None)
        return tuple(row for row in rows if row.vanished_at is None)

    @cached_property
    def titles(self) -> Titles:
        """The titles of `items`, ready for looking for words in them."""
        return Titles(self.items.values())

    @cached_property
    def listings(self) -> tuple[ListingRow, ...]:
        """All list entries that the run saw, those of the home page's own blocks left out."""
        return tuple(row for row in self._all_listings if row.column != HOME_PATH)

    @cached_property
    def home_listings(self) -> tuple[ListingRow, ...]:
        """The entries of the home page's own blocks."""
        return tuple(row for row in self._all_listings if row.column == HOME_PATH)

    @cached_property
    def _all_listings(self) -> tuple[ListingRow, ...]:
        return tuple(queries.listings(self._conn, self.site.id, run=self.run.id)) if self.run else ()

    @cached_property
    def listings_by_item(self) -> Mapping[int, list[ListingRow]]:
        found: dict[int, list[ListingRow]] = defaultdict(list)
        for row in self.listings:
            found[row.item_id].append(row)
        return found

    @cached_property
    def listings_by_column(self) -> Mapping[str, list[ListingRow]]:
        found: dict[str, list[ListingRow]] = defaultdict(list)
        for row in self.listings:
            found[row.column].append(row)
        return found

    @cached_property
    def item_by_key(self) -> Mapping[str, ItemRow]:
        """Items by the canonical key of their address."""
        return {item.key: item for item in self.items.values()}

    def item_subject(self, item: ItemRow) -> Subject:
        """The subject that stands for an item. Its key is the canonical key: a changed title changes nothing."""
        return Subject(SubjectKind.ITEM, item.key, item.title or item.url, item.url)

    def is_internal(self, url: str) -> bool:
        """True if the address belongs to this site."""
        return same_site(url, self.site.home)

    @cached_property
    def letters(self) -> tuple[ItemRow, ...]:
        """Public letters and their answers. Letters are dated by the day they were sent, not by a list."""
        return tuple(row for row in self._all_items if row.kind == "letter")

    @cached_property
    def records(self) -> tuple[RecordRow, ...]:
        """All 双公示 rows of items published up to `as_of` or undated."""
        return tuple(queries.records(self._conn, self.site.id, until=self.as_of, run=self._run_id))

    @cached_property
    def records_by_item(self) -> Mapping[int, Sequence[RecordRow]]:
        """The 双公示 rows by the item they stand in; items that have vanished are left out."""
        found: dict[int, list[RecordRow]] = defaultdict(list)
        for record in self.records:
            if record.item_id in self.items:
                found[record.item_id].append(record)
        return found

    # --- links and visits -----------------------------------------------------------------------------

    @cached_property
    def targets(self) -> tuple[TargetRow, ...]:
        """Every address that the run visited, with where it was linked from and how the visit ended."""
        return tuple(queries.targets(self._conn, self.site.id, run=self.run.id)) if self.run else ()

    @cached_property
    def link_states(self) -> Mapping[str, LinkStateRow]:
        """What repeated checks say of the links of this crawl, by key; only links that were checked are there."""
        if self.run is None:
            return {}
        until = queries.known_until(self._conn, self.site.id, self.run.id)
        found = queries.link_states(self._conn, self.site.id, run=self.run.id, until=until, unchecked=False)
        return {row.key: row for row in found}

    def availability(self, since: date, until: date, max_seconds: float) -> Availability:
        """How often probes opened the home page in a period (days, both inclusive)."""
        return queries.availability(self._conn, self.site.id, since, until, max_seconds=max_seconds)

    @cached_property
    def home_links(self) -> tuple[tuple[str, str], ...]:
        """(text, address) of every link on the home page."""
        if self.run is None:
            return ()
        found = queries.links(self._conn, self.site.id, run=self.run.id)
        return tuple((link.text, link.url) for link in found if link.on_home)

    @cached_property
    def home_captures(self) -> tuple[int | None, ...]:
        """The captures of the home page: evidence for what is not on the site."""
        return tuple(target.capture_id for target in self.targets if target.role == "home")

    @cached_property
    def home_visits(self) -> tuple[VisitRow, ...]:
        """The run's visits to the home page, redirects left out."""
        if self.run is None:
            return ()
        found = queries.visits(self._conn, self.site.id, run=self.run.id)
        return tuple(visit for visit in found if visit.role == "home" and visit.outcome != Outcome.REDIRECT)

    # --- the municipal portal -------------------------------------------------------------------------

    @cached_property
    def partner_items(self) -> tuple[PartnerItem, ...]:
        """This organ's items on the municipal portals, dated up to `as_of` or not dated, as they were known then."""
        moment = self.run.finished_at if self.run is not None else None
        there_by = f"{max(self.as_of, self.observed_on or self.as_of)}T23:59:59Z"  # crawled apart, maybe days later
        if not self.partners:
            return ()
        review = {
            item
            for pairing in queries.pairings(self._conn, state="review")
            for item in (pairing.item_a, pairing.item_b)
        }
        found: list[PartnerItem] = []
        for partner in self.partners:
            own = queries.counterparts(self._conn, self.site.id, partner.id, at=moment)
            for item in queries.items(
                self._conn, partner.id, until=self.as_of, undated=True, kinds=("article", "listed")
            ):
                there = item.vanished_at is None or item.vanished_at > there_by
                if there and item.first_seen <= there_by and self._of_this_organ(item, partner):
                    found.append(PartnerItem(item, own.get(item.id), item.id in review))
        return tuple(found)

    def _of_this_organ(self, item: ItemRow, partner: SiteRow) -> bool:
        names = [name for name in (partner.organ, self.site.organ, self.site.name) if name]
        if item.publisher:
            return any(name in item.publisher or item.publisher in name for name in names)
        return any(name in path for name in names for path in item.columns)

    # --- how much we saw ------------------------------------------------------------------------------

    @cached_property
    def observed_on(self) -> date | None:
        """The day on which the run ended: nothing later can have been seen."""
        if self.run is None or self.run.finished_at is None:
            return None
        return day_in_shanghai(datetime.fromisoformat(self.run.finished_at))

    @cached_property
    def blind_since(self) -> date | None:
        """The day of the crawl where it lies before the monitoring point: what came after it we did not see."""
        return self.observed_on if self.observed_on is not None and self.observed_on < self.as_of else None

    @cached_property
    def home_read(self) -> bool:
        """True if the run opened the home page."""
        return any(
            target.role == "home" and target.outcome in (Outcome.OK, Outcome.NOT_MODIFIED) for target in self.targets
        )

    @cached_property
    def unread_columns(self) -> tuple[ColumnRow, ...]:
        """Columns that we could not see for a reason of ours (a plain 404 is an answer)."""
        return tuple(column for column in self.columns if not column.readable and not is_broken(column.outcome))

    @cached_property
    def tree_whole(self) -> bool:
        """True if the column tree can be taken as known whole: home page and every column's page were seen."""
        return self.run is not None and self.home_read and not self.unread_columns

    @cached_property
    def content_whole(self) -> bool:
        """True if every list was walked whole and every listed article of the site was read."""
        if self.run is None:
            return False
        return self.run.complete or (
            self.tree_whole and all(column.complete for column in self.columns) and not self.unread_items
        )

    @cached_property
    def unread_items(self) -> tuple[ItemRow, ...]:
        """Listed items of the site itself whose articles were never read, dead ones left out."""
        return tuple(
            item
            for item in self.items.values()
            if item.kind == "listed"
            and item.id in self.listings_by_item
            and not is_broken(item.outcome)
            and item.outcome not in (Outcome.OK, Outcome.NOT_MODIFIED)  # a file or another page, not an article
            and self.is_internal(item.url)
        )

    @cached_property
    def why_not_whole(self) -> str:
        """Why `tree_whole` or `content_whole` do not hold, in Chinese."""
        if self.run is None:
            return "没有可用的抓取"
        if not self.home_read:
            return "首页没有读到"
        if self.unread_columns:
            first = self.unread_columns[0]
            return f"{len(self.unread_columns)}个栏目没有读到，如“{first.path}”：{outcome_in_chinese(first.outcome)}"
        part = [column for column in self.columns if not column.complete]
        if part:
            return f"{len(part)}个栏目的列表没有翻完，如“{part[0].path}”"
        if self.unread_items:
            return f"{len(self.unread_items)}条信息的正文没有读到"
        return "部分页面没有读到"

    @cached_property
    def coverage(self) -> Coverage:
        listed = [self.items[item] for item in self.listings_by_item if item in self.items]
        return Coverage(
            run_complete=self.run is not None and self.run.complete,
            columns_known=len(self.columns),
            columns_read=sum(column.complete for column in self.columns),
            items_listed=len(listed),
            items_read=sum(item.kind != "listed" for item in listed),
            failures=dict(self.run.failures) if self.run else {},
        )
