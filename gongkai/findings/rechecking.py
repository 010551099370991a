"""Rechecking one finding: fetch only what it needs, put its clause alone to what came, move its state."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from checks.calendar import due_after
from checks.engine import check_site
from checks.ledger import FindingRow, State, find
from checks.ledger.rechecked import enter_recheck
from checks.model import Clause, Judgement, Pack, Verdict
from checks.needs import Need, need_of
from checks.pack import load_packs
from checks.rule import rules
from checks.seeing.outcomes import is_broken, outcome_in_chinese
from crawler.catalogue.queries import capture
from crawler.catalogue.run_ledger import was_met
from crawler.clock import Clock, day_in_shanghai
from crawler.errors import ConfigError
from crawler.identity import canonical_key, same_site
from crawler.model import Outcome
from crawler.profiles.profile import Profile
from crawler.recheck import Rechecked, Wish, recheck
from crawler.recorder import Progress
from gongkai.progress import Story
from gongkai.workspace import Workspace

_SEEN = (Outcome.OK, Outcome.NOT_MODIFIED)
_MOST_PAGES = 20  # of the evidence that are fetched again


@dataclass(frozen=True, slots=True)
class RecheckResult:
    """What a recheck of a finding came to."""

    row: FindingRow
    before: State
    judged: Judgement
    need: Need
    run_id: int
    answers: dict[str, str | None]  # outcome by address, as a key

    @property
    def verdict(self) -> Verdict:
        """Flagged: still there. Clear, or not applicable: mended. Unsure: nothing can be said."""
        return self.judged.verdict


def recheck_finding(
    place: Workspace,
    conn: sqlite3.Connection,
    number: str,
    *,
    clock: Clock,
    who: str,
    allow_net: Sequence[str] = (),
    story: Story | None = None,
) -> RecheckResult:
    """Fetch what the finding needs, judge it, and enter that into the ledger. `story` is told of each step.

    Raises ConfigError where the finding is unknown, no program can judge its clause, or its site has no profile.
    """
    row = find(conn, number)
    pack, clause = _clause_of(place, row)
    profile = _profile_of(place, row)
    need = need_of(row.subject.kind, rules()[clause.rule or ""].rule.recheck)
    wish = wish_of(conn, row, need, profile)
    _stays_at_home(conn, row, wish, profile)
    today = day_in_shanghai(clock())

    story = story or Story("", None)

    def progress(state: Progress) -> None:
        if state.outcome:
            story.add("fetched", f"{state.outcome} {state.url}")
        story.at(state.done + state.failed, state.done + state.failed + state.queued, state.url)

    def judge(copy: sqlite3.Connection, run: int) -> Judgement | None:
        story.add("judging")
        return _judged(copy, row, pack, clause, run, today, clock())

    story.add("fetching")
    found = recheck(
        profile,
        wish,
        judge,
        catalogue=place.catalogue,
        archive=place.archive,
        clock=clock,
        allow_net=(*place.settings.fetch.allow_net, *allow_net),
        contact=place.settings.fetch.contact,
        progress=progress,
    )
    judged = _trusted(row, need, found)
    window = pack.deadline_veto if clause.veto else pack.deadline_other
    moved = enter_recheck(
        conn,
        row.id,
        judged,
        run_id=found.run.id,
        captures=found.captures,
        deadline=due_after(today, window).day,
        who=who,
        now=clock(),
    )
    story.add("judged", judged.verdict.value)
    return RecheckResult(moved, row.state, judged, need, found.run.id, dict(found.answers))


def wish_of(conn: sqlite3.Connection, row: FindingRow, need: Need, profile: Profile) -> Wish:
    """What is to be fetched for a need. Pages of other sites are asked for by link checks only."""
    hosts = frozenset(profile.hosts)
    shown = tuple(url for url in _evidence_urls(conn, row) if same_site(url, profile.home, hosts))
    own = (row.subject_url,) if row.subject_url and same_site(row.subject_url, profile.home, hosts) else ()
    match need:
        case Need.COLUMN:
            return Wish(columns=(row.subject_key,))
        case Need.ITEM:
            return Wish(pages=(*own, *shown))
        case Need.ITEM_AND_LISTS:
            return Wish(pages=(*own, *shown), lists_of=own)
        case Need.PAGE:
            return Wish(pages=(*own, *shown), home=not own and not shown)
        case Need.LINK:
            return Wish(link=row.subject_url)
        case Need.HOME:
            return Wish(home=True)
        case Need.PROBE:
            return Wish(probe=True)
        case Need.SITE:
            return Wish(home=True, levels=99)


def _stays_at_home(conn: sqlite3.Connection, row: FindingRow, wish: Wish, profile: Profile) -> None:
    """Raise ConfigError where a link would be asked for that neither lies on the site nor was ever found on it."""
    if wish.link is None or same_site(wish.link, profile.home, frozenset(profile.hosts)):
        return
    if not was_met(conn, row.site, canonical_key(wish.link)):
        raise ConfigError(
            f"{row.number}: its address is no page of {row.site!r}, and no page of it was seen to link there",
            fix=f"look yourself: `gongkai findings verify {row.number} --mended` (or --still-there) --by … --reason …",
        )


def _evidence_urls(conn: sqlite3.Connection, row: FindingRow) -> tuple[str, ...]:
    found = [capture(conn, number) for number in row.evidence[:_MOST_PAGES]]
    urls = {canonical_key(place["url"]): place["url"] for place in found if place is not None}
    urls.pop(canonical_key(row.subject_url or ""), None)
    return tuple(urls.values())


def _clause_of(place: Workspace, row: FindingRow) -> tuple[Pack, Clause]:
    pack = load_packs(place.packs, ids=[row.pack])[0]
    clause = next((clause for clause in pack.clauses if clause.id == row.clause), None)
    if clause is None or clause.rule is None or clause.rule != row.rule:
        why = "is not in the pack any more" if clause is None else "is judged by a person"
        raise ConfigError(
            f"{row.number}: clause {row.clause} {why}",
            fix=f"look yourself: `gongkai findings verify {row.number} --mended` (or --still-there) --by … --reason …",
        )
    return pack, clause


def _profile_of(place: Workspace, row: FindingRow) -> Profile:
    return place.profiles([row.site])[0]


def _judged(
    conn: sqlite3.Connection, row: FindingRow, pack: Pack, clause: Clause, run: int, as_of: date, now: datetime
) -> Judgement | None:
    """What the clause alone says of the finding's subject; None where the subject does not come up."""
    alone = replace(pack, clauses=(clause,), score=None)
    result = check_site(conn, row.site, packs=[alone], as_of=as_of, now=now, run=run, force=True)
    single = next((found for found in result.judged if found.fingerprint == row.fingerprint), None)
    if single is not None:
        return single.judgement
    told = next((batch for _, batch in result.batches if row.subject in batch), None)
    return Judgement(told.verdict, row.subject, "未再发现该问题。") if told is not None else None


