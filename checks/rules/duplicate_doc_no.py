"""Two different decisions, or two different documents, carry the same number (文号).

What it sees
    The numbers of licence and penalty records, and of documents that state their own number. Two records with one
    number are different decisions if party and day of decision both differ. Two documents with one number are
    different if they are not the same item, their titles have little in common, and their days differ.

Why it matters
    A number that stands for two things cites neither. Most often the second was copied from the first and not
    changed throughout.

When it cannot tell
    Only one of party and day differs (several parties of one case, or a slip of the pen), or a title speaks of a
    correction, a renewal, a change or a repeal, which keep the number. One decision shown in two columns, in a
    monthly table and on a page of its own, or with its interpretation, is no fault.

Example
    东安监罚〔2016〕12号 against one company on 5 March and against another on 9 June: flagged. The same decision in
    行政处罚 and in 双公示: clear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import chain

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, SubjectKind, Verdict
from checks.rule import Options, Rest, Rule, WindowOption, say
from checks.seeing.doc_numbers import is_own_word, read_number
from checks.seeing.record_fields import compact, first_value, values_of
from checks.window import Window
from crawler.catalogue.queries import ItemRow, RecordRow
from crawler.identity import normal_title

MESSAGES = {
    Verdict.FLAGGED: "“{subject}”与“{other}”的文号同为{observed}，但{difference}。请核对并更正其中一个文号。",
    Verdict.CLEAR: "“{subject}”的文号没有重复。",
    Verdict.UNSURE: "“{subject}”与“{other}”的文号同为{observed}，{difference}，是否重号需人工核对。",
    Verdict.NOT_APPLICABLE: "“{subject}”早于检查范围。",
}
# Papers that keep the number of the decision they speak of.
_KEEPS = re.compile(
    r"更正|补正|勘误|变更|撤销|撤回|注销|延续|延期|换发|换证|补发|重新|修改|修订|调整|废止|失效|终止|中止|恢复"
)
# Papers about a document, which cite its number as their own.
_ABOUT = re.compile(r"解读|图解|问答|说明|附件|附表|转发|征求意见|新闻发布|答记者问|名单|目录|公示")
_ALIKE = 0.5
_PLACE = re.compile(r"^[^省市县区]{2,4}[省市县区](?:[^省市县区]{2,4}[市县区])?")
_FORM = re.compile(r"(?:股份|责任)?有限(?:责任)?公司|分公司|公司|集团|[（(].*?[）)]")
_MOST_USES = 40  # of one number that are compared with each other, the latest ones


class DuplicateDocNoOptions(Options):
    """How far back the later one of two decisions or documents is looked at."""

    look_back: WindowOption = Window(12, "months")


@dataclass(frozen=True, slots=True)
class _Use:
    """One use of a number."""

    item: ItemRow
    number: str
    party: str
    day: date | None
    organ: str = ""  # that decided, where the record says so


_Differ = Callable[[_Use, _Use], tuple[str, bool]]  # how two uses differ (empty: not at all), and whether for certain


def judge(facts: SiteFacts, options: DuplicateDocNoOptions) -> Iterator[Judgement | Batch]:
    """One judgement for the later one of two pages that share a number; the others with numbers as a batch."""
    oldest = options.look_back.first_day(facts.as_of)
    told: dict[str, Judgement] = {}
    keys: set[str] = set()
    for uses, differ in chain(_records(facts), _documents(facts)):
        keys.update(use.item.key for use in uses)
        judged = _judgement(facts, uses, differ, oldest)
        known = told.get(judged.subject.key) if judged else None
        if judged and (known is None or known.verdict is Verdict.UNSURE):
            told[judged.subject.key] = judged
    rest = Rest(SubjectKind.ITEM)
    yield from told.values()
    for key in keys - set(told):
        rest.takes(Verdict.CLEAR, key)
    yield from rest.batches()


def _records(facts: SiteFacts) -> Iterator[tuple[list[_Use], _Differ]]:
    """The uses of each decision number, by kind; licence numbers (许可证号) are kept on renewal and left out."""
    found: dict[tuple[str, str], list[_Use]] = defaultdict(list)
    for item_id, records in facts.records_by_item.items():
        for record in records:
            number = _decision_number(record)
            if number is not None:
                party = compact(first_value(record, "party"))
                organ = compact(first_value(record, "organ"))
                use = _Use(facts.items[item_id], number, party, record.decided_on, organ)
                found[record.kind, number].append(use)
    return ((uses, _differ_as_records) for uses in found.values())


def _decision_number(record: RecordRow) -> str | None:
    for label, value in values_of(record, "number"):
        number = read_number(value) if "证" not in label or "文号" in label else None
        if number is not None and number.serial is not None:
            return number.shown
    return None


def _documents(facts: SiteFacts) -> Iterator[tuple[list[_Use], _Differ]]:
    """The uses of each number by documents of this organ, other than those that merely speak of the document."""
    found: dict[str, list[_Use]] = defaultdict(list)
    organ = facts.site.organ or facts.site.name
    for item in facts.items.values():
        if item.doc_no is None or item.id in facts.records_by_item or _ABOUT.search(item.title or ""):
            continue
        number = read_number(item.doc_no)
        if number is not None and number.serial is not None and is_own_word(number.word, organ):
            found[number.shown].append(_Use(item, number.shown, "", item.written_on or item.published_on))
    return ((uses, _differ_as_documents) for uses in found.values())


def _judgement(facts: SiteFacts, uses: Sequence[_Use], differ: _Differ, oldest: date) -> Judgement | None:
    """What is to be said of the latest page that uses a number otherwise than an earlier one; None if nothing is."""
    ordered = sorted(uses, key=lambda use: (use.day or date.min, use.item.id))[-_MOST_USES:]
    doubtful: Judgement | None = None
    for position, later in enumerate(ordered[:0:-1]):
        if later.day is not None and later.day < oldest:
            continue
        for earlier in ordered[: len(ordered) - 1 - position]:
            difference, certain = differ(earlier, later)
            if not difference:
                continue
            judged = say(
                MESSAGES,
                Verdict.FLAGGED if certain else Verdict.UNSURE,
                facts.item_subject(later.item),
                observed=later.number,
                threshold="一件一号",
                since=later.day if certain else None,
                evidence=(later.item.capture_id, earlier.item.capture_id),
                other=earlier.item.title or earlier.item.url,
                difference=difference,
            )
            if certain:
                return judged
            doubtful = doubtful or judged
    return doubtful


def _differ_as_records(one: _Use, other: _Use) -> tuple[str, bool]:
    if one.organ and other.organ and not _same(one.organ, other.organ):
        return "", False  # branches that number their own decisions
    parties = bool(one.party and other.party) and not _same(one.party, other.party)
    days = one.day is not None and other.day is not None and one.day != other.day
    if not parties and not days:
        return "", False
    kept = "证" in one.number or any(_KEEPS.search(use.item.title or "") for use in (one, other))
    if parties and days:
        alike = SequenceMatcher(None, _core(one.party), _core(other.party), autojunk=False).ratio() >= _ALIKE
        return "当事人和决定日期都不同", not kept and not alike
    return "当事人不同" if parties else "决定日期不同", False


def _core(party: str) -> str:
    """What tells a firm from others: its name without place and form."""
    return _FORM.sub("", _PLACE.sub("", party)) or party


def _same(one: str, other: str) -> bool:
    """True if two names are one as far as can be told: one holds the other, or one of them is masked."""
    return one in other or other in one or any(mark in one + other for mark in "*×某XＸ")


def _differ_as_documents(one: _Use, other: _Use) -> tuple[str, bool]:
    if one.item.identity == other.item.identity or one.day is None or other.day is None:
        return "", False
    titles = [normal_title(use.item.title or "") for use in (one, other)]
    if not all(titles) or titles[0] in titles[1] or titles[1] in titles[0]:
        return "", False
    alike = SequenceMatcher(None, titles[0], titles[1], autojunk=False).ratio() >= _ALIKE
    if alike and one.day == other.day:
        return "", False
    kept = any(_KEEPS.search(use.item.title or "") for use in (one, other))
    return "标题不同", not alike and not kept and one.day != other.day


RULE = Rule("文号重复", SubjectKind.ITEM, DuplicateDocNoOptions, judge, MESSAGES)
