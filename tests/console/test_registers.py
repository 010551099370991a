"""Registers in the console: the files are those of the commands, byte for byte, and every fault is said where it is."""

from __future__ import annotations

import ast
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

import reports.registers
from crawler.clock import SHANGHAI
from gongkai.cli import run
from gongkai.console.rooms.registers.faults import known
from reports.registers.forms import FORMS
from reports.registers.writing import template
from tests.console.small import NOON, Small
from tests.console.visitor import Visitor

SIGNATURE = "年报员（nian）"
HEADER = "召开日期,名称,地点\r\n"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    made = Small(tmp_path / "city")
    for path in made.place.registers.glob("*.template.*"):
        path.unlink()
    (made.place.registers / "hearings.csv").write_text(HEADER + "2016-03-05,甲公司听证会,三楼\r\n", "utf-8-sig")
    yield made
    made.close()


@pytest.fixture
def nian(small: Small) -> Visitor:
    """The report writer."""
    return Visitor(small.app, "nian")


def command(folder: Path, *arguments: str) -> None:
    moment = NOON.astimezone(SHANGHAI).isoformat()
    assert run(["registers", *arguments, "--by", SIGNATURE, "--clock", moment, "-w", str(folder)]) == 0


def upload(visitor: Visitor, path: str, name: str, body: bytes, **fields: str) -> TestResponse:
    data = {"csrf_token": visitor.token(), "file": (io.BytesIO(body), name), **fields}
    answer = visitor.client.post(path, data=data, content_type="multipart/form-data")
    answer.request.environ["wsgi.input"].close()  # a large one is a file
    return answer


def digest_on(visitor: Visitor, page: str) -> str:
    field = visitor.see(page).find("input", {"name": "digest"})
    assert field is not None
    return str(field["value"])


def test_rows_entered_corrected_and_voided_are_those_of_the_commands(
    small: Small, nian: Visitor, tmp_path: Path
) -> None:
    twin = tmp_path / "twin"
    shutil.copytree(small.place.root, twin)
    page = "/registers/hearings"
    entered = {"f-held_on": "2016-05-01", "f-title": "乙公司听证会", "f-evidence": "签到表"}
    assert nian.submit(f"{page}/enter", "row", **entered).status_code == 302
    assert nian.submit(f"{page}/rows/2/correct", "row", **{"f-place": "四楼"}, reason="笔误").status_code == 302
    assert nian.submit(f"{page}/rows/3/void", "void", reason="重复").status_code == 302
    command(twin, "enter", "hearings", "召开日期=2016-05-01", "名称=乙公司听证会", "依据=签到表")
    command(twin, "correct", "hearings", "第2行", "地点=四楼", "--reason", "笔误")
    command(twin, "void", "听证会", "第3行", "--reason", "重复")
    for name in ("hearings.csv", "log.jsonl"):
        assert (small.place.registers / name).read_bytes() == (twin / "registers" / name).read_bytes(), name
    shown = nian.see(page)
    struck = [s.text for s in shown.find_all("s")]
    assert {"甲公司听证会", "乙公司听证会", "三楼"} <= set(struck)
    assert "已被第4行更正" in shown.text
    history = nian.see(f"{page}/history").text
    assert all(word in history for word in ("新增", "更正", "作废", SIGNATURE))
    assert run(["registers", "check", "-w", str(small.place.root)]) == 0


def test_every_fault_stands_at_its_field_and_what_was_typed_is_kept(nian: Visitor, small: Small) -> None:
    before = (small.place.registers / "hearings.csv").read_bytes()
    answer = nian.submit("/registers/hearings/enter", "row", **{"f-held_on": "2016-13-01", "f-place": "<b>五楼"})
    assert answer.status_code == 400
    page = nian.client.get("/registers/hearings/enter")  # the same session goes on
    assert page.status_code == 200
    assert "请填真实的日期" in answer.text
    assert "不能为空" in answer.text
    assert 'value="2016-13-01"' in answer.text
    assert 'value="&lt;b&gt;五楼"' in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    assert (small.place.registers / "hearings.csv").read_bytes() == before


