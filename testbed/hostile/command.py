"""`python -m testbed hostile`: list the behaviours, or serve some of them."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from testbed.hostile.catalogue import behaviours
from testbed.hostile.server import serve
from testbed.hostile.table import write_table


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Exit codes: 0 done, 2 usage or a port in use."""
    parser = argparse.ArgumentParser(prog="testbed hostile", description="Hostile and broken sites on loopback.")
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--behaviour",
        action="append",
        metavar="NAME",
        choices=sorted(behaviours()),
        help="again for more",
    )
    parser.add_argument("--port", type=int, default=0, help="for a single behaviour; 0 finds a free one")
    parser.add_argument("--list", action="store_true", help="print the behaviours")
    parser.add_argument("--table", type=Path, metavar="PAGE", help="bring the table of a Markdown page up to date")
    parser.add_argument("--json", action="store_true", help="print the behaviours as JSON, with what must come of them")


def run(options: argparse.Namespace) -> int:
    """Do what the options say."""
    known = behaviours()
    names = options.behaviour or list(known)
    if options.json:
        json.dump([known[name].as_json() for name in names], sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return 0
    if options.table is not None:
        try:
            write_table(options.table, known.values())
        except (OSError, ValueError) as error:
            sys.stderr.write(f"testbed: {options.table}: {error}\n")
            return 2
        return 0
    if options.list:
        width = max(map(len, names))
        sys.stdout.writelines(f"{name:{width}}  {known[name].what}\n" for name in names)
        return 0
    if options.port and len(names) != 1:
        sys.stderr.write("testbed: --port goes with one --behaviour\n")
        return 2
    try:
        asyncio.run(serve(names, options.port, _announce))
    except OSError as error:
        sys.stderr.write(f"testbed: {error}\n")
        return 2
    return 0


def _announce(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
