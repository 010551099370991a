"""A file that an item offers for download does not open.

What it sees
    The attachments of the items that are now on the site, each file once. Where links were checked
    (`gongkai crawl --mode links`), all checks of a file together decide; otherwise the crawl's own visit: 404, 410, a
    page that says there is no such file, or a file of no bytes.

Why it matters
    The form, the annex or the budget table is what people come for. The item counts as published, and is not.

When it cannot tell
    The visit failed for another reason, the file lies on another host and was never checked, or a web page came in
    place of the file: that may be a viewer, a login, or an error page.

Example
    附件1.doc answers 404: flagged. 预算表.xls comes as text/html: unsure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.needs import Need
from checks.rule import Options, Rest, Rule, say
from checks.seeing.outcomes import is_broken, outcome_in_chinese
from crawler.catalogue.attached import AttachedFile, attached_files
from crawler.clock import SHANGHAI, day_in_shanghai
from crawler.links import LinkState
from crawler.model import Outcome

MESSAGES = {
    Verdict.FLAGGED: "信息“{item}”的附件“{subject}”打不开：{observed}（监测时间{at}）。请重新上传附件并核对链接。",
    Verdict.CLEAR: "附件“{subject}”可以打开。",
    Verdict.UNSURE: "信息“{item}”的附件“{subject}”能否打开无法判断：{observed}。",
}
_WEB_PAGES = ("text/html", "application/xhtml")
_FILES = (
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".ppt",
    ".pptx",
    ".pdf",
    ".wps",
    ".et",
    ".zip",
    ".rar",
    ".7z",
    ".ofd",
    ".csv",
)
_STATES = {LinkState.BROKEN: Verdict.FLAGGED, LinkState.UNVERIFIED: Verdict.UNSURE}


class UnopenedAttachmentOptions(Options):
    """There is nothing to set."""


def judge(facts: SiteFacts, options: UnopenedAttachmentOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each file that does not open or is doubtful; those that open as a batch."""
    rest = Rest(SubjectKind.LINK)
    for file in facts.ask(attached_files):
        verdict, observed = _judged(facts, file)
        if rest.takes(verdict, file.key):
            continue
        yield say(
            MESSAGES,
            verdict,
            Subject(SubjectKind.LINK, file.key, file.name or file.url, file.url),
            observed=observed,
            threshold="可以打开",
            evidence=(file.capture_id,),
            item=(file.item_title or file.item_url) + (f"等{file.items}条" if file.items > 1 else ""),
            at=_local(file.at),
        )
    yield from rest.batches()


def _judged(facts: SiteFacts, file: AttachedFile) -> tuple[Verdict, str]:
    checked = facts.link_states.get(file.key)
    if checked is not None and checked.state in _STATES:
        since = f"，自{day_in_shanghai(checked.failing_since)}起" if checked.failing_since else ""
        return _STATES[checked.state], outcome_in_chinese(checked.outcome) + since
    if checked is not None and checked.state is LinkState.OK and file.outcome != Outcome.OK:
        return Verdict.CLEAR, ""  # it opened at the last check, whatever the crawl met with
    if file.outcome is None:
        return Verdict.UNSURE, "没有访问过，请用 --mode links 检查"
    if is_broken(file.outcome):
        return Verdict.FLAGGED, outcome_in_chinese(file.outcome)
    if file.outcome in (Outcome.NOT_MODIFIED, Outcome.TOO_LARGE):
        return Verdict.CLEAR, ""
    if file.outcome != Outcome.OK:
        return Verdict.UNSURE, outcome_in_chinese(file.outcome)
    if file.size == 0:
        return Verdict.FLAGGED, "文件是空的（0字节）"
    media_type = (file.media_type or "").lower()
    if media_type.startswith(_WEB_PAGES) and file.url.lower().partition("?")[0].endswith(_FILES):
        return Verdict.UNSURE, "返回的是网页，不是文件"
    return Verdict.CLEAR, ""


def _local(moment: str | None) -> str:
    return datetime.fromisoformat(moment).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if moment else "不详"


RULE = Rule("附件打不开", SubjectKind.LINK, UnopenedAttachmentOptions, judge, MESSAGES, recheck=Need.PAGE)
