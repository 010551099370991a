"""Forms that cannot be downloaded."""

from __future__ import annotations

import pytest

from crawler.model import ColumnClass, Outcome
from tests.builders import HOME, catalogue_with, column, link, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

RULE = "missing_form_download"
LONG = "申请单位填写下列各栏。" * 20


def forms(*rows: row, name: str = "表格下载") -> column:
    return column(name, ColumnClass.STATIC, rows=rows, identity="col.service")


def test_entry_without_file_or_text_is_flagged() -> None:
    found = ask(catalogue_with(forms(row("申请表", text="申请表"))), RULE)["申请表"]
    assert found.verdict is FLAGGED
    assert "没有附件" in found.message


def test_entry_with_an_attachment_is_clear() -> None:
    assert verdicts(catalogue_with(forms(row("申请表", text="申请表", files=["申请表.doc"]))), RULE) == {
        "申请表": CLEAR
    }


def test_form_may_stand_in_the_text() -> None:
    assert verdicts(catalogue_with(forms(row("申请表", text=LONG))), RULE) == {"申请表": UNSURE}
    edge = {"text_chars": 60}
    assert verdicts(catalogue_with(forms(row("申请表", text="填" * 60))), RULE, **edge) == {"申请表": UNSURE}
    assert verdicts(catalogue_with(forms(row("申请表", text="填" * 59))), RULE, **edge) == {"申请表": FLAGGED}


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [(Outcome.NOT_FOUND, FLAGGED), (Outcome.TIMEOUT, UNSURE), (Outcome.FORBIDDEN, UNSURE), (None, UNSURE)],
)
def test_entry_whose_page_did_not_open(outcome: Outcome | None, verdict: object) -> None:
    assert verdicts(catalogue_with(forms(row("申请表", outcome=outcome))), RULE) == {"申请表": verdict}


def test_entries_on_other_sites_and_in_other_columns_are_not_asked() -> None:
    away = row("省厅表格", url="http://province.example/1.doc", outcome=None)
    conn = catalogue_with(forms(away), column("通知公告", rows=[row("通知", text="通知")]))
    assert verdicts(conn, RULE) == {"省厅表格": NOT_APPLICABLE}


def _attachment_of(conn_title: str) -> str:
    """The address under which the builder keeps the first attachment of an item."""
    conn = catalogue_with(forms(row(conn_title, text="申请表", files=["申请表.doc"])))
    return str(conn.execute("SELECT url FROM attachments").fetchone()[0])


def test_attachment_that_answers_not_found_is_none() -> None:
    url = _attachment_of("申请表")
    assert url.startswith(HOME)
    for outcome, verdict in ((Outcome.NOT_FOUND, FLAGGED), (Outcome.OK, CLEAR), (Outcome.TIMEOUT, UNSURE)):
        entry = row("申请表", text="申请表", files=["申请表.doc"])
        assert verdicts(catalogue_with(forms(entry), link(url, outcome=outcome)), RULE) == {"申请表": verdict}
