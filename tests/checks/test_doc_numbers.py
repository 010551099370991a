"""Numbers of documents, and the labels of licence and penalty records."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.seeing.doc_numbers import DocNumber, is_own_word, numbers_in, read_number
from checks.seeing.record_fields import field_kinds, fields_in_text, fields_named, is_none_notice
from crawler.errors import ConfigError


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("东安监〔2016〕5号", DocNumber("东安监", 2016, "2016", 5)),
        ("（东）安监罚［2016］第012号", DocNumber("东安监罚", 2016, "2016", 12)),
        ("东安监罚(2016) 12-1 号", DocNumber("东安监罚", 2016, "2016", 12, "-1")),
        ("东安监罚【2016】12", DocNumber("东安监罚", 2016, "2016", 12)),
        ("东安监公告2016年第3号", DocNumber("东安监公告", 2016, "2016", 3)),
        ("东安监罚〔2016〕号", DocNumber("东安监罚", 2016, "2016", None)),
        ("东安监罚〔20116〕3号", DocNumber("东安监罚", 20116, "20116", 3)),
        ("441900201600123", None),
        ("〔2016〕5号", None),
        ("关于印发东安监〔2016〕5号文件的通知", None),
        ("", None),
        (None, None),
    ],
)
def test_number_is_taken_apart_whatever_its_brackets(text: str | None, number: DocNumber | None) -> None:
    assert read_number(text) == number


def test_numbers_in_a_title_are_found() -> None:
    found = list(numbers_in("关于贯彻《通知》（粤安监〔2016〕7号）和东安监[2015]9号的意见"))
    assert found[0].shown == "粤安监〔2016〕7号"
    assert [(one.year, one.serial) for one in found] == [(2016, 7), (2015, 9)]


@pytest.mark.parametrize(
    ("word", "own"),
    [
        ("东安监", True),
        ("东安监罚", True),
        ("安监罚", True),
        ("东安监强措", True),
        ("粤安监", False),
        ("东府", False),
        ("罚", False),
    ],
)
def test_word_of_a_number_is_the_organs_own_by_its_characters(word: str, own: bool) -> None:
    assert is_own_word(word, "东莞市安全生产监督管理局") is own


@pytest.mark.parametrize(
    ("label", "fields"),
    [
        ("处罚决定书文号", {"number"}),
        ("行政处罚决定书文号", {"number"}),
        ("行政相对人名称", {"party"}),
        ("*被处罚单位", {"party"}),
        ("行政相对人代码_1（统一社会信用代码）", {"code"}),
        ("处罚机关统一社会信用代码", set()),
        ("处罚决定日期", {"decided"}),
        ("处罚结果", {"result"}),
        ("主要违法事实", {"matter"}),
        ("处罚的依据", {"basis"}),
        ("许可机关", {"organ"}),
        ("项目名称", {"category", "content"}),
        ("备注", set()),
    ],
)
def test_labels_mean_fields(label: str, fields: set[str]) -> None:
    assert fields_named(label) == fields


def test_text_beside_a_table_is_read_piece_by_piece() -> None:
    assert fields_in_text("处罚机关：市安监局 处罚决定书文号：东安监罚〔2016〕1号") == {"organ", "number"}


@pytest.mark.parametrize("title", ["本月无行政处罚", "2016年8月没有作出行政许可", "行政处罚：无", "8月行政许可为零"])
def test_notice_that_there_was_nothing_is_known(title: str) -> None:
    assert is_none_notice(title)


@pytest.mark.parametrize(
    "title", ["行政处罚决定书（甲公司）", "行政许可公示", "无锡市甲公司处罚决定", "甲公司无证经营案行政处罚决定书"]
)
def test_other_titles_are_no_such_notice(title: str) -> None:
    assert not is_none_notice(title)


def test_wrong_sheet_of_labels_is_named(tmp_path: Path) -> None:
    path = tmp_path / "fields.toml"
    path.write_text('[[field]]\nid = "x"\nname = "x"\nlabel = []\nbut = []\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"label"):
        field_kinds(path)
