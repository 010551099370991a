"""Small sites that the packs of 2015 and 2019 are both put to: what is flagged there, clear, and cannot be told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from checks.model import Verdict
from crawler.model import ColumnClass, Outcome
from tests.builders import catalogue_with, column, home, home_row, letter, link, probes, row
from tests.packs.putting import verdicts_under
from tests.rules.asking import CLEAR, FLAGGED, NOT_APPLICABLE, UNSURE

Site = Callable[[], sqlite3.Connection]
NEWS = column("工作动态", last="2016-12-30", identity="col.news")
POLICY, STATIC, PLAN = ColumnClass.POLICY, ColumnClass.STATIC, ColumnClass.PERSONNEL_PLAN
LABELS = ["事项名称", "设定依据", "申请条件", "办理材料", "办理地点", "办理时间", "联系方式", "办理流程"]


@dataclass(frozen=True)
class Situation:
    """One site as of 2016-12-31 and all verdicts that a clause gives on it, whatever their subjects are called."""

    name: str
    conn: Site
    verdicts: Sequence[Verdict]

    def shown_by(self, clause_id: str) -> bool:
        """True if the clause gives these verdicts, in whatever order."""
        return sorted(verdicts_under(self.conn(), clause_id).values()) == sorted(self.verdicts)


def _it(name: str, verdict: Verdict | Sequence[Verdict], *parts: object) -> Situation:
    verdicts = (verdict,) if isinstance(verdict, Verdict) else tuple(verdict)
    return Situation(name, lambda: catalogue_with(*parts), verdicts)  # type: ignore[arg-type]


def _many(count: int, name: str, column_class: ColumnClass, last: str | None) -> list[column]:
    return [column(f"{name}{number}", column_class, last=last) for number in range(count)]


def _guides(*texts: str) -> column:
    rows = [row(f"第{number}项许可", "2016-01-01", "2016-01-01", text=text) for number, text in enumerate(texts)]
    return column("办事服务/办事指南", STATIC, rows=rows, identity="col.service")


WHOLE = "\n".join(f"{label}：某项内容。" for label in LABELS)
POOR = "\n".join(f"{label}：某项内容。" for label in LABELS[:4])

UNREACHABLE = (
    _it("8 of 140 visits", FLAGGED, probes(failed=8)),
    _it("7 of 140 visits are exactly 5 %", FLAGGED, probes(failed=7)),
    _it("6 of 140 visits", CLEAR, probes(failed=6)),
    _it("a crawl alone", UNSURE, NEWS),
    _it("failures of our own network", UNSURE, probes(failed=20, beside=Outcome.TIMEOUT)),
)
HOME_STALE = (
    _it("fifteen days", FLAGGED, NEWS, home_row("旧闻", "2016-12-16")),
    _it("fourteen days", CLEAR, NEWS, home_row("新闻", "2016-12-17")),
    _it("navigation page with fresh columns", CLEAR, NEWS),
    _it("home page not read", UNSURE, NEWS, home(Outcome.TIMEOUT)),
)
BLANK_VETO = (
    _it("five blank columns", FLAGGED, NEWS, *_many(5, "栏目", POLICY, None)),
    _it("four blank columns", CLEAR, NEWS, *_many(4, "栏目", POLICY, None)),
    _it("four, and one not seen", UNSURE, *_many(4, "栏目", POLICY, None), column("动态", outcome=Outcome.TIMEOUT)),
    _it("single pages, doors, topics kept as archives", CLEAR, NEWS,
        *(column(f"页{number}", STATIC, kind="page", published="2012-01-01") for number in range(3)),
        *(column(f"门{number}", kind=kind) for number, kind in enumerate(("door", "external", "heading")))),
)  # fmt: skip
LATE_REPLY = (
    _it("three months and a day", FLAGGED, NEWS, letter("关于粉尘", sent="2016-09-29")),
    _it("exactly three months", CLEAR, NEWS, letter("关于粉尘", sent="2016-09-30")),
    _it("answered", CLEAR, NEWS, letter("关于粉尘", sent="2016-02-01", replied="2016-12-30")),
    _it("answered without a date", CLEAR, NEWS, letter("关于粉尘", sent="2016-02-01", status="已回复")),
    _it("older than a year", NOT_APPLICABLE, NEWS, letter("关于粉尘", sent="2015-12-30")),
    _it("a petition", NOT_APPLICABLE, NEWS, letter("关于拆迁", sent="2016-02-01", column="互动/网上信访")),
    _it("no day of sending", UNSURE, NEWS, letter("关于粉尘")),
)
BLANK = (
    _it("nothing in it", [FLAGGED, CLEAR], NEWS, column("在线访谈")),
    _it("one item", [CLEAR, CLEAR], NEWS, column("在线访谈", last="2012-01-01")),
    _it("a list that a script fills", [UNSURE, CLEAR], NEWS, column("在线访谈", total=12)),
    _it("disclosure on request needs no articles", [NOT_APPLICABLE, CLEAR], NEWS,
        column("依申请公开", identity="oip.request")),
)  # fmt: skip
UNDATED = (
    _it("no date anywhere", FLAGGED, column("动态", rows=[row("甲")])),
    _it("a date on its page", CLEAR, column("动态", rows=[row("甲", published="2016-05-03")])),
    _it("its page was not read", UNSURE, column("动态", rows=[row("甲", outcome=Outcome.TIMEOUT)])),
    _it("a dead row is a dead link", NOT_APPLICABLE, column("动态", rows=[row("甲", outcome=Outcome.NOT_FOUND)])),
)
GUIDE = (
    _it("without 设定依据", FLAGGED, _guides(WHOLE.replace("设定依据", "其他"))),
    _it("all eight classes", CLEAR, _guides(WHOLE)),
    _it("a picture", UNSURE, _guides("见下图。")),
)
FORM = (
    _it("no file, no text", FLAGGED, column("表格下载", STATIC, rows=[row("申请表", text="申请表")])),
    _it("a file", CLEAR, column("表格下载", STATIC, rows=[row("申请表", text="申请表", files=["申请表.doc"])])),
    _it("the form may be the text", UNSURE, column("表格下载", STATIC, rows=[row("申请表", text="填写各栏。" * 40)])),
)
SURVEY = (
    _it(
        "none for a year",
        FLAGGED,
        column("征集调查", ColumnClass.SURVEY_TALK, last="2015-12-30", identity="col.survey"),
    ),
    _it(
        "one in the year", CLEAR, column("征集调查", ColumnClass.SURVEY_TALK, last="2015-12-31", identity="col.survey")
    ),
    _it(
        "on another platform",
        UNSURE,
        column("征集调查", ColumnClass.SURVEY_TALK, kind="external", identity="col.survey"),
    ),
    _it("no such column", NOT_APPLICABLE, NEWS),
)
DEAD_LINKS = (
    _it("404", FLAGGED, link("/x.html", "流程图", outcome=Outcome.NOT_FOUND)),
    _it("opens", CLEAR, link("/x.html", "流程图")),
    _it("times out", UNSURE, link("/x.html", "流程图", outcome=Outcome.TIMEOUT)),
    _it("403 is no proof", UNSURE, link("/x.html", "流程图", outcome=Outcome.FORBIDDEN)),
)


def stale(
    column_class: ColumnClass, outside: str, inside: str, name: str = "栏目甲", identity: str | None = None
) -> tuple[Situation, ...]:
    """A column the day after its window, on the window's last day, and what cannot be told or must not be flagged."""

    def of(**more: object) -> column:
        return column(name, column_class, identity=identity, **more)  # type: ignore[arg-type]

    return (
        _it("outside by a day", FLAGGED, of(last=outside)),
        _it("on the last day", CLEAR, of(last=inside)),
        _it("not seen", UNSURE, of(outcome=Outcome.SERVER_ERROR)),
        _it("list not walked whole", UNSURE, of(last=outside, pages=3)),
        _it("no dates", UNSURE, of(rows=[row("甲"), row("乙")])),
        _it("blank", NOT_APPLICABLE, of()),
        _it("kept as an archive", NOT_APPLICABLE, of(last=outside, archived=True)),
        _it("a notice of nothing", CLEAR, of(rows=[row("本期无此类信息", inside, inside)])),
    )


