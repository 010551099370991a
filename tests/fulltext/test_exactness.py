"""No false hit, no miss: the index against a plain `in` over normal forms."""

from __future__ import annotations

import sqlite3
from functools import cache

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from crawler.catalogue.fulltext.asking import Question, UnclearQuestionError, Word, matching, read_question
from crawler.catalogue.fulltext.file import open_index
from crawler.catalogue.fulltext.finding import _documents
from crawler.catalogue.fulltext.folding import folded, normal
from crawler.catalogue.fulltext.marking import marked, passage
from crawler.catalogue.fulltext.tokens import letters, pairs

# Few characters, so that words recur and overlap; of every sort that could go wrong.
ALPHABET = "安全生产监a1Bé2０Ａ〔〕[]（）()〔号-—_,，。、:\"“'《》 　\n\t😀👨\u200d𠮷\U00020000ﬁ㈠\u0301\ufe0f國国*ß"
TEXTS = st.text(st.sampled_from(ALPHABET), max_size=24) | st.text(max_size=12)


@cache
def _index() -> sqlite3.Connection:
    return open_index(None)


def _put(texts: list[tuple[str, str]]) -> sqlite3.Connection:
    """(title, body) of each document, numbered from 1."""
    conn = _index()
    for table in ("pairs", "letters"):
        conn.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
    for number, (title, body) in enumerate(texts, 1):
        for table, tokens in (("pairs", pairs), ("letters", letters)):
            conn.execute(
                f"INSERT INTO {table} (rowid, body, title, beside, places) VALUES (?, ?, ?, '', 'all')",
                (number, tokens(normal(body)), tokens(normal(title))),
            )
    return conn


def _found(conn: sqlite3.Connection, question: Question) -> set[int]:
    text = _documents(conn, matching(question))
    return set(map(int, text.split(","))) if text else set()


def _plainly(texts: list[tuple[str, str]], question: Question) -> set[int]:
    def holds(word: Word, title: str, body: str) -> bool:
        here = word.text in normal(title) or (not word.in_title and word.text in normal(body))
        return here is not word.without

    return {
        number
        for number, (title, body) in enumerate(texts, 1)
        if all(holds(word, title, body) for word in question.words)
    }


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), st.data())
def test_the_index_finds_what_a_plain_look_finds(texts: list[tuple[str, str]], data: st.DataObject) -> None:
    conn = _put(texts)
    words = []
    for _ in range(data.draw(st.integers(1, 3))):
        if data.draw(st.booleans()):  # a piece of one of the texts, so that there is something to find
            whole = normal(data.draw(st.sampled_from([text for pair in texts for text in pair])))
            start = data.draw(st.integers(0, max(0, len(whole) - 1)))
            piece = whole[start : start + data.draw(st.integers(1, 5))].partition("\n")[0]
        else:
            piece = normal(data.draw(TEXTS)).partition("\n")[0]
        if piece.strip():
            words.append(Word(piece, data.draw(st.booleans()), data.draw(st.integers(0, 3)) == 0))
    question = Question(tuple(words))
    assert _found(conn, question) == _plainly(texts, question)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3), st.text(max_size=40) | TEXTS)
@example([("通知", "")], '" OR * NEAR(通知) AND title : x ^')
@example([("通知", "")], "title: -")
@example([("a\x00b", "")], "a\x00b")
def test_nothing_that_is_typed_is_syntax(texts: list[tuple[str, str]], typed: str) -> None:
    conn = _put(texts)
    try:
        question = read_question(typed)
    except UnclearQuestionError:
        return
    assert _found(conn, question) == _plainly(texts, question)


@given(TEXTS)
def test_the_way_back_belongs_to_the_same_normal_form(text: str) -> None:
    form = folded(text)
    assert form.text == normal(text)
    assert len(form.starts) == len(form.ends) == len(form.text)
    assert all(start < end <= len(text) for start, end in zip(form.starts, form.ends, strict=True))


@given(TEXTS)
def test_a_normal_form_holds_nothing_that_would_part_tokens_wrongly(text: str) -> None:
    form = normal(text)
    assert not set("\"'“”\t\r\x00") & set(form)
    assert all(len(token) == 2 or token == "\u240a" * 3 for token in pairs(form).split(" ") if token)


@given(TEXTS, TEXTS)
def test_marking_changes_no_text(text: str, word: str) -> None:
    form = normal(word).partition("\n")[0]
    words = (Word(form),) if form.strip() else ()
    pieces = marked(text, words)
    assert "".join(piece for piece, _ in pieces) == text
    assert any(hit for _, hit in pieces) is (bool(words) and form in normal(text))
    assert sum(len(piece) for piece, _ in passage(text, words)) <= 140


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("安监〔2016〕12号", "安监[2016]12号"),
        ("安监【２０１６】１２号", "安监〔2016〕12号"),
        ("二〇一六年  第 3 期", "第3期"),
        ("ＰＭ２.５ 监测", "pm2.5监测"),
        ("“十三五”规划", "十三五规划"),
        ("安 全\u3000生产", "安全生产"),
        ("隐患😀排查", "患😀排"),
        ("𠮷林𠀀", "𠮷林"),
        ("Annual Report 2016", "annual report"),
        ("2016-03-05", "2016-03"),
        ("e\u0301té", "été"),
    ],
)
def test_these_are_equal(text: str, word: str) -> None:
    assert normal(word) in normal(text)
    assert _found(_put([("", text)]), read_question(f'"{word}"')) == {1}


@pytest.mark.parametrize(
    ("text", "word"),
    [("安全\n生产", "安全生产"), ("5 12", "512"), ("國家", "国家"), ("第1期", "第11期"), ("ab\nbc", "abc")],
)
def test_these_are_not(text: str, word: str) -> None:
    assert normal(word) not in normal(text)
    assert _found(_put([("", text)]), read_question(f'"{word}"')) == set()
