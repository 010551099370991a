"""A crawl over archived bytes instead of the network: the same frontier, the same recorder, no Scrapy.

What the archive does not hold is `not_captured`, and the run is incomplete. What it holds and nothing leads to is
looked at last: a partial capture often lacks the pages between. Times are the moments of capture.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from crawler.archive.sources import WarcSource
from crawler.catalogue.database import connect
from crawler.catalogue.runs import RunRow
from crawler.clock import Clock, frozen_clock
from crawler.owners import end_owner, new_owner
from crawler.profiles.profile import Profile
from crawler.recorder import Progress, Recorder
from crawler.running import begin_run, end_run
from crawler.scope import EVERYTHING, Scope

_BATCH = 32  # tasks leased at a time; promotions still count, because the recorder reads each task anew
_REPORT_EVERY = 0.1


def replay(
    profile: Profile,
    warcs: Sequence[Path],
    *,
    catalogue: Path,
    archive: Path,
    clock: Clock | None = None,
    progress: Callable[[Progress], None] | None = None,
    mode: str = "replay",
    scope: Scope = EVERYTHING,
) -> RunRow:
    """Crawl a site out of WARC or WACZ files; returns the finished run.

    `clock` gives the run's own times (by default the moment of the last capture). Raises ArchiveError where a
    file cannot be read.
    """
    source = WarcSource(warcs, archive, profile.id)
    owner = new_owner()
    now = clock or frozen_clock(source.newest)
    conn = connect(catalogue)
    try:
        run_id = begin_run(conn, profile, mode, now)
        recorder = Recorder(conn, run_id, profile, source, now, scope)
        _work(recorder, source, owner, now, progress, [] if scope.structure_only else source.urls())
        return end_run(conn, profile, run_id, now)
    finally:
        end_owner(owner)
        conn.close()


def _work(
    recorder: Recorder,
    source: WarcSource,
    owner: str,
    clock: Clock,
    progress: Callable[[Progress], None] | None,
    orphans: list[str],
) -> None:
    reported = 0.0
    while True:
        tasks = recorder.commit(_BATCH, owner=owner, now=clock())
        if not tasks and not recorder.widen():
            if not orphans or not recorder.want_links(orphans):
                return
            orphans = []
        for task in tasks:
            recorder.take(task, source.fetch(task))
            if progress is not None and time.monotonic() - reported > _REPORT_EVERY:
                reported = time.monotonic()
                progress(recorder.progress(task.url))
