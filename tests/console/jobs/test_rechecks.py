"""Rechecks from the console, in a city that stands and is mended; what they may ask for, and how often."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from checks.ledger import FindingRow, State, list_findings
from checks.model import SubjectKind
from crawler.clock import clock_starting_at
from gongkai.console import here
from gongkai.console.application import create_app
from gongkai.console.jobs import JobState, limits
from gongkai.demo.city import City
from tests.console.inspected_city import Inspected, inspected_city
from tests.console.jobs.live import ask, ended, number_of
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e


@dataclass(frozen=True)
class Standing:
    """The city, its workspace, and the console over it."""

    city: City
    inspected: Inspected
    app: Flask

    def findings(self, clause: str | None = None) -> list[FindingRow]:
        """What the ledger says."""
        conn = self.inspected.place.open_catalogue()
        try:
            return list_findings(conn, site="bureau", clause=clause)
        finally:
            conn.close()


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    with inspected_city(tmp_path_factory.mktemp("standing") / "city") as (city, inspected):
        app = create_app(inspected.place, clock=clock_starting_at(inspected.now), allow_net=("127.0.0.0/8",))
        yield Standing(city, inspected, app)
        app.extensions[here.EXTENSION].close()


def faults(standing: Standing, kind: str) -> list[dict[str, str]]:
    return [fault for fault in standing.inspected.truth["faults"] if fault["kind"] == kind]


def test_a_webmaster_rechecks_before_and_after_mending(standing: Standing) -> None:
    fault = faults(standing, "stale_news")[0]
    row = next(each for each in standing.findings("c15.d.basic_news") if each.subject_key == fault["subject"])
    wang = Visitor(standing.app, "wang")
    first = wang.send(f"/jobs/recheck/{row.number}")
    second = wang.send(f"/jobs/recheck/{row.number}")
    assert first.headers["Location"] == second.headers["Location"]  # pressed twice, still one
    number = number_of(first.headers["Location"])
    job = ended(standing.app, number)
    assert job.state is JobState.FINDINGS, job.words
    page = wang.see(f"/jobs/{number}").find("main")
    assert page is not None
    assert "仍存在" in page.text
    assert "王工（wang） 要求复查" in page.text
    assert "按条款重新判断" in page.text

    ask(standing.city, f"mend?fault={fault['id']}", post=True)
    ask(standing.city, "requests/clear", post=True)
    job = ended(standing.app, number_of(wang.send(f"/jobs/recheck/{row.number}").headers["Location"]))
    assert (job.state, job.result["recheck"]["result"], job.result["state"]) == (JobState.DONE, "mended", "fixed")
    asked = [entry["path"] for entry in ask(standing.city, "requests.json") if entry["site"] == "bureau"]
    assert 0 < len(asked) <= 8, asked
    conn = standing.inspected.place.open_catalogue()
    signed = conn.execute("SELECT who FROM finding_events WHERE kind = 'seen_fixed'").fetchone()
    conn.close()
    assert signed["who"] == "王工（wang）"


def test_the_finding_of_another_site_is_not_there(standing: Standing) -> None:
    row = next(each for each in standing.findings("c15.d.basic_news") if each.state is State.OPEN)
    shen = Visitor(standing.app, "shen")
    assert shen.send(f"/jobs/recheck/{row.number}").status_code == 404
    assert shen.send("/jobs/recheck/F-999999").status_code == 404
    assert shen.send("/jobs/recheck/..%2F..%2Fetc").status_code == 404
    nian = Visitor(standing.app, "nian")
    assert nian.send(f"/jobs/recheck/{row.number}").status_code == 403


class Elsewhere:
    """A server that is no site of anybody's, and counts who comes."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is said."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/secret"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    found = Elsewhere()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.mark.parametrize("kind", [SubjectKind.COLUMN, SubjectKind.COLUMN_ID, SubjectKind.ITEM, SubjectKind.LINK])
def test_a_finding_that_points_elsewhere_fetches_nothing_there(
    standing: Standing, elsewhere: Elsewhere, kind: SubjectKind
) -> None:
    row = next(each for each in standing.findings() if each.state is State.OPEN and each.subject.kind == kind)
    conn = standing.inspected.place.open_catalogue()
    conn.execute("UPDATE findings SET subject_url = ? WHERE id = ?", (elsewhere.url, row.id))
    for number in row.evidence:
        conn.execute("UPDATE captures SET url = ? WHERE id = ?", (elsewhere.url, number))
    conn.close()
    answer = Visitor(standing.app, "jian").send(f"/jobs/recheck/{row.number}")
    job = ended(standing.app, number_of(answer.headers["Location"]))
    assert elsewhere.asked == []
    assert not job.state.goes_on


def test_asking_too_often_is_refused(standing: Standing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_OF_ONE_FINDING", 0)
    row = next(each for each in standing.findings("c15.d.basic_news") if each.state is State.OPEN)
    answer = Visitor(standing.app, "wang").send(f"/jobs/recheck/{row.number}")
    assert answer.status_code == 429
    assert "太频繁" in answer.text
