"""Elements of the catalogue in the 索引号 block."""

from __future__ import annotations

from typing import Any

from tests.builders import catalogue_with, column, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

OPTIONS: dict[str, Any] = {
    "elements": [
        {"name": "索引号", "labels": ["索引号"]},
        {"name": "内容概述", "labels": ["内容概述", "概述"]},
        {"name": "生成日期", "labels": ["生成日期", "成文日期"]},
    ]
}
WHOLE = {"索引号": "00733451-2/2016-00123", "概述": "检查安排", "成文日期": "2016-03-01", "主题词": ""}


def _item(title: str, fields: dict[str, str]) -> row:
    return row(title, "2016-03-05", "2016-03-05", fields=fields)


def _site(*rows: row) -> Any:
    return catalogue_with(column("政务公开/文件", rows=rows))


def test_label_with_nothing_behind_it_is_flagged() -> None:
    conn = _site(_item("甲", WHOLE), _item("乙", {**WHOLE, "索引号": "", "概述": "  "}))
    found = ask(conn, "catalogue_row_without_elements", **OPTIONS)
    assert {label: one.verdict for label, one in found.items()} == {"甲": CLEAR, "乙": FLAGGED}
    assert "索引号、内容概述" in found["乙"].message


def test_element_that_the_blocks_do_not_show_is_unsure_once_for_the_site() -> None:
    short = {label: value for label, value in WHOLE.items() if label != "概述"}
    conn = _site(_item("甲", short), _item("乙", short))
    found = ask(conn, "catalogue_row_without_elements", **OPTIONS)
    assert {label: one.verdict for label, one in found.items()} == {
        "甲": NOT_APPLICABLE,
        "乙": NOT_APPLICABLE,
        "内容概述": UNSURE,
    }
    assert found["内容概述"].message.startswith("2条信息")


def test_pages_without_a_block_are_not_concerned() -> None:
    conn = _site(_item("甲", {"来源": "", "发布日期": "2016-03-05"}), _item("乙", {}))
    assert list(verdicts(conn, "catalogue_row_without_elements", **OPTIONS).values()) == [NOT_APPLICABLE]


def test_other_labels_of_the_block_may_be_empty() -> None:
    assert verdicts(_site(_item("甲", WHOLE)), "catalogue_row_without_elements", **OPTIONS) == {"甲": CLEAR}
