"""Links that have no place on a government's page, by the words and hosts of `suspects.toml`. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from checks.seeing.hosts import host_of

_FILE = Path(__file__).with_name("suspects.toml")


@cache
def _lists() -> Mapping[str, tuple[str, ...]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: tuple(entry.lower() for entry in entries) for name, entries in data.items()}


def suspicion(url: str, text: str, words: Iterable[str] = (), hosts: Iterable[str] = ()) -> str:
    """Why a link is suspect, in Chinese; empty where it is not. `words` and `hosts` are looked for besides the lists.

    Look at `speaks_about_it` too: a campaign against gambling holds the same words.
    """
    host = host_of(url)
    if is_trusted(host):
        return ""
    parts = _parts(host)
    for part in (*_lists()["hosts"], *hosts):
        if part.lower() in parts:
            return f"域名含“{part}”"
    shown = _plain(text)
    for word in (*_lists()["words"], *words):
        if word.lower() in shown:
            return f"文字含“{word}”"
    return ""


def speaks_about_it(text: str) -> bool:
    """True for a text of a campaign, a case or a warning: it names the matter and is nothing of the kind."""
    shown = _plain(text)
    return any(word in shown for word in _lists()["about"])


@lru_cache(maxsize=4096)
def is_trusted(host: str) -> bool:
    """True for hosts (and all below them) that government pages link to out of sight for a plain reason."""
    return any(host == known or host.endswith(f".{known}") for known in _lists()["trusted"])


@lru_cache(maxsize=4096)
def _parts(host: str) -> frozenset[str]:
    """The words of a host's name: www.bet365-88.com has www, bet, com."""
    return frozenset(re.split(r"[\d.-]+", host))


def _plain(text: str) -> str:
    return "".join(text.lower().split())
