"""Asking for rechecks, crawls and checks."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from checks.ledger import FindingRow
from crawler.catalogue.queries import SiteRow
from gongkai.console.access import finding_or_404, needs, site_or_404, visible_sites
from gongkai.console.deeds import tell
from gongkai.console.here import now, person, place, store, today
from gongkai.console.jobs import Job, ledger, start_job
from gongkai.console.jobs.limits import may_recheck
from gongkai.console.people.roles import Permission
from gongkai.console.rooms.jobs import blueprint
from gongkai.console.rooms.jobs.forms import CheckForm, CrawlForm


@blueprint.post("/recheck/<number>")
@needs(Permission.ANSWER)
def recheck(number: str) -> Response | tuple[str, int]:
    """Look once more at a finding. Pressed twice, it is still one recheck."""
    row = finding_or_404(number)
    tell("finding.recheck", row.number, site=row.site)
    with store() as conn:
        going = ledger.open_job(conn, "recheck", row.number, row.site)
        allowed = going is not None or may_recheck(conn, person().signature, row.number, now())
    if not allowed:
        message = _("复查得太频繁了，没有再次访问网站；请过一会儿再试。")
        return render_template("error.html", code=429, message=message, detail=""), 429
    return redirect(url_for("jobs.show", number=start_recheck(row).number))


def start_recheck(row: FindingRow) -> Job:
    """The job of a recheck, in the name of the person who asks."""
    arguments = ("findings", "recheck", "--json", f"--by={person().signature}", "--", row.number)
    title = _("复查 %(number)s %(subject)s", number=row.number, subject=row.subject_label)
    return start_job("recheck", arguments, title=title, site=row.site, about=row.number, once=True)


@blueprint.route("/crawl/<site>", methods=["GET", "POST"])
@needs(Permission.CRAWL)
def crawl(site: str) -> Response | str:
    """Ask for a crawl, or a check of links."""
    row = _workable_or_404(site)
    form = CrawlForm()
    if not form.validate_on_submit():
        return render_template("jobs/crawl.html", form=form, site=row, profiled=_has_profile(row))
    mode = str(form.mode.data)
    tell("site.crawl", row.id, site=row.id, note=mode)
    arguments = ["crawl", "--json", "--mode", mode, *(["--fresh"] if form.fresh.data else []), "--", row.id]
    titles = {
        "full": _("完整采集 %(site)s", site=row.name),
        "update": _("更新采集 %(site)s", site=row.name),
        "links": _("检查 %(site)s 的链接", site=row.name),
    }
    return _begun(start_job("crawl", arguments, title=titles[mode], site=row.id, once=True), mode)


@blueprint.route("/check/<site>", methods=["GET", "POST"])
@needs(Permission.CRAWL)
def check(site: str) -> Response | str:
    """Ask for a check as of a day."""
    row = site_or_404(site)
    form = CheckForm()
    if form.as_of.data is None and not form.is_submitted():
        form.as_of.data = today()
    if not form.validate_on_submit():
        return render_template("jobs/check.html", form=form, site=row)
    day = str(form.as_of.data)
    tell("site.check", row.id, site=row.id, note=day)
    arguments = ("check", "--json", "--as-of", day, "--", row.id)
    title = _("检查 %(site)s（监测时间点 %(day)s）", site=row.name, day=day)
    return _begun(start_job("check", arguments, title=title, site=row.id, once=True), day)


def _begun(job: Job, wish: str) -> Response:
    if wish not in job.arguments:  # another one was there before, and wants something else
        flash(_("该站已有同类任务在进行，请等它结束。"), "warning")
    return redirect(url_for("jobs.show", number=job.number))


def _workable_or_404(site: str) -> SiteRow:
    """A site that the person sees; those who see all also see one that was added and never crawled."""
    crawled = any(each.id == site for each in visible_sites())
    known = {path.stem for path in place().sites.glob("*.toml")}
    if crawled or not person().account.role.sees_all_sites or site not in known:
        return site_or_404(site)
    profile = place().profiles([site])[0]
    return SiteRow(profile.id, profile.title, profile.kind, profile.home, profile.organ)


def _has_profile(site: SiteRow) -> bool:
    return (place().sites / f"{site.id}.toml").is_file()
