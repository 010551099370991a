"""check and findings over a small real catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks.ledger import ledger_migrations
from checks.pack import SHIPPED
from crawler.catalogue.database import connect
from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, site_with
from tests.gongkai.conftest import Answer

FRESH = column("政务公开/工作动态", last="2016-12-30", identity="col.news")
STALE = column("政务公开/图片新闻", last="2016-11-01")
DEAD = column("政务公开/通知公告", ColumnClass.POLICY, outcome=Outcome.SERVER_ERROR)
DAY = ("--as-of", "2016-12-31")


@pytest.fixture
def stale(stored: Callable[..., Path]) -> Path:
    return stored(catalogue_with(FRESH, STALE))


def of_clause(answer: Answer, clause: str, verdict: str = "findings") -> list[str]:
    return [entry["subject"] for entry in answer.json["checks"][0][verdict] if entry["clause"] == clause]


def test_a_stale_column_is_flagged_with_clause_number_and_advice(gongkai: Callable[..., Answer], stale: Path) -> None:
    answer = gongkai("check", *DAY, "--json", "-w", stale)
    assert answer.code == 0
    found = [entry for entry in answer.json["checks"][0]["findings"] if entry["clause"] == "c15.d.basic_news"]
    assert [entry["subject"] for entry in found] == ["政务公开/图片新闻"]
    assert found[0]["number"].startswith("F-")
    assert found[0]["source"]
    assert "2016-11-01" in found[0]["message"]


def test_the_table_says_the_same_as_the_json(gongkai: Callable[..., Answer], stale: Path) -> None:
    facts = gongkai("check", *DAY, "--json", "-w", stale).json["checks"][0]
    answer = gongkai("check", *DAY, "-w", stale)
    assert all(entry["number"] in answer.out for entry in facts["findings"])
    assert facts["scores"][0]["verdict"] in answer.out
    assert "采集完整" in answer.out


def test_tables_fit_80_columns(gongkai: Callable[..., Answer], stale: Path) -> None:
    from rich.cells import cell_len

    out = gongkai("check", *DAY, "-w", stale).out + gongkai("findings", "list", "-w", stale).out
    tables = [line for line in out.splitlines() if line.startswith((" F-", "      ", " ─"))]
    assert tables
    assert max(map(cell_len, tables)) <= 80


def test_fail_on_any_ends_with_4_and_veto_does_not(gongkai: Callable[..., Answer], stale: Path) -> None:
    assert gongkai("check", *DAY, "-w", stale).code == 0
    assert gongkai("check", *DAY, "--fail-on", "any", "-w", stale).code == 4
    assert gongkai("check", *DAY, "--fail-on", "veto", "-w", stale).code == 0


def test_what_could_not_be_fetched_is_unsure_and_fail_on_says_incomplete(
    gongkai: Callable[..., Answer], stored: Callable[..., Path]
) -> None:
    folder = stored(catalogue_with(FRESH, DEAD))
    answer = gongkai("check", *DAY, "--fail-on", "veto", "--json", "-w", folder)
    assert answer.code == 3
    assert of_clause(answer, "c15.d.basic_policy") == []
    assert of_clause(answer, "c15.d.basic_policy", "unsure") == ["政务公开/通知公告"]


def test_a_waived_finding_is_kept_but_fails_nothing(gongkai: Callable[..., Answer], stale: Path) -> None:
    facts = gongkai("check", *DAY, "--json", "-w", stale).json["checks"][0]
    for entry in facts["findings"]:
        waived = gongkai("findings", "waive", entry["number"], "--reason", "改版", "--approver", "王五", "-w", stale)
        assert waived.code == 0, waived.err
        assert "已豁免" in waived.out
    assert gongkai("check", *DAY, "--fail-on", "any", "-w", stale).code == 0
    assert gongkai("findings", "list", "--json", "-w", stale).json == []
    kept = gongkai("findings", "list", "--state", "waived", "--json", "-w", stale).json
    assert {entry["number"] for entry in kept} == {entry["number"] for entry in facts["findings"]}
    assert kept[0]["waiver"]["approver"] == "王五"


def test_a_finding_is_shown_with_clause_capture_and_history(gongkai: Callable[..., Answer], stale: Path) -> None:
    gongkai("check", *DAY, "-w", stale)
    rows = gongkai("findings", "list", "--clause", "c15.d.basic_news", "--json", "-w", stale).json
    number = rows[0]["number"]
    gongkai("findings", "confirm", number, "--by", "张三", "--note", "属实", "-w", stale)
    gongkai("findings", "dispute", number, "--by", "李四", "--reason", "已并入工作动态", "-w", stale)
    facts = gongkai("findings", "show", number, "--json", "-w", stale).json
    assert [event["kind"] for event in facts["history"]] == ["opened", "confirmed", "disputed"]
    assert facts["state"] == "disputed"
    assert facts["captures"][0]["sha256"]
    out = gongkai("findings", "show", number, "-w", stale).out
    for words in ("政务公开/图片新闻", "依据", "证据", "张三", "已并入工作动态"):
        assert words in out


def test_a_mended_column_closes_its_finding(gongkai: Callable[..., Answer], stored: Callable[..., Path]) -> None:
    conn = catalogue_with(FRESH, STALE)
    folder = stored(conn)
    gongkai("check", *DAY, "-w", folder)
    mended = catalogue_with(FRESH, STALE)
    site_with(mended, FRESH, column("政务公开/图片新闻", last="2016-12-29"))
    # The ledger goes on in the same file; the newer run is copied in as a real second crawl would add it.
    from crawler.catalogue.database import connect

    again = connect(folder / "catalogue.sqlite")
    site_with(again, FRESH, column("政务公开/图片新闻", last="2016-12-29"))
    again.close()
    mended.close()
    facts = gongkai("check", *DAY, "--json", "-w", folder).json["checks"][0]
    assert facts["ledger"]["fixed"] >= 1
    fixed = gongkai("findings", "list", "--state", "fixed", "--json", "-w", folder).json
    assert "c15.d.basic_news" in {entry["clause"] for entry in fixed}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "F-000999"), 'there is no finding "F-000999"'),
        (("list", "--state", "opne"), "is not a state"),
        (("waive", "F-000001", "--reason", " ", "--approver", "x"), "needs a reason"),
        (("waive", "F-000001", "--reason", "x", "--approver", "x", "--until", "2001-01-01"), "would end in the past"),
    ],
)
def test_wrong_questions_to_the_ledger_are_usage_errors(
    gongkai: Callable[..., Answer], stale: Path, arguments: tuple[str, ...], words: str
) -> None:
    gongkai("check", *DAY, "-w", stale)
    answer = gongkai("findings", *arguments, "-w", stale)
    assert answer.code == 2
    assert words in answer.err


def test_a_pack_with_a_malformed_window_is_named_with_clause_and_fix(
    gongkai: Callable[..., Answer], stale: Path
) -> None:
    (stale / "packs" / "own.toml").write_text(OWN_PACK, encoding="utf-8")
    answer = gongkai("check", *DAY, "-w", stale)
    assert answer.code == 2
    for words in ("own.toml", '"own.news"', '"2w"', '"14 days"'):
        assert words in answer.err


OWN_PACK = """
id = "own"
title = "本局标准"
issuer = "本局"
document = "内部"
valid_from = 2016-01-01

