"""Documents in the console: ordered, looked at, downloaded, verified."""

from __future__ import annotations

import hashlib
import re
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from gongkai.console.rooms.documents.purposes import PURPOSES
from gongkai.report_order import ReportOrder, carry_out
from gongkai.reporting import all_kinds
from gongkai.snapshots import FreezeOrder, freeze_year
from tests.console.inspected_city import Inspected
from tests.console.small import store_of
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e
Visit = Callable[[str], Visitor]
PATIENCE = 120  # seconds


def wait(visitor: Visitor, page: str) -> BeautifulSoup:
    """The page, once the job that it shows has ended."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        seen = visitor.see(page)
        if seen.select_one("[data-going]") is None:
            return seen
        time.sleep(0.3)
    raise AssertionError(f"{page} goes on for more than {PATIENCE} s")


def order(visitor: Visitor, kind: str, **fields: object) -> str:
    """Order a document; its page."""
    answer = visitor.submit(f"/documents/new/{kind}", "order", **fields)
    assert answer.status_code == 302, BeautifulSoup(answer.text, "lxml").get_text(" ", strip=True)
    return answer.headers["Location"]


def verified(visitor: Visitor, answer: TestResponse) -> BeautifulSoup:
    assert answer.status_code == 302, BeautifulSoup(answer.text, "lxml").get_text(" ", strip=True)
    return wait(visitor, answer.headers["Location"])


def edited(data: bytes, was: str, now: str) -> bytes:
    """A DOCX file in which somebody wrote another number."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                assert f">{was}<".encode() in part
                part = part.replace(f">{was}<".encode(), f">{now}<".encode(), 1)
            new.writestr(name, part)
    return out.getvalue()


def test_a_document_has_the_bytes_of_the_commands_own_and_verifies_until_it_is_edited(
    visit: Visit, workspace: Inspected, tmp_path: Path
) -> None:
    nian = visit("nian")
    page = order(nian, "annual", year="2016", formats=["html", "docx"])
    seen = wait(nian, page)
    links = [str(link["href"]) for link in seen.select("#files ~ div a")]
    made = {path.rsplit("/", 1)[1]: nian.get(path) for path in links}
    wish = ReportOrder(("annual",), 2016, workspace.now, out=tmp_path / "own")
    own = {path.name: path.read_bytes() for path in carry_out(workspace.place, wish).documents}
    assert {name: answer.data for name, answer in made.items()} == own
    for name, answer in made.items():
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert hashlib.sha256(answer.data).hexdigest() in seen.get_text()
    assert "annual-2016.html" in str(seen.select_one("iframe[sandbox='']"))

    first = nian.client.post(
        "/documents/D-000001/verify", data={"csrf_token": nian.token(), "name": "annual-2016.docx"}
    )
    outcome = verified(nian, first)
    assert outcome.select_one("#verdict.alert-success"), outcome.get_text(" ", strip=True)

    word = workspace.place.reports / "D-000001" / "annual-2016.docx"
    word.write_bytes(edited(word.read_bytes(), "813", "913"))
    assert "生成以后被改动" in nian.see(page).get_text()
    again = nian.client.post(
        "/documents/D-000001/verify", data={"csrf_token": nian.token(), "name": "annual-2016.docx"}
    )
    outcome = verified(nian, again)
    assert outcome.select_one("#verdict.alert-danger")
    remark = outcome.select_one("section[aria-labelledby=edited] li")
    assert remark is not None and "813" in remark.get_text()
    assert "913" in remark.select_one("blockquote").get_text()  # type: ignore[union-attr]

    upload = {"file": (BytesIO(word.read_bytes()), "../../改过的年报.docx")}
    handed = verified(nian, nian.submit("/documents/verify", "verify", **upload))
    assert "913" in handed.select_one("section[aria-labelledby=edited] blockquote").get_text()  # type: ignore[union-attr]
    assert handed.find("h1").get_text() == "核验：改过的年报.docx"  # type: ignore[union-attr]
    assert list((workspace.place.root / "incoming").iterdir()) == []

    assert "没有做完" not in nian.see("/documents/1").get_text()
    with closing(store_of(workspace.place)) as store:  # as if the program had been killed while it wrote
        store.execute("UPDATE jobs SET state = 'cut_off'")
    assert "任务没有做完" in nian.see("/documents/1").get_text()

    listed = nian.see("/documents/")
    assert "D-000001" in listed.get_text() and "DOCX" in listed.select_one("section[aria-labelledby=made]").get_text()  # type: ignore[union-attr]


