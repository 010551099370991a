"""`gongkai report templates`: which templates a workspace has, the words that they know, and one to begin with."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gongkai.options import JsonOption, WorkspaceOption
from gongkai.screen import print_json, print_table, say


class Format(StrEnum):
    """In which a template can be written."""

    HTML = "html"
    DOCX = "docx"


def templates(
    document: Annotated[
        str | None, typer.Argument(metavar="[DOCUMENT]", help="Write a template of this document to begin with.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="html or docx.")] = Format.DOCX,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Default: into templates/ of the workspace.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the templates of the workspace and the words they know; or write one to begin with."""
    if document is None:
        _list(workspace, as_json)
        return
    path = _write(document, form, out, workspace)
    if as_json:
        print_json({"template": path})
    else:
        say(str(path))
        say("打开修改后，gongkai report 即用它代替自带的格式；删去文件即恢复。")


def _list(workspace: Path | None, as_json: bool) -> None:
    from gongkai.reporting import all_kinds
    from gongkai.workspace import find_workspace
    from reports.own.filling import ENDINGS
    from reports.own.vocabulary import WORDS

    place = find_workspace(workspace)
    found = [
        (name, form, str(path.relative_to(place.root)))
        for name in all_kinds()
        for form, ending in ENDINGS.items()
        if (path := place.templates / f"{name}{ending}").is_file()
    ]
    known = {path for _, _, path in found}
    others = [
        str(path.relative_to(place.root))
        for path in (sorted(place.templates.iterdir()) if place.templates.is_dir() else [])
        if path.is_file() and str(path.relative_to(place.root)) not in known
    ]
    if as_json:
        facts = [{"document": name, "format": form, "template": path} for name, form, path in found]
        print_json({"templates": facts, "others": others, "words": dict(WORDS)})
        return
    if found:
        print_table(("文书", "格式", "模板"), found, keep=(0,))
    else:
        say("没有自己的模板，文书按自带的格式生成。gongkai report templates bulletin 写出一个可修改的模板。")
    for other in others:
        say(f"没有使用的文件：{other}（模板的名称是 文书.html.j2 或 文书.docx，文书名见 gongkai report list）")
    print_table(("词", "含义"), list(WORDS.items()), title="模板中可用的词", keep=(0,))


def _write(document: str, form: Format, out: Path | None, workspace: Path | None) -> Path:
    from crawler.errors import ConfigError
    from gongkai.findings.exporting import write
    from gongkai.reporting import choose_kinds
    from gongkai.workspace import find_workspace
    from reports.own.filling import ENDINGS
    from reports.own.starting import starting_docx, starting_html
    from reports.rounds.kind import RoundKind

    (kind,) = choose_kinds([document])
    if form.value not in kind.formats:
        fix = f"it has {', '.join(kind.formats)}"
        raise ConfigError(f'the document "{document}" cannot be written as "{form.value}"', where="--format", fix=fix)
    of_round = isinstance(kind, RoundKind)
    path = out or find_workspace(workspace).templates / f"{document}{ENDINGS[form.value]}"
    if path.exists():
        raise ConfigError("is there already", where=str(path), fix="change that one, or name another file with --out")
    path.parent.mkdir(parents=True, exist_ok=True)
    if form is Format.HTML:
        write(path, starting_html(document, kind.title, of_round=of_round).encode("utf-8"))
    else:
        landscape = document in ("columns", "self-check", "evidence-list", "ledger")
        write(path, starting_docx(landscape=landscape, of_round=of_round))
    return path
