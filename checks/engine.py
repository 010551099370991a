"""Running packs over a site: which clauses apply on a day, what the rules say, and what it comes to."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from checks.calendar import due_after
from checks.facts import Coverage, SiteFacts
from checks.model import Batch, Clause, Finding, Judgement, Pack, Subject, Verdict, fingerprint
from checks.rule import rules
from checks.score import Score, score_site
from checks.seeing.words import WordLists
from checks.softening import softened
from crawler.catalogue import queries
from crawler.catalogue.queries import RunRow, SiteRow
from crawler.clock import day_in_shanghai
from crawler.errors import ConfigError
from crawler.model import SiteKind

NotCounted = Callable[[Finding, date, int | None], bool]
"""Of a finding, the monitoring point and the run that a check rests on: is it not to count, by a person's decision?"""

Decided = Callable[[Finding, date], Finding]
"""A finding of a check as a person has decided it: what no program could tell may be known to be a fault."""


@dataclass(frozen=True, slots=True)
class ClauseCount:
    """How many subjects a clause was put to, by verdict. Rates are only honest beside `coverage`."""

    flagged: int
    clear: int
    unsure: int
    not_applicable: int

    @property
    def coverage(self) -> float | None:
        """Share of the applicable subjects that could be judged, 0 to 1; None where there were none."""
        judged = self.flagged + self.clear
        return judged / (judged + self.unsure) if judged + self.unsure else None


