"""What the documentation says is true: its commands parse, its files exist, both languages show the same commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer

from crawler.profiles.profile import Fetch, Profile
from gongkai.cli import build_app
from gongkai.exits import ExitCode
from gongkai.exporting import FIELDS
from gongkai.workspace import Organ

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md"))),
]
READMES = ["README.md", "README.zh-CN.md"]


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def commands_in(text: str) -> tuple[list[str], list[str]]:
    """The `gongkai …` command lines of code blocks, and those that the text merely names."""
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S))
    lines = [line.split("#")[0].strip() for line in blocks.splitlines()]
    named = [line for line in re.findall(r"`(?:\.venv/bin/)?(gongkai [^`]+)`", text) if "…" not in line]
    return [line for line in lines if line.startswith("gongkai ")], named


def parse(line: str) -> None:
    """Parse a command line as the application would, without running it."""
    command, words = typer.main.get_command(build_app()), shlex.split(line)[1:]
    while words and (name := words[0]) in getattr(command, "commands", {}):
        command, words = command.commands[name], words[1:]  # type: ignore[attr-defined]
    if words and words[0] in ("--help", "-h", "--debug"):
        return
    if words and (default := getattr(command, "default_command", None)) is not None:
        command = command.commands[default]  # type: ignore[attr-defined]
    command.make_context("gongkai", words)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_in_the_documentation_parses(page: str) -> None:
    whole, named = commands_in(text_of(page))
    for line in whole + named:
        try:
            parse(line)
        except typer.TyperException as error:
            if line in whole or "Missing" not in error.format_message():  # a text may name a command without arguments
                pytest.fail(f"{page}: {line}: {error.format_message()}")


def test_a_wrong_command_in_the_documentation_would_be_seen() -> None:
    with pytest.raises(typer.TyperException):
        parse("gongkai count published.total --yaer 2016")
    with pytest.raises(typer.TyperException):
        parse("gongkai findings waive F-000001")


def test_both_readmes_walk_through_the_same_commands() -> None:
    blocks = [re.findall(r"```sh\n(.*?)```", text_of(page), re.S) for page in READMES]
    stories = [[line.split("#")[0].strip() for block in page for line in block.splitlines()] for page in blocks]
    assert stories[0] == stories[1]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", text_of(page)):
        assert (ROOT / page).parent.joinpath(target).exists(), f"{page}: {target}"


@pytest.mark.parametrize("page", PAGES)
def test_every_path_that_is_named_exists(page: str) -> None:
    for path in re.findall(r"`((?:crawler|checks|reports|gongkai|tests|testbed)/[\w./-]+)`", text_of(page)):
        assert (ROOT / path).exists(), f"{page}: {path}"


@pytest.mark.parametrize("page", READMES)
def test_the_readme_names_every_exit_code(page: str) -> None:
    named = {int(code) for code in re.findall(r"^\| (\d+) \|", text_of(page), re.M)}
    assert named == {int(code) for code in ExitCode}


def test_the_workspace_page_names_every_key() -> None:
    text = text_of("docs/workspace.md")
    for key in (*Organ.model_fields, *Profile.model_fields, *Fetch.model_fields):
        if key != "id":
            assert f"`{key}`" in text or f"[{key}" in text, key


def test_the_catalogue_page_names_the_fields_of_the_export() -> None:
    text = text_of("docs/catalogue.md")
    for what, fields in FIELDS.items():
        assert re.search(rf"^{what.value} +{', '.join(fields)}$", text, re.M), what


def test_the_rule_pages_are_those_that_would_be_written_now() -> None:
    from checks.pack import load_packs
    from checks.rulebook import pages

    folder = ROOT / "docs" / "rules"
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    assert written == pages(load_packs()), "run `make docs`"
