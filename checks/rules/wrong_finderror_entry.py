"""The entry 我为政府网站找错 is missing at the foot of the home page, or belongs to another site.

What it sees
    The entry on the home page, as a script or a link of the national platform; its `site_code` against the site's code
    at the foot, and the address that a link hands over against the site's own host. A copied footer is the usual
    reason for a wrong one. The entry's form is never opened.

Why it matters
    Reports of errors go to another organ, or nowhere, and are counted as unanswered.

When it cannot tell
    The home page was not read or its foot not seen whole; the entry is of an older kind or carries no code; the foot
    shows no code to compare with, or SiteIDCode agrees with the entry against the foot; the entry's address lies above
    or below the site's own domain, or the site was reached by a number.

Example
    Foot: 网站标识码 4419000015; the entry's link says `site_code=4419000001`: flagged. A script with
    `sitecode='4419000015'`: clear.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Options, Rule, say
from checks.seeing.hosts import Relation, host_of, own_hosts, relation
from checks.seeing.page_marks import Alike, home_page
from crawler.sight import Finder, FooterSeen

MESSAGES = {
    Verdict.FLAGGED: "首页底部的“我为政府网站找错”入口有问题：{reason}。请按本网站的标识码和网址重新设置。",
    Verdict.CLEAR: "首页底部有“我为政府网站找错”入口，{observed}。",
    Verdict.UNSURE: "首页底部的“我为政府网站找错”入口是否正确无法判断：{reason}。",
}


class WrongFinderrorEntryOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: WrongFinderrorEntryOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    home = home_page(facts)
    if home is None:
        verdict, reason = Verdict.UNSURE, "首页没有读到"
    elif home.marks.footer.finder is None:
        verdict, reason = _missing(home)
    else:
        verdict, reason = _judged(facts, home, home.marks.footer.finder)
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed="标识码与页面底部一致" if verdict is Verdict.CLEAR else reason,
        threshold="入口存在，标识码和网址属于本网站",
        evidence=(home.capture,) if home else (),
        reason=reason,
    )


def _missing(home: Alike) -> tuple[Verdict, str]:
    if home.marks.footer.seen is FooterSeen.WHOLE and home.marks.whole:
        return Verdict.FLAGGED, "没有入口"
    return Verdict.UNSURE, "没有看到入口，但首页底部由脚本或框架生成，没有看全"


def _judged(facts: SiteFacts, home: Alike, finder: Finder) -> tuple[Verdict, str]:
    if finder.kind == "old":
        return Verdict.UNSURE, "入口是旧版平台的地址，是否仍然有效需人工核实"
    own = own_hosts(facts)
    kind = relation(host_of(finder.url_host), own) if finder.url_host else Relation.SAME
    foot, tag = home.marks.footer.code, home.marks.site_code
    code = (finder.site_code or "").lower()
    if code and foot and code != foot and code != tag:
        return Verdict.FLAGGED, f"入口的标识码是 {code}，页面底部标明的是 {foot}"
    if kind is Relation.OTHER:
        return Verdict.FLAGGED, f"入口登记的网址是 {finder.url_host}，本网站是 {'、'.join(sorted(own))}"
    if not code:
        return Verdict.UNSURE, "入口没有写明标识码"
    if foot is None:
        return Verdict.UNSURE, f"入口的标识码是 {code}，页面底部没有读到标识码，无法核对"
    if code != foot:
        return Verdict.UNSURE, f"入口和 SiteIDCode 标签是 {code}，页面底部是 {foot}，不知道哪个正确"
    if kind is not Relation.SAME:
        return Verdict.UNSURE, f"入口登记的网址是 {finder.url_host}，与本网站的关系无法确定"
    return Verdict.CLEAR, ""


RULE = Rule("找错入口缺失或设置错误", SubjectKind.SITE, WrongFinderrorEntryOptions, judge, MESSAGES, recheck=Need.HOME)
