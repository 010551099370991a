"""Gaps in sequences of 索引号."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from checks.seeing.index_numbers import parse_index_no
from crawler.model import Outcome, SiteKind
from tests.builders import catalogue_with, column, row, site_with
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

SERIES = "00733451-2/2016-"


def _numbered(serials: Iterable[int], day: str = "2016-06-01", series: str = SERIES, **more: object) -> column:
    rows = [row(f"通知第{n}号{series}", day, day, index_no=f"{series}{n:05d}") for n in serials]
    return column("政务公开/文件", rows=rows, **more)  # type: ignore[arg-type]


def test_serial_missing_between_others_is_flagged() -> None:
    found = ask(catalogue_with(_numbered([121, 122, 124, 125, 126])), "index_no_gap")[SERIES]
    assert found.verdict is FLAGGED
    assert "缺00733451-2/2016-00123" in found.message


def test_unbroken_sequence_is_clear_wherever_it_begins() -> None:
    assert verdicts(catalogue_with(_numbered(range(121, 127))), "index_no_gap") == {SERIES: CLEAR}


@pytest.mark.parametrize(("seen", "verdict"), [([1, 2, 4, 5, 10], UNSURE), ([1, 2, 3, 5], NOT_APPLICABLE)])
def test_thin_series_and_few_numbers_are_not_flagged(seen: list[int], verdict: object) -> None:
    assert list(verdicts(catalogue_with(_numbered(seen)), "index_no_gap").values()) == [verdict]


@pytest.mark.parametrize(("last", "verdict"), [(10, FLAGGED), (11, UNSURE)])
def test_four_fifths_of_the_serials_must_be_seen(last: int, verdict: object) -> None:
    seen = [1, 2, 3, 4, 5, 6, 7, last]
    assert verdicts(catalogue_with(_numbered(seen)), "index_no_gap") == {SERIES: verdict}


def test_site_not_seen_whole_is_unsure() -> None:
    unread = catalogue_with(_numbered([1, 2, 3, 4, 6]), column("政务公开/公告", outcome=Outcome.TIMEOUT))
    early = catalogue_with(_numbered([1, 2, 3, 4, 6]), observed=datetime(2016, 12, 1, tzinfo=UTC))
    for conn in (unread, early):
        assert verdicts(conn, "index_no_gap") == {SERIES: UNSURE}


def test_number_that_appears_later_was_no_gap() -> None:
    later = row("通知第5号", "2017-01-10", "2017-01-10", index_no=f"{SERIES}00005")
    conn = catalogue_with(_numbered([1, 2, 3, 4, 6]), column("政务公开/公告", rows=[later]))
    assert verdicts(conn, "index_no_gap") == {SERIES: CLEAR}


def test_number_on_the_municipal_portal_is_no_gap() -> None:
    conn = catalogue_with(_numbered([1, 2, 3, 4, 6]))
    entry = row("通知第5号", "2016-06-02", "2016-06-02", index_no=f"{SERIES}00005")
    site_with(
        conn, column("东莞市安全生产监督管理局", rows=[entry]), site="city", kind=SiteKind.MUNICIPAL, name="东莞市政府"
    )
    assert verdicts(conn, "index_no_gap") == {SERIES: CLEAR}


def test_units_and_years_have_sequences_of_their_own() -> None:
    other = column("下属单位", rows=_numbered([7, 8, 9, 10, 11], series="00733999-1/2016-").rows)
    old = column("旧文", rows=_numbered([1, 2, 3, 4, 9], "2014-01-02", "00733451-2/2014-").rows)
    conn = catalogue_with(_numbered([1, 2, 3, 4, 5]), other, old)
    assert verdicts(conn, "index_no_gap") == {SERIES: CLEAR, "00733999-1/2016-": CLEAR}


@pytest.mark.parametrize(
    ("number", "series", "serial"),
    [
        ("00733451-2/2016-00123", "00733451-2/2016-", 123),
        ("11441900007333333A/2016-00123", "11441900007333333A/2016-", 123),
        ("００７３３４５１-2／2016-00123", "00733451-2/2016-", 123),
        ("GA0110 - 0402 - 2016 - 0012", "GA0110-0402-2016-", 12),
        ("00733451-2/201600123", "00733451-2/2016", 123),
    ],
)
def test_forms_of_index_numbers(number: str, series: str, serial: int) -> None:
    parsed = parse_index_no(number)
    assert parsed is not None
    assert (parsed.series, parsed.serial) == (series, serial)


@pytest.mark.parametrize(
    "number", [None, "", "无", "2016-03-05", "00733451-2", "000014349/20160305", "东安监〔2016〕5号"]
)
def test_what_is_no_serial_is_not_taken_for_one(number: str | None) -> None:
    assert parse_index_no(number) is None


@pytest.mark.parametrize(("gap", "more"), [(10, ""), (11, "等11个")])
def test_ten_missing_numbers_are_named_and_more_are_counted(gap: int, more: str) -> None:
    seen = [*range(1, 61), 61 + gap]
    message = ask(catalogue_with(_numbered(seen)), "index_no_gap")[SERIES].message
    assert f"{SERIES}00070{more}。" in message
    assert f"{SERIES}00071、" not in message


def test_serials_of_eight_digits_are_not_walked() -> None:
    seen = [10_000_000, 20_000_000, 30_000_000, 40_000_000, 90_000_000]
    assert verdicts(catalogue_with(_numbered(seen)), "index_no_gap") == {SERIES: UNSURE}
