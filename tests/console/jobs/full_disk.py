"""`python -m tests.console.jobs.full_disk DISK`: a job on a disk that fills up, then the console over it, then room.

Run inside of a small disk of its own; prints what the pages say as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from gongkai.console.here import EXTENSION
from gongkai.console.jobs import ledger
from gongkai.console.jobs.ledger import Order
from gongkai.console.jobs.runner import look_after, try_to_look_after
from tests.console.small import Small
from tests.console.visitor import Visitor


def main() -> None:
    """Fill the disk while a job waits, let it begin, look at it, make room, look again."""
    disk = Path(sys.argv[1])
    small = Small(disk / "city")
    guan = Visitor(small.app, "guan")
    house = small.app.extensions[EXTENSION]
    order = Order("crawl", ("crawl", "--json", "--", "bureau"), "采集", "bureau")
    with house.store.borrow() as conn:
        number = ledger.add_job(conn, order, "管理员（guan）", house.clock())
        assert ledger.job_of(conn, number) is not None
        look_after(conn, house.root.root, house.clock)
        fill(disk)
        deadline = time.monotonic() + 60
        job = ledger.job_of(conn, number)
        while time.monotonic() < deadline and job is not None and job.process is not None and job.process.is_alive():
            time.sleep(0.1)
        try_to_look_after(conn, house.root.root, house.clock)
    full = guan.client.get(f"/jobs/{number}")
    (disk / "filler").unlink()
    again = guan.client.get(f"/jobs/{number}")
    with house.store.borrow() as conn:
        entered = ledger.job_of(conn, number)
    state = entered.state.value if entered is not None else ""
    print(json.dumps({"full": [full.status_code, full.text], "again": [again.status_code, again.text], "state": state}))
    house.close()


def fill(disk: Path) -> None:
    """Leave no room."""
    with (disk / "filler").open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue


if __name__ == "__main__":
    main()
