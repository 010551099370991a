"""The column 政府信息公开 lacks one of its four parts.

What it sees
    Below the disclosure column, or linked from the home page: 政府信息公开指南, 政府信息公开制度, 法定主动公开内容 and
    政府信息公开年报, by their ids in the column sheet or by name; and the order in which the site's menus show them.

Why it matters
    The four parts in this order are the common format from late 2019; what the regulation demands stands in them.

When it cannot tell
    Columns were not read, the disclosure column leads to another site, or there is none (then *misnamed disclosure
    column* speaks). A different order is only unsure: menus may be sorted when they are shown.

Example
    政府信息公开 with 指南, 法定主动公开内容 and 年报, and no column for 制度: flagged.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict, Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.disclosure_column import disclosure_columns
from checks.seeing.places import columns_for, home_link_for, leads_away
from crawler.catalogue.queries import ColumnRow

MESSAGES = {
    Verdict.FLAGGED: "公开专栏缺少“{missing}”。请按统一格式设置。",
    Verdict.CLEAR: "公开专栏的各部分齐全（{observed}）。",
    Verdict.UNSURE: "公开专栏的各部分是否符合格式无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "没有找到公开专栏，另按专栏名称处理。",
}


class ColumnPart(BaseModel):
    """A part of the disclosure column, by its id in the column sheet and its names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    ids: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


class IncompleteDisclosureColumnOptions(Options):
    """The parts in their order."""

    parts: tuple[ColumnPart, ...] = Field(min_length=1)


def judge(facts: SiteFacts, options: IncompleteDisclosureColumnOptions) -> Iterator[Judgement]:
    """One judgement on the disclosure column of the site."""
    places = disclosure_columns(facts)
    found = {part.name: columns_for(facts, part.ids, part.columns) for part in options.parts}
    missing = [
        part.name
        for part in options.parts
        if not found[part.name] and home_link_for(facts, part.ids, part.columns) is None
    ]
    verdict, reason = _verdict(facts, places, list(found.values()), missing)
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed="、".join(f"“{columns[0].path}”" for columns in found.values() if columns),
        threshold="、".join(part.name for part in options.parts),
        evidence=tuple(column.capture_id for column in places),
        missing="、".join(missing),
        reason=reason,
    )


def _verdict(
    facts: SiteFacts, places: list[ColumnRow], found: list[list[ColumnRow]], missing: list[str]
) -> tuple[Verdict, str]:
    away = leads_away(facts)
    if missing and not facts.tree_whole:
        return Verdict.UNSURE, facts.why_not_whole
    if missing and facts.blind_since is not None:
        return Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    if missing and away is not None:
        return Verdict.UNSURE, f"“{away.path}”指向其他网站，没有看到“{'、'.join(missing)}”"
    if missing:
        return (Verdict.FLAGGED, "") if places else (Verdict.NOT_APPLICABLE, "")
    order = [min(column.id for column in columns) for columns in found if columns]
    if order != sorted(order):
        return Verdict.UNSURE, "各部分齐全，但看到的次序与格式不同"
    return Verdict.CLEAR, ""


RULE = Rule("公开专栏内容不全", SubjectKind.SITE, IncompleteDisclosureColumnOptions, judge, MESSAGES)
