"""A page shows numbers of natural persons: identity numbers, mobile numbers, bank cards.

What it sees
    Numbers in texts, titles, list entries and 双公示 records that prove by themselves what they are (check digit, date
    and region; prefix) and are not given as a way to reach the organ or to pay to it. Only masked forms are known here
    and only those are told. `kinds` and `places` narrow: `places = "records"` looks at 双公示 records alone.

Why it matters
    A published identity number cannot be called back. Natural persons in licences and penalties must not be named by
    number, and bulletins treat such a leak as a serious fault.

When it cannot tell
    An identity number without a label may be a serial that passes the check by chance; a mobile number in running text
    may be a contact; an account number may be the organ's own. Contacts (联系电话, 咨询, 举报 …), unified credit codes,
    索引号 and document numbers are never taken for persons' numbers. Articles that were not read are summed up. What
    stands inside attached files is not seen at all.

Example
    “身份证号：4419**************” in a penalty: flagged. “联系人：王先生，138****5678”: clear.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say, the_rest
from crawler.catalogue.numbers import PersonalRow, personal_numbers
from crawler.extract.personal import Kind

MESSAGES = {
    Verdict.FLAGGED: "信息“{subject}”公开了个人信息：{observed}（如 {masked}）。请立即隐去号码，并检查附件和缓存。",
    Verdict.CLEAR: "信息“{subject}”没有发现个人号码。",
    Verdict.UNSURE: "信息“{subject}”中有疑似个人号码：{observed}（如 {masked}），{reason}，请人工核实。",
}
NAMES = {Kind.IDENTITY: "身份证号码", Kind.MOBILE: "手机号码", Kind.BANK_CARD: "银行卡号"}
_SAYS_IDENTITY = ("身份证", "证件号", "公民身份", "相对人代码", "当事人代码")
_SAYS_CARD = ("卡号", "储蓄卡", "借记卡", "信用卡")


class PrivacyLeakOptions(Options):
    """Which numbers are meant, and where they stand."""

    kinds: tuple[Kind, ...] = Field(default=tuple(Kind), min_length=1)
    places: Literal["any", "records"] = "any"


def judge(facts: SiteFacts, options: PrivacyLeakOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item that shows such a number; the other items as a batch."""
    by_item: dict[int, list[PersonalRow]] = defaultdict(list)
    for row in facts.ask(personal_numbers):
        if row.kind in options.kinds and not row.contact and (options.places == "any" or _in_record(row)):
            by_item[row.item_id].append(row)
    told = [_judgement(facts, rows) for rows in by_item.values()]
    yield from told
    yield from the_rest(Verdict.CLEAR, SubjectKind.ITEM, _looked_at(facts, options), told)
    if facts.unread_items:
        yield _unread(facts)


def _unread(facts: SiteFacts) -> Judgement:
    number = len(facts.unread_items)
    message = f"有{number}条信息的正文没有读到，其中有没有个人号码无法判断。"
    return Judgement(Verdict.UNSURE, facts.site_subject, message, f"{number}条未读", "不公开个人号码")


def _looked_at(facts: SiteFacts, options: PrivacyLeakOptions) -> frozenset[str]:
    """The items whose text was read; of the others only the list entries were seen."""
    if options.places == "any":
        return frozenset(item.key for item in facts.items.values() if item.kind != "listed")
    return frozenset(facts.items[row.item_id].key for row in facts.records if row.item_id in facts.items)


def _judgement(facts: SiteFacts, rows: Sequence[PersonalRow]) -> Judgement:
    sure = [row for row in rows if _is_sure(row)]
    if sure:  # where one number is a person's for sure, the others of the item go with it
        verdict, shown = Verdict.FLAGGED, sure
    else:
        verdict, shown = Verdict.UNSURE, list(rows)
    first = shown[0]
    tally = Counter(row.kind for row in rows)
    return say(
        MESSAGES,
        verdict,
        Subject(SubjectKind.ITEM, first.key, first.title or first.url, first.url),
        observed="、".join(f"{NAMES[kind]}{number}个" for kind, number in sorted(tally.items())),
        threshold="不公开个人号码",
        evidence=tuple(row.capture_id for row in shown[:3]),
        masked="、".join(dict.fromkeys(row.masked for row in shown[:3])),
        reason=_why_unsure(first),
    )


def _is_sure(row: PersonalRow) -> bool:
    if row.kind is Kind.IDENTITY:
        return bool(row.label) or any(word in row.place for word in _SAYS_IDENTITY)
    if row.kind is Kind.BANK_CARD:
        return any(word in f"{row.label} {row.place}" for word in _SAYS_CARD)
    return _in_record(row)


def _in_record(row: PersonalRow) -> bool:
    return row.place.startswith("record:")


def _why_unsure(row: PersonalRow) -> str:
    reasons = {
        Kind.IDENTITY: "号码前没有说明，可能是其他编号",
        Kind.MOBILE: "可能是对外联系方式",
        Kind.BANK_CARD: "可能是单位账户",
    }
    return reasons[row.kind]


RULE = Rule("泄露个人信息", SubjectKind.ITEM, PrivacyLeakOptions, judge, MESSAGES)
