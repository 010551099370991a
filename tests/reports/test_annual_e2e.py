"""The annual report of the demo's 2016 holds every figure of the report that the project began with."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from docx.oxml.ns import qn

from tests.gongkai.test_demo_e2e import shell
from tests.reports.html_structure import faults_of

pytestmark = pytest.mark.e2e

SENTENCES = (
    "自2016年1月1日起至2016年12月31日止",
    "地址：东莞市东城八一路1号机关二号大院8号楼政务大厅；邮编：523123；电话：0769-23308677、22228986；"
    "传真：0769-22114073；电子邮箱：dgajjzbs@163.com",
    "网站设一级栏目5个、二级栏目17个、三级栏目34个",
    "共公开政府信息813条",
    "在市政府信息公开门户网站公开政府信息378条，在本单位网站公开政府信息813条",
    "未召开新闻发布会，召开各类听证会14场，召开各种政务论坛2场",
    "收到政府信息公开申请4件",
    "已全部答复",
    "未收取任何费用",
    "未因政府信息公开被申请行政复议，未因政府信息公开被提起行政诉讼",
    "官方微博“安全东莞”发布信息3466条，粉丝10143个",
    "官方微信公众号“东莞安监”发布信息82条，关注505人",
)


def test_demo_report_holds_the_figures_of_2016(tmp_path: Path) -> None:
    assert shell("demo", "--keep", str(tmp_path / "demo"), "--json", cwd=tmp_path).code == 0
    reports = tmp_path / "demo" / "reports"
    page = (reports / "annual-2016.html").read_text("utf-8")
    assert faults_of(page) == []
    main = BeautifulSoup(page, "lxml").main
    assert main is not None
    word = docx.Document(str(reports / "annual-2016.docx"))
    in_word = "".join(node.text or "" for node in word.element.iter(qn("w:t")))
    for text in (main.get_text(), in_word):
        plain = re.sub(r"\[\d+\]|\s", "", text)
        assert [sentence for sentence in SENTENCES if sentence not in plain] == []
        assert "未填报条" not in plain and "条条" not in plain
    assert len(word.tables) == len(main.find_all("table")) == 2
    assert len(main.find_all("svg")) == 1
