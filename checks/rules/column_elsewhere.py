"""A column of the site lies under a domain of its own instead of a folder of the site.

What it sees
    Columns of the menu whose address lies on another host: flagged where that host is a name below the site's own
    domain (zt.dgsafety.dg.gov.cn beside dgsafety.dg.gov.cn), so that it is surely the organ's.

Why it matters
    Columns, topics and business systems under separate domains are separate sites in all but name, which nobody
    inspects and everybody forgets to close.

When it cannot tell
    The column leads to a host that is not a government's: it may be the organ's own or somebody else's. Columns on
    other government hosts (a unified platform, the superior organ) and on public services (微博, 微信) are not asked,
    nor are sites that were reached by a number.

Example
    Column 专题专栏/安全生产月 at aqscy.slj.bd.gov.cn on the site slj.bd.gov.cn: flagged. Column 12345热线 at
    www.bd.gov.cn: not applicable.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, say
from checks.seeing.hosts import Relation, host_of, is_government, is_name, own_hosts, relation
from checks.seeing.suspects import is_trusted

MESSAGES = {
    Verdict.FLAGGED: "栏目“{subject}”使用了单独的域名 {observed}。请改用本网站域名下的目录。",
    Verdict.CLEAR: "栏目“{subject}”使用本网站域名。",
    Verdict.UNSURE: "栏目“{subject}”指向 {observed}，是否属于本单位自建、是否应并入本网站，需人工判断。",
    Verdict.NOT_APPLICABLE: "栏目“{subject}”指向其他单位的网站。",
}


class ColumnElsewhereOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: ColumnElsewhereOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each column on a host of its own or on a strange one; the others as batches."""
    rest = Rest(SubjectKind.COLUMN)
    own = own_hosts(facts)
    for column in facts.columns:
        if column.url is None:
            continue
        host = host_of(column.url)
        verdict = _verdict(host, own)
        if rest.takes(verdict, column.path):
            continue
        yield say(
            MESSAGES,
            verdict,
            facts.column_subject(column),
            observed=host,
            threshold="使用本网站域名",
            evidence=(column.capture_id,),
        )
    yield from rest.batches()


def _verdict(host: str, own: frozenset[str]) -> Verdict:
    kind = relation(host, own)
    if kind is Relation.SAME:
        return Verdict.CLEAR
    if kind is Relation.UNKNOWN or not is_name(host):
        return Verdict.NOT_APPLICABLE
    if any(host.endswith(f".{name}") for name in own if is_name(name)):
        return Verdict.FLAGGED
    return Verdict.NOT_APPLICABLE if is_government(host) or is_trusted(host) else Verdict.UNSURE


RULE = Rule("栏目使用单独域名", SubjectKind.COLUMN, ColumnElsewhereOptions, judge, MESSAGES)
