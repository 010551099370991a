"""From a workspace to a round: which sites are in operation, what a check says of each, and the round before."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from checks.engine import check_site
from checks.ledger import Confirmed, checks, disputed_at, list_findings, waived
from checks.model import Pack
from checks.pack import load_packs
from crawler.catalogue.captures import capture_of_url
from crawler.catalogue.ledger_places import captures_with, site_numbers
from crawler.catalogue.queries import SiteRow, run_nearest, sites
from crawler.clock import day_in_shanghai
from crawler.errors import ConfigError
from crawler.model import SiteKind
from gongkai.scoping import present
from gongkai.wordlists import load_words
from gongkai.workspace import Workspace
from reports.document import Document
from reports.ledger.rows import open_ledger
from reports.rounds.kind import round_kinds
from reports.rounds.round import FAR, Inspected, ListedSite, Round, RoundBefore, Sender, standing_of
from reports.rounds.site_list import of_catalogue, read_site_list
from reports.rounds.tracing import trace_of_round
from reports.scope import make_scope
from reports.tracing import Trace


def open_round(
    place: Workspace,
    conn: sqlite3.Connection,
    year: int,
    *,
    quarter: int | None,
    as_of: date,
    now: datetime,
    only: Sequence[str] = (),
    due: date | None = None,
    check: bool = True,
    known_at: str | None = None,
    newest: int | None = None,
) -> Round:
    """The round of a year or quarter over the sites of `sites/list.csv` (without it: all bureau sites crawled).

    Nothing is written: a report looks, it does not keep the ledger. `only` names sites of the catalogue; `check` False
    leaves out the check (the ledger alone); `known_at` is a UTC stamp: what was known then; `newest` the number of the
    last run that counts. Raises ConfigError for an unknown site, and for a list that is wrong.
    """
    packs = load_packs(place.packs, ids=list(place.settings.check.packs))
    listed = _listed(conn, place.sites / "list.csv", only)
    inspector = _Inspector(place, conn, packs, as_of, now, (known_at, newest))
    inspected = tuple(inspector.inspect(site) if check else Inspected(site, None) for site in listed)
    ids = {site.site for site in listed}
    shown = {number for entry in inspected for found in entry.findings for number in found.judgement.evidence}
    rows = [row for row in list_findings(conn) if row.site in ids]
    return Round(
        year=year,
        quarter=quarter,
        as_of=as_of,
        sender=Sender(**place.settings.inspection.model_dump()),
        packs=tuple(packs),
        inspected=inspected,
        only=tuple(only),
        ledger=open_ledger(conn, rows, day_in_shanghai(now)),
        captures=captures_with(conn, shown),
        before=_before(conn, year, quarter, known_at),
        due=due,
        notes=tuple(_notes(place, inspected)) if check else (),
    )


def round_tracer(conn: sqlite3.Connection, made: Round) -> Callable[[Document, str], Trace] | None:
    """What makes the traces of a round's documents; None where no site of the round was crawled."""
    first = next((entry.listed.site for entry in made.inspected if entry.listed.site in _ids(conn)), None)
    if first is None:
        return None
    scope = make_scope(conn, year=made.year, bureau=first, as_of=made.as_of, known_at=present(conn))
    return lambda document, kind: trace_of_round(document, scope, kind, made, made.ledger.today)


def round_again(
    place: Workspace, conn: sqlite3.Connection, trace: Trace, now: datetime, ending: str
) -> Document | None:
    """The document of a round made again from what was known then; None where this version has no such document."""
    kind, about = round_kinds().get(trace.kind), trace.round
    if kind is None or about is None:
        return None
    made = open_round(
        place,
        conn,
        trace.year,
        quarter=about.quarter,
        as_of=trace.as_of,
        now=now,
        due=about.due,
        check=kind.checks,
        known_at=trace.known_at,
        newest=trace.newest_run,
        only=about.only,
    )
    return (kind.workbook or kind.gather)(made) if ending == ".xlsx" else kind.gather(made)


def _ids(conn: sqlite3.Connection) -> set[str]:
    return {site.id for site in sites(conn) if site.kind is SiteKind.BUREAU}


def quarter_of(year: int, quarter: int) -> tuple[date, date]:
    """The first and the last day of a quarter."""
    after = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return date(year, quarter * 3 - 2, 1), after - timedelta(days=1)


