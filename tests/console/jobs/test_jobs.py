"""A job from the press of a button to its outcome, in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from flask_login import login_user

from gongkai.console import here
from gongkai.console.jobs import JobState, start_job
from gongkai.console.people.accounts import accounts
from gongkai.console.people.session import Person
from tests.console.jobs.live import ended
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e


@contextmanager
def acting(app: Flask, name: str) -> Iterator[None]:
    """As that person, inside a view."""
    with app.test_request_context():
        with here.store() as conn:
            account = next(each for each in accounts(conn) if each.name == name)
        login_user(Person(account, "ticket"))
        yield
        app.do_teardown_request()


def test_a_job_runs_the_command_and_keeps_its_answer(app: Flask, visit: Callable[[str], Visitor]) -> None:
    with acting(app, "jian"):
        job = start_job("check", ["check", "bureau", "--as-of", "2016-12-31", "--json"], title="检查", site="bureau")
    assert job.state is JobState.RUNNING
    done = ended(app, job.number)
    assert (done.state, done.exit_code, done.asked_by) == (JobState.DONE, 0, "检查员（jian）")
    assert done.result["checks"][0]["site"] == "bureau"
    assert done.ended_at is not None
    assert done.ended_at.year == 2017  # the city's own time
    page = visit("wang").see(f"/jobs/{job.number}")
    assert "已完成" in page.text
    assert visit("shen").get(f"/jobs/{job.number}").status_code == 404
    assert "检查" not in visit("shen").see("/jobs/").find("main").text.replace("采集、检查", "")  # type: ignore[union-attr]


def test_a_wrong_command_fails_with_its_own_last_words(app: Flask) -> None:
    with acting(app, "jian"):
        job = start_job("check", ["check", "nowhere"], title="检查 nowhere", site="nowhere")
    failed = ended(app, job.number)
    assert (failed.state, failed.exit_code) == (JobState.FAILED, 2)
    assert "nowhere" in failed.words


def test_a_job_is_repeated_only_by_those_who_may_start_one(app: Flask, visit: Callable[[str], Visitor]) -> None:
    with acting(app, "nian"):  # as if asked for when a writer still was an inspector
        number = start_job("check", ["check", "nowhere"], title="检查 nowhere", site="nowhere").number
    ended(app, number)
    assert visit("nian").see(f"/jobs/{number}").find(id="again") is None
    assert visit("nian").send(f"/jobs/{number}/again").status_code == 403
    assert visit("jian").see(f"/jobs/{number}").find(id="again") is not None
    assert visit("jian").send(f"/jobs/{number}/again").status_code == 302


def test_what_bears_a_name_is_not_repeated_by_another(app: Flask, visit: Callable[[str], Visitor]) -> None:
    with acting(app, "nian"):
        number = start_job("freeze", ["count", "freeze", "--year", "none", "--by=年报员（nian）"], title="冻结").number
    ended(app, number)
    for name in ("guan", "nian"):
        page = visit(name).see(f"/jobs/{number}")
        assert page.find(id="again") is None
        link = page.find(id="anew")
        assert link is not None
        assert visit(name).get(str(link["href"])).status_code == 200
        assert visit(name).send(f"/jobs/{number}/again").status_code == (404 if name == "guan" else 403)
