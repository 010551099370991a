"""docs/registers.md shows one example of each register, and each can be read as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

from reports.registers.forms import FORMS, TITLES
from reports.registers.reading import read_whole

PAGE = Path(__file__).resolve().parents[2] / "docs" / "registers.md"
EXAMPLES = re.findall(r"```csv (\w+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)


def test_every_register_has_an_example_that_is_read(tmp_path: Path) -> None:
    for number, (name, text) in enumerate(EXAMPLES):
        path = tmp_path / str(number) / f"{name}.csv"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        assert read_whole(path).entries, name
    assert {name for name, _ in EXAMPLES} == set(FORMS)


def test_every_register_is_named_in_chinese() -> None:
    assert set(TITLES) == set(FORMS)
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in FORMS)
