"""Some 20,000 documents over two channels with hostile cases: no false merge, hardly one missed, doubts listed."""

from __future__ import annotations

import pytest

from tests.identity.measure import Measured, measure
from tests.identity.world import truth, world


@pytest.fixture(scope="module", params=[1, 2016])
def measured(request: pytest.FixtureRequest) -> Measured:
    return measure(world(request.param))


def test_the_world_is_as_large_and_hostile_as_it_says() -> None:
    made = world(2016)
    assert len(made.bureau) + len(made.portal) >= 20_000
    ours = {document.of: document for document in made.bureau}
    cases = {there.case for there in made.portal if there.of not in ours}
    assert {"two decisions of one template", "misprinted number", "one headline, two reports"} <= cases
    assert len({there.case for _, there in truth(made)}) >= 18


def test_no_two_documents_are_falsely_one(measured: Measured) -> None:
    assert measured.false == []


def test_hardly_one_is_missed(measured: Measured) -> None:
    assert measured.recall >= 0.99, measured.missed


def test_what_was_missed_or_cannot_be_told_is_listed(measured: Measured) -> None:
    assert not +measured.missed_and_unlisted
    assert measured.undecidable_listed == measured.undecidable > 0


def test_a_person_is_not_asked_about_everything(measured: Measured) -> None:
    assert sum(measured.listed.values()) < 0.05 * measured.pairs
