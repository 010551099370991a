"""`gongkai extract`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from gongkai.exits import ExitCode
from gongkai.options import JsonOption
from gongkai.screen import note, print_json_line, print_table

ORDER = 80


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("extract")(extract)


def extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Saved pages, or folders of them.")],
    url: Annotated[
        str | None, typer.Option("--url", metavar="URL", help="The address of the page: base of its links.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read saved pages and print what they say: title, dates, numbers, list rows, column tree."""
    unreadable = 0
    found = []
    for path in _files(paths):
        facts = _read(path, url)
        if facts is None:
            unreadable += 1
        elif as_json:
            print_json_line(facts)
        else:
            found.append(_summary(facts))
    if not as_json:
        print_table(("文件", "类型", "标题或条数", "日期"), found, keep=(1, 3))
    if unreadable:
        note(f"gongkai: {unreadable} file(s) could not be read, see above")
        raise typer.Exit(ExitCode.INTERNAL_ERROR)


def _files(paths: list[Path]) -> Iterator[Path]:
    from crawler.errors import ConfigError

    for path in paths:
        if path.is_dir():
            yield from sorted(child for child in path.rglob("*") if child.is_file() and child.name[:1] != ".")
        elif path.is_file():
            yield path
        else:
            raise ConfigError("no such file or folder", where=str(path))


def _read(path: Path, url: str | None) -> dict[str, Any] | None:
    from crawler.extract.contract import as_json
    from crawler.page import Page
    from crawler.platforms.base import read_page

    try:
        page = Page(url=url or "", body=path.read_bytes())
        return as_json(str(path), page, read_page(page))
    except Exception as error:  # one bad page must not end a run over thousands; it is named and counted
        note(f"gongkai: {path}: {type(error).__name__}: {error}")
        return None


def _summary(facts: dict[str, Any]) -> tuple[str, str, str, str]:
    article, listing, home = facts.get("article"), facts.get("list"), facts.get("home")
    if article:
        published = article.get("published") or {}
        return facts["file"], facts["kind"], article.get("title") or "—", published.get("value") or "—"
    if listing:
        dates = [row["date"] for row in listing["rows"] if row.get("date")]
        return facts["file"], facts["kind"], f"{len(listing['rows'])} 条", max(dates, default="—")
    return facts["file"], facts["kind"], (home or {}).get("site_name") or "—", "—"
