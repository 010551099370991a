"""`python -m benchmarks [--seed N] [--rounds N] [--quick] [--ours] [--mistakes]`: how exactly and fast pages are read.

Runs us and every installed peer over the generated shapes and, where it is there, over the labelled corpus; then our
readers of lists. One process, one core. `--quick` takes every tenth page, `--ours` leaves the peers out.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

from benchmarks.extraction import corpus_lists, lists
from benchmarks.extraction.compare import Case, Score, corpus_cases, measure, shape_cases, table
from benchmarks.extraction.corpus import CORPUS
from benchmarks.extraction.peers import OURS, Reader, readers


def main(arguments: list[str] | None = None) -> int:
    """Print all tables. The exit code is 1 where we invent a date or misread a list of one to three rows."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--rounds", type=int, default=3, help="the time of a page is its best of this many readings")
    parser.add_argument("--quick", action="store_true", help="every tenth generated page only")
    parser.add_argument("--ours", action="store_true", help="our own reader only")
    parser.add_argument("--mistakes", action="store_true", help="print every fact that we read wrong")
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")  # peers use what their own dependencies deprecate
    tools, missing = ([OURS], []) if options.ours else readers()
    for line in missing:
        print(line)
    cases = shape_cases(options.seed)[:: 10 if options.quick else 1]
    ours = _compare("generated articles", cases, tools, options)
    if (options.corpus / "manifest.jsonl").exists():
        _compare("labelled real articles", corpus_cases(options.corpus), tools, options)
        _print_corpus_lists(options.corpus)
    else:
        print(f"no labelled corpus at {options.corpus}: left out")
    score = lists.measure(options.seed)
    print(lists.table(score), end="\n\n")
    if options.mistakes:
        for mistake in score.mistakes:
            print(" ", *mistake)
    few = all(score.whole[size] == score.pages[size] for size in (1, 2, 3))
    return 0 if few and not ours.counts["published", "invented"] else 1


def _compare(title: str, cases: list[Case], tools: list[Reader], options: argparse.Namespace) -> Score:
    scores = measure(cases, tools, options.rounds)
    print(table(title, cases, scores), end="\n\n")
    ours = next(score for score in scores if score.reader == OURS.name)
    if options.mistakes:
        for mistake in ours.mistakes:
            print(" ", *mistake)
    return ours


def _print_corpus_lists(corpus: Path) -> None:
    found, milliseconds = corpus_lists.measure(corpus)
    right = sum(1 for one in found if one.right)
    print(
        f"labelled real lists, homes, paths and kinds: {right} of {len(found)} facts right,"
        f" {milliseconds:.1f} ms a page"
    )
    for one in found:
        if not one.right:
            print(f"  {one.file}: {one.field}: found {one.found!r}, label {one.expected!r}")
    print()


if __name__ == "__main__":
    sys.exit(main())
