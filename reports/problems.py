"""Findings as a report writer groups them: 更新不及时, 栏目建设, …, with counts, worst examples and remedies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checks.model import Finding, SubjectKind, Verdict
from reports.count import Count
from reports.metrics.base import Counted, Metric, Source
from reports.metrics.published import proof_of
from reports.scope import Scope
from reports.typography import chinese_marks

EXAMPLES = 3  # how many cases the report names in each group; the list behind the figure has all of them


@dataclass(frozen=True, slots=True)
class Group:
    """One paragraph of the problem section. A rule that no group names falls into the last one."""

    name: str
    heading: str  # 信息更新不够及时
    rules: tuple[str, ...]
    unit: str
    lead: str  # what was found; `{}` is the number
    remedy: str


GROUPS: tuple[Group, ...] = (
    Group(
        "updates",
        "信息更新不够及时",
        ("stale_column", "home_stale", "stale_columns_veto", "outdated_guide"),
        "个",
        "有{}个栏目超过规定期限未更新",
        "建立栏目更新责任清单，明确各栏目的责任科室和更新期限，对临近期限的栏目提前提醒，逾期的限时补充更新，"
        "并按规定及时修订政府信息公开指南和目录",
    ),
    Group(
        "columns",
        "栏目建设不够到位",
        ("blank_column", "missing_column", "blank_columns_veto"),
        "个",
        "有{}个栏目空白或者应设未设",
        "全面梳理网站栏目，对空白栏目限期充实内容或予以归并，按照有关规定补设缺少的栏目",
    ),
    Group(
        "timeliness",
        "信息发布时效有待提高",
        ("late_publication", "late_annual_report"),
        "条",
        "有{}条信息超过规定时限发布",
        "优化行政许可、行政处罚等信息的采编、审核和发布流程，实行专人督办，自作出决定之日起7个工作日内上网公开",
    ),
    Group(
        "elements",
        "信息要素不够规范",
        ("undated_item", "date_conflict"),
        "条",
        "有{}条信息未标注发布日期，或者列表与正文标注的日期不一致",
        "规范信息发布格式，发布前核对标题、日期、来源等要素，做到列表与正文一致",
    ),
    Group(
        "links",
        "网站链接维护不够到位",
        ("dead_link", "unreachable"),
        "个",
        "有{}个链接失效",
        "定期扫描网站链接，及时修复或撤除失效链接，信息移动、删除时同步更新引用",
    ),
    Group(
        "replies",
        "互动回应不够及时",
        ("unanswered_letter",),
        "封",
        "有{}封来信超过规定期限未公开答复",
        "完善来信办理制度，明确承办科室和办结时限，加强督办，确保按期答复并公开答复内容",
    ),
    Group(
        "consistency",
        "各公开渠道协调不够一致",
        ("channel_mismatch",),
        "条",
        "有{}条信息已在市级政府信息公开平台发布而未在本单位网站发布",
        "加强各公开渠道的内容比对，做到同一信息同步发布、内容一致",
    ),
    Group("other", "其他方面还存在不足", (), "处", "有{}处不符合检查标准", "对照检查标准逐项整改，并定期复查"),
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One group with what was found in it. `cases` leaves out verdicts on the whole site, which only sum others up."""

    group: Group
    cases: tuple[Finding, ...]
    whole_site: tuple[Finding, ...]
    count: Count

    @property
    def examples(self) -> tuple[Finding, ...]:
        """The worst cases, one for each subject: vetoes and verified clauses first, then the oldest."""
        return _distinct(self.cases)[:EXAMPLES]


def problems(scope: Scope, findings: Iterable[Finding]) -> list[Problem]:
    """The groups in which something was flagged, in the order of a report; sites beside the bureau's are left out."""
    flagged = [found for found in findings if found.verdict is Verdict.FLAGGED and found.site == scope.bureau.id]
    named = {rule for group in GROUPS for rule in group.rules}
    made = []
    for group in GROUPS:
        own = [
            found
            for found in flagged
            if (found.clause.rule in group.rules) or (not group.rules and found.clause.rule not in named)
        ]
        cases = sorted((found for found in own if found.subject.kind is not SubjectKind.SITE), key=_badness)
        if own:
            whole = tuple(found for found in own if found.subject.kind is SubjectKind.SITE)
            made.append(Problem(group, tuple(cases), whole, _count(scope, group, cases or whole)))
    return made


def _badness(found: Finding) -> tuple[bool, bool, str, str]:
    since = found.judgement.since
    return not found.clause.veto, found.unverified, since.isoformat() if since else "9999", found.subject.key


def _distinct(cases: Sequence[Finding]) -> tuple[Finding, ...]:
    first: dict[str, Finding] = {}
    for found in cases:
        first.setdefault(found.subject.key, found)
    return tuple(first.values())


def _count(scope: Scope, group: Group, cases: Sequence[Finding]) -> Count:
    rows = tuple(_row(scope, found) for found in _distinct(cases))
    clauses = sorted({f"{found.clause.title}（{found.clause.id}）" for found in cases})
    metric = Metric(
        name=f"findings.{group.name}",
        title=f"问题：{group.heading}",
        unit=group.unit,
        definition=f"以{scope.as_of.isoformat()}为监测时间点，按下列条款检查发现的问题，同一对象只计1次：{'、'.join(clauses)}。",
        source=Source.CHECK,
        rows=lambda _: list(rows),
        sites=("bureau",),
    )
    complete, why = scope.coverage(("bureau",))
    return Count(metric, int(sum((row.amount for row in rows), Decimal(0))), rows, complete, "；".join(why))


def _row(scope: Scope, found: Finding) -> Counted:
    mark = "（条款未核实）" if found.unverified else ""
    capture = found.judgement.evidence[0] if found.judgement.evidence else None
    return Counted(
        title=found.subject.label,
        on=found.judgement.since,
        site=found.site,
        url=found.subject.url,
        proof=proof_of(scope, capture),
        evidence=f"{found.clause.title}{mark}：{chinese_marks(found.message)}",
    )
