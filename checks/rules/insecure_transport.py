"""The site cannot be reached over an encrypted connection that a browser trusts.

What it sees
    What the crawl's visits tell of the host of the home page: certificates that have expired, name another host or are
    signed by nobody, and https addresses that forward to http. Nothing is asked for this rule's sake.

Why it matters
    Without a valid certificate browsers warn visitors away, and anybody on the way can change what they read.

When it cannot tell
    No https address of the host was asked; the connection failed for a reason that may be ours (a cipher we lack, an
    issuer we do not know); http answers beside https without forwarding to it.

Example
    “certificate has expired” on the home page: flagged. http that forwards to https, which answers: clear. All pages
    over http: unsure, since https was not tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Judgement, SubjectKind, Verdict
from checks.rule import Options, Rule, say
from crawler.catalogue.encryption import TlsState, tls_states

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”的加密访问有问题：{reason}。请更换有效证书，并将 http 访问转到 https。",
    Verdict.CLEAR: "“{subject}”可以加密访问，证书有效。",
    Verdict.UNSURE: "“{subject}”的加密访问情况无法判断：{reason}。",
}
# What says of the certificate itself that it is bad; other words may mean that we lack a cipher or an issuer.
_BAD = (
    (re.compile(r"expired", re.IGNORECASE), "证书已过期"),
    (re.compile(r"hostname|host name|doesn'?t match|not valid for|mismatch", re.IGNORECASE), "证书与域名不符"),
    (re.compile(r"self[- ]signed", re.IGNORECASE), "证书是自签名的"),
    (re.compile(r"revoked", re.IGNORECASE), "证书已吊销"),
)


class InsecureTransportOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: InsecureTransportOptions) -> Iterator[Judgement]:
    """One judgement on the site."""
    state = next((state for state in facts.ask(tls_states) if state.is_home), None)
    verdict, reason = _judged(state) if state else (Verdict.UNSURE, "没有访问到网站")
    yield say(
        MESSAGES,
        verdict,
        facts.site_subject,
        observed=reason or "加密访问正常",
        threshold="https 可以访问，证书有效",
        evidence=(state.capture_id,) if state else (),
        reason=reason,
    )


def _judged(state: TlsState) -> tuple[Verdict, str]:
    bad = [words for error in state.errors for pattern, words in _BAD if pattern.search(error)]
    if bad:
        return Verdict.FLAGGED, f"{'、'.join(dict.fromkeys(bad))}（{state.failed_url}）"
    if state.downgraded:
        return Verdict.FLAGGED, f"https 地址被转到 http（{state.downgraded_url}）"
    if state.failed:
        return Verdict.UNSURE, f"加密连接失败，原因可能在我方（{'；'.join(state.errors) or '没有说明'}）"
    if state.only_plain:
        return Verdict.UNSURE, "全部页面通过 http 访问，没有尝试 https"
    if not state.encrypted:  # http forwards there, and nothing came
        return Verdict.UNSURE, "没有访问到 https 页面"
    if state.plain and not state.upgraded:
        return Verdict.UNSURE, f"https 可以访问，但有{state.plain}次 http 访问没有转到 https"
    return Verdict.CLEAR, ""


RULE = Rule("加密访问不安全", SubjectKind.SITE, InsecureTransportOptions, judge, MESSAGES)
