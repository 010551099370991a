"""双公示 tables as they come out of spreadsheets."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.extract.article import read_article
from crawler.extract.records import day_of_cell, read_records
from crawler.model import Record

from .article_pages import TEXT, page

PENALTY_HEAD = (
    "<tr><td>序号</td><td>行政处罚决定书文号</td><td>案件名称</td><td>行政相对人名称</td><td>处罚决定日期</td></tr>"
)


def penalty(number: int, day: str) -> str:
    return (
        f"<tr><td>{number}</td><td>某安监罚〔2016〕{number}号</td><td>未培训案</td><td>甲公司</td><td>{day}</td></tr>"
    )


def records(table: str) -> tuple[Record, ...]:
    return read_records(page(f"<h1>行政处罚信息公示</h1><div>发布日期：2016-03-10</div>{table}").tree)


@pytest.mark.parametrize("day", ["2016-03-05", "2016/3/5", "2016年3月5日", "20160305", "42434", "42434.0", "2016.3.5"])
def test_day_of_decision_in_every_form(day: str) -> None:
    assert [r.decided_on for r in records(f"<table>{PENALTY_HEAD}{penalty(1, day)}</table>")] == [date(2016, 3, 5)]


def test_wide_table_is_one_record_a_row() -> None:
    found = records(f"<table>{PENALTY_HEAD}{penalty(1, '42434')}{penalty(2, '')}</table>")
    assert [(r.kind, r.doc_no, r.decided_on) for r in found] == [
        ("penalty", "某安监罚〔2016〕1号", date(2016, 3, 5)),
        ("penalty", "某安监罚〔2016〕2号", None),
    ]
    assert found[0].fields["行政相对人名称"] == "甲公司"


def test_title_row_and_repeated_header_are_no_records() -> None:
    title = "<tr><td colspan=5>某市行政处罚信息公示表</td></tr>"
    table = f"<table>{title}{PENALTY_HEAD}{penalty(1, '42434')}{PENALTY_HEAD}{penalty(2, '42435')}</table>"
    assert [r.doc_no for r in records(table)] == ["某安监罚〔2016〕1号", "某安监罚〔2016〕2号"]


def test_merged_header_cells_do_not_shift_columns() -> None:
    head = (
        "<tr><td rowspan=2>行政许可决定书文号</td><td rowspan=2>项目名称</td><td colspan=2>行政相对人</td>"
        "<td rowspan=2>许可决定日期</td></tr><tr><td>名称</td><td>统一社会信用代码</td></tr>"
    )
    row = "<tr><td>某安监许〔2016〕7号</td><td>经营许可</td><td>乙公司</td><td>91440000X</td><td>2016/3/5</td></tr>"
    (found,) = records(f"<table>{head}{row}</table>")
    assert (found.kind, found.doc_no, found.decided_on) == ("licence", "某安监许〔2016〕7号", date(2016, 3, 5))
    assert found.fields["行政相对人名称"] == "乙公司"
    assert found.fields["行政相对人统一社会信用代码"] == "91440000X"


def test_merged_cell_of_several_rows_counts_for_each() -> None:
    first = "<tr><td>1</td><td>某安监罚〔2016〕1号</td><td>未培训案</td><td>甲公司</td><td rowspan=2>42434</td></tr>"
    second = "<tr><td>2</td><td>某安监罚〔2016〕2号</td><td>未配备案</td><td>乙公司</td></tr>"
    assert [r.decided_on for r in records(f"<table>{PENALTY_HEAD}{first}{second}</table>")] == [date(2016, 3, 5)] * 2


def test_label_and_value_rows_are_one_record() -> None:
    table = (
        "<table><tr><td>行政处罚决定书文号</td><td>某安监罚〔2016〕1号</td></tr>"
        "<tr><td>被处罚当事人</td><td>甲公司</td></tr><tr><td>主要违法违规事实</td><td>未对员工进行培训</td></tr>"
        "<tr><td>作出处罚决定的<br>机关名称</td><td>市安监局</td></tr>"
        "<tr><td>作出处罚决定的日期</td><td>2016年3月5日</td></tr></table>"
    )
    (found,) = records(table)
    assert (found.kind, found.doc_no, found.decided_on) == ("penalty", "某安监罚〔2016〕1号", date(2016, 3, 5))


def test_end_of_validity_is_not_the_day_of_decision() -> None:
    head = "<tr><td>行政许可决定书文号</td><td>许可内容</td><td>许可机关</td><td>有效期至</td><td>许可截止期</td></tr>"
    row = "<tr><td>某安监许〔2016〕7号</td><td>经营</td><td>市安监局</td><td>2019-03-05</td><td>2099-12-31</td></tr>"
    assert [r.decided_on for r in records(f"<table>{head}{row}</table>")] == [None]


def test_other_tables_hold_no_records() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>某公司{n}</td><td>2016-03-0{n}</td></tr>" for n in range(1, 5))
    assert records(f"<table><tr><td>序号</td><td>企业名称</td><td>检查日期</td></tr>{rows}</table>") == ()


def test_copy_of_a_table_is_not_counted_again() -> None:
    table = f"<table>{PENALTY_HEAD}{penalty(1, '42434')}</table>"
    assert len(records(table + table)) == 1


def test_table_cells_never_date_the_article() -> None:
    table = f"<table border=1>{PENALTY_HEAD}{penalty(1, '2016-03-05')}{penalty(2, '2016-03-06')}</table>"
    article = read_article(page(f"<h1>2016年3月行政处罚信息公示</h1><div id=zoom>{TEXT}{table}</div>"))
    assert article.published is None
    assert article.written is None
    assert len(article.records) == 2


def test_serial_outside_its_range_is_no_day() -> None:
    assert day_of_cell("99999") is None
    assert day_of_cell("12345") is None
