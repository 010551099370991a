"""Batches: many clear subjects told as one, counted and found again singly."""

from __future__ import annotations

import pytest

from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import the_rest


def subject(key: str, kind: SubjectKind = SubjectKind.ITEM) -> Subject:
    return Subject(kind, key, key)


def test_batch_counts_its_subjects_without_those_told_singly() -> None:
    batch = Batch(Verdict.CLEAR, SubjectKind.ITEM, ("a", "b", "c"), frozenset({"b", "not there"}))
    assert len(batch) == 2
    assert subject("a") in batch
    assert subject("b") not in batch
    assert subject("d") not in batch


def test_batch_knows_its_kind() -> None:
    assert subject("a", SubjectKind.COLUMN) not in Batch(Verdict.CLEAR, SubjectKind.ITEM, ("a",))


@pytest.mark.parametrize("verdict", [Verdict.FLAGGED, Verdict.UNSURE])
def test_what_a_person_must_see_is_never_told_in_a_batch(verdict: Verdict) -> None:
    with pytest.raises(ValueError, match="its own message"):
        Batch(verdict, SubjectKind.ITEM, ("a",))


def test_the_rest_is_what_was_not_told() -> None:
    told = [Judgement(Verdict.FLAGGED, subject("a"), "…")]
    (batch,) = the_rest(Verdict.CLEAR, SubjectKind.ITEM, {"a", "b"}, told)
    assert len(batch) == 1
    assert not list(the_rest(Verdict.CLEAR, SubjectKind.ITEM, {"a"}, told))
