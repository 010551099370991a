"""`gongkai survey` on the bureau of every family: its tree equals the truth, docs/survey.md shows what it prints."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from crawler.catalogue.database import connect
from crawler.catalogue.queries import columns, sites
from gongkai.commands.demo import Family
from gongkai.demo.survey_pages import PAGE, READMES, SEED, families, overview, section, survey_text
from gongkai.scaffold import NewSite, NewWorkspace, write_workspace

pytestmark = pytest.mark.e2e
ROOT = Path(__file__).parents[2]


def truth_of(family: Family) -> dict[str, Any]:
    command = [sys.executable, "-m", "testbed", "truth", "--family", family, "--seed", str(SEED)]
    done = subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    truth: dict[str, Any] = json.loads(done.stdout)
    return truth


@cache
def surveyed(family: Family, folder: Path) -> str:
    """What the command prints; its catalogue stays in the workspace `folder`."""
    write_workspace(folder, NewWorkspace((NewSite("other", "bureau", "http://www.example.gov.cn/"),)))
    return survey_text(family, folder)


@pytest.fixture(scope="module", params=families())
def family(request: pytest.FixtureRequest) -> Family:
    found: Family = request.param
    return found


@pytest.fixture(scope="module")
def workspace(family: Family, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp(f"survey-{family}") / "workspace"


def test_every_column_is_found_with_its_level_and_class(family: Family, workspace: Path) -> None:
    surveyed(family, workspace)
    [catalogue] = workspace.glob("survey/*/catalogue.sqlite")
    conn = connect(catalogue)
    try:
        [site] = sites(conn)
        found = {
            column.path: (column.level, column.column_class)
            for column in columns(conn, site.id, run=1)
            if column.level > 0
        }
    finally:
        conn.close()
    bureau = [column for column in truth_of(family)["columns"] if column["site"] == "bureau"]
    assert found == {column["path"]: (column["level"], column["class"]) for column in bureau}


def test_documentation_shows_what_the_command_prints(family: Family, workspace: Path) -> None:
    text = surveyed(family, workspace)
    assert section(family, text) in PAGE.read_text(encoding="utf-8"), "run: python -m gongkai.demo.survey_pages"
    assert all(cell_len(line) <= 80 for line in text.splitlines())


def test_readme_shows_a_survey_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in ("README.md", "README.zh-CN.md"):
        shown = re.search(r"```text\n(东莞市.*?)\n```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
        assert shown is not None, name
        for part in shown[1].split("\n…\n"):
            assert part in page, f"{name}: copy the part from docs/survey.md"


@pytest.mark.parametrize("name", READMES)
def test_readme_names_every_family_as_its_survey_does(name: str) -> None:
    table = overview(PAGE.read_text(encoding="utf-8"), chinese=READMES[name])
    assert table in (ROOT / name).read_text(encoding="utf-8"), "run: python -m gongkai.demo.survey_pages"
    assert table.count("docs/survey.md#") == len(families())
