"""Exit codes, one-line errors and cheap imports of the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from crawler.errors import ArchiveError, CatalogueError, ConfigError
from gongkai import cli
from gongkai.exits import ExitCode
from tests.gongkai.conftest import Answer

STORY = ["init", "crawl", "check", "findings", "count", "export", "report", "extract", "rules", "demo", "doctor"]
# Commands that run in an empty folder without crawling, each with the exit code it has to end with there.
WITHOUT_CRAWL = [
    (["--help"], 0),
    (["version"], 0),
    (["doctor"], 0),
    (["rules", "list"], 0),
    (["check", "--as-of", "2016-12-31"], 2),
    (["count", "--year", "2016"], 2),
    (["export", "bureau"], 2),
    (["findings", "list"], 2),
    (["report", "annual", "--year", "2016"], 2),
]


def sub(*arguments: str, cwd: Path, code: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "gongkai", *arguments]
    env = {**os.environ, "COLUMNS": "80"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


def test_help_names_every_command_of_the_story_in_its_order(gongkai: Callable[..., Answer]) -> None:
    answer = gongkai("--help")
    assert answer.code == ExitCode.DONE
    named = [line.split()[0] for line in answer.out.partition("Commands:")[2].splitlines() if line.strip()]
    assert [name for name in named if name in STORY] == STORY


@pytest.mark.parametrize("command", STORY)
def test_every_command_has_help(gongkai: Callable[..., Answer], command: str) -> None:
    answer = gongkai(command, "--help")
    assert answer.code == ExitCode.DONE
    assert answer.out.startswith("Usage:")


@pytest.mark.parametrize(
    ("arguments", "code"), WITHOUT_CRAWL, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_commands_that_do_not_crawl_do_not_import_scrapy(tmp_path: Path, arguments: list[str], code: int) -> None:
    program = (
        "import sys; from gongkai.cli import run;"
        f"code = run({arguments!r});"
        "loaded = sorted(name for name in ('scrapy', 'twisted') if name in sys.modules);"
        "sys.exit(f'imported {loaded}' if loaded else code)"
    )
    done = sub(cwd=tmp_path, code=program)
    assert done.returncode == code, done.stderr


def test_help_imports_no_floor_below_and_no_heavy_library(tmp_path: Path) -> None:
    program = (
        "import sys; from gongkai.cli import run; run(['--help']);"
        "heavy = ('scrapy', 'twisted', 'lxml', 'pydantic', 'sqlite_utils', 'docx', 'jinja2', 'rich');"
        "sys.exit(str([name for name in heavy if name in sys.modules]) if any(n in sys.modules for n in heavy) else 0)"
    )
    done = sub(cwd=tmp_path, code=program)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError("is wrong", where="a.toml", fix="mend it"), 2),
        (CatalogueError("is newer", where="a.toml", fix="mend it"), 2),
        (ArchiveError("the disk is full", where="a.toml", fix="mend it"), 1),
    ],
)
def test_an_explained_error_is_one_line_with_its_exit_code(
    gongkai: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    answer = run_broken(gongkai, monkeypatch, error)
    assert answer.code == code
    assert answer.err == f"gongkai: {error}\n"
    assert answer.out == ""


def test_an_unexpected_error_is_one_line_and_names_the_way_to_the_traceback(
    gongkai: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = run_broken(gongkai, monkeypatch, ZeroDivisionError("by\nzero"))
    assert answer.code == ExitCode.INTERNAL_ERROR
    assert (
        answer.err == "gongkai: internal error: ZeroDivisionError: by zero; run `gongkai --debug …` for the traceback\n"
    )


def test_debug_shows_the_traceback(gongkai: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    answer = run_broken(gongkai, monkeypatch, ZeroDivisionError("by zero"), "--debug")
    assert answer.code == ExitCode.INTERNAL_ERROR
    assert "Traceback (most recent call last)" in answer.err


def run_broken(
    gongkai: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch, error: BaseException, *options: str
) -> Answer:
    """Run a command that fails with this error."""
    real = cli.build_app

    def with_broken_command() -> typer.Typer:
        app = real()

        @app.command("break")
        def broken() -> None:
            raise error

        return app

    monkeypatch.setattr(cli, "build_app", with_broken_command)
    return gongkai(*options, "break")


def test_interrupting_says_how_to_go_on(gongkai: Callable[..., Answer], monkeypatch: pytest.MonkeyPatch) -> None:
    answer = run_broken(gongkai, monkeypatch, KeyboardInterrupt())
    assert answer.code == ExitCode.INTERRUPTED
    assert "run the same command again" in answer.err


@pytest.mark.parametrize(
    "arguments", [["crwl"], ["count"], ["count", "--year", "soon"], ["check", "--as-of", "31.12.2016"]]
)
def test_usage_errors_are_one_line_and_exit_code_2(gongkai: Callable[..., Answer], arguments: list[str]) -> None:
    answer = gongkai(*arguments)
    assert answer.code == ExitCode.USAGE
    assert answer.err.count("\n") == 1
    assert "--help" in answer.err


def test_version_as_json_is_json_and_nothing_else(gongkai: Callable[..., Answer]) -> None:
    answer = gongkai("version", "--json")
    assert set(answer.json) == {"gongkai", "python", "sqlite", "scrapy"}


def test_chinese_is_printed_whatever_the_locale_says(tmp_path: Path) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "gongkai", "doctor"], cwd=tmp_path, env=env, capture_output=True, check=False
    )
    assert "项目" in done.stdout.decode("utf-8")


def test_a_reader_that_closes_early_is_no_error(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.html").write_text("<title>公示</title>", encoding="utf-8")
    command = f"{sys.executable} -m gongkai extract . --json | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
