"""Registers: what is read, and what is refused with file, row, field, reading and remedy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.errors import RegisterError
from reports.registers import read_register, read_registers, write_register, write_templates
from reports.registers.forms import FORMS
from reports.registers.vocabulary import Channel

REQUESTS = "编号,收到日期,申请方式,答复日期,答复结果,收费(元),申请人,依据\n"


def put(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / f"{name}.csv"
    path.write_bytes(text.encode(encoding))
    return path


def error_of(folder: Path, name: str, text: str) -> str:
    with pytest.raises(RegisterError) as caught:
        read_register(put(folder, name, text))
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_register_is_read_in_every_encoding_that_offices_save(tmp_path: Path, encoding: str) -> None:
    path = put(tmp_path, "hearings", "召开日期,名称,地点\n2016年3月5日,某某公司听证会,三楼\n", encoding)
    (entry,) = read_register(path)
    assert (entry.row_no, entry.form.held_on, entry.form.title) == (2, date(2016, 3, 5), "某某公司听证会")  # type: ignore[attr-defined]


def test_english_headers_do_as_well(tmp_path: Path) -> None:
    path = put(tmp_path, "forums", "title,held_on\n论坛,2016/3/5\n")
    assert len(read_register(path)) == 1


def test_absent_register_is_not_an_empty_one(tmp_path: Path) -> None:
    put(tmp_path, "forums", "召开日期,名称\n")
    registers = read_registers(tmp_path)
    assert registers.tables["forums"] == ()
    assert "hearings" not in registers.tables


def test_no_folder_means_no_registers(tmp_path: Path) -> None:
    assert read_registers(tmp_path / "none").tables == {}


def test_requests_know_synonyms_of_channel_and_result(tmp_path: Path) -> None:
    path = put(tmp_path, "requests", REQUESTS + "1,2016-02-01,网上申请,2016-02-10,予以公开,12.50,张**,\n")
    form = read_register(path)[0].form
    assert (form.channel, form.result, form.fee) == (Channel.NETWORK, "同意公开", Decimal("12.50"))  # type: ignore[attr-defined]


def test_open_request_needs_neither_result_nor_fee(tmp_path: Path) -> None:
    assert len(read_register(put(tmp_path, "requests", REQUESTS + "1,2016-12-30,信函,,,,,\n"))) == 1


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("hearings", "召开日期,名称,地址\n", ["row 1", '"地址"', '"地点"']),
        ("hearings", "名称\n", ["row 1", '"召开日期"', "missing"]),
        ("hearings", "名称,名称,召开日期\n", ["row 1", "twice"]),
        ("hearings", "", ["empty", "召开日期"]),
        ("hearings", "召开日期,名称\n2016-13-01,甲\n", ["row 2", "召开日期", "held_on", '"2016-13-01"', "2016-03-05"]),
        ("hearings", "召开日期,名称\n2016-02-30,甲\n", ["row 2", '"2016-02-30"']),
        ("hearings", "召开日期,名称\n2016-03-01,\n", ["row 2", "名称", "must not be empty"]),
        ("hearings", "召开日期,名称\n2016-03-01,甲,乙\n", ["row 2", "3 cells", "quotes"]),
        ("hearings", "召开日期,名称\n2016-03-01,甲\n\n2016-03-01,甲\n", ["row 4 repeats row 2", "twice"]),
        ("requests", REQUESTS + "1,2016-02-01,电话,,,,,\n", ["row 2", "申请方式", '"电话"', "当面、传真、网络、信函"]),
        ("requests", REQUESTS + "1,2016-02-01,,,,,,\n", ["row 2", "channel", "当面"]),
        ("requests", REQUESTS + "1,2016-02-01,信函,2016-01-31,同意公开,0,,\n", ["row 2", "before received_on"]),
        ("requests", REQUESTS + "1,2016-02-01,信函,2016-02-05,,0,,\n", ["row 2", "result", "信息不存在"]),
        ("requests", REQUESTS + "1,2016-02-01,信函,2016-02-05,同意公开,,,\n", ["row 2", "fee", "write 0"]),
        ("requests", REQUESTS + "1,2016-02-01,信函,2016-02-05,同意公开,5元,,\n", ["row 2", "收费", '"5元"', "unit"]),
        ("requests", REQUESTS + "1,2016-02-01,信函,,,,,\n1,2016-03-01,信函,,,,,\n", ["row 3 repeats row 2", "编号"]),
        ("reviews", "编号,收到日期,结果\n1,2016-02-01,撤诉\n", ["row 2", '"撤诉"', "维持、纠正、其他"]),
        ("media", "平台,账号,期间,发布数,粉丝数\n抖音,甲,2016,1,1\n", ["row 2", '"抖音"', "microblog、wechat"]),
        ("media", "平台,账号,期间,发布数,粉丝数\n微博,甲,去年,1,1\n", ["row 2", "期间", '"去年"', "2016Q1"]),
        ("media", "平台,账号,期间,发布数,粉丝数\n微博,甲,2016,一百,1\n", ["row 2", "发布数", '"一百"', "82"]),
        (
            "media",
            "平台,账号,期间,发布数,粉丝数\n微博,甲,2016,1,1\n微博,甲,2016年3月,1,1\n",
            ["row 3", "overlaps", "row 2", "twice"],
        ),
    ],
)
def test_wrong_row_is_refused_with_place_and_remedy(tmp_path: Path, name: str, text: str, expected: list[str]) -> None:
    message = error_of(tmp_path, name, text)
    assert f"{name}.csv" in message
    for part in expected:
        assert part in message


def test_spreadsheet_saved_under_the_wrong_ending_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hearings.csv"
    path.write_bytes(b"PK\x03\x04\x00\x00\xff\xfe\x81")
    with pytest.raises(RegisterError, match="CSV UTF-8"):
        read_register(path)


def test_file_that_is_no_register_is_named(tmp_path: Path) -> None:
    put(tmp_path, "hearing", "召开日期,名称\n")
    with pytest.raises(RegisterError, match=r"rename it to hearings\.csv"):
        read_registers(tmp_path)


def test_templates_are_readable_but_do_not_count(tmp_path: Path) -> None:
    paths = write_templates(tmp_path)
    assert len(paths) == 2 * len(FORMS)
    assert read_registers(tmp_path).tables == {}
    for path in paths:
        filled = tmp_path / "filled" / path.name.replace(".template", "")
        filled.parent.mkdir(exist_ok=True)
        filled.write_bytes(path.read_bytes())
        assert len(read_register(filled)) == 1


def test_template_already_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "forums.template.csv"
    path.write_text("mine", encoding="utf-8")
    write_templates(tmp_path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_written_register_is_read_back(tmp_path: Path) -> None:
    write_register(tmp_path, "media", [{"platform": "wechat", "account": "甲", "posts": 82, "followers": 5}], year=2016)
    (entry,) = read_registers(tmp_path).tables["media"]
    assert entry.form.period.first == date(2016, 1, 1)  # type: ignore[attr-defined]


def test_writing_an_unknown_field_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match='unknown field "heldon"'):
        write_register(tmp_path, "hearings", [{"heldon": "2016-01-01", "title": "甲"}])
