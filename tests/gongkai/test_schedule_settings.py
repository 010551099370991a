"""`[[schedule]]` tables: what is wrong in them is named with file, key and fix."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from crawler.errors import ConfigError
from crawler.modes import MODES
from gongkai.schedules.settings import Action
from gongkai.workspace import load_workspace

GOOD = '[[schedule]]\nname = "nightly"\ncron = "0 22 * * *"\naction = "crawl"\n'


def load(workspace: Path, text: str) -> None:
    path = workspace / "gongkai.toml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    load_workspace(workspace)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("cron", "crn"), ('unknown key "schedule.0.crn"', 'did you mean "cron"?')),
        (GOOD.replace("0 22 * * *", "0 25 * * *"), ('"schedule.0.cron"', "maximum value (23)")),
        (GOOD.replace('action = "crawl"\n', ""), ('"schedule.0.action" is missing',)),
        (GOOD.replace("crawl", "crwl"), ('"schedule.0.action"', "'crawl'")),
        (GOOD.replace("nightly", "../x"), ('"schedule.0.name"',)),
        (GOOD + 'mode = "quick"\n', ('"schedule.0.mode"', "write one of full")),
        (GOOD + 'window = "22"\n', ('"schedule.0.window"', '"22:00-06:00"')),
        (GOOD + 'window = "02:00-06:00"\n', ("never comes inside the window 02:00-06:00",)),
        (GOOD + "grace_minutes = 0\n", ('"schedule.0.grace_minutes"',)),
        (GOOD + "sites = []\n", ('"schedule.0.sites"', '["bureau"], or "all"')),
        (GOOD + 'sites = "bureau"\n', ('"schedule.0.sites"', '["bureau"], or "all"')),
        (GOOD + "sites = [1]\n", ('"schedule.0.sites"', '["bureau"], or "all"')),
        (GOOD + GOOD, ('two schedules have the name "nightly"',)),
    ],
)
def test_what_is_wrong_is_named_with_file_key_and_fix(workspace: Path, text: str, words: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError) as caught:
        load(workspace, text)
    for word in ("gongkai.toml", *words):
        assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_only_a_crawl_has_a_mode(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.schedules.settings.MODES", ("full", "update"))
    with pytest.raises(ConfigError, match="only a crawl has a mode"):
        load(workspace, GOOD.replace("crawl", "check") + 'mode = "update"\n')


@pytest.mark.parametrize("mode", MODES)
def test_every_mode_of_the_crawler_can_be_scheduled(workspace: Path, mode: str) -> None:
    load(workspace, GOOD + f'mode = "{mode}"\n')


def test_the_example_that_init_writes_is_a_good_one(workspace: Path) -> None:
    text = (workspace / "gongkai.toml").read_text(encoding="utf-8")
    assert load_workspace(workspace).settings.schedule == ()
    example = text[text.index("# [[schedule]]") :].replace("# ", "", 1).replace("\n# ", "\n")
    assert set(tomllib.loads(example)["schedule"][0]) >= {"name", "cron", "action", "sites", "window"}
    load(workspace, "\n" + example)
    (schedule,) = load_workspace(workspace).settings.schedule
    assert (schedule.name, schedule.action, schedule.sites) == ("nightly", Action.CRAWL, "all")
