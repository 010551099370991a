"""What a writer of texts hands in: a title and a body, before it gets a number, a column and a date on the site."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from testbed.world.model import Block, Para, Record


@dataclass(frozen=True, slots=True)
class Draft:
    """A text. `number` asks for a 文号 of that word (东安监, 东安办); `files` are (name, type)."""

    title: str
    body: tuple[Block, ...]
    number: str | None = None
    source: str | None = None
    signed: bool = False
    block: bool = False
    files: tuple[tuple[str, str], ...] = ()
    records: tuple[Record, ...] = ()
    repeated: bool = False  # the same title may come again on another day
    index: bool = True  # a block of its own also has an index number


Writer = Callable[[Random, date, int], Draft]


def cn(day: date) -> str:
    """2016年3月5日"""
    return f"{day.year}年{day.month}月{day.day}日"


def md(day: date) -> str:
    """3月5日"""
    return f"{day.month}月{day.day}日"


def paras(*texts: str) -> tuple[Block, ...]:
    """Plain paragraphs; one that starts with # is a heading."""
    return tuple(Para(text[1:], "heading") if text.startswith("#") else Para(text) for text in texts)


def pick(rng: Random, texts: Sequence[str], count: int) -> list[str]:
    """Some of the sentences, in their order."""
    chosen = set(rng.sample(range(len(texts)), min(count, len(texts))))
    return [text for n, text in enumerate(texts) if n in chosen]
