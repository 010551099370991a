"""`python -m benchmarks.crawling [--rounds N] [--only a,c,e] [--full]`: speed, memory and thrift of a crawl.

Medians of several rounds; ratios are of the same round, on the same pages, from a loopback server that is a process
of its own. `--full` crawls a thousand sites at once instead of a hundred.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.crawling import known, measures


def main(arguments: list[str] | None = None) -> int:
    """Print every figure. The exit code is 0 unless something failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crawling", description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="a,c,d,e", help="which measurements; a brings b with it")
    parser.add_argument("--full", action="store_true", help="(e) with 1,000 sites, one request in 5 seconds each")
    parser.add_argument("--jobs", type=int, default=1, help="processes of (e)")
    parser.add_argument("--profile", type=Path, help="write where the time of (a) goes to this file (cProfile)")
    options = parser.parse_args(arguments)
    chosen = set(options.only.split(","))
    sites, delay = (1000, 5.0) if options.full else (100, 1.0)
    if chosen & {"a", "b"}:
        _print(measures.pipeline(options.rounds, options.profile))
    if "c" in chosen:
        _print(measures.update())
    if "d" in chosen:
        _print(known.known_addresses())
    if "e" in chosen:
        _print(measures.many_sites(sites, delay, options.jobs))
    return 0


def _print(lines: list[str]) -> None:
    for line in lines:
        print(line)
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
