"""A text holds an expression of the user's lists of wrong or sensitive expressions.

What it sees
    Titles and texts of all items that were read, against the lists in the workspace's folder `words/` (`*.txt` and
    `*.csv`: wrong → right, or sensitive) and the expressions that the clause itself brings (`words`, each `wrong` or
    `wrong → right`; `exceptions`). One judgement for each item, with the first hits and 20 characters around them;
    numbers of persons in them are masked. An expression inside its own right form, or inside a longer one of the
    lists, is no hit.

Why it matters
    Wrong names, titles and expressions on a government's page are counted as severe errors; nobody finds the one in
    ten thousand articles by reading.

When it cannot tell
    It never decides: each hit goes to a person, since a quotation or a name may hold the same characters. Without any
    list nothing was looked for, which is said. Articles that were not read are summed up.

Example
    “截止目前共检查企业12家” with the list `截止目前 → 截至目前`: unsure, with its place. “安全生产” with the list
    `全生 → 安全生产`: clear, since the right form holds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pydantic import Field

from checks.facts import SiteFacts
from checks.model import Batch, Judgement, Subject, SubjectKind, Verdict
from checks.rule import Options, Rule, say, the_rest
from checks.seeing.words import Hit, Wording, WordLists
from crawler.catalogue.searching import SearchedText, search_texts

MESSAGES = {
    Verdict.CLEAR: "信息“{subject}”没有词表中的表述。",
    Verdict.UNSURE: "信息“{subject}”中有词表所列的表述：{observed}。{places}。是否属于错误，请人工判断。",
}
AROUND = 20  # characters on each side of a hit
_SHOWN = 3  # hits that a message shows with their places


class WordListOptions(Options):
    """Expressions that the clause itself brings, besides the workspace's lists."""

    words: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    name: str = Field(default="规则包", min_length=1)


def judge(facts: SiteFacts, options: WordListOptions) -> Iterator[Judgement | Batch]:
    """One judgement for each item with a hit; the other items that were read as a batch."""
    lists = _together(facts.words, options)
    if not lists:
        message = "没有提供词表，表述没有检查；可在工作目录的 words 文件夹放入 *.txt 或 *.csv，或由人工通读。"
        yield Judgement(Verdict.UNSURE, facts.site_subject, message, "没有词表", "没有词表中的表述")
        return
    told = [_judgement(*entry) for entry in facts.ask(search_texts, lists.find)]
    yield from told
    read = frozenset(item.key for item in facts.items.values() if item.kind != "listed")
    yield from the_rest(Verdict.CLEAR, SubjectKind.ITEM, read, told)
    if facts.unread_items:
        number = len(facts.unread_items)
        message = f"有{number}条信息的正文没有读到，其中有没有词表中的表述无法判断。"
        yield Judgement(Verdict.UNSURE, facts.site_subject, message, f"{number}条未读", "没有词表中的表述")


def parse(line: str, source: str) -> Wording:
    """A wording as lists write it: `wrong`, or `wrong → right` (also `=>` and `->`)."""
    for arrow in ("→", "=>", "->"):
        wrong, found, right = line.partition(arrow)
        if found:
            return Wording(wrong.strip(), right.strip() or None, source)
    return Wording(line.strip(), None, source)


def _together(lists: WordLists, options: WordListOptions) -> WordLists:
    own = tuple(wording for line in options.words if (wording := parse(line, options.name)).text)
    return WordLists((*lists.wordings, *own), (*lists.exceptions, *options.exceptions))


def _judgement(item: SearchedText, in_title: tuple[Hit, ...], in_text: tuple[Hit, ...]) -> Judgement:
    tally = Counter(hit.wording for hit in (*in_title, *in_text))
    places = [f"标题“{_context(item.title, hit)}”" for hit in in_title]
    places += [f"正文“{_context(item.text, hit)}”" for hit in in_text]
    return say(
        MESSAGES,
        Verdict.UNSURE,
        Subject(SubjectKind.ITEM, item.key, item.title or item.url, item.url),
        observed="、".join(_named(wording, number) for wording, number in tally.most_common()),
        threshold="没有词表中的表述",
        evidence=(item.capture_id,),
        places="；".join(places[:_SHOWN]) + (f"；另有{len(places) - _SHOWN}处" if len(places) > _SHOWN else ""),
    )


def _context(text: str, hit: Hit) -> str:
    before, after = text[max(0, hit.start - AROUND) : hit.start], text[hit.end : hit.end + AROUND]
    return " ".join(f"{before}【{hit.wording.text}】{after}".split())


def _named(wording: Wording, number: int) -> str:
    right = f"（应为“{wording.right}”）" if wording.right else ""
    return f"“{wording.text}”{right}{number}处，词表“{wording.source}”"


RULE = Rule("错误或敏感表述", SubjectKind.ITEM, WordListOptions, judge, MESSAGES)
