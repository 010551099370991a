"""Lists whose further pages are gone, and columns that only lead elsewhere."""

from __future__ import annotations

from crawler.model import Outcome
from tests.builders import catalogue_with, column
from tests.rules.asking import CLEAR, FLAGGED, UNSURE, ask, verdicts


def test_further_page_that_is_not_there_is_flagged() -> None:
    conn = catalogue_with(column("通知公告", last="2016-12-01", pages=3, page_outcome=Outcome.NOT_FOUND))
    found = ask(conn, "broken_pager")["通知公告"]
    assert found.verdict is FLAGGED
    assert "?page=2" in found.message


def test_further_page_that_failed_otherwise_is_unsure() -> None:
    for outcome in (Outcome.TIMEOUT, Outcome.SERVER_ERROR, Outcome.FORBIDDEN):
        conn = catalogue_with(column("通知公告", last="2016-12-01", pages=3, page_outcome=outcome))
        assert verdicts(conn, "broken_pager") == {"通知公告": UNSURE}


def test_list_that_was_walked_to_its_end_is_clear() -> None:
    conn = catalogue_with(column("通知公告", last="2016-12-01", pages=2))
    conn.execute("UPDATE frontier SET outcome = 'ok', state = 'done' WHERE role = 'list_page'")
    conn.execute("UPDATE column_states SET complete = 1, pages_walked = 2")
    assert verdicts(conn, "broken_pager") == {"通知公告": CLEAR}


def test_missing_page_behind_the_stated_number_is_not_held_against_the_site() -> None:
    conn = catalogue_with(column("通知公告", last="2016-12-01", pages=2, page_outcome=Outcome.NOT_FOUND))
    conn.execute("UPDATE frontier SET page_no = 3 WHERE role = 'list_page'")
    assert verdicts(conn, "broken_pager") == {"通知公告": UNSURE}


def test_lists_of_one_page_are_not_asked() -> None:
    assert verdicts(catalogue_with(column("通知公告", last="2016-12-01")), "broken_pager") == {}


def test_external_columns_are_for_a_person_and_others_clear() -> None:
    conn = catalogue_with(column("政务服务", kind="external"), column("工作动态", last="2016-12-01"))
    assert verdicts(conn, "external_column") == {"政务服务": UNSURE, "工作动态": CLEAR}


def test_columns_that_could_not_be_read_are_not_external() -> None:
    conn = catalogue_with(column("工作动态", outcome=Outcome.TIMEOUT), column("在线访谈"))
    assert set(verdicts(conn, "external_column").values()) == {CLEAR}
