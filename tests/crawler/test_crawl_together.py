"""Several sites in one crawl: where it is cut off and resumed, the sites that were done stay done."""

from __future__ import annotations

from pathlib import Path

from crawler.catalogue.database import connect
from crawler.clock import system_clock
from crawler.crawl import crawl_sites
from crawler.profiles import Profile
from crawler.running import begin_run
from tests.crawler.portal_server import portal
from tests.crawler.test_crawl import LOOPBACK


def test_resumed_crawl_leaves_done_sites_alone_and_the_next_one_does_not(tmp_path: Path) -> None:
    with portal() as one, portal() as two:
        sites = [
            Profile.model_validate({"id": name, "home": site.home, "fetch": {"delay_seconds": 0}})
            for name, site in (("one", one), ("two", two))
        ]
        places = {"catalogue": tmp_path / "catalogue.db", "archive": tmp_path / "archive"}
        done = crawl_sites(sites[:1], clock=system_clock, allow_net=LOOPBACK, **places)[0]
        conn = connect(places["catalogue"])
        cut = begin_run(conn, sites[1], "full", system_clock)  # as a killed process leaves it
        conn.close()
        one.asked.clear()
        runs = crawl_sites(sites, clock=system_clock, allow_net=LOOPBACK, **places)
        assert [(run.id, run.state) for run in runs] == [(done.id, "complete"), (cut, "complete")]
        assert one.asked == []
        again = crawl_sites(sites, clock=system_clock, allow_net=LOOPBACK, **places)
        assert {run.id for run in again}.isdisjoint({done.id, cut})
        assert one.asked