def test_a_document_from_a_snapshot_is_the_commands_own_and_can_be_compared(
    visit: Visit, workspace: Inspected, tmp_path: Path
) -> None:
    place, conn = workspace.place, workspace.place.open_catalogue()
    freeze_year(place, conn, FreezeOrder(2016, workspace.now, made_by="nian", force=True))
    nian = visit("nian")
    offered = nian.see("/documents/new/annual").select("#snapshot option")
    assert "未签署" in offered[1].get_text()
    (link,) = nian.see("/counts/snapshots/1").select("a[href*='/documents/?snapshot=']")
    shelf = nian.see(str(link["href"]))
    assert "用核定数 1 号生成" in shelf.get_text()
    addresses = [str(each["href"]) for each in shelf.select("section[aria-labelledby=kinds] a")]
    assert "/documents/new/annual?snapshot=1" in addresses and "/documents/new/bulletin" in addresses
    form = nian.see("/documents/new/annual?snapshot=1").find("form", id="order")
    assert form is not None
    assert form.select_one("#snapshot option[selected]")["value"] == "1"  # type: ignore[index, union-attr]
    assert form.select_one("[name=year]")["value"] == "2016"  # type: ignore[index, union-attr]
    assert not nian.see("/documents/new/annual?snapshot=9").select("#snapshot option[selected][value='9']")
    wrong = nian.submit("/documents/new/annual", "order", year="2015", snapshot="1")
    assert wrong.status_code == 400 and "是 2016 年的" in wrong.text
    first = order(nian, "annual", year="2016", snapshot="1", formats=["docx", "html"])
    wait(nian, first)
    made = nian.get("/documents/D-000001/files/annual-2016.docx").data
    wish = ReportOrder(("annual",), 2016, workspace.now, snapshot="1", formats=("docx",), out=tmp_path / "own")
    assert made == carry_out(place, wish).documents[0].read_bytes()

    second = order(nian, "annual", year="2016", as_of="2016-06-30", formats=["docx"])
    choice = wait(nian, second).select_one("#compare option")
    assert choice is not None and choice["value"] == "1"
    page = nian.see("/documents/2/compare", **{"with": 1})
    row = next(line for line in page.select("tbody tr") if line.get_text(" ").strip().startswith("主动公开政府信息数 "))
    cells = [cell.get_text(strip=True) for cell in row.find_all("td")]
    assert cells[:2] == ["2016", "813"] and int(cells[3]) == int(cells[2]) - 813 < 0
    for other in (2, 3, 0):
        assert nian.get("/documents/2/compare", **{"with": other}).status_code == 404
    rows = nian.see("/documents/").select("section[aria-labelledby=made] tbody tr")
    assert ["核定数 1 号" in line.get_text() for line in rows] == [False, True]


def test_the_preview_is_inert(visit: Visit, workspace: Inspected) -> None:
    folder = workspace.place.reports
    folder.mkdir(exist_ok=True)
    (folder / "evil-2016.html").write_text("<script>parent.alert(1)</script><form action=/logout>", "utf-8")
    nian = visit("nian")
    page = nian.see("/documents/found/evil-2016")
    frame = page.select_one("iframe")
    assert frame is not None and not frame["sandbox"]
    answer = nian.get(str(frame["src"]))
    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("sandbox") and "script-src" not in policy and "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy and answer.headers["X-Content-Type-Options"] == "nosniff"
    taken = nian.get("/documents/found/files/evil-2016.html")
    assert taken.headers["Content-Disposition"].startswith("attachment")
    assert nian.get("/documents/found/frame/evil-2016.docx").status_code == 404


def test_nothing_outside_of_the_reports_folder_is_reached(visit: Visit, workspace: Inspected, tmp_path: Path) -> None:
    root, folder = workspace.place.root, workspace.place.reports
    folder.mkdir(exist_ok=True)
    (tmp_path / "secret.html").write_text("geheim", "utf-8")
    (folder / "link-2016.html").symlink_to(tmp_path / "secret.html")
    (folder / "away-figures").symlink_to(tmp_path)
    (folder / "settings.toml").write_text("geheim", "utf-8")
    (root / "top.html").write_text("geheim", "utf-8")
    nian = visit("nian")
    for shelf in ("found", "D-000001", "D-1", "..", ".", "%2e%2e", "D-999999999999999"):
        for name in (
            "link-2016.html",
            "away-figures/secret.html",
            "settings.toml",
            "../top.html",
            "..%2ftop.html",
            "%2e%2e/top.html",
            "../console.sqlite",
            "..\\top.html",
            f"{tmp_path}/secret.html",
            "a%00.html",
            ".",
            "x" * 3000 + ".html",
        ):
            for what in ("files", "frame"):
                answer = nian.get(f"/documents/{shelf}/{what}/{name}")
                assert answer.status_code in (404, 308), (shelf, name)
                assert "geheim" not in answer.text
    assert nian.get("/documents/found/link-2016").status_code == 404
    assert "link-2016" not in nian.see("/documents/").get_text()
    sent = nian.client.post("/documents/found/verify", data={"csrf_token": nian.token(), "name": "../top.html"})
    assert sent.status_code == 404


