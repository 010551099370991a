"""Workspaces: what init writes can be read again, and what is wrong in them is named with file, key and fix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from crawler.profiles.profile import load_profile
from gongkai.workspace import find_workspace, load_workspace
from reports.registers import read_registers
from tests.gongkai.conftest import Answer


def test_init_writes_a_workspace_that_loads(workspace: Path) -> None:
    place = load_workspace(workspace)
    assert place.settings.organ.name == "某市安全生产监督管理局"
    assert [profile.home for profile in place.profiles()] == ["http://www.example.gov.cn/"]
    assert read_registers(place.registers).tables == {}  # templates are patterns: nothing is known yet, not 0


def test_init_writes_the_municipal_portal_with_the_organ_whose_share_counts(
    tmp_path: Path, gongkai: Callable[..., Answer]
) -> None:
    answer = gongkai(
        "init", tmp_path / "w", "--home", "http://a.example/", "--municipal", "http://b.example/", "--organ", "某局"
    )
    assert answer.code == 0
    portal = load_profile(tmp_path / "w" / "sites" / "municipal.toml")
    assert (portal.kind, portal.organ) == ("municipal", "某局")


def test_init_keeps_quotes_and_backslashes_of_names(tmp_path: Path, gongkai: Callable[..., Answer]) -> None:
    name = "某\"市\\局' = 1 # x"
    gongkai("init", tmp_path / "w", "--home", "http://a.example/", "--organ", name)
    assert load_workspace(tmp_path / "w").settings.organ.name == name
    assert load_profile(tmp_path / "w" / "sites" / "bureau.toml").name == name


def test_init_does_not_write_over_a_workspace(workspace: Path, gongkai: Callable[..., Answer]) -> None:
    before = (workspace / "gongkai.toml").read_bytes()
    answer = gongkai("init", workspace, "--home", "http://other.example/")
    assert answer.code == 2
    assert "there is a workspace here already" in answer.err
    assert (workspace / "gongkai.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("home", "fix"),
    [
        ("www.example.gov.cn", "write http://www.example.gov.cn/"),
        ("ftp://example.gov.cn/", "http://www.example.gov.cn/"),
        ("http://", "http://www.example.gov.cn/"),
        ("http://[::1/", "http://www.example.gov.cn/"),
    ],
)
def test_init_refuses_a_home_that_is_no_address(
    tmp_path: Path, gongkai: Callable[..., Answer], home: str, fix: str
) -> None:
    answer = gongkai("init", tmp_path / "w", "--home", home)
    assert answer.code == 2
    assert "is not the address of a site" in answer.err
    assert fix in answer.err
    assert not (tmp_path / "w").exists()


def test_init_as_json_names_the_files(tmp_path: Path, gongkai: Callable[..., Answer]) -> None:
    facts = gongkai("init", tmp_path / "w", "--home", "http://a.example/", "--json").json
    assert {"gongkai.toml", "sites/bureau.toml"} <= set(facts["files"])


def test_the_nearest_folder_upward_is_the_workspace(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = workspace / "reports" / "2016"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert find_workspace(None).root == workspace.resolve()


def test_no_workspace_is_said_with_the_way_to_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=r"no gongkai\.toml here or in any folder above.*gongkai init"):
        find_workspace(None)
    with pytest.raises(ConfigError, match=r"no gongkai\.toml in this folder.*gongkai init"):
        find_workspace(tmp_path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('[organ]\nnmae = "x"', 'unknown key "organ.nmae"; did you mean "name"?'),
        ("[orgn]", 'unknown key "orgn"; did you mean "organ"?'),
        ("[fetch]\ncontact = 7", '"fetch.contact" = 7 is wrong'),
        ("[fetch\n", "is not valid TOML"),
        ('[check]\npacks = "census-2015"', '"check.packs" = '),
    ],
)
def test_a_wrong_setting_is_named_with_file_key_and_fix(workspace: Path, line: str, message: str) -> None:
    (workspace / "gongkai.toml").write_text(line, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_workspace(workspace)
    assert str(workspace / "gongkai.toml") in str(error.value)
    assert message in str(error.value)


def test_settings_saved_with_a_byte_order_mark_are_read(workspace: Path) -> None:
    path = workspace / "gongkai.toml"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert load_workspace(workspace).settings.organ.name


def test_an_unknown_site_is_named_with_the_nearest_one(workspace: Path) -> None:
    with pytest.raises(ConfigError, match='did you mean "bureau"'):
        load_workspace(workspace).profiles(["bureu"])
