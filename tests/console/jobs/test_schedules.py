"""Schedules in the console: planned in people's words, seen before they are saved, never written over somebody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from itertools import combinations

import pytest
from bs4 import BeautifulSoup

from gongkai.console.rooms.schedules.timing import Timing, timing_of
from gongkai.schedules.cron import Cron
from gongkai.workspace import load_workspace
from tests.console.inspected_city import Inspected
from tests.console.visitor import Visitor

NIGHTLY = {"name": "夜间", "action": "crawl-update", "scope": "all", "way": "daily", "at": "22:30", "grace": "60"}


def plan(jian: Visitor, page: str = "/schedules/new", **fields: object) -> str:
    """Fill the form, look at the starts, save; the text of the last answer."""
    seen = jian.submit(page, "schedule", **{**fields, "do": "preview"})
    found = BeautifulSoup(seen.text, "lxml")
    if found.find("button", {"value": "save"}) is None:
        return seen.text
    hidden = {name: found.find("input", {"name": name})["value"] for name in ("mark", "seen")}  # type: ignore[index]
    return jian.submit(page, "schedule", **{**fields, **hidden, "do": "save"}).text


@pytest.mark.e2e
def test_a_schedule_is_planned_shown_paused_and_removed(workspace: Inspected, visit: Callable[[str], Visitor]) -> None:
    root = workspace.place.root
    jian = visit("jian")
    before = (root / "gongkai.toml").read_text(encoding="utf-8")
    assert "还没有计划" in jian.see("/schedules/").text
    preview = jian.submit("/schedules/new", "schedule", **NIGHTLY, do="preview")
    starts = [
        datetime.fromisoformat(item.split("</li>")[0]) for item in preview.text.split("<ol>")[1].split("<li>")[1:]
    ]
    assert [(moment.hour, moment.minute) for moment in starts] == [(22, 30)] * 5
    assert [moment.day for moment in starts] == [20, 21, 22, 23, 24]
    assert (root / "gongkai.toml").read_text(encoding="utf-8") == before  # looking saves nothing
    plan(jian, **NIGHTLY)
    [schedule] = load_workspace(root).settings.schedule
    assert (schedule.name, schedule.cron, schedule.mode, schedule.sites) == ("夜间", "30 22 * * *", "update", "all")
    assert (root / "gongkai.toml").read_text(encoding="utf-8").startswith(before.rstrip("\n"))
    page = jian.see("/schedules/")
    assert "没有进程在执行计划" in page.text
    assert "每天 22:30" in page.text
    assert "2017-01-20 22:30" in page.text

    assert "已有这个名称" in plan(jian, **NIGHTLY)
    plan(jian, "/schedules/夜间/edit", way="weekly", weekdays=["1", "7"], scope="some", sites=["bureau"])
    [schedule] = load_workspace(root).settings.schedule
    assert (schedule.cron, schedule.sites) == ("30 22 * * 1,0", ("bureau",))
    assert "每周一、周日 22:30" in jian.see("/schedules/").text

    jian.submit("/schedules/", "pause-夜间")
    assert load_workspace(root).settings.schedule[0].paused
    assert "已暂停" in jian.see("/schedules/").text
    jian.submit("/schedules/", "pause-夜间")
    assert not load_workspace(root).settings.schedule[0].paused
    jian.submit("/schedules/夜间/edit", "remove")
    assert load_workspace(root).settings.schedule == ()


@pytest.mark.e2e
def test_what_somebody_else_wrote_meanwhile_is_not_lost(workspace: Inspected, visit: Callable[[str], Visitor]) -> None:
    path = workspace.place.root / "gongkai.toml"
    jian = visit("jian")
    preview = BeautifulSoup(jian.submit("/schedules/new", "schedule", **NIGHTLY, do="preview").text, "lxml")
    hidden = {name: preview.find("input", {"name": name})["value"] for name in ("mark", "seen")}  # type: ignore[index]
    other = path.read_text(encoding="utf-8") + "\n# somebody was here\n"
    path.write_text(other, encoding="utf-8")
    late = jian.send("/schedules/new", "/schedules/new", **NIGHTLY, **hidden, do="save")
    assert late.status_code == 409
    assert "被别人改动过" in late.text
    assert 'value="夜间"' in late.text  # what was typed is kept
    assert path.read_text(encoding="utf-8") == other
    assert jian.send("/schedules/夜间/pause", paused="1", mark="x").status_code == 404


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "请写名称"),
        ({"name": "a b"}, "不要空格"),
        ({"way": "cron", "cron": "every day"}, "不是有效的时间表达式"),
        ({"way": "weekly"}, "至少勾选一天"),
        ({"way": "daily", "at": ""}, "请写时间"),
        ({"scope": "some"}, "至少勾选一个站点"),
        ({"window_from": "23:00", "window_to": "06:00"}, "永远轮不到"),
        ({"window_from": "23:00"}, "时段要写开始和结束"),
        ({"window_from": "23:00", "window_to": "23:00"}, "不能相同"),
        ({"way": "monthly", "day": "40"}, "1 到 31"),
        ({"grace": "0"}, "1 到 10080"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(
    visit: Callable[[str], Visitor], wrong: dict[str, str], words: str
) -> None:
    answer = visit("jian").send("/schedules/new", "/schedules/new", **{**NIGHTLY, **wrong}, do="save")
    assert answer.status_code == 200
    assert words in answer.text


@pytest.mark.e2e
def test_only_inspectors_plan(visit: Callable[[str], Visitor]) -> None:
    for name in ("wang", "nian"):
        assert visit(name).get("/schedules/").status_code == 403
        assert visit(name).get("/schedules/starts").status_code == 403


@pytest.mark.e2e
def test_starts_that_were_missed_are_told(workspace: Inspected, visit: Callable[[str], Visitor]) -> None:
    conn = workspace.place.open_catalogue()
    conn.execute(
        "INSERT INTO schedule_runs (schedule, action, mode, sites, first_planned_at, planned_at, planned_count, state,"
        " note) VALUES ('夜间', 'crawl', 'full', '[\"bureau\"]', '2017-01-18T14:30:00Z', '2017-01-19T14:30:00Z', 2,"
        " 'missed', '60 分钟内没有启动')"
    )
    conn.close()
    jian = visit("jian")
    plan(jian, **NIGHTLY)
    assert "60 分钟内没有启动" in jian.see("/schedules/").text
    assert len(jian.see("/schedules/starts", trouble="1").select("tbody tr")) == 1
    assert "漏跑" in jian.see("/schedules/starts/1").text
    assert jian.get("/schedules/starts/99").status_code == 404


def test_what_people_say_and_the_expression_mean_the_same() -> None:
    sets = [days for count in range(1, 8) for days in combinations(range(1, 8), count)]
    for number, weekdays in enumerate(sets):
        at = time(number % 24, number % 60)
        for timing in (
            Timing("daily", at),
            Timing("monthly", at, day=number % 28 + 1),
            Timing("weekly", at, weekdays=weekdays),
        ):
            back = timing_of(Cron(timing.cron()).text)
            assert (back.way, back.at, back.weekdays, back.day) == (timing.way, at, timing.weekdays, timing.day)
    hourly = timing_of("17 * * * *")
    assert (hourly.way, hourly.at.minute, hourly.cron()) == ("hourly", 17, "17 * * * *")
    for odd in ("*/5 * * * *", "0 22 1 * 1", "0 22 * 6 *", "0 8-18 * * *", "0 22 * * mon"):
        assert (timing_of(odd).way, timing_of(odd).cron()) == ("cron", odd)
