"""The whole story as a user runs it: every figure equals its truth, every fault is found, nothing else is flagged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.gongkai.conftest import Answer

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1800)]
CITIES = [(2016, "ucap"), (2016, "trs"), (1, "ucap"), (2, "trs"), (3, "ucap")]
FIGURES = {
    "published.total": 813,
    "published.own_site": 813,
    "published.municipal": 378,
    "columns.level1": 5,
    "columns.level2": 17,
    "columns.level3": 34,
    "hearings.held": 14,
    "forums.held": 2,
    "press_conferences.held": 0,
    "requests.received": 4,
    "requests.answered": 4,
    "fees.charged": 0,
    "reviews.received": 0,
    "suits.received": 0,
    "microblog.posts": 3466,
    "wechat.posts": 82,
}


def shell(*arguments: str, cwd: Path) -> Answer:
    """Run the command in a process of its own, as a person does (Scrapy can be started once in a process)."""
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", *arguments],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=500,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(("seed", "family"), CITIES)
def test_every_figure_and_fault_of_a_city_is_right(tmp_path: Path, seed: int, family: str) -> None:
    answer = shell("demo", "--seed", str(seed), "--family", family, "--json", cwd=tmp_path)
    outcome = json.loads(answer.out)
    assert {name: figure["counted"] for name, figure in outcome["figures"].items() if name in FIGURES} == FIGURES
    assert all(figure["counted"] == figure["truth"] for figure in outcome["figures"].values())
    faults = outcome["faults"]
    assert (faults["missed"], faults["false"]) == ([], [])
    assert faults["planted"] == faults["found"] > 20
    assert outcome["crawl"]["complete"] is True
    assert outcome["crawl"]["pages"] > 1000
    assert answer.code == 0, answer.err
    for path in outcome["documents"]:
        assert (tmp_path / path).stat().st_size > 10_000


def test_a_column_that_could_not_be_fetched_is_unsure_and_the_run_incomplete(tmp_path: Path) -> None:
    answer = shell("demo", "--variant", "outage", "--json", cwd=tmp_path)
    outcome = json.loads(answer.out)
    assert answer.code == 3, answer.err
    assert outcome["crawl"]["complete"] is False
    assert outcome["faults"]["false"] == []
    down = [column for column in exported(tmp_path / "demo", "columns") if column["outcome"] == "server_error"]
    assert len(down) == 1
    facts = json.loads(shell("check", "--as-of", "2016-12-31", "--json", "-w", "demo", cwd=tmp_path).out)["checks"][0]
    about = [entry for entry in facts["findings"] if entry["subject"] == down[0]["path"]]
    assert about == []
    unsure = {entry["clause"] for entry in facts["unsure"] if entry["subject"] == down[0]["path"]}
    assert "c15.d.basic_news" in unsure


def exported(folder: Path, what: str) -> list[dict[str, Any]]:
    out = shell("export", "bureau", "--what", what, "-w", str(folder), cwd=folder).out
    return [json.loads(line) for line in out.splitlines()]


def test_the_printed_demo_shows_both_tables_and_its_workspace_can_be_used(tmp_path: Path) -> None:
    answer = shell("demo", "--keep", "市局", cwd=tmp_path)
    assert answer.code == 0, answer.err
    for words in ("published.total", "813", "378", "预设问题", "误报", "annual-2016.docx"):
        assert words in answer.out
    assert "✗" not in answer.out
    place = tmp_path / "市局"
    rows = json.loads(shell("count", "published.total", "--year", "2016", "--rows", "--json", cwd=place).out)
    assert rows["value"] == len(rows["rows"]) == 813
    assert all(row["url"].startswith("http://127.0.16.") and row["sha256"] for row in rows["rows"])
    found = json.loads(shell("findings", "list", "--json", cwd=place).out)
    shown = shell("findings", "show", found[0]["number"], cwd=place)
    assert shown.code == 0
    assert "证据" in shown.out
    assert shell("doctor", cwd=place).code == 0
    again = shell("demo", "--keep", "市局", "--seed", "2016", cwd=tmp_path)  # made anew, not refused
    assert again.code == 0, again.err
