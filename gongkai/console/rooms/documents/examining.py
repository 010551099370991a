"""Verifying documents and auditing reports: of the reports folder, handed in, or captured by a crawl."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask import redirect as to
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from crawler.archive.reader import read_capture
from crawler.catalogue.annual_reports import ReportPage, report_pages
from crawler.catalogue.captures import capture_with_id
from crawler.catalogue.evidence import newest_evidence
from crawler.errors import ConfigError, GongkaiError
from crawler.model import SiteKind
from gongkai.console.access import needs, visible_ids, visible_sites
from gongkai.console.deeds import tell
from gongkai.console.documents import examinations, incoming, shelf
from gongkai.console.documents.audit_sheet import audit_workbook
from gongkai.console.documents.examinations import Examination, Subject
from gongkai.console.here import catalogue, house, now, person, place, store
from gongkai.console.jobs import ledger as jobs
from gongkai.console.jobs import start_job
from gongkai.console.jobs.runner import look_after
from gongkai.console.people.roles import Permission
from gongkai.console.remembering import remembered
from gongkai.console.rooms.documents import blueprint
from gongkai.console.rooms.documents.forms import AuditForm, VerifyForm, choices
from gongkai.console.rooms.documents.outcomes import LEVELS, PARTS, VERDICTS, audit_outcome, verify_outcome
from gongkai.console.rooms.documents.refusals import said_of
from gongkai.console.rooms.documents.shelves import file_or_404, shelf_or_404

_PAGE = 50
_ALONE = "-"  # no id of a site: nothing to compare with
_XLSX = shelf.TYPES[".xlsx"]


@blueprint.post("/<shelf>/verify")
@needs(Permission.WRITE)
def verify_made(shelf: str) -> AnyResponse:
    """Verify a document of the reports folder, in its place beside its lists."""
    on = shelf_or_404(shelf)
    name = request.form.get("name", "")
    path = file_or_404(on, name)
    (row,) = _described(on.folder, name)
    number = _start(Subject("verify", f"{shelf}/{name}", path, row.size, row.sha256, uploaded=False), {})
    return to(url_for("documents.examination", number=number))


@blueprint.route("/verify", methods=["GET", "POST"])
@needs(Permission.WRITE)
def verify() -> str | AnyResponse | tuple[str, int]:
    """Hand in a document to be verified."""
    form = VerifyForm()
    if form.validate_on_submit() and (number := _handed_in("verify", form, {})) is not None:
        return to(url_for("documents.examination", number=number))
    page = render_template("documents/verify.html", form=form, largest=incoming.LARGEST // 2**20)
    return (page, 400) if form.is_submitted() else page


@blueprint.route("/audit", methods=["GET", "POST"])
@needs(Permission.WRITE)
def audit() -> str | AnyResponse | tuple[str, int]:
    """Hand in a published report, or choose one that was crawled, to be audited."""
    form = AuditForm()
    ids = visible_ids()
    mark = newest_evidence(catalogue(), ids)
    pages = remembered("annual reports", tuple(ids), mark, lambda: report_pages(catalogue(), ids))
    form.capture.choices = choices([("", _("不选")), *((str(page.capture), _titled(page)) for page in pages)])
    bureaus = [site for site in visible_sites() if site.kind is SiteKind.BUREAU]
    own = ((site.id, site.name) for site in bureaus)
    form.site.choices = choices([("", _("自动")), *own, (_ALONE, _("不比较（别的机关的报告）"))])
    if request.method == "GET" and request.args.get("capture") in {str(page.capture) for page in pages}:
        form.capture.data = request.args["capture"]
    if form.validate_on_submit():
        asked = {
            "year": form.year.data,
            "published": form.published.data.isoformat() if form.published.data else None,
            "site": form.site.data if form.site.data not in ("", _ALONE) else None,
            "alone": form.site.data == _ALONE,
        }
        chosen = next((page for page in pages if str(page.capture) == form.capture.data), None)
        handed = form.file.data is not None and form.file.data.filename
        if handed and chosen is not None:
            form.capture.errors = [*form.capture.errors, _("请只选一样：上传文件，或者采集到的页面。")]
        elif chosen is not None:
            number = _captured(chosen, form, asked)
            if number is not None:
                return to(url_for("documents.examination", number=number))
        elif (number := _handed_in("audit", form, asked)) is not None:
            return to(url_for("documents.examination", number=number))
    page = render_template("documents/audit.html", form=form, largest=incoming.LARGEST // 2**20, pages=pages)
    return (page, 400) if form.is_submitted() else page


@blueprint.get("/examinations")
@needs(Permission.COUNT)
def all_examinations() -> str:
    """What was verified and audited, newest first."""
    kind = request.args.get("kind", "")
    kind = kind if kind in ("verify", "audit") else ""
    with store() as conn:
        look_after(conn, place().root, house().clock)
        rows = examinations.examinations(
            conn, kind=kind or None, before=request.args.get("before", type=int), limit=_PAGE + 1
        )
        states = {row.number: jobs.job_of(conn, row.job) for row in rows[:_PAGE] if row.job}
    return render_template(
        "documents/examinations.html", rows=rows[:_PAGE], further=len(rows) > _PAGE, kind=kind, states=states
    )


@blueprint.get("/examinations/<int:number>")
@needs(Permission.COUNT)
def examination(number: int) -> str:
    """One examination: how far it is, and what came of it."""
    row, job = _examination(number)
    facts = row.result
    outcome = None
    if facts is not None:
        outcome = verify_outcome(facts) if row.kind == "verify" else audit_outcome(facts)
    return render_template(
        f"documents/{'verified' if row.kind == 'verify' else 'audited'}.html",
        row=row,
        job=job,
        facts=facts,
        outcome=outcome,
        verdicts=VERDICTS,
        levels=LEVELS,
        part_words=PARTS,
        refused=said_of(row.refused) if row.refused else "",
    )


@blueprint.get("/examinations/<int:number>.json")
@needs(Permission.COUNT)
def examination_json(number: int) -> Response:
    """The outcome as the command prints it with --json."""
    row, _job = _examination(number)
    text = json.dumps(row.result if row.result is not None else abort(404), ensure_ascii=False, indent=2)
    answer = Response(f"{text}\n", mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{row.kind}-{number:06d}.json")
    return answer


@blueprint.get("/examinations/<int:number>.xlsx")
@needs(Permission.COUNT)
def examination_xlsx(number: int) -> Response:
    """The outcome of an audit as a workbook."""
    row, _job = _examination(number)
    if row.kind != "audit" or row.result is None:
        abort(404)
    answer = Response(audit_workbook(row.result), mimetype=_XLSX)
    answer.headers.set("Content-Disposition", "attachment", filename=f"audit-{number:06d}.xlsx")
    return answer


def _examination(number: int) -> tuple[Examination, jobs.Job | None]:
    with store() as conn:
        look_after(conn, place().root, house().clock)
        row = examinations.find(conn, number)
        job = jobs.job_of(conn, row.job) if row is not None and row.job else None
    return (row, job) if row is not None else abort(404)


def _handed_in(kind: str, form: Any, asked: Mapping[str, Any]) -> int | None:
    """Take in the file of a form and start; None with the form's error where it is refused."""
    handed = form.file.data
    if handed is None or not handed.filename:
        form.file.errors = [*form.file.errors, _("请选择文件。")]
        return None
    incoming.sweep(place().root)
    data = handed.read(incoming.LARGEST + 1)
    handed.close()
    try:
        kept = incoming.take_in(place().root, kind, handed.filename, data)
    except ConfigError as error:
        form.file.errors = [*form.file.errors, said_of(error.what)]
        return None
    return _start(Subject(kind, kept.name, kept.path, kept.size, kept.sha256, uploaded=True), asked)


