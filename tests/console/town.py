"""`python -m tests.console.town DIR --port 8100`: the demo city, running, crawled and checked, with its console.

To look at pages as a person would. Accounts: those of `inspected_city.PEOPLE`, all with the same password. DIR is made
anew unless it is there already (then only the console is started; the city has other addresses then, so rechecks fail).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from crawler.clock import clock_starting_at
from gongkai.console.serving import Order, serve
from tests.console.inspected_city import PASSWORD, PEOPLE, inspected_city


def main() -> None:
    """Build and serve."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--port", type=int, default=8100)
    asked = options.parse_args()
    if asked.folder.exists():
        shutil.rmtree(asked.folder)
    with inspected_city(asked.folder) as (city, found):
        print(f"http://127.0.0.1:{asked.port}/  {', '.join(PEOPLE)}  password: {PASSWORD!r}", flush=True)
        print(f"city: {city.bureau} {city.municipal} control {city.control}", flush=True)
        serve(
            found.place,
            Order(port=asked.port, clock=clock_starting_at(found.now), allow_net=("127.0.0.0/8",)),
        )


if __name__ == "__main__":
    main()
