"""Entering, correcting and voiding rows: each fault is said at its field, and what was typed is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crawler.errors import RegisterError
from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import now, person
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.registers import blueprint
from gongkai.console.rooms.registers.faults import at_fields, faults_of, told
from gongkai.console.rooms.registers.fields import fields_of, iso_if_day, typed
from gongkai.console.rooms.registers.kept import folder, name_or_404, whole
from reports.registers.book import Entry
from reports.registers.changelog import read_log
from reports.registers.entering import Entered, correct_row, enter_row, raw_cells, start_register, void_row
from reports.registers.forms import FORMS, TITLES
from reports.registers.problems import WrongRegisterError
from reports.registers.reading import Register
from reports.registers.stale import StaleRegisterError, present_digest

Page = str | tuple[str, int] | Response


@blueprint.post("/<name>/start")
@needs(Permission.REGISTER)
def start(name: str) -> Page:
    """Declare that there was none: a register with a header and no rows means 0."""
    tell("register.start", name_or_404(name))
    try:
        start_register(folder(), name, who=person().signature, now=now(), expected="")
    except RegisterError:
        flash(_("这个台账刚刚已经建立，没有再作改动。"), "warning")
    else:
        flash(_("已建立空台账，表示“没有发生”（0）。"), "success")
    return redirect(url_for("registers.show", name=name))


@blueprint.route("/<name>/enter", methods=["GET", "POST"])
@needs(Permission.REGISTER)
def enter(name: str) -> Page:
    """A new row."""
    _readable(name_or_404(name))
    if request.method == "GET":
        return _form(name, {}, present_digest(folder(), name))
    cells = typed(name, request.form)

    def write(expected: str) -> Entered:
        return enter_row(folder(), name, cells, who=person().signature, now=now(), expected=expected)

    return _carry_out(name, cells, write, "enter", _("已新增第%(row)s行。"))


@blueprint.route("/<name>/rows/<int:row>/correct", methods=["GET", "POST"])
@needs(Permission.REGISTER)
def correct(name: str, row: int) -> Page:
    """A new row in the place of one that counts; the old one stays, struck through."""
    register = _readable(name_or_404(name))
    if request.method == "GET":
        entry = _counting(register, row)
        assert register is not None  # it has the row
        kept = raw_cells(register, entry)
        private = FORMS[name].private
        values = {field: iso_if_day(text) for field, text in kept.items() if field not in private}
        return _form(name, values, present_digest(folder(), name), row=row)
    cells, reason = typed(name, request.form), _plain(request.form.get("reason", ""))
    if not reason:
        return _form(name, cells, request.form.get("digest", ""), row=row, reason_missing=True), 400

    def write(expected: str) -> Entered:
        who = person().signature
        return correct_row(folder(), name, row, cells, reason=reason, who=who, now=now(), expected=expected)

    return _carry_out(name, cells, write, "correct", _("已更正，新行为第%(row)s行。"), row=row)


@blueprint.route("/<name>/rows/<int:row>/void", methods=["GET", "POST"])
@needs(Permission.REGISTER)
def void(name: str, row: int) -> Page:
    """Declare a row void: it stays, struck through, and is not counted any more."""
    register = _readable(name_or_404(name))
    if request.method == "GET":
        return _void_form(name, row, register, present_digest(folder(), name))
    reason, digest = _plain(request.form.get("reason", "")), request.form.get("digest", "")
    if not reason:
        return _void_form(name, row, register, digest, reason_missing=True), 400
    tell("register.void", f"{name} {row}", note=reason)
    try:
        who = person().signature
        void_row(folder(), name, row, reason=reason, who=who, now=now(), expected=digest)
    except StaleRegisterError:
        return changed_meanwhile(name, digest)
    except WrongRegisterError as error:
        words = [fault.words for fault in faults_of(error.problems, name)]
        return _void_form(name, row, register, digest, faults=words), 400
    except RegisterError as error:
        return refused(name, error)
    flash(_("已作废第%(row)s行。", row=row), "success")
    return redirect(url_for("registers.show", name=name, row=row))


def changed_meanwhile(name: str, seen: str) -> tuple[str, int]:
    """Somebody was faster: what they did since, and the way back to the present state."""
    events, _faults = read_log(folder())
    own = [event for event in events if event.get("register") == name]
    place = next((number for number, event in enumerate(own) if event.get("after") == seen), None)
    since = own[place + 1 :] if place is not None else own[-1:]
    return render_template("registers/stale.html", name=name, title=TITLES[name], since=since), 409


def refused(name: str, error: RegisterError) -> tuple[str, int]:
    """A register that cannot be changed like this: the row is gone, or a workbook would lose something."""
    words = told(error.what)
    if words == error.what:
        words = _("这一行已经不算数，或者台账现在不能改动。请看最新情况。")
    return render_template("registers/refused.html", name=name, title=TITLES[name], words=words), 409


def _carry_out(
    name: str,
    cells: Mapping[str, str],
    write: Callable[[str], Entered],
    what: str,
    done: str,
    *,
    row: int | None = None,
) -> Page:
    digest = request.form.get("digest", "")
    about = f"{name} {row}" if row is not None else name
    tell(f"register.{what}", about, note=_plain(request.form.get("reason", "")))
    try:
        made = write(digest)
    except StaleRegisterError:
        return changed_meanwhile(name, digest)
    except WrongRegisterError as error:
        errors, whole_row = at_fields(faults_of(error.problems, name))
        return _form(name, cells, digest, row=row, errors=errors, faults=whole_row), 400
    except RegisterError as error:
        return refused(name, error)
    flash(done % {"row": made.row_no}, "success")
    return redirect(url_for("registers.show", name=name, row=made.row_no))


def _form(
    name: str,
    values: Mapping[str, str],
    digest: str,
    *,
    row: int | None = None,
    errors: Mapping[str, list[str]] | None = None,
    faults: list[str] | None = None,
    reason_missing: bool = False,
) -> str:
    fields = fields_of(name, values, errors or {})
    known = {field.name for field in fields}
    elsewhere = [words for field, said in (errors or {}).items() if field not in known for words in said]
    return render_template(
        "registers/row.html",
        name=name,
        title=TITLES[name],
        fields=fields,
        digest=digest,
        row=row,
        faults=[*(faults or []), *elsewhere],
        wrong=bool(errors or faults or reason_missing),
        reason=_plain(request.form.get("reason", "")),
        reason_missing=reason_missing,
    )


def _void_form(
    name: str,
    row: int,
    register: Register | None,
    digest: str,
    *,
    reason_missing: bool = False,
    faults: list[str] | None = None,
) -> str:
    from gongkai.console.rooms.registers.listing import listed

    _counting(register, row)
    assert register is not None  # it has the row
    shown = next(each for each in listed(register, "", "", only="current") if each.row_no == row)
    return render_template(
        "registers/void.html",
        name=name,
        title=TITLES[name],
        shown=shown,
        digest=digest,
        reason=_plain(request.form.get("reason", "")),
        reason_missing=reason_missing,
        faults=faults or [],
    )


def _readable(name: str) -> Register | None:
    """The register; where it is wrong its faults come first (404: there is nothing to fill in)."""
    try:
        return whole(name)
    except WrongRegisterError:
        abort(404)


def _counting(register: Register | None, row: int) -> Entry:
    found = next((entry for entry in register.entries if entry.row_no == row), None) if register else None
    return found if found is not None else abort(404)


def _plain(text: str) -> str:
    return " ".join(text.split())[:500]
