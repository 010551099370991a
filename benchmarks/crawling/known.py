"""Memory of a crawl that knows 300,000 addresses: pages that link to two hundred others each."""

from __future__ import annotations

from benchmarks.crawling.measures import folder, measured
from benchmarks.crawling.server import serving
from benchmarks.crawling.site import Size

KNOWN = 300_000
LINKS = 200  # of each page


def known_addresses(known: int = KNOWN) -> list[str]:
    """(d): resident memory while a crawl comes to know so many addresses, at four moments and at its peak."""
    size = Size(columns=4, items=known // LINKS // 4, rows=20, paragraphs=4, links=LINKS)
    pages = size.columns * (size.items + size.items // size.rows + 1) + 4
    with serving(size) as server, folder() as place:
        fetch = {"delay_seconds": 0, "concurrency": 16, "max_pages": pages}
        options = {"homes": {"s": server.home}, "folder": str(place), "jobs": 1, "fetch": fetch}
        found = measured(server, "ours", options, place / "state")
    memories = found["memories"]
    moments = ", ".join(f"{memories[len(memories) * part // 4 - 1]:.0f}" for part in range(1, 5))
    return [
        f"(d) {found['requests']} pages that name {known} addresses: memory at the quarters {moments} MB,"
        f" peak {found['peak']:.0f} MB (goal 300), {found['rate']:.0f} pages/s"
    ]
