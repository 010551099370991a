"""Every figure of the seed report, each with its sentence, and nothing wrong beside."""

from __future__ import annotations

from reports.audit.claim import Claim
from tests.reports.audit.reading_claims import said, seed_text

FIGURES = {
    "published.total": (813, "813", ""),
    "published.municipal": (378, "378", ""),
    "published.own_site": (813, "813", ""),
    "press_conferences.held": (0, "未召开", ""),
    "hearings.held": (14, "14", ""),
    "forums.held": (2, "2", ""),
    "requests.received": (4, "4", ""),
    "requests.answered": (4, "全部", ""),
    "fees.charged": (0, "未收取", ""),
    "reviews.received": (0, "没有", ""),
    "suits.received": (0, "没有", ""),
    "columns.level1": (5, "5", ""),
    "columns.level2": (17, "17", ""),
    "columns.level3": (34, "34", ""),
    "microblog.followers": (10143, "10143", ""),
    "microblog.posts": (3466, "3466", ""),
    "wechat.followers": (505, "505", ""),
    "wechat.posts": (82, "82", ""),
    "entities.registered": (1_700_000, "170多万", "over"),
    "entities.production": (700_000, "70多万", "over"),
    "entities.key": (200_000, "20多万", "over"),
}


def test_every_figure_of_the_seed_is_found_and_nothing_else() -> None:
    claims = said(seed_text())
    found = {claim.indicator: (int(claim.value), claim.raw, claim.bound) for claim in claims}
    assert found == FIGURES
    assert len(claims) == len(FIGURES), "an indicator stands there twice"
    assert {claim.year for claim in claims} == {None}


def test_every_figure_stands_in_its_sentence() -> None:
    text = seed_text()
    for claim in said(text):
        assert claim.raw in claim.sentence
        assert claim.sentence in text
        assert claim.place.startswith("第")


def test_the_year_of_the_seed_need_not_be_given() -> None:
    def bare(claims: list[Claim]) -> list[tuple[str, int]]:
        return [(claim.indicator, int(claim.value)) for claim in claims]

    assert bare(said(seed_text(), year=None)) == bare(said(seed_text()))
