"""`gongkai registers`: what a clerk types, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reports.registers import write_register
from reports.registers.forms import FORMS
from tests.gongkai.conftest import Answer

Run = Callable[..., Answer]
REQUEST = {"no": "A-1", "received_on": "2016-02-01", "channel": "网络", "applicant": "赵某某", "kind": "自然人"}


@pytest.fixture
def registers(workspace: Path) -> Path:
    """The registers of a workspace, with one request."""
    write_register(workspace / "registers", "requests", [REQUEST])
    return workspace / "registers"


def test_new_workspace_has_patterns_and_nothing_filled_in(gongkai: Run, workspace: Path) -> None:
    assert len(list((workspace / "registers").glob("*.template.*"))) == 2 * len(FORMS)
    listed = gongkai("registers", "list", "--workspace", workspace, "--json").json
    assert [state["name"] for state in listed] == list(FORMS)
    assert not any(state["filled_in"] for state in listed)
    assert gongkai("registers", "list", "--workspace", workspace).out.count("未填报") == len(FORMS)


@pytest.mark.parametrize("name", ["requests", "依申请公开台账", "依申请公开", "requests.csv"])
def test_register_is_shown_under_each_of_its_names_without_names_of_applicants(
    gongkai: Run, registers: Path, name: str
) -> None:
    answer = gongkai("registers", "show", name, "--workspace", registers.parent)
    assert answer.code == 0 and "A-1" in answer.out and "赵某某" not in answer.out
    shown = gongkai("registers", "show", name, "--workspace", registers.parent, "--json")
    assert "赵某某" not in shown.out and shown.json["rows"][0]["fields"]["编号"] == "A-1"


def test_unknown_and_absent_registers_are_told_apart(gongkai: Run, registers: Path) -> None:
    unknown = gongkai("registers", "show", "request", "--workspace", registers.parent)
    assert unknown.code == 2 and 'did you mean "requests"' in unknown.err
    absent = gongkai("registers", "show", "suits", "--workspace", registers.parent)
    assert absent.code == 2 and "未填报" in absent.err and "template suits" in absent.err


def test_check_lists_every_error_and_ends_with_2(gongkai: Run, registers: Path) -> None:
    good = gongkai("registers", "check", "--workspace", registers.parent)
    assert good.code == 0 and "没有发现问题" in good.out
    (registers / "hearings.csv").write_text("召开日期,名称\n2016-13-01,\n", encoding="utf-8")
    (registers / "talks.csv").write_text("x\n", encoding="utf-8")
    bad = gongkai("registers", "check", "--workspace", registers.parent)
    assert bad.code == 2 and "共 3 处" in bad.out and "有错误" in bad.out
    facts = gongkai("registers", "check", "--workspace", registers.parent, "--json").json
    assert [(problem["row_no"], problem["field"]) for problem in facts["problems"]] == [
        (None, None),
        (2, "召开日期"),
        (2, "名称"),
    ]


def test_import_attach_and_check_go_together(gongkai: Run, registers: Path, tmp_path: Path) -> None:
    place = ("--workspace", registers.parent, "--clock", "2017-01-10T09:00", "--by", "张三")
    source = tmp_path / "新增.csv"
    source.write_text("编号,收到日期,申请方式,答复日期,答复结果,收费\nA-2,2016-03-01,信函,,,\n", encoding="utf-8")
    planned = gongkai("registers", "import", source, "--as", "requests", "--dry-run", *place)
    assert planned.code == 0 and "将新增 1 行" in planned.out
    done = gongkai("registers", "import", source, "--as", "依申请公开", "--json", *place)
    assert done.json["added"] == ["A-2"] and done.json["conflicts"] == []
    proof = tmp_path / "申请表.pdf"
    proof.write_bytes(b"%PDF")
    attached = gongkai("registers", "attach", "requests", "A-2", proof, "--json", *place)
    assert attached.code == 0, attached.err
    assert (registers / "evidence" / attached.json["name"]).is_file()
    (registers / "evidence" / attached.json["name"]).write_bytes(b"changed")
    checked = gongkai("registers", "check", "--workspace", registers.parent)
    assert checked.code == 2 and "已被改动" in checked.out


def test_conflicts_are_listed_and_end_with_3(gongkai: Run, registers: Path, tmp_path: Path) -> None:
    source = tmp_path / "改.csv"
    source.write_text(
        "编号,收到日期,申请方式,答复日期,答复结果,收费,申请人\nA-1,2016-02-02,网络,,,,钱某某\n", encoding="utf-8"
    )
    answer = gongkai("registers", "import", source, "--as", "requests", "--workspace", registers.parent)
    assert answer.code == 3 and "收到日期：2016-02-01 → 2016-02-02" in answer.out and "某某" not in answer.out


def test_template_is_written_where_it_is_wanted_and_never_over_a_file(
    gongkai: Run, workspace: Path, tmp_path: Path
) -> None:
    out = tmp_path / "表.xlsx"
    assert gongkai("registers", "template", "年度数据", "--out", out, "--workspace", workspace).code == 0
    before = out.read_bytes()
    again = gongkai("registers", "template", "figures", "--out", out, "--workspace", workspace)
    assert again.code == 2 and out.read_bytes() == before
    assert gongkai("registers", "template", "figures", "--format", "pdf", "--workspace", workspace).code == 2


def test_file_that_is_not_there_is_told(gongkai: Run, workspace: Path, tmp_path: Path) -> None:
    answer = gongkai("registers", "import", tmp_path / "x.csv", "--as", "requests", "--workspace", workspace)
    assert answer.code == 2 and "no such file" in answer.err
