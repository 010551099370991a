"""The command behind the figures of docs/benchmarks.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.extraction.peers import OURS

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def test_the_quick_command_prints_every_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["--quick", "--ours", "--rounds", "1", "--corpus", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "generated articles: 37 pages" in printed
    assert re.search(rf"^{OURS.name}\s+1\.000", printed, re.M)
    assert f"no labelled corpus at {tmp_path}" in printed
    assert re.search(r"lists of 3 rows\s+every fact right", printed)
    assert re.search(r"ms for 20 rows, on pages of 15 rows and more", printed)


def test_the_documentation_names_commands_that_exist() -> None:
    named = set(re.findall(r"python -m (benchmarks[\w.]*)", DOCS.read_text("utf-8")))
    assert named >= {"benchmarks", "benchmarks.fuzz", "benchmarks.extraction.corpus_lists"}
    for module in named:
        path = DOCS.parents[1] / module.replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module
