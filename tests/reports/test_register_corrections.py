"""Corrections are new rows: the newest wins, the old one stays visible, and the source note says who, when and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.count import count
from reports.registers import WrongRegisterError, read_registers
from reports.registers.reading import read_whole
from tests.reports.small_city import scope_of, small_city

FIGURES = "年度,指标,数值,单位,填报人,填报日期,更正,作废,原因\n"
HEARINGS = "召开日期,名称,填报人,填报日期,更正,作废,原因\n"
REQUESTS = "编号,收到日期,申请方式,答复日期,答复结果,收费,申请人,填报人,填报日期,更正,作废,原因\n"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(text, encoding="utf-8")
    return path


def errors_of(path: Path) -> str:
    with pytest.raises(WrongRegisterError) as caught:
        read_whole(path)
    return str(caught.value)


def test_newest_figure_wins_and_the_old_one_is_in_the_note(tmp_path: Path) -> None:
    put(
        tmp_path,
        "figures",
        FIGURES
        + "2016,staff.total,3,人,李四,2017-01-10,,,\n"
        + "2016,staff.total,4,人,张三,2017-02-01,第2行,,漏报1人\n",
    )
    made = count(scope_of(small_city(), read_registers(tmp_path)), "staff.total")
    assert made.value == 4 and made.rows[0].row_no == 3
    assert made.note == "figures.csv第3行更正自 3 → 4，2017-02-01，张三，原因：漏报1人"


def test_correction_of_a_correction_names_the_first_row_and_takes_the_place_of_the_newest(tmp_path: Path) -> None:
    put(
        tmp_path,
        "figures",
        FIGURES
        + "2016,staff.total,3,人,李四,2017-01-10,,,\n"
        + "2016,staff.total,4,人,张三,2017-02-01,2,,漏报\n"
        + "2016,staff.total,5,人,王五,2017-03-01,第2行,,又漏报\n",
    )
    registers = read_registers(tmp_path)
    made = count(scope_of(small_city(), registers), "staff.total")
    assert made.value == 5
    assert [change.old.row_no for change in registers.changes["figures"]] == [2, 3]
    assert "更正自 4 → 5" in made.note and "更正自 3 → 4" in made.note


def test_void_row_does_not_count_and_is_named(tmp_path: Path) -> None:
    put(
        tmp_path,
        "hearings",
        HEARINGS + "2016-03-05,甲,,,,,\n2016-03-06,乙,,,,,\n,,张三,2017-02-01,,第3行,并未召开\n",
    )
    made = count(scope_of(small_city(), read_registers(tmp_path)), "hearings.held")
    assert made.value == 1
    assert made.note == "hearings.csv第4行作废第3行，2017-02-01，张三，原因：并未召开"


def test_correction_of_another_year_is_not_in_the_note(tmp_path: Path) -> None:
    put(
        tmp_path,
        "hearings",
        HEARINGS + "2015-03-05,甲,,,,,\n2015-03-06,甲,张三,2016-02-01,第2行,,日期有误\n2016-01-05,乙,,,,,\n",
    )
    made = count(scope_of(small_city(), read_registers(tmp_path)), "hearings.held")
    assert (made.value, made.note) == (1, "")


def test_request_is_corrected_by_its_number_and_names_stay_in_the_register(tmp_path: Path) -> None:
    put(
        tmp_path,
        "requests",
        REQUESTS
        + "A-1,2016-02-01,网络,2016-02-10,同意公开,0,赵某某,李四,2016-02-10,,,\n"
        + "A-1,2016-02-01,网络,2016-02-10,部分公开,0,钱某某,张三,2017-02-01,A-1,,结果登记有误\n",
    )
    made = count(scope_of(small_city(), read_registers(tmp_path)), "requests.answered")
    assert (made.value, made.part("部分公开"), made.part("同意公开")) == (1, 1, 0)
    assert "答复结果 同意公开 → 部分公开、申请人（不显示），2017-02-01，张三" in made.note
    assert "某某" not in made.note + repr(made.rows)


def test_bare_number_is_the_key_where_the_row_says_so_itself(tmp_path: Path) -> None:
    rows = "".join(f"{n},2016-02-0{n},网络,,,,,李四,2016-02-10,,,\n" for n in range(1, 5))
    path = put(tmp_path, "requests", REQUESTS + rows + "3,2016-02-28,信函,,,,,张三,2017-02-01,3,,日期有误\n")
    assert [entry.row_no for entry in read_whole(path).entries] == [2, 3, 5, 6]  # number 3 stands in row 4


def test_bare_number_that_could_be_row_or_key_is_refused(tmp_path: Path) -> None:
    rows = "".join(f"{n},2016-02-0{n},网络,,,,,李四,2016-02-10,,,\n" for n in range(1, 5))
    message = errors_of(put(tmp_path, "requests", REQUESTS + rows + ",,,,,,,张三,2017-02-01,,3,重复\n"))
    assert "row 6" in message and "作废" in message and "第3行" in message


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2016-03-05,甲,,,第2行,,\n", ["填报人", "填报日期", "原因", "who corrected it"]),
        ("2016-03-05,甲,张三,2017-01-01,第9行,,漏\n", ["更正", "row 9 is not a row above"]),
        ("2016-03-05,甲,张三,2017-01-01,甲,,漏\n", ["更正", '"甲"', "第5行"]),
        ("2016-03-05,甲,张三,2016-01-01,第2行,,漏\n", ["2016-01-01, before the row it replaces (2016-12-31)"]),
        ("2016-03-06,乙,张三,2017-01-01,第2行,,漏\n2016-03-06,乙,,,,,\n", ["row 4 repeats row 3"]),
        ("2016-03-05,甲,,,,,\n", ["row 3 repeats row 2", "更正"]),
        (
            ",,张三,2017-01-01,,第2行,误\n2016-03-05,甲,张三,2017-01-02,第2行,,漏\n",
            ["row 2 was declared void in row 3", "without 更正"],
        ),
    ],
)
def test_correction_that_cannot_be_is_refused(tmp_path: Path, row: str, expected: list[str]) -> None:
    message = errors_of(put(tmp_path, "hearings", HEARINGS + "2016-03-05,甲,李四,2016-12-31,,,\n" + row))
    for part in expected:
        assert part in message


def test_row_may_be_entered_anew_after_it_was_void(tmp_path: Path) -> None:
    text = HEARINGS + "2016-03-05,甲,,,,,\n,,张三,2017-01-01,,第2行,误\n2016-03-05,甲,张三,2017-01-02,,,\n"
    assert [entry.row_no for entry in read_whole(put(tmp_path, "hearings", text)).entries] == [4]


def test_every_error_of_every_file_is_listed(tmp_path: Path) -> None:
    put(tmp_path, "hearings", "召开日期,名称\n2016-13-01,\n2016-02-30,乙\n")
    put(tmp_path, "figures", "年度,指标,数值,单位\n16,staff.total,三,人\n2016,staff.totl,3,人\n")
    put(tmp_path, "requests", "编号,收到日期,申请方式,答复日期,答复结果,收费\n1,2016-02-01,,2016-01-01,,\n")
    with pytest.raises(WrongRegisterError) as caught:
        read_registers(tmp_path)
    fields = [(problem.row_no, problem.field) for problem in caught.value.problems]
    assert fields == [(2, "年度"), (3, "指标"), (2, "召开日期"), (2, "名称"), (3, "召开日期"), (2, None)]
    message = str(caught.value)
    assert "did you mean staff.total" in message
    for part in ("申请方式", "答复日期", "答复结果", "收费"):
        assert part in message.splitlines()[-1]


def test_header_and_cells_are_told_of_together(tmp_path: Path) -> None:
    message = errors_of(put(tmp_path, "requests", "编号,收到日期,申请方试\n"))
    for part in ('unknown field "申请方试"', '"申请方式"', '"收费（元）" (fee) is missing'):
        assert part in message
