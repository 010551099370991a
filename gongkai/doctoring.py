"""What `gongkai doctor` looks at. Each look answers with lines: fine, to do, or wrong."""

from __future__ import annotations

import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.errors import GongkaiError
from gongkai.workspace import Workspace

if TYPE_CHECKING:
    from crawler.catalogue.layout import EmptyList

_OLDEST_SQLITE = (3, 37, 0)  # STRICT tables
_SHOWN = 5  # doubtful lists of one site that are named
_LITTLE_DISK = 2 * 2**30  # bytes; a full crawl of one bureau archives some hundred MB


class State(StrEnum):
    """How a look ended."""

    OK = "ok"
    TODO = "todo"  # works, but somebody should do something
    LAPSED = "lapsed"  # something that was to happen by itself did not
    WRONG = "wrong"  # a command will fail over it


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at."""

    what: str
    state: State
    text: str


def look_at_machine() -> Iterator[Line]:
    """Python, SQLite and the libraries, as installed."""
    version = platform.python_version()
    yield Line("Python", State.OK if sys.version_info >= (3, 11) else State.WRONG, f"{version} (3.11 or newer)")
    enough = sqlite3.sqlite_version_info >= _OLDEST_SQLITE
    yield Line("SQLite", State.OK if enough else State.WRONG, f"{sqlite3.sqlite_version} (3.37 or newer)")
    yield from _libraries()


def _libraries() -> Iterator[Line]:
    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(text) for text in metadata.requires("gongkai") or []]
    except metadata.PackageNotFoundError:
        yield Line("libraries", State.TODO, "gongkai runs from a folder; install it to have its libraries checked")
        return
    found = 0
    for requirement in wanted:
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            installed = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield Line("libraries", State.WRONG, f"{requirement.name} is missing; install gongkai again")
            continue
        if not requirement.specifier.contains(installed, prereleases=True):
            yield Line("libraries", State.WRONG, f"{requirement.name} {installed}, wanted {requirement.specifier}")
            continue
        found += 1
    yield Line("libraries", State.OK, f"{found} as wanted")


def look_at_workspace(place: Workspace) -> Iterator[Line]:
    """Settings, profiles, packs, registers, catalogue, archive and disk of one workspace."""
    yield Line("workspace", State.OK, str(place.root))
    if place.settings.fetch.contact:
        yield Line("contact", State.OK, place.settings.fetch.contact)
    else:
        yield Line(
            "contact", State.TODO, "write [fetch] contact in gongkai.toml: a webmaster must be able to reach you"
        )
    for what, look in (
        ("sites", _profiles),
        ("packs", _packs),
        ("registers", _registers),
        ("catalogue", _catalogue),
        ("lists", _lists),
        ("archive", _archive),
        ("schedules", _schedules),
    ):
        yield from _guarded(what, look, place)
    free = shutil.disk_usage(place.root).free
    state = State.OK if free >= _LITTLE_DISK else State.TODO
    yield Line(
        "disk", state, f"{free / 2**30:.1f} GB free" + ("" if state is State.OK else "; make room before a crawl")
    )


def _guarded(what: str, look: Callable[[Workspace], Iterator[Line]], place: Workspace) -> Iterator[Line]:
    try:
        yield from look(place)
    except GongkaiError as error:
        yield Line(what, State.WRONG, str(error))


def _profiles(place: Workspace) -> Iterator[Line]:
    from crawler.profiles.profile import load_profile

    paths = sorted(place.sites.glob("*.toml"))
    if not paths:
        yield Line("sites", State.TODO, f"no profile in {place.sites}")
    for path in paths:
        try:
            profile = load_profile(path)
        except GongkaiError as error:
            yield Line("sites", State.WRONG, str(error))
            continue
        yield Line("sites", State.OK, f"{profile.id}: {profile.home}")


def _packs(place: Workspace) -> Iterator[Line]:
    from checks.pack import load_packs

    known = [pack.id for pack in load_packs(place.packs)]
    missing = [name for name in place.settings.check.packs if name not in known]
    if missing:
        yield Line("packs", State.WRONG, f"gongkai.toml names {', '.join(missing)}; known are {', '.join(known)}")
    else:
        yield Line("packs", State.OK, ", ".join(known))


def _registers(place: Workspace) -> Iterator[Line]:
    from reports.registers import read_registers
    from reports.registers.forms import FORMS

    filled = read_registers(place.registers).tables
    empty = [name for name in FORMS if name not in filled]
    if empty:
        yield Line("registers", State.TODO, f"not filled in: {', '.join(empty)} (reports print 未填报)")
    else:
        yield Line("registers", State.OK, f"{len(filled)} filled in")


def _catalogue(place: Workspace) -> Iterator[Line]:
    from crawler.catalogue.database import problems
    from crawler.catalogue.queries import last_run, sites

    if not place.catalogue.exists():
        yield Line("catalogue", State.TODO, "nothing was crawled yet; run `gongkai crawl`")
        return
    conn = place.open_catalogue()
    wrong = problems(conn)
    if wrong:
        yield Line("catalogue", State.WRONG, f"{place.catalogue}: {wrong[0]}; restore it from a copy")
        return
    yield Line("catalogue", State.OK, f"{place.catalogue.stat().st_size / 2**20:.1f} MB, sound")
    for site in sites(conn):
        run = last_run(conn, site.id)
        if run is None:
            yield Line("catalogue", State.TODO, f"{site.id}: no finished run; run `gongkai crawl {site.id}`")
        elif not run.complete:
            yield Line("catalogue", State.TODO, f"{site.id}: run {run.id} is incomplete; run `gongkai crawl {site.id}`")


def _lists(place: Workspace) -> Iterator[Line]:
    """Lists that brought nothing where something was to be expected: a layout that no adapter reads."""
    from crawler.catalogue.layout import doubtful_lists
    from crawler.catalogue.queries import sites

    if not place.catalogue.exists():
        return
    conn = place.open_catalogue()
    for site in sites(conn):
        doubts = doubtful_lists(conn, site.id)
        for found in doubts[:_SHOWN]:
            yield Line("lists", State.TODO, f"{site.id}: {found.path}: {_doubt(found)}; look at {found.url}")
        if len(doubts) > _SHOWN:
            yield Line("lists", State.TODO, f"{site.id}: and {len(doubts) - _SHOWN} more like these")


def _doubt(found: EmptyList) -> str:
    from crawler.catalogue.layout import Doubt
    from crawler.platforms.base import usual_rows

    by = f" ({found.platform})" if found.platform else ""
    match found.doubt:
        case Doubt.BEFORE:
            return f"0 rows where {found.wanted} were before{by}: layout change, or the column was emptied"
        case Doubt.STATED:
            return f"0 rows where the page states {found.wanted}{by}: layout change"
        case _:
            usual = usual_rows(found.platform)
            wanted = f"{usual} are usual" if usual is not None else "a list is shown"
            return f"0 rows where {wanted}{by}: layout change, or rows that only a script can fetch"


def _archive(place: Workspace) -> Iterator[Line]:
    from crawler.catalogue.queries import archive_files

    if not place.catalogue.exists():
        return
    files = archive_files(place.open_catalogue())
    lost = [name for name, _, end in files if _size(place.archive / name) < end]
    if lost:
        yield Line("archive", State.WRONG, f"{place.archive / lost[0]} is missing or too short; {len(lost)} file(s)")
        return
    yield Line("archive", State.OK, f"{sum(count for _, count, _ in files)} captures in {len(files)} file(s)")


def _schedules(place: Workspace) -> Iterator[Line]:
    """Whether somebody looks after the schedules, and what should have run and did not."""
    from crawler.clock import system_clock
    from gongkai.schedules.planner import local
    from gongkai.schedules.status import overview

    if not place.settings.schedule:
        return
    profiles = {path.stem for path in place.sites.glob("*.toml")}
    for schedule in place.settings.schedule:
        if strange := [site for site in schedule.sites if schedule.sites != "all" and site not in profiles]:
            yield Line("schedules", State.WRONG, f"{schedule.name}: there is no site {', '.join(strange)}")
    found = overview(place, system_clock())
    coming = min((standing.next_at for standing in found.standings if standing.next_at), default=None)
    if found.keeper is None:
        yield Line("schedules", State.TODO, "no scheduler runs: `gongkai schedule run`, or `gongkai schedule install`")
    else:
        known = f"{len(found.standings)} schedule(s)"
        yield Line("schedules", State.OK, f"{known}, next {local(coming)}" if coming else known)
    for each in found.troubles[-_SHOWN:]:
        times = f" ({each.count} starts)" if each.count > 1 else ""
        yield Line(
            "schedules",
            State.LAPSED,
            f"{each.schedule}: {each.state.value}, planned for {local(each.planned_at)}{times};"
            " `gongkai schedule list` says why",
        )
    if len(found.troubles) > _SHOWN:
        yield Line("schedules", State.LAPSED, f"and {len(found.troubles) - _SHOWN} more before these")


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1
