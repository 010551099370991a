"""python -m testbed serve | build DIR | truth | year | hostile"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from testbed.city import DEFAULT_DAY, City
from testbed.files import write_city
from testbed.hostile import command as hostile
from testbed.render.families import FAMILIES
from testbed.server import announce, serve
from testbed.truth import truth
from testbed.world.build import VARIANTS
from testbed.year.serving import serve as serve_year


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 2 usage or a port in use."""
    options = _parser().parse_args(arguments)
    if options.command == "hostile":
        return hostile.run(options)
    try:
        if options.command == "year":
            serve_year(options.port, announce)
            return 0
        if options.command == "serve":
            serve(options.seed, options.family, options.port, options.as_of, options.variant, announce)
            return 0
        city = City(options.seed, options.family, options.as_of, options.variant)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"testbed: {error}\n")
        return 2
    if options.command == "build":
        pages = write_city(city, options.folder)
        sys.stdout.write(f"{pages} files in {options.folder}\n")
    else:
        json.dump(truth(city), sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="testbed", description="A synthetic Dongguan of 2016 with known truth.")
    commands = parser.add_subparsers(dest="command", required=True)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--seed", type=int, default=2016)
    common.add_argument("--family", choices=sorted(FAMILIES), default="ucap")
    common.add_argument("--as-of", type=date.fromisoformat, default=DEFAULT_DAY, help="the day shown, YYYY-MM-DD")
    common.add_argument("--variant", choices=VARIANTS)
    command = commands.add_parser("serve", parents=[common], help="serve both sites on loopback addresses")
    command.add_argument("--port", type=int, default=8016, help="0 finds a free one")
    command = commands.add_parser("build", parents=[common], help="write all pages and truth.json as files")
    command.add_argument("folder", type=Path)
    command = commands.add_parser("year", help="serve a small bureau through the year 2022, fault by fault")
    command.add_argument("--port", type=int, default=8017, help="0 finds a free one")
    hostile.add_arguments(commands.add_parser("hostile", help="serve hostile and broken sites on loopback"))
    commands.add_parser("truth", parents=[common], help="print the truth as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