def _trusted(row: FindingRow, need: Need, found: Rechecked[Judgement | None]) -> Judgement:
    """The judgement, or "unsure" where it would rest on pages that could not be seen again."""
    why = _unseen(row, need, found)
    if why:
        return Judgement(Verdict.UNSURE, row.subject, why)
    if found.judged is None:
        return Judgement(Verdict.UNSURE, row.subject, "该对象没有再出现，规则不作判断；请待下次完整抓取，或人工核实。")
    return found.judged


def _unseen(row: FindingRow, need: Need, found: Rechecked[Judgement | None]) -> str:
    """Why the judgement would not rest on what was fetched just now; empty where it does."""
    if not found.finished or not found.answers:
        return "没有抓取完成（不在允许访问的时段，或网站要求暂缓），请稍后再试。"
    match need:
        case Need.LINK | Need.PROBE:
            return ""  # how the address answers is itself what is judged
        case Need.COLUMN | Need.SITE:
            # Of what else was asked for, the rule itself knows what was not read.
            address = row.subject_url if need is Need.COLUMN else None
            outcomes = [found.outcome_of(address)] if address is not None else []
        case _:
            outcomes = list(found.answers.values())
    failed = [outcome for outcome in outcomes if outcome not in _SEEN]
    hard = [outcome for outcome in failed if not is_broken(outcome)]
    if hard:
        return f"没有读到需要的页面：{outcome_in_chinese(hard[0])}。"
    if failed and need is not Need.COLUMN:
        gone = outcome_in_chinese(failed[0])
        return f"{gone}，原问题无法复核；是否销号请人工确认（gongkai findings verify），或待下次完整抓取。"
    return ""
