"""`gongkai init`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.options import JsonOption
from gongkai.screen import print_json, say

ORDER = 10


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("init")(init)


def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make; it may exist.")],
    home: Annotated[str, typer.Option("--home", metavar="URL", help="Home address of the organ's own site.")],
    name: Annotated[str, typer.Option("--name", help="Name of the site, e.g. 某某局门户网站.")] = "",
    organ: Annotated[str, typer.Option("--organ", help="Full name of the organ, as on the municipal portal.")] = "",
    municipal: Annotated[
        str | None, typer.Option("--municipal", metavar="URL", help="Home address of the municipal disclosure portal.")
    ] = None,
    contact: Annotated[
        str, typer.Option("--contact", help="How a webmaster reaches you: goes into the User-Agent header.")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Make a workspace: settings, site profiles and register templates, each with comments."""
    from gongkai.scaffold import NewSite, NewWorkspace, write_workspace

    sites = [NewSite("bureau", "bureau", home, name or organ)]
    if municipal:
        sites.append(NewSite("municipal", "municipal", municipal, "政府信息公开门户", organ or None))
    workspace = write_workspace(folder, NewWorkspace(tuple(sites), organ, contact))
    written = sorted(str(path.relative_to(workspace.root)) for path in workspace.root.rglob("*") if path.is_file())
    if as_json:
        print_json({"workspace": str(workspace.root), "files": written})
        return
    say(f"Workspace: {folder}")
    patterns = [path for path in written if ".template." in path]
    for path in written:
        if path not in patterns:
            say(f"  {path}")
    say(f"  registers/*.template.csv, *.template.xlsx   {len(patterns) // 2} registers (台账) to fill in, each in both")
    say("Next:")
    step = 1
    if not contact:
        say(f"  {step}. write your contact into gongkai.toml ([fetch] contact = …): it goes into the User-Agent header")
        step += 1
    say(f"  {step}. gongkai crawl --workspace {folder}")
    say(f"  {step + 1}. gongkai check --workspace {folder} --as-of DAY")
    say(f"  {step + 2}. fill in registers/ for what no crawl can see, then gongkai report annual --year YEAR")
