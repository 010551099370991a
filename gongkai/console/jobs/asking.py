"""Asking for a job from a view."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.clock import system_clock
from gongkai.console import here
from gongkai.console.jobs import ledger
from gongkai.console.jobs.ledger import Job, Order
from gongkai.console.jobs.runner import look_after


def start_job(
    kind: str,
    arguments: Sequence[str],
    *,
    title: str,
    site: str | None = None,
    about: str = "",
    once: bool = False,
) -> Job:
    """Run `gongkai <arguments>` in a process of its own, as soon as nothing is in its way; returns at once.

    --workspace, --clock and --allow-net are added where the command takes them. With `--json` among the arguments the
    answer is kept as the job's result. Values that a person typed go behind `--` or into `--option=value`, so that
    they are never taken for an option. `once`: where a job of the same kind, site and matter waits or runs, that one is
    returned instead of a second. Then: `redirect(url_for("jobs.show", number=job.number))`.
    """
    house = here.house()
    order = Order(
        kind,
        tuple(arguments),
        title,
        site,
        about,
        allow_net=house.allow_net,
        clocked=house.clock is not system_clock,
    )
    with here.store() as conn:
        number = ledger.add_job(conn, order, here.person().signature, here.now(), once=once)
        look_after(conn, house.root.root, house.clock)
        job = ledger.job_of(conn, number)
    if job is None:
        raise LookupError(f"job {number} is gone")
    return job
