"""A site is added by its home page: surveyed, looked at, confirmed, crawled."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from crawler.clock import system_clock
from gongkai.console import here
from gongkai.console.application import create_app
from gongkai.console.jobs import JobState
from gongkai.console.jobs.runner import look_after
from gongkai.demo.city import City, running_city
from gongkai.demo.story import make_workspace
from tests.console.inspected_city import add_people
from tests.console.jobs.live import ended, number_of
from tests.console.visitor import Visitor

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[City, Flask]]:
    """A workspace whose bureau is not known yet, over a city that stands."""
    with running_city(2016, "ucap") as city:
        place = make_workspace(tmp_path_factory.mktemp("founded") / "city", city, city.truth())
        (place.sites / "bureau.toml").unlink()
        add_people(place)
        app = create_app(place, clock=system_clock, allow_net=("127.0.0.0/8",))
        yield city, app
        app.extensions[here.EXTENSION].close()


def fill(city: City, **others: str) -> dict[str, str]:
    return {"home": city.bureau, "id": "bureau", "kind": "bureau", "delay": "0", **others}


def test_a_site_is_surveyed_confirmed_and_crawled(founded: tuple[City, Flask]) -> None:
    city, app = founded
    place = app.extensions[here.EXTENSION].root
    jian = Visitor(app, "jian")
    answer = jian.send("/jobs/new-site", "/jobs/new-site", **fill(city, contact="信息中心 123"))
    number = number_of(answer.headers["Location"])
    job = ended(app, number)
    assert job.state in (JobState.DONE, JobState.INCOMPLETE), job.words
    assert not (place.sites / "bureau.toml").exists()  # nothing is written before somebody has looked
    page = jian.see(f"/jobs/{number}/survey")
    assert "政务公开" in page.text
    confirmed = jian.submit(f"/jobs/{number}/survey", "confirm")
    crawl = number_of(confirmed.headers["Location"])
    profile = place.profiles(["bureau"])[0]
    assert (profile.home, profile.fetch.contact, profile.fetch.delay_seconds) == (city.bureau, "信息中心 123", 0)
    text = (place.sites / "bureau.toml").read_text(encoding="utf-8")
    assert text.startswith("# Written by gongkai survey.")

    again = jian.send(f"/jobs/{number}/survey", f"/jobs/{number}/survey", mark="x")
    assert again.status_code == 409
    assert (place.sites / "bureau.toml").read_text(encoding="utf-8") == text
    assert "已有标识为 bureau" in jian.send("/jobs/new-site", "/jobs/new-site", **fill(city)).text

    crawled = ended(app, crawl, 120)
    assert crawled.state is JobState.DONE, crawled.words
    assert crawled.result["runs"][0]["complete"]
    assert "采集完整" in jian.see(f"/jobs/{crawl}").text
    day = system_clock().date().isoformat()
    checked = ended(app, number_of(jian.submit("/jobs/check/bureau", "check", as_of=day).headers["Location"]))
    assert checked.state is JobState.DONE
    assert "新发现问题" in jian.see(f"/jobs/{checked.number}").text


@pytest.mark.parametrize(
    "home",
    [
        "http://10.1.2.3/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://0xa000001/",
        "file:///etc",
    ],
)
def test_an_address_that_may_not_be_fetched_is_refused_in_words(founded: tuple[City, Flask], home: str) -> None:
    city, app = founded
    page = Visitor(app, "jian").send("/jobs/new-site", "/jobs/new-site", **fill(city, home=home, id="other"))
    assert page.status_code == 200
    assert "内网" in page.text or "完整的网址" in page.text
    assert home in page.text  # what was typed is kept
    house = app.extensions[here.EXTENSION]
    with house.store.borrow() as conn:
        look_after(conn, house.root.root, house.clock)
        assert conn.execute("SELECT count(*) FROM jobs WHERE about = 'other'").fetchone()[0] == 0


@pytest.mark.parametrize("site", ["../evil", "a/b", "UPPER", "-x", "a" * 41, "."])
def test_an_id_cannot_lead_out_of_the_folder(founded: tuple[City, Flask], site: str) -> None:
    city, app = founded
    page = Visitor(app, "jian").send("/jobs/new-site", "/jobs/new-site", **fill(city, id=site))
    assert "只用小写字母" in page.text


def test_only_inspectors_add_sites(founded: tuple[City, Flask]) -> None:
    _, app = founded
    assert Visitor(app, "wang").get("/jobs/new-site").status_code == 403
    assert Visitor(app, "nian").get("/jobs/crawl/municipal").status_code == 403
