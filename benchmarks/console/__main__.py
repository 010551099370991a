"""`python -m benchmarks.console [--keep FOLDER] [--sites 500] [--readers 50]`: the console on a million items.

A province (see `benchmarks.checking.province`) is written and checked, the console started on it, and every kind of
page that can be reached by links is opened several times by one reader. Then a crawl of the testbed writes into the
same catalogue, several times alone and beside readers who open a page every few seconds each, in turn.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from benchmarks.checking.province import build
from benchmarks.console.pages import walk
from benchmarks.console.reader import Reader
from gongkai.console.people.accounts import add_account
from gongkai.console.people.roles import Role
from gongkai.console.schemas import console_migrations
from gongkai.console.store import FILE_NAME, open_store
from gongkai.demo.city import running_city

NAME, PASSWORD = "reader", "fifty people at once"
CLOCK = "2017-01-20T10:00"
_NET = ("--allow-net", "127.0.0.0/8")
_THINKING = 5.0  # seconds between two pages of one reader, in the mean


@dataclass
class Times:
    """Seconds by kind of page, and what failed."""

    by_kind: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, path: str, status: int, seconds: float) -> None:
        """Enter one page."""
        with self.lock:
            self.by_kind.setdefault(kind, []).append(seconds)
            if status != 200:
                self.wrong.append(f"{status} {path}")

    @property
    def all(self) -> list[float]:
        """Of all kinds together."""
        return [seconds for entries in self.by_kind.values() for seconds in entries]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print two tables. Exit code 1 where a page failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.console", description=__doc__.partition("\n")[0])
    parser.add_argument("--sites", type=int, default=500, help="of 2,000 items each")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--crawls", type=int, default=5, help="alone, and as many beside the readers")
    parser.add_argument("--keep", type=Path, help="keep the catalogue here, and use the one that is there")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as scratch, running_city(2016, "ucap") as city:
        place = prepare(options.keep or Path(scratch) / "province", options.sites, city.bureau)
        with serving(place) as port:
            alone = Times()
            reader = Reader("127.0.0.1", port, NAME, PASSWORD)
            first = Times()
            pages = walk(reader, first.add)
            show("every page for the first time after a start", first)
            for _ in range(options.rounds):
                for kind, paths in pages.items():
                    path = paths[_ % len(paths)]
                    answer = reader.get(path)
                    alone.add(kind, path, answer.status, answer.seconds)
            show(f"one reader, {options.rounds} rounds", alone)
            together = Times()
            quiet, busy = [], []
            people = [Reader("127.0.0.1", port, NAME, PASSWORD) for _ in range(options.readers)]
            for number in range(options.crawls):  # in turn, so that neither has the warmer disk
                quiet.append(crawl(place, 10 + 2 * number))
                with reading(people, pages, together):
                    busy.append(crawl(place, 11 + 2 * number))
            show(f"{options.readers} readers while a crawl writes", together)
    alone_s, busy_s = median(quiet), median(busy)
    print(
        f"crawl, median of {options.crawls}: alone {alone_s:.1f} s, beside {options.readers} readers {busy_s:.1f} s:"
        f" {busy_s / alone_s:.2f} times as long"
    )
    return int(bool(first.wrong or alone.wrong or together.wrong))


def prepare(folder: Path, sites: int, home: str) -> Path:
    """The workspace with catalogue, findings, an account, and the profile of a city that can be crawled."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gongkai.toml").write_text("", encoding="utf-8")
    if not (folder / "catalogue.sqlite").exists():
        build(folder / "catalogue.sqlite", sites=sites)
    if not (folder / ".checked").exists():
        command = ("check", "--as-of", "2016-12-31", "--clock", CLOCK, "--jobs", "2")
        run(folder, *command, *(f"site{number:04d}" for number in range(sites)), may_find=True)
        (folder / ".checked").touch()
    run(folder, "items", "index")
    (folder / "sites").mkdir(exist_ok=True)
    for number in range(sites):
        text = f'id = "site{number:04d}"\nhome = "http://site{number:04d}.example.gov.cn/"\n'
        (folder / "sites" / f"site{number:04d}.toml").write_text(text, encoding="utf-8")
    fast = "\n[fetch]\ndelay_seconds = 0\nconcurrency = 8\n"
    (folder / "sites" / "city.toml").write_text(f'id = "city"\nhome = "{home}"\n{fast}', encoding="utf-8")
    (folder / FILE_NAME).unlink(missing_ok=True)
    conn = open_store(folder / FILE_NAME, *console_migrations)
    add_account(conn, NAME, Role.ADMINISTRATOR, PASSWORD, datetime(2017, 1, 1, tzinfo=UTC))
    conn.close()
    return folder


