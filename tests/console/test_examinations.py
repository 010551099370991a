"""Files that are handed in: audited as the command does, refused when wrong, gone when read."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from gongkai.audit_screen import audit_json
from gongkai.auditing import Request, run_audit
from gongkai.console.documents import incoming
from gongkai.console.rooms.documents.refusals import OTHERWISE
from tests.console.inspected_city import Inspected
from tests.console.test_documents import verified
from tests.console.visitor import Visitor
from tests.reports.audit.forms_in_print import report, title
from tests.reports.audit.forty_files import make_file
from tests.reports.audit.forty_source import Report, forty
from tests.reports.audit.making import as_docx, as_html

pytestmark = pytest.mark.e2e
Visit = Callable[[str], Visitor]


def hand_in(visitor: Visitor, what: str, name: str, data: bytes, **fields: object) -> TestResponse:
    return visitor.submit(f"/documents/{what}", what, file=(io.BytesIO(data), name), **fields)


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in parts.items():
            box.writestr(name, data)
    return out.getvalue()


def no_file_is_left(place: Path) -> bool:
    return not any(path.is_file() for path in (place / incoming.FOLDER).rglob("*"))


def test_an_audit_is_that_of_the_command(visit: Visit, workspace: Inspected, tmp_path: Path) -> None:
    nian = visit("nian")
    for source in {one.file: one for one in forty()}.values():  # one of text, HTML, DOCX and PDF each
        audited_alike(source, nian, workspace, tmp_path)


def audited_alike(source: Report, nian: Visitor, workspace: Inspected, tmp_path: Path) -> None:
    path = make_file(source, tmp_path)
    answer = hand_in(nian, "audit", path.name, path.read_bytes(), year=str(source.year or ""))
    page = verified(nian, answer)
    outside = run_audit(Request(str(path), year=source.year, name=path.name), workspace.place)
    facts = json.loads(json.dumps(audit_json(outside), ensure_ascii=False, default=str))
    number = answer.headers["Location"].rsplit("/", 1)[1]
    assert json.loads(nian.get(f"/documents/examinations/{number}.json").data) == facts
    flagged = [one["sentence"] for one in facts["remarks"] if one["verdict"] == "flagged"]
    said = page.select("section[aria-labelledby=faults] ol > li > span:first-child")
    assert [entry.get_text() for entry in said] == flagged
    book = load_workbook(io.BytesIO(nian.get(f"/documents/examinations/{number}.xlsx").data))
    assert book["报告的数字"].max_row == len(facts["claims"]) + 1
    assert no_file_is_left(workspace.place.root)


MACROS = packed({"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"})
BOMB = packed({"word/document.xml": b"<x>" + b" " * (310 * 1024 * 1024)})
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b'<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/'
    b'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&x;&j;</w:t></w:r></w:p></w:body></w:document>'
)


REFUSED = [
    ("audit", "a.docx", b"", "空的"),
    ("audit", "a.docx", b"   \n", "空的"),
    ("audit", "a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "另存为 .docx"),
    ("audit", "a.docx", b"\x89PNG\r\n\x1a\n" + b"x" * 600, "图片"),
    ("audit", "a.rtf", b"{\\rtf1 text}", "另存为 .docx"),
    ("audit", "a.zip", packed({"a.txt": b"x"}), "压缩包"),
    ("audit", "a.7z", b"7z\xbc\xaf\x27\x1c" + b"x" * 99, "压缩包"),
    ("audit", "a.xlsx", packed({"xl/workbook.xml": b"<x/>"}), "电子表格"),
    ("audit", "a.ofd", packed({"OFD.xml": b"<x/>"}), "OFD"),
    ("audit", "a.exe", b"MZ\x00\x01\x02" + bytes(range(256)), "认不出"),
    ("audit", "a.docx", MACROS, "宏"),
    ("audit", "a.docx", BOMB, "太大"),
    ("verify", "a.docx", b"", "空的"),
    ("verify", "a.pdf", b"%PDF-1.4", "只能核验"),
    ("verify", "a", b"<html></html>", "只能核验"),
    ("verify", "a.exe", b"MZ", "只能核验"),
    ("verify", "a.docm", MACROS, "只能核验"),
    ("verify", "a.docx", b"<html></html>", "扩展名不符"),
    ("verify", "a.html", packed({"word/document.xml": b"<x/>"}), "扩展名不符"),
    ("verify", "a.xlsx", packed({"word/document.xml": b"<x/>"}), "扩展名不符"),
    ("verify", "a.docx", b"PK\x03\x04 and no more", "损坏"),
    ("verify", "a.docx", MACROS, "宏"),
    ("verify", "a.docx", BOMB, "太大"),
]


def test_what_is_wrong_is_refused_before_it_is_parsed(visit: Visit, workspace: Inspected) -> None:
    nian = visit("nian")
    for what, name, data, said in REFUSED:
        answer = hand_in(nian, what, name, data)
        assert answer.status_code == 400, (what, name, said)
        assert said in answer.text, (what, name, said)
    assert no_file_is_left(workspace.place.root)
    assert nian.see("/documents/examinations").select_one(".empty") is not None


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    for kind, name in (("audit", "a.txt"), ("verify", "a.html")):
        with pytest.raises(incoming.RefusedError, match="larger"):
            incoming.take_in(tmp_path, kind, name, b"x" * (incoming.LARGEST + 1))
    assert no_file_is_left(tmp_path)


def test_nothing_chosen_and_too_much_chosen_are_said(visit: Visit) -> None:
    nian = visit("nian")
    for what in ("audit", "verify"):
        answer = nian.submit(f"/documents/{what}", what)
        assert answer.status_code == 400 and "请选择文件" in answer.text
    wrong = hand_in(nian, "audit", "a.txt", "报告".encode(), year="soon", published="then")
    assert wrong.status_code == 400 and "例如 2016" in wrong.text and "2016-12-31" in wrong.text
    assert 'value="soon"' in wrong.text
    assert hand_in(nian, "audit", "a.txt", b"x", site="nothing").status_code == 400
    assert hand_in(nian, "audit", "a.txt", b"x", capture="999999").status_code == 400


FOUND_WRONG = [
    ("verify", "a.docx", packed({"word/document.xml": ENTITIES}), "损坏"),
    ("verify", "a.docx", as_docx(title(2016), report(2016, {})), "没有可核验的数字"),
    ("verify", "a.html", as_html(title(2016), report(2016, {})), "没有可核验的数字"),
    ("audit", "a.docx", packed({"word/document.xml": ENTITIES}), "损坏"),
    ("audit", "a.pdf", b"%PDF-1.4\n%%EOF", "损坏"),
    ("audit", "a.html", b"<html><body><script>x</script></body></html>", "没有可读的文字"),
]


def test_what_turns_out_to_be_wrong_is_said_without_our_inside(visit: Visit, workspace: Inspected) -> None:
    nian = visit("nian")
    for what, name, data, said in FOUND_WRONG:
        page = verified(nian, hand_in(nian, what, name, data))
        alert = page.select_one(".alert-danger")
        assert alert is not None and said in alert.get_text(), (what, name, said)
        assert "root:" not in page.get_text() and str(workspace.place.root) not in page.get_text()
    assert no_file_is_left(workspace.place.root)


def test_a_file_that_never_ends_is_stopped(visit: Visit, workspace: Inspected, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from gongkai.console.documents import examinations, examining
    from gongkai.console.documents.schema import document_migrations
    from gongkai.console.store import FILE_NAME, open_store

    monkeypatch.setitem(examining.SECONDS, "audit", 0.01)  # a limit that any file exceeds
    kept = incoming.take_in(workspace.place.root, "audit", "a.txt", "报告".encode())
    conn = open_store(workspace.place.root / FILE_NAME, document_migrations)
    subject = examinations.Subject("audit", kept.name, kept.path, kept.size, kept.sha256, uploaded=True)
    number = examinations.add(conn, subject, {}, "nian", workspace.now)
    examining.examine(workspace.place, number, workspace.now + timedelta(seconds=1))
    assert "占用的时间或内存" in visit("nian").see(f"/documents/examinations/{number}").get_text()
    assert no_file_is_left(workspace.place.root)


def test_the_process_that_reads_cannot_take_all_memory() -> None:
    hungry = "from gongkai.console.documents import limited; limited.limit('audit'); bytearray(3 << 30)"
    done = subprocess.run([sys.executable, "-c", hungry], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "MemoryError" in done.stderr


def test_an_examination_that_was_cut_off_says_so(visit: Visit, workspace: Inspected) -> None:
    from gongkai.console.documents import examinations
    from gongkai.console.documents.schema import document_migrations
    from gongkai.console.store import FILE_NAME, open_store

    conn = open_store(workspace.place.root / FILE_NAME, document_migrations)
    subject = examinations.Subject("audit", "a.txt", Path("/nowhere"), 1, "0", uploaded=True)
    number = examinations.add(conn, subject, {}, "nian", workspace.now)
    assert "请再提交一次" in visit("nian").see(f"/documents/examinations/{number}").get_text()


def test_hostile_words_are_only_words(visit: Visit, workspace: Inspected) -> None:
    text = "某局2016年政府信息公开年度报告\n<script>alert(1)</script>全年主动公开政府信息=cmd|'/c calc'!A1 813条。"
    nian = visit("nian")
    answer = hand_in(nian, "audit", "<img src=x onerror=alert(1)>.txt", text.encode())
    page = verified(nian, answer)
    assert page.select_one("img") is None and page.find("script", string="alert(1)") is None
    listed = nian.see("/documents/examinations")
    assert listed.select_one("img") is None and "onerror" in listed.get_text()


def test_a_report_of_another_organ_is_not_compared_where_that_is_asked(visit: Visit) -> None:
    nian = visit("nian")
    text = "某局2016年政府信息公开年度报告\n一、概述\n全年主动公开政府信息1000条。".encode()
    page = verified(nian, hand_in(nian, "audit", "a.txt", text, site="-"))
    assert "没有与本系统的统计比较" in page.get_text() and page.select_one("#differing") is None
    page = verified(nian, hand_in(nian, "audit", "a.txt", text, site="bureau"))
    link = page.select_one("#differing ~ div td a")
    assert link is not None and str(link["href"]).startswith("/counts/") and link.get_text() == "813"


def test_there_is_no_field_for_an_address(visit: Visit) -> None:
    nian = visit("nian")
    form = nian.see("/documents/audit").find("form", id="audit")
    assert form is not None
    assert not [field for field in form.find_all("input") if field.get("type") == "url"]  # type: ignore[union-attr]
    names = {str(field.get("name")) for field in form.find_all(["input", "select"])}  # type: ignore[union-attr]
    assert names == {"csrf_token", "file", "capture", "year", "published", "site"}


def test_a_report_that_was_crawled_is_audited_from_its_capture(visit: Visit, workspace: Inspected) -> None:
    from crawler.catalogue.annual_reports import report_pages

    pages = report_pages(workspace.place.open_catalogue(), ["bureau"])
    assert pages
    nian = visit("nian")
    page = verified(nian, nian.submit("/documents/audit", "audit", capture=str(pages[0].capture)))
    assert page.select_one("#verdict") or page.select_one(".alert-danger")
    assert pages[0].title in page.get_text()


def test_refusals_have_words_of_their_own() -> None:
    from gongkai.console.rooms.documents.refusals import WORDS

    assert OTHERWISE not in WORDS.values()
