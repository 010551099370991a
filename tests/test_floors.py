"""The floors of the house, drawn from the imports: gongkai → reports → checks → crawler, testbed outside.

Every import of every file counts, also those inside functions and under TYPE_CHECKING: a floor that only a type
checker crosses is crossed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = ("crawler", "checks", "reports", "gongkai")  # lowest first
OUTSIDE = "testbed"
SCRAPY_ROOMS = ("crawler/spiders/", "crawler/middlewares", "crawler/scheduler.py", "crawler/settings.py")
# Starts Scrapy, inside a function, when a crawl is asked for: the one door into those rooms.
SCRAPY_DOOR = "crawler/crawl.py"
SCRAPY_FAMILY = {"scrapy", "twisted", "itemadapter", "itemloaders"}


def files_of(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def imports_of(path: Path) -> Iterator[tuple[str, int, bool]]:
    """(module, line, at the top level of the file) of every import statement."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, node.lineno, id(node) in top) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno, id(node) in top
        elif isinstance(node, ast.ImportFrom):
            package = path.relative_to(ROOT).parts[: -node.level]
            yield ".".join((*package, node.module or "")).rstrip("."), node.lineno, id(node) in top


def package_of(module: str) -> str:
    return module.partition(".")[0]


def arrows(packages: tuple[str, ...], forbidden: set[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in files_of(*packages)
        for module, line, _ in imports_of(path)
        if package_of(module) in forbidden
    ]


@pytest.mark.parametrize("floor", FLOORS)
def test_no_floor_imports_one_above_it(floor: str) -> None:
    above = set(FLOORS[FLOORS.index(floor) + 1 :])
    assert arrows((floor,), above) == []


def test_nobody_imports_the_testbed() -> None:
    assert arrows((*FLOORS, "benchmarks"), {OUTSIDE}) == []


def test_the_testbed_imports_none_of_the_floors() -> None:
    assert arrows((OUTSIDE,), set(FLOORS)) == []


def test_scrapy_stays_in_its_rooms() -> None:
    strays = [
        f"{name}:{line} imports {module}"
        for path in files_of(*FLOORS, OUTSIDE)
        for module, line, at_top in imports_of(path)
        if package_of(module) in SCRAPY_FAMILY
        and not (name := str(path.relative_to(ROOT))).startswith(SCRAPY_ROOMS)
        and not (name == SCRAPY_DOOR and not at_top)
    ]
    assert strays == []


def test_an_arrow_upwards_would_be_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test of the test: a file that breaks the rule in each way of writing an import is named."""
    folder = tmp_path / "crawler" / "catalogue"
    folder.mkdir(parents=True)
    lines = [
        "import checks.engine",
        "from reports import count",
        "def later() -> None:",
        "    import gongkai.cli",
        "from ..page import Page",
    ]
    (folder / "bad.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    assert arrows(("crawler",), set(FLOORS[1:])) == [
        "crawler/catalogue/bad.py:1 imports checks.engine",
        "crawler/catalogue/bad.py:2 imports reports",
        "crawler/catalogue/bad.py:4 imports gongkai.cli",
    ]
    assert "crawler.page" in [module for module, _, _ in imports_of(folder / "bad.py")]
