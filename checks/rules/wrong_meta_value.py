"""A meta tag of the site is there, and what it says is not so.

What it sees
    `what = "domain"`: SiteDomain of the home page against the host under which the site opened. `what = "code"`:
    SiteIDCode against the site's code at the foot of the home page, its form, and whether pages under the same
    SiteName carry one and the same. `what = "pubdate"`: the day of PubDate against the day that content pages show.
    A missing tag, or the template's own words in it, is another rule's question.

Why it matters
    Tags copied from another site's template count its pages for that site, and a false date sorts news wrongly.

When it cannot tell
    The home page was not read; the site was reached by a number instead of its name; SiteDomain names a parent domain,
    or another government domain while nothing else on the page speaks of another site (the site may have two); pages
    with another code carry another SiteName too (another organ's pages on the same host).

Example
    SiteIDCode 4419000001 with 4419000015 at the foot: flagged. SiteDomain without `www.`: clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from checks.seeing.hosts import Relation, host_of, is_government, is_name, own_hosts, relation
from checks.seeing.page_marks import Alike, alike, captures, chosen, count, examples, home_page, inner_pages

MESSAGES = {
    Verdict.FLAGGED: "{tag} 标签的内容不对：{reason}。请在页面模板中改正。",
    Verdict.CLEAR: "{tag} 标签的内容“{observed}”没有问题。",
    Verdict.UNSURE: "{tag} 标签的内容是否正确无法判断：{reason}。",
}
TAGS = {"domain": "SiteDomain", "code": "SiteIDCode", "pubdate": "PubDate"}
_CODE = re.compile(r"bm\d{8}|\d{10}")
_APART = re.compile(r"[\s,;，；、|]+")

Answer = tuple[Verdict, str, str, list[Alike]]  # verdict, observed, reason, pages that show it


class WrongMetaValueOptions(Options):
    """Which tag is meant; `published_since`: the day from which articles are looked at (PubDate only)."""

    what: Literal["domain", "code", "pubdate"]
    published_since: date | None = None


def judge(facts: SiteFacts, options: WrongMetaValueOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    if options.what == "pubdate":
        verdict, observed, reason, pages = _pubdate(facts, options)
    else:
        home = home_page(facts)
        tag = TAGS[options.what].lower()
        if home is None:
            verdict, observed, reason, pages = Verdict.UNSURE, "", "首页没有读到", []
        elif tag not in home.marks.tags or tag in home.marks.placeholders:
            verdict, observed, reason, pages = Verdict.UNSURE, "", "首页没有填写这个标签", [home]
        else:
            verdict, observed, reason, pages = (_domain if options.what == "domain" else _code)(facts, home)
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=observed,
        threshold="与网站实际一致",
        evidence=captures(pages),
        tag=TAGS[options.what],
        reason=reason,
    )


def _domain(facts: SiteFacts, home: Alike) -> Answer:
    written = home.marks.site_domain
    if written is None:
        return Verdict.UNSURE, "", "填写的内容读不出域名", [home]
    own = own_hosts(facts)
    hosts = [host_of(part) for part in _APART.split(written) if part]
    kinds = {relation(host, own) for host in hosts}
    shown = "、".join(sorted(own))
    if Relation.SAME in kinds:
        return Verdict.CLEAR, written, "", [home]
    if not any(is_name(host) for host in hosts):
        return Verdict.FLAGGED, written, f"“{written}”不是域名", [home]
    if Relation.UNKNOWN in kinds:
        return Verdict.UNSURE, written, f"以 {shown} 访问，不知道网站的正式域名", [home]
    if Relation.KIN in kinds:
        return Verdict.UNSURE, written, f"填写的 {written} 与访问的 {shown} 是上下级域名", [home]
    if any(is_government(host) for host in hosts) and not _speaks_of_another(facts, home):
        return Verdict.UNSURE, written, f"填写的 {written} 不是访问的 {shown}，可能是网站的另一个域名", [home]
    return Verdict.FLAGGED, written, f"填写的是 {written}，网站域名是 {shown}", [home]


def _speaks_of_another(facts: SiteFacts, home: Alike) -> bool:
    """True where the page's SiteName or SiteIDCode is another site's too: a copied template."""
    marks = home.marks
    if marks.site_code and marks.footer.code and marks.site_code != marks.footer.code:
        return True
    names = [name for name in (facts.site.name, facts.site.organ) if name]
    tag_is_name = marks.site_name is not None and "sitename" not in marks.placeholders
    return tag_is_name and not any(_alike_names(marks.site_name or "", name) for name in names)


def _alike_names(one: str, other: str) -> bool:
    """True where the names share a run of four characters, or one holds the other."""
    if one in other or other in one:
        return True
    return any(one[place : place + 4] in other for place in range(len(one) - 3))


def _code(facts: SiteFacts, home: Alike) -> Answer:
    code, foot = home.marks.site_code or "", home.marks.footer.code
    if _CODE.fullmatch(code) is None:
        return Verdict.FLAGGED, code, f"首页填写的“{code}”不是标识码的格式（10位数字，或 bm 加8位数字）", [home]
    if foot is not None and foot != code:
        return Verdict.FLAGGED, code, f"首页填写的是 {code}，页面底部标明的是 {foot}", [home]
    others = chosen(
        inner_pages(facts),
        lambda marks: bool(marks.site_code) and marks.site_code != code and "siteidcode" not in marks.placeholders,
    )
    same_name = chosen(others, lambda marks: marks.site_name == home.marks.site_name)
    if same_name:
        values = "、".join(sorted({group.marks.site_code or "" for group in same_name}))
        reason = f"首页为 {code}，另有{count(same_name)}个页面为 {values}，如 {examples(same_name)}"
        return Verdict.FLAGGED, code, reason, [home, *same_name]
    if others:
        reason = f"有{count(others)}个页面的网站名称和标识码都与首页不同，可能属于其他单位，如 {examples(others)}"
        return Verdict.UNSURE, code, reason, [home, *others]
    if foot is None:
        return Verdict.UNSURE, code, "页面底部没有读到网站标识码，无法核对", [home]
    return Verdict.CLEAR, code, "", [home]


def _pubdate(facts: SiteFacts, options: WrongMetaValueOptions) -> Answer:
    pages = alike(facts, "content", options.published_since)
    compared = chosen(pages, lambda marks: marks.pub_agrees is not None)
    wrong = chosen(compared, lambda marks: marks.pub_agrees is False)
    if wrong:
        reason = f"{count(compared)}个内容页中有{count(wrong)}个与页面显示的发布日期不同，如 {examples(wrong)}"
        return Verdict.FLAGGED, f"{count(wrong)}个页面不一致", reason, wrong
    if not compared:
        return Verdict.UNSURE, "", "没有读到既有该标签又显示发布日期的内容页", list(pages)
    return Verdict.CLEAR, f"{count(compared)}个页面一致", "", compared


RULE = Rule("页面标签内容不实", SubjectKind.SITE, WrongMetaValueOptions, judge, MESSAGES)
