"""What the commands about findings answer to slips of the pen, and how they say what they did."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import catalogue_with, column
from tests.gongkai.conftest import Answer

WHY = ("--reason", "机构改革", "--approver", "王主任")
CLAUSE = "c15.d.basic_news"


@pytest.fixture
def place(gongkai: Callable[..., Answer], stored: Callable[..., Path]) -> Path:
    """A workspace with a finding under CLAUSE."""
    folder = stored(catalogue_with(column("工作动态", last="2016-05-01")))
    answer = gongkai("check", "--as-of", "2016-12-31", "--pack", "census-2015", "-w", folder)
    assert answer.code == 0, answer.err
    return folder


@pytest.mark.parametrize("command", [("list",), ("list", "--unsure"), ("export", "--format", "csv")])
@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (("--site", "burea"), 'did you mean "bureau"?'),
        (("--clause", "c15.d.basic_new"), f'did you mean "{CLAUSE}"?'),
        (("--pack", "census-2016"), 'did you mean "census-2015"?'),
        (("--clause", "零"), "`gongkai rules list` shows them all"),
    ],
)
def test_unknown_name_is_an_error_and_not_an_empty_list(
    gongkai: Callable[..., Answer], place: Path, command: tuple[str, ...], slip: tuple[str, ...], told: str
) -> None:
    answer = gongkai("findings", *command, *slip, "-w", place)
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err


def test_clause_without_findings_is_known_all_the_same(gongkai: Callable[..., Answer], place: Path) -> None:
    answer = gongkai("findings", "list", "--clause", "i19.d.news", "--pack", "inspection-2019", "-w", place)
    assert (answer.code, answer.out) == (0, "没有符合条件的问题。\n")


def test_waiver_of_an_unknown_clause_is_refused(gongkai: Callable[..., Answer], place: Path) -> None:
    answer = gongkai("findings", "waive", "--clause", "c15.d.news", "--site", "bureau", *WHY, "-w", place)
    assert answer.code == 2
    assert 'there is no clause "c15.d.news"' in answer.err
    assert gongkai("findings", "waivers", "--json", "-w", place).json == []


def test_waiver_is_named_where_it_is_given_and_listed(gongkai: Callable[..., Answer], place: Path) -> None:
    number = gongkai("findings", "list", "--clause", CLAUSE, "--json", "-w", place).json[0]["number"]
    one = gongkai("findings", "waive", number, *WHY, "--until", "2099-03-31", "-w", place)
    assert one.out == f"{number} 已豁免：工作动态，豁免 W-000001，至2099-03-31\n"
    many = gongkai("findings", "waive", "--clause", CLAUSE, "--site", "bureau", *WHY, "-w", place)
    assert many.out.startswith(f"W-000002 豁免 bureau 全站 {CLAUSE}：")
    listed = gongkai("findings", "waivers", "-w", place).out
    assert "至2099-03-31有效" in listed.replace("\n", "")
    assert "有效：" not in listed


def test_choices_are_told_in_one_line(gongkai: Callable[..., Answer], place: Path) -> None:
    missing = gongkai("findings", "export", "-w", place)
    assert missing.err.count("\n") == 1
    assert "Choose from: sarif, csv, xlsx, json;" in missing.err
    wrong = gongkai("findings", "export", "--format", "pdf", "-w", place)
    assert "'--format' / '-f': 'pdf' is not one of" in wrong.err


def test_calendar_that_cannot_be_written_says_so(gongkai: Callable[..., Answer], place: Path, tmp_path: Path) -> None:
    answer = gongkai("due", "--ics", tmp_path / "nowhere" / "due.ics", "-w", place)
    assert "due.ics: cannot be written (No such file or directory); name a folder that is there" in answer.err
    assert "internal error" not in answer.err


def test_recheck_of_a_doubt_says_what_a_doubt_is(gongkai: Callable[..., Answer], place: Path) -> None:
    answer = gongkai("findings", "recheck", "D-1", "-w", place)
    assert answer.code == 2
    assert '"D-1" is a doubt, not a finding; confirm it first, or dismiss it' in answer.err
