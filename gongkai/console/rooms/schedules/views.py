"""How the schedules stand, and the ledger of their starts."""

from __future__ import annotations

from flask import abort, render_template, request
from flask_babel import get_locale

from gongkai.console.access import needs, visible_sites
from gongkai.console.here import catalogue, now, place
from gongkai.console.jobs.files import last_lines
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.schedules import blueprint
from gongkai.console.rooms.schedules.timing import in_words
from gongkai.console.rooms.schedules.words import action_words
from gongkai.console.words import english_of
from gongkai.schedules import ledger
from gongkai.schedules.editing import mark_of
from gongkai.schedules.ledger import State
from gongkai.schedules.logs import log_path
from gongkai.schedules.status import overview
from gongkai.words import SCHEDULE_STATES

_PAGE = 50
_SITES = 3  # names of sites that a row shows


@blueprint.get("/")
@needs(Permission.CRAWL)
def index() -> str:
    """All schedules, and what did not run as planned."""
    found = overview(place(), now())
    return render_template(
        "schedules/index.html",
        found=found,
        mark=mark_of(place().root),
        sites={site.id: site.name for site in visible_sites()},
        shown_sites=_SITES,
        in_words=in_words,
        action_words=action_words,
        state_words=state_words,
    )


@blueprint.get("/starts")
@needs(Permission.CRAWL)
def starts() -> str:
    """The ledger of planned starts, newest first."""
    schedule = request.args.get("schedule") or None
    trouble = request.args.get("trouble") == "1"
    before = request.args.get("before", type=int)
    entries = ledger.entries_page(catalogue(), schedule=schedule, trouble=trouble, before=before, limit=_PAGE + 1)
    return render_template(
        "schedules/starts.html",
        entries=entries[:_PAGE],
        further=len(entries) > _PAGE,
        names=ledger.schedule_names(catalogue()),
        schedule=schedule,
        trouble=trouble,
        action_words=action_words,
        state_words=state_words,
        is_gone=lambda entry: (
            entry.state is State.STARTED and not (entry.process is not None and entry.process.is_alive())
        ),
    )


@blueprint.get("/starts/<int:number>")
@needs(Permission.CRAWL)
def start(number: int) -> str:
    """One start: what became of it, and what it said last."""
    entry = ledger.run_of(catalogue(), number)
    if entry is None:
        abort(404)
    return render_template(
        "schedules/start.html",
        entry=entry,
        log=last_lines(log_path(place().root, entry.schedule, entry.id), 80),
        sites={site.id: site.name for site in visible_sites()},
        action_words=action_words,
        state_words=state_words,
    )


def state_words(state: State) -> str:
    """How a planned start ended."""
    locale = get_locale()
    if locale is not None and locale.language == "en":
        return english_of(state.value)
    return SCHEDULE_STATES[state.value]
