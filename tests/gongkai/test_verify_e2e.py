"""The demo's documents: proved whole, tampered with, and proved again from a snapshot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gongkai.mini_workspace import catalogue
from tests.gongkai.test_demo_e2e import shell

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "城"
    assert shell("demo", "--keep", str(folder), "--json", cwd=folder.parent).code in (0, 1)  # 1: a figure is not true
    return folder


def verified(demo: Path, name: str, *more: str) -> tuple[int, Any]:
    answer = shell("verify", name, "--json", *more, cwd=demo)
    return answer.code, json.loads(answer.out)


def files_in(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}


def test_documents_of_the_demo_hold_with_every_page_read_again(demo: Path) -> None:
    code, found = verified(demo, "reports/annual-2016.docx")
    assert (code, found["verdict"]) == (0, "holds"), found["remarks"]
    assert found["figures"]["holding"] == found["figures"]["total"] > 80
    captures = found["captures"]
    assert captures["looked_at"] == captures["behind"] > 1000 and captures["pages_read_again"] > 1000
    for name in ("annual-2016.html", "columns-2016.docx", "columns-2016.html"):
        code, found = verified(demo, f"reports/{name}", "--sample", "20")
        assert (code, found["verdict"]) == (0, "holds"), found["remarks"]


def test_frozen_report_of_the_demo_is_proved_and_an_edited_figure_named(demo: Path) -> None:
    frozen = shell("count", "freeze", "--year", "2016", "--by", "张三", "--json", cwd=demo)
    assert frozen.code == 0 and all(head["seal"] for head in frozen.json["state"]["chains"])
    assert shell("count", "snapshots", "--verify", cwd=demo).code == 0
    for out in ("one", "two"):
        assert shell("report", "annual", "columns", "--snapshot", "1", "--out", out, cwd=demo).code == 0
    one, two = (files_in(demo / out) for out in ("one", "two"))
    assert one == two and len(one) > 60
    path = demo / "one" / "annual-2016.html"
    text = path.read_text("utf-8")
    assert "378</a>" in text
    path.write_text(text.replace("378</a>", "387</a>", 1), "utf-8")
    code, found = verified(demo, "one/annual-2016.html", "--sample", "5")
    wrong = [remark for remark in found["remarks"] if remark["level"] == "wrong"]
    assert code == 4 and [(remark["was"], remark["now"]) for remark in wrong] == [("378", "387")]
    assert "387" in wrong[0]["sentence"]


def test_forged_item_of_the_demo_is_found_by_recount_and_by_its_page(demo: Path) -> None:
    conn = catalogue(demo)
    title = conn.execute("SELECT title FROM items WHERE published_on = '2016-06-03' AND kind = 'article'").fetchone()[0]
    conn.execute("UPDATE items SET title = '伪造的标题' WHERE title = ?", (title,))
    code, found = verified(demo, "reports/annual-2016.docx")
    said = " ".join(remark["message"] for remark in found["remarks"])
    rows = " ".join(row for remark in found["remarks"] for row in remark["rows"])
    assert code == 4 and "伪造的标题" in rows and f"重新读取的标题是“{title}”" in said


def test_archive_sealed_anew_since_the_freezing_is_found_by_its_chain(demo: Path) -> None:
    assert shell("count", "freeze", "--year", "2016", "--json", cwd=demo).code == 0
    number = str(shell("count", "snapshots", "--json", cwd=demo).json["snapshots"][-1]["id"])
    assert shell("report", "columns", "--snapshot", number, "--out", "three", cwd=demo).code == 0
    assert not chain_remarks(demo)
    chain = demo / "archive" / "bureau" / "chain.tsv"
    lines = chain.read_text("utf-8").splitlines()
    assert lines
    chain.write_text("", "utf-8")
    assert chain_remarks(demo)


def chain_remarks(demo: Path) -> list[str]:
    _, found = verified(demo, "three/columns-2016.docx", "--sample", "5")
    return [remark["message"] for remark in found["remarks"] if "封存链" in remark["message"]]