class _Inspector:
    """Checks one site after the other as of one day, from one state of knowledge."""

    def __init__(
        self,
        place: Workspace,
        conn: sqlite3.Connection,
        packs: Sequence[Pack],
        as_of: date,
        now: datetime,
        known: tuple[str | None, int | None],
    ) -> None:
        self.conn, self.packs, self.as_of, self.now = conn, packs, as_of, now
        self.known_at, self.newest = known
        self.words = load_words(place.words)

    def inspect(self, listed: ListedSite) -> Inspected:
        """The site as the crawl nearest to the day saw it; not inspected where there is none near it."""
        if listed.site is None:
            return Inspected(listed, None, reason="没有采集过该网站")
        run = run_nearest(self.conn, listed.site, self.as_of, until=self.known_at, newest=self.newest)
        if run is None:
            return Inspected(listed, None, reason="没有已完成的采集")
        seen = day_in_shanghai(datetime.fromisoformat(run.finished_at or run.started_at))
        if abs((seen - self.as_of).days) > FAR:
            return Inspected(listed, None, reason=f"最近的采集在{seen}，距监测时间点超过{FAR}天")
        today = day_in_shanghai(self.now)
        result = check_site(
            self.conn,
            listed.site,
            packs=self.packs,
            as_of=self.as_of,
            now=self.now,
            run=run.id,
            waived=waived(self.conn, listed.site, today, self.known_at),
            decided=Confirmed(self.conn, listed.site, self.known_at),
            words=self.words,
        ).light()
        return Inspected(
            listed,
            result,
            findings=tuple(found for found in result.findings if found.fingerprint not in result.waived),
            home=capture_of_url(
                self.conn, listed.home, until=datetime.fromisoformat(run.finished_at or run.started_at)
            ),
            disputed=frozenset(disputed_at(self.conn, listed.site, self.known_at)),
        )


def _listed(conn: sqlite3.Connection, path: Path, only: Sequence[str]) -> list[ListedSite]:
    known, codes = sites(conn), site_numbers(conn)
    for name in only:
        if name not in {site.id for site in known}:
            near = difflib.get_close_matches(name, [site.id for site in known], n=1, cutoff=0.5)
            fix = f'did you mean "{near[0]}"?' if near else f"known: {', '.join(site.id for site in known) or 'none'}"
            raise ConfigError(f'the catalogue has no site "{name}"', fix=fix)
    if path.is_file():
        listed = read_site_list(path, known, codes)
        there = {site.site for site in listed}
        extra = of_catalogue([site for site in known if site.id in only and site.id not in there], codes)
        return [site for site in [*listed, *extra] if not only or site.site in only]
    chosen = [site for site in known if site.id in only] if only else _bureaus(known)
    if not chosen:
        raise ConfigError(
            "there is no site to report on", where="catalogue", fix="run `gongkai crawl`, or write sites/list.csv"
        )
    return of_catalogue(chosen, codes)


def _bureaus(known: Sequence[SiteRow]) -> list[SiteRow]:
    """A municipal portal is crawled for one organ's share only: it is judged where somebody names it."""
    return [site for site in known if site.kind is SiteKind.BUREAU] or list(known)


def _before(conn: sqlite3.Connection, year: int, quarter: int | None, known_at: str | None) -> RoundBefore | None:
    """What the newest check of each site in the quarter (or year) before said, as recorded in the ledger by then."""
    if quarter is None:
        first, last, label = date(year - 1, 1, 1), date(year - 1, 12, 31), f"{year - 1}年"
    else:
        then, number = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
        first, last = quarter_of(then, number)
        label = f"{then}年第{'一二三四'[number - 1]}季度"
    verdicts = {
        row.site: (standing_of(row.verdict), row.as_of)
        for row in checks(conn)
        if first <= row.as_of <= last and row.verdict is not None and (known_at is None or row.checked_at <= known_at)
    }
    return RoundBefore(label, verdicts) if verdicts else None


def _notes(place: Workspace, inspected: Sequence[Inspected]) -> Iterator[str]:
    if not (place.sites / "list.csv").is_file():
        yield "没有网站名单（sites/list.csv），只列入了采集过的网站，未分地区"
    far = [f"{entry.listed.name}（{entry.reason}）" for entry in inspected if entry.result is None]
    if far:
        yield f"未检查的网站：{'、'.join(far)}"
