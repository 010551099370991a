"""A mark that must stand at the foot of every page is not there.

What it sees
    The foot of the home page and of the inner pages that the crawl read, for each of `marks`: `organ` (党政机关标识, as
    a link, a script or a picture), `code` (标识码), `icp`, `police` (公安备案), `owner`, `contact`, `finder` (找错),
    `sitemap`, `statement`. One judgement for each mark; with `any_of = true` one for all, met by any of them.
    Flagged where the home page's foot was seen whole without it, or where every inner page whose foot was seen whole
    lacks it.

Why it matters
    The marks tell a government's site from a forgery and say who answers for it. Bulletins list sites by them.

When it cannot tell
    The home page was not read, its foot was not seen, or a script or frame may write more of it. Some inner pages lack
    what others have. Inner pages whose foot comes by script say nothing. A home page that only links to 联系我们 may be
    thought to say how to get in touch: a person decides.

Example
    A home page whose foot, seen whole, shows 标识码 and ICP备案 and no 党政机关标识: flagged for `organ`. The mark
    written by `document.write(unescape(…))`: clear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Judgement, Subject, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Options, Rule, say
from checks.seeing.footer_marks import IN_CHINESE, Mark, has
from checks.seeing.page_marks import Alike, captures, chosen, count, examples, home_page, inner_pages
from crawler.sight import FooterSeen, PageMarks

_TO_MAP = ("网站地图", "站点地图", "网站导航")
_TO_CONTACT = ("联系我们", "联系方式", "联系电话", "联系本站")
MESSAGES = {
    Verdict.FLAGGED: "页面底部没有标明{marks}：{reason}。请在页面底部功能区补上。",
    Verdict.CLEAR: "页面底部标明了{marks}。",
    Verdict.UNSURE: "页面底部是否标明{marks}无法判断：{reason}。",
}


class MissingFooterMarkOptions(Options):
    """The marks that must be there; `any_of`: one of them is enough."""

    marks: tuple[Mark, ...] = Field(min_length=1)
    any_of: bool = False


def judge(facts: SiteFacts, options: MissingFooterMarkOptions) -> Iterator[Judgement]:
    """One judgement for each mark, or one for all where any of them will do."""
    sets = [options.marks] if options.any_of else [(mark,) for mark in options.marks]
    for marks in sets:
        verdict, reason, pages = _judged(facts, marks)
        name = "或".join(IN_CHINESE[mark] for mark in marks)
        yield say(
            MESSAGES,
            verdict,
            facts.site_subject if len(sets) == 1 else _subject(facts, marks[0]),
            observed="已标明" if verdict is Verdict.CLEAR else reason,
            threshold=f"标明{name}",
            evidence=captures(pages),
            marks=name,
            reason=reason,
        )


def _subject(facts: SiteFacts, mark: Mark) -> Subject:
    """The site with one of several marks: each is a finding of its own."""
    site = facts.site
    return Subject(SubjectKind.SITE, f"{site.id}#{mark}", f"{site.name}：{IN_CHINESE[mark]}", site.home)


def _judged(facts: SiteFacts, marks: Sequence[Mark]) -> tuple[Verdict, str, list[Alike]]:
    home = home_page(facts)
    if home is None:
        return Verdict.UNSURE, "首页没有读到", []
    inner = list(inner_pages(facts))
    having = chosen(inner, lambda page: _has(page, marks))
    lacking = chosen(inner, lambda page: _surely_lacks(page, marks))
    if not _has(home.marks, marks) and not ("sitemap" in marks and _linked(facts, _TO_MAP)):
        if not _surely_lacks(home.marks, marks):
            return Verdict.UNSURE, "首页底部由脚本或框架生成，没有看全", [home]
        if having:
            return (
                Verdict.UNSURE,
                f"首页底部没有看到，而{count(having)}个内页有，如 {examples(having)}",
                [home, *having],
            )
        if "contact" in marks and _linked(facts, _TO_CONTACT):
            return Verdict.UNSURE, "首页底部没有写明，但首页有“联系我们”一类的链接", [home]
        return Verdict.FLAGGED, "首页底部没有", [home]
    if lacking and not having:
        return Verdict.FLAGGED, f"首页有，{count(lacking)}个内页都没有，如 {examples(lacking)}", lacking
    if lacking:
        return Verdict.UNSURE, f"首页有，{count(lacking)}个内页没有看到，如 {examples(lacking)}", lacking
    return Verdict.CLEAR, "", [home]


def _has(page: PageMarks, marks: Sequence[Mark]) -> bool:
    return any(has(page.footer, mark) for mark in marks)


def _surely_lacks(page: PageMarks, marks: Sequence[Mark]) -> bool:
    return page.footer.seen is FooterSeen.WHOLE and page.whole and not _has(page, marks)


def _linked(facts: SiteFacts, names: Collection[str]) -> bool:
    """True if the home page links by one of these names, be it at its top."""
    return any(text.strip() in names for text, _ in facts.home_links)


RULE = Rule("页面底部标识缺失", SubjectKind.SITE, MissingFooterMarkOptions, judge, MESSAGES, recheck=Need.HOME)
