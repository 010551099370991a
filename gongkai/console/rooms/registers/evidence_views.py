"""Evidence files (佐证): attached to a row by upload, handed out as downloads only."""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import quote

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from crawler.errors import RegisterError
from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import now, person
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.registers import blueprint
from gongkai.console.rooms.registers.kept import folder, name_or_404, whole
from gongkai.console.rooms.registers.row_views import changed_meanwhile, refused
from reports.registers.evidence import FOLDER, attach, attached, safe_name
from reports.registers.forms import TITLES
from reports.registers.problems import WrongRegisterError
from reports.registers.reading import Register
from reports.registers.stale import StaleRegisterError, present_digest
from reports.registers.writing import digest

LARGEST = 20 * 2**20  # bytes of one file
KINDS = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".tif": (b"II*\0", b"MM\0*"),
    ".tiff": (b"II*\0", b"MM\0*"),
    ".ofd": (b"PK\x03\x04",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".zip": (b"PK\x03\x04",),
    ".doc": (b"\xd0\xcf\x11\xe0",),
    ".xls": (b"\xd0\xcf\x11\xe0",),
    ".txt": (b"",),
    ".csv": (b"",),
    ".eml": (b"",),
}
"""What may be attached, and how such a file begins: a program with another ending is not one of them."""


@blueprint.route("/<name>/rows/<int:row>/evidence", methods=["GET", "POST"])
@needs(Permission.REGISTER)
def prove(name: str, row: int) -> str | tuple[str, int] | AnyResponse:
    """Attach a file to a row that counts."""
    register = _register(name)
    if all(entry.row_no != row for entry in register.entries):
        abort(404)
    if request.method == "GET":
        return _form(name, row, present_digest(folder(), name))
    seen, sent = request.form.get("digest", ""), request.files.get("file")
    tell("register.attach", f"{name} {row}", note=(sent.filename or "")[:200] if sent else "")
    body = sent.stream.read(LARGEST + 1) if sent and sent.filename else b""
    if sent:
        sent.close()
    if wrong := _wrong(sent.filename if sent else None, body):
        return _form(name, row, seen, wrong), 413 if len(body) > LARGEST else 400
    assert sent is not None  # else it is wrong
    with tempfile.TemporaryDirectory(prefix="gongkai-evidence-") as place:
        path = Path(place) / safe_name((sent.filename or "").replace("\\", "/").rsplit("/", 1)[-1])
        path.write_bytes(body)
        try:
            attach(folder(), name, f"第{row}行", path, who=person().signature, now=now(), expected=seen)
        except StaleRegisterError:
            return changed_meanwhile(name, seen)
        except RegisterError as error:
            return refused(name, error)
    flash(_("已附上佐证文件。"), "success")
    return redirect(url_for("registers.show", name=name, row=row))


@blueprint.get("/<name>/rows/<int:row>/evidence/<sha256>")
@needs(Permission.COUNT)
def evidence(name: str, row: int, sha256: str) -> Response:
    """A file that a row names, as a download: never shown by the browser, whatever it is."""
    named = [file for entry in _register(name).every if entry.row_no == row for file in attached(entry)]
    file = next((each for each in named if each.sha256 == sha256), None) or abort(404)
    path = folder() / FOLDER / file.name
    if path.parent != folder() / FOLDER or not path.is_file():
        abort(404)
    body = path.read_bytes()
    if digest(body) != file.sha256:
        abort(409, _("这个佐证文件已被改动，与台账里记的摘要不符，没有交出。"))
    made = Response(body, content_type="application/octet-stream")
    made.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name)}"
    made.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return made


def _register(name: str) -> Register:
    try:
        return whole(name_or_404(name)) or abort(404)
    except WrongRegisterError:
        abort(404)


def _wrong(filename: str | None, body: bytes) -> str:
    if not filename:
        return str(_("请选择一个文件。"))
    if not body:
        return str(_("文件是空的。"))
    if len(body) > LARGEST:
        return str(_("文件超过20MB，请附其中的一部分。"))
    begins = KINDS.get(Path(filename).suffix.lower())
    if begins is None:
        return str(_("不接受这种文件。可以附：%(kinds)s", kinds="、".join(kind[1:] for kind in KINDS)))
    if not body.startswith(begins) or (begins == (b"",) and b"\0" in body):
        return str(_("文件内容与它的扩展名不符，没有保存。"))
    return ""


def _form(name: str, row: int, seen: str, wrong: str = "") -> str:
    kinds = ",".join(KINDS)
    return render_template(
        "registers/prove.html", name=name, title=TITLES[name], row=row, digest=seen, wrong=wrong, kinds=kinds
    )
