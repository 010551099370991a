"""Increases and decreases: 比上年增加12件 counts what came on top, 增加到813条 counts the whole."""

from __future__ import annotations

import re
from functools import lru_cache

from reports.audit.vocabulary import Words, longest_first

_COMPARED = re.compile(r"比|较|同比|环比|相比|对比|与上年|与去年")
_ONLY_NEW = re.compile(r"新增|新开|增设|新设|新吸引|新关注|新注册")
_COUNTED_AGAIN = re.compile(r"(?:增加|减少|增长|上升|下降|提高|增|减|升|降|扩大)(?:到|至|为)")
_MORE_OR_LESS = re.compile(r"(?:比|较).{0,16}[多少](?:了|出)?$")


def is_change(before: str, clause: str, words: Words, *, stock: bool = False) -> bool:
    """True if a number is an increase or decrease. `before` are the words in front of it, `clause` the whole clause.

    `stock` is True for what is there at the end of the year: of that, 新增 is an increase.
    """
    if stock and _ONLY_NEW.search(before):
        return True
    if _MORE_OR_LESS.search(before):
        return True
    last = None
    for match in _pattern(words).finditer(before):
        last = match
    if last is None or _COUNTED_AGAIN.match(before, last.start()):
        return False
    between = before[last.end() :]
    if len(between.strip("了约近达超过逾")) <= 1:
        return True
    return bool(_COMPARED.search(clause)) and len(between) <= 12


@lru_cache(maxsize=8)
def _pattern(words: Words) -> re.Pattern[str]:
    longest = longest_first(words)
    return re.compile(
        "|".join(f"(?<!新){re.escape(word)}" if word in ("增", "减") else re.escape(word) for word in longest)
    )
