"""`gongkai due`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from gongkai.options import AsOfOption, JsonOption, SitesArgument, WorkspaceOption
from gongkai.screen import note, print_json, print_table, say

ORDER = 35


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("due")(due)


def due(
    sites: SitesArgument = None,
    within: Annotated[
        int, typer.Option("--within", min=0, max=731, metavar="DAYS", help="How many days to look ahead.")
    ] = 30,
    as_of: AsOfOption = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Write the due days as an iCalendar file, too.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """List what must be published in the next days (年报、报表、预决算…), and what of it is there already."""
    from crawler.clock import day_in_shanghai, system_clock
    from gongkai.calendar_file import calendar_text
    from gongkai.duties import duties
    from gongkai.findings.exporting import write
    from gongkai.selecting import sites_to_check
    from gongkai.workspace import find_workspace

    now = system_clock()
    day = as_of or day_in_shanghai(now)
    conn = find_workspace(workspace).open_catalogue()
    found = duties(conn, sites_to_check(conn, sites), day, within)
    if ics is not None:
        write(ics, calendar_text(found, now).encode())
        note(f"已写入 {ics}")
    if as_json:
        print_json({"as_of": day, "within_days": within, "due": [_facts(site, entry) for site, entry in found]})
        return
    if not found:
        say(f"{day}起{within}天内没有到期的公开事项。")
        return
    several = len({site.id for site, _ in found}) > 1
    print_table(
        ("期限", "还有", *(("网站",) if several else ()), "事项", "状态", "依据"),
        [
            (
                entry.task.due.day,
                f"{entry.days_left}天",
                *((site.name,) if several else ()),
                entry.task.title,
                entry.state,
                f"{entry.task.obligation.source}{'' if entry.task.obligation.confidence.verified else '（未核实）'}",
            )
            for site, entry in found
        ],
        title=f"{'' if several else found[0][0].name + '：'}{day}起{within}天内到期的公开事项",
        keep=(0, 1),
    )
    if not all(entry.task.due.exact for _, entry in found):
        say("有的期限没有当年的放假安排可查，按自然日计算。")


def _facts(site: Any, entry: Any) -> dict[str, Any]:
    obligation = entry.task.obligation
    return {
        "site": site.id,
        "obligation": obligation.id,
        "period": entry.task.period.key,
        "title": entry.task.title,
        "due": entry.task.due.day,
        "due_exact": entry.task.due.exact,
        "days_left": entry.days_left,
        "state": entry.state,
        "url": entry.item.url if entry.item else None,
        "published": entry.item.published_on if entry.item else None,
        "source": obligation.source,
        "confidence": obligation.confidence.value,
        "unverified": not obligation.confidence.verified,
    }
