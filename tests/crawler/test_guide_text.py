"""A guide is made of labels and values: none of them is lost as a fact about the article."""

from __future__ import annotations

import pytest

from crawler.extract.article import read_article
from crawler.page import Page

ROWS = {
    "事项名称": "危险化学品经营许可",
    "申请条件": "依法设立",
    "服务对象": "企业",
    "办理地点": "某路1号政务大厅",
    "地址": "某路1号",
    "办理时间": "工作日8:30-12:00",
    "联系电话": "0769-22222222",
    "联系人": "张某",
    "办理流程": "申请—受理—审查",
}


def _text(body: str) -> str:
    html = (
        "<html><head><title>某许可办事指南</title></head><body><h1>危险化学品经营许可办事指南</h1>"
        f"<p>发布时间：2016-05-03 来源：某局</p><div class='content' id='zoom'>{body}</div></body></html>"
    )
    return read_article(Page("http://a.example/1.html", html.encode(), "text/html; charset=utf-8")).text


@pytest.mark.parametrize("form", ["<tr><td>{0}</td><td>{1}</td></tr>", "<p>{0}：{1}</p>"])
def test_every_row_of_a_guide_is_in_its_text(form: str) -> None:
    rows = "".join(form.format(*row) for row in ROWS.items())
    text = _text(f"<table>{rows}</table>" if form.startswith("<tr") else rows)
    for label, value in ROWS.items():
        assert label in text, label
        assert value in text, label
    assert "发布时间" not in text
    assert "来源" not in text
