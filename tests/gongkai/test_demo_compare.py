"""Comparing counts and findings with the truth."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.errors import ConfigError
from gongkai.demo.city import City
from gongkai.demo.compare import Fault, compare_faults, compare_figures
from gongkai.demo.story import make_workspace


def test_a_figure_that_is_not_known_is_not_right() -> None:
    figures = compare_figures({"a": 1, "b": None}, {"a": 1, "b": 0, "c": 0})
    assert [figure.right for figure in figures] == [True, False, False]


def test_faults_agree_by_clause_and_canonical_address() -> None:
    found = [Fault("c15.d.link_other", "http://127.0.16.1:8016//a/index.html"), Fault("colchk.blank", "政务公开/统计")]
    truth = [
        {"clause": "c15.d.link_other", "subject": "http://127.0.16.1:8016/a/"},
        {"clause": "colchk.blank", "subject": "政务公开/统计"},
    ]
    faults = compare_faults(found, truth)
    assert (len(faults.planted), len(faults.found), faults.missed, faults.false) == (2, 2, (), ())


def test_missed_and_false_ones_are_named() -> None:
    faults = compare_faults([Fault("colchk.blank", "甲")], [{"clause": "colchk.blank", "subject": "乙"}])
    assert faults.found == ()
    assert faults.missed == (Fault("colchk.blank", "乙"),)
    assert faults.false == (Fault("colchk.blank", "甲"),)


def test_the_same_subject_under_another_clause_does_not_count_as_found() -> None:
    faults = compare_faults([Fault("c15.d.basic_news", "甲")], [{"clause": "colchk.blank", "subject": "甲"}])
    assert len(faults.missed) == len(faults.false) == 1


def test_the_demo_never_deletes_a_folder_that_it_did_not_make(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    city = City("http://127.0.16.1/", "http://127.0.16.2/", "http://127.0.16.254/", 1, "ucap", "2017-01-20")
    with pytest.raises(ConfigError, match="was not made by `gongkai demo`"):
        make_workspace(tmp_path, city, {})
    assert (tmp_path / "thesis.docx").exists()
