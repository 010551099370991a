"""What the page of a job shows."""

from __future__ import annotations

import shutil
from typing import Any

from flask import abort

from checks.ledger import State
from crawler.catalogue.run_ledger import running_run, standing_of
from gongkai.console.here import catalogue, house, now, person, place, store
from gongkai.console.jobs import files, ledger
from gongkai.console.jobs.kinds import BEGUN_AT, REPEATED
from gongkai.console.jobs.ledger import Job, JobState, Sight
from gongkai.console.jobs.runner import as_it_is, try_to_look_after
from gongkai.console.jobs.words import kind_names, mode_names, outcome_word, without_commands
from gongkai.console.people.roles import Permission
from gongkai.progress import read as read_progress

_SOME_ROOM = 2 * 1024 * 1024  # bytes; with less nothing can be done


def sight() -> Sight:
    """Which jobs the person sees."""
    account = person().account
    return Sight(account.role.sees_all_sites, tuple(sorted(account.sites)), account.signature)


def job_or_404(number: int) -> Job:
    """A job that the person sees."""
    with store() as conn:
        try_to_look_after(conn, place().root, house().clock)
        job = ledger.job_of(conn, number)
    return as_it_is(place().root, job) if job is not None and sight().of(job) else abort(404)


def facts(job: Job) -> dict[str, Any]:
    """Everything that the templates of a job ask for."""
    root = place().root
    obstacle = _obstacle(job)
    crawls = job.kind == "crawl" and job.state is JobState.RUNNING and job.site is not None
    run = running_run(catalogue(), job.site) if crawls and job.site is not None else None
    theirs = person().may(Permission.CRAWL) or job.asked_by == person().signature
    begun_at, needed = BEGUN_AT.get(job.kind, (None, None))
    end = job.ended_at or now()
    return {
        "job": job,
        "names": kind_names(),
        "modes": mode_names(),
        "outcome_word": outcome_word,
        "without_commands": without_commands,
        "finding_state": State(job.result["state"]) if job.kind == "recheck" and job.result else None,
        "progress": read_progress(files.progress_path(root, job.number)),
        "obstacle": obstacle if obstacle is not None and sight().of(obstacle) else None,
        "obstructed": obstacle is not None,
        "run": run,
        "standing": standing_of(catalogue(), run.id) if run is not None else None,
        "log": files.last_lines(files.log_path(root, job.number)) if person().may(Permission.CRAWL) else [],
        "disk_full": job.state.is_trouble and shutil.disk_usage(root).free < _SOME_ROOM,
        "elapsed": max(0, int((end - job.started_at).total_seconds())) if job.started_at else None,
        "may_stop": theirs,
        "may_repeat": job.kind in REPEATED and person().may(Permission.CRAWL),
        "begun_at": begun_at if needed is not None and person().may(needed) else None,
    }


def _obstacle(job: Job) -> Job | None:
    if job.state is not JobState.WAITING:
        return None
    with store() as conn:
        return ledger.in_the_way(job, ledger.going_on(conn))
