"""The disclosure guide."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts

YEAR: dict[str, Any] = {"window": "1 year"}


def _guide(published: str | None, **more: object) -> column:
    return column(
        "政务公开/公开指南",
        ColumnClass.STATIC,
        kind="page",
        identity="oip.guide",
        published=published,
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("published", "verdict"), [("2015-03-12", FLAGGED), ("2015-12-30", FLAGGED), ("2015-12-31", CLEAR), (None, UNSURE)]
)
def test_guide_of_more_than_a_year_is_flagged(published: str | None, verdict: object) -> None:
    assert verdicts(catalogue_with(_guide(published)), "outdated_guide", **YEAR) == {"政务公开/公开指南": verdict}


def test_guide_that_was_not_read_is_unsure() -> None:
    conn = catalogue_with(_guide("2015-03-12", outcome=Outcome.TIMEOUT))
    assert verdicts(conn, "outdated_guide", **YEAR) == {"政务公开/公开指南": UNSURE}


def test_crawl_before_the_monitoring_point_cannot_tell() -> None:
    conn = catalogue_with(_guide("2015-03-12"), observed=datetime(2016, 12, 1, tzinfo=UTC))
    assert verdicts(conn, "outdated_guide", **YEAR) == {"政务公开/公开指南": UNSURE}


def test_other_old_pages_are_not_asked() -> None:
    conn = catalogue_with(
        column("机构职能", ColumnClass.STATIC, kind="page", identity="col.org", published="2010-01-01")
    )
    assert verdicts(conn, "outdated_guide", **YEAR) == {}


def test_message_names_the_day() -> None:
    assert (
        "2015-03-12" in ask(catalogue_with(_guide("2015-03-12")), "outdated_guide", **YEAR)["政务公开/公开指南"].message
    )
