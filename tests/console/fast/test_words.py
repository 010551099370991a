"""Every Chinese word of the console has an English one, and no word list keeps words that nobody says any more."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from gongkai.console.languages import po_files

CONSOLE = Path(__file__).parents[3] / "gongkai" / "console"
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "N_": None}
PLACE = re.compile(r"%\((\w+)\)s")


def said() -> Iterator[tuple[str, str]]:
    """(message, file) of everything that is marked for translation. `NAVIGATION` labels are marked by their place."""
    for file, _, message, _, _ in extract_from_dir(
        str(CONSOLE), METHODS, options_map={"**.html": {"trimmed": "true"}}, keywords=KEYWORDS
    ):
        for each in message if isinstance(message, tuple) else (message,):
            yield str(each), file
    for path in CONSOLE.rglob("__init__.py"):
        for label in re.findall(r'Entry\("[\w.]+", "([^"]+)"', path.read_text("utf-8")):
            yield label, str(path.relative_to(CONSOLE))


def lists() -> dict[str, Catalog]:
    return {str(path.relative_to(CONSOLE)): read_po(BytesIO(path.read_bytes()), locale="en") for path in po_files()}


def translations() -> dict[str, str]:
    return {str(entry.id): str(entry.string) for found in lists().values() for entry in found if entry.id}


def test_every_message_has_english_words() -> None:
    known = translations()
    missing = sorted({f"{file}: {message}" for message, file in said() if not known.get(message)})
    assert missing == []


def written() -> Iterator[str]:
    """Every text that stands in our code: words that the command line says too are translated by their variable."""
    for path in (*CONSOLE.parent.rglob("*.py"), *(CONSOLE.parents[1] / "reports").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_no_word_list_has_words_that_are_not_said() -> None:
    spoken = {message for message, _ in said()} | set(written())
    assert sorted(message for message in translations() if message not in spoken) == []


def test_a_word_has_one_translation_for_all_rooms() -> None:
    found: dict[str, dict[str, str]] = {}
    for name, entries in lists().items():
        for entry in entries:
            if entry.id:
                found.setdefault(str(entry.id), {})[name] = str(entry.string)
    assert {word: said for word, said in found.items() if len(set(said.values())) > 1} == {}


@pytest.mark.parametrize("name", [str(path.relative_to(CONSOLE)) for path in po_files()])
def test_english_names_the_same_places(name: str) -> None:
    for entry in lists()[name]:
        if entry.id:
            assert set(PLACE.findall(str(entry.id))) == set(PLACE.findall(str(entry.string))), entry.id
            assert not re.search(r"[\u4e00-\u9fff]", str(entry.string)), entry.string
