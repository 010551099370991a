"""A city of six sites for tests of rounds: one passed, one failed by a veto, one by its score, three are not judged."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, home, letter, row, site_with

SEEN = datetime(2017, 1, 5, 2, 0, tzinfo=UTC)
LONG_AGO = datetime(2016, 8, 1, 2, 0, tzinfo=UTC)
CLOCK = ("--clock", "2017-01-20T10:00")
PACK = """
id = "mini"
title = "检查标准"
issuer = "市政府办公室"
document = "政府网站检查标准"
number = "市府办〔2016〕1号"
valid_from = 2016-01-01

[score]
base = 100
fail_below = 60
floor = 0
min_coverage = 0.5
source = "市府办〔2016〕1号"
confidence = "A"

[[clauses]]
id = "mini.reply"
title = "来信超期未答复"
rule = "unanswered_letter"
veto = true
source = "市府办〔2016〕1号"
clause = "第一条"
text = "3个月内未答复。"
confidence = "A"
window = "3 months"

[[clauses]]
id = "mini.stale"
title = "栏目不更新"
rule = "stale_column"
points = 25
points_confidence = "A"
source = "市府办〔2016〕1号"
clause = "第二条"
text = "两周内未更新。"
confidence = "A"
advice = "及时更新。"
window = "14 days"
options = { classes = ["dynamic"] }

[[clauses]]
id = "mini.secret"
title = "保密审查"
needs = "person"
source = "市府办〔2016〕1号"
clause = "第三条"
text = "信息发布前须经保密审查。"
confidence = "A"
look = "保密审查记录。"
"""
LIST = """网站名称,首页网址,主办单位,网站标识码,类别,所属地区或上级单位,状态
市安监局网站,http://safety.example/,市安监局,4419000031,部门,,正常
市水务局网站,http://water.example/,市水务局,4419000032,部门,,
市教育局网站,http://school.example/,市教育局,4419000033,部门,,正常
甲镇网站,http://jia.example/,甲镇人民政府,,地区,甲镇,正常
乙镇网站,http://yi.example/,乙镇人民政府,,地区,乙镇,正常
丙镇网站,http://bing.example/,丙镇人民政府,,地区,丙镇,正常
旧网站,http://old.example/,市旧局,,部门,,关停
"""


def city(*more: column) -> sqlite3.Connection:
    """safety passes, water fails by a veto, school by its score; jia's home was not read, yi was seen long ago.

    `more` are further columns of school.
    """
    fresh = column("新闻/动态", ColumnClass.DYNAMIC, rows=[row("市领导调研", "2016-12-30", "2016-12-30")])
    stale = [column(f"新闻/{name}", ColumnClass.DYNAMIC, last="2016-11-01") for name in ("要闻", "动态")]
    conn = catalogue_with(observed=SEEN)  # the site `bureau` has nothing, and is not on the list
    site_with(conn, fresh, site="safety", name="市安监局", observed=SEEN)
    site_with(conn, fresh, letter("咨询", sent="2016-08-01"), site="water", name="市水务局", observed=SEEN)
    site_with(conn, *stale, *more, site="school", name="市教育局", observed=SEEN)
    site_with(conn, fresh, home(outcome=Outcome.TIMEOUT), site="jia", name="甲镇", observed=SEEN)
    site_with(conn, fresh, site="yi", name="乙镇", observed=LONG_AGO)
    return conn


def words_of(path: Path) -> str:
    """All words of a DOCX file, those of its figures too, a line for each paragraph."""
    body = docx.Document(str(path)).element.body
    return "\n".join(text_of(paragraph) for paragraph in body.iter(qn("w:p")))


def text_of(element: Any) -> str:
    """The words in an element of a DOCX file."""
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def furnish(folder: Path, *, listed: str = LIST) -> Path:
    """Give a workspace the pack, the list of sites, and who sends bulletins."""
    (folder / "packs" / "mini.toml").write_text(PACK, encoding="utf-8")
    settings = folder / "gongkai.toml"
    text = settings.read_text(encoding="utf-8")
    begin = text.index("packs = [")
    end = text.index("]", begin) + 1
    text = f'{text[:begin]}packs = ["mini"]{text[end:]}'
    text = text.replace('issuer = ""', 'issuer = "某市人民政府办公室"').replace('area = ""', 'area = "全市"')
    settings.write_text(text, encoding="utf-8")
    if listed:
        (folder / "sites" / "list.csv").write_text(listed, encoding="utf-8")
    return folder