def test_names_of_files_are_shown_and_sent_as_they_are(visit: Visit, workspace: Inspected) -> None:
    folder = workspace.place.reports
    folder.mkdir(exist_ok=True)
    name = "年报\"<img src=x onerror=alert(1)>;' 2016.html"
    (folder / name).write_text("<p>x</p>", "utf-8")
    nian = visit("nian")
    listed = nian.see("/documents/")
    assert listed.select_one("img") is None
    link = listed.select_one("section[aria-labelledby=found] td a")
    assert link is not None
    answer = nian.get(str(link["href"]))
    assert answer.status_code == 200
    disposition = answer.headers["Content-Disposition"]
    assert "filename*=UTF-8''" in disposition and "\n" not in disposition


def test_what_cannot_be_made_is_said_beside_its_field_and_what_was_typed_stays(visit: Visit) -> None:
    nian = visit("nian")

    def wrong(kind: str, **fields: object) -> str:
        answer = nian.submit(f"/documents/new/{kind}", "order", **fields)
        assert answer.status_code == 400
        return answer.text

    assert "2017 年度起才有" in wrong("website-form", year="2016")
    assert 'value="sixteen"' in wrong("annual", year="sixteen")
    assert "2016-12-31" in wrong("annual", year="2016", as_of="soon")
    assert "还没有开始" in wrong("bulletin", year="2090", quarter="2")
    assert "至少选一种格式" in wrong("annual", year="2016", formats=[])
    assert wrong("annual", year="2016", formats=["exe"])
    assert nian.see("/documents/").select_one("section[aria-labelledby=made] .empty")  # nothing was ordered
    assert nian.get("/documents/new/nothing").status_code == 404


def test_a_document_that_could_not_be_made_says_so(visit: Visit, workspace: Inspected) -> None:
    (workspace.place.registers / "hearings.csv").write_text("what,is,this\n1,2,3\n", "utf-8")
    nian = visit("nian")
    seen = wait(nian, order(nian, "annual", year="2016"))
    alert = seen.select_one(".alert-danger")
    assert alert is not None and "没有生成" in alert.get_text() and seen.select_one("iframe") is None


def test_a_template_of_ones_own_is_offered_and_used(visit: Visit, workspace: Inspected) -> None:
    workspace.place.templates.mkdir(exist_ok=True)
    (workspace.place.templates / "bulletin.html.j2").write_text("<p>本单位的通报 {{ year }}</p>", "utf-8")
    nian = visit("nian")
    assert "bulletin.html.j2" in nian.see("/documents/new/bulletin").get_text()
    page = order(nian, "bulletin", year="2016", formats=["html"])
    wait(nian, page)
    assert "本单位的通报 2016" in nian.get("/documents/D-000001/frame/bulletin-2016.html").text


def test_who_may_look_and_who_may_make(visit: Visit) -> None:
    for name in ("wang", "shen"):
        webmaster = visit(name)
        for path in ("", "new/annual", "verify", "audit", "examinations", "1", "D-000001/files/x.html"):
            assert webmaster.get(f"/documents/{path}").status_code == 403, path
        assert webmaster.send("/documents/new/annual", year="2016").status_code == 403
    assert visit("jian").get("/documents/new/annual").status_code == 200
    nian = visit("nian")
    assert nian.client.post("/documents/new/annual", data={"year": "2016"}).status_code == 400  # without the token


def test_every_kind_of_document_says_what_it_is_for() -> None:
    assert set(PURPOSES) == set(all_kinds())


def test_the_list_is_paged_and_can_be_narrowed(visit: Visit, workspace: Inspected) -> None:
    from gongkai.console.documents import orders
    from gongkai.console.documents.schema import document_migrations
    from gongkai.console.store import FILE_NAME, open_store

    conn = open_store(workspace.place.root / FILE_NAME, document_migrations)
    for number in range(120):
        kind = "annual" if number % 3 else "bulletin"
        orders.add(conn, orders.Wish(kind, 2016, ("html",), as_of=date(2016, 12, 31)), "nian", workspace.now)
    nian = visit("nian")
    page, seen = nian.see("/documents/"), []
    assert "120" in page.select_one("#made").get_text()  # type: ignore[union-attr]
    while True:
        seen += re.findall(r"D-\d{6}", page.select_one("section[aria-labelledby=made]").get_text())  # type: ignore[union-attr]
        further = page.find("a", string="更早的文书")
        if further is None:
            break
        page = nian.see(str(further["href"]))  # type: ignore[index]
    assert seen == [f"D-{number:06d}" for number in range(120, 0, -1)]
    assert "40" in nian.see("/documents/", kind="bulletin").select_one("#made").get_text()  # type: ignore[union-attr]
