"""Two documents side by side, figure by figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from reports.tracing import Trace, TracedFigure, TracedList
from reports.verify.between import between


def document(**values: Decimal | int | None) -> Trace:
    """A trace with one figure for each metric."""
    return Trace(
        software="gongkai/0",
        kind="annual",
        stem="annual-2016",
        title="年报",
        year=2016,
        as_of=date(2016, 12, 31),
        known_at=None,
        organ=None,
        bureau="bureau",
        municipal=None,
        runs=(),
        packs=(),
        registers=(),
        checked_on=None,
        snapshot=None,
        lists=tuple(
            TracedList(
                name=name,
                metric=name,
                title=f"{name}数",
                unit="条",
                source="crawl",
                year=2016,
                value=Decimal(value) if value is not None else None,
                complete=True,
                rows=0,
                sha256="0",
                definition="0",
            )
            for name, value in values.items()
        ),
        figures=tuple(
            TracedFigure(
                id=f"f{number}",
                metric=name,
                part=None,
                year=2016,
                scale=Decimal(1),
                shown=str(value),
                value=Decimal(value) if value is not None else None,
                list=name,
            )
            for number, (name, value) in enumerate(values.items(), start=1)
        ),
    )


def test_the_same_document_has_no_changes() -> None:
    found = between(document(published=813, hearings=0), document(published=813, hearings=0))
    assert found.changes == () and found.same == 2


def test_a_figure_that_is_another_one_is_told_with_both_values() -> None:
    found = between(document(published=800, hearings=0), document(published=813, hearings=0))
    (change,) = found.changes
    assert change.title == "published数"
    assert [change.before, change.after, change.difference] == [Decimal(800), Decimal(813), Decimal(13)]
    assert found.same == 1


def test_what_was_not_known_has_no_difference() -> None:
    (change,) = between(document(published=None), document(published=813)).changes
    assert change.before is None and change.in_old and change.difference is None


def test_what_only_one_has_is_told() -> None:
    found = between(document(gone=1, kept=2), document(kept=2, new=3))
    assert [(one.metric, one.in_old, one.in_new) for one in found.changes] == [
        ("new", False, True),
        ("gone", True, False),
    ]
    assert found.same == 1