def test_what_does_not_fit_together_is_said_at_the_fields_it_is_about(nian: Visitor) -> None:
    request = {"f-no": "1", "f-received_on": "2016-03-05", "f-answered_on": "2016-03-01"}
    answer = nian.submit("/registers/requests/enter", "row", **request)
    assert answer.status_code == 400
    for words in ("“申请方式”没有填", "“答复日期”早于“收到日期”", "已答复的申请要填答复结果", "没有收费填0"):
        assert words in answer.text
    assert "write" not in answer.text


def test_a_name_of_an_applicant_is_kept_and_never_shown(nian: Visitor, small: Small) -> None:
    row = {"f-no": "1", "f-received_on": "2016-03-05", "f-channel": "网络", "f-applicant": "王某某"}
    assert nian.submit("/registers/requests/enter", "row", **row).status_code == 302
    assert "王某某" not in nian.see("/registers/requests").text
    assert "王某某" not in nian.see("/registers/requests/rows/2/correct").text
    corrected = nian.submit("/registers/requests/rows/2/correct", "row", **{"f-channel": "信函"}, reason="笔误")
    assert corrected.status_code == 302
    text = (small.place.registers / "requests.csv").read_text("utf-8-sig")
    assert text.count("王某某") == 2  # the row that was corrected, and the one in its place
    assert "王某某" not in (small.place.registers / "log.jsonl").read_text("utf-8")


def test_who_was_slower_sees_what_changed_and_nothing_is_written(small: Small, nian: Visitor) -> None:
    seen = digest_on(nian, "/registers/hearings/enter")
    assert Visitor(small.app, "guan").submit(
        "/registers/hearings/enter", "row", **{"f-held_on": "2016-05-01", "f-title": "乙"}
    ).status_code == 302  # fmt: skip
    after = (small.place.registers / "hearings.csv").read_bytes()
    late = {"digest": seen, "f-held_on": "2016-06-01", "f-title": "丙"}
    for path, fields in (
        ("/registers/hearings/enter", late),
        ("/registers/hearings/rows/2/correct", {**late, "reason": "改"}),
        ("/registers/hearings/rows/2/void", {"digest": seen, "reason": "废"}),
    ):
        answer = nian.send(path, **fields)
        assert answer.status_code == 409, path
        assert "管理员（guan）" in answer.text
    assert upload(nian, "/registers/hearings/rows/2/evidence", "a.pdf", b"%PDF-1", digest=seen).status_code == 409
    assert (small.place.registers / "hearings.csv").read_bytes() == after


def test_an_empty_register_is_none_and_no_register_is_not_stated(nian: Visitor, small: Small) -> None:
    assert "未填报" in nian.see("/registers/surveys").text
    assert nian.submit("/registers/surveys", "start").status_code == 302
    assert "没有发生" in nian.see("/registers/surveys").text
    assert (small.place.registers / "surveys.csv").read_bytes().count(b"\r\n") == 1
    assert nian.send("/registers/surveys/start").status_code == 302  # told, not an error
    assert json.loads((small.place.registers / "log.jsonl").read_text("utf-8").splitlines()[-1])["what"] == "start"


def test_an_import_is_previewed_and_confirmed_and_is_that_of_the_command(
    small: Small, nian: Visitor, tmp_path: Path
) -> None:
    body = (HEADER + "2016-03-05,甲公司听证会,三楼\r\n2016-07-01,丁公司听证会,一楼\r\n").encode("utf-8-sig")
    file = tmp_path / "更多.csv"
    file.write_bytes(body)
    shutil.copytree(small.place.root, tmp_path / "twin")
    before = (small.place.registers / "hearings.csv").read_bytes()
    shown = upload(nian, "/registers/hearings/import", "更多.csv", body)
    assert shown.status_code == 200
    assert "将新增1行；已有1行" in shown.text
    assert "丁公司听证会" in shown.text
    assert (small.place.registers / "hearings.csv").read_bytes() == before
    name = next((small.place.root / "console-uploads").iterdir()).name
    sent = {"upload": name, "digest": digest_on(nian, "/registers/hearings/enter")}
    assert nian.send("/registers/hearings/import/confirm", **sent).status_code == 302
    command(tmp_path / "twin", "import", str(file), "--as", "hearings")
    twin = (tmp_path / "twin" / "registers" / "hearings.csv").read_bytes()
    assert (small.place.registers / "hearings.csv").read_bytes() == twin
    assert list((small.place.root / "console-uploads").iterdir()) == []
    assert nian.send("/registers/hearings/import/confirm", **sent).status_code == 409


