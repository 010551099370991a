"""Finding the vocabulary's words in a stretch of text: the longest ones, and the subjects that are spoken of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

import ahocorasick

from reports.audit.vocabulary import Sense, Vocabulary, Words, longest_first

_BLANK = "＿"
_NONE: Words = frozenset()
_NAMES = re.compile(r"“[^“”]{1,20}”")
_EVERYONE = re.compile(
    r"公民、?(?:法人)(?:、|和|或|或者|以及|及|与)(?:其他|其它)组织|公民、法人|自然人、法人(?:和|或|或者|及)(?:其他|其它)组织"
)
_BECAUSE = re.compile(
    r"(?:因|由|就|针对|围绕|由于|关于|对)[^,、#]{0,30}?(?:引起|引发|引致|产生|导致|提起|提出|而被|而|被|发生|进行)的?"
)
_ORGAN = re.compile(
    r"^.{0,25}?(?:管理局|监督局|局|委员会|委|办公室|办|厅|中心|政府|机关|单位|部门|镇|街道)(?=[共全收公发主本累总年合])"
)


@dataclass
class Reader:
    """Reads stretches of folded text with one vocabulary; results are kept, stretches come again and again."""

    vocabulary: Vocabulary
    year: int | None = None
    government: str = ""  # 省, 市, 县, 区, 镇 or 乡 where the report is a government's own
    _spoken_of: dict[str, dict[str, int]] = field(default_factory=dict)
    _known: dict[str, dict[str, list[tuple[int, Words]]]] = field(default_factory=dict)

    @cached_property
    def _automaton(self) -> ahocorasick.Automaton:
        automaton = ahocorasick.Automaton()
        for word in self.vocabulary.lexicon | self._subject_words | self._last | self._next:
            automaton.add_word(word, word)
        automaton.make_automaton()
        return automaton

    @cached_property
    def _subject_words(self) -> Words:
        return frozenset(word for words in self.vocabulary.subjects.values() for word in words)

    @cached_property
    def _compounds(self) -> re.Pattern[str]:
        words = longest_first(self.vocabulary.lists["compounds"])
        return re.compile("|".join(map(re.escape, words)))

    def plain(self, text: str) -> str:
        """The text with 申请 blanked where it is no request for disclosure, and everyone (公民、法人…) blanked."""
        hidden = self._compounds.sub(lambda match: match[0].replace("申请", _BLANK * 2), text)
        return _EVERYONE.sub(lambda match: _BLANK * len(match[0]), hidden)

    def because(self, text: str) -> str:
        """The text without its reasons: 因信息公开申请引起的行政复议 speaks of a review, not of a request."""
        return _BECAUSE.sub(lambda match: _BLANK * len(match[0]), self.plain(text))

    def words(self, text: str) -> dict[str, list[tuple[int, Words]]]:
        """The vocabulary's words in a text: where each begins, and the longer words that it stands in there."""
        if text not in self._known:
            self._known[text] = self._words(text)
        return self._known[text]

    def _words(self, text: str) -> dict[str, list[tuple[int, Words]]]:
        spans = [(end - len(word) + 1, end + 1, word) for end, word in self._automaton.iter(text)] if text else []
        plain = self.plain(text)
        found: dict[str, list[tuple[int, Words]]] = {}
        for start, end, word in spans:
            longer = frozenset({_BLANK} if plain[start:end] != word else ()) | frozenset(
                other for a, b, other in spans if a <= start and end <= b and b - a > end - start
            )
            found.setdefault(word, []).append((start, longer))
        return found

    def subjects(self, text: str) -> dict[str, int]:
        """The subjects that a text names, each with the place of its last word."""
        if text in self._spoken_of:
            return self._spoken_of[text]
        plain = self.plain(text)
        found: dict[str, int] = {}
        for subject, words in self.vocabulary.subjects.items():
            last = max((plain.rfind(word) for word in words), default=-1)
            if last >= 0:
                found[subject] = last
        self._spoken_of[text] = found
        return found

    def several_channels(self, text: str) -> bool:
        """True if a text names two or more ways of publishing side by side (网站、微博、公报)."""
        words = longest_first(self.vocabulary.subjects["channels"])
        rest, found = text, 0
        for word in words:
            if word in rest:
                found, rest = found + 1, rest.replace(word, _BLANK)
        return found > 1

    def means(self, text: str) -> bool:
        """True if a text holds any word of the vocabulary."""
        hides = self.vocabulary.lists["hides"] | self.vocabulary.lists["times"] | self._last | self._next
        return any(
            word not in hides and any(not longer & (hides | {_BLANK}) for _, longer in places)
            for word, places in self.words(text).items()
        )

    def place(
        self, text: str, group: Words, number: int, indicator: str, *, all_words: bool = False
    ) -> tuple[str, int, int] | None:
        """The word of a group that serves a number at `number` best (long, near), where it is, how far off.

        A word does not count inside a longer one that means something else in the same family: 同意公开 in 不同意公开.
        Nor does 申请 where it is no request for disclosure. With `all_words` both do.
        """
        words = self.words(text)
        wanted = group | (self._last if "上年" in group else _NONE) | (self._next if "下年" in group else _NONE)
        best: tuple[float, str, int, int] | None = None
        for word in sorted(wanted & words.keys()):
            for start, longer in words[word]:
                if not all_words and (_BLANK in longer or self._other_word(longer, indicator)):
                    continue
                if longer & self.vocabulary.lists["hides"]:
                    continue
                far = number - start - len(word) if start < number else start - number - 1
                value = 0.4 * len(word) - 0.03 * far
                if best is None or value > best[0]:
                    best = (value, word, start, far)
        return best[1:] if best else None

    def _other_word(self, longer: Words, indicator: str) -> bool:
        family = indicator.partition(".")[0]
        return any(
            word in self._of_family.get(family, _NONE) and word not in self._of_indicator.get(indicator, _NONE)
            for word in longer
        )

    @cached_property
    def _of_indicator(self) -> dict[str, Words]:
        return {
            name: frozenset(word for sense in indicator.senses for group in sense.near for word in group)
            for name, indicator in self.vocabulary.indicators.items()
        }

    @cached_property
    def _of_family(self) -> dict[str, Words]:
        found: dict[str, Words] = {}
        for name, words in self._of_indicator.items():
            family = name.partition(".")[0]
            found[family] = found.get(family, _NONE) | words
        return found

    def without_words(self, text: str) -> str:
        """The text with the vocabulary's words blanked: the 不 of 不予公开 denies nothing."""
        signs = list(text)
        for word, places in self.words(text).items():
            if len(word) > 1:
                for start, _ in places:
                    signs[start : start + len(word)] = _BLANK * len(word)
        return "".join(signs)

    def families_of(self, word: str) -> frozenset[str]:
        """The families of indicators (requests, reviews, …) that a word serves."""
        return frozenset(family for family, words in self._of_family.items() if word in words)

    @property
    def _last(self) -> Words:
        return frozenset() if self.year is None else frozenset({f"{self.year - 1}年"})

    @property
    def _next(self) -> Words:
        return frozenset() if self.year is None else frozenset({f"{self.year + 1}年"})

    def plain_only(self, text: str) -> bool:
        """True if a text holds nothing but words that say who, when, how many, in all."""
        rest = re.sub(r"[#、]|(?:19|20)\d\d年度?", "", text)
        for word in longest_first(
            self.vocabulary.lists["plain"] | self.vocabulary.lists["reach"] | self.vocabulary.lists["changes"]
        ):
            rest = rest.replace(word, "")
        return not rest

    def narrowed(self, text: str, sense: Sense) -> bool:
        """True if a word of the text names a kind of information, so that it does not speak of all."""
        rest = _NAMES.sub(_BLANK, text.replace("各类", _BLANK))
        for word in longest_first(frozenset(self.words(text)) & frozenset().union(*sense.near)):
            rest = rest.replace(word, _BLANK)
        return any(kind in rest for kind in self.vocabulary.lists["kinds"])

    def unknown(self, text: str, sense: Sense) -> int:
        """How many signs of a text are neither words of the sense nor words that narrow nothing."""
        begin = (
            0
            if sense.bare or (sense.subject and not self.subjects(text))
            else min(
                (
                    place[1]
                    for group in sense.near
                    if (place := self.place(text, group, text.find("#"), sense.indicator))
                ),
                default=0,
            )
        )
        if any(narrow in text[:begin] for narrow in ("方面", "领域", "类", "关于", "涉及", "围绕", "各镇")):
            return len(text)
        text = text[begin:]
        known = self.vocabulary.lists["plain"] | self.vocabulary.lists["reach"] | self.vocabulary.lists["changes"]
        known |= frozenset(word for group in sense.near for word in group) | sense.subject_words(self.vocabulary)
        organ = _ORGAN.match(text)
        if organ and not any(word in organ[0] for group in sense.near for word in group):
            text = text[organ.end() :]
        rest = _NAMES.sub("", re.sub(r"\d{4}年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?|[#、“”_＿:()]", "", text))
        for word in longest_first(known):
            rest = rest.replace(word, "")
        return len(rest)
