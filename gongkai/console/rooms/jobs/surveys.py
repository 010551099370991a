"""Adding a site by its home page: said, surveyed, looked at, confirmed."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crawler.errors import ProfileError
from crawler.profiles.survey import Doubt
from crawler.profiles.writing import add_profile
from crawler.safety import BlockedAddressError, guard_from
from gongkai.console.access import needs
from gongkai.console.deeds import tell
from gongkai.console.here import house, place
from gongkai.console.jobs import Job, start_job
from gongkai.console.jobs.surveyed import PROPOSALS, NewSite, doubts_of, is_taken, proposal, same_home, survey_from
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.jobs import blueprint
from gongkai.console.rooms.jobs.forms import ConfirmForm, SiteForm
from gongkai.console.rooms.jobs.shown import job_or_404
from gongkai.console.words import english_of
from gongkai.survey_screen import DOUBTS, KINDS, TRANSPORTS, list_word, tree
from gongkai.surveying import id_of
from reports.words import COLUMN_CLASSES

_ROWS = 400  # columns that the page shows; the profile and the crawl know them all


@blueprint.route("/new-site", methods=["GET", "POST"])
@needs(Permission.CRAWL)
def survey() -> Response | str:
    """Say which site, and have it looked at."""
    form = SiteForm()
    if not form.validate_on_submit() or not _is_new(form):
        return render_template("jobs/survey.html", form=form)
    new = _said(form)
    try:
        new.profile()
    except ProfileError:
        form.home.errors = [*form.home.errors, _("这些内容不能作站点用，请核对网址和标识。")]
        return render_template("jobs/survey.html", form=form)
    tell("site.survey", new.id, site=new.id, note=new.home)
    draft = new.write_draft(place().root)
    arguments = ("survey", "--json", "--force", f"--write={PROPOSALS}/{new.id}.toml", "--", draft)
    title = _("勘察 %(home)s", home=new.home)
    job = start_job("survey", arguments, title=title, site=new.id, about=new.id, once=True)
    return redirect(url_for("jobs.show", number=job.number))


@blueprint.route("/<int:number>/survey", methods=["GET", "POST"])
@needs(Permission.CRAWL)
def surveyed(number: int) -> Response | str | tuple[str, int]:
    """What a survey found; confirmed, it becomes a site of the workspace."""
    job = job_or_404(number)
    if job.kind != "survey" or not isinstance(job.result, dict) or job.site is None:
        abort(404)
    proposed = proposal(place().root, job.site)
    form = ConfirmForm()
    if not form.is_submitted() and proposed is not None:
        form.mark.data = proposed[1]
    taken = is_taken(place(), job.site)
    if request.method != "POST" or not form.validate_on_submit() or proposed is None:
        return _page(job, form, proposed[0] if proposed else "", taken=taken)
    tell("site.add", job.site, site=job.site)
    if taken or form.mark.data != proposed[1]:
        flash(_("情况已经变了：该站点已经加入，或又勘察过一次。请看下面的最新结果。"), "warning")
        form.mark.data = proposed[1]
        return _page(job, form, proposed[0], taken=taken), 409
    add_profile(place().sites / f"{job.site}.toml", proposed[0])
    flash(_("站点已加入。"), "success")
    return _crawl(job.site, str(job.result.get("name") or job.site)) if form.crawl.data else _to_jobs(job)


def _crawl(site: str, name: str) -> Response:
    arguments = ("crawl", "--json", "--mode", "full", "--", site)
    title = _("完整采集 %(site)s", site=name)
    job = start_job("crawl", arguments, title=title, site=site, once=True)
    return redirect(url_for("jobs.show", number=job.number))


def _to_jobs(job: Job) -> Response:
    return redirect(url_for("jobs.surveyed", number=job.number))


def _said(form: SiteForm) -> NewSite:
    home = str(form.home.data).strip()
    return NewSite(
        id=(form.id.data or "").strip() or id_of(home),
        home=home,
        kind=str(form.kind.data),
        name=(form.name.data or "").strip(),
        organ=(form.organ.data or "").strip() if form.kind.data == "municipal" else "",
        contact=(form.contact.data or "").strip(),
        delay_seconds=float(form.delay.data),
    )


def _is_new(form: SiteForm) -> bool:
    """True if the address may be fetched and no site is there; otherwise the fields say why not."""
    new = _said(form)
    networks = (*place().settings.fetch.allow_net, *house().allow_net)
    try:
        guard_from(networks).check_url(new.home)
    except (BlockedAddressError, ValueError):
        form.home.errors = [*form.home.errors, _("这是本机、内网或无效的地址，未经管理员许可不访问。")]
        return False
    if known := same_home(place(), new.home):
        form.home.errors = [*form.home.errors, _("这个首页已是站点 %(site)s。", site=known)]
    if is_taken(place(), new.id):
        form.id.errors = [*form.id.errors, _("已有标识为 %(site)s 的站点，请换一个标识。", site=new.id)]
    return not form.errors


def _page(job: Job, form: ConfirmForm, text: str, *, taken: bool) -> str:
    found = survey_from(job.result)
    doubts = {doubt: entries for doubt, entries in doubts_of(found).items() if doubt in DOUBTS}
    return render_template(
        "jobs/surveyed.html",
        job=job,
        form=form,
        found=found,
        tree=list(tree(found.columns))[:_ROWS],
        hidden=max(0, len(found.columns) - _ROWS),
        doubts=[(_(DOUBTS[doubt][0]), _(DOUBTS[doubt][1]), entries) for doubt, entries in doubts.items()],
        unread=not found.columns and not found.platforms,
        text=text,
        taken=taken,
        in_doubt={entry.subject for entry in found.unsure if entry.doubt not in (Doubt.HEADING, Doubt.EXTERNAL)},
        class_word=_class_word,
        list_word=_list_word,
    )


def _english() -> bool:
    locale = get_locale()
    return locale is not None and locale.language == "en"


def _class_word(value: Any) -> str:
    return english_of(str(value.value)) if _english() else COLUMN_CLASSES[value]


def _list_word(column: Any) -> str:
    word = list_word(column)
    return _(word) if word in {*KINDS.values(), *TRANSPORTS.values(), "未访问", "未存档", "打不开"} else word
