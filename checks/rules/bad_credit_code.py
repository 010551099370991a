"""A unified social credit code in a licence or penalty record is not a possible one.

What it sees
    The codes of the parties in 双公示 records: 18 characters of which the last one is computed from the others
    (GB 32100-2015). A code with a wrong check character, or with a letter the standard does not use, was mistyped.

Why it matters
    A wrong code puts the decision on another company's record, or on nobody's.

When it cannot tell
    The value has 18 digits and might be the identity number of a person, or it is too long or too short by a
    character or two (cut off in the table, or two codes in a cell). Registration numbers of older kinds (15 digits,
    nine-character organisation codes), masked values and empty cells are not credit codes and are left alone.

Example
    91441900559103246U instead of 91441900559103246Y: flagged. 4419**********1234: a masked person, not asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from stdnum.cn import ric, uscc

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.record_fields import values_of
from checks.window import Window
from crawler.catalogue.queries import RecordRow

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”中的统一社会信用代码有误：{observed}（{threshold}）。请核对营业执照后更正。",
    Verdict.CLEAR: "“{subject}”中的统一社会信用代码校验无误。",
    Verdict.UNSURE: "“{subject}”中有代码不能确认：{observed}。请人工核对。",
    Verdict.NOT_APPLICABLE: "“{subject}”中没有统一社会信用代码可校验。",
}
_THRESHOLD = "GB 32100-2015，第18位为校验码"
_RUN = re.compile(r"(?<![0-9A-Z*])[0-9A-Z]{9,22}(?![0-9A-Z*])")
_SEPARATORS = re.compile(r"[\s\u200b'‘’`.·•_-]+")
_DIGITS = re.compile(r"\d{17}[\dX]")
_COMPANY = ("91", "92", "93")  # given by the company registers; no region's identity numbers begin so
_PERSONAL = re.compile(r"身份证|居民|个人|证件号")
_BORN = re.compile(r"\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")
_MOST_NAMED = 5


class BadCreditCodeOptions(Options):
    """How far back pages are looked at."""

    look_back: WindowOption = Window(12, "months")


def judge(facts: SiteFacts, options: BadCreditCodeOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each page with a wrong or a doubtful code; the others as batches."""
    rest = Rest(SubjectKind.ITEM)
    oldest = options.look_back.first_day(facts.as_of)
    for item_id, records in facts.records_by_item.items():
        item = facts.items[item_id]
        found: dict[Verdict, list[str]] = {}
        if item.published_on is None or item.published_on >= oldest:
            for record in records:
                for verdict, shown in _codes(record):
                    found.setdefault(verdict, []).append(shown)
        verdict = next((one for one in Verdict if one in found), Verdict.NOT_APPLICABLE)
        if verdict is Verdict.CLEAR and Verdict.UNSURE in found:
            verdict = Verdict.UNSURE
        if rest.takes(verdict, item.key):
            continue
        codes = list(dict.fromkeys(found[verdict]))
        more = f"等{len(codes)}个" if len(codes) > _MOST_NAMED else ""
        yield say(
            MESSAGES,
            verdict,
            facts.item_subject(item),
            observed="、".join(codes[:_MOST_NAMED]) + more,
            threshold=_THRESHOLD,
            evidence=(item.capture_id,),
        )
    yield from rest.batches()


def _codes(record: RecordRow) -> Iterator[tuple[Verdict, str]]:
    """What is to be said of each code of a record. Nothing that may be a person's number is ever shown whole."""
    for label, value in values_of(record, "code"):
        if _PERSONAL.search(label):
            continue
        text = unicodedata.normalize("NFKC", value).upper()
        for code in _RUN.findall(text) or _RUN.findall(_SEPARATORS.sub("", text)):
            told = _judge_code(code)
            if told is not None:
                yield told, code if told is Verdict.FLAGGED else _masked(code)


def _judge_code(code: str) -> Verdict | None:
    """FLAGGED, CLEAR or UNSURE; None for what is no credit code at all."""
    if len(code) != 18:
        return Verdict.UNSURE if code.startswith(_COMPANY) and len(code) in (16, 17, 19, 20) else None
    if uscc.is_valid(code):
        return Verdict.CLEAR
    if ric.is_valid(code):
        return None  # a person's identity number: whether it may be shown is another rule's business
    if _BORN.fullmatch(code) or (_DIGITS.fullmatch(code) and not code.startswith(_COMPANY)):
        return Verdict.UNSURE  # perhaps a person's number, mistyped
    return Verdict.FLAGGED


def _masked(code: str) -> str:
    return f"{code[:4]}{'*' * max(len(code) - 6, 4)}{code[-2:]}（{len(code)}位）"


RULE = Rule("统一社会信用代码错误", SubjectKind.ITEM, BadCreditCodeOptions, judge, MESSAGES)
