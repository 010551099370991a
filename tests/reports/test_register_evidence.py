"""Evidence files, imports and the log of changes: nothing is overwritten, lost or half written."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from crawler.errors import RegisterError
from reports.registers import WrongRegisterError, read_register, write_register
from reports.registers.changelog import LOG, changing, read_log
from reports.registers.checking import look_at
from reports.registers.evidence import attach, attached
from reports.registers.importing import import_rows
from reports.registers.reading import read_whole
from reports.registers.showing import public_table, shown_rows
from reports.registers.writing import digest, replace_file

NOW = datetime(2017, 1, 10, 1, 0, tzinfo=UTC)
REQUEST = {
    "no": "A-1",
    "received_on": "2016-02-01",
    "channel": "网络",
    "answered_on": "2016-02-10",
    "result": "同意公开",
    "fee": "0",
    "applicant": "赵某某",
    "evidence": "=存档1",
}


def register(folder: Path, ending: str = ".csv", **more: object) -> Path:
    return write_register(folder, "requests", [{**REQUEST, **more}], ending=ending)


def proof(folder: Path, name: str = "答复书.pdf", body: bytes = b"%PDF-1.4 answer") -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_attached_file_is_named_in_its_row_with_its_digest(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "registers"
    path = register(folder, ending)
    before = path.read_bytes()
    done = attach(folder, "requests", "A-1", proof(tmp_path), who="张三", now=NOW)
    assert (folder / "evidence" / done.name).read_bytes() == b"%PDF-1.4 answer"
    assert done.name == f"{digest(b'%PDF-1.4 answer')[:12]}-答复书.pdf"
    (entry,) = read_register(path)
    assert attached(entry) == [done]
    assert entry.form.evidence == "=存档1"
    (backup,) = (folder / "backup").iterdir()
    assert backup.read_bytes() == before
    assert look_at(folder).sound


def test_second_file_stands_beside_the_first_and_the_same_one_is_named_once(tmp_path: Path) -> None:
    path = register(tmp_path)
    one, two = proof(tmp_path), proof(tmp_path, "签收单.jpg", b"other")
    for file in (one, two, one):
        attach(tmp_path, "requests", "A-1", file, who="张三", now=NOW)
    assert [file.name.split("-", 1)[1] for file in attached(read_register(path)[0])] == ["答复书.pdf", "签收单.jpg"]
    assert len(read_log(tmp_path)[0]) == 2


def test_gb18030_register_stays_gb18030(tmp_path: Path) -> None:
    path = tmp_path / "hearings.csv"
    path.write_bytes("召开日期,名称,佐证\n2016-03-05,听证会,签到表\n".encode("gb18030"))
    attach(tmp_path, "hearings", "第2行", proof(tmp_path), who="张三", now=NOW)
    text = path.read_bytes().decode("gb18030")
    assert "听证会" in text and "签到表；" in text


def test_missing_and_changed_evidence_is_named(tmp_path: Path) -> None:
    register(tmp_path)
    one = attach(tmp_path, "requests", "A-1", proof(tmp_path), who="张三", now=NOW)
    two = attach(tmp_path, "requests", "A-1", proof(tmp_path, "b.txt", b"b"), who="张三", now=NOW)
    (tmp_path / "evidence" / one.name).unlink()
    (tmp_path / "evidence" / two.name).write_bytes(b"c")
    found = look_at(tmp_path)
    assert [fault.text for fault in found.broken] == [
        f"requests.csv第2行的佐证文件{one.name}不存在",
        f"requests.csv第2行的佐证文件{two.name}已被改动",
    ]
    assert not found.sound


def test_evidence_outside_of_its_folder_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    register(tmp_path, files=f"../secret（sha256:{digest(b'x')}）")
    assert [fault.missing for fault in look_at(tmp_path).broken] == [True]


@pytest.mark.parametrize("name", ["../../etc/x.txt", "a b；c（1）.pdf", ".hidden", "=cmd.csv", "长" * 80 + ".pdf"])
def test_file_names_cannot_leave_the_folder_or_break_the_cell(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "r"
    register(folder)
    source = proof(tmp_path, name.replace("../", "").replace("/", "_"), b"x")
    done = attach(folder, "requests", "A-1", source, who="张三", now=NOW)
    assert (folder / "evidence" / done.name).parent == folder / "evidence"
    assert attached(read_register(folder / "requests.csv")[0]) == [done]


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("requests", "A-9", 'no row "A-9"'),
        ("requests", "第9行", 'no row "第9行"'),
        ("hearings", "第2行", "there is no register hearings"),
    ],
)
def test_row_that_is_not_there_is_told(tmp_path: Path, name: str, key: str, expected: str) -> None:
    register(tmp_path)
    with pytest.raises(RegisterError, match=expected):
        attach(tmp_path, name, key, proof(tmp_path), who="张三", now=NOW)
    assert not (tmp_path / "evidence").exists() and not (tmp_path / LOG).exists()


def test_workbook_with_formulas_is_not_saved_by_us(tmp_path: Path) -> None:
    path = register(tmp_path, ".xlsx")
    book = load_workbook(path)
    sheet: Any = book.worksheets[0]
    sheet["H2"] = "=1-1"
    book.save(path)
    with pytest.raises(RegisterError, match="formula"):
        attach(tmp_path, "requests", "A-1", proof(tmp_path), who="张三", now=NOW)


def test_log_is_chained_and_names_no_applicant(tmp_path: Path) -> None:
    register(tmp_path)
    for number in range(3):
        attach(tmp_path, "requests", "A-1", proof(tmp_path, f"{number}.txt", b"%d" % number), who="张三", now=NOW)
    log = tmp_path / LOG
    events, faults = read_log(tmp_path)
    assert not faults and [event["seq"] for event in events] == [1, 2, 3]
    assert events[0]["after"] == events[1]["before"]
    assert events[0]["rows"] == ["A-1"] and events[0]["who"] == "张三"
    assert "赵某某" not in log.read_text(encoding="utf-8")
    lines = log.read_text(encoding="utf-8").splitlines()
    for broken in ([lines[0], lines[2]], [lines[0].replace("张三", "李四"), *lines[1:]], [*lines[:2], "x"], lines[1:]):
        log.write_text("\n".join(broken) + "\n", encoding="utf-8")
        assert read_log(tmp_path)[1], broken


def test_change_by_hand_after_a_command_is_seen(tmp_path: Path) -> None:
    path = register(tmp_path)
    attach(tmp_path, "requests", "A-1", proof(tmp_path), who="张三", now=NOW)
    assert not any(state.by_hand for state in look_at(tmp_path).states)
    path.write_bytes(path.read_bytes().replace("同意公开".encode(), "部分公开".encode()))
    assert [state.name for state in look_at(tmp_path).states if state.by_hand] == ["requests"]
    attach(tmp_path, "requests", "A-1", proof(tmp_path, "b.txt", b"b"), who="张三", now=NOW)
    assert [state.name for state in look_at(tmp_path).states if state.by_hand] == ["requests"]  # and it stays known


def test_two_commands_at_once_are_refused(tmp_path: Path) -> None:
    register(tmp_path)
    with changing(tmp_path), pytest.raises(RegisterError, match="another command"):
        attach(tmp_path, "requests", "A-1", proof(tmp_path), who="张三", now=NOW)


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = register(tmp_path)
    before = path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace_file(path, b"new")
    assert path.read_bytes() == before
    assert not list(tmp_path.rglob("*.part"))


def coming(folder: Path, rows: list[list[Any]], header: list[str] | None = None) -> Path:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(header or ["编号", "收到日期", "申请方式", "答复日期", "答复结果", "收费", "申请人"])
    for row in rows:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type  # "=钱某某" is no formula
    path = folder / "二月汇总.xlsx"
    book.save(path)
    return path


A1 = ["A-1", "2016-02-01", "网络", "2016-02-10", "同意公开", 0, "赵某某"]
A2 = ["A-2", datetime(2016, 3, 1), "信函", None, None, None, "=钱某某"]  # noqa: DTZ001 - a cell has no zone


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_new_rows_are_added_with_author_and_day_and_old_ones_stay(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "r"
    path = register(folder, ending, evidence="")
    source = coming(tmp_path, [A1, A2])
    done = import_rows(folder, source, "requests", who="张三", now=NOW)
    assert (done.added, done.same, done.conflicts) == (("A-2",), ("A-1",), ())
    first, second = read_register(path)
    assert first.form.filed_by == "" and second.form.filed_by == "张三"
    assert str(second.form.filed_on) == "2017-01-10"
    form: Any = second.form
    assert form.applicant == "=钱某某" and str(form.received_on) == "2016-03-01"
    assert read_log(folder)[0][0]["rows"] == ["A-2"]
    assert import_rows(folder, source, "requests", who="张三", now=NOW).added == ()
    assert len(read_log(folder)[0]) == 1


def test_conflict_is_listed_without_names_and_nothing_is_overwritten(tmp_path: Path) -> None:
    path = register(tmp_path, evidence="")
    source = coming(tmp_path, [["A-1", "2016-02-02", "网络", "2016-02-10", "部分公开", 5, "孙某某"], A2])
    done = import_rows(tmp_path, source, "requests", who="张三", now=NOW)
    (conflict,) = done.conflicts
    assert conflict.text == (
        "第2行（A-1）与台账第2行不一致：收到日期：2016-02-01 → 2016-02-02、答复结果：同意公开 → 部分公开、"
        "收费（元）：0 → 5、申请人（不显示）"
    )
    form: Any = read_register(path)[0].form
    assert (form.result, form.applicant) == ("同意公开", "赵某某") and done.added == ("A-2",)


def test_import_into_nothing_makes_the_register(tmp_path: Path) -> None:
    done = import_rows(tmp_path / "r", coming(tmp_path, [A1]), "requests", who="张三", now=NOW)
    assert done.path.name == "requests.csv" and len(read_register(done.path)) == 1


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    path = register(tmp_path, evidence="")
    before = path.read_bytes()
    done = import_rows(tmp_path, coming(tmp_path, [A2]), "requests", who="张三", now=NOW, write=False)
    assert done.added == ("A-2",) and path.read_bytes() == before and not (tmp_path / LOG).exists()


def test_wrong_file_adds_nothing_and_all_its_errors_are_told(tmp_path: Path) -> None:
    path = register(tmp_path, evidence="")
    before = path.read_bytes()
    source = coming(tmp_path, [A2, ["A-3", "昨天", "电话", None, None, None, ""]])
    with pytest.raises(WrongRegisterError) as caught:
        import_rows(tmp_path, source, "requests", who="张三", now=NOW)
    assert {problem.field for problem in caught.value.problems} == {"收到日期", "申请方式"}
    assert path.read_bytes() == before


def test_rows_that_would_overlap_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    rows = [{"platform": "微博", "account": "甲", "period": "2016", "posts": 1, "followers": 1}]
    path = write_register(tmp_path, "media", rows)
    before = path.read_bytes()
    header = ["平台", "账号", "期间", "发布数", "粉丝数"]
    with pytest.raises(WrongRegisterError, match="overlaps"):
        import_rows(tmp_path, coming(tmp_path, [["微博", "甲", "2016Q1", 1, 1]], header), "media", who="张三", now=NOW)
    assert path.read_bytes() == before


def test_figure_named_otherwise_is_the_same_figure(tmp_path: Path) -> None:
    write_register(tmp_path, "figures", [{"year": 2016, "indicator": "staff.total", "value": "3", "unit": "人"}])
    header = ["年度", "指标", "数值", "单位"]
    done = import_rows(tmp_path, coming(tmp_path, [[2016, "8.3", 4, "人"]], header), "figures", who="张三", now=NOW)
    assert done.added == () and "数值：3 → 4" in done.conflicts[0].text


def test_shown_rows_and_public_table_hold_no_names(tmp_path: Path) -> None:
    made = read_whole(register(tmp_path))
    assert "赵某某" not in repr(shown_rows(made)) + repr(public_table(made))
    assert "申请人" not in public_table(made)[0] and "申请人类别" in public_table(made)[0]


def test_every_register_is_listed_and_absent_is_not_empty(tmp_path: Path) -> None:
    write_register(tmp_path, "suits", [])
    states = {state.name: state for state in look_at(tmp_path).states}
    assert states["suits"].file == "suits.csv" and states["suits"].rows == 0
    assert states["reviews"].file is None


def test_log_lines_are_plain_json(tmp_path: Path) -> None:
    import_rows(tmp_path, coming(tmp_path, [A1]), "requests", who="张三", now=NOW)
    line = json.loads((tmp_path / LOG).read_text(encoding="utf-8"))
    assert line["what"] == "import" and line["before"] == "" and line["at"] == "2017-01-10T01:00:00Z"
