"""`gongkai count sign`: a person vouches for frozen figures; signatures are added and withdrawn, never changed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.cli import run
from tests.gongkai.conftest import Answer
from tests.gongkai.mini_workspace import catalogue, make_workspace

SNAPSHOT = "1"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a snapshot that two people have signed."""
    folder = make_workspace(tmp_path_factory.mktemp("signed") / "检查")
    assert run(["count", "freeze", "--year", "2016", "--by", "张三", "-w", str(folder)]) == 0
    for name, role in (("李四", "分管领导"), ("王五", "")):
        assert run(["count", "sign", "S-1", "--by", name, "--role", role, "-w", str(folder)]) == 0
    return folder


@pytest.fixture
def place(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "检查"))


@pytest.fixture
def command(gongkai: Callable[..., Answer], place: Path) -> Callable[..., Answer]:
    """Run a command in the workspace."""
    return lambda *arguments: gongkai(*arguments, "--workspace", place)


def test_signatures_hold_the_digest_of_what_was_signed_and_of_each_other(command: Any) -> None:
    (made,) = command("count", "snapshots", "--json").json["snapshots"]
    first, second = made["signatures"]
    assert (first["who"], first["role"], second["who"]) == ("李四", "分管领导", "王五")
    assert {first["snapshot_digest"], second["snapshot_digest"]} == {made["digest"]}
    assert (first["previous"], second["previous"]) == (None, first["digest"])
    assert "王五" in command("count", "snapshots").out


def test_nobody_signs_twice_and_nobody_withdraws_without_a_reason(command: Any) -> None:
    assert command("count", "sign", SNAPSHOT, "--by", "李四").code == 2
    assert command("count", "sign", SNAPSHOT, "--by", "李四", "--withdraw", "1").code == 2
    assert command("count", "sign", SNAPSHOT, "--by", " ").code == 2
    assert len(command("count", "snapshots", "--json").json["snapshots"][0]["signatures"]) == 2


def test_a_withdrawal_is_a_new_entry_and_makes_room_for_another_signature(command: Any) -> None:
    taken = command("count", "sign", SNAPSHOT, "--by", "李四", "--withdraw", "1", "--reason", "多计一条", "--json").json
    assert (taken["kind"], taken["withdraws"], taken["words"]) == ("withdraw", 1, "多计一条")
    assert command("count", "sign", SNAPSHOT, "--by", "李四", "--withdraw", "1", "--reason", "又").code == 2
    assert command("count", "sign", SNAPSHOT, "--by", "李四").code == 0
    kinds = [entry["kind"] for entry in command("count", "snapshots", "--json").json["snapshots"][0]["signatures"]]
    assert kinds == ["sign", "sign", "withdraw", "sign"]


def test_rows_cannot_be_changed_and_a_forger_is_found(command: Any, place: Path) -> None:
    conn = catalogue(place)
    for statement in ("UPDATE snapshot_signatures SET who = '赵六'", "DELETE FROM snapshot_signatures"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            conn.execute(statement)
    assert command("count", "snapshots", "--verify").code == 0
    conn.execute("DROP TRIGGER snapshot_signatures_changed")
    conn.execute("UPDATE snapshot_signatures SET who = '赵六' WHERE id = 1")
    conn.close()
    told = command("count", "snapshots", "--verify")
    assert told.code == 4
    assert "签字记录第1号被改动" in told.out


def test_a_signature_that_was_cut_out_breaks_the_chain(command: Any, place: Path) -> None:
    conn = catalogue(place)
    conn.execute("DROP TRIGGER snapshot_signatures_deleted")
    conn.execute("DELETE FROM snapshot_signatures WHERE id = 1")
    conn.close()
    told = command("count", "snapshots", "--verify").out
    assert "签字记录第1号不见了" in told
    assert "签字记录第2号与它前一条对不上" in told


def test_a_document_says_who_signed_and_is_still_verified(command: Any, place: Path) -> None:
    assert command("report", "annual", "--snapshot", SNAPSHOT, "--format", "html,docx").code == 0
    page = (place / "reports" / "annual-2016.html").read_text("utf-8")
    assert "李四（分管领导）于" in page
    assert "王五于" in page
    for ending in ("html", "docx"):
        answer = command("verify", place / "reports" / f"annual-2016.{ending}", "--json")
        assert [remark for remark in answer.json["remarks"] if remark["level"] == "wrong"] == []


def test_a_signature_that_was_withdrawn_since_is_told_and_an_invented_one_is_wrong(command: Any, place: Path) -> None:
    assert command("report", "annual", "--snapshot", SNAPSHOT, "--format", "html").code == 0
    path = place / "reports" / "annual-2016.html"
    assert command("count", "sign", SNAPSHOT, "--by", "李四", "--withdraw", "1", "--reason", "有误").code == 0
    told = command("verify", path, "--json").json["remarks"]
    assert [remark["level"] for remark in told if "撤回" in remark["message"]] == ["note"]
    path.write_text(path.read_text("utf-8").replace("王五于", "赵六于"), "utf-8")
    assert command("verify", path).code == 4
