"""`gongkai archive`: is the evidence whole, hand it on, look at it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gongkai.exits import ExitCode
from gongkai.options import JsonOption, SitesArgument, WorkspaceOption, parse_day
from gongkai.screen import note, print_json, print_table, progress_bar, say

if TYPE_CHECKING:
    from crawler.archive.verify import Verification
    from gongkai.archiving import Shown

ORDER = 65

_MEGABYTE = 1 << 20
_SHOWN = 50  # damaged captures that are listed on the terminal; --json lists all
_DayOption = Annotated[date | None, typer.Option("--since", parser=parse_day, metavar="DAY", help="First day.")]
_UntilOption = Annotated[date | None, typer.Option("--until", parser=parse_day, metavar="DAY", help="Last day.")]


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(
        help="Verify, export and show the evidence (存档).", no_args_is_help=True, rich_markup_mode=None
    )
    group.command("verify")(verify)
    group.command("export")(export)
    group.command("show")(show)
    app.add_typer(group, name="archive")


def verify(sites: SitesArgument = None, workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Read the whole archive again: records, digests, seals, and that each catalogued capture is there.

    Exit code 1 where evidence is damaged. What a run that was cut off left behind is named, and is no damage.
    """
    from crawler.archive.verify import verify_archive
    from gongkai.selecting import crawled_site
    from gongkai.workspace import find_workspace

    place = find_workspace(workspace)
    conn = place.open_catalogue()
    names = [crawled_site(conn, site).id for site in sites] if sites else None
    with progress_bar("核验", quiet=as_json) as step:

        def progress(done: int, total: int, name: str) -> None:
            step(done // _MEGABYTE, total // _MEGABYTE, name)

        found = verify_archive(conn, place.archive, sites=names, progress=progress)
    if as_json:
        print_json(_facts(found))
    else:
        _print(found)
    if not found.sound:
        raise typer.Exit(ExitCode.INTERNAL_ERROR)


def export(
    site: Annotated[str, typer.Argument(metavar="SITE", help="Site id (name of its file in sites/).")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE.wacz", help="The package to write.")],
    since: _DayOption = None,
    until: _UntilOption = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write one site's evidence as a WACZ package, which ReplayWeb.page and other archive tools open.

    Without --since and --until: all of it. Days are those of the captures, in Asia/Shanghai.
    """
    from crawler.archive.wacz import export_wacz
    from crawler.clock import system_clock
    from crawler.running import software
    from gongkai.selecting import crawled_site
    from gongkai.workspace import find_workspace

    if out.suffix != ".wacz":
        raise typer.BadParameter(f"{out} does not end in .wacz, as other tools expect", param_hint="--out")
    place = find_workspace(workspace)
    conn = place.open_catalogue()
    row = crawled_site(conn, site)
    with progress_bar("导出", quiet=as_json) as step:

        def progress(done: int, total: int, name: str) -> None:
            step(done // _MEGABYTE, total // _MEGABYTE, name)

        done = export_wacz(
            conn,
            place.archive,
            row,
            out,
            clock=system_clock,
            software=software(),
            since=since,
            until=until,
            progress=progress,
        )
    if as_json:
        print_json({name: getattr(done, name) for name in ("path", "captures", "pages", "files", "bytes", "sha256")})
        return
    say(f"{done.path}：快照 {done.captures} 个，网页 {done.pages} 个，{done.bytes / _MEGABYTE:.1f} MB")
    say(f"SHA-256 {done.sha256}")
    say("可用 ReplayWeb.page 打开，也可用 gongkai crawl --replay 重新读取。")


def show(
    capture: Annotated[
        str, typer.Argument(metavar="CAPTURE|URL", help="A capture's number, its FILE:OFFSET, or an address.")
    ],
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="WHEN", help="Of an address: the newest capture at or before this day or moment."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Where to write. Needed for attachments; pages have a place."),
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="With --out: the bytes as captured, nothing made harmless.")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show a captured page again: as a file in which nothing runs, loads, sends or links.

    Attachments are only named, with type and digest, and written where --out says.
    """
    from crawler.archive.reader import read_capture
    from gongkai.archiving import find_capture, last_moment, shown
    from gongkai.workspace import find_workspace

    if raw and out is None:
        raise typer.BadParameter("needs --out FILE: captured bytes are only written where you say", param_hint="--raw")
    try:
        moment = last_moment(at) if at is not None else None
    except ValueError:
        raise typer.BadParameter(
            f"{at!r} is neither a day nor a moment; write 2016-12-31 or 2016-12-31T09:00", param_hint="--at"
        ) from None
    place = find_workspace(workspace)
    row = find_capture(place.open_catalogue(), capture, moment)
    found = shown(row, read_capture(place.archive, row.warc_file, row.offset, row.length))
    target = out
    if target is None and found.page is not None:
        target = place.reports / "captures" / f"capture-{row.id}.html"
    if target is not None:
        _write(target, found.body if raw or found.page is None else found.page.encode())
    _say(found, target, as_json=as_json, raw=raw)


def _write(target: Path, data: bytes) -> None:
    from crawler.errors import ArchiveError

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    except OSError as error:
        raise ArchiveError(
            f"cannot be written ({error.strerror or error})", where=str(target), fix="name another file with --out"
        ) from error


def _say(found: Shown, target: Path | None, *, as_json: bool, raw: bool) -> None:
    import hashlib

    from gongkai.archiving import local

    row = found.row
    same = hashlib.sha256(found.body).hexdigest() == row.sha256
    if as_json:
        facts: dict[str, Any] = {name: getattr(row, name) for name in ("id", "url", "at", "sha256")}
        facts |= {"capture": f"{row.warc_file}:{row.offset}", "status": found.status, "media_type": found.media_type}
        facts |= {"kind": found.kind, "name": found.name, "bytes": len(found.body), "intact": same, "file": target}
        print_json(facts)
    else:
        say(f"网址：{row.url}")
        say(f"存档：{local(row.at)}，状态码 {found.status}，{row.warc_file}:{row.offset}")
        say(f"内容：{found.kind}，{found.media_type or '类型未注明'}，{len(found.body)} 字节，{found.name}")
        say(f"SHA-256 {row.sha256}")
        if target is None:
            say("这不是网页，不自动写出；要保存请加 --out 文件名。")
        else:
            say(f"已写到 {target}{'（原始字节，未作处理，勿直接打开）' if raw else ''}")
    if not same:
        note("gongkai: the bytes are not those that were catalogued; see `gongkai archive verify`")
        raise typer.Exit(ExitCode.INTERNAL_ERROR)


def _facts(found: Verification) -> dict[str, Any]:
    from gongkai.archiving import DAMAGE, FIX

    return {
        "sound": found.sound,
        "files": found.files,
        "bytes": found.bytes,
        "records": found.records,
        "captures": found.captures,
        "uncatalogued": found.uncatalogued,
        "seals": {
            site: {"count": seal.line, "last": seal.seal, "at": seal.at, "file": seal.file}
            for site, seal in found.seals.items()
        },
        "damage": [
            {
                "kind": damage.kind.value,
                "file": damage.warc_file,
                "offset": damage.offset,
                "url": damage.url,
                "capture": damage.capture_id,
                "message": DAMAGE[damage.kind],
                "why": damage.why,
                "fix": FIX[damage.kind],
            }
            for damage in found.damage
        ],
        "tails": [{"file": tail.warc_file, "offset": tail.offset, "bytes": tail.size} for tail in found.tails],
    }


def _print(found: Verification) -> None:
    from gongkai.archiving import DAMAGE, FIX

    say(
        f"存档文件 {found.files} 个，{found.bytes / _MEGABYTE:.1f} MB，记录 {found.records} 条，"
        f"目录库登记的快照 {found.captures} 个，未登记的应答 {found.uncatalogued} 条。"
    )
    for site, seal in found.seals.items():
        say(f"封存链 {site}：{seal.line} 节，末节 {seal.at} {seal.seal}")
    for tail in found.tails:
        say(f"未写完的采集留下的尾部（不算损坏）：{tail.warc_file}:{tail.offset}，{tail.size} 字节")
    if found.sound:
        say("核验通过：每条记录可读，摘要相符，封存链完整，登记的快照都在。")
        return
    say()
    print_table(
        ("位置", "网址", "问题"),
        [
            (
                f"{damage.warc_file}:{damage.offset}" if damage.offset is not None else damage.warc_file,
                damage.url or "—",
                f"{DAMAGE[damage.kind]}（{damage.why}）",
            )
            for damage in found.damage[:_SHOWN]
        ],
        title=f"损坏 {len(found.damage)} 处",
    )
    if len(found.damage) > _SHOWN:
        say(f"只列出前 {_SHOWN} 处；全部见 gongkai archive verify --json")
    for kind in dict.fromkeys(damage.kind for damage in found.damage):
        say(f"{DAMAGE[kind]}：{FIX[kind]}。")
