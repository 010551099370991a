"""Single sentences as offices write them, with what they say (sentences.toml)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports.audit.claim import Claim
from reports.audit.folding import fold
from reports.audit.sentences import clauses, sentences
from tests.reports.audit.reading_claims import said

CASES = tomllib.loads(Path(__file__).with_name("sentences.toml").read_text(encoding="utf-8"))["case"]
PIECES = sorted({piece for case in CASES for piece in [case["text"], *case["text"].split("，")]})


def written(claim: Claim) -> str:
    """A claim as the data file writes it."""
    number = f"{claim.value.normalize():f}"
    unit = [claim.unit] if claim.indicator == "other" else []
    year = [f"@{claim.year}"] if claim.year is not None else []
    return " ".join(part for part in [claim.indicator, number, *unit, claim.bound, *year] if part)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_what_a_sentence_says(case: dict[str, object]) -> None:
    text = f"{case.get('before', '')}{case['text']}"
    year = case.get("year", 2016)
    assert isinstance(year, int)
    assert sorted(map(written, said(text, year))) == sorted(case["says"])  # type: ignore[call-overload]


def test_there_are_enough_sentences() -> None:
    assert len(CASES) >= 150


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(PIECES), max_size=6).map("，".join),
        st.text("公开申请未收到没有（）(),，。；：“”《》各均分别为其中全部0123件条年上比增加零无"),
    )
)
@example("（（（")
@example("未无没有零")
@example("“”“《》")
def test_any_text_is_read_and_every_claim_stands_in_its_sentence(text: str) -> None:
    for claim in said(text):
        assert claim.raw and claim.raw in claim.sentence
        assert claim.sentence in text
        assert claim.value >= 0


@given(st.text("甲乙公开1，。；（）()、:《》“”!？.", max_size=60))
def test_sentences_and_clauses_lose_no_number(text: str) -> None:
    folded = fold(text).text
    seen: set[int] = set()
    for start, end in sentences(folded):
        for clause in clauses(folded, start, end, []):
            assert len(clause.text) == len(clause.at)
            assert all(folded[at] == sign for at, sign in zip(clause.at, clause.text, strict=True))
            seen |= set(clause.at)
    assert {place for place, sign in enumerate(folded) if sign in "甲乙1"} <= seen


def test_the_same_text_gives_the_same_claims_in_every_process() -> None:
    program = (
        "import sys; from tests.reports.audit.reading_claims import said;sys.stdout.write(repr(said(sys.stdin.read())))"
    )
    text = "\n".join(case["text"] for case in CASES)
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
            cwd=Path(__file__).parents[3],
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"},
        ).stdout
        for seed in (1, 2, 3)
    }
    assert len(answers) == 1


@pytest.mark.parametrize(
    "text", ["公开信息1条，" * 2000, "1件" * 3000, "1-" * 3000, "（" * 9000, "一" * 9000, "未" * 9000]
)
def test_a_text_that_nobody_would_write_takes_seconds_and_not_hours(text: str) -> None:
    begun = time.process_time()
    said(text)
    assert time.process_time() - begun < 30
