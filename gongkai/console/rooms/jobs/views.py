"""The list of jobs, one job with live progress, stopping it and asking for it again."""

from __future__ import annotations

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import house, now, person, place, store
from gongkai.console.jobs import files, ledger
from gongkai.console.jobs.ledger import Job, Sight
from gongkai.console.jobs.runner import ask_to_stop, look_after
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.jobs import blueprint
from gongkai.progress import read as read_progress

_PAGE = 50
_AGAIN_SECONDS = 3  # until the page without JavaScript asks again


@blueprint.get("/")
@needs(Permission.READ)
def index() -> str:
    """All jobs that the person sees, newest first."""
    kind = request.args.get("kind") or None
    with store() as conn:
        look_after(conn, place().root, house().clock)
        jobs = ledger.seen_jobs(conn, sight(), kind=kind, before=request.args.get("before", type=int), limit=_PAGE + 1)
        kinds = ledger.seen_kinds(conn, sight())
    return render_template(
        "jobs/index.html", jobs=jobs[:_PAGE], further=len(jobs) > _PAGE, kinds=kinds, kind=kind, names=kind_names()
    )


@blueprint.get("/<int:number>")
@needs(Permission.READ)
def show(number: int) -> Response:
    """One job. Without JavaScript the page asks for itself again while the job goes on."""
    facts = _facts(number)
    answer = make_response(render_template("jobs/show.html", **facts))
    if facts["job"].state.goes_on and "still" not in request.args:
        answer.headers["Refresh"] = str(_AGAIN_SECONDS)
    return answer


@blueprint.get("/<int:number>/state")
@needs(Permission.READ)
def state(number: int) -> str:
    """The part of the page that changes."""
    return render_template("jobs/_state.html", **_facts(number))


@blueprint.post("/<int:number>/stop")
@needs(Permission.ANSWER)
def stop(number: int) -> AnyResponse:
    """Ask a job to end in good order."""
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


def sight() -> Sight:
    """Which jobs the person sees."""
    account = person().account
    return Sight(account.role.sees_all_sites, tuple(sorted(account.sites)), account.signature)


def job_or_404(number: int) -> Job:
    """A job that the person sees."""
    with store() as conn:
        look_after(conn, place().root, house().clock)
        job = ledger.job_of(conn, number)
    return job if job is not None and sight().of(job) else abort(404)


def kind_names() -> dict[str, str]:
    """What the kinds of jobs are called."""
    return {
        "crawl": _("采集"),
        "check": _("检查"),
        "recheck": _("复查"),
        "survey": _("勘察"),
        "links": _("检查链接"),
        "report": _("生成文件"),
        "audit": _("核对文件"),
        "verify": _("核验"),
        "freeze": _("冻结数据"),
        "count": _("统计"),
        "export": _("导出"),
    }


def _facts(number: int) -> dict[str, object]:
    job = job_or_404(number)
    root = place().root
    obstacle = None
    if job.state is ledger.JobState.WAITING:
        with store() as conn:
            obstacle = ledger.in_the_way(job, ledger.going_on(conn))
    return {
        "job": job,
        "names": kind_names(),
        "progress": read_progress(files.progress_path(root, number)) if job.state.goes_on else None,
        "obstacle": obstacle,
        "obstacle_seen": obstacle is not None and sight().of(obstacle),
        "log": files.last_lines(files.log_path(root, number)) if person().may(Permission.CRAWL) else [],
        "elapsed": int(((job.ended_at or now()) - job.started_at).total_seconds()) if job.started_at else None,
        "may_stop": person().may(Permission.CRAWL) or job.asked_by == person().signature,
    }
