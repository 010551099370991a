"""The name of the site does not stand in the head of its pages.

What it sees
    Whether the site's name stands as text in the head area of the home page and of inner pages.

Why it matters
    A visitor who comes from a search must see at once whose page it is.

When it cannot tell
    The home page was not read, or the head holds a picture that may show the name; some inner pages lack the name.

Example
    A head area of a menu and nothing else, without a picture: flagged. A head with a banner picture: unsure.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Options, Rule, say
from checks.seeing.page_marks import captures, chosen, count, examples, home_page, inner_pages

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”首页头部没有显示网站名称。请在每个页面的头部标识区显示网站全称。",
    Verdict.CLEAR: "“{subject}”页面头部显示了网站名称。",
    Verdict.UNSURE: "“{subject}”页面头部是否显示网站名称无法判断：{reason}。",
}


class SiteNameNotShownOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: SiteNameNotShownOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    home = home_page(facts)
    pages = [home] if home else []
    without = chosen(inner_pages(facts), lambda marks: marks.name_shown is False)
    reason = ""
    if home is None:
        verdict, reason = Verdict.UNSURE, "首页没有读到"
    elif home.marks.name_shown is None or not home.marks.whole:
        verdict, reason = Verdict.UNSURE, "名称可能在图片中"
    elif home.marks.name_shown is False:
        verdict = Verdict.FLAGGED
    elif without:
        verdict, reason = Verdict.UNSURE, f"首页有，{count(without)}个内页没有看到，如 {examples(without)}"
        pages = without
    else:
        verdict = Verdict.CLEAR
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed="已显示" if verdict is Verdict.CLEAR else reason or "未显示",
        threshold="头部显示网站名称",
        evidence=captures(pages),
        reason=reason,
    )


RULE = Rule("页面头部没有网站名称", SubjectKind.SITE, SiteNameNotShownOptions, judge, MESSAGES, recheck=Need.HOME)
