# ruff: noqa: E501 (markup is easier to check in one piece)
"""Entries whose link holds more than the title: a date, tags, a summary."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.model import ListPage

from .portal_pages import page, read

FIRST, SECOND = "某市应急局关于开展汛期检查的通知", "某市2016年度安全生产工作要点"


def rows_of(body: str) -> ListPage:
    listing = read(page(body)).listing
    assert listing is not None
    return listing


def listed(*entries: str) -> list[tuple[str, date | None]]:
    return [(row.title, row.listed_on) for row in rows_of(f"<ul>{''.join(entries)}</ul>").rows]


WANTED = [(FIRST, date(2016, 6, 3)), (SECOND, date(2016, 3, 7))]


@pytest.mark.parametrize(
    "row",
    [
        "<li><a href='{n}.html' title='{t}'><span class=r>[{d}]</span>{t}</a></li>",
        "<li><a href='{n}.html' title='{t}'><div class=r>{d}</div></a></li>",
        "<li><a href='{n}.html'><div class=date>日期：<span>{d}</span></div><p>{t}</p></a></li>",
        "<li><a href='{n}.html'><div class=info><div class=title>{t}</div><div class=txt>根据上级部署，结合实际，现将有关事项通知如下。</div><div>日期：<span>{d}</span></div></div></a></li>",
        "<li><a href='{n}.html'><h3>{t}</h3><p>各区县、各部门，现将有关事项通知如下，请认真贯彻执行，有关情况及时报告。</p><span>{d}</span></a></li>",
        "<li><a href='{n}.html' title='{t}'>[某县]<font color=red>[正在办理]</font>{t}</a><span>{d}</span></li>",
        "<li><a href='{n}.html'>{t1}<font color=red>{t2}</font>{t3}<span>{d}</span></a></li>",
    ],
)
def test_title_of_a_link_that_holds_more_than_its_title(row: str) -> None:
    entries = [
        row.format(n=n, t=t, t1=t[:4], t2=t[4:6], t3=t[6:], d=d.isoformat()) for n, (t, d) in enumerate(WANTED, 101)
    ]
    assert listed(*entries) == WANTED


def test_year_below_month_and_day_is_one_date() -> None:
    row = (
        "<div class=it><div class=a>{md}</div><div class=b>{y}</div><div class=c><a href='{n}.html'>{t}</a></div></div>"
    )
    body = "".join(row.format(md=f"{d:%m-%d}", y=d.year, n=n, t=t) for n, (t, d) in enumerate(WANTED, 101))
    assert [(r.title, r.listed_on) for r in rows_of(f"<div>{body}</div>").rows] == WANTED


def test_month_and_day_beside_two_years_stay_without_a_date() -> None:
    row = "<li><a href='{n}.html'>{t}</a><i>{md}</i><b>2015</b><b>2016</b></li>"
    entries = [row.format(md=f"{d:%m-%d}", n=n, t=t) for n, (t, d) in enumerate(WANTED, 101)]
    assert [day for _, day in listed(*entries)] == [None, None]


def test_tag_that_is_part_of_the_title_stays() -> None:
    row = "<li><a href='{n}.html' title='【通知】{t}'>【通知】{t}</a><span>{d}</span></li>"
    entries = [row.format(n=n, t=t, d=d) for n, (t, d) in enumerate(WANTED, 101)]
    assert [title for title, _ in listed(*entries)] == [f"【通知】{FIRST}", f"【通知】{SECOND}"]
