"""The pages of figures: all of a year, the forms, and one metric down to its rows."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from gongkai.console.access import needs
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.counts import blueprint
from gongkai.console.rooms.counts.asked import Asked, asked
from gongkai.console.rooms.counts.kept import count_of, every_count, figures
from gongkai.console.rooms.counts.shown import (
    beside,
    by_group,
    figure_text,
    origins_of,
    parts_of,
    picture_of,
    places_of,
    register_of,
)
from gongkai.counted_files import FileFormat, counts_file
from gongkai.year_figures import YearFigure, numbered_rows
from reports.metrics.base import metrics
from reports.printing.grid_places import with_heads
from reports.registers.forms import TITLES
from reports.registers.problems import WrongRegisterError

PAGE = 50  # rows behind a number on one page
_TYPES = {
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.JSON: "application/json",
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@blueprint.get("/")
@needs(Permission.COUNT)
def index() -> str | tuple[str, int]:
    """All metrics of a year by topic, beside the year before."""
    choice = asked()
    if choice is None:
        return render_template("counts/nothing.html")
    try:
        found = figures(choice.wanted)
    except WrongRegisterError:
        return registers_wrong(choice)
    words, known = request.args.get("q", "").strip(), bool(request.args.get("known"))
    groups, notes = by_group(found, words, known=known)
    return render_template(
        "counts/index.html", asked=choice, found=found, groups=groups, notes=notes, q=words, known=known, tab="index"
    )


@blueprint.get("/forms")
@needs(Permission.COUNT)
def forms() -> str | tuple[str, int]:
    """The statistics forms of the year as the report prints them, each cell leading to its metric."""
    choice = asked()
    if choice is None:
        return render_template("counts/nothing.html")
    try:
        found = figures(choice.wanted)
    except WrongRegisterError:
        return registers_wrong(choice)
    wanted = request.args.get("form", "")
    form = next((each for each in found.forms if each.id == wanted), found.forms[0] if found.forms else None)
    lines = [(table, with_heads(table.grid, f"t{number}")) for number, table in enumerate(form.tables if form else ())]
    return render_template("counts/forms.html", asked=choice, found=found, form=form, lines=lines, tab="forms")


@blueprint.get("/<metric>")
@needs(Permission.COUNT)
def show(metric: str) -> str | AnyResponse | tuple[str, int]:
    """One metric: what it is, its value, its parts, and the rows that it is made of."""
    choice = _asked_for(metric)
    try:
        found = figures(choice.wanted)
        made = count_of(choice.wanted, metric)
    except WrongRegisterError:
        return registers_wrong(choice)
    part = request.args.get("part")
    if part is not None and part not in parts_of(made):
        if "day_of" not in request.args:
            abort(404)
        # Another year was chosen, in which there is no such part.
        flash(_("%(year)s年没有分项“%(part)s”，这里是全部。", year=choice.wanted.year, part=part), "warning")
        query: dict[str, Any] = choice.query
        return redirect(url_for("counts.show", metric=metric, **query))
    page = _page()
    total, rows = numbered_rows(made, part, (page - 1) * PAGE, PAGE)
    pages = max(1, -(-total // PAGE))
    if page > pages:
        abort(404)
    return render_template(
        "counts/show.html",
        asked=choice,
        found=found,
        figure=found.figures[metric],
        made=made,
        origins=origins_of(found, made),
        places=places_of(metric, choice.wanted.year),
        register_of=register_of,
        picture=picture_of(made),
        part=part,
        rows=rows,
        total=total,
        page=page,
        pages=pages,
        tab="index",
    )


@blueprint.get("/<metric>/rows.<form>")
@needs(Permission.COUNT)
def rows(metric: str, form: str) -> Response | tuple[str, int]:
    """The rows as a file: the bytes that `gongkai count METRIC --rows --format …` writes."""
    choice = _asked_for(metric)
    try:
        wanted = FileFormat(form)
        data = counts_file([count_of(choice.wanted, metric)], wanted, rows=True, single=True)
    except ValueError:
        abort(404)
    except WrongRegisterError:
        return registers_wrong(choice)
    return _download(data, wanted, f"{metric}-{choice.wanted.year}")


@blueprint.get("/all.<form>")
@needs(Permission.COUNT)
def every(form: str) -> Response | tuple[str, int]:
    """All figures of a year as a file: the bytes that `gongkai count --format …` writes."""
    choice = asked() or abort(404)
    try:
        wanted = FileFormat(form)
        counts = every_count(choice.wanted)
    except ValueError:
        abort(404)
    except WrongRegisterError:
        return registers_wrong(choice)
    return _download(counts_file(counts, wanted, rows=False), wanted, f"counts-{choice.wanted.year}")


def registers_wrong(choice: Asked) -> tuple[str, int]:
    """Nothing is counted from a register that cannot be read: another number would be worse than none."""
    return render_template("counts/registers_wrong.html", asked=choice, tab="index"), 409


def _asked_for(metric: str) -> Asked:
    if metric not in metrics():
        abort(404)
    return asked() or abort(404)


def _page() -> int:
    said = request.args.get("page", "1")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 8 and int(said) else abort(404)


def _download(data: bytes, form: FileFormat, name: str) -> Response:
    made = Response(data, content_type=_TYPES[form])
    made.headers["Content-Disposition"] = f'attachment; filename="{name}.{form.value}"'
    return made


@blueprint.app_template_filter("figure")
def _figure(value: object) -> str:
    return figure_text(value)


@blueprint.app_template_filter("beside")
def _beside(figure: YearFigure) -> str:
    return beside(figure)


@blueprint.app_template_filter("register_title")
def _register_title(name: str) -> str:
    return TITLES.get(name, name)


@blueprint.app_context_processor
def _addresses() -> dict[str, object]:
    return {"count_address": lambda name, query: url_for("counts.show", metric=name, **query)}
