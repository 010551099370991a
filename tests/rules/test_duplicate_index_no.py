"""One 索引号 on several items."""

from __future__ import annotations

import pytest

from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

NUMBER = "00733451-2/2016-00123"
TITLES = ["关于粉尘防爆检查的通知", "2016年部门预算", "人事任免公告", "危险化学品名录", "安全月方案", "公务接待情况"]


def _items(*titles: str, number: str = NUMBER) -> column:
    rows = [row(title, "2016-06-01", "2016-06-01", index_no=number) for title in titles]
    return column("政务公开/文件", rows=rows)


def test_number_on_two_documents_is_flagged() -> None:
    found = ask(catalogue_with(_items(*TITLES[:2])), "duplicate_index_no")[NUMBER]
    assert found.verdict is FLAGGED
    assert "粉尘防爆" in found.message
    assert "部门预算" in found.message


def test_same_item_in_two_places_counts_once() -> None:
    again = row(f"{TITLES[0]}（全文）", "2016-06-01", "2016-06-01", index_no=NUMBER)
    conn = catalogue_with(_items(TITLES[0]), column("通知公告", rows=[again]))
    assert verdicts(conn, "duplicate_index_no") == {"索引号": CLEAR}


@pytest.mark.parametrize(("count", "verdict"), [(5, FLAGGED), (6, UNSURE)])
def test_number_on_very_many_items_may_be_the_templates(count: int, verdict: object) -> None:
    assert verdicts(catalogue_with(_items(*TITLES[:count])), "duplicate_index_no") == {NUMBER: verdict}


def test_code_of_the_unit_in_place_of_a_number_is_unsure() -> None:
    conn = catalogue_with(_items(*TITLES[:2], number="00733451-2"))
    assert verdicts(conn, "duplicate_index_no") == {"00733451-2": UNSURE}


def test_site_without_index_numbers_is_not_concerned() -> None:
    assert verdicts(catalogue_with(_items(*TITLES[:2], number="无")), "duplicate_index_no") == {
        "索引号": NOT_APPLICABLE
    }