def missing(name: str, identity: str, verdict: Verdict = FLAGGED) -> tuple[Situation, ...]:
    """A required column that is not there, that is there under its name or a synonym, and a menu not seen whole."""
    return (
        _it("not there", verdict, NEWS if identity != "col.news" else column("通知公告", POLICY)),
        _it("there", CLEAR, column(name, STATIC, kind="page", published="2016-01-01", identity=identity)),
        _it("a link of the home page", CLEAR, link("/x.html", name, on_home=True)),
        _it("menu not seen whole", UNSURE, column("公开", outcome=Outcome.SERVER_ERROR)),
    )


def core_veto(limit: int, first_level: bool) -> tuple[Situation, ...]:
    """News of two weeks and notices of six months, counted together."""
    news = _many(3, "动态", ColumnClass.DYNAMIC, "2016-12-16")
    below = [column(f"动态0/分栏{number}", last="2016-12-16") for number in range(3)]
    return (
        _it("at the limit", FLAGGED, *news, *_many(limit - 3, "公告", POLICY, "2016-06-29")),
        _it("one below it", CLEAR, *news, *_many(limit - 4, "公告", POLICY, "2016-06-29")),
        _it("on the last day of the windows", CLEAR, *_many(3, "动态", ColumnClass.DYNAMIC, "2016-12-17"),
            *_many(limit, "公告", POLICY, "2016-06-30")),
        _it("one below it, and one not seen", UNSURE, *news, *_many(limit - 4, "公告", POLICY, "2016-06-29"),
            column("要闻", outcome=Outcome.TIMEOUT)),
        _it("sub-columns of one stale column", CLEAR if first_level else FLAGGED, *news, *below),
    )  # fmt: skip


def any_veto() -> tuple[Situation, ...]:
    """Ten columns that should be updated."""
    return (
        _it("ten", FLAGGED, *_many(10, "公告", POLICY, "2016-06-29")),
        _it("nine", CLEAR, *_many(9, "公告", POLICY, "2016-06-29")),
        _it("nine, and one not seen", UNSURE, *_many(9, "公告", POLICY, "2016-06-29"),
            column("要闻", outcome=Outcome.TIMEOUT)),
    )  # fmt: skip


def poor_guides(*, few: bool) -> tuple[Situation, ...]:
    """Guides without four of the eight classes."""
    if few:
        return (
            _it("four, all poor", FLAGGED, _guides(*[POOR] * 4)),
            _it("four, one good", CLEAR, _guides(*[POOR] * 3, WHOLE)),
            _it("one poor, one a picture", UNSURE, _guides(POOR, "见下图。")),
            _it("five are the other situation", NOT_APPLICABLE, _guides(*[POOR] * 5)),
        )
    return (
        _it("five poor ones", FLAGGED, _guides(*[POOR] * 5, WHOLE)),
        _it("four poor ones", CLEAR, _guides(*[POOR] * 4, WHOLE)),
        _it("four, and a picture", UNSURE, _guides(*[POOR] * 4, "见下图。")),
    )
