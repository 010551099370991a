"""What a person reads: whole cells in 80 columns, Chinese punctuation, nothing that steers the terminal."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from gongkai.screen import as_csv, print_json, print_table, progress_bar, say


@pytest.fixture(autouse=True)
def eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")


def test_a_table_wraps_and_cuts_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    title = "关于进一步加强危险化学品企业安全生产工作的通知" * 4
    print_table(("标题",), [(title,)])
    alone = capsys.readouterr().out
    assert title in "".join(alone.split())
    print_table(("编号", "标题", "日期"), [("F-000001", title, date(2016, 3, 5))], keep=(0, 2))
    beside = capsys.readouterr().out
    assert "F-000001" in beside
    assert "2016-03-05" in beside
    for line in (alone + beside).splitlines():
        assert cell_len(line) <= 80
        assert line == line.rstrip()


def test_a_title_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "\x1b[2J\x1b]0;pwned\x07标题\u202e[bold]x[/bold]"
    say(hostile)
    print_table(("标题",), [(hostile,)])
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "\u202e" not in out
    assert "[bold]x[/bold]" in out


def test_messages_get_chinese_punctuation_and_numbers_keep_theirs(capsys: pytest.CaptureFixture[str]) -> None:
    say("最新2016-11-01,到监测时间点已60天,超过14天;见 http://a.example/x,y 共1,000条(页面不存在)")
    assert capsys.readouterr().out == (
        "最新2016-11-01，到监测时间点已60天，超过14天；见 http://a.example/x,y 共1,000条（页面不存在）\n"
    )


def test_json_holds_dates_paths_and_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"日期": date(2016, 3, 5), "path": Path("a/b"), "set": {"b", "a"}})
    out = capsys.readouterr().out
    assert "日期" in out
    assert json.loads(out) == {"日期": "2016-03-05", "path": "a/b", "set": ["a", "b"]}


def test_what_has_no_json_form_is_an_error() -> None:
    with pytest.raises(TypeError, match="object has no JSON form"):
        print_json(object())


def test_csv_keeps_commas_quotes_and_absent_facts() -> None:
    rows = [{"a": '带"引号",和逗号', "b": None, "c": ["x", "y"]}, {"a": "=cmd()", "b": -1, "c": []}]
    read = list(csv.reader(io.StringIO(as_csv(("a", "b", "c"), rows))))
    assert read == [["a", "b", "c"], ['带"引号",和逗号', "", "x | y"], ["'=cmd()", "-1", ""]]


def test_there_is_no_progress_bar_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    with progress_bar("采集") as step:
        step(1, 2, "http://a.example/")
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "")
