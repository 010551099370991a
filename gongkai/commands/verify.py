"""`gongkai verify`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.exits import ExitCode
from gongkai.options import JsonOption, WorkspaceOption
from gongkai.screen import print_json, progress_bar, say

if TYPE_CHECKING:
    from reports.verify.remarks import Remark, Verified

ORDER = 72

_FIGURES = 6  # of those that rest on a list, that are named in a line
_ROWS = 8  # rows of a list that are shown; --json has more


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("verify")(verify)


def verify(
    document: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A document (.docx, .html, .xlsx), or an evidence package (folder or .zip)."
        ),
    ],
    sample: Annotated[
        int | None,
        typer.Option("--sample", min=1, metavar="N", help="Look at only N captures in the archive. Default: all."),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Prove a document again: was a figure edited, does the catalogue count the same, is the evidence there?

    An evidence package is proven on its own, without workspace and network: every byte, every row, and all figures
    again from its archive.

    Exit code 0: everything holds; 4: something differs or was edited by hand; 3: not everything could be seen;
    2: the file is no document of gongkai.
    """
    from crawler.clock import system_clock
    from gongkai.packages.proving import is_package
    from gongkai.verifying import exit_code, facts, verify_file

    if is_package(document):
        _verify_package(document, as_json)
        return
    with progress_bar("核验", quiet=as_json) as step:
        found = verify_file(document, workspace=workspace, sample=sample, now=system_clock(), progress=step)
    if as_json:
        print_json(facts(found))
    else:
        _print(found)
    code = exit_code(found)
    if code:
        raise typer.Exit(code)


def _verify_package(path: Path, as_json: bool) -> None:
    from gongkai.packages.proving import prove
    from gongkai.packages.telling import proof_facts, say_proof

    with progress_bar("核验", quiet=as_json) as step:
        proof = prove(path, progress=lambda name, done, total: step(done, total, name))
    if as_json:
        print_json(proof_facts(proof))
    else:
        say_proof(proof)
    if not proof.holds:
        raise typer.Exit(ExitCode.FINDINGS)
    if not proof.whole:
        raise typer.Exit(ExitCode.INCOMPLETE)


def _print(found: Verified) -> None:
    from reports.verify.remarks import Level

    trace = found.trace
    say(f"{trace.title}（{trace.stem}）")
    made = f"统计年度{trace.year}，监测时间点{trace.as_of}，依据{trace.known_at}时的目录库"
    say(f"{made}，快照{trace.snapshot.id}号" if trace.snapshot else made)
    counts = f"数字{len(trace.figures)}处，相符{found.holding}处；明细{found.rows}行"
    say(f"{counts}；快照{found.captures}个，核对{found.looked_at}个，重新读取{found.read_again}页")
    for level, heading in ((Level.WRONG, "不符"), (Level.UNSEEN, "未能核对"), (Level.NOTE, "说明")):
        remarks = found.of(level)
        if remarks:
            say()
            say(f"{heading}（{len(remarks)}）")
            for remark in remarks:
                _say(remark)
    say()
    if found.of(Level.WRONG):
        say("核验不通过。")
    else:
        say("没有发现不符，但没有全部核对。" if found.of(Level.UNSEEN) else "核验通过：数字、明细和存档都相符。")


def _named(figures: Sequence[str]) -> str:
    """The figures that rest on something, as far as a line has room."""
    return "、".join(figures[:_FIGURES]) + ("等" if len(figures) > _FIGURES else "")


def _say(remark: Remark) -> None:
    where = "，".join(part for part in (remark.figure or _named(remark.figures), remark.place) if part)
    say(f"  {f'[{where}] ' if where else ''}{remark.message}")
    if remark.sentence:
        say(f"      原句：{remark.sentence}")
    for row in remark.rows[:_ROWS]:
        say(f"      {row}")
    if len(remark.rows) > _ROWS:
        say(f"      …共{len(remark.rows)}行，见 --json")
