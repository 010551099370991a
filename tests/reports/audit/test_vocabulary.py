"""The vocabulary's data: every metric and cell that it names exists, and a mistake in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import ConfigError
from reports.audit.vocabulary import FILE, vocabulary
from reports.forms import forms
from reports.metrics.base import metrics

INDICATORS = vocabulary().indicators


def test_every_metric_named_exists_and_counts_in_the_same_unit() -> None:
    for indicator in INDICATORS.values():
        if indicator.metric is not None:
            assert indicator.metric in metrics(), indicator.name
            units = {metrics()[indicator.metric].unit, indicator.unit}
            assert len(units) == 1 or units == {"条", "件"}, indicator.name  # decisions: 件 as made, 条 as published


def test_every_cell_named_exists_in_its_form() -> None:
    known = {(form.id, cell) for form in forms().values() for cell in form.cells}
    named = {(form, cell) for one in INDICATORS.values() for form, cells in (one.cells or {}).items() for cell in cells}
    assert named, "no indicator names a cell"
    assert named <= known


def test_no_cell_is_claimed_by_two_indicators() -> None:
    whole = [(form, cells) for one in INDICATORS.values() for form, cells in (one.cells or {}).items()]
    assert len(whole) == len(set(whole))


def test_a_metric_of_the_same_name_is_not_forgotten() -> None:
    forgotten = {name for name, one in INDICATORS.items() if name in metrics() and one.metric is None}
    assert forgotten == set()


def test_cells_that_stand_alone_lead_back_to_their_indicator() -> None:
    cells = vocabulary().cells()
    assert cells["stats-2014", "3.1"] == "requests.received"
    assert cells["oia-2021", "t2.r1.total"] == "requests.received"
    assert ("oia-2021", "t3.direct.total") not in cells  # suits are two cells together


def test_every_indicator_can_be_meant_and_is_titled() -> None:
    for indicator in INDICATORS.values():
        assert indicator.senses and indicator.title
        assert all(group for sense in indicator.senses for group in sense.near), indicator.name


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "hearings.held"', 'name = "forums.held"', "twice"),
        ('near = ["@hearings"]', 'near = ["@hearing"]', "no group"),
        ('subject = "wechat"', 'subject = "weixin"', "no such subject"),
        ("stock = true", "stok = true", "unknown keys"),
        ("weight = 4.0", "wait = 4.0", "unknown fields"),
    ],
)
def test_a_mistake_in_the_data_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        vocabulary(wrong)
