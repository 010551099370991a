"""The site's domain is not built as the rules on government domains want it.

What it sees
    The host under which the home page finally opened (a redirect counts), and one of three demands: `suffix` (it ends
    in one of the `suffixes`), `portal` (a government's portal is `www.<region>.gov.cn`), `department` (a local
    department is `<department>.<region>.gov.cn`). Whether a site is a portal or a department is read from its name
    and organ by the word lists of the options.

Why it matters
    The suffix is how a visitor tells a government site from a copy of it. The structure ties each department to its
    government, so that none stands outside its supervision.

When it cannot tell
    The home page did not open; the host is a bare number or has no dots (an intranet); the name does not tell what
    kind of site it is; a portal was reached without `www.`, which may open too; a department's pages lie in a folder of
    another host; the organ is a county's or a district's. Departments of the State Council have rules of their own:
    not applicable.

Example
    东莞市安全生产监督管理局 at dgsafety.dg.gov.cn: clear. At www.dgsafety.com: flagged under `suffix`. At
    www.dgsafety.gov.cn: flagged under `department`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from crawler.model import Outcome

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”的域名 {observed} 不符合要求：{reason}。请按规定申请域名，变更域名的应在首页公告。",
    Verdict.CLEAR: "“{subject}”的域名 {observed} 符合要求。",
    Verdict.UNSURE: "“{subject}”的域名 {observed} 是否符合要求无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "“{subject}”不适用：{reason}。",
}

Demand = Literal["suffix", "portal", "department"]


class DomainNameOptions(Options):
    """Which demand is meant, the suffixes allowed, and the words by which a name tells the kind of site."""

    demand: Demand
    suffixes: tuple[str, ...] = ("gov.cn", "政务", "政务.cn")
    portal_words: tuple[str, ...] = ("人民政府", "政府网站", "政府门户")
    department_words: tuple[str, ...] = ("局", "委", "厅", "办公室", "分局", "支队", "中心")
    national_words: tuple[str, ...] = ("国家", "中华人民共和国", "国务院", "中国", "全国")
    local_words: tuple[str, ...] = ("省", "市", "自治区", "自治州", "盟", "兵团")
    county_words: tuple[str, ...] = ("县", "区", "旗", "镇", "乡", "街道")


def judge(facts: SiteFacts, options: DomainNameOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    opened = next(
        (
            target
            for target in facts.targets
            if target.role == "home" and target.outcome in (Outcome.OK, Outcome.NOT_MODIFIED)
        ),
        None,
    )
    host = _host(opened.url if opened else facts.site.home)
    if opened is None:
        verdict, reason = Verdict.UNSURE, "首页没有打开，不知道最终使用的域名"
    elif host.replace(".", "").isdigit() or ":" in host or "." not in host:
        verdict, reason = Verdict.UNSURE, "以内网名称或IP地址访问，不知道正式域名"
    else:
        verdict, reason = _judged(facts, options, host, urlsplit(opened.url).path)
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=host,
        threshold=_wanted(options),
        evidence=(opened.capture_id,) if opened else (),
        reason=reason,
    )


def _judged(facts: SiteFacts, options: DomainNameOptions, host: str, path: str) -> tuple[Verdict, str]:
    if options.demand == "suffix":
        return _suffix(options, host)
    name = facts.site.organ or facts.site.name
    labels = host.removesuffix(".gov.cn").split(".")
    if not host.endswith(".gov.cn"):
        return Verdict.NOT_APPLICABLE, "不是“.gov.cn”域名，按后缀要求检查"
    if options.demand == "portal":
        return _portal(options, name, labels)
    return _department(options, name, labels, path)


def _suffix(options: DomainNameOptions, host: str) -> tuple[Verdict, str]:
    if any(_ascii(host).endswith("." + _ascii(suffix.strip("."))) for suffix in options.suffixes):
        return Verdict.CLEAR, ""
    return Verdict.FLAGGED, "后缀不是" + "、".join(f"“.{suffix}”" for suffix in options.suffixes)


def _portal(options: DomainNameOptions, name: str, labels: list[str]) -> tuple[Verdict, str]:
    if not any(word in name for word in options.portal_words) or _is_department(options, name):
        return Verdict.NOT_APPLICABLE, "从名称看不是政府门户网站"
    if len(labels) == 2 and labels[0] == "www":
        return Verdict.CLEAR, ""
    if len(labels) == 1:
        return Verdict.UNSURE, "没有带“www.”访问，带“www.”的域名可能同样可以打开"
    if "信息公开" in name:
        return Verdict.UNSURE, "可能是门户网站的信息公开专栏，不是门户网站本身"
    return Verdict.FLAGGED, "门户网站应使用“www.地名.gov.cn”结构"


def _department(options: DomainNameOptions, name: str, labels: list[str], path: str) -> tuple[Verdict, str]:
    if not _is_department(options, name):
        return Verdict.NOT_APPLICABLE, "从名称看不是政府部门网站"
    if any(name.startswith(word) for word in options.national_words):
        return Verdict.NOT_APPLICABLE, "国务院部门及其垂直管理单位另有规定"
    if not any(word in name for word in options.local_words):
        return Verdict.UNSURE, "从名称看不出是哪一级政府的部门"
    own = labels[1:] if labels[0] == "www" else labels
    if len(own) >= 2:
        return Verdict.CLEAR, ""
    if path.rpartition("/")[0].strip("/"):
        return Verdict.UNSURE, "部门页面设在该域名的目录之下，可能是上级门户网站的栏目"
    if any(word in name.replace("自治区", "") for word in options.county_words):
        return Verdict.UNSURE, "县区级部门原则上不单独开设网站，域名结构另行认定"
    return Verdict.FLAGGED, "部门网站应使用本级政府门户网站的下级域名，即“部门.地名.gov.cn”结构"


def _is_department(options: DomainNameOptions, name: str) -> bool:
    return any(name.endswith(word) or f"{word}网" in name for word in options.department_words)


def _ascii(name: str) -> str:
    """The name as it is registered; Chinese labels in their ASCII form."""
    try:
        return name.encode("idna").decode().lower()
    except UnicodeError:  # not a name that anybody registered
        return name


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower().rstrip(".")


def _wanted(options: DomainNameOptions) -> str:
    structure = {"portal": "www.地名.gov.cn", "department": "部门.地名.gov.cn"}
    return structure.get(options.demand, "、".join(f".{suffix}" for suffix in options.suffixes))


RULE = Rule("域名不规范", SubjectKind.SITE, DomainNameOptions, judge, MESSAGES)
