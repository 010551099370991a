"""The list of jobs, one job with live progress, stopping it and asking for it again."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import house, person, place, store
from gongkai.console.jobs import ledger, start_job
from gongkai.console.jobs.kinds import REPEATED
from gongkai.console.jobs.runner import as_it_is, ask_to_stop, try_to_look_after
from gongkai.console.jobs.words import kind_names
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.jobs import blueprint
from gongkai.console.rooms.jobs.shown import facts, job_or_404, sight

_PAGE = 50


@blueprint.get("/")
@needs(Permission.READ)
def index() -> str:
    """All jobs that the person sees, newest first."""
    kind = request.args.get("kind") or None
    with store() as conn:
        try_to_look_after(conn, place().root, house().clock)
        jobs = ledger.seen_jobs(conn, sight(), kind=kind, before=request.args.get("before", type=int), limit=_PAGE + 1)
        kinds = ledger.seen_kinds(conn, sight())
    shown = [as_it_is(place().root, job) for job in jobs[:_PAGE]]
    further = len(jobs) > _PAGE
    return render_template("jobs/index.html", jobs=shown, further=further, kinds=kinds, kind=kind, names=kind_names())


@blueprint.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> str:
    """One job, with what came of it."""
    return render_template("jobs/show.html", **facts(job_or_404(number)))


@blueprint.get("/<int:number>/state")
@needs(Permission.READ)
def state(number: int) -> str:
    """The part of the page that changes."""
    return render_template("jobs/_state.html", **facts(job_or_404(number)))


@blueprint.get("/<int:number>/said")
@needs(Permission.READ)
def said(number: int) -> str:
    """The same in one sentence, for those who listen to the page."""
    return render_template("jobs/_said.html", **facts(job_or_404(number)))


@blueprint.post("/<int:number>/stop")
@needs(Permission.READ)
def stop(number: int) -> Response:
    """Ask a job to end in good order: those who may start crawls, and whoever asked for it."""
    job = job_or_404(number)
    if not (person().may(Permission.CRAWL) or job.asked_by == person().signature):
        abort(403)
    tell("job.stop", f"#{number}", site=job.site, note=job.title)
    with store() as conn:
        if ask_to_stop(conn, number, person().signature, house().clock):
            flash(_("已请任务停止；它会先把手上的事收好尾。"))
        else:
            flash(_("任务已经结束，没有什么可停的。"))
    return redirect(url_for("jobs.show", number=number))


@blueprint.post("/<int:number>/again")
@needs(Permission.CRAWL)
def again(number: int) -> Response:
    """The same once more, for those who may start crawls now, whatever they might do when they asked for it."""
    job = job_or_404(number)
    if job.kind not in REPEATED:
        abort(404)
    if job.state.goes_on:
        abort(409)
    tell("job.again", f"#{number}", site=job.site, note=job.title)
    new = start_job(job.kind, job.arguments, title=job.title, site=job.site, about=job.about, once=True)
    return redirect(url_for("jobs.show", number=new.number))
