"""From an address to a survey: which profile and folder it uses, the run, and what it says."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.catalogue.database import connect
from crawler.clock import system_clock
from crawler.errors import ConfigError
from crawler.identity import canonical_key
from crawler.model import SiteKind
from crawler.profiles.profile import Profile, load_profile, profile_from
from crawler.profiles.survey import Survey, survey_of
from crawler.scope import SURVEY, Scope
from gongkai.screen import progress_bar
from gongkai.workspace import Workspace

FOLDER = "survey"  # in a workspace: a survey's own catalogue and archive, apart from those that are judged


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be surveyed, and how."""

    address: str  # a home address, the id of a site of the workspace, or a profile file
    depth: int | None = None
    samples: int = 1
    organ: str | None = None
    delay: float | None = None
    allow_net: tuple[str, ...] = ()
    warcs: Sequence[Path] = ()  # read these instead of the network


def profile_for(request: Request, place: Workspace | None) -> Profile:
    """The profile of this name, the workspace's profile of this site, or a bare one.

    Raises ConfigError where the address is none.
    """
    if request.address.endswith(".toml") and Path(request.address).is_file():
        return load_profile(Path(request.address))
    known = place.profiles() if place is not None and any(place.sites.glob("*.toml")) else []
    found = next((profile for profile in known if _is_site(profile, request.address)), None)
    if found is None:
        if urlsplit(request.address).scheme not in ("http", "https"):
            wish = f"write http://{request.address}/" if "." in request.address else "write http://www.example.gov.cn/"
            raise ConfigError(f"{request.address!r} is neither an address nor a site of this workspace", fix=wish)
        found = profile_from({"home": request.address}, where=request.address, default_id=id_of(request.address))
    if request.organ is not None:
        found = found.model_copy(update={"organ": request.organ, "kind": SiteKind.MUNICIPAL})
    return found


def _is_site(profile: Profile, address: str) -> bool:
    if profile.id == address:
        return True
    if urlsplit(address).scheme not in ("http", "https"):
        return False
    return canonical_key(profile.home) == canonical_key(address)


def id_of(address: str) -> str:
    """An id out of an address: www.example.gov.cn → example-gov-cn."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return re.sub(r"[^\w-]+", "-", host).strip("-")[:64] or "site"


def run_survey(request: Request, place: Workspace | None, *, quiet: bool = False) -> tuple[Profile, Survey]:
    """Visit a site's structure and say what it is.

    In a workspace pages and catalogue are kept in survey/<id>/ and a survey that was cut off goes on; elsewhere they
    are gone afterwards. Raises ConfigError for a wrong address, ArchiveError where pages cannot be kept.
    """
    profile = profile_for(request, place)
    if place is not None:
        return profile, _survey_in(place.root / FOLDER / profile.id, request, profile, place, quiet)
    with tempfile.TemporaryDirectory(prefix="gongkai-survey-") as folder:
        return profile, _survey_in(Path(folder), request, profile, None, quiet)


def _survey_in(folder: Path, request: Request, profile: Profile, place: Workspace | None, quiet: bool) -> Survey:
    from crawler.crawl import Progress, crawl_sites
    from crawler.replay import replay

    folder.mkdir(parents=True, exist_ok=True)
    catalogue, archive = folder / "catalogue.sqlite", folder / "archive"
    fetch = (
        profile.fetch if request.delay is None else profile.fetch.model_copy(update={"delay_seconds": request.delay})
    )
    # What the profile expects of a crawl is not expected of a survey.
    visited = profile.model_copy(update={"fetch": fetch, "expect": type(profile.expect)()})
    scope = Scope(structure_only=True, depth=request.depth, samples=request.samples)
    with progress_bar("勘察", quiet=quiet) as step:

        def progress(state: Progress) -> None:
            step(state.done, state.done + state.queued, state.url)

        if request.warcs:
            run = replay(
                visited,
                request.warcs,
                catalogue=catalogue,
                archive=archive,
                progress=progress,
                mode=SURVEY,
                scope=scope,
            )
        else:
            settings = place.settings.fetch if place is not None else None
            [run] = crawl_sites(
                [visited],
                catalogue=catalogue,
                archive=archive,
                clock=system_clock,
                mode=SURVEY,
                allow_net=(*(settings.allow_net if settings else ()), *request.allow_net),
                contact=settings.contact if settings else "",
                progress=progress,
                scope=scope,
            )
    conn = connect(catalogue)
    try:
        return survey_of(conn, archive, visited, run.id, depth=request.depth)
    finally:
        conn.close()
