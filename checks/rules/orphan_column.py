"""A column that no menu leads to.

What it sees
    Columns that the crawl came to by the breadcrumb of an article only: neither the home page nor a menu, a list or
    another column's page links to them.

Why it matters
    Nobody who does not know the address finds what stands there. Mostly it is left over from an older menu, and goes
    on being filled. Our own practice, no clause of a standard.

When it cannot tell
    The home page or other columns were not read: their menus may lead there. More than a fifth of all columns look
    so: then a script paints the menu. Headings, doors and columns on other sites are not asked.

Example
    Articles say 首页 > 旧版公告, and 旧版公告 stands in no menu: flagged. A column in the menu of its parent: clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from crawler.catalogue.way_in import ways_in

MESSAGES = {
    Verdict.FLAGGED: "栏目“{subject}”在首页、各级菜单和列表中都没有入口，只能从文章 {referrer} 的当前位置进入。"
    "请在菜单中恢复入口，或归并、下线。",
    Verdict.CLEAR: "栏目“{subject}”有入口。",
    Verdict.UNSURE: "栏目“{subject}”没有看到入口，但{reason}，无法判断。",
}


_NOT_ASKED = frozenset({"heading", "door", "external"})


class OrphanColumnOptions(Options):
    """Which share of the columns may be orphans; where more look so, the menu is of a kind that we do not see."""

    share: float = Field(default=0.2, gt=0, le=1)


def judge(facts: SiteFacts, options: OrphanColumnOptions) -> Iterator[Judgement]:
    """One judgement for each column with a page of its own."""
    ways = facts.ask(ways_in)
    asked = [column for column in facts.columns if column.id in ways and column.kind not in _NOT_ASKED]
    hidden = sum(ways[column.id].from_article for column in asked) > options.share * len(asked)
    reason = "菜单可能由脚本生成" if hidden else f"有页面没有读到（{facts.why_not_whole}）"
    for column in asked:
        way = ways[column.id]
        verdict = Verdict.CLEAR
        if way.from_article:
            verdict = Verdict.FLAGGED if facts.tree_whole and not hidden else Verdict.UNSURE
        yield say(
            MESSAGES,
            verdict,
            facts.column_subject(column),
            observed="没有入口" if way.from_article else "有入口",
            threshold="菜单、列表中有入口",
            evidence=(column.capture_id,),
            referrer=way.referrer,
            reason=reason,
        )


RULE = Rule("栏目没有入口", SubjectKind.COLUMN, OrphanColumnOptions, judge, MESSAGES)
