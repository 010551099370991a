"""Adding, changing, pausing and removing schedules. What is sent carries the mark of the file it was made for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from crawler.sqlite_files import transaction
from gongkai.console.access import needs, visible_sites
from gongkai.console.deeds import tell
from gongkai.console.here import changing, now, place
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.schedules import blueprint
from gongkai.console.rooms.schedules.forms import ScheduleForm
from gongkai.console.rooms.schedules.timing import next_starts, weekday_names
from gongkai.schedules import editing, ledger
from gongkai.schedules.editing import ChangedMeanwhileError, mark_of
from gongkai.schedules.settings import Schedule
from gongkai.schedules.watching import active
from gongkai.workspace import Workspace


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Permission.CRAWL)
def new() -> Response | str | tuple[str, int]:
    """Plan something new."""
    form = _form()
    if request.method == "GET":
        chosen = request.args.get("site")
        if chosen in _site_ids():
            form.scope.data, form.sites.data = "some", [chosen]
    return _asked(form, None)


@blueprint.route("/<name>/edit", methods=["GET", "POST"])
@needs(Permission.CRAWL)
def edit(name: str) -> Response | str | tuple[str, int]:
    """Change a schedule."""
    old = _schedule_or_404(name)
    form = _form(old)
    if request.method == "GET":
        form.fill(old)
    return _asked(form, old)


@blueprint.post("/<name>/pause")
@needs(Permission.CRAWL)
def pause(name: str) -> Response | tuple[str, int]:
    """Pause a schedule, or let it go on."""
    old = _schedule_or_404(name)
    paused = request.form.get("paused") == "1"
    tell("schedule.pause" if paused else "schedule.resume", name)
    changed = old.model_copy(update={"paused": paused})
    done = _("计划已暂停：不启动，也不算漏跑。") if paused else _("计划已恢复，从现在起重新计。")
    return _done(lambda mark: editing.replace(place().root, mark, name, changed), done)


@blueprint.post("/<name>/remove")
@needs(Permission.CRAWL)
def remove(name: str) -> Response | tuple[str, int]:
    """Take a schedule away. What it did stays in the ledger."""
    _schedule_or_404(name)
    tell("schedule.remove", name)
    return _done(lambda mark: editing.remove(place().root, mark, name), _("计划已删除；它的启动记录还在。"))


def _asked(form: ScheduleForm, old: Schedule | None) -> Response | str | tuple[str, int]:
    """The form; then what it would mean; then saved."""
    mark = mark_of(place().root)
    if request.method == "GET":
        form.mark.data = mark
        return _page(form, old)
    schedule = form.schedule(paused=old.paused if old else False) if form.validate() else None
    if schedule is not None and _name_is_taken(schedule, old):
        form.name.errors = [*form.name.errors, _("已有这个名称的计划，请换一个。")]
        schedule = None
    if schedule is None:
        return _page(form, old)
    seen = hashlib.sha256(schedule.model_dump_json().encode()).hexdigest()[:16]
    if request.form.get("do") != "save" or form.seen.data != seen:
        form.seen.data = seen
        return _page(form, old, schedule)
    tell("schedule.edit" if old else "schedule.add", schedule.name, note=f"{schedule.action} {schedule.cron}")
    root, sent = place().root, str(form.mark.data)
    try:
        _take_up(editing.replace(root, sent, old.name, schedule) if old else editing.add(root, sent, schedule))
    except (ChangedMeanwhileError, LookupError):
        form.mark.data = mark
        flash(_("设置文件刚刚被别人改动过，没有保存。请核对下面的内容后再保存一次。"), "warning")
        return _page(form, old, schedule), 409
    flash(_("计划已保存。"), "success")
    return redirect(url_for("schedules.index"))


def _page(form: ScheduleForm, old: Schedule | None, schedule: Schedule | None = None) -> str:
    starts = next_starts(schedule.times, schedule.opening, now()) if schedule else []
    return render_template("schedules/edit.html", form=form, old=old, schedule=schedule, starts=starts)


def _done(change: Callable[[str], Workspace], message: str) -> Response:
    try:
        _take_up(change(request.form.get("mark", "")))
    except (ChangedMeanwhileError, LookupError):
        abort(409)
    flash(message, "success")
    return redirect(url_for("schedules.index"))


def _take_up(changed: Workspace) -> None:
    """From now on the schedules count as they stand, whether or not a scheduler runs just now."""
    with changing() as conn, transaction(conn):
        ledger.take_up(conn, active(changed), now())


def _form(old: Schedule | None = None) -> ScheduleForm:
    form = ScheduleForm()
    ids, names = _site_ids(), {site.id: site.name for site in visible_sites()}
    if old is not None and old.sites != "all":
        ids = list(dict.fromkeys([*ids, *old.sites]))  # one whose profile is gone can still be taken out
    form.sites.choices = [SelectChoice(site, f"{names[site]}（{site}）" if site in names else site) for site in ids]
    form.weekdays.choices = [SelectChoice(number, word) for number, word in weekday_names()]
    return form


def _site_ids() -> list[str]:
    return sorted(path.stem for path in place().sites.glob("*.toml"))


def _schedule_or_404(name: str) -> Schedule:
    found = next((schedule for schedule in place().settings.schedule if schedule.name == name), None)
    return found if found is not None else abort(404)


def _name_is_taken(schedule: Schedule, old: Schedule | None) -> bool:
    others = [each.name for each in place().settings.schedule if old is None or each.name != old.name]
    return schedule.name in others
