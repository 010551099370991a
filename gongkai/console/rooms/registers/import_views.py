"""Importing a file: upload, all that is wrong with it, a preview of what would be added, and only then the writing."""

from __future__ import annotations

from pathlib import Path

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crawler.errors import RegisterError
from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import now, person, place
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.registers import blueprint, uploads
from gongkai.console.rooms.registers.faults import Fault, faults_of
from gongkai.console.rooms.registers.kept import folder, name_or_404, whole
from gongkai.console.rooms.registers.row_views import changed_meanwhile, refused
from reports.registers.evidence import row_name
from reports.registers.forms import TITLES
from reports.registers.importing import Imported, import_rows
from reports.registers.problems import WrongRegisterError
from reports.registers.raw import ENDINGS, LARGEST
from reports.registers.reading import read_whole
from reports.registers.showing import shown_rows
from reports.registers.stale import StaleRegisterError, present_digest

_SHOWN = 200  # faults, and rows of the preview
Page = str | tuple[str, int] | Response


@blueprint.get("/<name>/import")
@needs(Permission.REGISTER)
def import_form(name: str) -> Page:
    """Choose a file."""
    return _form(name_or_404(name))


@blueprint.post("/<name>/import")
@needs(Permission.REGISTER)
def preview(name: str) -> Page:
    """What is wrong with the file, or what it would add. Nothing is written yet."""
    name_or_404(name)
    sent = request.files.get("file")
    filename = (sent.filename or "") if sent else ""
    ending = Path(filename).suffix.lower()
    tell("register.look", name, note=filename[:200])
    if not sent or not filename:
        return _form(name, wrong=_("请选择一个文件。")), 400
    if ending not in ENDINGS:
        return _form(name, wrong=_("只能导入XLSX或CSV文件。")), 400
    body = sent.stream.read(LARGEST + 1)
    sent.close()
    if len(body) > LARGEST:
        return _form(name, wrong=_("文件超过20MB。")), 413
    if not body:
        return _form(name, wrong=_("文件是空的。")), 400
    uploads.sweep(place().root, now())
    kept = uploads.keep(place().root, body, ending)
    path = uploads.kept(place().root, kept) or abort(503)
    return _preview(name, path, kept, filename)


@blueprint.post("/<name>/import/confirm")
@needs(Permission.REGISTER)
def confirm(name: str) -> Page:
    """Write what was previewed, if the register is still the one of the preview."""
    name_or_404(name)
    upload, seen = request.form.get("upload", ""), request.form.get("digest", "")
    path = uploads.kept(place().root, upload)
    if path is None:
        return _form(name, wrong=_("上传的文件已经不在了，请重新上传。")), 409
    tell("register.import", name, note=upload)
    try:
        done = import_rows(folder(), path, name, who=person().signature, now=now(), expected=seen)
    except StaleRegisterError:
        return changed_meanwhile(name, seen)
    except WrongRegisterError as error:
        return _form(name, faults=faults_of(error.problems, name)), 400
    except RegisterError as error:
        return refused(name, error)
    uploads.drop(place().root, upload)
    flash(
        _(
            "已新增%(added)s行；已有%(same)s行；冲突%(conflicts)s行没有改动。",
            added=len(done.added),
            same=len(done.same),
            conflicts=len(done.conflicts),
        ),
        "success",
    )
    return redirect(url_for("registers.show", name=name))


def _preview(name: str, path: Path, upload: str, filename: str) -> Page:
    seen = present_digest(folder(), name)
    try:
        done = import_rows(folder(), path, name, who=person().signature, now=now(), write=False, expected=seen)
    except StaleRegisterError:
        return changed_meanwhile(name, seen)
    except WrongRegisterError as error:
        faults = faults_of(error.problems, name)
        return _form(name, faults=faults, filename=filename), 400
    except RegisterError as error:
        return refused(name, error)
    return render_template(
        "registers/preview.html",
        name=name,
        title=TITLES[name],
        done=done,
        rows=_new_rows(name, path, done),
        shown=_SHOWN,
        upload=upload,
        digest=seen,
        filename=filename,
        absent=whole(name) is None,
    )


def _new_rows(name: str, path: Path, done: Imported) -> list[tuple[int, dict[str, str]]]:
    """The rows that would be added, as they will stand there."""
    coming = read_whole(path, name)
    names = {entry.row_no: row_name(entry) for entry in coming.entries}
    added = set(done.added)
    return [(row.row_no, row.fields) for row in shown_rows(coming) if names.get(row.row_no) in added][:_SHOWN]


def _form(name: str, *, wrong: str = "", faults: list[Fault] | None = None, filename: str = "") -> str:
    return render_template(
        "registers/import.html",
        name=name,
        title=TITLES[name],
        wrong=wrong,
        faults=(faults or [])[:_SHOWN],
        more=max(0, len(faults or []) - _SHOWN),
        filename=filename,
    )
