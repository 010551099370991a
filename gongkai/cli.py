"""The command line: `gongkai COMMAND …`.

Commands are found by walking `gongkai/commands/`: a file has its command's name and offers `register(app)` and `ORDER`,
its place in the help.
Every way to fail ends here, in one clear line on standard error and the right exit code.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from crawler.errors import GongkaiError
from gongkai.exits import ExitCode
from gongkai.machine_errors import explain
from reports.typography import printable


def build_app() -> typer.Typer:
    """The application with all commands, in the order in which one uses them."""
    import gongkai.commands as folder

    modules = {unit.name: import_module(f"gongkai.commands.{unit.name}") for unit in iter_modules(folder.__path__)}

    class InOrder(TyperGroup):
        """Commands and groups in one order, that of the story (typer itself lists all groups last)."""

        def list_commands(self, ctx: Any) -> list[str]:
            return sorted(self.commands, key=lambda name: modules[name].ORDER if name in modules else 1000)

    app = typer.Typer(
        name="gongkai",
        cls=InOrder,
        help="Inspect government disclosure websites: crawl, catalogue, check, report.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_options)
    for module in modules.values():
        module.register(app)
    return app


def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> None:
    _State.debug = debug


class _State:
    """What an error handler has to know about the command line that failed."""

    debug = False


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code. Never raises, whatever the command does."""
    _State.debug = False
    _speak_utf8()
    try:
        return _invoke(list(sys.argv[1:] if arguments is None else arguments))
    except GongkaiError as error:
        return _fail(str(error), error.exit_code, error)
    except typer.TyperException as error:
        return _usage(error)
    except (typer.Abort, KeyboardInterrupt):
        words = "interrupted; what was stored so far is kept, run the same command again to go on"
        return _fail(words, ExitCode.INTERRUPTED)
    except BrokenPipeError:  # the reader (head, less) had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    except Exception as error:
        if explained := explain(error):
            return _fail(explained, ExitCode.INTERNAL_ERROR, error)
        fix = "" if _State.debug else "; run `gongkai --debug …` for the traceback"
        return _fail(f"internal error: {type(error).__name__}: {_one_line(error)}{fix}", ExitCode.INTERNAL_ERROR, error)


def _invoke(arguments: list[str]) -> int:
    # Not through typer's own main(): it would end broken pipes and interrupts in its way, not in ours.
    command = typer.main.get_command(build_app())
    try:
        with command.make_context("gongkai", arguments) as context:
            command.invoke(context)
            sys.stdout.flush()
    except typer.Exit as end:
        return int(end.exit_code)
    return ExitCode.DONE


def main() -> None:
    """Entry point of the `gongkai` command."""
    sys.exit(run())


def _usage(error: typer.TyperException) -> int:
    context = getattr(error, "ctx", None)
    message = error.format_message()
    if message.startswith("Usage:"):  # no arguments at all: the help itself
        sys.stderr.write(f"{message}\n")
        return ExitCode.USAGE
    hint = f"; see `{context.command_path} --help`" if context else ""
    message = " ".join(message.replace("Value error, ", "").split()).rstrip(".")  # choices stand on lines of their own
    return _fail(f"{message}{hint}", ExitCode.USAGE)


def _fail(message: str, code: int, error: BaseException | None = None) -> int:
    if _State.debug and error is not None:
        traceback.print_exception(error)
    sys.stderr.write(f"gongkai: {printable(message)}\n")
    return int(code)


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300]


def _speak_utf8() -> None:
    # Titles are Chinese whatever the locale says; a byte that cannot be written must not end a report.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
            reconfigure(encoding="utf-8", errors="backslashreplace")
