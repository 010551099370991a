"""Years and days: title, statistical period and publication agree; published in time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checks.model import Clause, Verdict
from reports.audit.case import Case
from reports.audit.remark import Remark
from reports.audit.standards import LAST_OF_2008, clauses_of, pack_of
from reports.audit.wording import compact

_GOVERNMENT = re.compile("人民政府|[省市区县州盟旗]政府")
_TOWN = re.compile("[乡镇]人民?政府|街道办")
_OFFICE = re.compile("政府(?:办公|.{0,6}(?:局|委|厅|办|处|院)(?!.*人民政府))")


def check(case: Case) -> Iterator[Remark]:
    """Whether the years agree, the form fits the year, and the report came in time."""
    yield _years(case)
    if case.recognised.doubts and any("格式" in doubt or "报告应当是" in doubt for doubt in case.recognised.doubts):
        doubt = next(one for one in case.recognised.doubts if "报告应当是" in one)
        yield case.remark("ar.form", Verdict.UNSURE, f"{doubt}，请核对。")
    if case.year is not None:
        yield _in_time(case, case.year)


def _years(case: Case) -> Remark:
    known = case.recognised
    title, period, published = known.title_year, set(known.period_years), case.published
    check = "ar.lead.year_match"
    if title is not None and period and period != {title}:
        said = "至".join(map(str, sorted(period)))
        return case.remark(
            check, Verdict.FLAGGED, f"标题是{title}年，统计期限是{said}年。", says=said, should=str(title)
        )
    if len(period) > 1:
        said = "至".join(map(str, sorted(period)))
        return case.remark(check, Verdict.FLAGGED, f"统计期限跨了两年：{said}年。", says=said, should="同一年")
    year = title or next(iter(period), None)
    if year is not None and published is not None and published.year <= year:
        return case.remark(
            check,
            Verdict.FLAGGED,
            f"报告是{year}年的，公布日期却是{published}，当年尚未结束。",
            says=str(published),
            should=f"{year + 1}年公布",
        )
    if year is not None and published is not None and published.year > year + 1:
        return case.remark(
            check, Verdict.UNSURE, f"公布日期是{published}，可能是迁移或重发，请核对。", says=str(published)
        )
    lacking = [name for name, value in (("标题的年份", title), ("统计期限", period)) if not value]
    if lacking:
        return case.remark(check, Verdict.UNSURE, f"没有读到{'和'.join(lacking)}，年份是否一致不能核对。")
    about = "标题、统计期限和公布日期" if published is not None else "标题和统计期限"
    unknown = "" if published is not None else "，公布日期不知道"
    return case.remark(check, Verdict.CLEAR, f"{about}的年份一致（{year}年）{unknown}。", says=str(year))


def _in_time(case: Case, year: int) -> Remark:
    """By 31 March up to the report of 2018; then departments by 31 January, governments by 31 March."""
    clauses = clauses_of(pack_of(year))
    bound = _bound(case)
    department, government = _due(clauses["oia.report_dept"], year), _due(clauses["oia.report_gov"], year)
    own = "oia.report_gov" if bound == "government" else "oia.report_dept"
    check = own if year <= LAST_OF_2008 else "ar19.date"
    due = {"government": government, "department": department}.get(bound, department)
    if case.published is None:
        return case.remark(check, Verdict.UNSURE, f"公布日期不知道，应在{due}前公布。", should=str(due))
    if case.published <= min(due, department):
        return case.remark(check, Verdict.CLEAR, f"{case.published}公布，没有超过{due}。", says=str(case.published))
    if bound == "unknown" and case.published <= government:
        sentence = f"{case.published}公布：部门应在{department}前，县级以上政府应在{government}前，看不出是哪一种机关。"
        return case.remark(check, Verdict.UNSURE, sentence, says=str(case.published), should=str(department))
    if case.published <= due:
        return case.remark(check, Verdict.CLEAR, f"{case.published}公布，没有超过{due}。", says=str(case.published))
    if case.published.year > year + 1:
        sentence = f"公布日期是{case.published}，晚于{due}一年以上，可能是迁移或重发，请核对。"
        return case.remark(check, Verdict.UNSURE, sentence, says=str(case.published), should=str(due))
    return case.remark(
        check, Verdict.FLAGGED, f"{case.published}公布，晚于{due}。", says=str(case.published), should=str(due)
    )


def _due(clause: Clause, year: int) -> date:
    month, day = clause.options["due_month"], clause.options["due_day"]
    assert isinstance(month, int) and isinstance(day, int)
    return date(year + 1, month, day)


def _bound(case: Case) -> str:
    """Which organ the report is of, by its title: "government", "department", or "unknown" (also towns)."""
    title = compact(case.paper.title)
    if not title:
        title = compact(next((line.text for line in case.paper.lines()), ""))[:80]
    if _TOWN.search(title) or not title:
        return "unknown"
    if re.search("[局委厅办处院署队站]|中心|分局", title.partition("20")[0][-3:]) or _OFFICE.search(title):
        return "department"
    return "government" if _GOVERNMENT.search(title) else "department" if re.search("[局委厅]", title) else "unknown"
