"""The house's own rules of form, so that whoever runs the tests runs them too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    "command", [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)], ids=" ".join
)
def test_tool_has_nothing_to_say(command: tuple[str, ...]) -> None:
    tool, *options = command
    said = subprocess.run(
        [Path(sys.executable).with_name(tool), *options], cwd=ROOT, capture_output=True, text=True, timeout=1700
    )
    assert said.returncode == 0, said.stdout[-4000:] + said.stderr[-2000:]
