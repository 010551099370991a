"""Titles and addresses from foreign sites do nothing in our documents but be read."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import html as lxml_html

from reports.count import count
from reports.kinds import kinds
from reports.render import list_csv
from reports.scope import make_scope
from reports.typography import cell_text, chinese_dates, chinese_marks, printable, web_address
from tests.reports.samples import finding
from tests.reports.small_city import BUREAU, SiteBuilder, empty, scope_of

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\x00\x0b{{ 7*7 }}\u202e"


def test_hostile_titles_are_inert_in_every_file(tmp_path: Path) -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    news = own.column(f"动态{HOSTILE.replace('/', '')}")
    own.item(HOSTILE, "2016-05-01", news, name="x")
    own.finish()
    judged = [finding("undated_item", "a", label=HOSTILE, observed=HOSTILE[:20], message=HOSTILE)]
    for kind in kinds().values():
        year = 2017 if kind.name == "website-form" else 2016  # there was none before
        kind.render(make_scope(conn, year=year), judged, tmp_path)
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > 10
    for path in pages:
        text = path.read_text("utf-8")
        assert "\x00" not in text and "\u202e" not in text and '<td class="left">49' not in text
        page = lxml_html.fromstring(path.read_bytes())
        scripts = [script for script in page.findall(".//script") if script.get("type") != "application/json"]
        assert not scripts and not page.findall(".//img")
        assert "default-src 'none'" in text
    for path in tmp_path.glob("*-2016.docx"):
        assert "<script>" in "".join(node.text or "" for node in docx.Document(str(path)).element.iter(qn("w:t")))


def test_script_address_is_no_link(tmp_path: Path) -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    own.item("通知", "2016-05-01", own.column("通知公告"), name="x")
    own.finish()
    conn.execute("UPDATE items SET url = 'javascript:alert(1)'")
    kinds()["annual"].render(scope_of(conn), [], tmp_path, ["html"])
    for path in tmp_path.rglob("*.html"):
        page = lxml_html.fromstring(path.read_bytes())
        assert not [link for link in page.iterfind(".//a[@href]") if str(link.get("href")).startswith("javascript")]


def test_title_is_no_formula_in_a_spreadsheet() -> None:
    conn = empty()
    own = SiteBuilder(conn, BUREAU)
    own.item('=HYPERLINK("http://x.test","点我")', "2016-05-01", own.column("通知公告"), name="x")
    own.finish()
    text = list_csv(count(scope_of(conn), "published.total")).decode("utf-8-sig")
    assert ",\"'=HYPERLINK(" in text


@pytest.mark.parametrize(
    ("text", "expected"), [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), ("通知", "通知"), ("a\nb", "a b")]
)
def test_cell_text(text: str, expected: str) -> None:
    assert cell_text(text) == expected


def test_only_web_addresses_are_followed() -> None:
    assert web_address("HTTP://a.test/x") == "HTTP://a.test/x"
    assert web_address("javascript:alert(1)") is None
    assert web_address(None) is None


def test_messages_get_chinese_marks_and_addresses_stay() -> None:
    assert chinese_marks("没有找到(同义:甲),请补设") == "没有找到（同义：甲），请补设"
    assert chinese_marks("http://a.test:80/x,y") == "http://a.test:80/x,y"


def test_days_become_prose() -> None:
    assert chinese_dates("最新2016-03-05") == "最新2016年3月5日"
    assert chinese_dates("编号12016-03-051") == "编号12016-03-051"


def test_printable_keeps_ordinary_text() -> None:
    assert printable("东莞市 “安监”〔2016〕5号\n第二行") == "东莞市 “安监”〔2016〕5号\n第二行"
