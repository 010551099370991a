"""extract: one JSON object a page in the promised shape, whatever the page is."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.gongkai.conftest import Answer

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pages"
ARTICLE = """<html><head><meta charset="gbk"><title>关于开展安全检查的通知_通知公告_某市安监局</title>
<meta name="ArticleTitle" content="关于开展安全检查的通知"><meta name="PubDate" content="2016-03-05 10:20:00"></head>
<body><h1>关于开展安全检查的通知</h1><p>发布日期：2016年3月5日　来源：某市安监局</p>
<div class="TRS_Editor"><p>各镇街：现将有关事项通知如下，请认真贯彻执行，并于月底前报送情况。</p>
<p><a href="../files/表.doc">附件：情况表</a></p></div></body></html>"""


def test_an_article_has_the_promised_shape(gongkai: Callable[..., Answer], tmp_path: Path) -> None:
    page = tmp_path / "通知.html"
    page.write_bytes(ARTICLE.encode("gb18030"))
    facts = gongkai("extract", page, "--url", "http://www.example.gov.cn/tz/1.html", "--json").json
    assert list(facts) == ["file", "url", "kind", "platform", "encoding", "article"]
    article = facts["article"]
    assert (facts["kind"], article["title"]) == ("article", "关于开展安全检查的通知")
    assert article["published"]["value"] == "2016-03-05"
    assert article["doc_no"] is None
    assert [file["url"] for file in article["attachments"]] == ["http://www.example.gov.cn/files/表.doc"]


def test_a_folder_is_read_whole_and_hidden_files_are_left(gongkai: Callable[..., Answer], tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("a/1.html", "a/2.html", "3.html", ".hidden.html"):
        (tmp_path / name).write_text(ARTICLE.replace("gbk", "utf-8"), encoding="utf-8")
    lines = gongkai("extract", tmp_path, "--json").out.splitlines()
    assert [Path(json.loads(line)["file"]).name for line in lines] == ["3.html", "1.html", "2.html"]


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff\xfe" * 50, b"<html", b"{", b"<?xml version='1.0'?><a/>", b"%PDF-1.4 ..."]
)
def test_whatever_is_in_the_file_it_is_answered_with_json(
    gongkai: Callable[..., Answer], tmp_path: Path, body: bytes
) -> None:
    (tmp_path / "page").write_bytes(body)
    answer = gongkai("extract", tmp_path / "page", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["url"] is None


def test_a_file_that_is_not_there_is_a_usage_error(gongkai: Callable[..., Answer], tmp_path: Path) -> None:
    answer = gongkai("extract", tmp_path / "nothing.html", "--json")
    assert answer.code == 2
    assert "nothing.html: no such file or folder" in answer.err


def test_the_table_names_title_and_date(gongkai: Callable[..., Answer], tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(ARTICLE.replace("gbk", "utf-8"), encoding="utf-8")
    out = gongkai("extract", tmp_path / "a.html").out
    assert "关于开展安全检查的通知" in out
    assert "2016-03-05" in out


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real pages is not beside this checkout")
def test_every_real_page_is_read(gongkai: Callable[..., Answer]) -> None:
    answer = gongkai("extract", CORPUS, "--json")
    assert answer.code == 0, answer.err
    assert len(answer.out.splitlines()) == sum(path.is_file() for path in CORPUS.rglob("*"))