@contextmanager
def serving(place: Path) -> Iterator[int]:
    """The real command, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-P", "-m", "gongkai", "serve", "--port", str(port), "--clock", CLOCK, *_NET]
    with (place / "serve.log").open("wb") as log:
        process = subprocess.Popen([*command, "--workspace", str(place)], stdout=log, stderr=log)
        try:
            wait_for(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(30)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until the port answers, half a minute at most."""
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("`gongkai serve` ended; see serve.log")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("`gongkai serve` does not answer")


def crawl(place: Path, number: int) -> float:
    """Seconds that a whole crawl of the city takes, written as a new run into the catalogue that the console reads."""
    began = time.monotonic()
    run(place, "crawl", "city", "--fresh", *_NET, "--clock", f"2017-02-{number}T10:00")
    return time.monotonic() - began


def run(place: Path, *words: str, may_find: bool = False) -> None:
    """A command of ours; SystemExit where it fails."""
    command = [sys.executable, "-P", "-m", "gongkai", *words, "--workspace", str(place)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONUTF8": "1"}, check=False)
    if done.returncode not in ((0, 3, 4) if may_find else (0,)):
        raise SystemExit(f"gongkai {' '.join(words[:3])}: {done.returncode}\n{done.stderr[-2000:]}")


@contextmanager
def reading(people: Sequence[Reader], pages: Mapping[str, Sequence[str]], times: Times) -> Iterator[None]:
    """They open a page of any kind every few seconds each, while the block runs."""
    stop = threading.Event()

    def read(seed: int, reader: Reader) -> None:
        rng = random.Random(seed)
        while not stop.wait(rng.expovariate(1 / _THINKING)):
            kind = rng.choice(list(pages))
            path = rng.choice(list(pages[kind]))
            answer = reader.get(path)
            times.add(kind, path, answer.status, answer.seconds)

    for reader in people:
        reader.conn.close()  # opened anew; a connection that was idle during a crawl is closed by the server
    threads = [threading.Thread(target=read, args=(seed, reader)) for seed, reader in enumerate(people)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def show(title: str, times: Times) -> None:
    """A table of one run."""
    print(f"\n{title}: {len(times.all):,} pages, {len(times.wrong)} failed")
    print("| page | opened | median | p95 | slowest |")
    print("| --- | --- | --- | --- | --- |")
    for kind, entries in (*sorted(times.by_kind.items()), ("all", times.all)):
        print(f"| {kind} | {len(entries)} | {ms(median(entries))} | {ms(p95(entries))} | {ms(max(entries))} |")
    for wrong in sorted(set(times.wrong)):
        print(f"failed: {wrong}")


def p95(entries: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(entries, n=20, method="inclusive")[-1] if len(entries) > 1 else entries[0]


def ms(seconds: float) -> str:
    """Milliseconds."""
    return f"{seconds * 1000:.0f} ms"


if __name__ == "__main__":
    if shutil.disk_usage(tempfile.gettempdir()).free < 8 * 2**30:
        print("needs 8 GB of free disk", file=sys.stderr)
    sys.exit(main())