@pytest.mark.parametrize(
    ("name", "body", "status", "words"),
    [
        ("", b"", 400, "请选择一个文件"),
        ("a.csv", b"", 400, "文件是空的"),
        ("a.exe", b"MZ", 400, "只能导入XLSX或CSV"),
        ("a.xls", b"\xd0\xcf\x11\xe0", 400, "只能导入XLSX或CSV"),
        ("a.xlsx", b"PK\x03\x04 nothing", 400, "不是XLSX文件"),
        ("a.xlsx", b"no zip at all", 400, "不是XLSX文件"),
        ("a.csv", b"PK\x03\x04\xff\xfe\x00\x00", 400, "电子表格，不是CSV"),
        ("a.csv", b"\xff\xff\xff\xff", 400, "不是UTF-8或GB18030"),
        ("a.csv", "召开日期,谁\r\n2016-01-01,x\r\n".encode(), 400, "不是这个台账的字段"),
        ("a.csv", "召开日期\r\n2016-01-01\r\n".encode(), 400, "表头缺少“名称”"),
        ("a.csv", "召开日期,名称\r\n2016-02-30,甲\r\n,乙\r\n".encode(), 400, "请填真实的日期"),
        ("a.csv", "召开日期,名称\r\n2016-02-03,甲,乙,丙\r\n".encode(), 400, "表头只有2格"),
        ("a.csv", "召开日期,名称\r\n2016-02-03,甲\r\n2016-02-03,甲\r\n".encode(), 400, "重复"),
        ("../../x.csv", "召开日期,名称\r\n2016-02-03,甲\r\n".encode(), 200, "将新增1行"),
        ("a.csv", b"x" * (20 * 2**20 + 1), 413, "超过20MB"),
    ],
)
def test_uploads_that_are_wrong_in_every_way(
    small: Small, nian: Visitor, name: str, body: bytes, status: int, words: str
) -> None:
    before = (small.place.registers / "hearings.csv").read_bytes()
    answer = upload(nian, "/registers/hearings/import", name, body)
    assert answer.status_code == status
    assert words in answer.text
    assert str(small.place.root) not in answer.text
    assert (small.place.registers / "hearings.csv").read_bytes() == before


@pytest.mark.parametrize("name", ["../../console.key", "0" * 64 + ".csv", "x" * 64 + ".csv", "", "..", "a.csv\0"])
def test_an_upload_that_is_none_is_not_imported(nian: Visitor, name: str) -> None:
    assert nian.send("/registers/hearings/import/confirm", upload=name, digest="").status_code == 409


def test_evidence_is_kept_by_digest_and_only_downloaded(small: Small, nian: Visitor) -> None:
    page = "/registers/hearings/rows/2/evidence"
    for name, body, words in (
        ("", b"", "请选择一个文件"),
        ("x.html", b"<script>", "不接受这种文件"),
        ("x.svg", b"<svg>", "不接受这种文件"),
        ("x.pdf", b"MZ\x90", "与它的扩展名不符"),
        ("x.txt", b"a\0b", "与它的扩展名不符"),
        ("x.pdf", b"", "文件是空的"),
    ):
        answer = upload(nian, page, name, body, digest=digest_on(nian, page))
        assert answer.status_code == 400, name
        assert words in answer.text
    good = upload(nian, page, "..\\..\\签到 表<1>.pdf", b"%PDF-1.4 x", digest=digest_on(nian, page))
    assert good.status_code == 302
    (stored,) = (small.place.registers / "evidence").iterdir()
    assert stored.name.endswith("-签到_表_1_.pdf")
    link = nian.see("/registers/hearings").select_one("#row-2 a[href*='/evidence/']")
    assert link is not None
    got = nian.get(str(link["href"]))
    assert got.data == b"%PDF-1.4 x"
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.content_type == "application/octet-stream"
    assert "sandbox" in got.headers["Content-Security-Policy"]
    assert nian.get(str(link["href"]).replace("rows/2", "rows/3")).status_code == 404
    assert nian.get("/registers/hearings/rows/2/evidence/" + "0" * 64).status_code == 404
    stored.write_bytes(b"%PDF-1.4 y")
    assert nian.get(str(link["href"])).status_code == 409
    assert "已被改动" in nian.see("/registers/").text


