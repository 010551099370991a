"""`python -m benchmarks.mutants FILE…`: which small faults in these rules do the tests notice?

mutmut works in a copy of the checkout, so that nothing here is touched; each mutant is put to the tests that reach it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
_COPIED = ("checks", "crawler", "gongkai", "reports", "testbed", "tests", "docs", "benchmarks", "pyproject.toml")
_SETTINGS = """
[tool.mutmut]
source_paths = [{files}]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-x", "-q"]
pytest_add_cli_args_test_selection = ["tests/rules", "tests/packs"]
also_copy = [{copied}]
"""
_KILLED, _SURVIVED = "\N{PARTY POPPER}", "\N{SLIGHTLY FROWNING FACE}"


def main(files: list[str]) -> int:
    """Print how many mutants of each kind there were, and those that survived. The exit code is mutmut's."""
    rules = [name for name in files if not name.endswith("__init__.py")]
    if not rules:
        raise SystemExit("name the rule files to change, for example checks/rules/stale_column.py")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in _COPIED:
            source = ROOT / name
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, place / name)
        settings = _SETTINGS.format(files=_quoted(rules), copied=_quoted(_COPIED))
        with (place / "pyproject.toml").open("a", encoding="utf-8") as file:
            file.write(settings)
        mutmut = [sys.executable, "-m", "mutmut"]
        done = subprocess.run([*mutmut, "run"], cwd=place, text=True, capture_output=True, check=False)
        print(_score(done.stdout) or done.stdout[-2000:] + done.stderr[-2000:])
        left = subprocess.run([*mutmut, "results"], cwd=place, text=True, capture_output=True, check=False)
        print(left.stdout, end="")
    return done.returncode


def _score(output: str) -> str:
    counts = re.findall(rf"(\d+)/(\d+)\s+{_KILLED} (\d+).*?{_SURVIVED} (\d+)", output)
    if not counts:
        return ""
    done, total, killed, survived = map(int, counts[-1])
    return f"{killed} of {done} mutants were noticed ({killed / done:.0%}), {survived} not; {total} in all"


def _quoted(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
