"""The report of 2016 against the demo's catalogue: each figure holds, differs, or cannot be known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gongkai.test_demo_e2e import shell
from tests.reports.audit.reading_claims import seed_text
from tests.reports.audit.test_claims_of_the_seed import FIGURES

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1800)]
NOT_KNOWABLE = {"entities.registered", "entities.production", "entities.key"}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo's workspace."""
    folder = tmp_path_factory.mktemp("city")
    answer = shell("demo", "--json", cwd=folder)
    assert answer.code == 0, answer.err
    return folder


def audited(city: Path, text: str) -> dict[str, dict[str, Any]]:
    """The claims of a text by indicator, as `gongkai audit --json` prints them."""
    (city / "report.txt").write_text(text, encoding="utf-8")
    answer = shell("audit", "report.txt", "-w", "demo", "--json", cwd=city)
    assert answer.code == 0, answer.err
    claims = json.loads(answer.out)["claims"]
    return {claim["indicator"]: claim for claim in claims}


def test_every_figure_holds_but_those_that_no_site_shows(city: Path) -> None:
    claims = audited(city, seed_text())
    assert claims.keys() == FIGURES.keys()
    for name, claim in claims.items():
        wanted = "not_knowable" if name in NOT_KNOWABLE else "holds"
        assert claim["ours"]["standing"] == wanted, name
        assert claim["ours"]["why"] and claim["sentence"]


@pytest.mark.parametrize(
    ("old", "new", "indicator", "difference"),
    [
        ("共发布政府信息813条", "共发布政府信息823条", "published.total", 10),
        ("公开政府信息数378条", "公开政府信息数３７７条", "published.municipal", -1),
        ("三级栏34个", "三级栏四十三个", "columns.level3", 9),
        ("未召开新闻发布会", "召开新闻发布会1次", "press_conferences.held", 1),
        ("信息4宗,全部按要求答复", "信息5宗,全部按要求答复", "requests.answered", 1),
    ],
)
def test_one_changed_number_differs_alone(city: Path, old: str, new: str, indicator: str, difference: int) -> None:
    text = seed_text()
    assert old in text
    claims = audited(city, text.replace(old, new))
    differing = {name for name, claim in claims.items() if claim["ours"]["standing"] == "differs"}
    assert indicator in differing and differing <= {indicator, "requests.received"}
    assert claims[indicator]["ours"]["difference"] == difference