def test_a_file_that_names_a_place_elsewhere_is_not_handed_out(small: Small, nian: Visitor) -> None:
    digest = "a" * 64
    path = small.place.registers / "hearings.csv"
    path.write_text(f"召开日期,名称,佐证\r\n2016-03-05,甲,../../console.key（sha256:{digest}）\r\n", "utf-8-sig")
    assert nian.get(f"/registers/hearings/rows/2/evidence/{digest}").status_code == 404


def test_patterns_are_those_of_the_command(nian: Visitor) -> None:
    for name in FORMS:
        for form in ("csv", "xlsx"):
            assert nian.get(f"/registers/{name}/template.{form}").data == template(name, f".{form}"), name
        assert nian.get(f"/registers/{name}/enter").status_code == 200, name
    assert nian.get("/registers/hearings/template.exe").status_code == 404


def test_a_wrong_register_is_shown_with_all_that_is_wrong(small: Small, nian: Visitor) -> None:
    path = small.place.registers / "hearings.csv"
    path.write_text(HEADER + "昨天,<i>x</i>,\r\n,,\r\n2016-13-01,,y\r\n", "utf-8-sig")
    page = nian.see("/registers/hearings")
    assert "3处错误" in page.text
    assert "昨天" in page.text
    assert "有错误" in nian.see("/registers/").text
    assert nian.get("/registers/hearings/enter").status_code == 404


def test_rows_are_paged_searched_and_found(small: Small, nian: Visitor) -> None:
    lines = [
        f"2016-{month:02}-{day:02},第{month}月{day}日听证会,\r\n" for month in range(1, 13) for day in range(1, 11)
    ]
    (small.place.registers / "hearings.csv").write_text(HEADER + "".join(lines), "utf-8-sig")
    assert len(nian.see("/registers/hearings").select("#rows tbody tr")) == 50
    page = nian.see("/registers/hearings", row=5)
    assert "table-active" in page.find("tr", id="row-5")["class"]  # type: ignore[index]
    assert len(nian.see("/registers/hearings", q="第3月").select("#rows tbody tr")) == 10
    assert "没有符合条件" in nian.see("/registers/hearings", q="没有的").text
    assert nian.get("/registers/hearings?page=4").status_code == 404
    assert nian.get("/registers/nothing").status_code == 404
    assert nian.get("/registers/..%2fconsole.key").status_code == 404


def test_only_those_who_may_look_and_change(small: Small) -> None:
    for name, look, change in (("wang", 403, 403), ("jian", 200, 200), ("nian", 200, 200)):
        somebody = Visitor(small.app, name)
        assert somebody.get("/registers/").status_code == look
        assert somebody.get("/registers/hearings/enter").status_code == change
    data = {"f-held_on": "2016-05-01", "f-title": "x"}
    assert Visitor(small.app, "nian").client.post("/registers/hearings/enter", data=data).status_code == 400  # no CSRF


def test_every_message_of_what_reads_registers_has_words_here() -> None:
    """Messages are found in the program text, so that a new one without words shows."""
    missing = [text for text in _messages() if not known(text)]
    assert missing == []


def _messages() -> Iterator[str]:
    folder = Path(reports.registers.__file__).parent
    for path in sorted(folder.glob("*.py")):
        if path.name in ("results.py", "naming.py", "evidence.py", "entering.py", "stale.py"):
            continue  # what they say, people cannot run into here, or the views say it themselves
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "wrong":
                yield from _texts(node.args[0])
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Unreadable":
                yield from _texts(node.args[1])
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
                yield from _texts(node.args[0]) if path.name == "forms.py" else ()


def _texts(node: ast.expr) -> Iterator[str]:
    """The text of a message; what is filled in is x."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)  # type: ignore[misc]
