"""Lists of wrong and sensitive expressions: how they are read from the workspace, and what a check makes of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checks.seeing.words import Wording
from crawler.errors import ConfigError
from gongkai.wordlists import load_words
from tests.builders import catalogue_with, column, row
from tests.gongkai.conftest import Answer


def _write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode(encoding))


def test_text_lists_hold_wrong_and_right_sensitive_and_exceptions(tmp_path: Path) -> None:
    _write(
        tmp_path / "words",
        "a.txt",
        "# 常见错误\n截止目前 → 截至目前\n帐号=>账号\n做为->作为\n登陆\t登录\n\n内部资料\n!登陆作战\n",
    )
    lists = load_words(tmp_path / "words")
    assert lists.wordings == (
        Wording("截止目前", "截至目前", "a"),
        Wording("帐号", "账号", "a"),
        Wording("做为", "作为", "a"),
        Wording("登陆", "登录", "a"),
        Wording("内部资料", None, "a"),
    )
    assert lists.exceptions == ("登陆作战",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_hold_two_columns_with_or_without_names(tmp_path: Path, encoding: str) -> None:
    _write(tmp_path / "words", "b.csv", "错误,正确\n截止目前,截至目前\n\n内部资料,\n", encoding)
    assert load_words(tmp_path / "words").wordings == (
        Wording("截止目前", "截至目前", "b"),
        Wording("内部资料", None, "b"),
    )


def test_no_folder_and_entries_that_are_right_already_are_no_lists(tmp_path: Path) -> None:
    assert not load_words(tmp_path / "words")
    _write(tmp_path / "words", "a.txt", "截至目前 → 截至目前\n")
    assert not load_words(tmp_path / "words")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", "的\n".encode(), "words/a.txt, line 1"),
        ("a.csv", "截止目前,截至目前\n！,\n".encode(), "words/a.csv, line 2"),
        ("a.txt", b"\xff\xff\xff\xff", "neither UTF-8 nor GB18030"),
    ],
)
def test_mistake_in_a_list_names_file_and_line(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / name).write_bytes(data)
    with pytest.raises(ConfigError, match=says):
        load_words(tmp_path / "words")


def test_check_tells_hits_of_the_workspaces_lists_as_doubts(
    gongkai: Callable[..., Answer], stored: Callable[..., Path]
) -> None:
    entry = row("汛期检查", "2016-12-30", "2016-12-30", text="截止目前共检查企业12家。")
    place = stored(catalogue_with(column("政务公开/工作动态", rows=[entry])))
    told = ("check", "--as-of", "2016-12-31", "--pack", "guideline-2017", "--force", "--json", "-w", place)

    def hits() -> list[str]:
        unsure = gongkai(*told).json["checks"][0]["unsure"]
        return [found["message"] for found in unsure if found["clause"] == "g17.practice.words"]

    assert [message.partition("，")[0] for message in hits()] == ["没有提供词表"]
    _write(place / "words", "a.txt", "截止目前 → 截至目前\n")
    assert len(hits()) == 1
    assert "应为“截至目前”" in hits()[0]
