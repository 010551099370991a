"""The census arithmetic and its honesty."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.facts import Coverage
from checks.model import Clause, Confidence, Finding, Judgement, Pack, Subject, SubjectKind, Verdict
from checks.pack import load_packs
from checks.score import Score, SiteVerdict, score_site

(CENSUS,) = load_packs(ids=["census-2015"])
WHOLE = Coverage(True, 10, 10, 100, 100, {})


def _pack(*, points: float = 0.1, confidence: Confidence = Confidence.B) -> Pack:
    """The census with link points as if they had been found in a document."""
    return replace(
        CENSUS,
        clauses=tuple(
            replace(clause, points=points, points_confidence=confidence) if clause.id == "c15.d.link_other" else clause
            for clause in CENSUS.clauses
        ),
    )


def _clause(pack: Pack, clause_id: str) -> Clause:
    return next(clause for clause in pack.clauses if clause.id == clause_id)


def _found(pack: Pack, clause_id: str, count: int = 1, verdict: Verdict = Verdict.FLAGGED) -> list[Finding]:
    return [
        Finding(
            f"{clause_id}{number}",
            "bureau",
            pack.id,
            _clause(pack, clause_id),
            Judgement(verdict, Subject(SubjectKind.LINK, str(number), str(number)), ""),
            None,
        )
        for number in range(count)
    ]


def _score(pack: Pack, *found: Finding, coverage: Coverage = WHOLE, home_read: bool = True) -> Score:
    return score_site(pack, found, coverage, home_read)


@pytest.mark.parametrize(
    ("links", "points", "verdict"),
    [(400, 60.0, SiteVerdict.PASSED), (401, 59.9, SiteVerdict.FAILED_SCORE), (0, 100.0, SiteVerdict.PASSED)],
)
def test_sixty_passes_and_less_fails(links: int, points: float, verdict: SiteVerdict) -> None:
    pack = _pack()
    score = _score(pack, *_found(pack, "c15.d.link_other", links))
    assert (score.points, score.verdict) == (points, verdict)


def test_score_never_falls_below_zero() -> None:
    pack = _pack()
    assert _score(pack, *_found(pack, "c15.d.link_other", 2000)).points == 0


def test_points_from_memory_are_shown_but_never_fail_a_site_alone() -> None:
    score = _score(CENSUS, *_found(CENSUS, "c15.d.link_home", 50))
    assert score.points == 50
    assert score.verified_points == 100
    assert score.verdict is SiteVerdict.UNDECIDED
    assert score.unverified == ("c15.d.link_home",)
    assert "未核实" in score.lines[0].text


def test_clause_without_known_points_is_listed_without_a_number() -> None:
    score = _score(CENSUS, *_found(CENSUS, "c15.d.basic_news", 2))
    assert score.points == 100
    assert score.lines[0].points is None
    assert "不计分" in score.lines[0].text


def test_any_veto_fails_and_ends_the_scoring() -> None:
    score = _score(CENSUS, *_found(CENSUS, "c15.v.reply"), *_found(CENSUS, "c15.d.link_home", 3))
    assert score.verdict is SiteVerdict.FAILED_VETO
    assert score.points is None
    assert score.vetoes == ("c15.v.reply",)
    assert "互动回应差" in score.reason


def test_veto_of_an_unverified_clause_does_not_fail_alone() -> None:
    pack = replace(
        CENSUS,
        clauses=tuple(
            replace(clause, confidence=Confidence.C) if clause.id == "c15.v.reply" else clause
            for clause in CENSUS.clauses
        ),
    )
    score = _score(pack, *_found(pack, "c15.v.reply"))
    assert score.verdict is SiteVerdict.UNDECIDED, "neither failed by a memory, nor passed in spite of it"
    assert score.unverified == ("c15.v.reply",)


def test_unsure_veto_forbids_a_verdict() -> None:
    score = _score(CENSUS, *_found(CENSUS, "c15.v.col_blank", verdict=Verdict.UNSURE))
    assert score.verdict is SiteVerdict.UNDECIDED
    assert "空白栏目" in score.reason


def test_flagged_veto_decides_whatever_else_is_unsure() -> None:
    unsure = _found(CENSUS, "c15.v.col_blank", verdict=Verdict.UNSURE)
    assert _score(CENSUS, *unsure, *_found(CENSUS, "c15.v.reply")).verdict is SiteVerdict.FAILED_VETO


def test_what_needs_probes_or_people_is_named_and_does_not_block() -> None:
    unsure = _found(CENSUS, "c15.v.unreachable", verdict=Verdict.UNSURE)
    score = _score(CENSUS, *unsure, *_found(CENSUS, "c15.v.error", verdict=Verdict.UNSURE))
    assert score.verdict is SiteVerdict.PASSED
    assert score.not_covered == ("站点无法访问", "严重错误")


@pytest.mark.parametrize(("read", "verdict"), [(9, SiteVerdict.PASSED), (8, SiteVerdict.UNDECIDED)])
def test_too_little_coverage_forbids_a_verdict(read: int, verdict: SiteVerdict) -> None:
    assert _score(CENSUS, coverage=replace(WHOLE, run_complete=False, columns_read=read)).verdict is verdict


def test_home_page_not_read_forbids_a_verdict() -> None:
    assert _score(CENSUS, home_read=False).verdict is SiteVerdict.UNDECIDED


def test_low_score_of_a_site_not_seen_whole_is_undecided() -> None:
    pack = _pack()
    found = _found(pack, "c15.d.link_other", 500)
    assert _score(pack, *found, coverage=replace(WHOLE, columns_read=3)).verdict is SiteVerdict.UNDECIDED
