"""Facts of a report that are no counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.audit.facts import NAMES, Fact, facts_of
from tests.reports.audit.reading_claims import paper_of, seed_text


def facts(text: str, title: str = "") -> dict[str, list[str]]:
    """The values of each fact of a text."""
    found: dict[str, list[str]] = {}
    for fact in facts_of(paper_of(text, title=title)):
        found.setdefault(fact.name, []).append(fact.value)
    return found


def test_the_facts_of_the_seed() -> None:
    assert facts(seed_text()) == {
        "title.year": ["2016"],
        "title.organ": ["东莞市安全生产监督管理局"],
        "period.since": ["2016-01-01"],
        "period.until": ["2016-12-31"],
        "basis": ["《中华人民共和国政府信息公开条例》"],
        "site.name": ["东莞市安全生产监督管理局门户网"],
        "site.address": ["http://dgsafety.dg.gov.cn/"],
        "contact.office": ["东莞市安全生产监督管理局信息公开领导小组办公室"],
        "contact.address": ["东莞市东城八一路1号机关二号大院8号楼政务大厅"],
        "contact.postcode": ["523123"],
        "contact.phone": ["23308677", "22228986"],
        "contact.fax": ["22114073"],
        "contact.email": ["dgajjzbs@163.com"],
    }


def test_every_fact_of_the_seed_has_its_sentence() -> None:
    text = seed_text()
    for fact in facts_of(paper_of(text)):
        assert isinstance(fact, Fact) and fact.name in NAMES
        assert fact.raw in fact.sentence and fact.sentence in text


@pytest.mark.parametrize(
    ("title", "organ", "year"),
    [
        ("某市应急管理局2019年政府信息公开工作年度报告", "某市应急管理局", "2019"),
        ("2021年某县教育局政府信息公开工作年度报告", "某县教育局", "2021"),
        ("某市水务局 二〇一六年度政府信息公开年报", "某市水务局", "2016"),
    ],
)
def test_whose_report_of_which_year_a_title_names(title: str, organ: str, year: str) -> None:
    found = facts("", title)
    assert (found["title.organ"], found["title.year"]) == ([organ], [year])


@pytest.mark.parametrize(
    "text",
    [
        "数据统计期限自2020年1月1日起至2020年12月31日止。",
        "统计期限为2020年1月1日至12月31日。",
        "统计时间从二〇二〇年一月一日到二〇二〇年十二月三十一日。",
        "时限:２０２０年１月１日—２０２０年１２月３１日",
    ],
)
def test_a_period_in_every_dress(text: str) -> None:
    found = facts(text)
    assert (found["period.since"], found["period.until"]) == (["2020-01-01"], ["2020-12-31"])


def test_no_day_that_never_was() -> None:
    assert "period.until" not in facts("自2020年1月1日起至2020年13月31日止。")


def test_contact_data_in_other_words() -> None:
    found = facts(
        "本报告电子版可从某市水务局网站（www.water.test.gov.cn）查阅。\n"
        "如有疑问，请与局办公室联系。联系地址：某市滨江路9号，邮政编码：510000，"
        "联系电话：（020）12345678，传真：020-87654321，电子邮箱：bgs_slj@test.gov.cn。"
    )
    assert found == {
        "site.name": ["某市水务局网站"],
        "site.address": ["www.water.test.gov.cn"],
        "contact.office": ["局办公室"],
        "contact.address": ["某市滨江路9号"],
        "contact.postcode": ["510000"],
        "contact.phone": ["(020)12345678"],
        "contact.fax": ["020-87654321"],
        "contact.email": ["bgs_slj@test.gov.cn"],
    }


def test_the_day_of_publication_by_its_label_or_under_the_report() -> None:
    assert facts("发布日期：2017-03-28 来源：办公室")["published"] == ["2017-03-28"]
    assert facts("正文。\n某市水务局\n2017年1月20日")["published"] == ["2017-01-20"]
    assert facts("正文。\n某市水务局\n二〇一七年一月二十日")["published"] == ["2017-01-20"]
    assert "published" not in facts("2016年9月1日，平台上线。\n正文。")


@given(st.text(), st.text())
def test_any_text_gives_facts_that_stand_in_it(text: str, title: str) -> None:
    paper = paper_of(text, title=title)
    whole = "\n".join([title, *(line.text for line in paper.lines())])
    for fact in facts_of(paper):
        assert fact.raw in whole and fact.name in NAMES
