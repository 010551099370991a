"""`gongkai count freeze`: what was signed can be made again, proved, and compared with what is known later."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler.model import Outcome
from gongkai.cli import run
from tests.crawler.mini_site import START, Network, pages
from tests.gongkai.conftest import Answer
from tests.gongkai.mini_workspace import catalogue, crawl, grown, make_workspace, trace_in


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose year 2016 was frozen once."""
    folder = make_workspace(tmp_path_factory.mktemp("original") / "检查")
    assert run(["count", "freeze", "--year", "2016", "--by", "张三", "--note", "年报", "-w", str(folder)]) == 0
    return folder


@pytest.fixture
def place(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "检查"))


@pytest.fixture
def command(gongkai: Callable[..., Answer], place: Path) -> Callable[..., Answer]:
    """Run a command in the workspace."""
    return lambda *arguments: gongkai(*arguments, "--workspace", place)


def unlock(conn: sqlite3.Connection) -> None:
    """What a forger with the file in his hands would do first."""
    for row in conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'snapshot%'"
    ).fetchall():
        conn.execute(f"DROP TRIGGER {row[0]}")


def shorten_hearings(place: Path) -> None:
    path = place / "registers" / "hearings.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n", "utf-8-sig")


def values(answer: Answer) -> dict[str, Any]:
    return {change["metric"]: change for change in answer.json["values"]}


def test_snapshot_holds_values_and_what_they_were_counted_from(command: Any) -> None:
    (made,) = command("count", "snapshots", "--json").json["snapshots"]
    assert (made["made_by"], made["note"], made["complete"], made["previous"]) == ("张三", "年报", True, None)
    found = {value["metric"]: value for value in made["values"]}
    assert (found["published.total"]["value"], found["hearings.held"]["value"]) == ("9", "14")
    state = made["state"]
    assert state["runs"][0]["state"] == "complete" and state["chains"][0]["site"] == "mini"
    assert {file["name"] for file in state["register_files"]} >= {"hearings.csv", "requests.csv"}
    assert {pack["name"] for pack in state["packs"]} >= {"census-2015", "practice"}
    assert state["software"].startswith("gongkai/") and len(made["digest"]) == 64


def test_same_state_is_not_frozen_twice(command: Any) -> None:
    again = command("count", "freeze", "--year", "2016", "--by", "李四")
    assert again.code == 0 and "没有变化" in again.out
    assert len(command("count", "snapshots", "--json").json["snapshots"]) == 1


def test_incomplete_crawl_is_frozen_only_when_told_to(tmp_path: Path, gongkai: Any) -> None:
    answers: dict[str, Any] = {**pages(), "/xwzx/tzgg/": Outcome.SERVER_ERROR}
    folder = make_workspace(tmp_path / "halb", Network(answers))
    refused = gongkai("count", "freeze", "--year", "2016", "-w", folder)
    assert refused.code == 3 and "--force" in refused.err
    forced = gongkai("count", "freeze", "--year", "2016", "--force", "--json", "-w", folder)
    assert forced.code == 0 and forced.json["complete"] is False
    assert next(value for value in forced.json["values"] if value["metric"] == "published.total")["complete"] is False


def test_report_of_a_snapshot_has_the_same_bytes_after_everything_changed(place: Path, command: Any) -> None:
    assert command("check", "--as-of", "2016-12-31", "--clock", "2017-01-21T09:00").code == 0
    assert command("count", "freeze", "--year", "2016", "--json").json["id"] == 2
    first, second = place / "first", place / "second"
    assert command("report", "annual", "columns", "--snapshot", "2", "--out", first).code == 0
    crawl(place, grown())
    shorten_hearings(place)
    (place / "packs").mkdir()
    shutil.copy("checks/packs/practice.toml", place / "packs" / "practice.toml")
    with (place / "packs" / "practice.toml").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    settings = (place / "gongkai.toml").read_text("utf-8")
    (place / "gongkai.toml").write_text(settings.replace("22228986", "11111111"), "utf-8")
    catalogue(place).execute("UPDATE sites SET name = '改名后的网站', home = 'http://renamed.test/'")
    for row in listed(command("findings", "list", "--json").json):
        assert command("findings", "dispute", row["number"], "--by", "张三", "--reason", "有误").code == 0
    assert command("count", "published.total", "--year", "2016", "--json").json["value"] == 10
    assert command("report", "annual", "columns", "--snapshot", "2", "--out", second).code == 0
    one, other = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")} for folder in (first, second)
    )
    assert one == other and len(one) > 50
    assert trace_in(first / "annual-2016.html")["snapshot"]["id"] == 2
    verified = command("verify", first / "annual-2016.docx", "--json")
    assert (verified.code, verified.json["verdict"]) == (0, "holds")
    notes = " ".join(remark["message"] for remark in verified.json["remarks"])
    assert "台账hearings在冻结以后有改动" in notes and "规则包practice在冻结以后有改动" in notes


