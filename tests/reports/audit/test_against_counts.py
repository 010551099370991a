"""Claims against the counts of a small city."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reports.audit.comparing import STANDINGS_IN_CHINESE, Compared, Standing, against_counts
from reports.registers import Registers, read_registers, write_register
from tests.reports.audit.reading_claims import said
from tests.reports.small_city import BUREAU, SiteBuilder, empty, scope_of, small_city

REQUESTS = [
    {
        "no": 1,
        "received_on": "2016-03-01",
        "channel": "网络",
        "answered_on": "2016-03-10",
        "result": "同意公开",
        "fee": 0,
    },
    {
        "no": 2,
        "received_on": "2016-05-01",
        "channel": "信函",
        "answered_on": "2016-05-12",
        "result": "同意公开",
        "fee": 0,
    },
]


def compared(text: str, registers: Registers | None = None, *, whole: bool = True) -> list[Compared]:
    """The claims of a text beside the counts of the small city."""
    city = scope_of(small_city(whole=whole)) if registers is None else scope_of(small_city(whole=whole), registers)
    return against_counts(said(text), city)


def only(text: str, *, whole: bool = True) -> Compared:
    """The one comparison of a text."""
    (found,) = compared(text, whole=whole)
    return found


def test_a_number_that_is_ours_holds_with_its_evidence() -> None:
    found = only("全年共主动公开政府信息6条。")
    assert (found.standing, found.ours, found.difference, found.metric) == (
        Standing.HOLDS,
        6,
        Decimal(0),
        "published.total",
    )
    assert len(found.digest) == 64 and found.rows == 6 and "采集" in found.source


def test_a_changed_number_differs_by_what_was_changed() -> None:
    found = only("全年共主动公开政府信息9条。")
    assert (found.standing, found.difference) == (Standing.DIFFERS, Decimal(3))


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("约6条", Standing.HOLDS),
        ("约9条", Standing.DIFFERS),
        ("近6条", Standing.HOLDS),
        ("超过5条", Standing.HOLDS),
        ("超过7条", Standing.DIFFERS),
    ],
)
def test_a_number_that_is_not_exact_has_its_room(words: str, standing: Standing) -> None:
    assert only(f"全年共主动公开政府信息{words}。").standing is standing


def test_what_no_site_shows_cannot_be_known() -> None:
    found = only("全市登记在册商事主体达88.6万户。")
    assert (found.standing, found.ours, found.digest) == (Standing.NOT_KNOWABLE, None, "")
    assert found.why


def test_without_register_nothing_can_be_known() -> None:
    found = only("全年召开新闻发布会3次。")
    assert (found.standing, found.metric) == (Standing.NOT_KNOWABLE, "press_conferences.held")
    assert found.why


def test_a_site_that_was_never_crawled_cannot_be_known() -> None:
    conn = empty()
    SiteBuilder(conn, BUREAU)  # its run never ends
    (found,) = against_counts(said("全年共主动公开政府信息6条。"), scope_of(conn))
    assert found.standing is Standing.NOT_KNOWABLE and "尚未采集" in found.why


def test_an_incomplete_crawl_can_contradict_but_never_confirm() -> None:
    assert only("全年共主动公开政府信息6条。", whole=False).standing is Standing.NOT_KNOWABLE
    assert only("全年共主动公开政府信息60条。", whole=False).standing is Standing.NOT_KNOWABLE
    fewer = only("全年共主动公开政府信息2条。", whole=False)
    assert (fewer.standing, fewer.complete) == (Standing.DIFFERS, False)


def test_a_claim_of_another_year_is_held_against_that_year() -> None:
    this, last = compared("公开政府信息6条（2015年为1条）。")
    assert (this.year, this.standing) == (2016, Standing.HOLDS)
    assert (last.year, last.standing, last.ours) == (2015, Standing.HOLDS, 1)


def test_registers_are_counted_too(tmp_path: Path) -> None:
    write_register(tmp_path, "requests", REQUESTS)
    received, answered = compared("收到政府信息公开申请2件，全部答复。", read_registers(tmp_path))
    assert (received.standing, answered.standing) == (Standing.HOLDS, Standing.HOLDS)
    (wrong,) = compared("收到政府信息公开申请4件。", read_registers(tmp_path))
    assert (wrong.standing, wrong.difference) == (Standing.DIFFERS, Decimal(2))


def test_other_numbers_are_left_out() -> None:
    assert compared("参加“民生热线”直播5期。") == []


def test_every_standing_has_its_word() -> None:
    assert set(STANDINGS_IN_CHINESE) == set(Standing)
