"""Schedules are changed in gongkai.toml without losing a word of what its owner wrote."""

from __future__ import annotations

import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from gongkai.schedules.editing import ChangedMeanwhileError, add, mark_of, remove, replace
from gongkai.schedules.settings import Action, Schedule
from gongkai.schedules.status import overview
from gongkai.workspace import load_workspace

OWNED = """# ours, since 2016
[organ]
name = "东山市财政局"   # 单位全称

# every night
[[schedule]]
name = "nightly"   # the important one
cron = "0 22 * * *"
action = "crawl"
sites = [
    "bureau",   # only this
]

# and once a week
[[schedule]]
name = "weekly"
cron = "0 6 * * 1"
action = "check"

[check]   # at the end
packs = ["census-2015"]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "gongkai.toml").write_text(OWNED, encoding="utf-8")
    return tmp_path


def text(root: Path) -> str:
    return (root / "gongkai.toml").read_text(encoding="utf-8")


def names(root: Path) -> list[str]:
    return [schedule.name for schedule in load_workspace(root).settings.schedule]


def test_a_schedule_is_added_and_every_old_line_stays(root: Path) -> None:
    add(root, mark_of(root), Schedule(name="探测", cron="0 * * * *", action=Action.PROBE, sites=("a", "b")))
    assert names(root) == ["nightly", "weekly", "探测"]
    assert load_workspace(root).settings.schedule[2].sites == ("a", "b")
    kept = text(root)
    assert all(line in kept for line in OWNED.splitlines())


def test_the_first_schedule_is_added_to_a_file_without_any(tmp_path: Path) -> None:
    (tmp_path / "gongkai.toml").write_text("# nothing yet\n", encoding="utf-8")
    add(tmp_path, mark_of(tmp_path), Schedule(name="first", cron="0 3 * * *", action=Action.CHECK))
    assert text(tmp_path).startswith("# nothing yet\n")
    assert names(tmp_path) == ["first"]


def test_a_change_touches_only_its_own_keys(root: Path) -> None:
    old = load_workspace(root).settings.schedule[0]
    replace(root, mark_of(root), "nightly", old.model_copy(update={"cron": "30 23 * * *", "paused": True}))
    new = text(root)
    assert 'cron = "30 23 * * *"' in new
    assert "paused = true" in new
    untouched = [line for line in OWNED.splitlines() if 'cron = "0 22' not in line]
    assert all(line in new for line in untouched)
    back = load_workspace(root).settings.schedule[0].model_copy(update={"paused": False})
    replace(root, mark_of(root), "nightly", back)
    assert "paused" not in text(root)


def test_a_removed_schedule_leaves_the_comments_of_its_neighbours(root: Path) -> None:
    remove(root, mark_of(root), "nightly")
    assert names(root) == ["weekly"]
    assert "# and once a week" in text(root)
    remove(root, mark_of(root), "weekly")
    assert names(root) == []
    assert "[check]   # at the end" in text(root)


def test_one_written_inline_is_removed_too(tmp_path: Path) -> None:
    (tmp_path / "gongkai.toml").write_text(
        'schedule = [{name = "a", cron = "0 1 * * *", action = "check"}]\n', encoding="utf-8"
    )
    remove(tmp_path, mark_of(tmp_path), "a")
    assert names(tmp_path) == []


def test_a_file_that_was_changed_meanwhile_is_left_alone(root: Path) -> None:
    mark = mark_of(root)
    (root / "gongkai.toml").write_text(OWNED + "# somebody was here\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        remove(root, mark, "weekly")
    assert text(root).endswith("# somebody was here\n")


def test_what_would_be_wrong_as_a_whole_is_not_written(root: Path) -> None:
    with pytest.raises(ConfigError, match="two schedules"):
        add(root, mark_of(root), Schedule(name="weekly", cron="0 1 * * *", action=Action.CHECK))
    assert text(root) == OWNED
    with pytest.raises(LookupError):
        remove(root, mark_of(root), "nobody")
    assert [path.name for path in root.iterdir()] == ["gongkai.toml"]


def test_rights_and_line_ends_stay(root: Path) -> None:
    path = root / "gongkai.toml"
    path.write_bytes(OWNED.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    remove(root, mark_of(root), "weekly")
    assert b"\r\n# and once a week\r\n" in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_paused_schedule_is_shown_but_neither_started_nor_missed(root: Path) -> None:
    old = load_workspace(root).settings.schedule[0]
    place = replace(root, mark_of(root), "nightly", old.model_copy(update={"paused": True}))
    shown = overview(place, datetime(2030, 1, 10, tzinfo=UTC))
    nexts = {standing.schedule.name: standing.next_at for standing in shown.standings}
    assert nexts["nightly"] is None
    assert nexts["weekly"] is not None
    assert {trouble.schedule for trouble in shown.troubles} == {"weekly"}
