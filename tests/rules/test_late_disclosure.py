"""Documents published long after they were written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

ORGAN = "东莞市安全生产监督管理局"
TITLE = f"{ORGAN}关于开展粉尘防爆检查的通知"
DAYS: dict[str, Any] = {"window": "20 working days"}


def _document(written: str | None, published: str | None, title: str = TITLE, **more: Any) -> row:
    more.setdefault("doc_no", "东安监〔2016〕5号")
    return row(title, published, published, written=written, **more)


def _ask(*rows: row, as_of: str = "2016-12-31", **options: object) -> dict[str, object]:
    conn = catalogue_with(column("政务公开/文件", rows=rows))
    return dict(verdicts(conn, "late_disclosure", as_of, **{**DAYS, **options}))


@pytest.mark.parametrize(
    ("written", "published", "verdict"),
    [
        ("2016-03-01", "2016-03-29", CLEAR),  # the twentieth working day
        ("2016-03-01", "2016-03-30", FLAGGED),
        ("2016-09-12", "2016-10-14", CLEAR),  # 中秋 and 国庆 off, 18 September and 8, 9 October worked
        ("2016-09-12", "2016-10-16", CLEAR),  # a Sunday
        ("2016-09-12", "2016-10-17", FLAGGED),
        ("2016-03-01", "2016-03-01", CLEAR),
        ("2016-03-02", "2016-03-01", UNSURE),
    ],
)
def test_twenty_working_days_are_counted_by_the_holiday_notice(written: str, published: str, verdict: object) -> None:
    assert _ask(_document(written, published)) == {TITLE: verdict}


def test_outside_the_holiday_calendar_nothing_is_flagged() -> None:
    conn = catalogue_with(column("政务公开/文件", rows=[_document("2003-03-01", "2003-04-30")]))
    found = ask(conn, "late_disclosure", "2003-12-31", **DAYS)[TITLE]
    assert found.verdict is UNSURE
    assert "自然日" in found.message


def test_day_of_writing_not_stated_is_said_once_a_column() -> None:
    assert _ask(_document(None, "2016-03-01"), _document(None, "2016-03-02", "另一通知")) == {"政务公开/文件": UNSURE}


def test_papers_of_other_organs_have_no_such_period() -> None:
    upper = _document("2016-01-04", "2016-06-01", "国务院办公厅关于加强安全生产的通知", doc_no="国办发〔2016〕1号")
    assert _ask(row(**{**upper.__dict__, "publisher": "国务院办公厅"})) == {upper.title: NOT_APPLICABLE}
    assert _ask(row(**{**upper.__dict__, "source": "中国政府网"})) == {upper.title: NOT_APPLICABLE}


def test_page_system_that_names_the_organ_under_an_upper_paper_proves_nothing() -> None:
    upper = _document("2016-01-04", "2016-06-01", "关于加强安全生产的通知", doc_no="国办发〔2016〕1号", publisher=ORGAN)
    assert _ask(upper, _document("2016-03-01", "2016-03-02")) == {upper.title: UNSURE, TITLE: CLEAR}


def test_word_of_a_number_that_the_organ_uses_elsewhere_makes_a_paper_its_own() -> None:
    bare = _document("2016-01-04", "2016-06-01", "关于加强安全生产的通知", doc_no="东安监[2016]1号")
    assert _ask(bare, _document("2016-03-01", "2016-03-02")) == {bare.title: FLAGGED, TITLE: CLEAR}


def test_upper_paper_that_speaks_of_the_organ_is_not_its_own() -> None:
    reply = _document("2016-01-04", "2016-06-01", f"关于{ORGAN}机构编制的批复", doc_no="粤安监〔2016〕1号")
    assert _ask(reply) == {reply.title: UNSURE}


def test_news_and_old_papers_are_not_asked() -> None:
    assert _ask(_document("2016-01-04", "2016-06-01", doc_no=None)) == {}
    assert _ask(_document("2015-01-04", "2015-12-30")) == {}
    assert _ask(_document("2015-01-04", "2015-12-31")) == {TITLE: FLAGGED}


def test_fault_counts_from_the_day_of_writing() -> None:
    late = catalogue_with(column("文件", rows=[_document("2016-03-01", "2016-03-30")]))
    odd = catalogue_with(column("文件", rows=[_document("2016-03-02", "2016-03-01")]))
    flagged, unsure = (ask(conn, "late_disclosure", **DAYS)[TITLE] for conn in (late, odd))
    assert (flagged.since, flagged.observed) == (date(2016, 3, 1), "21个工作日")
    assert unsure.since is None
