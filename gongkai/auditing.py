"""From a file or an address to an audit: reading or fetching it, and the catalogue that it is compared with."""

from __future__ import annotations

import sqlite3
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks.seeing.outcomes import outcome_in_chinese
from crawler.catalogue import queries
from crawler.clock import system_clock
from crawler.errors import ConfigError, GongkaiError
from crawler.model import Outcome
from crawler.profiles.profile import profile_from
from gongkai.scoping import open_scope
from gongkai.surveying import id_of
from gongkai.workspace import Workspace
from reports.audit.audited import Audited, audit_paper
from reports.audit.form import recognise
from reports.audit.paper import Paper
from reports.audit.read import read_paper
from reports.scope import Scope

FOLDER = "audit"  # in a workspace: what was fetched for audits, apart from what is judged


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be audited, and what a person knows of it."""

    source: str  # a path or an address
    year: int | None = None
    last: str | None = None  # the report of the year before: a path or an address
    published: date | None = None
    site: str | None = None
    portal: str | None = None
    allow_net: tuple[str, ...] = ()
    name: str = ""  # what the file is called where that is not its path: it was handed in


@dataclass(frozen=True, slots=True)
class Outside:
    """An audit, and the capture of the page where it came from the network."""

    audited: Audited
    capture: str | None = None  # the WARC record: file, offset


def run_audit(request: Request, place: Workspace | None) -> Outside:
    """Audit one report. Raises ConfigError where it cannot be read, GongkaiError where it cannot be fetched."""
    paper, capture = read_source(request.source, request, place)
    last = read_source(request.last, request, place)[0] if request.last is not None else None
    scope, why_not = _scope(request, paper, place)
    audited = audit_paper(
        paper, year=request.year, last=last, published=request.published, scope=scope, why_not=why_not
    )
    return Outside(audited, capture)


def read_source(source: str, request: Request, place: Workspace | None) -> tuple[Paper, str | None]:
    """A report from a path or an address, with its capture where it was fetched into a workspace."""
    if not source.startswith(("http://", "https://")):
        paper, capture = read_paper(Path(source), name=_name_of(source, request)), None
    elif place is not None:
        paper, capture = _fetched(source, request, place, place.root / FOLDER / id_of(source))
    else:
        with tempfile.TemporaryDirectory(prefix="gongkai-audit-") as folder:
            paper, capture = _fetched(source, request, None, Path(folder))
    if not paper.blocks:
        why = f" ({'; '.join(paper.unread[:3])})" if paper.unread else ""
        where = _name_of(source, request)
        raise ConfigError(f"holds no text that can be read{why}", where=where, fix="audit a version with text")
    return paper, capture


def _name_of(source: str, request: Request) -> str:
    return request.name if request.name and source == request.source else source


def _fetched(url: str, request: Request, place: Workspace | None, folder: Path) -> tuple[Paper, str | None]:
    from crawler.one_page import fetch_page

    settings = place.settings.fetch if place is not None else None
    got = fetch_page(
        profile_from({"home": url}, where=url, default_id=id_of(url)),
        url,
        folder=folder,
        clock=system_clock,
        allow_net=(*(settings.allow_net if settings else ()), *request.allow_net),
        contact=settings.contact if settings else "",
    )
    if got.outcome is not Outcome.OK:
        words = f"{outcome_in_chinese(got.outcome)}{f' ({got.fetched.error})' if got.fetched.error else ''}"
        raise ConfigError(f"could not be fetched: {words}", where=url, fix="save the page, and audit the file")
    paper = read_paper(got.fetched.body, name=got.url, content_type=got.fetched.header("content-type") or "")
    capture = got.capture
    kept = place is not None and capture is not None
    return paper, f"{folder / 'archive' / capture.warc_file}@{capture.offset}" if kept and capture is not None else None


def _scope(request: Request, paper: Paper, place: Workspace | None) -> tuple[Scope | None, str]:
    """What the claims are compared with, or why with nothing."""
    if place is None:
        return None, "不在工作区中"
    if not place.catalogue.is_file():
        return None, "工作区还没有采集"
    year = request.year or recognise(paper).year
    if year is None:
        return None, "没有认出报告的年份，可用 --year 给出"
    conn = place.open_catalogue()
    try:
        scope = open_scope(place, conn, year, site=request.site, portal=request.portal)
    except GongkaiError as error:
        if request.site is not None or request.portal is not None:
            raise
        return None, str(error)
    return scope, _other_organ(conn, scope, paper)


def _other_organ(conn: sqlite3.Connection, scope: Scope, paper: Paper) -> str:
    """A warning where the report names another organ than the one whose site was counted."""
    organ = scope.organ_name
    if not organ or not paper.title or organ in paper.title:
        return ""
    known = [site.organ for site in queries.sites(conn) if site.organ and site.organ in paper.title]
    return f"报告的标题没有提到{organ}，比较的是{organ}的数据，请核对" if not known else ""
