"""Packs: what is shipped, and what a user's mistake is answered with."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from checks.engine import check_site
from checks.model import Confidence, SubjectKind, Verdict
from checks.pack import SHIPPED, load_pack, load_packs
from checks.window import Window
from crawler.errors import PackError
from tests.builders import catalogue_with, column

GOOD = """
id = "house-rules"
title = "本市加严规定"
issuer = "市政府办公室"
document = "通知"
valid_from = 2016-01-01

[[clauses]]
id = "house.news"
title = "动态栏目"
rule = "stale_column"
window = "12 days"
source = "通知"
clause = "第一条"
text = "12天内更新。"
confidence = "B"
options = { classes = ["dynamic"] }
"""


def _broken(tmp_path: Path, before: str, after: str) -> str:
    assert before in GOOD
    path = tmp_path / "x.toml"
    path.write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_pack(path)
    assert caught.value.exit_code == 2
    return str(caught.value).replace(f"{tmp_path.name}/", "packs/")


def test_shipped_packs_carry_the_clauses_of_2016() -> None:
    clauses = {clause.id: clause for pack in load_packs() for clause in pack.clauses}
    assert clauses["c15.d.basic_news"].window == Window(14, "days")
    assert clauses["c15.d.basic_plan"].window == Window(12, "months")
    assert clauses["dp.window"].window == Window(7, "working days")
    assert clauses["c15.d.link_home"].points_confidence is Confidence.C
    assert clauses["c15.d.basic_news"].points is None, "points of confidence D are left empty"
    assert clauses["practice.channel_mismatch"].basis == "practice"
    assert clauses["practice.channel_mismatch"].unverified
    assert clauses["colchk.missing"].subject is SubjectKind.COLUMN_ID
    in_force = {pack.id for pack in load_packs() if pack.in_force(date(2016, 12, 31))}
    assert {"census-2015", "dual-publicity", "oia-2008"} <= in_force
    assert "inspection-2019" not in in_force


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_no_shipped_number_rests_on_a_weak_memory(path: Path) -> None:
    for clause in tomllib.loads(path.read_text(encoding="utf-8"))["clauses"]:
        assert clause.get("points_confidence") != "D"
        if clause["confidence"] == "D":
            assert not clause.get("veto"), clause["id"]
            assert "points" not in clause, clause["id"]
            assert "rule" not in clause, f"{clause['id']}: what is recalled weakly judges nobody"


def test_malformed_window_names_file_clause_key_and_fix(tmp_path: Path) -> None:
    message = _broken(tmp_path, '"12 days"', '"2w"')
    expected = 'packs/x.toml: clause "house.news" has window = "2w"; write "14 days", "6 months" or "7 working days"'
    assert message == expected
    assert _broken(tmp_path, '"12 days"', "5") == expected.replace('"2w"', "5"), "a number alone"


def test_unknown_key_names_the_likely_one(tmp_path: Path) -> None:
    assert _broken(tmp_path, "window =", "windw =") == (
        'packs/x.toml: clause "house.news" has an unknown key "windw"; did you mean "window"?'
    )
    assert _broken(tmp_path, "issuer =", "isuer =") == 'packs/x.toml: unknown key "isuer"; did you mean "issuer"?'


def test_unknown_option_of_a_rule_is_an_error(tmp_path: Path) -> None:
    message = _broken(tmp_path, "{ classes =", "{ clases =")
    assert 'clause "house.news": options.' in message
    assert "classes" in message


def test_unknown_class_rule_and_confidence_are_errors(tmp_path: Path) -> None:
    assert "options.classes.0" in _broken(tmp_path, '"dynamic"', '"dinamic"')
    assert 'did you mean "stale_column"?' in _broken(tmp_path, '"stale_column"', '"stale_colum"')
    assert "confidence" in _broken(tmp_path, 'confidence = "B"', 'confidence = "Z"')


def test_missing_source_is_an_error(tmp_path: Path) -> None:
    assert 'clause "house.news": source: is missing' in _broken(tmp_path, 'source = "通知"\n', "")


def test_points_need_a_confidence_and_a_weak_one_is_refused(tmp_path: Path) -> None:
    assert "points_confidence" in _broken(tmp_path, 'confidence = "B"', 'confidence = "B"\npoints = 3')
    weak = 'confidence = "B"\npoints = 3\npoints_confidence = "D"'
    assert "leave points out" in _broken(tmp_path, 'confidence = "B"', weak)


def test_window_for_a_rule_that_takes_none_is_an_error(tmp_path: Path) -> None:
    message = _broken(tmp_path, 'rule = "stale_column"', 'rule = "blank_column"')
    assert 'rule "blank_column" takes none' in message


def test_a_clause_for_a_person_must_say_what_to_look_at(tmp_path: Path) -> None:
    manual = 'needs = "person"\nautomatable = "no"'
    without_rule = 'rule = "stale_column"\nwindow = "12 days"'
    path = tmp_path / "x.toml"
    text = GOOD.replace(without_rule, manual).replace('options = { classes = ["dynamic"] }\n', "")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="look"):
        load_pack(path)
    path.write_text(text + 'look = "看栏目"\n', encoding="utf-8")
    assert load_pack(path).clauses[0].look == "看栏目"


def test_an_indicator_has_one_cap(tmp_path: Path) -> None:
    second = GOOD[GOOD.index("[[clauses]]") :].replace("house.news", "house.notices")
    one = GOOD + 'indicator = "动态"\ncap = 5\n' + second
    path = tmp_path / "x.toml"
    path.write_text(one + 'indicator = "动态"\ncap = 6\n', encoding="utf-8")
    with pytest.raises(PackError, match=r"house\.notices.*another cap"):
        load_pack(path)
    path.write_text(one + 'indicator = "动态"\ncap = 5\n', encoding="utf-8")
    assert [clause.cap for clause in load_pack(path).clauses] == [5, 5]


def test_a_group_that_may_be_left_out_needs_its_points(tmp_path: Path) -> None:
    score = '[score]\nsource = "通知"\nconfidence = "B"\n[score.no_service]\ngroup = "办事服务"\nsites = ["x"]\n'
    path = tmp_path / "x.toml"
    path.write_text(GOOD.replace("[[clauses]]", f"{score}\n[[clauses]]"), encoding="utf-8")
    with pytest.raises(PackError, match="办事服务"):
        load_pack(path)


def test_bonus_entries_are_clauses_of_their_own_kind(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    entry = GOOD[GOOD.index("[[clauses]]") :].replace("[[clauses]]", "[[bonus]]").replace("house.news", "house.more")
    path.write_text(GOOD + entry, encoding="utf-8")
    assert {clause.id: clause.bonus for clause in load_pack(path).clauses} == {"house.news": False, "house.more": True}


def test_broken_toml_and_doubled_clauses_are_errors(tmp_path: Path) -> None:
    assert "not valid TOML" in _broken(tmp_path, 'id = "house-rules"', "id = house-rules")
    twice = GOOD[GOOD.index("[[clauses]]") :]
    assert "is there twice" in _broken(tmp_path, "[[clauses]]", f"{twice}\n[[clauses]]")


def test_a_users_pack_joins_and_replaces_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "house-rules.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "oia-2008.toml").write_text(GOOD.replace("house-rules", "oia-2008"), encoding="utf-8")
    packs = {pack.id: pack for pack in load_packs(tmp_path)}
    assert packs["house-rules"].clauses[0].window == Window(12, "days")
    assert packs["oia-2008"].title == "本市加严规定"
    assert [pack.id for pack in load_packs(tmp_path, ids=["house-rules", "census-2015"])] == [
        "house-rules",
        "census-2015",
    ]


def test_copy_with_another_id_than_its_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "dual-publicity.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(PackError, match='has id = "house-rules"; write id = "dual-publicity", or rename the file'):
        load_packs(tmp_path)


def test_unknown_pack_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(PackError, match="census-2015"):
        load_packs(ids=["census-2016"])


def test_clause_that_came_into_force_later_is_not_applied_before(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(GOOD.replace('confidence = "B"', 'confidence = "B"\nvalid_from = 2018-09-06'), encoding="utf-8")
    pack = load_pack(path)
    conn = catalogue_with(column("政务公开/工作动态", last="2016-03-01"))

    def verdicts(day: date, *, force: bool = False) -> set[Verdict]:
        now = datetime(2018, 9, 7, tzinfo=UTC)
        result = check_site(conn, "bureau", packs=[pack], as_of=day, now=now, force=force)
        return {finding.verdict for finding in result.judged}

    assert verdicts(date(2018, 9, 5)) == {Verdict.NOT_APPLICABLE}
    assert verdicts(date(2018, 9, 6)) != {Verdict.NOT_APPLICABLE}
    assert verdicts(date(2018, 9, 5), force=True) != {Verdict.NOT_APPLICABLE}


def test_days_of_a_clause_that_are_swapped_are_an_error(tmp_path: Path) -> None:
    days = 'confidence = "B"\nvalid_from = 2018-09-06\nvalid_to = 2018-01-01'
    assert "valid_to before its valid_from" in _broken(tmp_path, 'confidence = "B"', days)
