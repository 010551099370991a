"""What was changed in a file by hand: figures that show something else, and numbers beside them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from reports.tracing import Trace, TracedText
from reports.verify.file import Opened
from reports.verify.remarks import About, Level, Remark
from reports.verify.texts import SeenText, settled

_MANY = 1_000  # paragraphs and cells
_LONGEST = 120  # characters of a sentence that a remark quotes


def edits(opened: Opened, trace: Trace) -> list[Remark]:
    """Everything in the file that is not as it was printed."""
    return [*_trace(trace), *_figures(opened, trace), *_texts(opened.texts, trace.texts)]


def _trace(trace: Trace) -> Iterator[Remark]:
    if not trace.intact:
        yield Remark(Level.WRONG, About.TRACE, "文件内的追溯信息被改动过，与它自己的摘要不符")


def _figures(opened: Opened, trace: Trace) -> Iterator[Remark]:
    known = {figure.id: figure for figure in trace.figures}
    seen = Counter(figure.id for figure in opened.figures)
    titles = {entry.name: entry.title for entry in trace.lists}
    for place in opened.figures:
        figure = known.get(place.id)
        said = {"figure": place.id, "place": place.place, "sentence": short(place.sentence)}
        if figure is None:
            yield Remark(Level.WRONG, About.STRANGE, f"标为数字{place.id}，追溯信息中没有它：“{place.shown}”", **said)
        elif settled(place.shown) != settled(figure.shown):
            yield Remark(
                Level.WRONG,
                About.EDITED,
                f"“{titles.get(figure.list, figure.metric)}”被手工改动：原为“{figure.shown}”，现为“{place.shown}”",
                was=figure.shown,
                now=place.shown,
                **said,
            )
    for name, figure in known.items():
        title = titles.get(figure.list, figure.metric)
        if not seen[name]:
            yield Remark(
                Level.WRONG,
                About.REMOVED,
                f"“{title}”（{figure.shown}）已从文件中删去，或者失去了标记",
                figure=name,
                was=figure.shown,
            )
        elif seen[name] > figure.times:
            places = [place for place in opened.figures if place.id == name]
            yield Remark(
                Level.WRONG,
                About.COPIED,
                f"“{title}”（{figure.shown}）被复制：文件中有{seen[name]}处，原为{figure.times}处",
                figure=name,
                place="、".join(place.place for place in places),
                sentence=short(places[-1].sentence),
            )


# --- words and numbers beside the figures ---------------------------------------------------------------------------


def _texts(seen: Sequence[SeenText], recorded: Sequence[TracedText]) -> Iterator[Remark]:
    now, was = [text.sha for text in seen], [text.sha for text in recorded]
    head = _alike(was, now)
    tail = min(_alike(was[::-1], now[::-1]), len(was) - head, len(now) - head)
    was, now = was[head : len(was) - tail], now[head : len(now) - tail]
    # Thousands of like cells (—) between two edits: they are no landmarks then.
    matcher = SequenceMatcher(None, was, now, autojunk=len(now) > _MANY)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield from _changed(recorded[head + first : head + last], seen[head + start : head + end])


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first entries are the same."""
    return next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _changed(was: Sequence[TracedText], now: Sequence[SeenText]) -> Iterator[Remark]:
    """A stretch of paragraphs that is not as it was; where it was only cut or joined, its numbers are the same."""
    if was and now and _numbers(was) == [number for text in now for number in text.numbers]:
        for text in now:
            yield _words(text, "文字有改动，其中的数字没有变")
        return
    for old, new in _pairs(was, now):
        if old is None and new is not None:
            yield _added(new)
        elif new is None and old is not None:
            yield from _deleted(old)
        elif old is not None and new is not None:
            yield _compared(old, new)


def _pairs(was: Sequence[TracedText], now: Sequence[SeenText]) -> Iterator[tuple[TracedText | None, SeenText | None]]:
    """Old and new paragraphs beside each other: those with the same numbers first, the rest in their order."""
    matcher = SequenceMatcher(
        None, [old.numbers for old in was], [" ".join(new.numbers) for new in now], autojunk=False
    )
    for _, first, last, start, end in matcher.get_opcodes():
        for step in range(max(last - first, end - start)):
            old = was[first + step] if first + step < last else None
            new = now[start + step] if start + step < end else None
            yield old, new


def _numbers(was: Sequence[TracedText]) -> list[str]:
    return [number for old in was for number in old.numbers.split()]


def _words(text: SeenText, message: str) -> Remark:
    return Remark(Level.NOTE, About.WORDS, message, place=text.place, sentence=short(text.readable))


def _added(text: SeenText) -> Remark:
    if not text.numbers:
        return _words(text, "增加了一段，其中没有数字")
    said = "、".join(text.numbers)
    return Remark(
        Level.WRONG,
        About.NUMBER,
        f"增加了一段，其中的数字没有出处：{said}",
        place=text.place,
        sentence=short(text.readable),
        now=said,
    )


def _deleted(text: TracedText) -> Iterator[Remark]:
    if text.kind == "notice":
        yield Remark(Level.NOTE, About.WORDS, "填报提示已删去")
    elif text.kind == "source":
        yield Remark(Level.NOTE, About.WORDS, "一条数据来源说明已删去")
    elif text.numbers:
        said = text.numbers.replace(" ", "、")
        yield Remark(Level.WRONG, About.NUMBER, f"删去了一段，其中有数字：{said}", was=said)
    else:
        yield Remark(Level.NOTE, About.WORDS, "删去了一段，其中没有数字")


def _compared(was: TracedText, now: SeenText) -> Remark:
    old, new = was.numbers.split(), list(now.numbers)
    if old == new:
        return _words(now, "文字有改动，数字没有变")
    if was.kind == "blank" and _within(old, new):
        return _words(now, f"填写了待填内容，增加的数字由填报人负责：{'、'.join(_more(old, new))}")
    if was.kind == "notice":
        return _words(now, "填报提示有改动")
    return Remark(
        Level.WRONG,
        About.NUMBER,
        f"数字以外的文字中有数字被改动：{_difference(old, new)}",
        place=now.place,
        sentence=short(now.readable, _first_new(old, new)),
        was="、".join(old),
        now="、".join(new),
    )


def _within(old: Sequence[str], new: Sequence[str]) -> bool:
    """True if the old numbers all stand among the new ones, in their order."""
    rest = iter(new)
    return all(number in rest for number in old)


def _more(old: Sequence[str], new: Sequence[str]) -> list[str]:
    left = Counter(new) - Counter(old)
    return [number for number in dict.fromkeys(new) if left[number]]


def _difference(old: Sequence[str], new: Sequence[str]) -> str:
    said = []
    for tag, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "、".join(old[first:last]), "、".join(new[start:end])
        if tag == "replace":
            said.append(f"{before}改为{after}")
        elif tag == "delete":
            said.append(f"删去{before}")
        elif tag == "insert":
            said.append(f"增加{after}")
    return "，".join(said)


def _first_new(old: Sequence[str], new: Sequence[str]) -> str:
    """The first number that stands there now and did not before."""
    for tag, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal" and end > start:
            return new[start]
    return ""


def short(text: str, around: str = "") -> str:
    """A sentence as far as a remark quotes it: from its beginning, or around some words."""
    if len(text) <= _LONGEST:
        return text
    found = re.search(rf"(?<!\d){re.escape(around)}(?!\d)", text) if around else None
    at = found.start() if found else 0
    start = max(0, min(at - _LONGEST // 2, len(text) - _LONGEST))
    end = start + _LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
