"""How far back the clauses on licences and penalties look: to the day, both sides of it."""

from __future__ import annotations

import pytest

from checks.model import Verdict
from tests.builders import catalogue_with
from tests.builders_decisions import decisions, page, penalty
from tests.packs.putting import put, verdict_under, verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

WRONG = {"处罚依据": None, "行政相对人代码": "91110000600037341M"}


@pytest.mark.parametrize(
    ("published", "verdict"),
    [("2015-12-31", FLAGGED), ("2015-12-30", NOT_APPLICABLE), (None, FLAGGED)],  # a page without a day is looked at
)
@pytest.mark.parametrize("name", ["dp.chk.fields", "dp.chk.delay", "dp.chk.number", "dp.chk.uscc"])
def test_pages_of_the_last_year_are_looked_at(name: str, published: str | None, verdict: Verdict) -> None:
    conn = catalogue_with(decisions(page("公示", published, penalty("东安监罚〔2016〕号", None, **WRONG), text="无")))
    assert verdict_under(conn, name) is verdict


@pytest.mark.parametrize(("decided", "verdict"), [("2015-12-31", FLAGGED), ("2015-12-30", NOT_APPLICABLE)])
def test_decisions_of_the_last_year_are_looked_at(decided: str, verdict: Verdict) -> None:
    conn = catalogue_with(decisions(page("公示", "2016-05-01", penalty("东安监罚〔2015〕12号", decided))))
    assert verdict_under(conn, "dp.window") is verdict


@pytest.mark.parametrize(("later", "verdict"), [("2015-12-31", FLAGGED), ("2015-12-30", CLEAR)])
def test_second_use_of_a_number_counts_for_a_year(later: str, verdict: Verdict) -> None:
    conn = catalogue_with(
        decisions(
            page("先", "2015-03-10", penalty("东安监罚〔2015〕12号", "2015-03-05")),
            page("后", "2016-01-04", penalty("东安监罚〔2015〕12号", later, 行政相对人名称="长安丙塑胶厂")),
        )
    )
    assert verdicts_under(conn, "dp.chk.number_unique")["后"] is verdict


@pytest.mark.parametrize(("seen", "verdicts"), [(2, {NOT_APPLICABLE}), (3, {UNSURE})])
def test_series_is_asked_from_three_numbers_on(seen: int, verdicts: set[Verdict]) -> None:
    rows = [page(f"公示{no}", "2016-03-10", penalty(f"东安监强〔2016〕{no}号")) for no in (1, 3, 5)[:seen]]
    assert set(verdicts_under(catalogue_with(decisions(*rows)), "dp.chk.number_gap").values()) == verdicts


@pytest.mark.parametrize(("year", "asked"), [(2015, True), (2014, False), (2016, True)])
def test_series_of_this_year_and_the_last_are_asked(year: int, asked: bool) -> None:
    rows = [page(f"公示{no}", "2016-03-10", penalty(f"东安监罚〔{year}〕{no}号", None)) for no in (1, 2, 3)]
    found = verdicts_under(catalogue_with(decisions(*rows)), "dp.chk.number_gap")
    assert (CLEAR in found.values()) is asked


@pytest.mark.parametrize(("wrong", "more"), [(3, False), (4, True)])
def test_three_broken_numbers_are_named_and_the_rest_is_counted(wrong: int, more: bool) -> None:
    tables = [penalty(f"东安监罚〔206{no}〕{no}号") for no in range(1, wrong + 1)]
    conn = catalogue_with(decisions(page("公示", "2016-03-10", penalty("东安监罚〔2016〕9号"), *tables)))
    found = put(conn, "dp.chk.number")["公示"]
    assert found.observed.count("不可能") == 3
    assert "〔2016〕9号" not in found.observed
    assert (f"等{wrong}处" in found.observed) is more
