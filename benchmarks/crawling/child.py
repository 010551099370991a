"""One measured crawl in a process of its own: `python -m benchmarks.crawling.child bare|ours|known '{…}'`.

Prints one JSON line: seconds and processor seconds of the crawl without the imports before it, and memory.
"""

from __future__ import annotations

import cProfile
import json
import logging
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crawler.clock import system_clock
from crawler.crawl import crawl_sites
from crawler.profiles.profile import Profile
from crawler.recorder import Progress

LOOPBACK = ("127.0.0.0/8",)


def memory() -> float:
    """Resident memory of this process now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def bare(home: str, concurrency: int) -> dict[str, Any]:
    """A spider with Scrapy's own settings that only fetches and follows the links of the site."""
    from scrapy import Spider
    from scrapy.crawler import CrawlerProcess
    from scrapy.http import Response

    class Bare(Spider):
        name = "bare"
        start_urls = [home]  # noqa: RUF012 - Scrapy's own way
        allowed_domains = ["127.0.0.1"]  # noqa: RUF012

        def parse(self, response: Response) -> Any:
            if b"html" in (response.headers.get("Content-Type") or b""):
                for href in response.css("a::attr(href)").getall():
                    yield response.follow(href, callback=self.parse)

    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": False,
            "CONCURRENT_REQUESTS": concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
            "DOWNLOAD_DELAY": 0,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,  # nobody listens: two benchmarks may run at once
        }
    )
    process.crawl(Bare)
    process.start()
    return {}


def ours(homes: dict[str, str], folder: str, jobs: int, fetch: dict[str, Any], mode: str = "full") -> dict[str, Any]:
    """Everything: extraction, catalogue, WARC, politeness."""
    place = Path(folder)
    memories: list[float] = []

    def progress(state: Progress) -> None:
        memories.append(memory())

    profiles = [Profile.model_validate({"id": site, "home": home, "fetch": fetch}) for site, home in homes.items()]
    runs = crawl_sites(
        profiles,
        catalogue=place / "catalogue.sqlite",
        archive=place / "archive",
        clock=system_clock,
        mode=mode,
        allow_net=LOOPBACK,
        progress=progress,
        jobs=jobs,
    )
    return {"complete": sum(run.complete for run in runs), "memories": memories[:: max(1, len(memories) // 50)]}


def main() -> None:
    """Run what the arguments say and print what it took."""
    logging.getLogger().setLevel(logging.ERROR)
    known: dict[str, Callable[..., dict[str, Any]]] = {"bare": bare, "ours": ours}
    what = known[sys.argv[1]]
    options = json.loads(sys.argv[2])
    profile = cProfile.Profile() if len(sys.argv) > 3 else None
    cpu, began = _cpu(), time.perf_counter()
    found = profile.runcall(what, **options) if profile is not None else what(**options)
    found |= {"seconds": time.perf_counter() - began, "cpu": _cpu() - cpu}
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found["peak"] = largest / 1000  # of one process
    if profile is not None:
        profile.dump_stats(sys.argv[3])
    print(json.dumps(found))


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
