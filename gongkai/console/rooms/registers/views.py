"""Looking at registers: all of them, the rows of one, its history, its pattern."""

from __future__ import annotations

from collections import Counter

from flask import Response, abort, render_template, request
from flask_babel import gettext as _

from gongkai.console.access import needs
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.registers import blueprint
from gongkai.console.rooms.registers.faults import faults_of
from gongkai.console.rooms.registers.kept import folder, looked, name_or_404, whole
from gongkai.console.rooms.registers.listing import listed
from reports.registers.changelog import changed_by_hand, read_log
from reports.registers.forms import FORMS, TITLES
from reports.registers.problems import WrongRegisterError
from reports.registers.stale import present_digest
from reports.registers.templates import notes_of
from reports.registers.writing import template

PAGE = 50
_EVENTS = 200  # entries of the history that are shown
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/")
@needs(Permission.COUNT)
def index() -> str:
    """All registers: which are filled in, with how many rows of which years, and what is wrong."""
    found = looked()
    wrong = {problem.where.rsplit("/", 1)[-1].split(",")[0] for problem in found.problems}
    years = {state.name: _years(state.name) for state in found.states if state.file and state.file not in wrong}
    unproved = {name: _unproved(name) for name in years}
    problems = [
        (name, faults_of([problem], name)[0])
        for problem in found.problems
        for name in [problem.where.rsplit("/", 1)[-1].split(",")[0].rpartition(".")[0]]
    ]
    return render_template(
        "registers/index.html",
        found=found,
        wrong=wrong,
        years=years,
        unproved=unproved,
        problems=problems,
        titles=TITLES,
    )


@blueprint.get("/<name>")
@needs(Permission.COUNT)
def show(name: str) -> str | tuple[str, int]:
    """The rows of one register, those that were replaced included. `row` leads to the page with that row."""
    try:
        register = whole(name_or_404(name))
    except WrongRegisterError as error:
        return render_template(
            "registers/wrong.html", name=name, title=TITLES[name], faults=faults_of(error.problems, name)
        ), 200
    if register is None:
        return render_template("registers/absent.html", name=name, title=TITLES[name], notes=notes_of(name))
    words, year = request.args.get("q", "").strip(), request.args.get("year", "")
    rows = listed(register, words, year, only=request.args.get("only", ""))
    wanted = request.args.get("row", type=int)
    page = request.args.get("page", 1, type=int)
    if wanted is not None and "page" not in request.args:
        place = next((place for place, row in enumerate(rows) if row.row_no == wanted), None)
        page = 1 if place is None else place // PAGE + 1
    pages = max(1, -(-len(rows) // PAGE))
    if not 1 <= page <= pages:
        abort(404)
    shown = rows[(page - 1) * PAGE : page * PAGE]
    heads = [head for head in _heads(name) if any(head in row.fields for row in shown)]
    return render_template(
        "registers/show.html",
        name=name,
        title=TITLES[name],
        register=register,
        rows=shown,
        heads=heads,
        total=len(rows),
        page=page,
        pages=pages,
        wanted=wanted,
        q=words,
        year=year,
        only=request.args.get("only", ""),
        years=sorted({each for entry in register.every for each in entry.form.years}, reverse=True),
        private=[FORMS[name].labels[field][0] for field in sorted(FORMS[name].private)],
    )


@blueprint.get("/<name>/history")
@needs(Permission.COUNT)
def history(name: str) -> str:
    """Every change that a command or the console made, chained; what was changed by hand is said."""
    title = TITLES[name_or_404(name)]
    events, faults = read_log(folder())
    own = [event for event in events if event.get("register") == name]
    digest = present_digest(folder(), name)
    file = str(own[-1].get("file")) if own else ""
    by_hand = bool(own) and bool(digest) and changed_by_hand(events, file, digest)
    return render_template(
        "registers/history.html",
        name=name,
        title=title,
        events=own[::-1][:_EVENTS],
        total=len(own),
        faults=faults,
        by_hand=by_hand,
        whats={
            "attach": _("附佐证"),
            "import": _("导入"),
            "start": _("建立"),
            "enter": _("新增"),
            "correct": _("更正"),
            "void": _("作废"),
        },
    )


@blueprint.get("/<name>/template.<form>")
@needs(Permission.COUNT)
def pattern(name: str, form: str) -> Response:
    """The pattern to be filled in: the bytes that `gongkai registers template` writes."""
    if form not in _TYPES:
        abort(404)
    made = Response(template(name_or_404(name), f".{form}"), content_type=_TYPES[form])
    made.headers["Content-Disposition"] = f'attachment; filename="{name}.template.{form}"'
    return made


def _years(name: str) -> list[tuple[int, int]]:
    register = whole(name)
    counted = Counter(year for entry in register.entries for year in entry.form.years) if register else Counter()
    return sorted(counted.items(), reverse=True)


def _unproved(name: str) -> int:
    register = whole(name)
    return sum(not entry.form.proof for entry in register.entries) if register else 0


def _heads(name: str) -> list[str]:
    form = FORMS[name]
    return [names[0] for field, names in form.labels.items() if field not in form.private and field != "files"]