def _captured(page: ReportPage, form: AuditForm, asked: Mapping[str, Any]) -> int | None:
    """Copy a captured page out of the archive and start."""
    capture = capture_with_id(catalogue(), page.capture)
    try:
        if capture is None:
            raise ConfigError("is damaged")
        fetched = read_capture(place().archive, capture.warc_file, capture.offset, capture.length)
        kept = incoming.take_in(place().root, "audit", page.title, fetched.body)
    except GongkaiError as error:
        form.capture.errors = [*form.capture.errors, said_of(error.what)]
        return None
    with_site = {**asked, "site": asked["site"] or (page.site if _is_bureau(page.site) else None)}
    return _start(Subject("audit", page.title, kept.path, kept.size, kept.sha256, uploaded=True), with_site)


def _start(subject: Subject, asked: Mapping[str, Any]) -> int:
    with store() as conn:
        number = examinations.add(conn, subject, asked, person().signature, now())
    title = (
        _("核验：%(name)s", name=subject.name) if subject.kind == "verify" else _("核对：%(name)s", name=subject.name)
    )
    job = start_job(subject.kind, ["examine", str(number)], title=title, about=f"E-{number:06d}")
    with store() as conn:
        examinations.carried_by(conn, number, job.number)
    tell(f"document.{subject.kind}", subject.name, note=subject.sha256)
    return number


def _described(folder: Any, name: str) -> list[Any]:
    return shelf.describe(folder, [name]) or abort(404)


def _is_bureau(site: str) -> bool:
    return any(row.id == site and row.kind is SiteKind.BUREAU for row in visible_sites())


def _titled(page: ReportPage) -> str:
    return f"{page.title}（{page.site}，{page.published or '—'}）"
