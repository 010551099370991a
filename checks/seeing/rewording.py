"""How two texts of one article differ, beneath what pages change by themselves: counters, tools, links to others."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_MOST = 4000  # characters of a difference that are compared one by one
_SHORT = 6  # Chinese characters; a shorter line that differs in figures only is no sentence

_SPLIT = re.compile(r"[\n\r。！？!?;；]+")
_BLANK = re.compile(r"[\s\u200b\ufeff]+")
_FOLLOWING = re.compile(r"^(?:相关|延伸|推荐)(?:链接|文章|信息|阅读|新闻|文件|内容|稿件)")
_TOOLS = re.compile(
    r"^(?:.{0,6}(?:浏览|点击|阅读|访问|查看)(?:次数|量|数|人数)?[:：]?(?:\d+|[-—]+)?次?"
    r"|(?:已有)?\d+(?:人|次)(?:浏览|阅读|点击)?"
    r"|[【\[(（]?(?:打印|关闭|收藏|分享|返回|字号|字体|大|中|小|加入收藏|关闭窗口|打印本页|分享到)[】\])）]?"
    r"|(?:上一[篇条]|下一[篇条]|分享到?|字[号体]|扫一扫|今天是|当前位置|您(?:现在)?的位置|责任编辑|编辑|作者|来源).*)$"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_NOTE = re.compile(
    r"更正|勘误|订正|修订说明|(?:修订|修改|更新|订正)(?:于|时间|日期|版|稿|如下)|已(?:更新|修订|修改|更正)|重新发布|编者按"
    r"|[(（【\[](?:更新|修订|修改)[)）】\]]"
)
_HINT = re.compile(r"修订|修改|更新|补充|变更|调整|延期|推迟|取消|废止|失效|作废|撤销|撤回|截止|结束|停止执行")


class Change(StrEnum):
    """How much of a text changed."""

    NONE = "none"  # nothing that a person wrote
    SMALL = "small"  # a word or two
    ADDED = "added"  # all that was there is there still
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Rewording:
    """A change, the share of text both have in common (0 to 1), and what was taken out and put in."""

    change: Change
    similarity: float
    removed: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def noted(self) -> bool:
        """True where the new text says itself that it was corrected."""
        return any(_NOTE.search(line) for line in self.added)

    @property
    def hinted(self) -> bool:
        """True where the new text may speak of a change, or of something else."""
        return any(_HINT.search(line) for line in self.added)

    @property
    def percent(self) -> str:
        """The similarity for messages; texts that differ are never 100 % alike."""
        return f"{min(99.9, self.similarity * 100):.1f}%" if self.change is not Change.NONE else "100%"


def is_note(title: str) -> bool:
    """True for a title that says that its text was corrected."""
    return _NOTE.search(title) is not None or _HINT.search(title) is not None


def rewording(old: str, new: str, *, min_chars: int = 10) -> Rewording:
    """What changed between two texts. A changed figure counts as much as `min_chars` changed characters."""
    before, after = Counter(_sentences(old)), Counter(_sentences(new))
    removed, added = list((before - after).elements()), list((after - before).elements())
    total = sum(map(len, before.elements())) + sum(map(len, after.elements()))
    if not removed and not added:
        return Rewording(Change.NONE, 1.0, (), ())
    gone, come = "".join(removed), "".join(added)
    matched = _matched(gone, come)
    alike = 1 - (len(gone) + len(come) - 2 * matched) / total if total else 0.0
    changed = max(len(gone), len(come)) - matched
    figures = Counter(_NUMBER.findall(gone)) != Counter(_NUMBER.findall(come))
    if not removed or (not figures and matched == len(gone) and changed >= min_chars):
        change = Change.ADDED
    elif figures or changed >= min_chars:
        change = Change.REWRITTEN
    else:
        change = Change.SMALL
    if change is Change.REWRITTEN and _bare(gone) == _bare(come) and _is_short(removed) and _is_short(added):
        return Rewording(Change.NONE, 1.0, (), ())
    return Rewording(change, alike, tuple(removed), tuple(added))


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for line in _SPLIT.split(text):
        bare = _BLANK.sub("", unicodedata.normalize("NFKC", line))
        if _FOLLOWING.match(bare):
            break
        if bare and not _TOOLS.match(bare):
            found.append(bare)
    return found


def _matched(one: str, other: str) -> int:
    """How many characters of both are the same in the same order; of long texts, how many pieces of four."""
    if not one or not other:
        return 0
    if len(one) <= _MOST and len(other) <= _MOST:
        return sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())
    first = Counter(one[i : i + 4] for i in range(len(one) - 3))
    second = Counter(other[i : i + 4] for i in range(len(other) - 3))
    return min((first & second).total(), len(one), len(other))


def _bare(text: str) -> str:
    return _NUMBER.sub("", text)


def _is_short(lines: list[str]) -> bool:
    """True where no line is a sentence: a counter without a label, a moment of generation."""
    return all(len(_CHINESE.findall(line)) < _SHORT for line in lines)
