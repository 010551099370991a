"""The elements of the disclosure guide."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

PATH = "政务公开/公开指南"
LONG = "为了方便公民、法人和其他组织获取本机关的政府信息，编制本指南。" * 8
OPTIONS: dict[str, Any] = {
    "elements": [
        {"name": "编排体系", "labels": ["编排"], "settled": False},
        {"name": "办公时间", "labels": ["办公时间", "工作时间"]},
        {"name": "传真号码", "labels": ["传真"]},
    ]
}


def _guide(text: str, kind: str = "page", **more: object) -> column:
    return column(PATH, ColumnClass.STATIC, kind=kind, identity="oip.guide", text=text, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (f"{LONG}编排体系：索引号。工 作 时 间：9:00。传真：0769。", CLEAR),
        (f"{LONG}编排体系：索引号。传真：0769。", FLAGGED),
        (f"{LONG}工作时间：9:00。传真：0769。", UNSURE),
        (f"{LONG}传真：0769。", FLAGGED),
        ("详见附件。", UNSURE),
    ],
)
def test_elements_are_found_by_their_labels(text: str, verdict: object) -> None:
    assert verdicts(catalogue_with(_guide(text)), "incomplete_guide", **OPTIONS) == {PATH: verdict}


def test_message_names_what_is_missing() -> None:
    found = ask(catalogue_with(_guide(LONG)), "incomplete_guide", **OPTIONS)[PATH]
    assert "编排体系、办公时间、传真号码" in found.message


def test_elements_may_stand_in_what_the_guide_lists() -> None:
    parts = [row("编制说明", text=f"{LONG}编排体系"), row("联系方式", text="办公时间、传真")]
    conn = catalogue_with(column(PATH, ColumnClass.STATIC, rows=parts, identity="oip.guide"))
    assert verdicts(conn, "incomplete_guide", **OPTIONS) == {PATH: CLEAR}


@pytest.mark.parametrize("more", [{"outcome": Outcome.TIMEOUT}, {"files": ("指南.pdf",)}])
def test_guide_not_read_or_in_a_file_is_unsure(more: dict[str, Any]) -> None:
    assert verdicts(catalogue_with(_guide(LONG, **more)), "incomplete_guide", **OPTIONS) == {PATH: UNSURE}


def test_part_that_was_never_read_may_hold_it() -> None:
    parts = [row("编制说明", text=LONG), row("联系方式", outcome=Outcome.TIMEOUT)]
    conn = catalogue_with(column(PATH, ColumnClass.STATIC, rows=parts, identity="oip.guide"))
    assert verdicts(conn, "incomplete_guide", **OPTIONS) == {PATH: UNSURE}


def test_guide_on_another_site_is_not_asked() -> None:
    assert verdicts(catalogue_with(_guide("", kind="external")), "incomplete_guide", **OPTIONS) == {
        PATH: NOT_APPLICABLE
    }


@pytest.mark.parametrize(("chars", "verdict"), [(199, UNSURE), (200, FLAGGED)])
def test_short_guide_is_taken_for_a_file(chars: int, verdict: object) -> None:
    assert verdicts(catalogue_with(_guide("公" * chars)), "incomplete_guide", **OPTIONS) == {PATH: verdict}


def test_observed_says_what_lacks_or_how_many_are_there() -> None:
    whole = f"{LONG}编排体系。工作时间。传真。"
    assert ask(catalogue_with(_guide(whole)), "incomplete_guide", **OPTIONS)[PATH].observed == "3项"
    assert (
        ask(catalogue_with(_guide(f"{LONG}编排。传真。")), "incomplete_guide", **OPTIONS)[PATH].observed == "缺办公时间"
    )
