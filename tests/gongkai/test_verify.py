"""`gongkai verify`: every way of tampering with a document, its lists, the catalogue and the archive is named."""

from __future__ import annotations

import copy
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from gongkai.cli import run
from reports.tracing import Trace
from tests.gongkai.conftest import Answer
from tests.gongkai.mini_workspace import catalogue, crawl, grown, make_workspace, trace_in, with_trace


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with documents of 2016."""
    folder = make_workspace(tmp_path_factory.mktemp("original") / "检查")
    assert run(["report", "annual", "columns", "--year", "2016", "--workspace", str(folder)]) == 0
    return folder


@pytest.fixture
def place(original: Path, tmp_path: Path) -> Path:
    """A copy of that workspace, to be tampered with."""
    return Path(shutil.copytree(original, tmp_path / "检查"))


@pytest.fixture
def verify(gongkai: Callable[..., Answer], place: Path) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Verify a document of the workspace; returns exit code and answer."""

    def call(name: str = "annual-2016.docx", *more: str) -> tuple[int, dict[str, Any]]:
        answer = gongkai("verify", place / "reports" / name, "--json", *more)
        assert answer.out, answer.err
        return answer.code, answer.json

    return call


def about(found: dict[str, Any], what: str, level: str = "wrong") -> list[dict[str, Any]]:
    return [remark for remark in found["remarks"] if (remark["about"], remark["level"]) == (what, level)]


def said(found: dict[str, Any]) -> list[dict[str, Any]]:
    """All remarks but the one that a missing annual report has no page."""
    return [remark for remark in found["remarks"] if "没有网页可存" not in remark["message"]]


def controls(word: Any, metric: str) -> list[Any]:
    """The content controls of a metric's figures."""
    return [
        control
        for control in word.element.body.iter(qn("w:sdt"))
        if control.find(qn("w:sdtPr")).find(qn("w:alias")).get(qn("w:val")) == metric
    ]


def text_of(element: Any) -> Any:
    return next(element.iter(qn("w:t")))


def test_untouched_documents_hold(original: Path, gongkai: Callable[..., Answer]) -> None:
    documents = [path for path in (original / "reports").glob("*-2016.*") if path.is_file()]
    assert len(documents) >= 4
    for path in documents:
        answer = gongkai("verify", path, "--json")
        found = answer.json
        assert (answer.code, found["verdict"], said(found)) == (0, "holds", []), path
        assert found["figures"]["holding"] == found["figures"]["total"] > 3
        captures = found["captures"]
        assert captures["looked_at"] == captures["behind"] >= 10
        assert captures["pages_read_again"] >= 9


