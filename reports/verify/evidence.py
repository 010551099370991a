"""The archived pages behind the rows of a document: are they there, whole, and do they still say the same?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from crawler.archive.checking import check_range
from crawler.archive.decoding import UndecodableError
from crawler.archive.reader import read_capture
from crawler.archive.verify import difference
from crawler.catalogue.captures import CaptureRow, ReadAs, capture_with_id, read_as
from crawler.catalogue.queries import ItemRow, ListingRow, SiteRow
from crawler.errors import ArchiveError
from crawler.identity import canonical_key
from crawler.masking import masked_title
from crawler.model import Fetched, Reading, Role
from crawler.page import Page
from crawler.platforms.base import Hint, read_page
from reports.metrics.base import Counted, Source
from reports.scope import Scope
from reports.verify.recount import ListAgain
from reports.verify.remarks import About, Level, Remark, Verified

Progress = Callable[[int, int, str], None]
_LISTS = 3  # metrics that a remark on a row names


@dataclass(slots=True)
class _Behind:
    """A capture with the rows that rest on it and the lists they stand in."""

    capture: int
    rows: list[Counted] = field(default_factory=list)
    lists: dict[str, str] = field(default_factory=dict)  # name → title


def look_at_evidence(
    lists: Sequence[ListAgain],
    scope: Scope,
    archive: Path,
    found: Verified,
    *,
    sample: int | None = None,
    progress: Progress | None = None,
) -> None:
    """Look at the capture behind every row of some lists, as counted again, and read its page again.

    `sample` narrows to so many captures, chosen by the document's own digest, so that a second run looks at the same
    ones. What was found goes into `found`.
    """
    behind = _behind(lists, found)
    found.captures = len(behind)
    if not archive.is_dir():
        if behind:
            message = f"没有存档文件夹（{archive}），{len(behind)}个快照无法核对"
            found.remarks.append(Remark(Level.UNSEEN, About.CAPTURE, message))
        return
    chosen = _chosen(behind, sample, found.trace.digest)
    reader = _Reader(scope, archive)
    for number, one in enumerate(chosen):
        if progress is not None:
            progress(number, len(chosen), one.rows[0].title)
        found.looked_at += 1
        problems = list(reader.problems(one, found))
        lists_said = "、".join(list(one.lists.values())[:_LISTS])
        figures = tuple(name for entry in one.lists for name in found.trace.figures_on(entry))
        for level, about, message in problems:
            said = f"{message}（涉及：{lists_said}）"
            place, rows = f"快照{one.capture}", _titles(one.rows)
            found.remarks.append(Remark(level, about, said, place=place, rows=rows, figures=figures))
    if len(chosen) < len(behind):
        message = f"只抽查了{len(chosen)}个快照，共{len(behind)}个"
        found.remarks.append(Remark(Level.NOTE, About.CAPTURE, message))


def _behind(lists: Sequence[ListAgain], found: Verified) -> dict[int, _Behind]:
    behind: dict[int, _Behind] = {}
    for again in lists:
        title = again.recorded.title
        bare: list[Counted] = []
        for row in again.count.rows if again.count is not None else ():
            found.rows += 1
            if row.proof is None:
                bare += [row] if row.file is None else []
                continue
            entry = behind.setdefault(row.proof.capture_id, _Behind(row.proof.capture_id))
            entry.rows.append(row)
            entry.lists[again.recorded.name] = title
        if bare:
            found.without_capture += len(bare)
            remark = _bare(title, bare, of_check=again.recorded.source == Source.CHECK)
            found.remarks.append(replace(remark, figures=found.trace.figures_on(again.recorded.name)))
    return behind


def _bare(title: str, rows: Sequence[Counted], *, of_check: bool) -> Remark:
    """Rows that nothing in the archive stands behind. A fault of something that is not there has no page to show."""
    if of_check:
        message = f"“{title}”有{len(rows)}行没有快照（所缺的内容没有网页可存），已按重新检查核对"
        return Remark(Level.NOTE, About.CAPTURE, message, rows=_titles(rows))
    message = f"“{title}”有{len(rows)}行没有快照，只能按目录库重新统计"
    return Remark(Level.UNSEEN, About.CAPTURE, message, rows=_titles(rows))


def _chosen(behind: Mapping[int, _Behind], sample: int | None, salt: str) -> list[_Behind]:
    if sample is None or sample >= len(behind):
        return [behind[number] for number in sorted(behind)]
    drawn = sorted(behind, key=lambda number: hashlib.sha256(f"{salt}{number}".encode()).digest())[:sample]
    return [behind[number] for number in sorted(drawn)]


def _titles(rows: Iterable[Counted], most: int = 5) -> list[str]:
    return list(dict.fromkeys(f"“{row.title}”（{row.url or row.file or ''}）" for row in rows))[:most]


class _Reader:
    """Looks at captures in the archive, and reads the pages of items again."""

    def __init__(self, scope: Scope, archive: Path) -> None:
        self._scope = scope
        self._archive = archive

    def problems(self, one: _Behind, found: Verified) -> Iterator[tuple[Level, About, str]]:
        """What is wrong with a capture, and with what its page says."""
        capture = capture_with_id(self._scope.conn, one.capture)
        if capture is None:
            yield Level.WRONG, About.CAPTURE, f"目录库中没有快照{one.capture}"
            return
        recorded = {row.proof.sha256 for row in one.rows if row.proof is not None}
        if recorded != {capture.sha256}:
            yield Level.WRONG, About.CAPTURE, f"快照{one.capture}的摘要与明细中的不同"
            return
        damage = self._damage(capture)
        if damage:
            yield Level.WRONG, About.CAPTURE, f"快照{one.capture}（{capture.url}）{damage}"
            return
        items = {row.item_id: self._items[row.item_id] for row in one.rows if row.item_id in self._items}
        if items:
            yield from self._read_again(capture, list(items.values()), found)

    def _damage(self, capture: CaptureRow) -> str:
        path = self._archive / capture.warc_file
        if not path.is_file():
            return f"所在的存档文件不在：{capture.warc_file}"
        end = capture.offset + capture.length
        if end > path.stat().st_size:
            return f"所在的存档文件被截短：{capture.warc_file}"
        with path.open("rb") as file:
            records = list(check_range(file, capture.offset, end))
        broken = next((record.problem for record in records if record.problem), None)
        if broken:
            return f"在存档中已损坏（{capture.warc_file}:{capture.offset}，{broken}）"
        wrong = difference(capture.url, capture.sha256, records)
        return f"在存档中的内容不是当时登记的（{capture.warc_file}:{capture.offset}，{wrong[1]}）" if wrong else ""

    # --- reading again ------------------------------------------------------------------------------

    def _read_again(
        self, capture: CaptureRow, items: Sequence[ItemRow], found: Verified
    ) -> Iterator[tuple[Level, About, str]]:
        try:
            fetched = read_capture(self._archive, capture.warc_file, capture.offset, capture.length)
        except (ArchiveError, UndecodableError) as error:
            yield Level.WRONG, About.CAPTURE, f"快照{capture.id}无法读出：{error}"
            return
        how = read_as(self._scope.conn, capture.id) or ReadAs(Role.ARTICLE, None)
        for item in items:
            found.read_again += 1
            own = item.capture_id == capture.id
            entry = self._listings.get(item.id)
            reading = _reading(fetched, item, how, entry, self._home(item.site), own=own)
            said = _article(reading) if own else _row(reading, item)
            yield from self._compared(item, said, entry, capture)

    def _compared(
        self, item: ItemRow, said: tuple[str | None, date | None] | None, entry: ListingRow | None, capture: CaptureRow
    ) -> Iterator[tuple[Level, About, str]]:
        if said is None:
            yield Level.WRONG, About.PAGE, f"快照{capture.id}重新读取后不再是“{item.title}”这条信息"
            return
        title, day = said
        if title is not None and title != item.title and not (entry is not None and item.title == entry.title):
            yield Level.WRONG, About.PAGE, f"快照{capture.id}重新读取的标题是“{title}”，目录库中是“{item.title}”"
        stated = item.published_on
        if item.published_via == "list" and item.capture_id == capture.id:
            day = entry.listed_on if entry is not None else day  # the list is surer than the address of the page
        if day != stated:
            yield (
                Level.WRONG,
                About.PAGE,
                f"“{item.title}”：快照{capture.id}重新读取的日期是{day or '无'}，目录库中是{stated or '无'}",
            )

    @cached_property
    def _sites(self) -> list[SiteRow]:
        return [site for site in (self._scope.bureau, self._scope.municipal) if site is not None]

    @cached_property
    def _items(self) -> dict[int | None, ItemRow]:
        return {item.id: item for site in self._sites for item in self._scope.items(site)}

    @cached_property
    def _listings(self) -> dict[int, ListingRow]:
        found: dict[int, ListingRow] = {}
        for site in self._sites:
            for entry in self._scope.listings(site):
                found.setdefault(entry.item_id, entry)
        return found

    def _home(self, site: str) -> str | None:
        return next((one.home for one in self._sites if one.id == site), None)


def _reading(
    fetched: Fetched, item: ItemRow, how: ReadAs, entry: ListingRow | None, home: str | None, *, own: bool
) -> Reading:
    """The page as the crawl read it. The address is the item's: forwarded pages are read under their own."""
    page = Page(fetched.url, fetched.body, fetched.header("content-type") or "", fetched.status or 200)
    hint = Hint(
        role=Role(how.role),
        site_url=home,
        column_path=tuple(entry.column.split("/")) if entry is not None and own else (),
        listed_title=entry.title if entry is not None and own else None,
        listed_on=entry.listed_on if entry is not None and own else None,
    )
    return read_page(page, hint, platform=how.platform)


def _article(reading: Reading) -> tuple[str | None, date | None] | None:
    article = reading.article
    if article is None:
        return None
    title = masked_title(article.title)[0] if article.title else None
    return title, article.published.value if article.published else None


def _row(reading: Reading, item: ItemRow) -> tuple[str | None, date | None] | None:
    """What a list page says of an item."""
    for row in reading.listing.rows if reading.listing is not None else ():
        if canonical_key(row.url) == item.key:
            return masked_title(row.title)[0], row.listed_on
    return None
