"""The command behind the figures of docs/benchmarks-counting.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.counting.__main__ import SHAPES, Shape, main
from crawler.catalogue.database import connect
from reports.count import count
from reports.scope import make_scope

DOCS = Path(__file__).parents[2] / "docs" / "benchmarks-counting.md"
SMALL = (Shape("small", "a bureau and its portal, 200 items each", 2, 200, 360, portal=True),)


def test_the_command_prints_a_line_a_catalogue(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.counting.__main__.SHAPES", SMALL)
    assert main(["--rounds", "1", "--shapes", "small", "--keep", str(tmp_path)]) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith("| a bureau and its portal, 200 items each | 169 | ")
    conn = connect(tmp_path / "small" / "catalogue.sqlite")
    scope = make_scope(conn, year=2016)
    assert scope.municipal is not None
    assert count(scope, "published.own_site").value == 169, "the plain question counts the same items"
    conn.close()


def test_the_documentation_has_a_line_for_every_catalogue() -> None:
    text = DOCS.read_text("utf-8")
    assert all(f"| {shape.title} | " in text for shape in SHAPES)
    assert "python -m benchmarks.counting" in text
