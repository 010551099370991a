"""Profiles are strict: what is wrong is named with file, key and fix."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from crawler.errors import ProfileError
from crawler.model import ColumnClass, SiteKind
from crawler.profiles import Fetch, load_profile


def profile_file(folder: Path, text: str) -> Path:
    path = folder / "safety.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_home_alone_is_enough(tmp_path: Path) -> None:
    profile = load_profile(profile_file(tmp_path, 'home = "http://www.example.gov.cn"\n'))
    assert (profile.id, profile.title, profile.kind) == ("safety", "safety", SiteKind.BUREAU)
    assert profile.home == "http://www.example.gov.cn/"
    assert (profile.fetch.delay_seconds, profile.fetch.concurrency) == (1.0, 2)


def test_whole_profile_is_read(tmp_path: Path) -> None:
    text = (
        'home = "http://a.cn/"\nname = "某局"\nkind = "municipal"\norgan = "某局"\nhosts = ["www.zwgk.a.cn"]\n'
        '[fetch]\ndelay_seconds = 0\nallow_net = ["10.0.0.0/8"]\nnight_window = "22:00-06:00"\n'
        '[columns."政务公开/工作动态"]\nclass = "dynamic"\nidentity = "col.news"\n[expect]\ncolumns = 50\n'
    )
    profile = load_profile(profile_file(tmp_path, text))
    assert profile.hosts == ("zwgk.a.cn",)
    assert profile.columns["政务公开/工作动态"].column_class is ColumnClass.DYNAMIC
    assert profile.expect.columns == 50


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('homme = "http://a.cn/"', 'unknown key "homme"; did you mean "home"?'),
        ('name = "x"', '"home" is missing'),
        ('home = "a.cn"', '"a.cn" is not a web address'),
        ('home = "http://a.cn/"\n[fetch]\ndelay = 2', 'unknown key "fetch.delay"; did you mean "delay_seconds"?'),
        ('home = "http://a.cn/"\n[fetch]\nconcurrency = 99', "fetch.concurrency"),
        ('home = "http://a.cn/"\n[fetch]\nallow_net = ["10.0.0"]', '"10.0.0" is not a network'),
        ('home = "http://a.cn/"\n[fetch]\nnight_window = "late"', 'write, for example, "22:00-06:00"'),
        ('home = "http://a.cn/"\n[columns."a"]\nclass = "news"', "columns.a.class"),
        ('home = "http://a.cn/"\nid = "a/b"', '"a/b" cannot be an id'),
        ('home = "http://a.cn/"\nhosts = ["http://b.cn/"]', "leave out"),
        ("home = ", "is not valid TOML"),
    ],
)
def test_mistake_is_named_with_file_key_and_fix(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile(profile_file(tmp_path, text))
    assert message in str(caught.value)
    assert "safety.toml" in str(caught.value)
    assert caught.value.exit_code == 2


def test_missing_file_is_a_profile_error(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="no such profile"):
        load_profile(tmp_path / "none.toml")


def test_file_in_another_encoding_is_a_profile_error(tmp_path: Path) -> None:
    path = tmp_path / "gbk.toml"
    path.write_bytes('home = "http://a.cn/"\nname = "某局"'.encode("gbk"))
    with pytest.raises(ProfileError, match="not UTF-8"):
        load_profile(path)


def test_night_window_goes_over_midnight() -> None:
    night = Fetch(night_window="22:00-06:00")
    assert night.open_at(time(23, 0)) and night.open_at(time(5, 59))
    assert not night.open_at(time(6, 0)) and not night.open_at(time(12, 0))
    assert Fetch(night_window="01:00-05:00").open_at(time(3, 0))
    assert Fetch().open_at(time(12, 0))
