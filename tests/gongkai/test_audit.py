"""`gongkai audit`: from files and addresses, for people and for scripts, with its exit codes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from gongkai.audit_screen import around
from tests.crawler.link_city import LOOPBACK, city
from tests.crawler.mini_site import HTML
from tests.gongkai.conftest import Answer
from tests.gongkai.mini_workspace import make_workspace
from tests.reports.audit.forms_in_print import report, title
from tests.reports.audit.making import as_docx, as_html

PROBLEMS = (
    "部分科室等到月底才集中上传，群众看到时已经过期；解读材料多数只是文件的摘要，图表和问答很少；镇街之间不平衡，有的镇街公开得少。"
    "下一步将逐月通报，改进更新机制。"
)
Call = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No workspace around the tests."""
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")


def saved(folder: Path, year: int = 2016, name: str = "report.html", **values: object) -> Path:
    parts = report(year, values, problems=PROBLEMS)
    parts[2] = f"{parts[2]}全年共收到政府信息公开申请12件。"
    path = folder / name
    path.write_bytes(as_html(title(year), parts))
    return path


def test_a_report_is_told_in_the_order_of_importance(tmp_path: Path, gongkai: Call) -> None:
    answer = gongkai("audit", saved(tmp_path, **{"3.1": 11, "3.2": 11}))
    assert answer.code == 0, answer.err
    order = [
        "年度：2016",
        "报告说明",
        "发现1个问题",
        "应有的内容",
        "报告中的",
        "没有与采集数据比较：不在工作区中",
        "未能核对",
    ]
    assert [answer.out.index(words) for words in order] == sorted(answer.out.index(words) for words in order)
    assert "为11：" in answer.out.replace("\n", "")
    assert max(map(len, answer.out.splitlines())) <= 80


def test_json_says_the_same(tmp_path: Path, gongkai: Call) -> None:
    facts = gongkai("audit", saved(tmp_path, **{"3.1": 11, "3.2": 11}), "--json").json
    assert (facts["form"]["id"], facts["form"]["year"], facts["file"]) == ("stats-2014", 2016, "html")
    [fault] = [remark for remark in facts["remarks"] if remark["verdict"] == "flagged"]
    assert (fault["check"], fault["says"], fault["should"]) == ("ar14.text_match", "12", "11")
    assert fault["clause"]["confidence"] == "C"
    assert {cell["cell"]: cell["value"] for cell in facts["tables"]["cells"]}["3.1"] == 11
    assert facts["not_compared"] == "不在工作区中"
    assert facts["capture"] is None


@pytest.mark.parametrize(("values", "code"), [({"3.1": 11, "3.2": 11}, 4), ({"3.1": 12, "3.2": 12}, 0)])
def test_fail_on_ends_with_four_where_there_is_a_fault(
    tmp_path: Path, gongkai: Call, values: dict[str, object], code: int
) -> None:
    assert gongkai("audit", saved(tmp_path, **values), "--fail-on", "flagged").code == code


def test_what_cannot_be_read_ends_with_two_and_says_what_to_do(tmp_path: Path, gongkai: Call) -> None:
    broken = tmp_path / "report.doc"
    broken.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    answer = gongkai("audit", broken)
    assert (answer.code, answer.out) == (2, "")
    assert "old Word" in answer.err
    assert "save it as .docx" in answer.err
    assert gongkai("audit", tmp_path / "none.txt").code == 2
    picture = tmp_path / "picture.html"
    picture.write_text('<html><body><img src="a.jpg"></body></html>', "utf-8")
    answer = gongkai("audit", picture)
    assert (answer.code, "no text that can be read" in answer.err) == (2, True)


def test_last_year_and_the_day_of_publication(tmp_path: Path, gongkai: Call) -> None:
    last = saved(tmp_path, 2021, "last.html", **{"t2.r4.total": 3})
    now = saved(tmp_path, 2022, **{"t2.r2.total": 2})
    facts = gongkai("audit", now, "--last", last, "--published", "2023-02-01", "--json").json
    flagged = {remark["check"] for remark in facts["remarks"] if remark["verdict"] == "flagged"}
    assert {"ar19.carry", "ar19.date", "ar.copied"} <= flagged
    assert facts["published"] == "2023-02-01"