[[clauses]]
id = "own.news"
title = "动态"
rule = "stale_column"
source = "内部"
clause = "一"
text = "动态两周内更新"
confidence = "A"
window = "2w"
"""


def test_an_own_pack_is_used_by_its_id(gongkai: Callable[..., Answer], stale: Path) -> None:
    pack = OWN_PACK.replace('"2w"', '"14 days"') + 'options = { classes = ["dynamic"] }\n'
    (stale / "packs" / "own.toml").write_text(pack, encoding="utf-8")
    answer = gongkai("check", *DAY, "--pack", "own", "--json", "-w", stale)
    assert answer.code == 0, answer.err
    assert of_clause(answer, "own.news") == ["政务公开/图片新闻"]


def test_an_unknown_pack_is_named_with_the_known_ones(gongkai: Callable[..., Answer], stale: Path) -> None:
    answer = gongkai("check", *DAY, "--pack", "census-2051", "-w", stale)
    assert answer.code == 2
    assert "census-2015" in answer.err


def test_packs_not_in_force_are_skipped_with_a_word(gongkai: Callable[..., Answer], stale: Path) -> None:
    facts = gongkai("check", "--as-of", "2024-12-31", "--json", "-w", stale).json["checks"][0]
    assert any("census-2015" in words for words in facts["skipped"])


def test_check_without_any_pack_in_force_does_not_say_that_all_is_well(
    gongkai: Callable[..., Answer], stale: Path
) -> None:
    day = ("--as-of", "2001-01-01", "-w", stale)
    answer = gongkai("check", *day)
    assert "没有可用的规则包，什么也没有检查" in answer.out
    assert "没有发现问题" not in answer.out
    assert gongkai("check", *day, "--fail-on", "any").code == 3


def test_site_left_out_counts_with_what_stands_against_it(gongkai: Callable[..., Answer], stale: Path) -> None:
    command = ("check", *DAY, "--changed", "-w", stale)
    assert gongkai(*command).code == 0
    left_out = gongkai(*command, "--fail-on", "any")
    assert "未重新检查" in left_out.out
    assert left_out.code == 4
    assert gongkai(*command, "--fail-on", "veto").code == 0


def test_several_processes_say_the_same_as_one(
    gongkai: Callable[..., Answer], stored: Callable[..., Path], tmp_path: Path
) -> None:
    def workspace() -> Path:
        conn = catalogue_with(FRESH, STALE)
        for number in range(3):
            site_with(conn, FRESH, STALE, DEAD, site=f"other{number}", name=f"第{number}局")
        return stored(conn)

    alone = gongkai("check", *DAY, "--json", "--jobs", "1", "-w", workspace())
    shared = gongkai("check", *DAY, "--json", "--jobs", "2", "-w", workspace())
    assert alone.code == shared.code == 0

    def without_numbers(answer: Answer) -> Any:  # which are given in the order of writing
        checks = answer.json["checks"]
        for check in checks:
            for entry in check["findings"]:
                del entry["number"]
        return checks

    assert [check["site"] for check in shared.json["checks"]] == ["bureau", "other0", "other1", "other2"]
    for together, one in zip(without_numbers(shared), without_numbers(alone), strict=True):
        assert together == one


def test_error_in_a_process_is_told_like_any_other(gongkai: Callable[..., Answer], stale: Path) -> None:
    (stale / "packs").mkdir(exist_ok=True)
    (stale / "packs" / "census-2015.toml").write_text("id = 5")
    answer = gongkai("check", *DAY, "--jobs", "2", "-w", stale)
    assert answer.code == 2
    assert "census-2015.toml" in answer.err


def test_only_sites_of_which_something_new_was_seen_are_checked_again(
    gongkai: Callable[..., Answer], stored: Callable[..., Path]
) -> None:
    conn = catalogue_with(FRESH, STALE)
    site_with(conn, FRESH, site="other", name="另一局")
    place = stored(conn)

    def checked(*more: str) -> tuple[list[str], list[str]]:
        answer = gongkai("check", *DAY, "--changed", "--json", "-w", place, *more)
        return [check["site"] for check in answer.json["checks"]], answer.json["unchanged"]

    assert checked() == (["bureau", "other"], [])
    assert checked() == ([], ["bureau", "other"])
    catalogue = connect(place / "catalogue.sqlite", extra=(ledger_migrations,))
    site_with(catalogue, FRESH, site="other", name="另一局")
    catalogue.close()
    assert checked() == (["other"], ["bureau"])
    assert checked("--jobs", "2") == ([], ["bureau", "other"])
    waived = gongkai("findings", "list", "--site", "bureau", "--json", "-w", place).json[0]["number"]
    gongkai("findings", "waive", waived, "--reason", "机构改革", "--approver", "王局", "-w", place)
    assert checked() == (["bureau"], ["other"])
    assert checked("--pack", "oia-2008") == (["bureau", "other"], [])


def test_a_run_that_ended_after_one_with_a_greater_number_is_new(
    gongkai: Callable[..., Answer], stored: Callable[..., Path]
) -> None:
    conn = catalogue_with(FRESH)
    for outcome in ("running", "complete"):  # two runs of the site: a long crawl, and a recheck that ends before it
        conn.execute(
            "INSERT INTO runs (site, mode, started_at, finished_at, state, software) SELECT site, mode, started_at,"
            f" finished_at, '{outcome}', software FROM runs WHERE id = 1"
        )
    place = stored(conn)
    command = ("check", *DAY, "--changed", "--json", "-w", place)
    assert len(gongkai(*command).json["checks"]) == 1
    assert len(gongkai(*command).json["checks"]) == 0
    catalogue = connect(place / "catalogue.sqlite", extra=(ledger_migrations,))
    catalogue.execute("UPDATE runs SET state = 'complete' WHERE state = 'running'")
    catalogue.close()
    assert len(gongkai(*command).json["checks"]) == 1


def test_a_changed_pack_is_a_reason_to_check_again(gongkai: Callable[..., Answer], stale: Path) -> None:
    own = stale / "packs" / "own.toml"
    own.parent.mkdir(exist_ok=True)
    own.write_text((SHIPPED / "oia-2008.toml").read_text(encoding="utf-8").replace('id = "oia-2008"', 'id = "own"'))
    command = ("check", *DAY, "--changed", "--pack", "own", "--json", "-w", stale)
    assert len(gongkai(*command).json["checks"]) == 1
    assert len(gongkai(*command).json["checks"]) == 0
    own.write_text(own.read_text(encoding="utf-8") + "\n# corrected\n")
    assert len(gongkai(*command).json["checks"]) == 1


def test_many_sites_are_told_in_a_line_each(gongkai: Callable[..., Answer], stored: Callable[..., Path]) -> None:
    conn = catalogue_with(FRESH, STALE)
    for number in range(5):
        site_with(conn, FRESH, site=f"other{number}", name=f"第{number}局")
    answer = gongkai("check", *DAY, "--fail-on", "any", "-w", stored(conn))
    lines = answer.out.strip().splitlines()
    assert answer.code == 4
    assert len(lines) == 7
    assert [line for line in lines if "第3局（other3）" in line and "采集完整" in line]
    assert "gongkai findings list --site" in lines[-1]