def test_edited_figure_is_named_with_both_numbers_and_its_sentence(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.docx"
    word = docx.Document(str(path))
    text_of(controls(word, "published.total")[0]).text = "12"
    word.save(str(path))
    code, found = verify()
    (edited,) = about(found, "edited")
    assert code == 4
    assert (edited["was"], edited["now"]) == ("9", "12")
    assert "公开政府信息12" in edited["sentence"] and edited["place"]
    assert found["figures"]["wrong"] == [edited["figure"]]


def test_digit_beside_a_figure_is_named(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.docx"
    word = docx.Document(str(path))
    paragraph = next(one for one in word.paragraphs if "自2016年1月1日起" in one.text)
    for part in paragraph.runs:
        part.text = part.text.replace("年1月1日起", "年1月2日起")
    word.save(str(path))
    code, found = verify()
    (changed,) = said(found)
    assert (code, changed["about"], changed["level"]) == (4, "number", "wrong")
    assert "2016年1月1日改为2016年1月2日" in changed["message"] and "自2016年1月2日起" in changed["sentence"]


def test_changed_words_are_a_note_only(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.docx"
    word = docx.Document(str(path))
    paragraph = next(one for one in word.paragraphs if "向社会公布" in one.text)
    for part in paragraph.runs:
        part.text = part.text.replace("现向社会公布", "现予公布")
    word.save(str(path))
    code, found = verify()
    assert code == 0
    assert [remark["level"] for remark in said(found)] == ["note"]


def test_removed_figure_and_its_unmarked_number_are_named(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.docx"
    word = docx.Document(str(path))
    control = controls(word, "published.total")[0]
    name = control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")).removeprefix("gongkai:")
    for part in list(control.find(qn("w:sdtContent")).iter(qn("w:r"))):
        control.addprevious(part)
    control.getparent().remove(control)
    word.save(str(path))
    code, found = verify()
    assert code == 4
    assert [remark["figure"] for remark in about(found, "removed")] == [name]
    assert about(found, "number")


def test_copied_figure_is_named(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.docx"
    word = docx.Document(str(path))
    control = controls(word, "published.total")[0]
    other = next(one for one in word.paragraphs if "听证会" in one.text)
    other._p.append(copy.deepcopy(control))
    word.save(str(path))
    code, found = verify()
    (copied,) = about(found, "copied")
    assert code == 4 and "2处" in copied["message"] and "听证会" in copied["sentence"]


def test_added_sentence_with_a_number_is_named(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.docx"
    word = docx.Document(str(path))
    word.paragraphs[3].insert_paragraph_before("全年解读政策性文件36件。")
    word.paragraphs[3].insert_paragraph_before("全局高度重视。")
    word.save(str(path))
    code, found = verify()
    (added,) = about(found, "number")
    assert code == 4 and added["now"] == "36" and added["sentence"].startswith("全年解读")


def test_filled_blank_is_no_fault(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.docx"
    word = docx.Document(str(path))
    filled = 0
    for paragraph in word.paragraphs:
        for part in paragraph.runs:
            if part.text.startswith("【待填：邮编"):
                part.text, filled = "523123", filled + 1
    word.save(str(path))
    code, found = verify()
    (note,) = said(found)
    assert filled == 1 and code == 0
    assert note["level"] == "note" and "523123" in note["message"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_document_saved_by_libreoffice_holds_and_its_edits_are_named(place: Path, tmp_path: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.docx"

    def save_again() -> None:
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/lo", "--headless", "--convert-to", "docx"]
        subprocess.run([*command, "--outdir", tmp_path, path], check=True, capture_output=True, timeout=180)
        shutil.move(tmp_path / path.name, path)

    save_again()
    code, found = verify()
    assert (code, said(found)) == (0, [])
    word = docx.Document(str(path))
    mark = next(one for one in word.element.body.iter(qn("w:bookmarkStart")) if one.get(qn("w:name")) == "gongkai_f4")
    next(piece for piece in mark.itersiblings() if piece.tag == qn("w:r") and piece.findall(qn("w:t"))).find(
        qn("w:t")
    ).text = "4711"
    word.save(str(path))
    save_again()
    code, found = verify()
    assert code == 4 and about(found, "edited")[0]["now"] == "4711"


def test_edited_html_is_named(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.html"
    text = path.read_text("utf-8")
    assert 'data-metric="published.total"' in text
    head, _, tail = text.partition('data-metric="published.total"')
    path.write_text(head + 'data-metric="published.total"' + tail.replace(">9</a>", ">19</a>", 1), "utf-8")
    code, found = verify("annual-2016.html")
    (edited,) = about(found, "edited")
    assert code == 4 and (edited["was"], edited["now"]) == ("9", "19")


def test_edited_list_names_the_row(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016-figures" / "published.total.csv"
    path.write_bytes(path.read_bytes().replace("专项检查".encode(), "专项整治".encode()))
    code, found = verify()
    (remark,) = about(found, "list")
    assert code == 4 and "published.total.csv" in remark["message"]
    assert any(row.startswith("少：“关于开展专项检查的通知”") for row in remark["rows"])
    assert any(row.startswith("多：“关于开展专项整治的通知”") for row in remark["rows"])


def test_document_without_its_lists_says_so(place: Path, verify: Any) -> None:
    shutil.rmtree(place / "reports" / "annual-2016-figures")
    code, found = verify()
    assert code == 0 and about(found, "list", "note")


def test_edited_trace_is_named(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.html"
    trace = trace_in(path)
    trace["known_at"] = "2017-01-20T09:00:00Z"
    with_trace(path, trace)
    code, found = verify("annual-2016.html")
    assert code == 4 and about(found, "trace")


def test_forged_trace_does_not_survive_a_recount(place: Path, verify: Any) -> None:
    path = place / "reports" / "annual-2016.html"
    trace = trace_in(path)
    forged = [one for one in trace["figures"] if one["metric"] == "published.total" and one["part"] is None]
    for figure in forged:
        figure["shown"], figure["value"] = "90", "90"
    text = path.read_text("utf-8")
    for figure in forged:
        head, mark, tail = text.partition(f'data-figure="{figure["id"]}"')
        text = head + mark + tail.replace(">9</a>", ">90</a>", 1)
    path.write_text(text, "utf-8")
    with_trace(path, Trace.model_validate(trace).sealed().model_dump(mode="json"))
    code, found = verify("annual-2016.html")
    assert code == 4 and not about(found, "trace") and not about(found, "edited")
    recounted = about(found, "recount")
    assert {remark["figure"] for remark in recounted} == {figure["id"] for figure in forged}
    assert (recounted[0]["was"], recounted[0]["now"]) == ("90", "9")


def test_edited_catalogue_is_named_by_recount_and_by_the_archived_page(place: Path, verify: Any) -> None:
    conn = catalogue(place)
    conn.execute("UPDATE items SET published_on = '2015-11-01' WHERE title LIKE '关于开展专项检查%'")
    code, found = verify()
    assert code == 4
    changed = [remark for remark in about(found, "recount") if remark["was"] == "9"]
    assert changed and all(remark["now"] == "8" for remark in changed)
    assert any("少：“关于开展专项检查的通知”" in row for remark in about(found, "list") for row in remark["rows"])
    conn.execute("UPDATE items SET published_on = '2016-11-02' WHERE title LIKE '关于开展专项检查%'")
    code, found = verify()
    assert code == 4
    messages = [remark["message"] for remark in about(found, "page")]
    assert any("2016-11-01" in message and "2016-11-02" in message for message in messages)


def test_flipped_byte_in_the_archive_is_named(place: Path, verify: Any) -> None:
    row = (
        catalogue(place)
        .execute("SELECT warc_file, offset, length FROM captures WHERE url LIKE '%t20161101_90.html'")
        .fetchone()
    )
    path = place / "archive" / row[0]
    data = bytearray(path.read_bytes())
    data[row[1] + row[2] // 2] ^= 0xFF
    path.write_bytes(data)
    code, found = verify()
    damaged = about(found, "capture")
    assert code == 4 and len(damaged) == 1
    resting = set(damaged[0]["figures"])
    assert (
        resting
        and resting <= set(found["figures"]["wrong"])
        and found["figures"]["holding"] < found["figures"]["total"]
    )
    assert "已损坏" in damaged[0]["message"] and any("专项检查" in row for row in damaged[0]["rows"])


def test_without_archive_or_workspace_not_all_is_seen(place: Path, verify: Any, gongkai: Any, tmp_path: Path) -> None:
    away = tmp_path / "elsewhere" / "annual-2016.docx"
    away.parent.mkdir()
    shutil.copy(place / "reports" / "annual-2016.docx", away)
    shutil.rmtree(place / "archive")
    code, found = verify()
    assert (code, found["verdict"]) == (3, "not_all_seen") and about(found, "capture", "unseen")
    answer = gongkai("verify", away, "--json")
    assert answer.code == 3 and "工作目录" in answer.json["remarks"][0]["message"]


def test_sample_says_how_much_was_looked_at(verify: Any) -> None:
    code, found = verify("annual-2016.docx", "--sample", "3")
    assert code == 0 and found["captures"]["looked_at"] == 3 < found["captures"]["behind"]
    assert "抽查" in said(found)[0]["message"]


def test_later_crawl_changes_nothing(place: Path, verify: Any, gongkai: Any) -> None:
    crawl(place, grown())
    assert gongkai("count", "published.total", "--year", "2016", "--json", "-w", place).json["value"] == 10
    code, found = verify()
    assert (code, said(found)) == (0, [])


def test_register_corrected_later_is_named_as_the_reason(place: Path, verify: Any) -> None:
    path = place / "registers" / "hearings.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join(lines[:-1]) + "\n", "utf-8-sig")
    code, found = verify()
    assert code == 4
    assert {(remark["was"], remark["now"]) for remark in about(found, "recount")} == {("14", "13")}
    (remark,) = about(found, "list")
    assert "台账hearings的内容在文书生成以后有改动" in remark["message"] and "第14次听证会" in remark["rows"][0]


def test_decision_of_a_later_day_changes_nothing(place: Path, verify: Any, gongkai: Any) -> None:
    assert gongkai("check", "--as-of", "2016-12-31", "-w", place).code == 0
    assert gongkai("report", "annual", "--year", "2016", "-w", place).code == 0
    code, _ = verify()
    groups = {entry["metric"] for entry in trace_in(place / "reports" / "annual-2016.html")["lists"]}
    assert code == 0 and any(name.startswith("findings.") for name in groups)
    listed = gongkai("findings", "list", "--json", "-w", place).json
    for row in listed["findings"] if isinstance(listed, dict) else listed:
        number = row.get("number") or row.get("finding")
        assert gongkai("findings", "dispute", number, "--by", "张三", "--reason", "有误", "-w", place).code == 0
    assert gongkai("report", "annual", "--year", "2016", "--out", place / "later", "-w", place).code == 0
    later = {entry["metric"] for entry in trace_in(place / "later" / "annual-2016.html")["lists"]}
    assert not any(name.startswith("findings.") for name in later)
    assert verify()[0] == 0


@pytest.mark.parametrize("name", ["note.txt", "page.html", "broken.docx", "broken.xlsx", "missing.docx"])
def test_what_is_no_document_of_ours_is_refused(gongkai: Any, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if not name.startswith("missing"):
        path.write_text("<html><body><p>813条</p></body></html>" if name.endswith("html") else "813", "utf-8")
    answer = gongkai("verify", path)
    assert answer.code == 2 and name in answer.err and ";" in answer.err


def test_document_of_another_workspace_does_not_hold(place: Path, verify: Any, tmp_path: Path) -> None:
    other = make_workspace(tmp_path / "other", grown())
    code, found = verify("annual-2016.docx", "--workspace", str(other))
    assert code == 4 and about(found, "recount")


@pytest.fixture(autouse=True)
def _no_writing_beside(original: Path) -> Iterator[None]:
    """Nothing that a test does may touch the original."""
    before = sorted(path for path in original.rglob("*"))
    yield
    assert sorted(path for path in original.rglob("*") if "-wal" not in path.name and "-shm" not in path.name) == [
        path for path in before if "-wal" not in path.name and "-shm" not in path.name
    ]
