"""Service guides: elements by their labels, what may stand elsewhere, and the counts that fail a site."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from checks.seeing.service_guides import ELEMENTS, elements
from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, home, row
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE, ask, verdicts

SITE = "东莞市安全生产监督管理局"
WHOLE = "\n".join(f"{name}：某项内容。" for name in ELEMENTS)
ONE, VETO = "incomplete_service_guide", "poor_service_guides_veto"
FIVE: dict[str, Any] = {"missing": 4, "limit": 5}


def text_without(*names: str) -> str:
    return "\n".join(f"{name}：某项内容。" for name in ELEMENTS if name not in names)


POOR = text_without("设定依据", "申请条件", "办理地点", "办理时间")


def guide_column(*texts: str, files: Sequence[str] = (), **more: Any) -> column:
    rows = [
        row(f"第{number}项许可", "2016-01-01", "2016-01-01", text=text, files=files)
        for number, text in enumerate(texts)
    ]
    return column("办事服务/办事指南", ColumnClass.STATIC, rows=rows, identity="col.service", **more)


def test_a_guide_with_all_eight_classes_is_clear() -> None:
    assert verdicts(catalogue_with(guide_column(WHOLE)), ONE) == {"第0项许可": CLEAR}


@pytest.mark.parametrize("name", list(ELEMENTS))
def test_one_missing_class_is_named(name: str) -> None:
    found = ask(catalogue_with(guide_column(text_without(name))), ONE)["第0项许可"]
    assert found.verdict is FLAGGED
    assert f"缺少1类要素：{name}" in found.message


def test_the_limit_is_in_classes() -> None:
    conn = catalogue_with(guide_column(POOR))
    assert verdicts(conn, ONE, limit=4) == {"第0项许可": FLAGGED}
    assert verdicts(conn, ONE, limit=5) == {"第0项许可": CLEAR}


@pytest.mark.parametrize(
    "text",
    [
        "一、许可依据 安全生产法 二、受理条件 依法设立 三、申报材料 申请书 四、办事程序 受理、审查",
        "【法律依据】安全生产法\n（二）申请资格\n３. 需提交的材料\n审批流程",
    ],
)
def test_other_names_and_tables_without_lines_count(text: str) -> None:
    assert {"设定依据", "申请条件", "办理材料", "办理流程"} <= set(elements("某许可", text))


def test_a_short_word_inside_a_sentence_is_no_label() -> None:
    assert elements("通知", "请在规定时间内到指定地点，依据有关条件办理，电话通知各单位。") == ()


def test_title_of_a_guide_names_its_matter() -> None:
    assert "事项名称" in elements("危险化学品经营许可办事指南", "")
    assert "事项名称" not in elements("办事指南", "")


@pytest.mark.parametrize("text", ["本栏目内容见下图。", "咨询电话：22222222，地址：某路1号。"])
def test_a_page_with_few_labels_may_be_a_picture(text: str) -> None:
    assert verdicts(catalogue_with(guide_column(text)), ONE) == {"第0项许可": UNSURE}


def test_elements_may_stand_in_an_attachment() -> None:
    conn = catalogue_with(guide_column(text_without("设定依据"), files=["办事指南.doc"]))
    assert verdicts(conn, ONE) == {"第0项许可": UNSURE}


def test_guide_that_was_not_read_is_unsure_and_other_columns_are_not_asked() -> None:
    unread = column(
        "办事指南", ColumnClass.STATIC, rows=[row("某许可", outcome=Outcome.TIMEOUT)], identity="col.service"
    )
    news = column("工作动态", rows=[row("消息", "2016-12-01", "2016-12-01", text=POOR)])
    forms = column("表格下载", ColumnClass.STATIC, rows=[row("申请表", text=POOR)], identity="col.service")
    assert verdicts(catalogue_with(unread, news, forms), ONE) == {"某许可": UNSURE}


@pytest.mark.parametrize(("poor", "verdict"), [(5, FLAGGED), (4, CLEAR)])
def test_five_poor_guides_fail_the_site(poor: int, verdict: object) -> None:
    conn = catalogue_with(guide_column(*[POOR] * poor, WHOLE))
    assert ask(conn, VETO, **FIVE)[SITE].verdict is verdict


def test_guides_that_cannot_be_judged_may_reach_the_limit() -> None:
    conn = catalogue_with(guide_column(*[POOR] * 4, "见下图。"))
    assert ask(conn, VETO, **FIVE)[SITE].verdict is UNSURE


def test_few_guides_fail_only_if_all_are_poor() -> None:
    all_poor, one_good, many = ([POOR] * 4, [*[POOR] * 3, WHOLE], [POOR] * 5)
    assert ask(catalogue_with(guide_column(*all_poor)), VETO, all_of_few=True, **FIVE)[SITE].verdict is FLAGGED
    assert ask(catalogue_with(guide_column(*one_good)), VETO, all_of_few=True, **FIVE)[SITE].verdict is CLEAR
    assert ask(catalogue_with(guide_column(*many)), VETO, all_of_few=True, **FIVE)[SITE].verdict is NOT_APPLICABLE
    assert ask(catalogue_with(guide_column()), VETO, all_of_few=True, **FIVE)[SITE].verdict is NOT_APPLICABLE
    doubtful = catalogue_with(guide_column(POOR, "见下图。"))
    assert ask(doubtful, VETO, all_of_few=True, **FIVE)[SITE].verdict is UNSURE


def test_guides_not_seen_whole_are_unsure() -> None:
    for part in (home(Outcome.TIMEOUT), guide_column(POOR, pages=2)):
        conn = catalogue_with(part, column("动态"))
        assert ask(conn, VETO, **FIVE)[SITE].verdict is UNSURE
        assert ask(conn, VETO, all_of_few=True, **FIVE)[SITE].verdict is UNSURE
