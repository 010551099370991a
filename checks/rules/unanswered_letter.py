"""A public letter or message has not been answered for longer than the standard allows.

What it sees
    Public letters (局长信箱, 网上咨询, 留言) sent within `look_back` before the monitoring point that show no answer by
    then and are older than the window.

Why it matters
    A single one of them fails the site (互动回应差): somebody asked the government and was left alone.

When it cannot tell
    The letter shows no day on which it was sent, the mailbox or letters in it were not read, or the crawl took place
    before the monitoring point. Letters that are marked as answered without a date are clear. Complaints, petitions
    and disciplinary reports are not counted.

Example
    Sent 2016-09-01, no answer, monitoring point 2016-12-31: flagged. Sent 2016-10-08: younger than three months, clear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.freshness import unseen
from checks.window import Window
from crawler.catalogue.queries import ItemRow
from crawler.model import ColumnClass

MESSAGES = {
    Verdict.FLAGGED: "来信“{subject}”写于{sent}，到监测时间点{as_of}已{days}天没有答复，超过{window}。"
    "请尽快办理并公开答复。",
    Verdict.CLEAR: "来信“{subject}”({sent})没有超期未答：{observed}。",
    Verdict.UNSURE: "“{subject}”是否超期未答无法判断：{reason}。",
    Verdict.NOT_APPLICABLE: "来信“{subject}”不在检查范围：{reason}。",
}
_NO_MAILBOX = ("page", "group", "external", "heading", "door")
_ANSWERED = re.compile(r"已(?:回复|答复|办结|处理|反馈|办理)|(?:回复|答复|办理)完毕")


class UnansweredLetterOptions(Options):
    """How long an answer may take, how far back letters are looked at, and which columns do not count."""

    window: WindowOption
    look_back: WindowOption = Window(12, "months")
    excluded_words: tuple[str, ...] = ("举报", "信访", "纪检", "在线访谈", "调查征集", "投诉")


def judge(facts: SiteFacts, options: UnansweredLetterOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each letter that waits too long or cannot be judged; one for a mailbox not read whole."""
    rest = Rest(SubjectKind.ITEM)
    yield from _unread_mailboxes(facts, options)
    for letter in facts.letters:
        if letter.sent_on is not None and letter.sent_on > facts.as_of:
            continue
        verdict, reason = _verdict(facts, options, letter)
        if rest.takes(verdict, letter.key):
            continue
        sent = letter.sent_on.isoformat() if letter.sent_on else "日期不详"
        answered = letter.replied_on is not None and letter.replied_on <= facts.as_of
        yield say(
            MESSAGES,
            verdict,
            facts.item_subject(letter),
            observed=f"{letter.replied_on}答复" if answered else (letter.letter_status or "未答复"),
            threshold=f"{options.window.chinese}内答复",
            since=letter.sent_on if verdict is Verdict.FLAGGED else None,
            evidence=(letter.capture_id,),
            sent=sent,
            days=(facts.as_of - letter.sent_on).days if letter.sent_on else 0,
            as_of=facts.as_of.isoformat(),
            window=options.window.chinese,
            reason=reason,
        )
    yield from rest.batches()


def _unread_mailboxes(facts: SiteFacts, options: UnansweredLetterOptions) -> Iterator[Judgement]:
    """Mailboxes that were not seen, or list letters whose pages were not read as letters."""
    oldest = options.look_back.first_day(facts.as_of)
    for column in facts.columns:
        if (
            column.column_class is not ColumnClass.MESSAGES
            or column.kind in _NO_MAILBOX
            or _excluded(options, column.name)
        ):
            continue
        listed = [facts.items.get(row.item_id) for row in facts.listings_by_column.get(column.path, [])]
        unread = [
            item
            for item in listed
            if item is not None and item.kind == "listed" and (item.published_on is None or item.published_on >= oldest)
        ]
        reason = unseen(column) or (f"有{len(unread)}封来信的页面没有读到来信内容" if unread else None)
        if reason is not None:
            subject = facts.column_subject(column)
            yield say(MESSAGES, Verdict.UNSURE, subject, evidence=(column.capture_id,), reason=reason)


def _excluded(options: UnansweredLetterOptions, name: str) -> bool:
    return any(word in name for word in options.excluded_words) and "咨询" not in name


def _verdict(facts: SiteFacts, options: UnansweredLetterOptions, letter: ItemRow) -> tuple[Verdict, str]:
    # The last name of the path is the column's own; 互动交流/咨询投诉/局长信箱 is a mailbox, not a complaint.
    names = [path.rpartition("/")[2] for path in letter.columns]
    if names and all(_excluded(options, name) for name in names):
        return Verdict.NOT_APPLICABLE, f"栏目“{names[0]}”不计入政务咨询"
    if letter.replied_on is not None and letter.replied_on <= facts.as_of:
        return Verdict.CLEAR, ""
    if letter.replied_on is None and letter.letter_status and _ANSWERED.search(letter.letter_status):
        return Verdict.CLEAR, ""
    if letter.sent_on is None:
        return Verdict.UNSURE, "没有读到来信日期"
    if letter.sent_on < options.look_back.first_day(facts.as_of):
        return Verdict.NOT_APPLICABLE, f"来信早于监测时间点前{options.look_back.chinese}"
    if options.window.contains(letter.sent_on, facts.as_of):
        return Verdict.CLEAR, ""
    if facts.blind_since is not None:
        return Verdict.UNSURE, f"抓取于{facts.blind_since.isoformat()}，早于监测时间点"
    return Verdict.FLAGGED, ""


RULE = Rule("来信超期未答", SubjectKind.ITEM, UnansweredLetterOptions, judge, MESSAGES)