def listed(answer: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = answer["findings"] if isinstance(answer, dict) else answer
    return rows


def test_compare_names_rows_and_reasons(place: Path, command: Any) -> None:
    assert "没有变化" in command("count", "compare", "1").out
    crawl(place, grown())
    shorten_hearings(place)
    answer = command("count", "compare", "1", "now", "--json")
    found = values(answer)
    total = found["published.total"]
    assert (total["was"], total["now"]) == (9, 10)
    rows = {(row["kind"], row["why"]) for row in total["rows"]}
    assert rows == {("came", "第2次采集新发现"), ("changed", "第2次采集时内容有变")}
    changed = next(row for row in total["rows"] if row["kind"] == "changed")
    assert "标题由“关于开展专项检查的通知”改为“关于开展专项检查的通知（修订）”" in changed["row"]
    hearings = found["hearings.held"]
    assert (hearings["was"], hearings["now"], hearings["why"]) == (14, 13, ["台账有改动"])
    assert "requests.received" not in found and answer.json["same"] > 20
    ground = " ".join(answer.json["ground"])
    assert "由第1次采集改为第2次采集" in ground and "台账hearings有改动" in ground
    text = command("count", "compare", "1").out
    assert "补登的通知" in text and "第14次听证会" in text


def test_two_snapshots_are_compared_as_the_present_is(place: Path, command: Any) -> None:
    crawl(place, grown())
    assert command("count", "freeze", "--year", "2016", "--json").json["id"] == 2
    by_number, present = (command("count", "compare", "1", second, "--json").json for second in ("2", "now"))
    assert by_number["values"] == present["values"] and by_number["values"]
    assert command("count", "snapshots", "--verify").code == 0


def test_catalogue_edited_by_hand_is_told_from_a_later_crawl(place: Path, command: Any) -> None:
    catalogue(place).execute("UPDATE items SET published_on = '2015-11-01' WHERE title LIKE '关于开展专项检查%'")
    found = values(command("count", "compare", "1", "--json"))
    assert any("目录库可能被改动" in why for why in found["published.total"]["why"])
    refused = command("report", "annual", "--snapshot", "1")
    assert refused.code == 1 and "published.total（冻结时9，现在8）" in refused.err


def test_snapshot_rows_cannot_be_changed_or_deleted(place: Path) -> None:
    conn = catalogue(place)
    for statement in (
        "UPDATE snapshots SET note = 'x'",
        "DELETE FROM snapshot_values",
        "DELETE FROM snapshot_contents",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            conn.execute(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE snapshot_values SET value = replace(value, '\"9\"', '\"99\"') WHERE metric = 'published.total'",
            "被改动",
        ),
        ("UPDATE snapshots SET made_by = '王五' WHERE id = 1", "被改动"),
        ("UPDATE snapshots SET state = 'x' WHERE id = 1", "无法读出"),
        ("DELETE FROM snapshot_values WHERE metric = 'hearings.held'", "被改动"),
        ("UPDATE snapshot_contents SET packed = x'00' WHERE rowid = 1", "缺失或被改动"),
        ("DELETE FROM snapshots WHERE id = 1", "不见了"),
        ("UPDATE snapshots SET previous = NULL WHERE id = 2", "链断了"),
    ],
)
def test_forged_snapshot_is_named_and_not_printed(place: Path, command: Any, statement: str, said: str) -> None:
    crawl(place, grown())
    assert command("count", "freeze", "--year", "2016", "--json").json["id"] == 2
    conn = catalogue(place)
    unlock(conn)
    conn.execute("PRAGMA foreign_keys = OFF")
    assert conn.execute(statement).rowcount > 0
    proved = command("count", "snapshots", "--verify")
    assert proved.code == 4 and said in proved.out
    if "rowid" not in statement:
        number = "2" if "id = 2" in statement else "1"
        assert command("report", "annual", "--snapshot", number).code == 2


def test_unknown_snapshot_and_wrong_year_are_refused(command: Any) -> None:
    assert "there are: 1" in command("report", "annual", "--snapshot", "7").err
    assert "is of 2016, not of 2015" in command("report", "annual", "--snapshot", "1", "--year", "2015").err
    assert command("report", "bulletin", "--snapshot", "1").code == 2
    assert command("report", "annual").code == 2
    assert command("report", "annual", "--snapshot", "1", "--as-of", "2016-12-31").code == 2


def test_counting_stays_as_it_was(command: Any) -> None:
    assert command("count", "published.total", "--year", "2016", "--json").json["value"] == 9
    assert command("count", "--year", "2016", "published.total", "--json").json["value"] == 9
    assert len(command("count", "--year", "2016", "--json").json) > 20


def test_old_files_that_are_replayed_later_change_nothing_of_what_was_known(place: Path, command: Any) -> None:
    """A replay is stamped with the moment of its captures, which may lie before the freezing."""
    before = command("report", "annual", "--snapshot", "1", "--out", place / "before")
    assert before.code == 0
    crawl(place, Network(grown().answers, now=START - timedelta(days=1)))
    assert command("count", "published.total", "--year", "2016", "--json").json["value"] == 10
    assert command("report", "annual", "--snapshot", "1", "--out", place / "after").code == 0
    one, other = ((place / name / "annual-2016.docx").read_bytes() for name in ("before", "after"))
    assert one == other
    assert command("verify", place / "after" / "annual-2016.docx").code == 0
    total = values(command("count", "compare", "1", "--json"))["published.total"]
    assert ("came", "第2次采集新发现") in {(row["kind"], row["why"]) for row in total["rows"]}