def test_a_page_for_people_says_the_same(tmp_path: Path, gongkai: Call) -> None:
    page = tmp_path / "audit.html"
    answer = gongkai("audit", saved(tmp_path, **{"3.1": 11, "3.2": 11}), "--html", page, "--json")
    text = BeautifulSoup(page.read_bytes(), "html.parser").get_text(" ", strip=True)
    assert title(2016) in text
    for remark in answer.json["remarks"]:
        if remark["verdict"] == "flagged":
            assert remark["sentence"] in text
    assert all(claim["sentence"] in text for claim in answer.json["claims"])


def test_in_a_workspace_each_number_stands_beside_our_count(tmp_path: Path, gongkai: Call) -> None:
    place = make_workspace(tmp_path / "检查")
    path = tmp_path / "report.txt"
    path.write_text(
        "某某市某某局2016年政府信息公开工作年度报告\n全年共召开听证会99场。全市共有商事登记主体170多万户。\n", "utf-8"
    )
    facts = gongkai("audit", path, "--workspace", place, "--json").json
    standings = {claim["indicator"]: claim["ours"]["standing"] for claim in facts["claims"]}
    assert standings == {"hearings.held": "differs", "entities.registered": "not_knowable"}
    hearing = next(claim for claim in facts["claims"] if claim["indicator"] == "hearings.held")
    count = gongkai("count", "hearings.held", "--year", "2016", "--workspace", place, "--json").json
    assert hearing["ours"]["value"] == count["value"]
    assert hearing["ours"]["difference"] == 99 - count["value"]
    assert gongkai("audit", path, "--workspace", place, "--fail-on", "flagged").code in (0, 4)
    assert gongkai("audit", path, "--workspace", place, "--fail-on", "differs").code == 4


def test_the_report_of_another_organ_is_noticed(tmp_path: Path, gongkai: Call) -> None:
    place = make_workspace(tmp_path / "检查")
    facts = gongkai("audit", saved(tmp_path), "--workspace", place, "--json").json
    assert "没有提到某某市某某局" in facts["not_compared"]


def test_an_address_is_fetched_with_robots_and_kept_in_a_workspace(
    tmp_path: Path, gongkai: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_ALLOW_NET", LOOPBACK[0])
    place = make_workspace(tmp_path / "检查")
    body = as_html(title(2016), report(2016, {}), page=True)
    word = as_docx(title(2015), report(2015, {}))
    with city(tmp_path / "city") as made:
        kind = (("Content-Type", "application/octet-stream"),)
        host = made.host(1, {"/a/report.html": (200, HTML, body), "/a/2015.docx": (200, kind, word)})
        url = f"{host.home}a/report.html"
        facts = gongkai("audit", url, "--last", f"{host.home}a/2015.docx", "--workspace", place, "--json").json
        assert host.asked.count("/robots.txt") == 2
        assert host.pages_asked() == ["/a/report.html", "/a/2015.docx"]
    assert (facts["source"], facts["form"]["year"]) == (url, 2016)
    assert facts["published"] == "2023-01-12"
    assert "附件“统计表.docx”" in facts["unread"][0]
    warc, _, _ = facts["capture"].rpartition("@")
    assert Path(warc).is_file()
    kept = sqlite3.connect(next((place / "audit").rglob("catalogue.sqlite")))
    assert [row[0] for row in kept.execute("SELECT state FROM runs")] == ["complete", "complete"]
    kept.close()


def test_an_address_that_may_not_be_fetched_says_why(tmp_path: Path, gongkai: Call) -> None:
    with city(tmp_path / "city") as made:
        answer = gongkai("audit", f"{made.host(1, {}).home}report.html")
    assert answer.code == 2
    assert "内网地址未获许可" in answer.err


def test_the_words_around_a_number() -> None:
    sentence = "甲" * 30 + "12件" + "乙" * 30
    assert around(sentence, "12") == f"…{'甲' * 18}12件{'乙' * 11}…"
    assert around("12件", "12") == "12件"


def test_the_shape_of_the_json_is_the_documented_one(tmp_path: Path, gongkai: Call) -> None:
    """docs/audit.md shows a real answer: its keys are those of every answer."""
    docs = (Path(__file__).resolve().parents[2] / "docs" / "audit.md").read_text(encoding="utf-8")
    shown = json.loads(docs.partition("```json\n")[2].partition("\n```")[0])
    facts = gongkai("audit", saved(tmp_path), "--json").json
    assert list(shown) == list(facts)
    for name in ("facts", "parts", "claims", "remarks"):
        assert list(shown[name][0]) == list(facts[name][0]), name
    assert list(shown["form"]) == list(facts["form"])
