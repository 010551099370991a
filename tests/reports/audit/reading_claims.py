"""Reading claims from plain sentences, for tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.audit.claim import Claim
from reports.audit.claims import claims_of
from reports.audit.paper import Line, Paper

SEED = Path(__file__).resolve().parents[4] / "shared" / "seed" / "report-2016.txt"


def paper_of(text: str, *, title: str = "") -> Paper:
    """A paper of plain paragraphs; `# ` in front makes a heading."""
    lines = [
        Line(part.removeprefix("# "), 1 if part.startswith("# ") else None, f"第{number}段")
        for number, part in enumerate(text.split("\n"), start=1)
    ]
    return Paper("test.txt", "text", title, tuple(lines))


def said(text: str, year: int | None = 2016) -> list[Claim]:
    """The claims of a text."""
    return claims_of(paper_of(text), year)


def seed_text() -> str:
    """The seed report; skips the test where the shared folder is not there."""
    if not SEED.exists():
        pytest.skip("the seed report (../shared/seed/report-2016.txt) is not there")
    return SEED.read_text(encoding="utf-8")
