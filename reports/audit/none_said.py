"""Sentences that say "none": 未召开新闻发布会, 没有因信息公开被提起行政复议或行政诉讼, 未收取任何费用, 无举报投诉."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reports.audit.meanings import Meaning, Subjects, family, joined, meanings
from reports.audit.phrases import NUMBER
from reports.audit.vocabulary import FARTHEST, longest_first
from reports.audit.words import Reader

_NEGATION = re.compile(r"未曾|从未|尚未|均未|都未|仍未|也未|未|没有|并没|没|不存在|不曾|并无|暂无|尚无|均无|都无|也无|无|零(?=[\u4e00-\u9fff])|不(?=收取|收费|收)|免收|免除了?(?=收费|费用)")  # fmt: skip  # noqa: E501
_NOT_THIS = re.compile(
    r"未来|未成年|未经|无正当|无法|无障碍|无关|无线|无偿|无论|无纸化|无缝|无锡|无死角|无需|无须|无疑|无故|无序|无理|没收|没收入|未必|未能|未及时|"
    r"未公开内容|未按|未超|未逾|未满|未审结|未办结|未结|未答复|未到|未予|未受理|未标明|未明确|未达|未出|无相关|无人机|无效|未制作|未获取|没有现成|没有固定|没有严格|没有明确|没有及时"
)
_ALLOWED_AFTER_NOT_THIS = re.compile(r"未出(?:现|台)")
_ONLY_WISHED = re.compile(
    r"确保|力争|避免|防止|杜绝|不得|应当|应该|如果|^如|若|是否|有无|有没有|争取|努力|凡|对(?:于)?(?:未|没有)|的，|严禁|必须|要求|目标|尽量|一旦"
)
_QUESTION = re.compile(r"[呢吗吧?]$")
_FREE_THINGS = re.compile(
    r"免费(?:[^,。]{0,6}(?:发放|赠送|开放|领取)|用|开放|发放|赠|培训|咨询|体检|服务|热线|电话|W|w|无线|上网|派|检)"
)
_FREE_COPIES = re.compile(r"复印|复制|邮寄|检索|申请|提供|信息公开|查阅")
_BETWEEN = re.compile(
    r"(?:[向对通以因在就为从再曾及由按将][^,]*|直接|因此|专门|单独|另外|参加或|举办或|有人|接到或|任何|.{1,2})?"
)


@dataclass(frozen=True, slots=True)
class Denied:
    """An indicator that a clause says was 0, and the words that say so (a place in the clause's text)."""

    meaning: Meaning
    start: int
    end: int


def denied(reader: Reader, text: str, before: str, subjects: Subjects) -> Iterator[Denied]:
    """What a clause without a number denies. `before` is the clause in front of it, for 新闻发布会方面，未召开."""
    if _QUESTION.search(text):
        return
    yield from _in_fixed_words(reader, text, subjects)
    for match in _NEGATION.finditer(text):
        if (_NOT_THIS.match(text, match.start()) and not _ALLOWED_AFTER_NOT_THIS.match(text, match.start())) or (
            _ONLY_WISHED.search(text[: match.start()])
        ):
            continue
        if _in_quotes(text, match.start()) or text[: match.start()].endswith("有"):
            continue  # “零投诉” is a name, 有没有 asks
        if _NOT_THIS.match(text, max(0, match.start() - 1)) and match.start():
            continue
        found = list(_denied(reader, text, match, before, subjects))
        if found:
            yield from found
            return


def _in_quotes(text: str, place: int) -> bool:
    return text.count("“", 0, place) > text.count("”", 0, place)


def _in_fixed_words(reader: Reader, text: str, subjects: Subjects) -> Iterator[Denied]:
    """Phrases that say none by themselves (一分未收), where their indicator's subject or a request is spoken of."""
    for indicator in reader.vocabulary.indicators.values():
        family = indicator.name.partition(".")[0]
        near = min(subjects.get(family, 9.0), subjects.get("requests", 9.0))
        for word in longest_first(indicator.none_words):
            place = text.find(word)
            if (
                place >= 0
                and text[place - 1 : place] != "减"
                and (word != "免费" or (near < FARTHEST and _FREE_COPIES.search(text)))
                and not _FREE_THINGS.match(text, place)
            ):
                yield Denied(Meaning(indicator, indicator.senses[0], 0.0, ()), place, place + len(word))
                break


def _denied(reader: Reader, text: str, match: re.Match[str], before: str, subjects: Subjects) -> Iterator[Denied]:
    tail = reader.because(text[match.end() :])
    if "制定权" in tail or "立法权" in tail or re.search(r"[的]$", tail):
        return
    head = reader.because(text[: match.start()])
    alone = not tail.strip("。的情况、")
    phrase = head + NUMBER + tail
    if alone and not reader.means(head):
        phrase = reader.because(before) + head + NUMBER + tail
    elif not reader.subjects(head + tail) and before and reader.subjects(before):
        phrase = reader.because(before) + phrase
    named = reader.subjects(phrase)
    spoken = dict.fromkeys(named, 0.0) if named else subjects
    ranked = [
        meaning
        for meaning in meanings(reader, phrase, spoken, unit=None)
        if meaning.indicator.name != "other"
        and (end := _verb(reader, match[0], tail, meaning)) is not None
        and _object(meaning, phrase, end)
    ]
    for meaning in _one_of_each(ranked, phrase):
        end = _verb(reader, match[0], tail, meaning) or 0
        close = end if end <= 4 else 0
        yield Denied(meaning, match.start(), match.end() + close)


def _verb(reader: Reader, negation: str, tail: str, meaning: Meaning) -> int | None:
    """Where the denied verb ends in the tail; 0 where the negation stands before the noun itself, None for no denial."""  # noqa: E501
    rest = tail.lstrip("＿")
    blank = len(tail) - len(rest)
    if not meaning.indicator.none:
        return None
    verbs = longest_first(meaning.indicator.none)
    for verb in verbs:
        place = tail.find(verb)
        if place >= 0 and _BETWEEN.fullmatch(tail[:place].strip("＿")):
            return place + len(verb)
    if "未" in negation:
        return blank if blank and any(verb in "提起被申请" for verb in verbs) else None
    noun = any(place_of in tail[: 24 + blank] for place_of, _ in meaning.words)
    alone = not tail.strip("。的情况、＿")
    return 0 if noun or alone else None


def _object(meaning: Meaning, phrase: str, end: int) -> bool:
    """True if the indicator's noun is what is denied: behind the verb, or named in front with nothing behind."""
    number = phrase.index(NUMBER)
    nouns = [place for _, place in meaning.words]
    if any(place > number for place in nouns):
        return True
    behind = phrase[number + 1 + end :].strip("＿。")
    return len(behind) <= 6


def _one_of_each(ranked: list[Meaning], phrase: str) -> Iterator[Meaning]:
    """Of each family the best meaning, and the others that are listed beside it (传真、信函申请)."""
    chosen: dict[str, list[Meaning]] = {}
    for meaning in ranked:
        kept = chosen.setdefault(family(meaning), [])
        if not kept or any(joined(meaning, other, phrase) for other in kept):
            kept.append(meaning)
    for kept in chosen.values():
        yield from kept
