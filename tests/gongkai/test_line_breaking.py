"""Lines of a table's cell: what stays together, and what may stand at their beginning and end."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from gongkai.line_breaking import break_lines
from gongkai.screen import print_table

MESSAGE = (
    "栏目“新闻中心/行业动态”最新一条信息的日期是2016-09-28，"
    "到监测时间点2016-12-31已94天没有更新（404），超过14天的期限。"
)


@pytest.mark.parametrize("width", range(14, 60))
def test_dates_stay_whole_and_marks_stay_with_their_word(width: int) -> None:
    lines = break_lines(MESSAGE, width)
    assert "".join(lines) == MESSAGE
    assert all(cell_len(line) <= width for line in lines)
    for whole in ("2016-09-28", "2016-12-31", "94天", "（404）", "14天"):
        assert any(whole in line for line in lines), whole
    assert not any(line[0] in "，。；：、）”" for line in lines)
    assert not any(line[-1] in "（“《" for line in lines)


def test_address_goes_on_behind_its_slashes() -> None:
    lines = break_lines("页面 http://www.example.gov.cn/xxgk/xxgkml/zfwj/6821.html 上的链接打不开", 24)
    assert lines == ["页面 http://www.example.", "gov.cn/xxgk/xxgkml/zfwj/", "6821.html 上的链接打不开"]


def test_word_wider_than_the_cell_is_cut_and_nothing_is_lost() -> None:
    name = "2911f8f4b1b65630d085a59d3d4c040e.xlsx"
    lines = break_lines(f"附件“{name}”，打不开", 10)
    assert "".join(lines) == f"附件“{name}”，打不开"
    assert all(cell_len(line) <= 10 for line in lines)
    assert break_lines("最新2016-11-13，距今", 11) == ["最新", "2016-11-13", "，距今"], (
        "a whole date before a tidy edge"
    )
    assert break_lines("", 10) == [""]
    assert break_lines("一二三", 1) == ["一", "二", "三"], "a cell narrower than a character"


def test_blanks_and_line_ends_leave_no_empty_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert break_lines("监测时间2017-01-20 \n\n 09:00", 16) == ["监测时间", "2017-01-20", "09:00"]
    print_table(("编号", "情况"), [("F-000001", MESSAGE * 2)], keep=(0,))
    body = capsys.readouterr().out.rstrip("\n").split("\n")[2:]
    assert len(body) > 2 and all(line.strip() for line in body)
    assert all(cell_len(line) <= 80 for line in body)


def test_blanks_that_draw_a_tree_stay() -> None:
    assert break_lines("   ├ 镇街动态", 20) == ["   ├ 镇街动态"]
    assert break_lines(" │   └ 机构职能", 20) == [" │   └ 机构职能"]


def test_line_after_a_break_begins_with_its_word() -> None:
    assert break_lines("安全 生产 监督", 9) == ["安全 生产", "监督"]
