"""Writing a package: documents, values, every counted row, registers, archive and settings of one organ's year."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import tomli_w
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from crawler.archive.wacz import export_wacz
from crawler.catalogue.evidence import newest_moment
from crawler.catalogue.pairs import pairs
from crawler.catalogue.queries import SiteRow
from crawler.clock import SHANGHAI, frozen_clock
from crawler.errors import ConfigError, GongkaiError
from crawler.running import software
from gongkai.packages import tables
from gongkai.packages.datapackage import write_datapackage
from gongkai.packages.foundations import Foundation
from gongkai.packages.manifest import NAME as MANIFEST
from gongkai.packages.manifest import digest_of, write_manifest
from gongkai.packages.registers import EVIDENCE, copy_registers
from gongkai.packages.zipping import zip_folder
from gongkai.workspace import CONFIG_NAME, Workspace
from reports.count import Count, all_counts
from reports.kinds import Kind
from reports.scope import Scope

SCOPE, SNAPSHOT = "scope.toml", "snapshot.json"
_PERSONS = ("confirmed", "rejected")  # what the program decides itself comes again out of the archive

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Written:
    """A package: its folder, its ZIP with size (bytes) and SHA-256, and the SHA-256 of its manifest."""

    folder: Path
    zip: Path
    files: int
    bytes: int
    sha256: str
    manifest_sha256: str


def write_package(
    place: Workspace,
    base: Foundation,
    kinds: Sequence[Kind],
    out: Path,
    *,
    with_files: bool = True,
    progress: Progress | None = None,
) -> Written:
    """Write `evidence-<site>-<year>/` and its ZIP into `out`; the same facts give the same bytes.

    `with_files`: the files that prove rows of registers go in. Raises ConfigError where nothing was ever crawled or
    the folder holds something else, GongkaiError where a file cannot be written.
    """
    scope = base.scope
    moment = scope.known.moment or newest_moment(scope.conn)
    if moment is None:
        raise ConfigError("nothing was crawled yet", where="catalogue", fix="run `gongkai crawl` first")
    name = f"evidence-{scope.bureau.id}-{scope.year}"
    folder, partial = out / name, out / f".{name}.part"
    if folder.exists() and not (folder / MANIFEST).is_file() and any(folder.iterdir()):
        raise ConfigError("holds something else", where=str(folder), fix="name another folder with --out")
    try:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        counts = all_counts(scope)
        _write_facts(partial, place, scope, counts, moment)
        for kind in kinds:
            kind.render(scope, base.findings, partial / "documents", provenance=base.provenance)
        copy_registers(base.registers, partial / "registers")
        _write_archives(partial, place, scope, moment, progress)
        if with_files and (place.registers / EVIDENCE).is_dir():
            shutil.copytree(place.registers / EVIDENCE, partial / "registers" / EVIDENCE)
        if base.frozen:
            (partial / SNAPSHOT).write_text(base.frozen, encoding="utf-8")
        _write_readme(partial, scope, counts)
        write_datapackage(
            partial,
            name=name.lower(),
            title=f"{scope.organ_name or scope.bureau.name}{scope.year}年度政府信息公开统计证据包",
            description=f"由{software()}生成。内容见README.md。",
            created=moment,
        )
        manifest = write_manifest(partial)
        shutil.rmtree(folder, ignore_errors=True)
        partial.rename(folder)
        target = out / f"{name}.zip"
        zip_folder(folder, target)
    except OSError as error:
        where = str(error.filename or folder)
        raise GongkaiError(
            f"cannot be written ({error.strerror})", where=where, fix="make room, then run it again"
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    files = sum(path.is_file() for path in folder.rglob("*"))
    return Written(folder, target, files, target.stat().st_size, digest_of(target), manifest)


def sites_of(scope: Scope) -> list[SiteRow]:
    """The sites whose pages were counted."""
    return [site for site in (scope.bureau, scope.municipal) if site is not None and scope.run(site) is not None]


def _write_facts(folder: Path, place: Workspace, scope: Scope, counts: dict[str, Count], moment: str) -> None:
    tables.write_values(folder / tables.VALUES, counts.values())
    tables.write_counted(folder / tables.COUNTED, counts.values())
    tables.write_pairs(folder / tables.PAIRS, _decided(scope.conn, moment))
    (folder / "sites").mkdir()
    for site in sites_of(scope):
        shutil.copyfile(place.sites / f"{site.id}.toml", folder / "sites" / f"{site.id}.toml")
    (folder / "packs").mkdir()
    for path in sorted(place.packs.glob("*.toml")):
        shutil.copyfile(path, folder / "packs" / path.name)
    organ = {name: value for name, value in scope.organ.items() if value}
    settings = {"organ": organ, "check": {"packs": list(place.settings.check.packs)}}
    (folder / CONFIG_NAME).write_text(tomli_w.dumps(settings), encoding="utf-8")
    facts = {
        "software": software(),
        "year": scope.year,
        "as_of": scope.as_of,
        "known_at": moment,
        "bureau": scope.bureau.id,
        **({"municipal": scope.municipal.id} if scope.municipal else {}),
    }
    (folder / SCOPE).write_text(tomli_w.dumps(facts), encoding="utf-8")


def _decided(conn: sqlite3.Connection, moment: str) -> list[tuple[object, ...]]:
    return [
        (pair.a.url, pair.b.url, pair.state, pair.note, pair.made_at, pair.made_by)
        for pair in sorted(pairs(conn, states=_PERSONS), key=lambda pair: pair.id)
        if pair.made_at <= moment
    ]


def _write_archives(folder: Path, place: Workspace, scope: Scope, moment: str, progress: Progress | None) -> None:
    known = datetime.fromisoformat(moment)
    (folder / "archive").mkdir()
    for site in sites_of(scope):
        export_wacz(
            scope.conn,
            place.archive,
            site,
            folder / "archive" / f"{site.id}.wacz",
            clock=frozen_clock(known),
            software=software(),
            until=_day(known),
            progress=progress,
        )


def _day(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def _write_readme(folder: Path, scope: Scope, counts: dict[str, Count]) -> None:
    environment = Environment(  # noqa: S701 - Markdown for people, not HTML
        loader=FileSystemLoader(Path(__file__).parent / "templates"), undefined=StrictUndefined, trim_blocks=True
    )
    examples = [
        counts[name] for name in ("published.own_site", "published.municipal", "published.total") if name in counts
    ]
    text = environment.get_template("README.md.j2").render(
        scope=scope, sites=sites_of(scope), software=software(), examples=examples
    )
    (folder / "README.md").write_text(text + "\n", encoding="utf-8")
