"""Which year a number is about, and whether it counts the year at all (an increase, a month, a plan do not)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.audit.chinese_numbers import DIGITS
from reports.audit.sentences import Clause

_YEAR = re.compile(
    r"(?P<compared>[比较与同跟和]|相比|对比|相较|高于|低于|多于|少于)?(?P<year>(?:19|20)\d\d年度?|[二一][〇零一二三四五六七八九]{3}年|上一?年度?|去年|前年|下一?年度?|明年|来年|次年|本年度?|今年|当年)(?P<same>同期|全年|相比|比)?"
)
_ADVERB = 3  # signs: a year further inside its clause is no adverb for what follows
_TITLES = re.compile(r"《[^《》]*》|[〔\[(]\d{4}[〕\])]\d*号?|[“\"][^“”\"]{1,20}[”\"]")
_CARRIED = re.compile(
    r"^.{0,4}(?:结转|转入|转来|顺延|继续|遗留|延至|未办结|未答复|接转|留下|转下|剩下|余下|没办完|未办完|留存|以前|以来|之前|以后|之后)"
)
_CARRIED_TO = re.compile(r"(?:结转|转|留|推|移|转入|承接|顺延|延|接)(?:到|至)?$")
_PART_OF_YEAR = re.compile(
    r"(?<![\d至到\-—~–])(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?!底|末)(?:份|上旬|中旬|下旬|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号])?|[上下]半年|第?[一二三四1-4]季度|(?:当|本|每|该)(?:月|日|周|季)|月均|日均|平均每|年均"
)
_MONTHS = re.compile(
    r"(\d{1,2}|[一二三四五六七八九十]{1,2})月?(?:1日)?[-—–~至到](\d{1,2}|[一二三四五六七八九十]{1,2})月(?:底|末|份|\d{1,2}日)?"
)
_REACHING = re.compile(r"(?:增加|增长|上升|提高|提升|减少|下降|降低|升|降|增|减|变|调整)(?:到|至|为)")
_ATTACHED = re.compile(r"(?:同期|全年|度)?的?$")
_TIME = re.compile(
    r"[\d一二三四五六七八九十至到从自在\-—~–、]+月?|[年月日号份底初]|[上中下]旬|[上下]半年|第|季度|期间|(?:19|20)\d\d年?"
)
_WHOLE_YEAR = re.compile(r"(?:截[至止]{1,2}到?|截至|至|到|止|—|-|~|自|从|从?1月1日)$")
_TO_THE_END = re.compile(r"12月31日|12月底|年底|12月末|1月1日|1月起")
_SINCE = re.compile(r"(?<![月月份旬日])以来|开通至今|累计至今|历年|成立至今|建[成站]至今|几年来|近年")
_PLAN = re.compile(
    r"计划|拟(?![定订人稿])|力争|争取|目标是|目标为|预计|有望|将[^\w]{0,1}(?:达到|新增|开展|举办|组织|增加|突破|完成|实现)"
)
_LAST = {"上年": -1, "去年": -1, "上一年": -1, "前年": -2, "下年": 1, "下一年": 1, "明年": 1, "来年": 1, "次年": 1, "本年": 0, "今年": 0, "当年": 0}  # fmt: skip  # noqa: E501


@dataclass(frozen=True, slots=True)
class Mention:
    """A year that a sentence names: where, which, whether it is only compared with."""

    at: int
    end: int
    year: int
    compared: bool
    own: bool  # the report's own year


def mentions(text: str, start: int, end: int, year: int | None) -> list[Mention]:
    """The years named between two places of a folded paragraph; 上年 and its like need the report's year."""
    hidden = _TITLES.sub(lambda match: "＿" * len(match[0]), text[start:end])
    found = []
    for match in _YEAR.finditer(hidden):
        if _CARRIED.search(hidden[match.end() : match.end() + 8]) or _CARRIED_TO.search(
            hidden[max(0, match.start("year") - 4) : match.start("year")]
        ):
            continue
        if hidden[match.start("year") - 1 : match.start("year")].isdigit():
            continue
        named = _named(match["year"], year)
        if named is not None:
            compared = bool(match["compared"]) or match["same"] in ("相比", "比")
            found.append(Mention(start + match.start("year"), start + match.end(), named, compared, named == year))
    return found


def _named(written: str, year: int | None) -> int | None:
    if written[0].isdigit():
        return int(written[:4])
    if written[0] in "一二" and len(written) == 5:
        return int("".join(str(DIGITS[sign]) for sign in written[:4]))
    shift = _LAST.get(written.removesuffix("度"))
    return year + shift if year is not None and shift is not None else None


def year_of(place: int, clause: Clause, sentence: Sequence[Clause], named: Sequence[Mention], first: int) -> int | None:
    """The year that a number at `place` is about, None where the sentence does not say.

    `first` is the place of the sentence's first number: a year named after it holds for its own clause only (收到4件，
    2015年为3件，全部答复), one that is compared with (比2015年增加) holds for nothing behind it but its own number.
    """
    inside = set(clause.at)
    for mention in reversed(named):
        if mention.at > place:
            continue
        here = mention.at in inside
        between = "".join(sign for at, sign in zip(clause.at, clause.text, strict=True) if mention.end <= at < place)
        if mention.compared:
            if here and _ATTACHED.fullmatch(between):
                return mention.year
            continue
        if here:
            return None if _REACHING.search(between) else mention.year
        home = next((other for other in sentence if mention.at in other.at), None)
        if home is None or (home.outer is not None and home.outer != clause.outer):
            continue
        begins = mention.at - home.start <= _ADVERB and (mention.at < first or home.opens)
        if mention.own or begins:
            return mention.year
    return None


def part_of_year(clause: Clause, before: str) -> bool:
    """True if a clause (or the words in front of it) counts a month, a quarter or a half of the year."""
    for whole in (clause.text, before if len(_TIME.sub("", before)) <= _ADVERB else ""):
        if any(set(months.groups()) not in ({"1", "12"}, {"一", "十二"}) for months in _MONTHS.finditer(whole)):
            return True
        text = _MONTHS.sub("", whole)
        for match in _PART_OF_YEAR.finditer(text):
            if _WHOLE_YEAR.search(text[: match.start()]) or _TO_THE_END.match(text, match.start()):
                continue
            return True
    return False


def since_long(text: str) -> bool:
    """True if a text counts from an earlier time on (开通以来)."""
    return bool(_SINCE.search(text))


def planned(text: str) -> bool:
    """True if a text speaks of what is to come."""
    return bool(_PLAN.search(text))
