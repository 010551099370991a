"""A console over a city that stands: its jobs really fetch."""

from __future__ import annotations

import json
import time
import urllib.request
from typing import Any

from flask import Flask

from gongkai.console import here
from gongkai.console.jobs import Job, ledger
from gongkai.console.jobs.runner import is_at_work, look_after
from gongkai.demo.city import City


def ended(app: Flask, number: int, seconds: float = 300) -> Job:
    """The job when it has ended."""
    house = app.extensions[here.EXTENSION]
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with house.store.borrow() as conn:
            look_after(conn, house.root.root, house.clock)
            job = ledger.job_of(conn, number)
        assert job is not None
        if not job.state.goes_on and not is_at_work(house.root.root, number):
            return job
        time.sleep(0.05)
    raise AssertionError(f"job {number} goes on")


def number_of(location: str) -> int:
    """The number of the job that an answer leads to."""
    return int(location.rstrip("/").rpartition("/")[2])


def ask(city: City, path: str, *, post: bool = False) -> Any:
    """Ask the control of the city."""
    request = urllib.request.Request(f"{city.control}{path}", method="POST" if post else "GET")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)
