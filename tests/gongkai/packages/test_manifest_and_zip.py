"""A package's manifest names every file that is not as it was, and a stranger's ZIP does no harm."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from gongkai.packages.manifest import NAME, compare, read_manifest, write_manifest
from gongkai.packages.zipping import unzip, zip_folder


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "evidence-bureau-2016"
    (folder / "registers").mkdir(parents=True)
    (folder / "values.csv").write_text("指标,数值\n", "utf-8")
    (folder / "registers" / "听证会.csv").write_text("召开日期\n", "utf-8")
    write_manifest(folder)
    return folder


def test_untouched_package_is_as_its_manifest_says(package: Path) -> None:
    stated = read_manifest(package)
    assert set(stated) == {"values.csv", "registers/听证会.csv"}
    assert compare(package, stated) == []


@pytest.mark.parametrize(
    ("act", "path", "kind"),
    [
        (lambda folder: (folder / "values.csv").write_text("指标,数值\r", "utf-8"), "values.csv", "changed"),
        (lambda folder: (folder / "registers" / "听证会.csv").unlink(), "registers/听证会.csv", "missing"),
        (lambda folder: (folder / "more.csv").write_text("", "utf-8"), "more.csv", "added"),
    ],
)
def test_what_is_not_as_it_was_is_named(package: Path, act, path: str, kind: str) -> None:  # type: ignore[no-untyped-def]
    act(package)
    assert [(entry.path, entry.kind) for entry in compare(package, read_manifest(package))] == [(path, kind)]


def test_link_to_another_file_is_no_file_of_the_package(package: Path) -> None:
    (package / "values.csv").unlink()
    (package / "values.csv").symlink_to("/etc/hostname")
    assert [(entry.path, entry.kind) for entry in compare(package, read_manifest(package))] == [
        ("values.csv", "missing")
    ]


@pytest.mark.parametrize("text", ["no digest\n", f"{'g' * 64}  values.csv\n", f"{'a' * 64}\n"])
def test_manifest_that_is_none_is_refused(package: Path, text: str) -> None:
    (package / NAME).write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="line 1"):
        read_manifest(package)


def test_folder_without_manifest_is_no_package(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no evidence package"):
        read_manifest(tmp_path)


def test_zip_has_the_same_bytes_each_time_and_comes_back_whole(package: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    zip_folder(package, one)
    (package / "values.csv").touch()
    zip_folder(package, other)
    assert one.read_bytes() == other.read_bytes()
    (tmp_path / "out").mkdir()
    folder = unzip(one, tmp_path / "out")
    assert compare(folder, read_manifest(folder)) == []


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "a/../../evil.txt", "C:evil.txt", "a\\..\\evil.txt"])
def test_entry_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "evil.zip"
    with zipfile.ZipFile(path, "w") as package:
        entry = zipfile.ZipInfo("x")
        entry.filename = name
        package.writestr(entry, "evil")
    (tmp_path / "out").mkdir()
    with pytest.raises(ConfigError, match="leads out"):
        unzip(path, tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.txt"))
    assert not (tmp_path / "evil.txt").exists()


def test_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as package:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(entry, "/etc/passwd")
    (tmp_path / "out").mkdir()
    with pytest.raises(ConfigError, match="leads out"):
        unzip(path, tmp_path / "out")


def test_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("zeros", "w", force_zip64=True) as into,
    ):
        for _ in range(1100):
            into.write(bytes(1 << 20))
    (tmp_path / "out").mkdir()
    with pytest.raises(ConfigError, match="no evidence package"):
        unzip(path, tmp_path / "out")
    assert not list((tmp_path / "out").iterdir())


def test_what_is_no_zip_says_so(tmp_path: Path) -> None:
    path = tmp_path / "text.zip"
    path.write_text("not a zip")
    with pytest.raises(ConfigError, match="damaged"):
        unzip(path, tmp_path)
