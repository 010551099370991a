"""Numbers at an indicator's word that do not count it: something is denied of them, asked for, or named."""

from __future__ import annotations

import re

from reports.audit.meanings import Meaning
from reports.audit.phrases import NUMBER, Phrase
from reports.audit.words import Reader

_NO = re.compile(r"[未没无]|不(?!同|断|仅|但|只)|超过|逾期|超期")
_OF_THOSE = re.compile(r"(?:[未没无]|不(?!同|断|仅|但|只|服)|待|疑似|是否)[^,、]{0,10}的[^的]*$")
_ASKED_FOR = re.compile(
    r"(?:则|是|都是|均)?(?:要(?![求闻点件])|想|索[要取]|[询查打]问|打听|问的?是|咨询的?是|求的?是|申请的?是|查的?是|请求|希望)"
)
_SHARE = re.compile(r"占了?(?:其中)?$")
_LACKING = re.compile(r"[未没][^,、]{0,10}的[^的]*$")
_ASKING = re.compile(r"(?:要求|请求|申请|希望)公开[^,]*的申请(?:有|共|为)?$")
_NOT_ONE = re.compile(r"[也都][没未无不]")
_INFORMATION = frozenset("条篇则")
_NAME_BEFORE = re.compile(f"“([^“”]*)”(?:(?:栏目|专栏|频道)[^“”]{{0,10}}|共|为|有|共有|达|约)?{NUMBER}")


def set_aside(reader: Reader, meaning: Meaning, phrase: Phrase) -> bool:
    """True if a number does not count what its words mean.

    1封来信未答复 counts those without an answer, 未更新的栏目3个 those that were not renewed; 一件要处罚决定书 says
    what somebody wants, and “行政许可”44条 how much stands under a name.
    """
    return (
        _of_another(meaning, phrase)
        or _denied(reader, meaning, phrase)
        or _asked_for(meaning, phrase)
        or _of_a_name(meaning, phrase)
    )


def denied_of_number(reader: Reader, phrase: Phrase) -> bool:
    """True if a clause denies something of what it counts (1封来信未答复, 未答复的来信1封): that is not none of all."""
    if _LACKING.search(phrase.before):
        return True
    return (
        not not_one(phrase)
        and reader.plain_only(phrase.before)
        and bool(_NO.search(reader.without_words(phrase.behind)))
    )


def _of_another(meaning: Meaning, phrase: Phrase) -> bool:
    """True for 视频解读占9篇, a share of the whole; a way of publishing or asking has its share as its own count."""
    own = meaning.indicator.name.startswith("published.") or meaning.indicator.adds_to
    return not own and _SHARE.search(phrase.before) is not None


def _denied(reader: Reader, meaning: Meaning, phrase: Phrase) -> bool:
    words = [word for word, _ in meaning.words]
    behind = reader.without_words(phrase.behind)
    follows = any(word in phrase.behind for word in words) and not any(word in phrase.before for word in words)
    if follows and _NO.search(behind):
        return True
    before = reader.without_words(phrase.before)
    return any(word in phrase.before for word in words) and bool(_OF_THOSE.search(before))


def not_one(phrase: Phrase) -> bool:
    """True for 一场也没开, which says none."""
    return phrase.numeral.value == 1 and _NOT_ONE.match(phrase.behind) is not None


def _asked_for(meaning: Meaning, phrase: Phrase) -> bool:
    if _ASKING.search(phrase.before):
        return not meaning.indicator.name.startswith("requests.")
    return "申请" not in phrase.behind and _ASKED_FOR.match(phrase.behind) is not None


def _of_a_name(meaning: Meaning, phrase: Phrase) -> bool:
    name = _NAME_BEFORE.search(phrase.text)
    if name is None or meaning.indicator.unit not in _INFORMATION:
        return False
    return any(word in name[1] for word, _ in meaning.words)