@dataclass(frozen=True)
class CheckResult:
    """What a check of one site came to: what was judged one by one, and in batches of clear subjects."""

    site: SiteRow
    as_of: date
    run: RunRow | None
    packs: tuple[Pack, ...]  # those that were applied
    skipped: tuple[str, ...]  # packs that were not, each with the days on which it is in force
    judged: tuple[Finding, ...]  # one by one
    batches: tuple[tuple[Clause, Batch], ...]  # many subjects at once, by clause
    counts: Mapping[str, ClauseCount]  # verdicts by clause id, in the order of the packs
    coverage: Coverage
    scores: Mapping[str, Score]  # by pack id, for packs that score
    notes: tuple[str, ...] = ()
    waived: frozenset[str] = frozenset()  # fingerprints of what was flagged and does not count: the scores leave it out

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was flagged, vetoes first, then by clause and subject."""
        return self.by_verdict(Verdict.FLAGGED)

    @property
    def unsure(self) -> tuple[Finding, ...]:
        """What waits for a person."""
        return self.by_verdict(Verdict.UNSURE)

    @property
    def score(self) -> Score | None:
        """The score of the first applied pack that has one, or None."""
        return next(iter(self.scores.values()), None)

    def by_verdict(self, verdict: Verdict) -> tuple[Finding, ...]:
        """What was judged so one by one, vetoes first, then by clause and subject."""
        chosen = [finding for finding in self.judged if finding.verdict is verdict]
        return tuple(
            sorted(chosen, key=lambda found: (not found.clause.veto, found.pack, found.clause.id, found.subject.key))
        )

    def total(self, verdict: Verdict) -> int:
        """How many subjects were judged so, over all clauses."""
        return sum(getattr(count, verdict) for count in self.counts.values())

    def light(self) -> CheckResult:
        """The result with nothing but what a person reads: what is flagged or unsure, and the counts."""
        told = tuple(found for found in self.judged if found.verdict in (Verdict.FLAGGED, Verdict.UNSURE))
        return replace(self, judged=told, batches=())

    @cached_property
    def _single(self) -> Mapping[str, Finding]:
        return {finding.fingerprint: finding for finding in self.judged}

    def verdict_on(self, print_: str, clause: str, subject: Subject) -> tuple[Verdict, str] | None:
        """What this check says of a known finding: verdict and message; None if the subject did not come up."""
        single = self._single.get(print_)
        if single is not None:
            return single.verdict, single.message
        for owner, batch in self.batches:
            if owner.id == clause and subject in batch:
                return batch.verdict, ""
        return None


def check_site(
    conn: sqlite3.Connection,
    site_id: str,
    *,
    packs: Sequence[Pack],
    as_of: date,
    now: datetime,
    run: int | None = None,
    force: bool = False,
    partners: Sequence[str] | None = None,
    waived: NotCounted | None = None,
    decided: Decided | None = None,
    words: WordLists | None = None,
) -> CheckResult:
    """Check one site as of one day and return every judgement; nothing is written (see `ledger.record`).

    `run` is the crawl to rest on (default: the one nearest to the end of that day, see `queries.run_nearest`).
    Packs not in force on `as_of` are skipped with a word unless `force`. `partners` are municipal portals to compare
    with; by default those that carry this organ. `waived` says of a finding whether it does not count in the
    score (see `ledger.NotCounted`): it stays among the judgements. `decided` gives what
    a person found out where no program could (see `ledger.Confirmed`). `words` are the user's lists of expressions.
    ConfigError if the site is unknown.
    """
    sites = {site.id: site for site in queries.sites(conn)}
    if site_id not in sites:
        known = ", ".join(sorted(sites)) or "none yet; run `gongkai crawl` first"
        raise ConfigError(f'the catalogue has no site "{site_id}"', fix=f"known sites: {known}")
    site = sites[site_id]
    run_row = queries.read_run(conn, run) if run is not None else queries.run_nearest(conn, site_id, as_of)
    chosen = [sites[name] for name in partners] if partners is not None else partners_of(site, list(sites.values()))
    facts = SiteFacts(conn, site, as_of, run=run_row, partners=chosen, words=words)
    applied, skipped = _applicable(packs, as_of, force)
    judged, batches = _judged(facts, applied, day_in_shanghai(now), force)
    if decided is not None:
        judged = [decided(found, as_of) for found in judged]
    run_id = run_row.id if run_row else None
    left_out = frozenset(
        found.fingerprint
        for found in judged
        if waived is not None and found.verdict is Verdict.FLAGGED and waived(found, as_of, run_id)
    )
    return CheckResult(
        site=site,
        as_of=as_of,
        run=run_row,
        packs=tuple(applied),
        skipped=tuple(skipped),
        judged=tuple(judged),
        batches=tuple(batches),
        counts=_counts(applied, judged, batches),
        coverage=facts.coverage,
        scores=_scores(facts, applied, [found for found in judged if found.fingerprint not in left_out], batches),
        notes=tuple(_notes(facts)),
        waived=left_out,
    )


def _judged(
    facts: SiteFacts, packs: Sequence[Pack], today: date, force: bool
) -> tuple[list[Finding], list[tuple[Clause, Batch]]]:
    """What all clauses of the packs say: one by one, and in batches."""
    judged: list[Finding] = []
    batches: list[tuple[Clause, Batch]] = []
    for pack in packs:
        for clause in pack.asked_of(facts.site.id):
            for found in _findings(facts, pack, clause, today, force):
                if isinstance(found, Batch):
                    batches.append((clause, found))
                else:
                    judged.append(found)
    return judged, batches


def _scores(
    facts: SiteFacts, packs: Sequence[Pack], counted: Sequence[Finding], batches: Sequence[tuple[Clause, Batch]]
) -> Mapping[str, Score]:
    """The scores of the packs that have one."""
    found: dict[str, Score] = {}
    for pack in packs:
        if pack.score is None:
            continue
        own = {id(clause) for clause in pack.clauses}  # packs may share the names of clauses
        found[pack.id] = score_site(
            pack,
            [finding for finding in counted if finding.pack == pack.id],
            facts.coverage,
            facts.home_read,
            site=facts.site.id,
            batches=[(clause, batch) for clause, batch in batches if id(clause) in own],
        )
    return found


def _counts(
    packs: Sequence[Pack], judged: Sequence[Finding], batches: Sequence[tuple[Clause, Batch]]
) -> Mapping[str, ClauseCount]:
    tally: dict[str, Counter[Verdict]] = {clause.id: Counter() for pack in packs for clause in pack.clauses}
    for finding in judged:
        tally[finding.clause.id][finding.verdict] += 1
    for clause, batch in batches:
        tally[clause.id][batch.verdict] += len(batch)
    return {name: ClauseCount(*(count[verdict] for verdict in Verdict)) for name, count in tally.items()}


def partners_of(site: SiteRow, sites: Sequence[SiteRow]) -> list[SiteRow]:
    """The municipal portals that carry the organ of this site: by organ name, or because there is only one bureau."""
    if site.kind is not SiteKind.BUREAU:
        return []
    portals = [other for other in sites if other.kind is SiteKind.MUNICIPAL]
    bureaus = [other for other in sites if other.kind is SiteKind.BUREAU]
    names = {name for name in (site.organ, site.name) if name}
    return [
        portal
        for portal in portals
        if (portal.organ is not None and any(portal.organ in name or name in portal.organ for name in names))
        or (portal.organ is None and len(bureaus) == 1)
    ]


def _applicable(packs: Sequence[Pack], as_of: date, force: bool) -> tuple[list[Pack], list[str]]:
    applied: list[Pack] = []
    skipped: list[str] = []
    for pack in packs:
        if force or pack.in_force(as_of):
            applied.append(pack)
            continue
        until = pack.valid_to.isoformat() if pack.valid_to else "今"
        skipped.append(f"{pack.id}（{pack.valid_from.isoformat()}至{until}有效）")
    return applied, skipped


def _findings(facts: SiteFacts, pack: Pack, clause: Clause, today: date, force: bool) -> Iterator[Finding | Batch]:
    window = pack.deadline_veto if clause.veto else pack.deadline_other
    due = due_after(today, window)
    judged = _judgements(facts, clause) if force or clause.in_force(facts.as_of) else _not_in_force(facts, clause)
    for judgement in judged:
        if isinstance(judgement, Batch):
            yield judgement
            continue
        flagged = judgement.verdict is Verdict.FLAGGED
        yield Finding(
            fingerprint=fingerprint(clause.rule, clause.id, facts.site.id, judgement.subject),
            site=facts.site.id,
            pack=pack.id,
            clause=clause,
            judgement=judgement,
            deadline=due.day if flagged else None,
            deadline_exact=due.exact,
        )


def _judgements(facts: SiteFacts, clause: Clause) -> Iterator[Judgement | Batch]:
    if clause.rule is None:
        who = "需人工判断" if clause.needs == "person" else "需连续探测"
        look = f"请查看：{clause.look}" if clause.look else ""
        yield Judgement(
            Verdict.UNSURE, facts.site_subject, f"{clause.title}：{who}，程序抓取的页面不足以下结论。{look}"
        )
        return
    if facts.run is None:
        yield Judgement(Verdict.UNSURE, facts.site_subject, f"{clause.title}：没有可用的抓取，请先运行 gongkai crawl。")
        return
    yield from softened(clause, _told(facts, clause.rule, clause.options))


def _told(facts: SiteFacts, rule: str, given: Mapping[str, object]) -> Sequence[Judgement | Batch]:
    """What a rule says with these options; clauses of several standards that ask the same are answered once."""
    unit = rules()[rule]
    options = unit.rule.options.model_validate(dict(given))
    key = (rule, repr(options))
    if key not in facts.told:
        facts.told[key] = tuple(unit.rule.judge(facts, options))
    return facts.told[key]


def _not_in_force(facts: SiteFacts, clause: Clause) -> Iterator[Judgement]:
    days = [f"自{clause.valid_from.isoformat()}起" if clause.valid_from else ""]
    days += [f"至{clause.valid_to.isoformat()}止" if clause.valid_to else ""]
    message = f"{clause.title}：该条款{''.join(days)}有效，不适用于{facts.as_of.isoformat()}。"
    yield Judgement(Verdict.NOT_APPLICABLE, facts.site_subject, message)


def _notes(facts: SiteFacts) -> Iterator[str]:
    if facts.run is None:
        yield "没有可用的抓取。"
        return
    if not facts.run.complete:
        yield f"本次抓取不完整：{facts.why_not_whole}；没有看到的部分一律记为“无法判断”。"
    if facts.blind_since is not None:
        ended = facts.blind_since.isoformat()
        yield f"抓取于{ended}结束，早于监测时间点{facts.as_of.isoformat()}，其后的更新没有看到。"
