"""`gongkai items`: search titles and texts, and keep the index of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from gongkai.options import JsonOption, WorkspaceOption
from gongkai.screen import note, print_json, progress_bar, say

if TYPE_CHECKING:
    pass

ORDER = 51

_TROUBLES = {
    "too_long": "the question is longer than 200 characters",
    "too_many": "the question has more than 12 words",
    "nothing": "nothing can be searched for in",
}


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="Search what sites published (信息检索).", no_args_is_help=True, rich_markup_mode=None)
    group.command("search")(search)
    group.command("index")(index)
    app.add_typer(group, name="items")


def index(
    anew: Annotated[bool, typer.Option("--anew", help="From nothing, rather than what is new or changed.")] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the index of the full-text search up to date; `gongkai serve` does so by itself, but slower."""
    from gongkai.searching import path_beside, renew_index
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    conn = place.open_catalogue()
    with progress_bar("编制全文索引") as step:
        done = renew_index(conn, path_beside(place.catalogue), anew=anew, told=lambda at, of: step(at, of, ""))
    if as_json:
        print_json({"items": done.items, "sites": done.sites})
        return
    say(f"已编入{done.items}条信息。" if done.items else "索引已是最新。")


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS...", help='All of them; "a phrase", title:word; after -- also -without.'),
    ] = None,
    site: Annotated[
        list[str] | None, typer.Option("--site", metavar="SITE", help="Only this site (repeatable).")
    ] = None,
    column: Annotated[
        str | None, typer.Option("--column", metavar="PATH", help="Only what this column, or one below, lists.")
    ] = None,
    year: Annotated[int | None, typer.Option("--year", help="Only items dated in this year.")] = None,
    vanished: Annotated[
        bool | None, typer.Option("--vanished/--present", help="Only what vanished; only what is still there.")
    ] = None,
    page: Annotated[int, typer.Option("--page", min=1, help="Of 20 items.")] = 1,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search titles, texts, numbers and names of files; newest first, with the exact number of all that match."""
    from crawler.catalogue.item_pages import columns_below
    from crawler.catalogue.queries import sites
    from crawler.errors import ConfigError
    from gongkai.searching import (
        Narrowing,
        Searcher,
        UnclearQuestionError,
        answer_facts,
        open_index,
        path_beside,
        read_question,
    )
    from gongkai.searching import search as ask
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    conn = place.open_catalogue()
    known = [each.id for each in sites(conn)]
    for name in site or ():
        if name not in known:
            raise ConfigError(f"there is no site {name!r} in the catalogue", fix=f"known are: {', '.join(known)}")
    try:
        question = read_question(" ".join(words or ()))
    except UnclearQuestionError as error:
        raise typer.BadParameter(f"{_TROUBLES[error.trouble]} {error.part}".strip(), param_hint="WORDS") from error
    chosen = tuple(site or known)
    columns = columns_below(conn, chosen, column) if column is not None else None
    if columns == ():
        raise ConfigError(f"there is no column {column!r}", fix="`gongkai export SITE --what columns` lists them")
    narrowing = Narrowing(chosen, columns=columns, year=year, vanished=vanished)
    answer = ask(conn, open_index(path_beside(place.catalogue)), Searcher(), question, narrowing, page=page)
    if answer.standing.waiting:
        note(f"{answer.standing.waiting} items are not in the index yet: run `gongkai items index`")
    if as_json:
        print_json(answer_facts(answer, page))
        return
    for result in answer.results:
        card = result.card
        gone = "（已消失）" if card.vanished_at else ""
        say(f"{card.id}  {card.day or '无日期'}  {card.site}  {card.title or '（无标题）'}{gone}")
        say(f"    {card.url}")
        if text := "".join(piece for piece, _ in result.passage):
            say(f"    {' '.join(text.split())}")
    say(f"共{answer.found.total}条。" if answer.found.total else "没有符合条件的信息。")
