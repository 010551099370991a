"""`gongkai doctor` names lists that are empty against all expectation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.crawler.mini_site import HTML, Network, page
from tests.crawler.test_recorder import Crawl


def test_doctor_names_the_column_and_what_was_there_before(
    tmp_path: Path, stored: Callable[..., Path], gongkai: Callable[..., Any], monkeypatch: Any
) -> None:
    network = Network()
    first = Crawl(tmp_path, network)
    first.finish()
    first.conn.close()
    crumb = '<a href="/xwzx/">新闻中心</a> &gt; <a href="/xwzx/tzgg/">通知公告</a>'
    network.answers["/xwzx/tzgg/"] = (200, HTML, page("通知公告", "<ul class='list'></ul><p>暂无内容</p>", crumb))
    second = Crawl(tmp_path, network)
    second.finish()
    monkeypatch.chdir(stored(second.conn))
    said = " ".join(gongkai("doctor").out.split()).replace(" ", "")
    assert "mini:新闻中心/通知公告" in said
    assert "0rowswhere1werebefore" in said
    assert "layoutchange" in said
